"""The rows a pack wants in each table, as plain values; a reference to another row is still its code."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pypinyin import Style, lazy_pinyin

from shiyu.city.cells import read_date, read_flag, read_span, read_whole, read_words
from shiyu.city.check_places import area_code
from shiyu.city.check_rules import rule_span
from shiyu.city.facts import Span
from shiyu.city.layout import (
    CALENDAR,
    CATEGORIES,
    DIVISIONS,
    DUTIES,
    PHRASES,
    POSTS,
    RETENTION,
    ROLES,
    UNITS,
    Sheet,
)
from shiyu.city.models import (
    CalendarDay,
    Category,
    CommonPhrase,
    Division,
    Duty,
    Post,
    RetentionPeriod,
    Role,
    RuleSet,
    Unit,
)
from shiyu.city.models.dated import span
from shiyu.city.places import Area
from shiyu.city.reading import RawPack, Row

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reference:
    """A code that stands for a row of another table, and the span in which it is meant."""

    model: type[Division | Unit | Category]
    code: str
    span: Span


def wanted_rows(pack: RawPack) -> Iterator[tuple[Any, list[Values]]]:
    """Each table with its rows, tables that are referred to first."""
    yield Role, _of(pack, ROLES, _role)
    drawn = {area_code(feature): feature["geometry"] for feature in pack.areas["features"]}
    yield Division, [_division(row, drawn) for row in pack.rows(DIVISIONS)]
    yield Unit, _of(pack, UNITS, _unit)
    yield Post, _of(pack, POSTS, _post)
    yield Category, _of(pack, CATEGORIES, _category)
    yield Duty, _of(pack, DUTIES, _duty)
    yield RuleSet, [_rule_set(rule.content, rule_span(rule)) for rule in pack.rules]
    yield CalendarDay, _of(pack, CALENDAR, _day)
    yield CommonPhrase, _of(pack, PHRASES, _phrase)
    yield RetentionPeriod, _of(pack, RETENTION, _retention)


@lru_cache(maxsize=8192)
def pinyin_key(name: str) -> str:
    """The key Chinese names are sorted by, since the database knows no Chinese order: 城区 → cheng2 qu1."""
    return " ".join(lazy_pinyin(name, style=Style.TONE3, neutral_tone_with_five=True))[:240]


def _of(pack: RawPack, sheet: Sheet, read: Callable[[Row], Values]) -> list[Values]:
    return [read(row) for row in pack.rows(sheet)]


def _validity(row: Row) -> Any:
    held = read_span(row)
    return span(held.first, held.end)


def _to(model: type[Division | Unit | Category], code: str, row: Row) -> Reference | None:
    return Reference(model, code, read_span(row)) if code else None


def _role(row: Row) -> Values:
    return {"name": row["name"], "label": row["label"], "label_en": row["label_en"], "retired": False}


def _division(row: Row, drawn: Mapping[str, Any]) -> Values:
    geometry = drawn.get(row["code"]) if not row["valid_to"] else None
    return {
        "code": row["code"],
        "validity": _validity(row),
        "level": row["level"],
        "parent": _to(Division, row["parent"], row),
        "name": row["name"],
        "name_en": row["name_en"],
        "pinyin": pinyin_key(row["name"]),
        "urban_rural": row["urban_rural"],
        "demo": read_flag(row["demo"]),
        "geometry": geometry,
        "bbox": list(Area.from_geojson(row["code"], geometry).box) if geometry else None,
    }


def _unit(row: Row) -> Values:
    return {
        "code": row["code"],
        "validity": _validity(row),
        "name": row["name"],
        "short_name": row["short_name"],
        "name_en": row["name_en"],
        "kind": row["kind"],
        "parent": _to(Unit, row["parent"], row),
        "division": _to(Division, row["division"], row),
        "pinyin": pinyin_key(row["short_name"]),
    }


def _post(row: Row) -> Values:
    return {
        "code": row["code"],
        "validity": _validity(row),
        "unit": _to(Unit, row["unit"], row),
        "title": row["title"],
        "title_en": row["title_en"],
        "roles": read_words(row["roles"]),
    }


def _category(row: Row) -> Values:
    return {
        "code": row["code"],
        "validity": _validity(row),
        "name": row["name"],
        "name_en": row["name_en"],
        "level": read_whole(row["level"]),
        "parent": _to(Category, row["parent"], row),
        "default_unit": _to(Unit, row["default_unit"], row),
        "limit_class": row["limit_class"],
        "pinyin": pinyin_key(row["name"]),
    }


def _duty(row: Row) -> Values:
    return {
        "code": row["code"],
        "validity": _validity(row),
        "words": read_words(row["words"]),
        "category": _to(Category, row["category"], row),
        "level": row["level"],
        "unit": _to(Unit, row["unit"], row),
        "reason": row["reason"],
        "reason_en": row["reason_en"],
        "basis": row["basis"],
    }


def _rule_set(content: Mapping[str, Any], held: Span) -> Values:
    return {
        "name": content["name"],
        "validity": span(held.first, held.end),
        "doc_no": content["doc_no"],
        "source": content["source"],
        "body": content["body"],
    }


def _day(row: Row) -> Values:
    return {
        "date": read_date(row["date"]),
        "kind": row["kind"],
        "name": row["name"],
        "name_en": row["name_en"],
        "source_doc": row["source_doc"],
        "provisional": read_flag(row["provisional"]),
        "withdrawn": False,
    }


def _phrase(row: Row) -> Values:
    return {"code": row["code"], "validity": _validity(row), "scene": row["scene"], "text": row["text"]}


def _retention(row: Row) -> Values:
    return {
        "code": row["code"],
        "validity": _validity(row),
        "name": row["name"],
        "name_en": row["name_en"],
        "months": read_whole(row["months"]),
        "basis": row["basis"],
    }
