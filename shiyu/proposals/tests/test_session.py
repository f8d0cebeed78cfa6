"""The made session of 443, taken over and handled to the end: the published totals come out by counting."""

import pytest
import time
from datetime import date
from collections import Counter

from shiyu.cases.models import Case
from shiyu.proposals import seeds
from shiyu.proposals.models import Session, Proposal
from shiyu.proposals.reading import rows_of_session
from shiyu.proposals.figures import BY_NAME
from shiyu.proposals.counting import divided

pytestmark = pytest.mark.django_db


def test_x() -> None:
    t = time.perf_counter()
    from shiyu.base.clock import standing_at
    from datetime import datetime, UTC
    with standing_at(datetime(2026, 11, 28, tzinfo=UTC)):
        told = seeds.tell("session", until="", seed=7, last_day=date(2026, 11, 28))
        print(told, time.perf_counter() - t)
        t = time.perf_counter()
        rows = rows_of_session(Session.objects.get())
        print(time.perf_counter() - t)
        print(Counter(Case.objects.filter(procedure="proposal").values_list("stage", flat=True)))
        for ch, part in {"all": rows, **divided(rows, "channel")}.items():
            print(ch, {n: getattr(v := c.count(part), "percent", v) for n, c in BY_NAME.items()})
