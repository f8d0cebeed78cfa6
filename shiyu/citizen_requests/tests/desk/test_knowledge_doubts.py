"""待核对: which answers are doubted and why, who says that one still holds; and drafts from answers that satisfied."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from shiyu.base.clock import now, standing_at, today
from shiyu.citizen_requests import knowledge_doubts
from shiyu.citizen_requests.knowledge import matching
from shiyu.citizen_requests.knowledge_doubts import AGE, Replaced, doubtful, replaced_among, with_doubts
from shiyu.citizen_requests.models import Knowledge, KnowledgeConfirmation
from shiyu.citizen_requests.tests.conftest import OTHER, Story
from shiyu.citizen_requests.tests.desk.test_knowledge import approve, number, text, write
from shiyu.city.facts import RuleSetFact, Span

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
LATER = AGE + timedelta(days=1)
OLD = "一年多没有核对"


def hold(client: Client, *, version: str = "1", key: str = "h") -> Any:
    return client.post(f"/knowledge/{number()}/confirm", {"version": version, "_key": key})


def make(browser: Browser, **more: str) -> None:
    write(browser("supervisor"), **more)
    approve(browser)


@pytest.fixture
def rule_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    day = today() + timedelta(days=3)
    rule = [Replaced("市供热办法", day)]
    monkeypatch.setattr(knowledge_doubts, "replaced_rules", lambda: rule if today() >= day else [])


FIRST, NEXT, AFTER = date(2026, 1, 1), date(2026, 6, 1), date(2026, 7, 1)


def rule(doc_no: str, first: date, end: date | None) -> RuleSetFact:
    return RuleSetFact(id=1, name="heat", doc_no=doc_no, source="", body={}, span=Span(first, end))


HEAT, OTHERS = rule("《市供热办法》", FIRST, NEXT), rule("《供热管理规定》", NEXT, None)
RULES = [
    ([rule("《市供热办法》", FIRST, None)], AFTER, []),
    ([HEAT, OTHERS], AFTER, [Replaced("市供热办法", NEXT)]),
    ([HEAT, OTHERS], FIRST, []),  # not yet
    ([HEAT, rule("《市供热办法》（修订）", NEXT, None)], AFTER, []),  # numbers changed only
    ([rule("晋市政发〔2020〕5号", FIRST, NEXT)], AFTER, [Replaced("晋市政发〔2020〕5号", NEXT)]),
    ([rule("设计（无文号）", FIRST, NEXT)], AFTER, []),
]


@pytest.mark.parametrize(("facts", "day", "replaced"), RULES)
def test_a_rule_is_replaced_when_no_rule_set_stands_on_it(
    facts: list[RuleSetFact], day: date, replaced: list[Replaced]
) -> None:
    assert replaced_among(facts, on=day) == replaced


DOUBTS: list[tuple[dict[str, str], timedelta, list[str]]] = [
    ({}, timedelta(days=10), []),
    ({}, AGE - timedelta(days=1), []),
    ({}, LATER, [OLD]),
    ({"answer": "按《市供热办法》上门测温。"}, timedelta(days=2), []),
    ({"answer": "按《市供热办法》上门测温。"}, timedelta(days=4), ["“市供热办法”已于"]),
    ({"note": "依据市供热办法"}, timedelta(days=4), ["“市供热办法”已于"]),
]


@pytest.mark.usefixtures("rule_replaced")
@pytest.mark.parametrize(("facts", "after", "why"), DOUBTS)
def test_an_answer_is_doubted_for_a_reason(
    browser: Browser, facts: dict[str, str], after: timedelta, why: list[str]
) -> None:
    make(browser, **facts)
    with standing_at(now() + after):
        listed = doubtful()
        beside = with_doubts(matching("家里暖气不热"))
    assert [len(one.doubts) for one in beside] == [len(why)]
    said = [words.zh for one in listed for words in one.doubts]
    assert len(said) == len(why)
    assert all(part in words for part, words in zip(why, said, strict=True))


def test_an_answer_without_a_unit_is_doubted_until_another_answers_for_it(browser: Browser) -> None:
    make(browser)
    Knowledge.objects.update(unit_code="gone")
    assert ["已撤销" in one.doubts[0].zh for one in doubtful()] == [True]
    assert hold(browser("supervisor")).status_code == 302
    assert len(doubtful()) == 1


def age() -> None:
    """As if everything had been approved a year and a day ago."""
    Knowledge.objects.update(decided_at=now() - LATER)


def test_one_press_says_that_it_still_holds(browser: Browser) -> None:
    make(browser)
    age()
    keeper, agent = browser("supervisor"), browser("agent")
    pages = ("/knowledge/doubts", f"/knowledge/{number()}")
    assert [page for page in pages if OLD not in text(keeper.get(page))] == []
    assert OLD in text(agent.post("/agent/similar", {"title": "暖气不热"}))
    for _ in range(2):
        assert hold(keeper).status_code == 302
    assert KnowledgeConfirmation.objects.count() == 1
    assert doubtful() == []
    assert [page for page in pages if OLD in text(keeper.get(page))] == []
    assert OLD not in text(agent.post("/agent/similar", {"title": "暖气不热"}))
    with standing_at(now() + LATER):
        assert len(doubtful()) == 1


WHO = [("supervisor", None, 302), ("reviewer", None, 302), ("clerk", "grgs", 302), ("clerk", "zjj", 403),
       ("agent", None, 403), ("callback_officer", None, 403)]  # fmt: skip


@pytest.mark.parametrize(("role", "unit", "status"), WHO)
def test_who_keeps_it_says_so(browser: Browser, role: str, unit: str | None, status: int) -> None:
    make(browser)
    assert hold(browser(role, unit=unit)).status_code == status
    assert KnowledgeConfirmation.objects.count() == (status == 302)


@pytest.mark.parametrize("version", ["2", "0", "", "x", "-1", "9" * 40])
def test_a_version_that_is_not_there_is_not_confirmed(browser: Browser, version: str) -> None:
    make(browser)
    assert hold(browser("supervisor"), version=version).status_code == 404
    assert KnowledgeConfirmation.objects.count() == 0


def test_a_draft_or_a_withdrawn_answer_is_not_confirmed(browser: Browser) -> None:
    keeper = browser("supervisor")
    write(keeper)
    hold(keeper)
    approve(browser)
    keeper.post(f"/knowledge/{number()}", {"_key": "w", "_expects": "1", "note": "政策失效"})
    hold(keeper, key="again")
    assert KnowledgeConfirmation.objects.count() == 0


def test_the_list_asks_as_many_questions_for_three_as_for_one(browser: Browser, questions: Any) -> None:
    keeper, counted = browser("supervisor"), []
    for key in ("a", "b", "c"):
        write(keeper, _key=key, question=f"暖气不热怎么办{key}")
        approve(browser)
        age()
        keeper.get("/knowledge/doubts")
        counted.append(questions(lambda: keeper.get("/knowledge/doubts")))
    assert text(keeper.get("/knowledge/doubts")).count(OLD) == 3
    assert len(set(counted)) == 1


def test_an_answer_that_satisfied_becomes_a_draft_without_the_person(
    report: Callable[..., Story], browser: Browser
) -> None:
    story = report(title="张某家门口路灯不亮").to("handling")
    said = "张某您好，已到东街12号更换灯具，联系电话13800001234。"
    story.do("answer", f"clerk@{OTHER}", answer=said, outcome="resolved")
    story.do("pass_review", "reviewer")
    story.do("call_back", "callback_officer", verdict="satisfied", solved=True)
    clerk = browser("clerk", unit=OTHER)
    assert f"/knowledge/new?from={story.number}" in text(clerk.get(f"/cases/{story.number}"))
    page = text(clerk.get(f"/knowledge/new?from={story.number}"))
    assert "更换灯具" in page
    for person in ("张某", "12号", "13800001234"):
        assert person not in page
    assert Knowledge.objects.count() == 0  # whoever writes it sends it; then a second person approves it
    assert "更换灯具" not in text(browser("clerk", unit="zjj").get(f"/knowledge/new?from={story.number}"))


@pytest.mark.parametrize(("verdict", "offered"), [("satisfied", True), ("basically_satisfied", False)])
def test_only_what_satisfied_is_offered(
    report: Callable[..., Story], browser: Browser, verdict: str, offered: bool
) -> None:
    story = report().to("call_back")
    story.do("call_back", "callback_officer", verdict=verdict, solved=True)
    page = text(browser("clerk", unit=OTHER).get(f"/cases/{story.number}"))
    assert (f"/knowledge/new?from={story.number}" in page) is offered


@pytest.mark.parametrize("source", ["SQ20260302000001", "x", "%00", "😀", "9" * 500])
def test_a_source_that_is_not_there_begins_an_empty_form(browser: Browser, source: str) -> None:
    assert browser("supervisor").get(f"/knowledge/new?from={source}").status_code == 200
