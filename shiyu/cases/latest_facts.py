"""The newest value of one coded fact in each of many cases: what a list shows of the history, at one question."""

from collections.abc import Collection
from typing import Any

from shiyu.cases.actors import PostHolder
from shiyu.cases.gate import visible_cases
from shiyu.cases.hearing import kept_from
from shiyu.cases.models import Entry


def latest_facts(case_ids: Collection[int], name: str, *, actor: PostHolder) -> dict[int, dict[str, Any]]:
    """By case, the facts of the newest entry that says `name`, as far as the actor may read it.

    What one side said in confidence is left out. Cases without such an entry, or not his to see, are not in it.
    """
    if not case_ids:
        return {}
    seen = visible_cases(actor).filter(pk__in=case_ids).values("pk")
    said = Entry.objects.filter(case__in=seen, facts__has_key=name).exclude(kept_from(actor))
    newest = said.order_by("case_id", "-seq").distinct("case_id")
    return dict(newest.values_list("case_id", "facts"))
