"""One press: a topic becomes a mass event, by the moves that are there, and its open requests are merged into it.

All of it is one transaction under the lock of the topic's row: of two dispatchers the second finds it declared and only
joins what has come since; a killed process leaves nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import transaction

from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.door import Made, MoveRequest, make_move, make_moves
from shiyu.cases.gate import visible_cases
from shiyu.citizen_requests import rules
from shiyu.citizen_requests.desk.topics_shown import refs_of
from shiyu.citizen_requests.marks import EVENT
from shiyu.citizen_requests.procedure_people import JOINABLE, MERGEABLE
from shiyu.triage.models import Topic

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shiyu.cases.models import Case

FACTS = ("event_title", "known", "expected_end")
AT_ONCE = 200
"""Requests that one press joins; what is left is joined by the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What a press did: the event, how many joined it, which requests did not and why."""

    number: str
    joined: int
    refused: Sequence[tuple[str, Words]]
    by_another: bool


class NothingOpen(ShiyuError):
    """Every request of the topic has its answer already, or is a tip-off."""

    code: ClassVar[str] = "nothing_open"
    http_status: ClassVar[int] = 409
    sentence = Words(
        "这个话题里没有尚未答复的诉求，不能列为群体性事件。", "No request of this topic waits for an answer."
    )


def joinable(topic: Topic, *, actor: PostHolder) -> int:
    """How many of its requests one more press would take, up to one more than `AT_ONCE`."""
    return len(_open(topic, actor=actor).filter(stage__in=MERGEABLE).exclude(number=topic.declared)[: AT_ONCE + 1])


def declare(pk: int, facts: Mapping[str, str], *, actor: PostHolder, key: str) -> Declared:
    """Declares the oldest request still joinable (or keeps the event there is) and merges the others into it.

    `facts`: `event_title`, `known`, `expected_end` as the move asks for. Raises what refuses the move, `NothingOpen`.
    """
    with transaction.atomic():
        topic = Topic.objects.select_for_update().get(pk=pk)
        standing = _standing_event(topic, actor=actor)
        number = standing or _declared(topic, facts, actor=actor, key=key)
        topic.declared = number
        topic.save(update_fields=["declared"])
        joined, refused = _merged(topic, number, actor=actor, key=key)
    return Declared(number=number, joined=joined, refused=refused, by_another=bool(standing))


def _open(topic: Topic, *, actor: PostHolder) -> "QuerySet[Case]":
    cases = visible_cases(actor).filter(pk__in=refs_of(topic), is_open=True, stage__in=JOINABLE)
    return cases.exclude(kind=rules.TIPOFF).only("number", "stage", "marks", "entry_count").order_by("pk")


def _standing_event(topic: Topic, *, actor: PostHolder) -> str:
    """The event of the topic that still takes callers: its own, or one a dispatcher declared by hand."""
    events = _open(topic, actor=actor).filter(marks__contains=[EVENT])
    found = events.filter(number=topic.declared).first() or events.first()
    return found.number if found is not None else ""


def _declared(topic: Topic, facts: Mapping[str, str], *, actor: PostHolder, key: str) -> str:
    oldest = _open(topic, actor=actor).first()
    if oldest is None:
        raise NothingOpen
    said: dict[str, Any] = {name: facts[name] for name in FACTS if facts.get(name)}
    return make_move(oldest.number, "declare_event", actor=actor, key=f"{key}:event", **said).number


def _merged(topic: Topic, main: str, *, actor: PostHolder, key: str) -> tuple[int, list[tuple[str, Words]]]:
    found = _open(topic, actor=actor).filter(stage__in=MERGEABLE).exclude(number=main)[:AT_ONCE]
    others = [one for one in found if EVENT not in one.marks]
    outcomes = make_moves(
        [
            MoveRequest(
                actor=actor, move="merge", facts={"main_case": main}, key=f"{key}:{one.number}", number=one.number,
                expects=one.entry_count,
            )
            for one in others
        ]
    )  # fmt: skip
    refused = [
        (one.number, outcome.error.words)
        for one, outcome in zip(others, outcomes, strict=True)
        if not isinstance(outcome, Made)
    ]
    return len(outcomes) - len(refused), refused
