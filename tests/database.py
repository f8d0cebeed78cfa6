"""The database of the tests: a template made once for these migrations and this pack, and a copy for each worker.

The server is the embedded one with its data in `var/test` (no fsync: a test's data may be lost), or the one that
DATABASE_URL and DATABASE_OWNER_URL name; there both roles must exist, and the owner may create databases and end the
connections of the serving role to one that is dropped (`pg_signal_backend`).
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from shiyu.cli.postgres import roles
from shiyu.cli.postgres.cluster import Cluster
from shiyu.cli.postgres.places import OWNER_ROLE

ROOT = Path(__file__).resolve().parent.parent
_LOCK = 140500  # advisory lock: one worker makes the template, the others wait
# A vacuum of the server itself cannot be told to leave a database that its owner drops.
_FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
    "autovacuum": "off",
}


@contextmanager
def server() -> Iterator[None]:
    """A server that answers: the one the environment names, else the embedded one, stopped by the last worker."""
    with nullcontext() if settings.DATABASE_URL else _embedded():
        yield


@contextmanager
def _embedded() -> Iterator[None]:
    cluster = Cluster(settings.SHIYU_HOME, user=settings.SHIYU_DB_USER, extra=_FAST)
    with cluster.running():
        with roles.connect(cluster.places) as superuser:
            for right in ("ALTER ROLE {} CREATEDB", "GRANT pg_signal_backend TO {}"):
                superuser.execute(sql.SQL(right).format(sql.Identifier(OWNER_ROLE)))
        yield


def make_database(name: str) -> None:
    """Make `name` anew from the template of these migrations and this pack, and point both aliases at it."""
    copy_template(name)
    _use(name)


def copy_template(name: str) -> None:
    """Make `name` anew from the template; the aliases stay where they point."""
    template = _template()
    connections.close_all()
    with _maintenance() as server:
        _drop(server, name)
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY {}")
        server.execute(copy.format(sql.Identifier(name), sql.Identifier(template), sql.SQL("FILE_COPY")))


@contextmanager
def pointed_at(name: str) -> Iterator[None]:
    """Both aliases lead to the database `name` inside the block: real commits."""
    before = connections["default"].settings_dict["NAME"]
    _use(name)
    try:
        yield
    finally:
        _use(before)


def drop_database(name: str) -> None:
    """Remove the database of a worker, whoever is still connected to it."""
    connections.close_all()
    with _maintenance() as server:
        _drop(server, name)


def environment() -> dict[str, str]:
    """Variables that lead another process to the database this test stands on."""
    urls = {"DATABASE_URL": "default", "DATABASE_OWNER_URL": "owner"}
    return {name: _url(connections[alias].settings_dict) for name, alias in urls.items()}


def _template() -> str:
    name = f"shiyu_template_{fingerprint()}"
    with _maintenance() as server:
        server.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
            _drop_old_templates(server)
            _build(server, name)
    return name


def _build(server: psycopg.Connection[Any], name: str) -> None:
    """Migrate and load under another name first: a database called template is whole."""
    building = name.replace("template", "building")
    _drop(server, building)
    server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(building)))
    _use(building)
    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    call_command("migrate", database="owner", verbosity=0)
    _load_pack()
    connections.close_all()
    server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(building), sql.Identifier(name)))


def _load_pack() -> None:
    if find_spec("shiyu.city.loading") is None:
        return
    from shiyu.city.loading import load_pack

    load_pack(settings.SHIYU_CITY)


def fingerprint() -> str:
    """Twelve digits that change with the migrations, the rights, the pack and the code that loads it."""
    digest = hashlib.sha256(f"{version('django')} {version('procrastinate')}".encode())
    code = {*ROOT.glob("shiyu/*/migrations/*.py"), *ROOT.glob("shiyu/*/apps.py"), ROOT / "shiyu/base/rights.py"}
    code |= {path for path in ROOT.glob("shiyu/city/**/*.py") if "tests" not in path.parts}
    for path in sorted(code | {path for path in settings.SHIYU_CITY.rglob("*") if path.is_file()}):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def _drop_old_templates(server: psycopg.Connection[Any]) -> None:
    old = server.execute(r"SELECT datname FROM pg_database WHERE datname ~ '^shiyu_(template|building)_'").fetchall()
    for (name,) in old:
        _drop(server, name)


def _drop(server: psycopg.Connection[Any], name: str) -> None:
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _maintenance() -> psycopg.Connection[Any]:
    return psycopg.connect(_url({**connections["owner"].settings_dict, "NAME": "postgres"}), autocommit=True)


def _use(name: str) -> None:
    connections.close_all()
    for alias in ("default", "owner"):
        connections[alias].settings_dict["NAME"] = name
        settings.DATABASES[alias]["NAME"] = name


def _url(given: dict[str, Any]) -> str:
    query = urlencode({name: given[name.upper()] for name in ("host", "port") if given[name.upper()]})
    login = ":".join(quote(given[name], safe="") for name in ("USER", "PASSWORD") if given[name])
    return f"postgresql://{login}@/{given['NAME']}?{query}"


def worker_name() -> str:
    """The database of this worker process of pytest."""
    return f"shiyu_test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
