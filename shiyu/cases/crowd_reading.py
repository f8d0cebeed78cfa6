"""A crowd: a case with more callers than are worth loading (one burst pipe, ten thousand calls). How it is read.

One caller who judges, or a unit that adds a note, needs the few parties it names and not the rest; what a rule asks of
all of them is asked of the database, by an index.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Min, Q, QuerySet

from shiyu.cases.models import Party

if TYPE_CHECKING:
    from shiyu.cases.state import CaseState

CROWD = 50
"""More parties than this are a crowd."""


@dataclass(frozen=True, slots=True)
class CrowdVerdicts:
    """What a crowd says of the present answer: `loaded` as planned, the others as stored."""

    case_id: int
    roles: Sequence[str]
    loaded: Sequence[Party]

    def any_given(self, grade: str) -> bool:
        """Whether somebody said this."""
        return any(p.verdict == grade for p in self.loaded) or self._others().filter(verdict=grade).exists()

    def all_given(self) -> bool:
        """Whether everybody has judged."""
        return all(p.verdict for p in self.loaded) and not self._others().filter(verdict="").exists()

    def share(self, grade: str) -> float:
        """The share of those who said this; counts the crowd, so it is for the moment the verdicts are counted."""
        others = self._others().aggregate(said=Count("pk", filter=Q(verdict=grade)), everybody=Count("pk"))
        everybody = others["everybody"] + len(self.loaded)
        return (others["said"] + sum(p.verdict == grade for p in self.loaded)) / everybody if everybody else 0.0

    def _others(self) -> QuerySet[Party]:
        # The condition of the index `party_of_crowd`: all but the first party of a case have joined it.
        joined = Party.objects.filter(case=self.case_id, role__in=self.roles, joined_from__isnull=False)
        return joined.exclude(pk__in=[*filter(None, (p.pk for p in self.loaded))])


def most_loaded(cases: int) -> int:
    """So many parties of so many cases are loaded before it is asked whether there is a crowd among them."""
    return CROWD + 2 * cases


def parties_of(
    case_ids: Collection[int], *, found: list[Party], most: int, named: Iterable[int]
) -> tuple[list[Party], list[int]]:
    """The parties of cases, in the order they came, and which of the cases have a crowd.

    `found` are all of them, or `most` and one. Of a crowd come its first party and those `named`.
    """
    if len(found) <= most:
        own = sorted((party for party in found if party.case_id in case_ids), key=lambda party: party.pk)
        counts = Counter(party.case_id for party in own)
        if all(count <= CROWD for count in counts.values()):
            return own, []
    return _with_crowds(case_ids, named=named)


def _with_crowds(case_ids: Collection[int], *, named: Iterable[int]) -> tuple[list[Party], list[int]]:
    """Of a crowd nothing is looked for but by its own id: the first party, whose id is the least, and those named."""
    counts = Party.objects.filter(case__in=case_ids).values_list("case").annotate(Count("pk"), Min("pk")).order_by()
    crowds = {case_id: first for case_id, count, first in counts if count > CROWD}
    few = Party.objects.filter(case__in=[pk for pk in case_ids if pk not in crowds])
    some = Party.objects.filter(pk__in=[*crowds.values(), *named], case__in=list(crowds))
    return sorted([*few, *some], key=lambda party: party.pk), list(crowds)


def callable_raisers(state: "CaseState") -> list[int]:
    """Ids of those who raised the case and may be called: every one that is not anonymous, however many there are."""
    loaded = [*filter(None, (p.pk for p in state.raisers() if not p.anonymous))]
    if not state.crowd:
        return loaded
    others = Party.objects.filter(case=state.case.pk, role__in=state.procedure.raisers, anonymous=False)
    return [*loaded, *others.exclude(pk__in=loaded).values_list("pk", flat=True)]
