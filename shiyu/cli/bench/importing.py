"""Import of invented messages by the system's own importer, beside COPY of the very same rows into the same tables."""

import csv
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from psycopg import sql

from shiyu.base.benches import Goal, Measured
from shiyu.cases.actors import PostHolder
from shiyu.cli.bench import written
from shiyu.cli.bench.errors import BenchFailed
from shiyu.cli.bench.filling import ROLE
from shiyu.cli.bench.machine import machine
from shiyu.cli.bench.site import OwnSite
from shiyu.cli.postgres import roles
from shiyu.cli.postgres.places import DATABASE

SHARE_OF_ROWS, FEWEST = 10, 200  # ten thousand messages into a hundred thousand cases
GOALS = (Goal("ratio", "≥", 0.10),)


def run(site: OwnSite) -> Iterable[Measured]:
    """Cases a second by the importer, and by COPY of the rows it wrote, in every table, in one transaction."""
    count = max(site.rows // SHARE_OF_ROWS, FEWEST)
    with tempfile.TemporaryDirectory(dir=site.home.parent) as folder:
        with site.database(), roles.connect(site.places, database=DATABASE) as server:
            known = written.tables(server)
            messages = _Messages.write(Path(folder), count=count, seed=site.seed)
            messages.warm_up()
            first, before = written.next_transaction(server), written.counts(server, list(known))
            seconds = messages.bring_in()
            names = written.grown(before, written.counts(server, list(known)))
            tables = written.by_dependence([name for name in names if name.startswith("cases_")], known)
            rows = sum(_take_out(server, known[name], first=first, folder=Path(folder)) for name in tables)
            notes = {"messages": count, "rows_written": rows, "tables": len(tables), **machine(site.places)}
        copied = _copy(site, [known[name] for name in tables], folder=Path(folder))
    yield Measured(
        name="import", value=count / seconds, unit="cases/s", baseline=count / copied, goals=GOALS,
        notes={**notes, "seconds": round(seconds, 2), "copy_seconds": round(copied, 2)},
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class _Messages:
    """Two files of invented messages, and who brings them in."""

    folder: Path
    count: int
    actor: PostHolder

    @classmethod
    def write(cls, folder: Path, *, count: int, seed: int) -> "_Messages":
        from shiyu.cli.bench.accounts import holder_of

        _write_messages(folder / "messages.csv", count=count, seed=seed)
        _write_messages(folder / "warm.csv", count=FEWEST, seed=seed + 1)
        return cls(folder=folder, count=count, actor=holder_of(ROLE))

    def warm_up(self) -> None:
        """Reads what a process reads once: the city, the words to route by."""
        self._run("warm", count=FEWEST)

    def bring_in(self) -> float:
        """Seconds for the import."""
        began = time.perf_counter()
        self._run("messages", count=self.count)
        return time.perf_counter() - began

    def _run(self, name: str, *, count: int) -> None:
        from shiyu.citizen_requests.importing import Importer

        report = Importer(path=self.folder / f"{name}.csv", actor=self.actor, source=name).run()
        if report.went_in != count:
            raise BenchFailed(reason=f"{report.went_in} of {count} messages went in")


def _write_messages(path: Path, *, count: int, seed: int) -> None:
    from shiyu.city.directory import directory
    from shiyu.cli.bench.invented import Inventor

    inventor = Inventor.of(directory(), seed=seed)
    with path.open("w", encoding="utf-8", newline="") as out:
        sheet = csv.writer(out)
        sheet.writerow(("编号", "标题", "内容", "类型", "分类", "区划代码", "姓名", "电话"))
        for number in range(count):
            facts = inventor.facts(number)
            contact, place = facts["contact"], facts["place"]["division"]
            sheet.writerow(
                (f"M{number}", facts["title"], facts["detail"], facts["type"], facts.get("category", ""), place,
                 contact["name"], contact["phone"])
            )  # fmt: skip


def _columns(table: written.Table) -> sql.Composable:
    return sql.SQL(", ").join(map(sql.Identifier, table.types))


def _take_out(server: written.Server, table: written.Table, *, first: int, folder: Path) -> int:
    """Puts the rows that were written into a file for COPY; answers how many."""
    asked = sql.SQL("COPY (SELECT {} FROM {} WHERE xmin::text::bigint >= {}) TO STDOUT").format(
        _columns(table), sql.Identifier(table.name), sql.Literal(first)
    )
    with server.cursor() as cursor, (folder / table.name).open("wb") as out:
        with cursor.copy(asked) as copy:
            for piece in copy:
                out.write(piece)
        return cursor.rowcount


def _copy(site: OwnSite, tables: list[written.Table], *, folder: Path) -> float:
    """Seconds for COPY of those files into a copy of the tables as they were before."""
    with (
        site.twin("baseline") as twin,
        twin.cluster().running(),
        roles.connect(twin.places, database=DATABASE) as server,
    ):
        written.counts(server, [table.name for table in tables])  # reads the tables, as was done before the import
        began = time.perf_counter()
        with server.transaction():
            for table in tables:
                _copy_in(server, table, folder / table.name)
        return time.perf_counter() - began


def _copy_in(server: written.Server, table: written.Table, path: Path) -> None:
    asked = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), _columns(table))
    with server.cursor() as cursor, cursor.copy(asked) as copy, path.open("rb") as source:
        while piece := source.read(1 << 20):
            copy.write(piece)
