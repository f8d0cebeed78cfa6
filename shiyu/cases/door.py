"""The one door. Every change of every case goes through `make_moves`; pages, API, imports and clocks call it.

A batch is planned, locked in id order, checked, carried out, recorded and committed once. Each request of a batch
stands for itself: a refused one leaves no trace and does not hold up the others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import IntegrityError, transaction

from shiyu.base.errors import ShiyuError
from shiyu.cases.actors import Actor, PartyActor
from shiyu.cases.errors import KeyReused
from shiyu.cases.planning import Plan
from shiyu.cases.replay import find_replays, fingerprint, is_key_clash, scoped_key


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRequest:
    """What somebody asks for: a move of a case, or the opening of one (`number` is None, `procedure` given).

    `key` is the idempotency key: the same key with the same request is answered as before and changes nothing.
    `expects` is the entry count the actor saw; if the case has moved on since, he is told instead of obeyed.
    `of_answer` is the number of the answer he saw: enough where only another answer changes what he decides on, so
    that the many who judge one answer never disturb each other.
    """

    actor: Actor
    move: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    key: str
    number: str | None = None
    procedure: str = ""
    expects: int | None = None
    of_answer: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A move that was made (or had been made before: `replayed`). `query_code` is for the new party's eyes alone."""

    number: str
    case_id: int
    stage: str
    entry_count: int
    replayed: bool = False
    query_code: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A request that was not carried out, and why."""

    error: ShiyuError


Outcome = Made | Refused


def make_move(
    number: str, move: str, *, actor: Actor, key: str, expects: int | None = None, of_answer: int | None = None,
    **facts: Any,
) -> Made:  # fmt: skip
    """Makes one move of one case; raises the `ShiyuError` that refuses it."""
    request = MoveRequest(
        actor=actor, move=move, facts=facts, key=key, number=number, expects=expects, of_answer=of_answer
    )
    return _only(make_moves([request]))


def open_case(procedure: str, move: str, *, actor: Actor, key: str, facts: Mapping[str, Any]) -> Made:
    """Opens a case; raises the `ShiyuError` that refuses it."""
    return _only(make_moves([MoveRequest(actor=actor, move=move, facts=facts, key=key, procedure=procedure)]))


def make_moves(requests: Sequence[MoveRequest]) -> list[Outcome]:
    """Carries out a batch in one transaction; answers in the order asked.

    Two requests with one key that arrive at the same moment meet at the unique key in the database: the later one
    rolls back and is then answered as a repetition.
    """
    if not requests:  # an importer all of whose lines were refused before the door
        return []
    requests = [_as_it_stands(request) for request in requests]
    try:
        return _attempt(requests)
    except IntegrityError as error:
        if not is_key_clash(error):
            raise
        return _attempt(requests, look_first=True)


def _attempt(requests: Sequence[MoveRequest], *, look_first: bool = False) -> list[Outcome]:
    outcomes, keys = _keyed(requests)
    first: dict[str, int] = {}
    for index, key in keys.items():
        first.setdefault(key, index)
    with transaction.atomic():
        plan = Plan([requests[index] for index in keys], keys=keys.values())
        plan.lock()
        # A single opening is the hot path: its key is new nearly always, so the database's unique key does the looking.
        looks = look_first or len(requests) > 1 or requests[0].number is not None
        if looks and not plan.all_new:
            outcomes |= find_replays(requests, keys)
        for index in sorted(first.values()):
            if index not in outcomes:
                outcomes[index] = _try(plan, requests[index])
        plan.write()
    for index, key in keys.items():
        if index not in outcomes:
            outcomes[index] = _as_repeated(requests[index], requests[first[key]], outcomes[first[key]])
    return [outcomes[index] for index in range(len(requests))]


def _as_it_stands(request: MoveRequest) -> MoveRequest:
    """What a merged caller asks of his case is asked of the main case it lives on in."""
    if isinstance(request.actor, PartyActor) and request.number in request.actor.came_from:
        return replace(request, number=request.actor.number)
    return request


def _keyed(requests: Sequence[MoveRequest]) -> tuple[dict[int, Outcome], dict[int, str]]:
    """The requests' keys as stored, by place in the batch; a request without a usable key is refused."""
    refused: dict[int, Outcome] = {}
    keys: dict[int, str] = {}
    for index, request in enumerate(requests):
        try:
            keys[index] = scoped_key(request.key, actor=request.actor)
        except ShiyuError as error:
            refused[index] = Refused(error)
    return refused, keys


def _try(plan: Plan, request: MoveRequest) -> Outcome:
    try:
        change = plan.carry_out(request)
    except ShiyuError as error:
        return Refused(error)
    entry = change.written
    return Made(
        number=change.case.number, case_id=change.case.pk, stage=entry.to_stage, entry_count=entry.seq,
        query_code=change.query_code,
    )  # fmt: skip


def _as_repeated(request: MoveRequest, earlier: MoveRequest, outcome: Outcome) -> Outcome:
    """The answer to a request whose key stood in the same batch before."""
    if fingerprint(request) != fingerprint(earlier):
        return Refused(KeyReused())
    return replace(outcome, replayed=True) if isinstance(outcome, Made) else outcome


def _only(outcomes: Sequence[Outcome]) -> Made:
    (outcome,) = outcomes
    if isinstance(outcome, Refused):
        raise outcome.error
    return outcome
