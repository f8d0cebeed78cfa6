"""Checks of rule sets, categories, duties and the calendar."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from shiyu.city.cells import overlap, read_date
from shiyu.city.check_sheets import codes_of, first_lines, known, one_of
from shiyu.city.check_spellings import SPELLINGS, check_spellings
from shiyu.city.facts import Span
from shiyu.city.findings import Finding, fault
from shiyu.city.layout import CALENDAR, CATEGORIES, DUTIES, RULES_FOLDER, UNITS
from shiyu.city.reading import RawPack, Row, RuleFile
from shiyu.city.workdays import DayKind, TimeUnit

_CATEGORY_CODE = re.compile(r"(\d\d){1,3}", re.ASCII)
_LAST_LEVEL = "3"
_UNITS_OF_TIME = [unit.value for unit in TimeUnit]


def check_rules(pack: RawPack) -> Iterator[Finding]:
    """Every rule set names its document and source, holds no negative limit, and overlaps with none of its name."""
    seen: list[tuple[RuleFile, Span]] = []
    for rule in pack.rules:
        yield from _check_frame(rule)
        span = rule_span(rule)
        for other, held in seen:
            if other.content.get("name") == rule.content.get("name") and overlap(span, held):
                yield fault(rule.file, 0, "overlapping_rule_sets", name=rule.content.get("name"), other=other.file)
        seen.append((rule, span))
        yield from _check_limits(rule.file, rule.content.get("body"), path="body")
        yield from _check_counts(rule.file, rule.content.get("body"))
        yield from _check_weights(rule.file, rule.content.get("body"))
        if rule.content.get("name") == SPELLINGS:
            yield from check_spellings(rule.file, rule.content.get("body"))


def rule_span(rule: RuleFile) -> Span:
    """The validity a rule file gives; TOML dates and written ones alike."""
    return Span(_as_date(rule.content.get("valid_from")), _as_date(rule.content.get("valid_to")))


def limit_classes(pack: RawPack) -> set[str]:
    """The limit classes the rule sets define under `[body.classes]`."""
    bodies = [rule.content.get("body") for rule in pack.rules]
    return {name for body in bodies if isinstance(body, dict) for name in body.get("classes", {})}


def check_categories(pack: RawPack) -> Iterator[Finding]:
    """Codes grow by two digits a level; a category of the last level has a unit and a limit class."""
    rows = pack.rows(CATEGORIES)
    codes = codes_of(pack, CATEGORIES)
    classes = None if pack.unread(RULES_FOLDER) else limit_classes(pack)
    yield from known(pack, CATEGORIES, "parent", kind="unknown_parent", among=codes)
    yield from known(pack, CATEGORIES, "default_unit", kind="unknown_unit", among=codes_of(pack, UNITS))
    for row in rows:
        yield from _check_category(row, classes)


def check_duties(pack: RawPack) -> Iterator[Finding]:
    """A duty is known by words or a category and points to a unit or a level of place."""
    yield from known(pack, DUTIES, "unit", kind="unknown_unit", among=codes_of(pack, UNITS))
    yield from known(pack, DUTIES, "category", kind="unknown_category", among=codes_of(pack, CATEGORIES))
    yield from one_of(pack.rows(DUTIES), "level", allowed=("county", "township"))
    for row in pack.rows(DUTIES):
        if not row["unit"] and not row["level"]:
            yield fault(row.file, row.line, "duty_nowhere")
        if not row["words"] and not row["category"]:
            yield fault(row.file, row.line, "duty_without_sign")


def check_calendar(pack: RawPack) -> Iterator[Finding]:
    """No day twice, no year left out, none half official; only a weekend is worked in exchange."""
    rows = pack.rows(CALENDAR)
    yield from one_of(rows, "kind", allowed=[kind.value for kind in DayKind])
    for row, line in first_lines(rows, lambda row: row["date"]):
        yield fault(row.file, row.line, "calendar_day_twice", day=row["date"], first=line)
    dated = [(day, row) for row in rows if (day := read_date(row["date"])) is not None]
    for day, row in dated:
        if row["kind"] == DayKind.ADJUSTED and day.weekday() < 5:
            yield fault(row.file, row.line, "adjusted_weekday", day=day)
    yield from _check_years(dated)


def _check_frame(rule: RuleFile) -> Iterator[Finding]:
    content = rule.content
    for key in ("doc_no", "source"):
        if not content.get(key):
            yield fault(rule.file, 0, "rule_without_source", key=key)
    for key in ("name", "body"):
        if not content.get(key):
            yield fault(rule.file, 0, "rule_incomplete", key=key)
    for key in ("valid_from", "valid_to"):
        if content.get(key) and _as_date(content[key]) is None:
            yield fault(rule.file, 0, "bad_date", value=content[key])
    span = rule_span(rule)
    if span.first and span.end and span.end <= span.first:
        yield fault(rule.file, 0, "dates_reversed", begin=span.first, end=span.end)


def _check_limits(file: str, value: Any, *, path: str) -> Iterator[Finding]:
    """Walk a body: whatever has an `amount` and a `unit` is a limit, and no number of a rule is negative."""
    if isinstance(value, Mapping):
        if "amount" in value and "unit" in value:
            yield from _check_limit(file, value, path=path)
        for key, inner in value.items():
            yield from _check_limits(file, inner, path=f"{path}.{key}")
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _check_limits(file, inner, path=f"{path}[{place}]")
    elif isinstance(value, int | float) and value < 0:
        yield fault(file, 0, "negative_limit", key=path, value=value)


def _check_counts(file: str, body: Any) -> Iterator[Finding]:
    """Caps, and how often and by how much a limit may be extended, are whole numbers: the engine counts with them."""
    tables = body if isinstance(body, Mapping) else {}
    counted = {"caps": tables.get("caps", {}), **_extensions(tables.get("extensions", {}))}
    for place, table in counted.items():
        for key, value in table.items() if isinstance(table, Mapping) else ():
            if key != "source" and (not isinstance(value, int) or isinstance(value, bool)):
                yield fault(file, 0, "bad_count", key=f"{place}.{key}", value=value)
        for key in ("times", "amount") if place != "caps" else ():
            if not isinstance(table, Mapping) or key not in table:
                yield fault(file, 0, "rule_incomplete", key=f"{place}.{key}")


def _check_weights(file: str, body: Any) -> Iterator[Finding]:
    """What a table of weights holds are numbers, and something weighs: figures divide by their sum."""
    table = body.get("weights") if isinstance(body, Mapping) else None
    if table is None:
        return
    entries = table if isinstance(table, Mapping) else {}
    weights = {name: entry.get("weight") if isinstance(entry, Mapping) else entry for name, entry in entries.items()}
    numbers = {name: value for name, value in weights.items() if isinstance(value, int | float) and value is not True}
    for name in weights.keys() - numbers.keys():
        yield fault(file, 0, "bad_weight", key=f"weights.{name}", value=weights[name])
    if not any(numbers.values()):
        yield fault(file, 0, "nothing_weighs")


def _extensions(tables: Any) -> dict[str, Any]:
    return {f"extensions.{name}": table for name, table in tables.items()} if isinstance(tables, Mapping) else {}


def _check_limit(file: str, limit: Mapping[str, Any], *, path: str) -> Iterator[Finding]:
    whole = isinstance(limit["amount"], int) and not isinstance(limit["amount"], bool)
    if not whole or limit["unit"] not in _UNITS_OF_TIME:
        yield fault(file, 0, "bad_limit", key=path, allowed="、".join(_UNITS_OF_TIME))


def _check_category(row: Row, classes: set[str] | None) -> Iterator[Finding]:
    code, level = row["code"], row["level"]
    if not _CATEGORY_CODE.fullmatch(code):
        yield fault(row.file, row.line, "wrong_code_shape", code=code, rule="2+2+2")
    elif str(len(code) // 2) != level or row["parent"] != code[:-2]:
        yield fault(row.file, row.line, "level_mismatch", code=code, parent=row["parent"])
    if level == _LAST_LEVEL and not (row["default_unit"] and row["limit_class"]):
        yield fault(row.file, row.line, "category_incomplete", code=code)
    if classes is not None and row["limit_class"] and row["limit_class"] not in classes:
        yield fault(row.file, row.line, "unknown_limit_class", name=row["limit_class"])


def _check_years(dated: Sequence[tuple[date, Row]]) -> Iterator[Finding]:
    flags: dict[int, dict[bool, Row]] = {}
    for day, row in dated:
        flags.setdefault(day.year, {}).setdefault(row["provisional"] == "1", row)
    for year in range(min(flags, default=0), max(flags, default=0)):
        if year not in flags:
            yield fault(CALENDAR.file, 0, "calendar_gap", year=year)
    for year, kinds in flags.items():
        if len(kinds) > 1:
            yield fault(CALENDAR.file, kinds[True].line, "calendar_mixed_year", year=year)


def _as_date(value: Any) -> date | None:
    return value if isinstance(value, date) else read_date(str(value))
