"""What is asked about disputes as a whole; no answer names anybody."""

from collections.abc import Collection

from django.db.models import Count, QuerySet

from shiyu.cases.models import Case, Party

TWO = 2


def registered_alike(phones: Collection[bytes], *, besides: int) -> list[Case]:
    """Open disputes in which two of these numbers stand together, newest first: perhaps the same dispute.

    `phones` are keyed hashes; the numbers themselves are not known here.
    """
    if len(phones) < TWO:
        return []
    found = (
        Party.objects.filter(phone_index__in=phones, case__procedure="dispute", case__is_open=True)
        .exclude(case=besides)
        .values("case")
        .annotate(same=Count("phone_index", distinct=True))
        .filter(same__gte=TWO)
    )
    return list(Case.objects.filter(pk__in=[row["case"] for row in found]).defer("search").order_by("-pk")[:10])


def disputes() -> QuerySet[Case]:
    """Every dispute, for counting: number, kind, place, stage and clocks."""
    return Case.objects.filter(procedure="dispute").defer("search")
