"""Dispatching: the suggestion accepted for many, by preview, once; what looks the same; the mass event."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.test import Client

from shiyu.base.words import Words
from shiyu.cases.models import Assignment, Case, Link, Party
from shiyu.cases.tests.counting import cost_of
from shiyu.citizen_requests.desk.alike import Seen, alike
from shiyu.triage.models import LikenessDecision
from shiyu.triage.seam import Abstention, Matter, Suggestion, Why

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
LAMPS = {"category": "010204", "place": {"division": "140502001000"}}
EVENT = {"event_title": "东街三盏路灯不亮", "known": "电缆被挖断，正在抢修", "expected_end": "2026-03-03"}


def text(answer: Any) -> str:
    shown: str = answer.content.decode()
    return shown


def hidden(shown: str) -> dict[str, str]:
    """The hidden fields of the last form of a page, as a browser would send them."""
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', shown)
    return {name: value for name, value in pairs if name.startswith(("_key", "unit-", "expects-"))}


def test_many_go_as_suggested_by_preview_and_once(browser: Browser, report: Any) -> None:
    numbers = [report(**LAMPS).number for _ in range(3)]
    desk = browser("dispatcher")
    table = text(desk.get("/dispatch"))
    assert all(number in table for number in numbers)
    assert "城" in table
    preview = text(desk.post("/dispatch", {"chosen": numbers}))
    assert Case.objects.filter(stage="received").count() == 3
    form = {**hidden(preview), "chosen": numbers, "do": "dispatch"}
    done = text(desk.post("/dispatch", form))
    assert "已派出 3 件" in done
    assert "已派出 3 件" in text(desk.post("/dispatch", form))
    assert list(Case.objects.values_list("stage", "entry_count")) == [("to_sign", 2)] * 3
    assert "没有待派的件" in text(desk.get("/dispatch"))


def test_like_requests_go_together_by_unit_category_or_likeness(browser: Browser, report: Any) -> None:
    numbers = [report(**LAMPS).number for _ in range(3)]
    desk = browser("dispatcher")
    table = text(desk.get("/dispatch"))
    for group in ("unit:cgj", "category:010204", f"alike:{numbers[0]}"):
        assert f'name="group" value="{group}"' in table
        preview = text(desk.post("/dispatch", {"group": group}))
        assert "将派出 3 件" in preview
    assert "请先勾选件" in text(desk.post("/dispatch", {"group": "unit:nobody"}))
    form = {**hidden(preview), "chosen": numbers, "do": "dispatch", "unit_for_all": "市住建局"}
    assert "已派出 3 件" in text(desk.post("/dispatch", form))
    assert set(Assignment.objects.values_list("unit_code", flat=True)) == {"zjj"}


def test_one_without_a_suggestion_wants_a_unit(browser: Browser, report: Any) -> None:
    number = report(title="其他事项", detail="说不清楚的一件事").number
    desk = browser("dispatcher")
    preview = text(desk.post("/dispatch", {"chosen": [number]}))
    assert "无建议单位" in preview
    form = {**hidden(preview), "chosen": [number], "do": "dispatch"}
    assert "未派出" in text(desk.post("/dispatch", form))
    assert "已派出 1 件" in text(desk.post("/dispatch", {**form, "_key": "again", "unit_for_all": "zjj"}))


def test_a_stale_preview_dispatches_the_others(browser: Browser, report: Any) -> None:
    stories = [report(**LAMPS), report(**LAMPS)]
    numbers = [story.number for story in stories]
    desk = browser("dispatcher")
    form = {**hidden(text(desk.post("/dispatch", {"chosen": numbers}))), "chosen": numbers, "do": "dispatch"}
    stories[0].do("supplement", "agent", note="又坏了一盏")
    done = text(desk.post("/dispatch", form))
    assert "已派出 1 件" in done
    assert "未派出" in done
    assert text(desk.post("/dispatch", {"chosen": numbers})).count('name="chosen"') == 1


@pytest.mark.parametrize("form", [{}, {"chosen": "x"}, {"do": "dispatch", "chosen": "x"}, {"do": "dispatch"}])
def test_nonsense_is_answered_plainly(browser: Browser, form: dict[str, str]) -> None:
    assert browser("dispatcher").post("/dispatch", form).status_code == 200


def test_returns_are_listed_with_their_reason(browser: Browser, report: Any) -> None:
    story = report(**LAMPS)
    story.do("dispatch", "dispatcher", lead="zjj")
    story.do("ask_return", "clerk@zjj", return_reason="not_our_duty", basis="三定方案", right_unit="cgj")
    shown = text(browser("dispatcher").get("/dispatch"))
    assert "不属本单位职责；应由" in shown
    assert f"/cases/{story.number}/moves/accept_return" in shown


def test_a_joint_units_wish_is_listed_with_its_reason(browser: Browser, report: Any) -> None:
    story = report(**LAMPS)
    story.do("dispatch", "dispatcher", lead="cgj", joint=["jjzd"])
    story.do("ask_return", "clerk@jjzd", return_reason="not_our_duty", basis="职责清单")
    page = text(browser("dispatcher").get("/dispatch"))
    assert story.number in page
    assert "不属本单位职责" in page
    story.do("refuse_return", "dispatcher", reason="属本单位职责")
    assert story.number not in text(browser("dispatcher").get("/dispatch"))


def test_as_many_questions_for_three_as_for_one(browser: Browser, report: Any, questions: Any) -> None:
    main = report(**LAMPS)
    main.do("declare_event", "dispatcher", **EVENT)
    desk = browser("dispatcher")
    for path in ("/dispatch", "/events", f"/events/{main.number}", f"/dispatch/{main.number}/similar"):
        report(**LAMPS)
        desk.get(path)
        counted = []
        for _ in range(2):
            counted.append(questions(lambda path=path: desk.get(path)))
            report(**LAMPS).do("declare_event", "dispatcher", **EVENT)
            report(**LAMPS)
        assert counted[0] == counted[1] < 35, path


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (("东街路灯不亮", "140502001"), ("东街三盏路灯不亮", "140502001"), True),
        (("东街路灯不亮", "140502001"), ("东街路灯不亮", "140502002"), False),
        (("东街路灯不亮", ""), ("东街路灯不亮", "140502002"), True),
        (("东街路灯不亮", "140502"), ("自来水浑浊", "140502"), False),
        (("", ""), ("", ""), False),
    ],
)
def test_what_looks_the_same(one: tuple[str, str], other: tuple[str, str], found: bool) -> None:
    rows = [Seen(number=str(n), title=title, place_code=place) for n, (title, place) in enumerate((one, other))]
    assert alike(rows) == ({"0": ["1"], "1": ["0"]} if found else {"0": [], "1": []})


def test_one_is_merged_into_another_once(browser: Browser, report: Any) -> None:
    main, other = report(**LAMPS), report(**LAMPS)
    desk = browser("dispatcher")
    shown = text(desk.get(f"/dispatch/{other.number}/similar"))
    form = {**hidden(shown), "one": other.number, "main_case": main.number}
    for _ in range(2):
        assert desk.post("/dispatch/merge", form).status_code == 302
    assert Link.objects.filter(kind="merged_into").count() == 1
    refused = desk.post("/dispatch/merge", {"one": main.number, "main_case": "SQ-none"}, follow=True)
    assert main.number in text(refused)


def test_a_pair_told_apart_is_offered_to_nobody_again(browser: Browser, report: Any) -> None:
    one, other = report(**LAMPS), report(**LAMPS)
    desk = browser("dispatcher")
    page = text(desk.get(f"/cases/{one.number}"))
    assert "可能是同一件事" in page
    assert other.number in page
    told = {"one": one.number, "different": other.number, "to": "case"}
    assert "不是同一件事，不再互相提示" in text(desk.post("/dispatch/different", told, follow=True))
    for number in (one.number, other.number):
        assert "可能是同一件事" not in text(desk.get(f"/cases/{number}"))
        assert "没有相似的未办结诉求" in text(desk.get(f"/dispatch/{number}/similar"))
    late = desk.post("/dispatch/merge", {**hidden(page), "one": other.number, "main_case": one.number}, follow=True)
    assert "刚才已有人判定这两件不是同一件事" in text(late)
    assert not Link.objects.filter(kind="merged_into").exists()


def test_what_is_merged_is_kept_as_the_same_and_what_is_refused_is_not(browser: Browser, report: Any) -> None:
    main, other, closed = report(**LAMPS), report(**LAMPS), report(**LAMPS).to("closed")
    desk = browser("dispatcher")
    desk.post("/dispatch/merge", {"one": closed.number, "main_case": main.number})
    assert not LikenessDecision.objects.exists()
    form = {
        **hidden(text(desk.get(f"/dispatch/{other.number}/similar"))),
        "one": other.number,
        "main_case": main.number,
    }
    desk.post("/dispatch/merge", form)
    assert list(LikenessDecision.objects.values_list("same", flat=True)) == [True]
    late = desk.post("/dispatch/different", {"one": main.number, "different": other.number}, follow=True)
    assert "刚才已有人判定这两件是同一件事" in text(late)


def test_the_panel_is_for_those_who_merge_and_costs_the_same_for_many(browser: Browser, report: Any) -> None:
    first, costs = report(**LAMPS), []
    for size in (1, 3):
        for _ in range(size):
            report(**LAMPS)
        desk = browser("dispatcher")
        desk.get(f"/cases/{first.number}")
        costs.append(cost_of(partial(desk.get, f"/cases/{first.number}")))
    assert costs[0] == costs[1]
    assert "可能是同一件事" not in text(browser("supervisor").get(f"/cases/{first.number}"))


def test_a_mass_event_takes_its_candidates_in_one_click(browser: Browser, report: Any) -> None:
    main, *others = (report(**LAMPS, contact={"name": "李某", "phone": f"0356-000000{n}"}) for n in range(4))
    desk = browser("dispatcher")
    assert "未列为群体性事件" in text(desk.get(f"/events/{main.number}"))
    main.do("declare_event", "dispatcher", **EVENT)
    assert main.number in text(desk.get("/events"))
    shown = text(desk.get(f"/events/{main.number}"))
    assert "电缆被挖断" in shown
    assert all(other.number in shown for other in others)
    form = {**hidden(shown), "main_case": main.number, "to": "event", "chosen": [o.number for o in others]}
    after = text(desk.post("/dispatch/merge", form, follow=True))
    assert Party.objects.filter(case__number=main.number).count() == 4
    assert '<span class="big-number">4</span>' in after
    assert "0356-0000001" not in after


def test_a_pair_told_apart_is_not_named_as_alike_on_the_table(browser: Browser, report: Any) -> None:
    one, other = report(**LAMPS), report(**LAMPS)
    desk = browser("dispatcher")
    assert "与本页这些件相似" in text(desk.get("/dispatch"))
    desk.post("/dispatch/different", {"one": one.number, "different": other.number})
    table = text(desk.get("/dispatch"))
    assert "与本页这些件相似" not in table
    assert f'value="alike:{one.number}"' not in table


def test_of_three_alike_only_the_pair_told_apart_is_left_out() -> None:
    rows = [Seen(number=number, title="东街三盏路灯不亮") for number in "abc"]
    found = alike(rows, apart={frozenset("ab")})
    assert {number: set(others) for number, others in found.items()} == {"a": {"c"}, "b": {"c"}, "c": {"a", "b"}}


class _Unsure:
    """A router that cannot tell and offers three."""

    def route(self, _matter: Matter) -> Abstention:
        offers = tuple(
            Suggestion(code=code, confidence=30, reason=Words("试", "try"), record={"unit": code, "by": "words"})
            for code in ("cgj", "zjj", "gaj")
        )
        record = {"abstains": "unsure", "offers": [dict(offer.record) for offer in offers]}
        return Abstention(why=Why.UNSURE, reason=Words("拿不准", "unsure"), record=record, offers=offers)


def test_the_preview_lets_one_of_three_units_be_chosen(
    browser: Browser, report: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shiyu.citizen_requests.moves.router", _Unsure)
    number = report(**LAMPS).number
    desk = browser("dispatcher")
    preview = text(desk.post("/dispatch", {"chosen": [number]}))
    offered = re.findall(rf'type="radio" name="unit-{number}" value="(\w+)"', preview)
    assert offered == ["cgj", "zjj", "gaj"]
    assert "checked" not in preview.split('type="radio"', 1)[1].split("</fieldset>")[0]
    form = {**hidden(preview), "chosen": [number], "do": "dispatch"}
    assert "已派出 0 件" in text(desk.post("/dispatch", form))  # none chosen: nothing goes by itself
    again = hidden(text(desk.post("/dispatch", {"chosen": [number]})))
    desk.post("/dispatch", {**again, "chosen": [number], "do": "dispatch", f"unit-{number}": "zjj"})
    assert set(Assignment.objects.values_list("unit_code", flat=True)) == {"zjj"}


def test_a_request_without_category_is_offered_some_and_takes_one(browser: Browser, report: Any) -> None:
    words = {"title": "巷口占道经营影响通行", "detail": "每天下午有流动摊贩占道经营，希望管理。"}
    number = report(**{**LAMPS, "category": "", **words}).number
    desk = browser("dispatcher")
    page = text(desk.get(f"/cases/{number}"))
    panel = page.split('id="missing-category"')[1].split("</section>")[0]
    codes = re.findall(r'name="category" value="(\d+)"', panel)
    assert 1 <= len(codes) <= 3
    form = dict(re.findall(r'<input type="hidden" name="(_\w+)" value="([^"]*)"', panel))
    after = desk.post(f"/cases/{number}/moves/correct", {**form, "category": codes[0]}, follow=True)
    case = Case.objects.get(number=number)
    assert (case.category.code if case.category else "", case.place_code) == (codes[0], "140502001000")
    assert 'id="missing-category"' not in text(after)
    assert 'id="missing-category"' not in text(browser("agent").get(f"/cases/{number}"))
