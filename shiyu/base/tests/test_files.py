"""A file is there whole, under its own hash, or it is not there at all."""

import errno
import os
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shiyu.base import clock, files
from shiyu.base.crypto import sm3
from shiyu.base.errors import NoSuchThing
from shiyu.base.files import DamagedFile, FolderStore, StoreUnwritable

HOUR = timedelta(hours=1)
NOTHING: frozenset[str] = frozenset()


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "files")


def place(tmp_path: Path, address: str) -> Path:
    return tmp_path / "files" / address[:2] / address


def age(path: Path, *, by: timedelta) -> None:
    then = (clock.now() - by).timestamp()
    os.utime(path, (then, then))


def left_behind(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "files").glob("incoming/*"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chunks=st.lists(st.binary(max_size=50), max_size=5))
def test_what_was_put_is_read_again(store: FolderStore, chunks: list[bytes]) -> None:
    address = store.put(chunks)
    assert address == sm3(b"".join(chunks)).hex()
    assert b"".join(store.read(address)) == b"".join(chunks)


def test_a_large_file_is_streamed(store: FolderStore, tmp_path: Path) -> None:
    content = os.urandom(3 * files.CHUNK + 17)
    address = store.put([content])
    assert [len(chunk) for chunk in store.read(address)] == [files.CHUNK] * 3 + [17]
    assert stat.S_IMODE(place(tmp_path, address).stat().st_mode) == 0o600
    assert left_behind(tmp_path) == []


def test_the_same_content_lies_there_once(store: FolderStore) -> None:
    assert store.put([b"one ", b"two"]) == store.put([b"one two"])
    assert len(list(store.addresses())) == 1


