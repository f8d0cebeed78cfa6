"""What closed requests teach: the category they ended with, and the unit that handled them to the end.

Corrections count by this alone: a category put right, a share returned and sent elsewhere is not the one at the end.
"""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, Subquery

from shiyu.citizen_requests.counting import COUNTING, OWN
from shiyu.citizen_requests.queries import requests
from shiyu.triage.serving.examples import Example, What, enter_examples

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shiyu.cases.models import Case

CHUNK = 2_000
"""Rows fetched at a time from the server's cursor."""
NOTHING_DECIDED = ("withdrawn", "not_accepted", "handed_over", "merged")
"""Ends that say neither whose a request was nor what it was about."""


def of_category(most: int) -> Iterator[Example]:
    """Closed requests by their category, the newest first."""
    named = _closed().filter(category__isnull=False).annotate(label=F("category__code"))
    return _told(named, most)


def of_unit(most: int) -> Iterator[Example]:
    """Closed requests by the unit whose lead share was not returned, the newest first."""
    shares = requests(COUNTING).filter(assignments__kind="lead", assignments__state__in=OWN, pk=OuterRef("pk"))
    last = Subquery(shares.order_by("-assignments__id").values("assignments__unit_code")[:1])
    return _told(_closed().filter(Exists(shares)).annotate(label=last), most)


def offer_examples() -> None:
    """Called when the app is ready."""
    enter_examples(What.CATEGORY, of_category)
    enter_examples(What.UNIT, of_unit)


def _closed() -> "QuerySet[Case]":
    return requests(COUNTING).filter(is_open=False, entries__seq=1).exclude(stage__in=NOTHING_DECIDED)


def _told(cases: Any, most: int) -> Iterator[Example]:
    """The requests, which bear their `label`, as examples."""
    rows = cases.order_by("-pk").values_list("title", "entries__text__body", "label", "category__code", "place_code")
    for title, body, label, category, place in rows[:most].iterator(chunk_size=CHUNK):
        detail = json.loads(body).get("detail", "") if body else ""  # erased: what is left is the title
        yield Example(title=title, detail=detail, label=label, category=category or "", place=place)
