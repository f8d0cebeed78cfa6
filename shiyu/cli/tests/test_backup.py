"""A backup can be proved, and a restore changes nothing until it has been."""

import io
import os
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections

from shiyu.cli import archive
from shiyu.cli.archive import DamagedBackup

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def city(committed: None, database_environment: dict[str, str], tmp_path: Path) -> Callable[..., tuple[int, str]]:
    """The command `shiyu` on this test's database, with a data folder of its own and one stored file."""
    stored = tmp_path / "home" / "files" / "ab" / "abcd"
    stored.parent.mkdir(parents=True)
    stored.write_bytes(b"a resident's photograph")
    keys = {f"SHIYU_{name}_KEY": getattr(settings, f"{name}_KEY").hex() for name in ("DATA", "INDEX", "SEAL")}
    given = {"SHIYU_HOME": str(tmp_path / "home"), "LANG": "en_US.UTF-8", "PYTHONPATH": str(ROOT), **keys}
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("SHIYU_", "LC_"))}

    def shiyu(*arguments: str | Path, **more: str) -> tuple[int, str]:
        for connection in connections.all():
            connection.close()
        done = subprocess.run(
            [sys.executable, "-m", "shiyu.cli", *arguments],
            env=environment | database_environment | given | more,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    return shiyu


def names() -> list[str]:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT name FROM auth_group ORDER BY name")
        return [row[0] for row in cursor.fetchall()]


def add(name: str) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("INSERT INTO auth_group (name) VALUES (%s)", [name])


def test_a_city_comes_back_as_it_was(city: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
    file = tmp_path / "city.backup"
    add("before")
    assert city("backup", file)[0] == 0
    assert file.stat().st_mode & 0o077 == 0
    add("after")
    (tmp_path / "home" / "files" / "ab" / "abcd").unlink()
    assert city("restore", file, "--replace") == (0, "Restored and verified.\n")
    assert names() == ["before"]
    assert (tmp_path / "home" / "files" / "ab" / "abcd").read_bytes() == b"a resident's photograph"
    with connections["default"].cursor() as cursor:  # the roles stand as in a migrated city
        cursor.execute("SELECT tableowner FROM pg_tables WHERE tablename = 'auth_group'")
        assert cursor.fetchone() == ("shiyu_owner",)
        cursor.execute("SELECT has_table_privilege('shiyu_app', 'auth_group', 'DELETE')")
        assert cursor.fetchone() == (False,)


def test_a_city_is_not_replaced_by_mistake(city: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
    add("before")
    assert city("backup", tmp_path / "city.backup")[0] == 0
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO city_account (username, password, kind, is_active, is_staff, is_superuser,"
            " must_change_password, failed_logins, created_at)"
            " VALUES ('somebody', '', 'person', true, false, false, false, 0, now())"
        )
    add("after")
    status, said = city("restore", tmp_path / "city.backup")
    assert (status, "--replace" in said) == (1, True)
    assert names() == ["after", "before"]


def test_a_backup_is_not_written_over(city: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
    file = tmp_path / "city.backup"
    file.write_text("mine")
    assert city("backup", file)[0] == 1
    assert file.read_text() == "mine"


def test_a_backup_of_other_keys_is_refused(city: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
    add("before")
    assert city("backup", tmp_path / "city.backup")[0] == 0
    add("after")
    status, said = city("restore", tmp_path / "city.backup", "--replace", SHIYU_DATA_KEY="ab" * 16)
    assert (status, "key" in said) == (1, True)
    assert names() == ["after", "before"]


def test_a_restore_waits_for_nobody_who_still_uses_the_city(
    city: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    add("before")
    assert city("backup", tmp_path / "city.backup")[0] == 0
    import psycopg

    with psycopg.connect(_url()):
        status, said = city("restore", tmp_path / "city.backup", "--replace")
    assert (status, "still in use" in said) == (1, True)


def _url() -> str:
    from tests import database

    return database.environment()["DATABASE_URL"]


def rewritten(source: Path, target: Path, change: Callable[[str, bytes], list[tuple[str, bytes]]]) -> Path:
    with tarfile.open(source) as old, tarfile.open(target, "w") as new:
        for entry in old:
            content = old.extractfile(entry)
            assert content is not None
            for name, data in change(entry.name, content.read()):
                fresh = tarfile.TarInfo(name)
                fresh.size = len(data)
                new.addfile(fresh, io.BytesIO(data))
    return target


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A backup of two small files, made without a database."""
    sources = {archive.DUMP: tmp_path / "dump", "files/ab/abcd": tmp_path / "photograph"}
    for path in sources.values():
        path.write_bytes(path.name.encode())
    parts = tuple(archive.part_of(name, path) for name, path in sources.items())
    manifest = archive.Manifest(
        format=archive.FORMAT, version="0", postgres=18, made_at="", city="jincheng", probe="", parts=parts
    )
    with (tmp_path / "small").open("wb") as out:
        archive.pack(out, manifest=manifest, sources=sources)
    return tmp_path / "small"


def test_an_untouched_backup_is_whole(small: Path, tmp_path: Path) -> None:
    assert [part.name for part in archive.unpack(small, folder=tmp_path / "out").parts] == [
        "database.dump",
        "files/ab/abcd",
    ]
    assert (tmp_path / "out" / "files" / "ab" / "abcd").read_bytes() == b"photograph"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda name, data: [(name, data[:-1] + b"!" if name.startswith("files") else data)], "SHA-256 / SM3"),
        (lambda name, data: [] if name.startswith("files") else [(name, data)], "missing"),
        (lambda name, data: [(name, data), ("extra", b"")] if name.startswith("files") else [(name, data)], "manifest"),
        (lambda name, data: [] if name == "manifest.json" else [(name, data)], "no manifest"),
        (lambda name, data: [(name, b"{}" if name == "manifest.json" else data)], "unreadable manifest"),
        (lambda name, data: [(name, data.replace(b'"format": 1', b'"format": 9'))], "format 9"),
        (lambda name, data: [(name.replace("files/", "../"), data.replace(b"files/", b"../"))], "outside"),
    ],
)
def test_a_changed_backup_is_refused(
    small: Path, tmp_path: Path, change: Callable[[str, bytes], list[tuple[str, bytes]]], reason: str
) -> None:
    changed = rewritten(small, tmp_path / "changed", change)
    with pytest.raises(DamagedBackup, match=reason):
        archive.unpack(changed, folder=tmp_path / "out")


@pytest.mark.parametrize("content", [b"", b"not a backup", b"\x1f\x8b"])
def test_what_is_no_backup_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(DamagedBackup):
        archive.unpack(tmp_path / "file", folder=tmp_path / "out")


def test_a_cut_backup_is_refused(small: Path, tmp_path: Path) -> None:
    (tmp_path / "cut").write_bytes(small.read_bytes()[:2048])
    with pytest.raises(DamagedBackup):
        archive.unpack(tmp_path / "cut", folder=tmp_path / "out")
