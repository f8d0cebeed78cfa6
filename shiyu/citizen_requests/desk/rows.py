"""A request as officers see it in lists: its limit as a lamp, what is urgent of it, what the router said of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from shiyu.base.clock import now
from shiyu.base.masking import redact
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.clocks import WARNED
from shiyu.cases.gate import visible_cases
from shiyu.cases.latest_facts import latest_facts
from shiyu.citizen_requests import rules
from shiyu.citizen_requests.marks import Marked, is_event, is_supervised
from shiyu.citizen_requests.queries import routing_words
from shiyu.citizen_requests.vocabulary import TYPES
from shiyu.city.directory import directory
from shiyu.web.lamps import Lamp, lamp_of

if TYPE_CHECKING:
    from shiyu.cases.models import Case

PROCEDURES = ("citizen_request", "enterprise_request")
URGENT, EVENT, SUPERVISED = Words("紧急", "Urgent"), Words("事件", "Event"), Words("督办", "Supervised")


class Limited(Marked, Protocol):
    """What is asked of a case or of a row of a list: its marks, and which limits it has."""

    @property
    def limit_class(self) -> str:
        """The class of its limits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Routed:
    """The unit a request seems to belong to, and why; no unit where a dispatcher must look."""

    unit: str
    label: Words | None
    reason: Words
    offers: tuple["Routed", ...] = ()  # where a dispatcher must look: whose it may be, the likeliest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One request on the preview of a batch of dispatching."""

    number: str
    title: str
    kind: Words | None
    opened_at: datetime
    expects: int
    marks: tuple[Words, ...]
    routed: Routed | None = None


def rows_of(cases: "Iterable[Case]", *, actor: PostHolder) -> list[Row]:
    """The lines of a preview; the routing comes at one question."""
    cases = list(cases)
    routes = latest_facts([case.pk for case in cases], "route", actor=actor)
    return [
        Row(
            number=case.number, title=redact(case.title), kind=TYPES.get(case.kind), opened_at=case.opened_at,
            expects=case.entry_count, marks=marks_of(case),
            routed=routed_of(routes[case.pk]["route"]) if case.pk in routes else None,
        )
        for case in cases
    ]  # fmt: skip


def entry_counts(numbers: Iterable[str], *, actor: PostHolder) -> dict[str, int]:
    """How many entries these requests have, so that a form can say on what state it was decided."""
    return dict(visible_cases(actor).filter(number__in=[*numbers]).values_list("number", "entry_count"))


def lamp(case: "Case") -> Lamp | None:
    """The lamp of the limit that ends next; yellow once the clock has warned."""
    moment = now()
    if case.due_at is None:
        return None
    return lamp_of(due_at=case.due_at, warn_at=moment if case.due_level == WARNED else case.due_at, now=moment)


def marks_of(case: Limited) -> tuple[Words, ...]:
    """What an officer must see first."""
    shown = ((case.limit_class == rules.URGENT, URGENT), (is_event(case), EVENT), (is_supervised(case), SUPERVISED))
    return tuple(words for holds, words in shown if holds)


def routed_of(record: Mapping[str, Any]) -> Routed:
    """The routing as history kept it, in words of today's city."""
    code = str(record.get("unit", ""))
    unit = directory().units.find(code) if code else None
    return Routed(
        unit=unit.code if unit else "", label=unit.label if unit else None, reason=routing_words(dict(record)),
        offers=tuple(offer for one in record.get("offers", ()) if (offer := routed_of(one)).unit),
    )  # fmt: skip
