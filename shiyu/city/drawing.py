"""Draw the directory from the database: one query a table, then only facts."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from shiyu.base.words import Words
from shiyu.city.facts import (
    CategoryFact,
    CityFact,
    DivisionFact,
    DutyFact,
    PhraseFact,
    PostFact,
    RuleSetFact,
    Span,
    UnitFact,
)
from shiyu.city.models import (
    CalendarDay,
    Category,
    CommonPhrase,
    Division,
    Duty,
    Edition,
    Post,
    Role,
    RuleSet,
    Unit,
)
from shiyu.city.models.dated import Dated
from shiyu.city.picture import Directory, Register, by_code
from shiyu.city.places import Area
from shiyu.city.workdays import Calendar, DayFact, DayKind


def draw_directory(edition_id: int) -> Directory:
    """The city as it stands in the database, labelled with the edition it was read under."""
    city = city_fact(Edition.objects.get(pk=edition_id).city)
    divisions = list(Division.objects.order_by("id"))
    return Directory(
        edition_id=edition_id,
        city=city,
        calendar=Calendar.of(_days(), zone=city.zone, office_hours=city.office_hours),
        areas=tuple(_areas(divisions)),
        divisions=_divisions(divisions),
        units=_units({row.pk: row.code for row in divisions}),
        posts=_posts(),
        categories=_categories(),
        duty_rows=_duties(),
        rule_sets=_rule_sets(),
        phrases=_phrases(),
        role_labels={row.name: Words(row.label, row.label_en) for row in Role.objects.all()},
    )


def city_fact(content: Mapping[str, Any]) -> CityFact:
    """The city from the content of `city.toml`."""
    west, south, east, north = content["bbox"]
    hours = tuple((time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in content["office_hours"])
    return CityFact(
        code=content["code"],
        name=Words(content["name"], content["name_en"]),
        zone=ZoneInfo(content["time_zone"]),
        box=(west, south, east, north),
        office_hours=hours,
    )


def day_fact(row: CalendarDay) -> DayFact:
    """A row of the calendar as the arithmetic takes it."""
    return DayFact(row.date, DayKind(row.kind), Words(row.name, row.name_en), row.provisional)


def _days() -> list[DayFact]:
    return [day_fact(row) for row in CalendarDay.objects.filter(withdrawn=False)]


def _areas(rows: Iterable[Division]) -> Iterator[Area]:
    for row in rows:
        if row.geometry is not None and row.valid_to is None and not row.validity.isempty:
            yield Area.from_geojson(row.code, row.geometry)


def _span(row: Dated) -> Span:
    if row.validity.isempty:  # a row taken back before its first day never held
        return Span(end=date.min)
    return Span(row.valid_from, row.valid_to)


def _paths(rows: Iterable[Division | Category]) -> dict[int, tuple[str, ...]]:
    """For each row the codes from the top down to itself."""
    known = {row.pk: row for row in rows}
    paths: dict[int, tuple[str, ...]] = {}

    def _path(key: int) -> tuple[str, ...]:
        if key not in paths:
            row = known[key]
            above = _path(row.parent_id) if row.parent_id is not None else ()
            paths[key] = (*above, row.code)
        return paths[key]

    for key in known:
        _path(key)
    return paths


def _divisions(rows: list[Division]) -> Register[DivisionFact]:
    paths = _paths(rows)
    facts = [
        DivisionFact(
            id=row.pk,
            code=row.code,
            level=row.level,
            name=row.name,
            name_en=row.name_en,
            parent_id=row.parent_id,
            path=paths[row.pk],
            pinyin=row.pinyin,
            demo=row.demo,
            span=_span(row),
        )
        for row in rows
    ]
    return by_code(Words("区划", "division"), ((fact.code, fact) for fact in facts))


def _units(division_codes: Mapping[int, str]) -> Register[UnitFact]:
    facts = [
        UnitFact(
            id=row.pk,
            code=row.code,
            name=row.name,
            short_name=row.short_name,
            name_en=row.name_en,
            kind=row.kind,
            parent_id=row.parent_id,
            division_id=row.division_id,
            division_code=division_codes[row.division_id],
            pinyin=row.pinyin,
            span=_span(row),
        )
        for row in Unit.objects.order_by("id")
    ]
    return by_code(Words("单位", "unit"), ((fact.code, fact) for fact in facts))


def _posts() -> Register[PostFact]:
    facts = [
        PostFact(
            id=row.pk,
            code=row.code,
            unit_id=row.unit_id,
            unit_code=row.unit.code,
            title=Words(row.title, row.title_en),
            roles=frozenset(row.roles),
            span=_span(row),
        )
        for row in Post.objects.select_related("unit").order_by("id")
    ]
    return by_code(Words("岗位", "post"), ((fact.code, fact) for fact in facts))


def _categories() -> Register[CategoryFact]:
    rows = list(Category.objects.select_related("default_unit").order_by("id"))
    paths = _paths(rows)
    facts = [
        CategoryFact(
            id=row.pk,
            code=row.code,
            name=row.name,
            name_en=row.name_en,
            level=row.level,
            parent_id=row.parent_id,
            path=paths[row.pk],
            default_unit_id=row.default_unit_id,
            default_unit_code=row.default_unit.code if row.default_unit else None,
            limit_class=row.limit_class,
            span=_span(row),
        )
        for row in rows
    ]
    return by_code(Words("分类", "category"), ((fact.code, fact) for fact in facts))


def _duties() -> Register[DutyFact]:
    facts = [
        DutyFact(
            id=row.pk,
            code=row.code,
            words=tuple(row.words),
            category_code=row.category.code if row.category else None,
            level=row.level,
            unit_id=row.unit_id,
            unit_code=row.unit.code if row.unit else None,
            reason=Words(row.reason, row.reason_en),
            basis=row.basis,
            span=_span(row),
        )
        for row in Duty.objects.select_related("unit", "category").order_by("code", "id")
    ]
    return by_code(Words("职责", "duty"), ((fact.code, fact) for fact in facts))


def _phrases() -> tuple[PhraseFact, ...]:
    return tuple(PhraseFact(row.scene, row.text, _span(row)) for row in CommonPhrase.objects.order_by("code", "id"))


def _rule_sets() -> Register[RuleSetFact]:
    facts = [
        RuleSetFact(row.pk, row.name, row.doc_no, row.source, _frozen(row.body), _span(row))
        for row in RuleSet.objects.order_by("id")
    ]
    return by_code(Words("规则", "rule set"), ((fact.name, fact) for fact in facts))


def _frozen(value: Any) -> Any:
    """JSON that cannot be changed by whoever reads it."""
    if isinstance(value, dict):
        return MappingProxyType({key: _frozen(inner) for key, inner in value.items()})
    if isinstance(value, list):
        return tuple(_frozen(inner) for inner in value)
    return value
