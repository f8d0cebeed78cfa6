"""What the columns of a session's list mean, and a row of it as the facts of the move that takes it over."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from shiyu.base.errors import BadInput
from shiyu.base.sheets import BadSheet, Line
from shiyu.base.words import Words
from shiyu.city.directory import Directory
from shiyu.proposals import vocabulary as v
from shiyu.proposals.register import split_names

MEANINGS = {
    "serial": ("案号", "提案号", "serial"),
    "title": ("案由", "标题", "title"),
    "detail": ("内容", "情况和分析", "detail"),
    "suggestions": ("建议", "具体建议", "suggestions"),
    "submitter_kind": ("提案者类别", "submitter_kind"),
    "submitter": ("提案者", "第一提案人", "submitter"),
    "sector": ("界别", "sector"),
    "phone": ("电话", "联系电话", "phone"),
    "co_signers": ("联名人", "co_signers"),
    "theme": ("主题", "类别", "theme"),
    "channel": ("交办渠道", "渠道", "channel"),
    "lead": ("主办", "主办单位", "lead"),
    "joint": ("会办", "会办单位", "joint"),
    "separate": ("分办", "分办单位", "separate"),
    "submitted_on": ("提交日期", "submitted_on"),
    "filed_on": ("立案日期", "filed_on"),
    "assigned_on": ("交办日期", "assigned_on"),
    "may_publish": ("同意公开", "是否公开", "may_publish"),
    "note": ("说明", "备注", "note"),
}
"""What a row may say, and the names of columns that are understood."""
REQUIRED = ("serial", "title", "submitter_kind", "submitter", "theme", "channel", "submitted_on")
NOT_READ = ("序号",)
FLAGS = {"是": True, "否": False, "同意": True, "不同意": False, "yes": True, "no": False}


class BadLine(BadInput):
    """One row cannot be taken; `column` names where and why."""

    code: ClassVar[str] = "bad_line"
    sentence = Words("{column}：{reason}", "{column}: {reason}")


def map_columns(columns: tuple[str, ...], *, file: str) -> dict[str, str]:
    """Meaning → column of this file.

    Raises `BadSheet` for what is lacking, for two columns of one meaning, and for a column nobody understands: what it
    holds would be dropped without a word.
    """
    found: dict[str, str] = {}
    unknown: list[str] = []
    for column in columns:
        meaning = next((name for name, names in MEANINGS.items() if column in names), None)
        if meaning is None or meaning in found:
            unknown += [column] if column and column not in NOT_READ else []
        else:
            found[meaning] = column
    lacking = [MEANINGS[name][0] for name in REQUIRED if name not in found]
    if lacking or unknown:
        raise BadSheet(file=file, reason=_wrong(lacking, unknown))
    return found


def _wrong(lacking: list[str], unknown: list[str]) -> Words:
    zh, en = [], []
    if lacking:
        zh.append(f"缺少列：{'、'.join(lacking)}")
        en.append(f"it lacks the columns {', '.join(lacking)}")
    if unknown:
        shown = "、".join(unknown)[:200]
        zh.append(f"不认识或重复的列：{shown}")
        en.append(f"columns that are not understood or stand twice: {shown}")
    return Words("；".join(zh), "; ".join(en))


@dataclass(frozen=True, slots=True)
class RowReader:
    """Turns rows of one file into facts; kinds, themes, channels and units are found by code or by name."""

    columns: Mapping[str, str]
    units: Mapping[str, str]

    @classmethod
    def of(cls, columns: Mapping[str, str], *, city: Directory) -> "RowReader":
        """A reader for a file with these columns, for the units in force today."""
        units: dict[str, str] = {}
        for unit in city.units.current():
            units |= dict.fromkeys((unit.code, unit.name, unit.label.zh), unit.code)
        return cls(columns, units)

    def read(self, line: Line) -> dict[str, Any]:
        """The facts of a row. Raises `BadLine` saying which cell is wrong; what the door checks is left to it."""
        if line.fault is not None:
            raise BadLine(column=Words("列数", "columns"), reason=line.fault)
        said = {meaning: line.cells.get(column, "").strip() for meaning, column in self.columns.items()}
        _check_readable(said)
        facts: dict[str, Any] = {
            "serial": _serial(said["serial"]),
            "submitter_kind": _coded("submitter_kind", said["submitter_kind"], v.SUBMITTER_KINDS),
            "theme": _coded("theme", said["theme"], v.THEMES),
            "channel": _coded("channel", said["channel"], v.CHANNELS),
            "submitted_on": _day("submitted_on", said["submitted_on"]),
            "contact": {"name": said["submitter"], "phone": said.get("phone", "")},
        }
        for name in ("title", "detail", "suggestions", "sector", "co_signers", "note"):
            facts[name] = said.get(name, "")
        for name in ("filed_on", "assigned_on"):
            facts[name] = _day(name, said[name]) if said.get(name) else ""
        return facts | self._units(said) | _flag(said.get("may_publish", ""))

    def serial_of(self, line: Line) -> int | None:
        """The number of a row that cannot be taken, where at least that can be read."""
        try:
            return _serial(line.cells.get(self.columns["serial"], "").strip())
        except BadLine:
            return None

    def _units(self, said: Mapping[str, str]) -> dict[str, Any]:
        lead = self._named("lead", said.get("lead", ""))
        if len(lead) > 1:
            raise BadLine(column=_name("lead"), reason=Words("主办单位只有一个", "there is one lead unit"))
        several = {name: self._named(name, said.get(name, "")) for name in ("joint", "separate")}
        return {**({"lead": lead[0]} if lead else {}), **several}

    def _named(self, meaning: str, said: str) -> list[str]:
        names = split_names(said)
        unknown = [name for name in names if name not in self.units]
        if unknown:
            shown = "、".join(unknown)[:100]
            raise BadLine(
                column=_name(meaning), reason=Words(f"没有单位“{shown}”", f"there is no unit “{shown}” in force")
            )
        return [self.units[name] for name in names]


def _name(meaning: str) -> Words:
    return Words(MEANINGS[meaning][0], meaning)


def _check_readable(said: Mapping[str, str]) -> None:
    for meaning, cell in said.items():
        try:
            cell.encode()
        except UnicodeEncodeError as error:
            place = error.start + 1
            why = Words(
                f"第 {place} 个字符无法识别，请检查文件编码", f"character {place} is no text; check the encoding"
            )
            raise BadLine(column=_name(meaning), reason=why) from error


def _serial(said: str) -> int:
    number = said.removeprefix("第").removesuffix("号")
    if not (number.isascii() and number.isdecimal() and len(number) <= 5 and int(number)):
        raise BadLine(column=_name("serial"), reason=Words("应为正整数", "must be a whole number from 1"))
    return int(number)


def _coded(meaning: str, said: str, choices: Mapping[str, Words]) -> str:
    for code, words in choices.items():
        if said in {code, words.zh, words.zh.removesuffix("建设"), words.en}:
            return code
    allowed = "、".join(words.zh for words in choices.values())
    raise BadLine(
        column=_name(meaning),
        reason=Words(f"“{said[:30]}”应为其中之一：{allowed}", f"“{said[:30]}” is none of: {allowed}"),
    )


def _flag(said: str) -> dict[str, bool]:
    if not said:
        return {}
    if said not in FLAGS:
        raise BadLine(column=_name("may_publish"), reason=Words("应为是或否", "must be yes or no"))
    return {"may_publish": FLAGS[said]}


def _day(meaning: str, said: str) -> str:
    """The day, in ISO form, of `2026/3/2`, `2026-03-02`, `2026年3月2日` or an ISO moment."""
    parts = said.replace("年", "-").replace("月", "-").replace("日", " ").replace("/", "-").replace("T", " ").split()
    try:
        return datetime.strptime(parts[0] if parts else "", "%Y-%m-%d").date().isoformat()  # noqa: DTZ007 -- a day has no zone
    except ValueError:
        shown = said[:30]
        why = Words(f"看不懂的日期“{shown}”", f"“{shown}” is no date")
        raise BadLine(column=_name(meaning), reason=why) from None
