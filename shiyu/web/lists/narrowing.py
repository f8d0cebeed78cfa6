"""What a list holds beyond its filters, put together."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shiyu.cases.models import Case
    from shiyu.cases.worklist import Narrow


def narrowed_by(*narrows: "Narrow | None") -> "Narrow | None":
    """All of them one after the other; None where there are none."""
    given = [narrow for narrow in narrows if narrow is not None]
    if not given:
        return None

    def narrowed(cases: "QuerySet[Case]") -> "QuerySet[Case]":
        for narrow in given:
            cases = narrow(cases)
        return cases

    return narrowed
