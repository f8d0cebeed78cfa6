"""What a row of the table of access is, and the groups of visitors that many rows name."""

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


CASE = "api/v1/cases/<number>"
READERS = ("supervisor", "dispatcher", "arbiter", "auditor", "head_cgj")
COUNTED: dict[str, Any] = {"nobody": LOGIN, "resident": NO, "staff": NO, **dict.fromkeys(READERS, OK)}
"""Who reads figures: those who watch over the city, and the head of a unit his own."""
ANY_VERB = frozenset({"api/v1/openapi.json", "api/v1/docs", "language"})
"""Documents and a way back, which the framework serves whatever the verb; nothing is done there."""
DESK: dict[str, Any] = {"nobody": LOGIN, "staff": NO, "portal_client": LOGIN}
"""A page of some officers: others are refused, and a program has no session."""
PEOPLE: dict[str, Any] = {"nobody": LOGIN, "staff": OK, "portal_client": LOGIN}
"""A page of whoever has logged in; what is on it depends on his post."""
LOGGING_IN: dict[str, Any] = {"nobody": OK, "staff": ON, "portal_client": OK}
STEPS: dict[str, Any] = {"nobody": LOGIN, "staff": ON, "portal_client": LOGIN}
"""A step of logging in: without the one before, back to the beginning."""
PAGE = "cases/<str:number>"
ITS_STAFF: dict[str, Any] = PEOPLE | {"security": NO, "system": NO, "clerk_zjj": NO}
EVERYBODY: Mapping[str, Any] = {"nobody": OK}
WRITERS: dict[str, Any] = dict.fromkeys(("supervisor", "dispatcher", "clerk_cgj", "clerk_zjj", "head_cgj"), OK)
"""Who keeps the knowledge base: the hotline's officers, and a unit its own answers."""
WRITES_NOTHING: dict[str, Any] = dict.fromkeys(WRITERS, BAD)
URGE = {"requests": [{"number": "$number", "move": "urge", "key": "1"}]}
