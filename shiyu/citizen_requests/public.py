"""Which requests anybody may read: one rule for the portal's public list and for the Open311 door.

Public is a citizen request in a category the pack shows (`rules/open311.toml`), unless it is a tip-off.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from shiyu.cases.actors import Clockwork
from shiyu.cases.gate import visible_cases
from shiyu.citizen_requests.open311.services import PUBLIC_TYPES
from shiyu.citizen_requests.open311.terms import terms
from shiyu.city.directory import directory

if TYPE_CHECKING:
    from shiyu.cases.models import Case

PUBLIC = Clockwork(name="open311_public")
"""Reads for everybody; what it may read is narrowed here."""


def public() -> "QuerySet[Case]":
    """What everybody may read."""
    return opened().filter(is_public())


def category_ids(*, only: Sequence[str] | None = None) -> list[int]:
    """The ids of every version of the categories shown (of those in `only`)."""
    facts, offer = directory().categories.by_id.values(), terms()
    return [fact.id for fact in facts if offer.shows(fact.code) and (only is None or fact.code in only)]


def opened() -> "QuerySet[Case]":
    """Every citizen request, before the rule."""
    return visible_cases(PUBLIC).filter(procedure="citizen_request")


def is_public() -> Q:
    """One condition on the opening entry: the `Q` is used in a single `filter`, so its parts mean the same entry."""
    kinds = Q(entries__facts__type__isnull=True) | Q(entries__facts__type__in=[*PUBLIC_TYPES])
    return Q(category__in=category_ids(), entries__seq=1) & kinds
