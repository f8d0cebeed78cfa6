"""Who opened the contacts of parties, for those who watch over that: one question for many cases."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from shiyu.cases.actors import PostHolder
from shiyu.cases.gate import visible_cases
from shiyu.cases.models import Access

if TYPE_CHECKING:
    from shiyu.cases.models import Access as Look


def opened_contacts(case_ids: Collection[int], *, actor: PostHolder) -> "QuerySet[Look]":
    """The views of contacts in clear with a stated reason, newest first, in those of the cases the actor may see."""
    seen = visible_cases(actor).filter(pk__in=case_ids).values("pk")
    return Access.objects.filter(case_id__in=seen, what="contact", detail__has_key="reason").order_by("-at", "-id")
