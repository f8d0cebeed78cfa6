"""A data folder of another major version is carried over by dump and restore.

The old folder is only read. The steps are folders under their own names, so a start after a kill at any moment knows
where it stands: `data-new` is unfinished and thrown away, `data-ready` is complete and only wants its name.
"""

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from psycopg import sql

from shiyu.cli.postgres import roles
from shiyu.cli.postgres.binaries import programs_of
from shiyu.cli.postgres.errors import ProgramFailed, RestoreDiffers, WrongVersion
from shiyu.cli.postgres.places import DATABASE, PORT, SUPERUSER

if TYPE_CHECKING:
    from shiyu.cli.postgres.cluster import Cluster

_LOG = structlog.get_logger("shiyu.database")
_NEW = "data-new"
_READY = "data-ready"
_DUMP = "upgrade.dump"


def settle_version(cluster: "Cluster") -> None:
    """Bring the data folder to the version of the programs; nothing to do where it has it, or where there is none."""
    if not cluster.places.root.exists():
        return
    _finish(cluster)
    old = version_of(cluster.places.data)
    new = cluster.binaries.major
    if old is not None and old != new:
        _LOG.info("upgrading", old=old, new=new)
        _carry_over(cluster, old=old)
        _finish(cluster)
        _LOG.info("upgraded", kept=str(_kept(cluster, old)))


def version_of(data: Path) -> int | None:
    """Major version that wrote `data`; None where there is nothing."""
    note = data / "PG_VERSION"
    return int(note.read_text()) if note.exists() else None


def _finish(cluster: "Cluster") -> None:
    """Give a complete new folder its name. Both renames can be cut short; the next start does the rest."""
    data, ready = cluster.places.data, cluster.sibling(_READY).places.data
    if not ready.exists():
        return
    old = version_of(data)
    if old is not None:
        data.rename(_kept(cluster, old))
    ready.rename(data)


def _kept(cluster: "Cluster", old: int) -> Path:
    return cluster.places.data.with_name(f"data-{old}-kept")


def _carry_over(cluster: "Cluster", *, old: int) -> None:
    programs = programs_of(old, places=cluster.places, given=cluster.older)
    if programs is None:
        raise WrongVersion(folder=cluster.places.data, old=old, new=cluster.binaries.major)
    fresh = cluster.sibling(_NEW)
    fresh.stop()  # one that a killed upgrade left running
    cluster.account.run(["rm", "-rf", fresh.places.data, _kept(cluster, old)])
    before = _dump(cluster, cluster.sibling(cluster.places.name, binaries=programs))
    fresh.make_data(fresh.places.data)
    fresh.launch()
    try:
        _restore(cluster, fresh, before)
    finally:
        fresh.stop()
    fresh.places.data.rename(fresh.places.data.with_name(_READY))
    _dump_file(cluster).unlink()


def _dump(cluster: "Cluster", older: "Cluster") -> dict[str, int]:
    """Dump the database from the old server, with owners and rights; the number of rows of each table."""
    older.launch()
    try:
        _as_superuser(cluster, "pg_dump", "-Fc", "-f", _dump_file(cluster), DATABASE)
        return _rows(older)
    finally:
        older.stop()


def _restore(cluster: "Cluster", fresh: "Cluster", before: dict[str, int]) -> None:
    roles.make_roles(fresh.places, extension=False)
    _as_superuser(cluster, "pg_restore", "--exit-on-error", "--single-transaction", "-d", DATABASE, _dump_file(cluster))
    after = _rows(fresh)
    for table in sorted(before.keys() | after.keys()):
        if before.get(table) != after.get(table):
            raise RestoreDiffers(table=table, before=before.get(table), after=after.get(table))
    with roles.connect(fresh.places, database=DATABASE) as inside:
        inside.execute("ANALYZE")


def _rows(cluster: "Cluster") -> dict[str, int]:
    names = "SELECT schemaname, tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
    with roles.connect(cluster.places, database=DATABASE) as inside:
        counts = {}
        for schema, table in inside.execute(names).fetchall():
            count = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, table))
            counts[f"{schema}.{table}"] = inside.execute(count).fetchall()[0][0]
    return counts


def _dump_file(cluster: "Cluster") -> Path:
    return cluster.places.home / _DUMP


def _as_superuser(cluster: "Cluster", program: str, *arguments: str | Path) -> None:
    """Run a client program of the new version as ourselves: the dump is ours, not the server's."""
    where = ("-h", cluster.places.socket, "-p", str(PORT), "-U", SUPERUSER)
    command = [cluster.binaries.program(program), *where, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, umask=0o077)
    if done.returncode:
        raise ProgramFailed(program=program, reason=done.stderr.strip() or done.returncode)
