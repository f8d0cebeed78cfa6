"""The lists people look at. Every one begins at the gate, so nobody finds here what he may not see."""

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from shiyu.base.words import Words
from shiyu.cases.actors import Actor
from shiyu.cases.gate import visible_cases
from shiyu.cases.hearing import readable_entries
from shiyu.city.directory import directory
from shiyu.triage.reasons import reason_of

if TYPE_CHECKING:
    from shiyu.cases.models import Case

PROCEDURE = "citizen_request"


def requests(actor: Actor) -> "QuerySet[Case]":
    """Every citizen request the actor may see."""
    return visible_cases(actor).filter(procedure=PROCEDURE)


def marked(mark: str, *, actor: Actor) -> "QuerySet[Case]":
    """The requests that bear a mark (`shiyu.citizen_requests.marks`), newest first; few are marked, by an index."""
    return requests(actor).exclude(marks=[]).filter(marks__contains=[mark]).defer("search").order_by("-pk")


def routing_of(case: "Case", *, actor: Actor) -> dict[str, Any]:
    """The newest routing of a request as history kept it; empty where it was not routed."""
    routed = readable_entries(case, actor=actor).filter(facts__has_key="route").order_by("-seq").first()
    return dict(routed.facts["route"]) if routed is not None else {}


def why_routed(case: "Case", *, actor: Actor) -> Words | None:
    """Why the router suggested the unit it did, or why it left the request to a dispatcher."""
    record = routing_of(case, actor=actor)
    return reason_of(record, city=directory()) if record else None


def routing_words(record: dict[str, Any]) -> Words:
    """A routing record as its sentence."""
    return reason_of(record, city=directory())
