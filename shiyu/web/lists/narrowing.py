"""What a list holds beyond its filters, put together for one reader."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from shiyu.cases.actors import PostHolder

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shiyu.cases.models import Case
    from shiyu.cases.worklist import Narrow

ListNarrow = Callable[["QuerySet[Case]", PostHolder], "QuerySet[Case]"]
"""Leaves of what the gate shows only what a list is about; it may depend on who reads."""


def narrowed_by(*narrows: ListNarrow | None, actor: PostHolder) -> "Narrow | None":
    """All of them one after the other; None where there are none."""
    given = [narrow for narrow in narrows if narrow is not None]
    if not given:
        return None

    def narrowed(cases: "QuerySet[Case]") -> "QuerySet[Case]":
        for narrow in given:
            cases = narrow(cases, actor)
        return cases

    return narrowed
