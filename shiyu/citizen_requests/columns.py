"""What the columns of an imported table mean, and a row of it as the facts of a report."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from shiyu.base.errors import BadInput
from shiyu.base.sheets import BadSheet, Line
from shiyu.base.text import clean_line
from shiyu.base.words import Words
from shiyu.citizen_requests.vocabulary import TYPES
from shiyu.city.directory import Directory

MEANINGS = {
    "msg_id": ("msg_id", "id", "编号", "工单编号", "留言编号"),
    "title": ("title", "标题", "留言主题", "主题"),
    "detail": ("detail", "内容", "诉求内容", "留言详情", "详情"),
    "time": ("time", "时间", "留言时间", "来件时间"),
    "type": ("type", "类型", "诉求类型"),
    "category": ("category", "分类", "诉求分类"),
    "place": ("place", "地点", "区划", "区划代码"),
    "phone": ("phone", "电话", "联系电话"),
    "name": ("name", "姓名", "诉求人"),
}
"""What a row may say, and the column names that are understood without being told."""
REQUIRED = ("msg_id", "title", "detail")
LONGEST_ID = 60
TYPES_BY_LABEL = {words.zh: code for code, words in TYPES.items()} | {code: code for code in TYPES}


class BadLine(BadInput):
    """One row cannot be taken; `column` names where and why."""

    code: ClassVar[str] = "bad_line"
    sentence = Words("{column}：{reason}", "{column}: {reason}")


@dataclass(frozen=True, slots=True)
class Mapped:
    """A row as what a report asks for, and the number it has in its source."""

    msg_id: str
    facts: dict[str, Any]


def map_columns(columns: tuple[str, ...], *, told: Mapping[str, str], file: str) -> dict[str, str]:
    """Meaning → column of this file; `told` overrides what is understood. Raises `BadSheet` for what is lacking."""
    unknown = {*told} - {*MEANINGS} | {column for column in told.values() if column not in columns}
    if unknown:
        raise BadSheet(file=file, reason=_no_column("、".join(sorted(unknown)), columns))
    found = {
        meaning: told.get(meaning) or next((name for name in names if name in columns), "")
        for meaning, names in MEANINGS.items()
    }
    lacking = [meaning for meaning in REQUIRED if not found[meaning]]
    if lacking:
        raise BadSheet(file=file, reason=_no_column("、".join(lacking), columns))
    return {meaning: column for meaning, column in found.items() if column}


def _no_column(names: str, columns: tuple[str, ...]) -> Words:
    there = "、".join(columns)[:200]
    return Words(f"没有这些列：{names}（现有：{there}）", f"it lacks the columns {names} (there are: {there})")


@dataclass(frozen=True, slots=True)
class RowReader:
    """Turns rows of one file into facts; categories and places are found by code or by a name that is theirs alone."""

    columns: Mapping[str, str]
    categories: Mapping[str, str]
    divisions: Mapping[str, str]
    city_code: str

    @classmethod
    def of(cls, columns: Mapping[str, str], *, city: Directory) -> "RowReader":
        """A reader for a file with these columns, for the loaded city."""
        categories = [(fact.name, fact.code) for fact in city.categories.current() if fact.default_unit_code]
        divisions = [(fact.name, fact.code) for fact in city.divisions.current()]
        return cls(columns, _own_names(categories), _own_names(divisions), city.city.code)

    def read(self, line: Line) -> Mapped:
        """The facts of a row. Raises `BadInput` saying which cell is wrong; what the door checks is left to it."""
        if line.fault is not None:
            raise BadLine(column=Words("列数", "columns"), reason=line.fault)
        said = {meaning: line.cells.get(column, "").strip() for meaning, column in self.columns.items()}
        _check_readable(said)
        msg_id = clean_line(said["msg_id"], limit=LONGEST_ID, field=Words("编号", "msg_id"))
        if not msg_id or not msg_id.isprintable():
            raise BadLine(
                column="msg_id", reason=Words("编号为空或有不可见字符", "it is empty or holds invisible characters")
            )
        facts = {"title": said["title"], "detail": said["detail"], "channel": "import", "reference": msg_id}
        return Mapped(msg_id, {**facts, **self._others(said), "contact": _contact(said)})

    def _others(self, said: Mapping[str, str]) -> dict[str, Any]:
        facts: dict[str, Any] = {}
        if said.get("time"):
            facts["written_on"] = _day(said["time"]).isoformat()
        if said.get("type"):
            facts["type"] = _type(said["type"])
        if category := said.get("category"):
            facts["category"] = self.categories.get(category, category)
        if place := said.get("place"):
            facts["place"] = self._place(place)
        return facts

    def _place(self, said: str) -> dict[str, str]:
        if said.isdecimal():
            return {"division": said}
        code = self.divisions.get(said)
        return {"division": code} if code else {"address": said}


def _own_names(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Names that stand for one code only."""
    codes: dict[str, set[str]] = {}
    for name, code in pairs:
        codes.setdefault(name, set()).add(code)
    return {name: min(found) for name, found in codes.items() if len(found) == 1}


def _check_readable(said: Mapping[str, str]) -> None:
    for meaning, cell in said.items():
        try:
            cell.encode()
        except UnicodeEncodeError as error:
            raise BadLine(
                column=meaning,
                reason=Words(
                    f"第 {error.start + 1} 个字符无法识别，请检查文件编码",
                    f"character {error.start + 1} is no text; check the encoding of the file",
                ),
            ) from error


def _contact(said: Mapping[str, str]) -> dict[str, Any]:
    contact = {field: said[field] for field in ("name", "phone") if said.get(field)}
    return contact or {"anonymous": True}


def _day(said: str) -> date:
    """The day of `2019/2/28 11:25:05`, `2019-02-28`, `2019年2月28日` or an ISO moment."""
    day = said.replace("年", "-").replace("月", "-").replace("日", " ").replace("/", "-").replace("T", " ").split()[0]
    try:
        return datetime.strptime(day, "%Y-%m-%d").date()  # noqa: DTZ007 -- a day on paper has no zone
    except ValueError:
        raise BadLine(column="time", reason=Words(f"看不懂的时间“{said[:30]}”", f"“{said[:30]}” is no date")) from None


def _type(said: str) -> str:
    if said not in TYPES_BY_LABEL:
        allowed = "、".join(words.zh for words in TYPES.values())
        raise BadLine(column="type", reason=Words(f"应为其中之一：{allowed}", f"must be one of {allowed}"))
    return TYPES_BY_LABEL[said]
