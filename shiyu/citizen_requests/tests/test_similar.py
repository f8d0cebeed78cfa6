"""What is shown as similar while somebody reports, and to whom."""

import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shiyu.base.clock import standing_at
from shiyu.cases.tests.counting import cost_of
from shiyu.citizen_requests.similar import Matter, similar_open, similar_public
from shiyu.citizen_requests.tests.conftest import MONDAY, People, Story
from shiyu.citizen_requests.tests.desk.test_rows import planned

pytestmark = pytest.mark.django_db
Report = Callable[..., Story]
HERE: dict[str, Any] = {"division": "140502001000", "lon": 112.8510, "lat": 35.4900}
SHOWN = "010204"  # a category residents see; 010302 is not


@pytest.mark.parametrize(
    ("title", "place", "found"),
    [
        ("东街路口路灯不亮", HERE, True),
        ("路口的路灯坏了不亮", HERE, True),
        ("东街路口路灯不亮", {"lon": 112.8520, "lat": 35.4905}, True),
        ("幼儿园招生咨询", HERE, False),
        ("，。！", HERE, False),
    ],
)
def test_what_is_similar(report: Report, people: People, title: str, place: dict[str, Any], found: bool) -> None:
    story = report(category=SHOWN, place=HERE)
    report(title="咨询公积金提取材料", place=HERE)
    matter = Matter(title=title, place="140502001000", lon=place["lon"], lat=place["lat"])
    seen = similar_open(matter, actor=people("agent"))
    assert [one.number for one in seen] == ([story.number] if found else [])
    if found:
        assert (seen[0].callers, seen[0].is_event, seen[0].distance) == (1, False, seen[0].distance)
        assert "路灯" in str(seen[0].why.zh)


def test_each_sees_what_he_may(report: Report, people: People) -> None:
    public = report(category=SHOWN, place=HERE)
    hidden, tip = report(category="010302", place=HERE), report(type="tipoff", category=SHOWN, place=HERE)
    matter = Matter(title="东街路口三盏路灯不亮", place="140502001000")
    agents = {one.number for one in similar_open(matter, actor=people("agent"))}
    assert agents == {public.number, hidden.number, tip.number}
    assert not similar_open(matter, actor=people("clerk@jyj"))
    (seen,) = similar_public(matter)
    assert (seen.number, seen.title) == (public.number, "城市公共设施")


def test_what_is_answered_or_closed_takes_nobody_more(report: Report, people: People) -> None:
    report(category=SHOWN).to("call_back")
    report(category=SHOWN).to("closed")
    assert not similar_open(Matter(title="东街路口三盏路灯不亮"), actor=people("agent"))


def test_an_event_comes_first_under_its_own_name(report: Report, people: People) -> None:
    story, other = report(place=HERE), report(place=HERE)
    story.do("declare_event", "dispatcher", event_title="东街片区路灯停电", known="变压器故障，抢修中")
    other.do("merge", "dispatcher", main_case=story.number)
    with standing_at(MONDAY + timedelta(hours=2)):
        (seen,) = similar_public(Matter(title="路灯停电", place="140502001000"))
    assert (seen.title, seen.is_event, seen.callers) == ("东街片区路灯停电", True, 2)


def test_it_asks_the_same_for_one_and_for_many(report: Report, people: People) -> None:
    matter, costs = Matter(title="东街路口三盏路灯不亮"), []
    for size in (1, 4):
        for _ in range(size):
            report()
        costs.append(cost_of(lambda: similar_open(matter, actor=people("agent"))))
    # The weights in force, the newest titles, what is compared, their callers.
    assert costs == [(4, 0), (4, 0)]


def test_the_newest_the_events_and_those_that_say_the_same_are_found_by_indexes(report: Report, people: People) -> None:
    report(category=SHOWN, place=HERE)
    matter = Matter(title="东街路口三盏路灯不亮", place="140502001000")
    for look in (partial(similar_open, actor=people("agent")), similar_public):
        with CaptureQueriesContext(connection) as asked:
            look(matter)
        (arms,) = [one["sql"] for one in asked.captured_queries if "UNION ALL" in one["sql"]]
        assert arms.count("UNION ALL") == 2
        plan = planned(arms)
        assert "Seq Scan on cases_" not in plan
        assert "case_open" in plan or "case_marked" in plan  # of so few cases either index will do


def test_words_are_looked_up_in_the_index_of_words(report: Report) -> None:
    report(category=SHOWN, place=HERE)
    with CaptureQueriesContext(connection) as asked:
        similar_public(Matter(title="东街路口三盏路灯不亮"))
    (saying,) = [one["sql"] for one in asked.captured_queries if "@@" in one["sql"]]
    # Alone, as among few any other index is as cheap.
    (condition,) = re.findall(r'"cases_case"\."search" @@ .*?::tsquery', saying)
    assert "case_search" in planned(f"SELECT 1 FROM cases_case WHERE {condition}", bitmaps=True)
