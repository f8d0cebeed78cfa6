"""Rows of the table: what colleagues arrange among themselves by API, and the tasks they order."""

from typing import Any

from tests.access.rows import BAD, LOGIN, NO, OK, row

ASKING: dict[str, Any] = {"nobody": LOGIN, "resident": NO, "staff": OK}
"""A verb of the API for whoever works for the city."""
NOT_THERE: dict[str, Any] = ASKING | {"staff": NO}
_ONE = [{"number": "$number"}]
_BLIND = dict.fromkeys(("security", "system", "clerk_zjj", "portal_client"), BAD)
"""Who does not see the scene's request finds no step in it."""
_BLIND_NO = dict.fromkeys(_BLIND, NO)
_HANDED = {"post": "cgj-clerk", "giver": "clerk-cgj", "taker": "clerk-zjj", "numbers": ["$number"]}
"""The taker does not hold the post, so it ends there for those who may."""
_SUCCEEDED = {"old": "cgj", "new": "zjj", "numbers": ["$number"]}
"""The first is in force, so nothing can go."""

OF_COLLEAGUES = (
    row("api/v1/tasks/moves", "POST", nobody=BAD),
    row("api/v1/tasks/moves", "POST", body={"move": "withdraw", "facts": {"reason": "已解决"}, "cases": _ONE},
        **(ASKING | _BLIND)),  # whose move it is, each line of the result says
    row("api/v1/citizen-requests/import", "POST", nobody=LOGIN, resident=NO, staff=NO, agent=BAD),
    row("api/v1/phrases", **ASKING),
    row("api/v1/phrases", "POST", nobody=BAD),
    row("api/v1/phrases", "POST", body={"text": "已到现场"}, **ASKING),
    row("api/v1/phrases", "POST", body={"text": "已到现场", "whose": "unit"}, **(ASKING | {"staff": NO}), head_cgj=OK),
    row("api/v1/phrases/<phrase_id>/change", "POST", at={"phrase_id": "1"}, nobody=BAD),
    row("api/v1/phrases/<phrase_id>/up", "POST", at={"phrase_id": "1"}, **NOT_THERE),
    row("api/v1/phrases/<phrase_id>/remove", "POST", at={"phrase_id": "1"}, **ASKING),  # gone already
    row("api/v1/reminders", **ASKING),
    row("api/v1/reminders", "POST", nobody=BAD),
    row("api/v1/reminders", "POST", body={"number": "$number", "before": 1}, **(ASKING | {"staff": BAD} | _BLIND_NO)),
    row("api/v1/reminders/<reminder_id>/later", "POST", at={"reminder_id": "1"}, body={"days": 1}, **NOT_THERE),
    row("api/v1/reminders/<reminder_id>/cancel", "POST", at={"reminder_id": "1"}, **NOT_THERE),
    row("api/v1/handovers", **ASKING),
    row("api/v1/handovers", "POST", nobody=BAD),
    row("api/v1/handovers", "POST", body=_HANDED, **(ASKING | {"staff": NO}), clerk_cgj=BAD, head_cgj=BAD, system=BAD),
    row("api/v1/handovers/posts", **ASKING),
    row("api/v1/handovers/preview", nobody=BAD),
    row("api/v1/handovers/seen", "POST", **ASKING),
    row("api/v1/handovers/abolished", **NOT_THERE, system=OK),
    row("api/v1/handovers/succession", "POST", nobody=BAD),
    row("api/v1/handovers/succession", "POST", body=_SUCCEEDED, **NOT_THERE, system=BAD),
)  # fmt: skip
