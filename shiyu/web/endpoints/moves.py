"""Opening and moving cases: the only verbs that change anything."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from shiyu.base.ids import spoken
from shiyu.cases.actors import Newcomer
from shiyu.cases.door import Made, MoveRequest, Outcome, Refused, make_moves
from shiyu.cases.registry import newest
from shiyu.web.answers import as_json
from shiyu.web.asking import expected, key_of
from shiyu.web.callers import actor_of, opener_of
from shiyu.web.describing import MOVING, OPENING
from shiyu.web.schemas import MoveBody, OpeningBody
from shiyu.web.throttle import REPORT, count_try, refuse_exhausted

router = Router(tags=["办理 Moves"])


@router.post("/cases/{number}/moves/{move}", summary="办理一步 Make a move", **MOVING)
def move_case(request: HttpRequest, *, number: str, move: str, body: MoveBody) -> HttpResponse:
    """Makes one move of one case."""
    actor = actor_of(request)
    asked = MoveRequest(
        actor=actor, move=move, facts=body.facts, key=key_of(request), number=number,
        expects=expected(request, body.expects), of_answer=body.of_answer,
    )  # fmt: skip
    return _answer(make_moves([asked])[0], created=False)


@router.post("/cases/{procedure}/{opening_move}", summary="受理 Open a case", **OPENING)
def open_case(request: HttpRequest, *, procedure: str, opening_move: str, body: OpeningBody) -> HttpResponse:
    """Opens a case. Where the procedure lets the person concerned do so, no login is needed."""
    move = newest(procedure).move(opening_move)
    actor = opener_of(request, move)
    key = key_of(request)
    if isinstance(actor, Newcomer):
        refuse_exhausted(request, REPORT)
        count_try(request, REPORT)
    asked = MoveRequest(actor=actor, move=opening_move, facts=body.facts, key=key, procedure=procedure)
    return _answer(make_moves([asked])[0], created=True)


def _answer(outcome: Outcome, *, created: bool) -> HttpResponse:
    if isinstance(outcome, Refused):
        raise outcome.error
    response = as_json(made_answer(outcome), status=201 if created and not outcome.replayed else 200)
    response.headers["ETag"] = f'"{outcome.entry_count}"'
    if created:
        response.headers["Location"] = f"/api/v1/cases/{outcome.number}"
    return response


def made_answer(made: Made) -> dict[str, Any]:
    """A move that was made, as data."""
    shown: dict[str, Any] = {
        "number": made.number, "stage": made.stage, "entry_count": made.entry_count, "replayed": made.replayed,
    }  # fmt: skip
    if made.query_code:
        shown["query_code"] = spoken(made.query_code)
    return shown
