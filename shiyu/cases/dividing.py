"""How counted things are divided by place: the divisions right below the one asked about."""

from shiyu.base.figures import By, Scope
from shiyu.cases.permission import VILLAGE_DIGITS, division_prefix

CITY_DIGITS = 4
LEVELS = {CITY_DIGITS: 6, 6: 9, 9: 12}
"""Significant digits of the level below one: city to county, county to township, township to village."""


def part_digits(scope: Scope) -> int:
    """Significant digits of the divisions right below the one asked about."""
    asked = len(division_prefix(scope.division)) if scope.division else CITY_DIGITS
    return LEVELS.get(asked, VILLAGE_DIGITS)


def padded(key: str, by: By) -> str:
    """A key that the database cut to those digits, as a code of the pack."""
    return key.ljust(VILLAGE_DIGITS, "0") if by is By.PLACE and key else key
