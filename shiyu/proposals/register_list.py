"""名册: the register of proposers taken in from a CSV file, line by line; what is refused says why.

A line is known by its number. The same again changes nothing; another telephone, sector or last day is written over.
Numbers are never given to somebody else: another name or kind under a number is refused.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from pathlib import Path

from django.db import transaction

from shiyu.base.errors import BadInput, ShiyuError
from shiyu.base.phones import spelt
from shiyu.base.words import Words
from shiyu.city.cells import read_date
from shiyu.proposals.models import Submitter
from shiyu.proposals.register import contact_of, enter, sealed_phone
from shiyu.proposals.vocabulary import SUBMITTER_KINDS

REQUIRED = ("number", "name", "kind", "valid_from")
COLUMNS = (*REQUIRED, "sector", "phone", "valid_to")
LARGEST = 5 * 1024 * 1024  # bytes; a register has some hundreds of lines
LARGEST_NUMBER, LONGEST_NAME, LONGEST_SECTOR = 2**31 - 1, 60, 40
FILE = Words("名册文件", "The file of the register")
NOT_READ = Words("不是 UTF-8 编码的 CSV 文件", "is no CSV file in UTF-8")
TOO_LARGE = Words("超过 5 MB", "is larger than 5 MB")
HEADER = Words("首行应有：{required}；可有：{others}", "the first line must have {required} and may have {others}")
NUMBER = Words("编号应为正整数", "the number must be a whole number from 1")
NAME = Words("名称应为1至60字", "the name must have 1 to 60 characters")
KIND = Words("类别应为：{known}", "the kind must be one of {known}")
SECTOR = Words("界别超过40字", "the sector is longer than 40 characters")
DAY = Words("日期应写成2026-01-31，止日在起日之后", "days are written 2026-01-31, the last behind the first")
TWICE = Words("编号与第{line}行重复", "the number stands in line {line} already")
TAKEN = Words("编号已属于名册中的另一提案者", "the number is somebody else's in the register")


class Result(Enum):
    """What became of a line."""

    IN = "in"
    CHANGED = "changed"
    THERE = "there"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One line of the file: what became of it, and of a refused one why. It names nobody."""

    line: int
    result: Result
    why: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    number: int
    name: str
    kind: str
    sector: str
    phone: str
    valid_from: date
    valid_to: date | None


class _Bad(Exception):
    def __init__(self, why: Words) -> None:
        super().__init__(str(why))
        self.why = why


@dataclass(slots=True)
class RegisterList:
    """One file on its way into the register."""

    path: Path
    _seen: dict[int, int] = field(default_factory=dict)

    def take_in(self) -> Iterator[Outcome]:
        """Takes every line in, each in a transaction of its own. Raises `BadInput` for what is no such file."""
        for line, cells in self._rows():
            try:
                yield Outcome(line, self._one(line, cells))
            except _Bad as bad:
                yield Outcome(line, Result.REFUSED, bad.why)
            except ShiyuError as refused:
                yield Outcome(line, Result.REFUSED, refused.words)

    def _rows(self) -> Iterator[tuple[int, Mapping[str, str]]]:
        if self.path.stat().st_size > LARGEST:
            raise BadInput(field=FILE, reason=TOO_LARGE)
        try:
            reader = csv.DictReader(io.StringIO(self.path.read_text(encoding="utf-8-sig"), newline=""), strict=True)
            names = [name.strip() for name in reader.fieldnames or ()]
            if not {*REQUIRED} <= {*names} <= {*COLUMNS}:
                others = "、".join(COLUMNS[len(REQUIRED) :])
                raise BadInput(field=FILE, reason=HEADER.fill(required="、".join(REQUIRED), others=others))
            reader.fieldnames = names
            for cells in reader:
                yield reader.line_num, {name: (cells.get(name) or "").strip() for name in COLUMNS}
        except (UnicodeDecodeError, csv.Error):
            raise BadInput(field=FILE, reason=NOT_READ) from None

    def _one(self, line: int, cells: Mapping[str, str]) -> Result:
        wanted = _read(cells)
        if (first := self._seen.setdefault(wanted.number, line)) != line:
            raise _Bad(TWICE.fill(line=first))
        with transaction.atomic():
            found = Submitter.objects.select_for_update(no_key=True).filter(number=wanted.number).first()
            if found is not None:
                return _renewed(found, wanted)
            enter(
                number=wanted.number, name=wanted.name, kind=wanted.kind, phone=wanted.phone, sector=wanted.sector,
                valid_from=wanted.valid_from, valid_to=wanted.valid_to,
            )  # fmt: skip
            return Result.IN


def _read(cells: Mapping[str, str]) -> _Wanted:
    """The line as values. Raises `_Bad`, and `NotATelephone`."""
    number = cells["number"]
    if not (number.isascii() and number.isdigit() and 0 < int(number[:12]) <= LARGEST_NUMBER):
        raise _Bad(NUMBER)
    if not 0 < len(cells["name"]) <= LONGEST_NAME or not cells["name"].isprintable():
        raise _Bad(NAME)
    if cells["kind"] not in SUBMITTER_KINDS:
        raise _Bad(KIND.fill(known="、".join(SUBMITTER_KINDS)))
    if len(cells["sector"]) > LONGEST_SECTOR or not cells["sector"].isprintable():
        raise _Bad(SECTOR)
    first, last = _span(cells)
    phone = spelt(cells["phone"]) if cells["phone"] else ""
    return _Wanted(
        number=int(number), name=cells["name"], kind=cells["kind"], sector=cells["sector"], phone=phone,
        valid_from=first, valid_to=last,
    )  # fmt: skip


def _span(cells: Mapping[str, str]) -> tuple[date, date | None]:
    first, last = read_date(cells["valid_from"]), read_date(cells["valid_to"]) if cells["valid_to"] else None
    if first is None or (cells["valid_to"] and (last is None or last <= first)):
        raise _Bad(DAY)
    return first, last


def _renewed(found: Submitter, wanted: _Wanted) -> Result:
    """Who is there with what the line says of him. Raises `_Bad` where he is somebody else."""
    if (found.name, found.kind) != (wanted.name, wanted.kind):
        raise _Bad(TAKEN)
    as_it_stands = (found.sector, found.valid_from, found.valid_to, contact_of(found).get("phone", ""))
    if as_it_stands == (wanted.sector, wanted.valid_from, wanted.valid_to, wanted.phone):
        return Result.THERE
    found.sector, found.valid_from, found.valid_to = wanted.sector, wanted.valid_from, wanted.valid_to
    found.contact, found.phone_index = sealed_phone(wanted.phone)
    found.save(update_fields=["sector", "valid_from", "valid_to", "contact", "phone_index"])
    return Result.CHANGED
