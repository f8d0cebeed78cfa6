"""联系电话: the office telephones that papers name, from the pack; a paper of a unit without one names none.

`[body.telephones]` of the rule set `papers`, or of a rule set `telephones` of their own, which may change without the
code-words. A pack for showing may hold demo numbers beside its demo accounts: nobody can dial one, paper says so, and
no city at work ever prints or counts them.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from shiyu.base.words import Words
from shiyu.city.check_rules import rule_span
from shiyu.city.check_sheets import codes_of
from shiyu.city.directory import directory
from shiyu.city.findings import Finding, Gravity
from shiyu.city.layout import UNITS, Column, Sheet
from shiyu.city.reading import RawPack, read_sheet
from shiyu.documents.numbers import RULES

OWN_RULES = "telephones"
DEMO = Sheet(
    "demo/telephones.csv",
    (
        Column("unit", Words("单位代码", "code of the unit")),
        Column("telephone", Words("打不通的演示号码", "a number nobody can dial")),
    ),
)
DEMO_MARK = "（演示号码）"
# 固定电话带区号（可带分机）、五位服务号码、400号码。A mobile number reaches a person, not an office.
OFFICE = re.compile(r"0\d{2,3}-[1-9]\d{6,7}(-\d{1,6})?|[19]\d{4}|400-?\d{3}-?\d{4}", re.ASCII)
# 0 is what a long-distance call begins with (国内长途字冠): no number of a place does, so these are nobody's.
NOBODY = re.compile(r"0\d{2,3}-0\d{6,7}", re.ASCII)
SHOWN = 12
NO_NUMBER = Words(
    "{count} 个编发公文的单位没有登记联系电话，其公文不印电话：{units}。请写入 rules/telephones.toml。",
    "{count} units that issue papers have no telephone; their papers name none: {units}. Add rules/telephones.toml.",
)
NOT_OFFICE = Words(
    "“{unit}”的联系电话“{number}”不是办公电话：应为带区号的固定电话（如0356-2221234）、五位服务号码或400号码，不写个人手机。",
    "“{number}” of “{unit}” is no office telephone: write a fixed line with its area code (0356-2221234), a service "
    "number of five digits or a 400 number, and nobody's mobile.",
)
NOT_DEMO = Words(
    "“{unit}”的演示号码“{number}”可能打得通：演示号码的局号须以0开头（如0356-0000001）。",
    "The demo number “{number}” of “{unit}” may be somebody's: one for showing begins with 0 after its area code.",
)
GONE = Words("联系电话所属单位“{unit}”不存在。", "The unit “{unit}” of a telephone does not exist.")


def telephone_of(unit: str, *, on: date) -> str:
    """The office telephone of a unit on a day; empty where the city gave none."""
    rule_sets = directory().rule_sets
    for name in (OWN_RULES, RULES):
        rules = rule_sets.find(name, on=on)
        if rules is not None and (number := _numbers(rules.body).get(unit)):
            return str(number)
    number = _demo_numbers(Path(settings.SHIYU_CITY)).get(unit, "") if _may_show() else ""
    return number and number + DEMO_MARK


def check_telephones(pack: RawPack) -> Iterator[Finding]:
    """Numbers are of offices and of known units, and every unit that issues papers has one, or is named."""
    units, issuing = codes_of(pack, UNITS), dict[str, None]()
    reached: set[str] = set()
    for rule in pack.rules:
        if rule.content.get("name") not in {OWN_RULES, RULES}:
            continue
        body = rule.content.get("body")
        found = _numbers(body)
        yield from _faults(pack, found, file=rule.file, allowed=OFFICE, words=NOT_OFFICE)
        if rule_span(rule).end is None:  # what has an end has a successor, which is asked instead
            reached |= found.keys()
            issuing |= dict.fromkeys(unit for unit in _table(body, "code_words") if unit in units)
    shown, findings = _demo_of(pack)
    yield from findings
    if missing := [unit for unit in issuing if unit not in reached | shown]:
        named = "、".join(missing[:SHOWN]) + (" …" if len(missing) > SHOWN else "")
        yield Finding("rules", 0, "telephone_missing", NO_NUMBER.fill(count=len(missing), units=named), Gravity.WARNING)


def _faults(
    pack: RawPack, numbers: Mapping[str, Any], *, file: str, allowed: re.Pattern[str], words: Words
) -> Iterator[Finding]:
    units = codes_of(pack, UNITS)
    for unit, number in numbers.items():
        if unit not in units:
            yield Finding(file, 0, "telephone_unit", GONE.fill(unit=unit), Gravity.WARNING)
        if not isinstance(number, str) or not allowed.fullmatch(number):
            yield Finding(file, 0, "telephone", words.fill(unit=unit, number=str(number)[:40]))


def _demo_of(pack: RawPack) -> tuple[set[str], list[Finding]]:
    """The units that demo numbers stand for where they may be shown, and what is wrong with the file."""
    if not (pack.root / DEMO.file).is_file():
        return set(), []
    findings: list[Finding] = []
    numbers = {row["unit"]: row["telephone"] for row in read_sheet(pack.root, DEMO, findings)}
    findings += _faults(pack, numbers, file=DEMO.file, allowed=NOBODY, words=NOT_DEMO)
    return (set(numbers) if _may_show() else set()), findings


def _may_show() -> bool:
    return bool(settings.SHIYU_ENV != "production")


@cache
def _demo_numbers(root: Path) -> Mapping[str, str]:
    return {row["unit"]: row["telephone"] for row in read_sheet(root, DEMO, []) if NOBODY.fullmatch(row["telephone"])}


def _numbers(body: Any) -> Mapping[str, Any]:
    """What a rule set says of telephones; a unit whose place was left empty has none."""
    return {unit: number for unit, number in _table(body, "telephones").items() if number != ""}


def _table(body: Any, name: str) -> Mapping[str, Any]:
    found = body.get(name, {}) if isinstance(body, Mapping) else {}
    return found if isinstance(found, Mapping) else {}
