"""Everything a list shows as filtered, chosen for a batch without ticking it page by page.

The form carries what the list was asked for and when it was looked at. The cases are found again when it is sent; one
that is new or has moved since is not moved: it is told in the result, like any case that moved meanwhile.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from shiyu.base.clock import now
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.gate import visible_cases
from shiyu.cases.procedure import Procedure
from shiyu.cases.registry import procedure_of
from shiyu.web.lists.component import LISTS
from shiyu.web.lists.saved import kept_query
from shiyu.web.refusals import bad_value
from shiyu.web.typed import typed_moment

MOST = 5_000
"""Cases of one batch: some minutes of work, and a result file somebody can still read."""
PREVIEWED = 20
NEVER_SEEN = 0
"""No case stands at this entry count, so the door refuses the move and says that the case has moved on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A list as filtered; `cases` are numbers with the entry counts at which they were seen."""

    of: str
    query: str
    looked_at: str
    title: Words
    cases: Sequence[tuple[str, int]]

    @property
    def first(self) -> list[str]:
        """The numbers of the cases that are previewed."""
        return [number for number, _ in self.cases[:PREVIEWED]]


def whole_list(given: QueryDict, actor: PostHolder) -> Whole | None:
    """What `of` and `query` of the form name; None where cases were ticked. Raises `BadValue`, `NotYourMove`."""
    of = given.get("of", "")
    if not of:
        return None
    found = LISTS.get(of)
    if found is None:
        raise bad_value("of", zh="没有这个清单，请从清单重新选择", en="there is no such list; choose from a list again")
    found.refuse_others(actor)
    query = kept_query(given.get("query", ""))
    looked_at = typed_moment(given.get("looked_at", "")) or now()
    if looked_at.tzinfo is None:
        raise bad_value("looked_at", zh="表单不完整，请从清单重新选择", en="is incomplete; choose from the list again")
    keys = found.every(QueryDict(query), actor, most=MOST)
    rows = {
        pk: (number, count if changed <= looked_at else NEVER_SEEN)
        for pk, number, count, changed in visible_cases(actor)
        .filter(pk__in=keys)
        .values_list("pk", "number", "entry_count", "changed_at")
    }
    return Whole(
        of=of, query=query, looked_at=looked_at.isoformat(), title=found.title,
        cases=[rows[pk] for pk in dict.fromkeys(keys) if pk in rows],
    )  # fmt: skip


def procedures_of(numbers: Iterable[str], *, actor: PostHolder) -> list[Procedure]:
    """The procedures of those of the cases that the actor may see, each once; one question."""
    found = visible_cases(actor).filter(number__in=list(numbers)).order_by("procedure", "procedure_version")
    return [procedure_of(*one) for one in found.values_list("procedure", "procedure_version").distinct()]
