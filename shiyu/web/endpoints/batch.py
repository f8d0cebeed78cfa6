"""Many moves at once."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from shiyu.cases.door import MoveRequest, Outcome, Refused, make_moves
from shiyu.web.answers import as_json, problem
from shiyu.web.asking import key_of
from shiyu.web.callers import actor_of
from shiyu.web.describing import BATCH
from shiyu.web.endpoints.moves import made_answer
from shiyu.web.schemas import BatchBody

router = Router(tags=["办理 Moves"])


@router.post("/cases/moves", summary="批量办理 Make many moves", **BATCH)
def move_many(request: HttpRequest, body: BatchBody) -> HttpResponse:
    """Makes up to 500 moves in one transaction; each stands for itself, a refused one holds up no other."""
    actor, key = actor_of(request), key_of(request)
    asked = [
        MoveRequest(
            actor=actor, move=item.move, facts=item.facts, key=item.key or f"{key}:{index}", number=item.number,
            procedure=item.procedure, expects=item.expects, of_answer=item.of_answer,
        )
        for index, item in enumerate(body.requests)
    ]  # fmt: skip
    outcomes = make_moves(asked)
    refused = sum(isinstance(outcome, Refused) for outcome in outcomes)
    shown = [_outcome(outcome) for outcome in outcomes]
    return as_json({"made": len(outcomes) - refused, "refused": refused, "outcomes": shown})


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {"refused": problem(outcome.error)} if isinstance(outcome, Refused) else {"made": made_answer(outcome)}
