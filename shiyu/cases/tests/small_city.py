"""The places, units, categories and numbers the engine's tests stand on, beside whatever pack is loaded.

Every row has a fixed id far above those of the pack, so that the directory drawn once holds in every test.
"""

from typing import Any

from shiyu.base.words import Words
from shiyu.cases import templates_of_pack
from shiyu.city.models import Category, Division, Edition, Post, RuleSet, Unit
from shiyu.city.models.dated import always

FIRST_ID = 9_000_000
ESCALATES = [{"amount": 1, "unit": "working_days"}, {"amount": 2, "unit": "working_days"}]
NUMBERS: dict[str, Any] = {
    "limits": {
        "short": {"amount": 3, "unit": "working_days", "escalate": ESCALATES},
        "long": {"amount": 3, "unit": "months", "rolls": True, "escalate": ESCALATES},
        "quick": {
            "default": {"amount": 4, "unit": "working_hours", "warn": 0.5},
            "urgent": {"amount": 30, "unit": "minutes", "warn": 0},
        },
        "day_1": {"amount": 1, "unit": "natural_days"},
        "day_3": {"amount": 3, "unit": "natural_days"},
        "day_7": {"amount": 7, "unit": "natural_days"},
        "month_1": {"amount": 1, "unit": "months"},
    },
    "extensions": {"answer": {"times": 2, "amount": 1}, "handle": {"times": 2, "amount": 3}},
}
ROLES = ("dispatcher", "clerk", "arbiter", "supervisor", "unit_head", "security_officer")
CITY = {
    "name": "测试市", "name_en": "Test City", "code": "149900", "time_zone": "Asia/Shanghai",
    "bbox": [101.0, 20.0, 103.0, 21.5],
    "office_hours": [["08:00", "12:00"], ["14:00", "18:00"]],
}  # fmt: skip
WEST_COUNTY, EAST_COUNTY = "149902000000", "149920000000"
TOWN, VILLAGE, CELL = "149902001000", "149902001001", "149902001001003"
CITY_CODE = "149900000000"
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[101.2, 20.2], [101.8, 20.2], [101.8, 20.8], [101.2, 20.8], [101.2, 20.2]]],
}
PLACES = (
    (CITY_CODE, "city", None), (WEST_COUNTY, "county", SQUARE), (EAST_COUNTY, "county", None), (TOWN, "township", None),
    (VILLAGE, "village", None), (CELL, "grid", None),
)  # fmt: skip
UNITS = ("T-STREET", "T-WATER", "T-ROADS", "T-CITY")
UNIT_PLACES = (TOWN, WEST_COUNTY, EAST_COUNTY, CITY_CODE)
CATEGORY, URGENT_CATEGORY = "T01", "T02"


def make_city() -> None:
    """A city with two counties, four units with a holder of every role, and the numbers of the test procedures."""
    RuleSet.objects.create(
        pk=FIRST_ID, name="test_rules", doc_no="测试〔2026〕1号", source="tests", body=NUMBERS, validity=always()
    )
    places = {
        code: Division(
            pk=FIRST_ID + n, code=code, level=level, name=f"测试{n}", validity=always(), geometry=shape,
            bbox=[101.2, 20.2, 101.8, 20.8] if shape else None,
        )
        for n, (code, level, shape) in enumerate(PLACES)
    }  # fmt: skip
    Division.objects.bulk_create(places.values())
    units = [
        Unit(
            pk=FIRST_ID + n, code=code, name=code, short_name=code, name_en=code, kind="government",
            division=places[place], validity=always(),
        )
        for n, (code, place) in enumerate(zip(UNITS, UNIT_PLACES, strict=True))
    ]  # fmt: skip
    Unit.objects.bulk_create(units)
    Post.objects.bulk_create(
        Post(
            pk=unit.pk, code=f"{unit.code}-P", unit=unit, title="岗位", title_en="post", roles=list(ROLES),
            validity=always(),
        )
        for unit in units
    )  # fmt: skip
    Category.objects.bulk_create(
        Category(pk=FIRST_ID + n, code=code, name=code, level=1, limit_class=limit_class, validity=always())
        for n, (code, limit_class) in enumerate(((CATEGORY, ""), (URGENT_CATEGORY, "urgent")))
    )
    Edition.objects.create(pk=FIRST_ID, pack_hash="0" * 64, city=CITY, counts={})


def test_templates() -> dict[str, Words]:
    """The pack's notices and one for tests."""
    return {**templates_of_pack.notice_templates(), "test": Words("{number} {code}", "{number} {code}")}


test_templates.__test__ = False  # type: ignore[attr-defined]
