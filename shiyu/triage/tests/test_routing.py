"""Routing v0 as a rule book: what a text says, where it goes or why a dispatcher must look, and that it says so."""

import time

import pytest

from shiyu.triage.finding import WordFinder
from shiyu.triage.reasons import reason_of
from shiyu.triage.routing import router
from shiyu.triage.seam import Abstention, Matter, Suggestion, Why
from shiyu.triage.table import routing_table


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ((), "路灯不亮", []),
        (("路灯",), "", []),
        (("路灯", "停水"), "路灯不亮", ["路灯"]),
        (("停车", "停车难"), "小区停车难", ["停车难"]),
        (("停车", "停车难"), "停车难，乱停车", ["停车", "停车难"]),
        (("狗",), "养狗", ["狗"]),
        (("KTV",), "楼下KTV扰民", ["KTV"]),
        (("路灯",), "路\n灯", []),
    ],
)
def test_found(words: tuple[str, ...], text: str, found: list[str]) -> None:
    assert WordFinder(words).find(text) == found


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("matter", "answer"),
    [
        # by category, whatever the words
        (Matter(title="请管一管", category="010208"), "grgs"),
        (Matter(title="路灯不亮", category="010208"), "grgs"),
        # by words of the duty list
        (Matter(title="三盏路灯不亮"), "cgj"),
        (Matter(title="家里停水两天", detail="自来水没有水压"), "gswgs"),
        (Matter(title="被拖欠工资"), "rsj"),
        # one duty word in passing is not enough
        (Matter(title="请管一管", detail="旁边有个公园"), Why.NO_MATCH),
        (Matter(title="请管一管"), Why.NO_MATCH),
        (Matter(title=""), Why.NO_MATCH),
        # two units are meant alike
        (Matter(title="路灯坏了，公交不来"), Why.DISAGREE),
        # the duty lies with the place
        (Matter(title="村委会不公开村账"), Why.PLACE_UNKNOWN),
        (Matter(title="村委会不公开村账", place="140581000000"), "140581"),
        (Matter(title="高平市某村村委会不公开村账"), "140581"),
        (Matter(title="居委会不开门", place="140502001002"), "140502001"),
        (Matter(title="居委会不开门", place="140581000000"), Why.PLACE_UNKNOWN),
        (Matter(title="高平市和陵川县的村委会不公开村账"), Why.PLACE_UNKNOWN),
        # a unit named in the text, where nothing else speaks
        (Matter(title="请市气象局回复"), "qxj"),
        (Matter(title="x", place="no such code", category="no such code"), Why.NO_MATCH),
    ],
)  # fmt: skip
def test_routed(matter: Matter, answer: str | Why) -> None:
    given = router().route(matter)
    assert (given.code if isinstance(given, Suggestion) else given.why) == answer
    assert given.reason.zh
    assert given.reason.en
    assert given.reason == reason_of(given.record, city=routing_table().city)


@pytest.mark.django_db
def test_a_reason_names_what_it_rests_on() -> None:
    given = router().route(Matter(title="三盏路灯不亮"))
    assert isinstance(given, Suggestion)
    assert given.reason.zh == "文中有“不亮、路灯”，职责清单D005：城市道路照明由城市管理部门维护，交市城市管理局"
    assert given.record == {"by": "words", "words": ["不亮", "路灯"], "duty": "D005", "unit": "cgj", "confidence": 85}


@pytest.mark.django_db
def test_an_abstention_asks_for_a_dispatcher() -> None:
    given = router().route(Matter(title="路灯坏了，公交不来"))
    assert isinstance(given, Abstention)
    assert given.reason.zh.startswith("需要派单员研判：")
    assert given.reason.en.startswith("A dispatcher must look: ")


@pytest.mark.django_db
def test_history_keeps_no_words_of_people() -> None:
    matter = Matter(title="张某家三盏路灯不亮", detail="电话0356-0000001")
    said = str(router().route(matter).record)
    assert "张某" not in said
    assert "0356" not in said


@pytest.mark.django_db
def test_fast_enough_for_every_intake() -> None:
    asked, matter = router(), Matter(title="三盏路灯不亮", detail="小区东门外的小路" * 44)
    asked.route(matter)
    begin = time.thread_time()  # of the processor: what else the machine does meanwhile is no matter
    for _ in range(300):
        asked.route(matter)
    assert (time.thread_time() - begin) / 300 < 0.002  # 0.2 ms is the goal; ten times that on a slow machine
