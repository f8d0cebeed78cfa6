"""The city in memory: what it answers, how few questions it asks the database, and when it looks again."""

from datetime import date
from typing import Any

import pytest

from shiyu.base.errors import NoSuchThing
from shiyu.city.directory import directory, forget
from shiyu.city.models import DayKind, Edition
from shiyu.city.places import OutsideCity
from shiyu.city.workdays import DayKind as PureDayKind

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh() -> None:
    forget()


def test_the_whole_city_is_read_in_eleven_queries_and_then_in_none(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(11):
        first = directory()
    with django_assert_num_queries(0):
        assert directory() is first


def test_another_edition_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    first = directory()
    Edition.objects.create(pack_hash="0" * 64, city=Edition.objects.get().city, counts={})
    assert directory() is first
    monkeypatch.setattr("shiyu.city.directory.LOOK_AGAIN_SECONDS", 0.0)
    assert directory() is not first
    forget()


@pytest.mark.parametrize(
    ("lon", "lat", "county"),
    [
        (112.835, 35.495, "城区"),
        (112.19, 35.69, "沁水县"),
        (112.41, 35.48, "阳城县"),
        (113.28, 35.78, "陵川县"),
        (112.92, 35.80, "高平市"),
        (112.90, 35.62, "泽州县"),
    ],
)
def test_a_position_lies_in_its_county(lon: float, lat: float, county: str) -> None:
    assert directory().county_at(lon, lat).name == county
    assert directory().inside(lon, lat)


@pytest.mark.parametrize(("lon", "lat"), [(116.4, 39.9), (112.0, 36.09), (0.0, 0.0), (113.64, 35.16)])
def test_a_position_outside_is_told(lon: float, lat: float) -> None:
    assert not directory().inside(lon, lat)
    with pytest.raises(OutsideCity):
        directory().county_at(lon, lat)


@pytest.mark.parametrize(
    ("place", "level", "unit"),
    [
        ("140502001001", "township", "140502001"),
        ("140502001001001", "county", "140502"),
        ("140581000000", "county", "140581"),
        ("140581100000", "township", None),
        ("140500000000", "county", None),
        ("nowhere", "county", None),
    ],
)
def test_the_unit_of_a_place(place: str, level: str, unit: str | None) -> None:
    found = directory().unit_of_place(place, level=level)
    assert (found.code if found else None) == unit


def test_a_code_that_is_not_there_is_none_and_an_id_is_an_error() -> None:
    city = directory()
    assert (city.unit("nobody"), city.category("99"), city.division("0"), city.rule_set("none")) == (None,) * 4
    with pytest.raises(NoSuchThing):
        city.unit_by_id(0)


def test_facts_answer_in_both_languages() -> None:
    unit = directory().unit("zjj")
    assert unit is not None
    assert (unit.label.zh, unit.label.en) == ("市住建局", "City Housing and Urban-Rural Development Bureau")
    assert directory().label.zh == "晋城市"
    assert directory().role_labels["dispatcher"].zh == "派单员"


def test_a_rule_set_cannot_be_changed_by_its_reader() -> None:
    rules = directory().rule_set("citizen_requests", on=date(2026, 1, 1))
    assert rules is not None
    assert rules.body["limits"]["handle"]["general"]["amount"] == 5
    with pytest.raises(TypeError):
        rules.body["caps"]["returns"] = 99


def test_posts_are_found_by_role() -> None:
    assert [post.unit_code for post in directory().posts_with("dispatcher")] == ["rx12345"]
    assert directory().posts_with("dispatcher", unit_code="zjj") == []


def test_the_calendar_of_the_pack_agrees_with_the_library() -> None:
    import chinese_calendar

    calendar = directory().calendar
    days = [date.fromordinal(n) for n in range(date(2004, 1, 1).toordinal(), date(2027, 1, 1).toordinal())]
    assert [day for day in days if calendar.works(day) != chinese_calendar.is_workday(day)] == []
    assert calendar.official_years == frozenset(range(2004, 2027))


def test_both_lists_of_kinds_of_days_are_one() -> None:
    assert set(DayKind.values) == {kind.value for kind in PureDayKind}
