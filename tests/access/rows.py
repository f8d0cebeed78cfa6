"""What becomes of whoever asks, and a row of the table that says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.access.visitors import NOBODY, RESIDENT, STAFF

OK = "served"  # 2xx
ON = "led on"  # 3xx, elsewhere than to the login
LOGIN = "asked to log in"  # 401, or led to a login page
NO = "refused"  # 403, or 404: "not yours" and "not there" look the same
BAD = "told what is wrong"  # 400, 409, 411, 415, 422
WAY = "wrong verb"  # 405


@dataclass(frozen=True, slots=True)
class Row:
    """One address and verb, and what each visitor gets."""

    route: str
    verb: str
    expected: Mapping[str, str]
    at: Mapping[str, str]
    path: str
    body: Any


def row(
    route: str,
    verb: str = "GET",
    *,
    nobody: str,
    resident: str | None = None,
    staff: str | None = None,
    at: Mapping[str, str] | None = None,
    path: str = "",
    body: Any = None,
    **others: str,
) -> Row:
    """A row; whoever is not named gets what nobody gets. `path` is the address where the route is a pattern."""
    expected = {NOBODY: nobody, RESIDENT: resident or nobody, **dict.fromkeys(STAFF, staff or nobody)}
    for name, what in others.items():
        expected[name.replace("_", "-")] = what
    return Row(route, verb, expected, at or {}, path, body)


def seen_by(*, resident: str = OK, **others: str) -> dict[str, Any]:
    """Who sees the scene's request: all staff of its road, but no other unit, and nobody who only runs machines."""
    blind = {"security": NO, "system": NO, "clerk_zjj": NO, "portal_client": NO}
    return {"nobody": LOGIN, "resident": resident, "staff": OK, **blind, **others}
