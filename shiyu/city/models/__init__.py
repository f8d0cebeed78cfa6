"""The tables of the city: what the pack brings in, and the people who hold posts in it."""

from shiyu.city.models.delegations import Delegation
from shiyu.city.models.people import (
    Account,
    AccountKind,
    AccountManager,
    ApiToken,
    FormerPassword,
    Person,
    Tenure,
    TenureKind,
)
from shiyu.city.models.places import Division, DivisionLevel
from shiyu.city.models.rules import (
    CalendarDay,
    Category,
    CommonPhrase,
    DayKind,
    Duty,
    Edition,
    RetentionPeriod,
    RuleSet,
)
from shiyu.city.models.units import Post, Role, Unit, UnitKind

__all__ = [
    "Account",
    "AccountKind",
    "AccountManager",
    "ApiToken",
    "CalendarDay",
    "Category",
    "CommonPhrase",
    "DayKind",
    "Delegation",
    "Division",
    "DivisionLevel",
    "Duty",
    "Edition",
    "FormerPassword",
    "Person",
    "Post",
    "RetentionPeriod",
    "Role",
    "RuleSet",
    "Tenure",
    "TenureKind",
    "Unit",
    "UnitKind",
]
