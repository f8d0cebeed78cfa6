"""Taking over a session: rows of its list through the one door, in batches, each once however often the file is run.

A row is known by its number in the session. A row that stands already with the same title and submitter is passed
over; another one under its number is refused, as is a number that comes twice.
"""

import csv
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from io import TextIOBase
from itertools import islice
from pathlib import Path
from typing import Any

from shiyu.base.errors import NoSuchThing, ShiyuError
from shiyu.base.sheets import Line, open_sheet
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.door import MoveRequest, Refused, make_moves
from shiyu.city.directory import directory
from shiyu.proposals import sentences as s
from shiyu.proposals.columns import BadLine, RowReader, map_columns
from shiyu.proposals.models import Proposal, Session

BATCH = 100
HEADERS = ("行 line", "案号 serial", "件号 number", "结果 result", "原因", "why")


class Result(StrEnum):
    """What became of a row."""

    IN = "in"
    THERE = "there"
    REFUSED = "refused"


SAID = {
    Result.IN: Words("新增", "went in"),
    Result.THERE: Words("此前已有", "was there already"),
    Result.REFUSED: Words("拒收", "refused"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One row: the line it stands on, its number, and what became of it."""

    line: int
    serial: int | None
    result: Result
    number: str = ""
    why: Words | None = None


@dataclass(slots=True, kw_only=True)
class ImportReport:
    """What became of all rows, in the order they were done."""

    outcomes: list[Outcome] = field(default_factory=list)

    def count(self, result: Result) -> int:
        """How many rows ended so."""
        return sum(one.result is result for one in self.outcomes)


@dataclass(slots=True, kw_only=True)
class Importer:
    """One run over one file for one session; `called` is the name its sender gave it, told by its ending."""

    path: Path
    session: str
    actor: PostHolder
    called: str = ""
    batch: int = BATCH
    report: ImportReport = field(default_factory=ImportReport)
    _seen: dict[int, int] = field(default_factory=dict)
    _there: dict[int, "_Standing"] = field(default_factory=dict)

    def run(self, *, progress: Callable[[int, int], None] = lambda _done, _of: None) -> ImportReport:
        """Brings every row in or refuses it by name.

        Raises `NoSuchThing` for a session that is not there, and `BadSheet` before the first row for what is no list.
        """
        session = session_named(self.session)
        sheet = open_sheet(self.path, called=self.called)
        columns = map_columns(sheet.columns, file=self.called or self.path.name)
        reader = RowReader.of(columns, city=directory())
        self._there = _standing(session)
        done = 0
        for lines in _batched(sheet.lines, self.batch):
            self._bring_in(lines, reader)
            done += len(lines)
            progress(done, max(sheet.expected, done))
        return self.report

    def _bring_in(self, lines: tuple[Line, ...], reader: RowReader) -> None:
        asked: list[tuple[Line, MoveRequest]] = []
        for line in lines:
            serial = None
            try:
                facts = reader.read(line)
                serial = facts["serial"]
                if (standing := self._known(line, facts)) is None:
                    asked.append((line, self._request(facts)))
                else:
                    self._tell(line, serial, Result.THERE, number=standing.number)
            except ShiyuError as error:
                self._tell(line, serial or reader.serial_of(line), Result.REFUSED, why=error.words)
        outcomes = make_moves([request for _, request in asked])
        for (line, request), outcome in zip(asked, outcomes, strict=True):
            serial = request.facts["serial"]
            if isinstance(outcome, Refused):
                self._tell(line, serial, Result.REFUSED, why=outcome.error.words)
            else:
                result = Result.THERE if outcome.replayed else Result.IN
                self._tell(line, serial, result, number=outcome.number)

    def _known(self, line: Line, facts: dict[str, Any]) -> "_Standing | None":
        """The proposal that stands under this number and is this one. Raises `BadLine` where it is another."""
        column, serial = Words("案号", "serial"), facts["serial"]
        if serial in self._seen:
            raise BadLine(column=column, reason=s.IN_FILE_TWICE.fill(serial=serial, line=self._seen[serial]))
        self._seen[serial] = line.number
        standing = self._there.get(serial)
        if standing is None:
            return None
        if standing.title != " ".join(facts["title"].split())[:200] or standing.submitter != facts["contact"]["name"]:
            raise BadLine(column=column, reason=s.TAKEN_BY_ANOTHER.fill(serial=serial))
        return standing

    def _request(self, facts: dict[str, Any]) -> MoveRequest:
        said = {**{name: value for name, value in facts.items() if value not in ("", [])}, "session": self.session}
        key = hashlib.blake2b(f"{self.session}\0{facts['serial']}".encode(), digest_size=20).hexdigest()
        return MoveRequest(actor=self.actor, procedure="proposal", move="take_over", facts=said, key=f"take-over:{key}")

    def _tell(
        self, line: Line, serial: int | None, result: Result, *, number: str = "", why: Words | None = None
    ) -> None:
        self.report.outcomes.append(Outcome(line=line.number, serial=serial, result=result, number=number, why=why))


@dataclass(frozen=True, slots=True)
class _Standing:
    """A proposal that stands under a number of the session already."""

    number: str
    title: str
    submitter: str


def session_named(code: str) -> Session:
    """The session of this code. Raises `NoSuchThing`."""
    found = Session.objects.filter(code=code).first()
    if found is None:
        raise NoSuchThing(what=Words(f"届次“{code[:20]}”", f"session “{code[:20]}”"))
    return found


def write_result(report: ImportReport, out: TextIOBase) -> None:
    """Line by line what came of it, as CSV: numbers and reasons, nobody's name."""
    result = csv.writer(out, lineterminator="\n")
    result.writerow(HEADERS)
    for one in sorted(report.outcomes, key=lambda one: one.line):
        why = (one.why.zh, one.why.en) if one.why is not None else ("", "")
        result.writerow((one.line, one.serial or "", one.number, str(SAID[one.result]), *why))


def _standing(session: Session) -> dict[int, _Standing]:
    rows = Proposal.objects.filter(session=session, serial__isnull=False).values_list(
        "serial", "case__number", "case__title", "submitter__name"
    )
    return {serial: _Standing(number, title, name or "") for serial, number, title, name in rows if serial}


def _batched(lines: Iterable[Line], size: int) -> Iterator[tuple[Line, ...]]:
    rows = iter(lines)
    while batch := tuple(islice(rows, size)):
        yield batch
