"""The procedures as tables anybody may read."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from shiyu.cases.procedure import Decide, Fork, Move, Procedure
from shiyu.cases.registry import all_newest, newest, procedure_of, versions
from shiyu.cases.who import ByClock, Holds, InPlace, OfUnit, PartyIs, Who
from shiyu.city.directory import directory
from shiyu.web.answers import as_json
from shiyu.web.describing import OPEN_TO_ALL
from shiyu.web.shown_moves import show_need

router = Router(tags=["办理流程 Procedures"])


@router.get("/procedures", summary="办理流程 List procedures", **OPEN_TO_ALL)
def procedures(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- ninja gives it
    """Which procedures run, each in its newest version."""
    return as_json({"procedures": [_brief(procedure) for procedure in all_newest()]})


@router.get("/procedures/{name}", summary="流程表 One procedure", **OPEN_TO_ALL)
def procedure(request: HttpRequest, name: str, version: int | None = None) -> HttpResponse:  # noqa: ARG001 -- ninja gives it
    """One procedure: its stages, its moves, who may make them and what they need."""
    found = newest(name) if version is None else procedure_of(name, version)
    return as_json(
        _brief(found)
        | {
            "versions": [kept.version for kept in versions(found.name)],
            "parties": dict(found.parties),
            "outcomes": dict(found.outcomes),
            "stages": [
                {
                    "name": stage.name,
                    "label": stage.label,
                    "end": stage.end,
                    "owner": _who(stage.owner) if stage.owner else None,
                    "clock": stage.clock,
                }
                for stage in found.stages
            ],
            "clocks": [{"name": rule.name, "label": rule.label, "late_move": rule.late_move} for rule in found.clocks],
            "moves": [_move(move) for move in found.moves],
        }
    )


def _brief(procedure: Procedure) -> dict[str, Any]:
    opening = [{"name": move.name, "label": move.label} for move in procedure.opening_moves()]
    return {"name": procedure.name, "version": procedure.version, "label": procedure.label, "opened_by": opening}


def _move(move: Move) -> dict[str, Any]:
    return {
        "name": move.name,
        "label": move.label,
        "from": list(move.start),
        "to": list(move.ends()),
        "decided_by": _decided_by(move),
        "who": [_who(way) for way in move.who],
        "needs": [show_need(need) for need in move.needs],
        "conditions": [guard.sentence for guard in move.guards],
        "audience": move.audience.value,
        "source": move.source,
    }


def _decided_by(move: Move) -> str | None:
    match move.end:
        case Fork(by=by):
            return by
        case Decide():
            return "rule"
        case _:
            return None


def _who(way: Who) -> dict[str, Any]:
    labels = directory().role_labels
    match way:
        case Holds(role):
            return {"way": "holds", "role": role, "label": labels.get(role)}
        case InPlace(role):
            return {"way": "in_place", "role": role, "label": labels.get(role)}
        case OfUnit(role, kinds):
            return {"way": "of_unit", "role": role, "label": labels.get(role), "kinds": [kind.value for kind in kinds]}
        case PartyIs(roles):
            return {"way": "party", "roles": list(roles)}
        case ByClock():
            return {"way": "clock"}