def test_many_writers_of_one_content_do_not_disturb_each_other(store: FolderStore, tmp_path: Path) -> None:
    writers = [Thread(target=store.put, args=([b"burst pipe"] * 50,)) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    (address,) = store.addresses()
    assert b"".join(store.read(address)) == b"burst pipe" * 50
    assert left_behind(tmp_path) == []


@pytest.mark.parametrize(
    "address", ["0" * 64, "", "..", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n", "00/" + "0" * 61]
)
def test_what_is_not_there(store: FolderStore, address: str) -> None:
    store.put([b"something"])
    assert not store.holds(address)
    with pytest.raises(NoSuchThing):
        list(store.read(address))


@pytest.mark.parametrize("damage", [b"", b"cut", b"longer than it was before", b"content?"])
def test_a_damaged_file_is_never_given_whole(store: FolderStore, tmp_path: Path, damage: bytes) -> None:
    address = store.put([b"content."])
    place(tmp_path, address).write_bytes(damage)
    taken: list[bytes] = []
    with pytest.raises(DamagedFile):
        taken.extend(store.read(address))
    assert taken == []
    store.put([b"content."])
    assert b"".join(store.read(address)) == b"content."


def test_durable_before_it_has_its_name_and_named_durably_before_the_address_is_out(
    store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.put([b"the folders are there"])
    steps = []
    fsync, replace = os.fsync, Path.replace

    def note_fsync(descriptor: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        fsync(descriptor)

    def note_replace(self: Path, target: Path) -> Path:
        steps.append("rename")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", note_fsync)
    monkeypatch.setattr(Path, "replace", note_replace)
    store.put([b"new"])
    assert steps == ["file", "rename", "folder", "folder"]


def test_a_writer_killed_before_the_rename_leaves_nothing_that_counts(store: FolderStore, tmp_path: Path) -> None:
    store.put([b"a neighbour"])
    half = tmp_path / "files" / "incoming" / "0123.part"
    half.write_bytes(b"half a fi")
    assert len(list(store.addresses())) == 1
    assert store.sweep_orphans(set(store.addresses()), older_than=HOUR) == []
    assert half.exists()
    age(half, by=2 * HOUR)
    store.sweep_orphans(set(store.addresses()), older_than=HOUR)
    assert left_behind(tmp_path) == []


def test_a_writer_killed_between_file_and_row_leaves_an_orphan_that_is_swept(
    store: FolderStore, tmp_path: Path
) -> None:
    named, orphan, young = store.put([b"named"]), store.put([b"orphan"]), store.put([b"young"])
    age(place(tmp_path, named), by=2 * HOUR)
    age(place(tmp_path, orphan), by=2 * HOUR)
    assert store.sweep_orphans({named}, older_than=HOUR) == [orphan]
    assert [store.holds(address) for address in (named, orphan, young)] == [True, False, True]


def test_an_orphan_put_again_is_young_again(store: FolderStore, tmp_path: Path) -> None:
    orphan = store.put([b"orphan"])
    age(place(tmp_path, orphan), by=2 * HOUR)
    store.put([b"orphan"])
    assert store.sweep_orphans(NOTHING, older_than=HOUR) == []


def test_put_again_while_the_sweep_looks_it_stays(store: FolderStore, tmp_path: Path) -> None:
    orphan = store.put([b"orphan"])
    age(place(tmp_path, orphan), by=2 * HOUR)

    class Known:
        def __contains__(self, address: object) -> bool:
            store.put([b"orphan"])  # the row will come; the sweep has already asked
            return False

    assert store.sweep_orphans(Known(), older_than=HOUR) == []
    assert store.holds(orphan)


def test_foreign_files_are_left_alone(store: FolderStore, tmp_path: Path) -> None:
    store.put([b"x"])
    foreign = tmp_path / "files" / "ab" / "README"
    foreign.parent.mkdir(exist_ok=True)
    foreign.write_text("not ours")
    age(foreign, by=2 * HOUR)
    store.sweep_orphans(NOTHING, older_than=HOUR)
    assert foreign.exists()


def test_a_sender_that_breaks_off_leaves_nothing(store: FolderStore, tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"first part"
        raise ValueError("gone")

    with pytest.raises(ValueError, match="gone"):
        store.put(broken())
    assert left_behind(tmp_path) == []
    assert list(store.addresses()) == []


def test_a_full_disk_is_told_and_leaves_nothing(
    store: FolderStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreUnwritable) as refused:
        store.put([b"x"])
    assert refused.value.http_status == 507
    assert list((tmp_path / "files").rglob("*.part")) == []


def test_an_empty_store_is_empty(store: FolderStore) -> None:
    assert list(store.addresses()) == []
    assert store.sweep_orphans(NOTHING, older_than=HOUR) == []


@pytest.mark.parametrize("count", [0, 1, 3, 40])
def test_several_files_are_put_together_in_the_order_given(store: FolderStore, tmp_path: Path, count: int) -> None:
    contents = [f"paper {number}".encode() for number in range(count)]
    addresses = store.put_all(contents)
    assert addresses == [sm3(content).hex() for content in contents]
    assert [b"".join(store.read(address)) for address in addresses] == contents
    assert left_behind(tmp_path) == []


def test_the_same_file_twice_in_one_go_lies_there_once(store: FolderStore) -> None:
    first, second, other = store.put_all([b"same", b"same", b"other"])
    assert first == second
    assert sorted(store.addresses()) == sorted({first, other})


def test_of_several_files_none_is_left_where_the_disk_is_full(
    store: FolderStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreUnwritable):
        store.put_all(f"{number}".encode() for number in range(20))
    assert left_behind(tmp_path) == []
    assert list(store.addresses()) == []


def test_every_file_and_folder_is_waited_for(store: FolderStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """None of many is forgotten when they are waited for side by side."""
    synced: list[str] = []
    real = os.fsync

    def noting(descriptor: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", noting)
    addresses = store.put_all(f"{number}".encode() for number in range(30))
    assert sum(name.endswith(".part") for name in synced) == 30
    assert {address[:2] for address in addresses} <= {Path(name).name for name in synced}
