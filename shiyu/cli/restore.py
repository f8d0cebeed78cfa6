"""`shiyu restore`: a backup is proved whole, restored beside the city, verified there, and only then put in place."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shiyu.base.words import Words
from shiyu.cli.ground import database, embedded, refuse, say

if TYPE_CHECKING:
    from psycopg import Connection

app = typer.Typer()

_File = Annotated[Path, typer.Argument(help="备份文件 The backup")]
_Replace = Annotated[bool, typer.Option("--replace", help="替换已有数据的城市 Replace a city that holds data")]
# Tables whose rows mean that a city stands here.
_SIGNS = ("city_edition", "city_account", "cases_case")


@app.command(help="从备份恢复；先核验，再替换 Restore a backup: verified first, then put in place")
def restore(file: _File, *, replace: _Replace = False) -> None:
    """The city must not be served meanwhile; what was there is untouched until the backup has been verified."""
    with database():
        if not replace and (sign := _sign_of_a_city()):
            words = Words(
                "数据库中已有数据（{sign}）。确要替换请加 --replace。",
                "The database holds data already ({sign}); --replace puts the backup in its place.",
            )
            refuse(words.fill(sign=sign))
        restore_backup(file.resolve())
    say(Words("已恢复并核验。", "Restored and verified."))


def restore_backup(source: Path) -> None:
    """Unpack, restore into a database beside the present one, verify, put the files and then the database in place."""
    from django.conf import settings

    from shiyu.base import crypto
    from shiyu.cli import archive, programs

    settings.SHIYU_HOME.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=settings.SHIYU_HOME) as folder:
        manifest = archive.unpack(source, folder=Path(folder))
        crypto.decrypt(bytes.fromhex(manifest.probe), context=archive.PROBE)
        with _beside() as (server, name, beside):
            programs.restore_into(beside, source=Path(folder) / archive.DUMP)
            _place_files(Path(folder) / archive.FILES, settings.MEDIA_ROOT)
            with _standing_on(beside):
                _verify()
            _swap(server, present=name, restored=beside)


@contextmanager
def _beside() -> Iterator[tuple["Connection[Any]", str, str]]:
    """An empty database next to the present one, removed again unless it took that one's place."""
    from django.db import connections
    from psycopg import sql

    name: str = connections["owner"].settings_dict["NAME"]
    beside = f"{name}_restoring"
    with _server() as server:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(beside))
        server.execute(drop)
        owner = connections["owner"].settings_dict["USER"]
        make = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0")
        server.execute(make.format(sql.Identifier(beside), sql.Identifier(owner)))
        try:
            yield server, name, beside
        finally:
            server.execute(drop)


@contextmanager
def _server() -> Iterator["Connection[Any]"]:
    """A connection that may make databases: the embedded server's superuser, else the owner (who needs CREATEDB)."""
    import psycopg
    from django.conf import settings

    from shiyu.cli.postgres.roles import connect

    cluster = embedded()
    if cluster is not None:
        with connect(cluster.places) as server:
            yield server
    else:
        with psycopg.connect(settings.DATABASE_OWNER_URL, dbname="postgres", autocommit=True) as server:
            yield server


@contextmanager
def _standing_on(name: str) -> Iterator[None]:
    """Lead both aliases to the database `name` inside the block."""
    from django.db import connections

    before = connections["default"].settings_dict["NAME"]
    try:
        _lead_to(name)
        yield
    finally:
        _lead_to(before)


def _lead_to(name: str) -> None:
    from django.db import connections

    from shiyu.cli.ground import leave

    for alias in ("default", "owner"):
        leave(alias)
        connections[alias].settings_dict["NAME"] = name


def _verify() -> None:
    """Bring older tables up, grant the rights, and hold every history and seal to its hashes."""
    from django.core.management import call_command

    from shiyu.cli.data import faults_of_history

    call_command("migrate", database="owner", verbosity=0, interactive=False)
    if faults := faults_of_history():
        refuse(Words(*["\n".join(faults)] * 2))


def _swap(server: "Connection[Any]", *, present: str, restored: str) -> None:
    """Rename both databases in one transaction; refused while somebody still uses the present one."""
    from psycopg import sql

    users = server.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()", [present]
    ).fetchone()
    if users and users[0]:
        refuse(
            Words(
                "仍有程序在使用数据库，请先停止服务。", "The database is still in use: stop the city's processes first."
            )
        )
    old = f"{present}_replaced"
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(old))
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    server.execute(drop)
    with server.transaction():
        server.execute(rename.format(sql.Identifier(present), sql.Identifier(old)))
        server.execute(rename.format(sql.Identifier(restored), sql.Identifier(present)))
    server.execute(drop)


def _place_files(restored: Path, root: Path) -> None:
    """Add the files of the backup; they are named by their content, so nothing that is there is changed."""
    for path in sorted(restored.rglob("*")):
        target = root / path.relative_to(restored)
        if path.is_file() and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, target)


def _sign_of_a_city() -> str:
    """Name of the first table that shows a city stands in the database; empty when none does."""
    from django.db import connection
    from psycopg import sql

    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        for table in _SIGNS:
            if table in present:
                cursor.execute(sql.SQL("SELECT EXISTS (SELECT 1 FROM {})").format(sql.Identifier(table)))
                if cursor.fetchone() == (True,):
                    return table
    return ""
