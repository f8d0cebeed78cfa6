"""The lists people look at. Every one begins at the gate, so nobody finds here what he may not see."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from shiyu.cases.actors import Actor
from shiyu.cases.gate import visible_cases
from shiyu.cases.who import LIVE
from shiyu.city.directory import directory

if TYPE_CHECKING:
    from shiyu.cases.models import Case

PROCEDURE, PROMISE = "proposal", "proposal_promise"


def proposals(actor: Actor) -> "QuerySet[Case]":
    """Every proposal the actor may see, with what is kept beside it."""
    return visible_cases(actor).filter(procedure=PROCEDURE).select_related("proposal__session")


def with_gone_units(actor: Actor) -> "QuerySet[Case]":
    """Open proposals and promises of which a unit that is no longer in force still has a share, the oldest first."""
    mine = visible_cases(actor).filter(procedure__in=(PROCEDURE, PROMISE), is_open=True)
    return mine.filter(assignments__unit__in=gone_units(), assignments__state__in=LIVE).distinct().order_by("pk")


def gone_units() -> set[int]:
    """Ids of the units that are no longer in force today."""
    units = directory().units
    return {*units.by_id} - {unit.id for unit in units.current()}
