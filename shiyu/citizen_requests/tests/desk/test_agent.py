"""The agent's screen: what is typed is kept, one call is one case, and what stands beside it names nobody."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from shiyu.base.words import Words
from shiyu.cases.models import Access, Case, Entry
from shiyu.triage.seam import Abstention, Matter, Suggestion, Why

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
PHONE, NAME = "13800001234", "张小明"
CALL = {
    "_key": "call-1", "contact-phone": PHONE, "contact-name": NAME, "channel": "phone", "type": "help",
    "title": "东街路口三盏路灯不亮", "detail": "连续三晚不亮，老人出行不便。", "place-division": "140502000000",
    "place-address": "东街与凤台路口",
}  # fmt: skip


def send(client: Client, path: str = "/agent", **typed: str) -> Any:
    return client.post(path, {**CALL, **typed})


def text(answer: Any) -> str:
    shown: str = answer.content.decode()
    return shown


def number_in(answer: Any) -> str:
    found: list[str] = re.findall(r'class="code-big">([^<]+)<', text(answer))
    return found[0]


def test_a_call_is_taken_in_and_its_receipt_is_read_out(browser: Browser) -> None:
    agent = browser("agent")
    shown = text(agent.get("/agent"))
    assert 'name="_key"' in shown
    answer = send(agent, do="report", urgent="yes")
    assert answer.status_code == 200
    case = Case.objects.get()
    assert number_in(answer) == case.number
    assert re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-", text(answer))
    assert (case.kind, case.limit_class, case.channel) == ("help", "urgent", "phone")


def test_sent_twice_it_is_one_case_with_one_receipt(browser: Browser) -> None:
    agent = browser("agent")
    first, second = send(agent, do="report"), send(agent, do="report")
    assert number_in(first) == number_in(second)
    assert "没有重复登记" in text(second)
    assert Case.objects.count() == 1
    changed = send(agent, do="report", title="另一件事情")
    assert (changed.status_code, Case.objects.count()) == (409, 1)
    assert 'value="另一件事情"' in text(changed)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("东街", "140502001000"), ("东街街道", "140502001000"), ("城区 东街街道", "140502001000"),
        ("城区", "140502000000"), (" 140502001000 ", "140502001000"), ("没有这个地方", ""),
    ],
)  # fmt: skip
def test_a_place_is_typed_as_one_says_it(browser: Browser, typed: str, code: str) -> None:
    answer = send(browser("agent"), do="report", **{"place-division": typed})
    assert [case.place_code for case in Case.objects.all()] == ([code] if code else [])
    if not code:
        assert 'value="没有这个地方"' in text(answer)


def test_no_two_keys_of_the_page_are_the_same(browser: Browser) -> None:
    shown = text(send(browser("agent"), do="look"))
    keys = re.findall(r'accesskey="(.)"', shown)
    assert len(keys) == len(set(keys))
    assert set(keys) & set("def") == set()


WAYS = [
    ("answer", {"answer": "公积金提取须带身份证。", "outcome": "resolved"}, "answered_directly"),
    ("hand_over", {"service": "119", "taken_by": "0356"}, "handed_over"),
    ("refuse", {"refusal": "petition", "right_office": "市信访局"}, "not_accepted"),
]


@pytest.mark.parametrize(("way", "typed", "stage"), WAYS)
def test_other_ways_to_end_a_call(browser: Browser, way: str, typed: dict[str, str], stage: str) -> None:
    agent = browser("agent")
    answer = send(agent, do=way, **typed)
    assert answer.status_code == 200
    again = send(agent, do=way, **typed)
    assert number_in(answer) == number_in(again)
    assert [case.stage for case in Case.objects.all()] == [stage]
    if way == "refuse":
        assert "市信访局" in text(answer)


MISTAKES = [
    ("report", {"title": ""}, "title"),
    ("report", {"title": "x" * 201}, "title"),
    ("report", {"category": "没有这个分类"}, "category"),
    ("report", {"place-division": "999999"}, "place"),
    ("report", {"type": "nonsense"}, "type"),
    ("answer", {"answer": "", "outcome": "resolved"}, "answer"),
    ("hand_over", {"service": "110", "taken_by": ""}, "taken_by"),
    ("refuse", {"refusal": "petition", "right_office": ""}, "right_office"),
]


@pytest.mark.parametrize(("way", "typed", "field"), MISTAKES)
def test_a_mistake_stands_beside_its_field_and_nothing_is_lost(
    browser: Browser, way: str, typed: dict[str, str], field: str
) -> None:
    answer = send(browser("agent"), do=way, **typed)
    shown = text(answer)
    assert answer.status_code == 422
    assert f'id="error-{field}"' in shown
    assert 'aria-invalid="true"' in shown
    assert CALL["detail"] in shown
    assert PHONE in shown
    assert 'value="call-1"' in shown
    assert Case.objects.count() == 0


@pytest.mark.parametrize("way", ["nonsense", ""])
def test_no_way_changes_nothing(browser: Browser, way: str) -> None:
    answer = send(browser("agent"), do=way)
    assert answer.status_code == 200
    assert CALL["detail"] in text(answer)
    assert Case.objects.count() == 0


def test_what_stands_beside_names_nobody(browser: Browser, report: Any) -> None:
    story = report(
        title=f"路灯不亮请打{PHONE}", contact={"name": NAME, "phone": PHONE}, place={"division": "140502000000"}
    )
    agent = browser("agent")
    earlier = text(send(agent, "/agent/caller"))
    similar = text(send(agent, "/agent/similar"))
    for shown in (earlier, similar):
        assert story.number in shown
        assert [word for word in (PHONE, NAME) if word in shown] == []
    assert Access.objects.filter(what="search", detail={"by_phone": 1, "found": 1}).count() == 1
    assert story.number in text(send(agent, do="look"))


def test_a_number_tells_nothing_of_a_shielded_reporter(browser: Browser, report: Any) -> None:
    report(by="agent", type="tipoff", contact={"name": NAME, "phone": PHONE})
    assert "没有记录" in text(send(browser("agent"), "/agent/caller"))


@pytest.mark.parametrize("phone", ["", "1", "\ud800", "x" * 500, "12\n34567", "０１２３４５６７８９"])
def test_what_is_no_number_finds_nobody(browser: Browser, phone: str) -> None:
    answer = browser("agent").post("/agent/caller", {"contact-phone": phone.encode(errors="replace")})
    assert answer.status_code == 200


def test_one_click_joins(browser: Browser, report: Any) -> None:
    story = report(place={"division": "140502000000"})
    agent = browser("agent")
    answer = send(agent, main_case=story.number)
    assert story.number in text(answer)
    assert Entry.objects.filter(move="join").count() == 1
    assert number_in(send(agent, main_case=story.number)) == number_in(answer)
    refused = send(agent, main_case="SQ-nothing", _key="call-2")
    assert refused.status_code in {404, 409, 422}
    assert CALL["detail"] in text(refused)


def test_as_many_questions_for_three_as_for_one(browser: Browser, report: Any, questions: Any) -> None:
    report(contact={"name": NAME, "phone": PHONE})
    agent = browser("agent")
    send(agent, do="look")
    counted = []
    for _ in range(2):
        counted.append(questions(lambda: send(agent, do="look")))
        report(contact={"name": NAME, "phone": PHONE})
        report(contact={"name": NAME, "phone": PHONE})
    assert counted[0] == counted[1] < 25


def test_the_window_for_enterprises(browser: Browser) -> None:
    desk = browser("enterprise_desk")
    lacking = send(desk, "/enterprise", do="report")
    assert (lacking.status_code, Case.objects.count()) == (422, 0)
    whole = {
        "contact-credit_code": "91140500MA0K0XQ01G",
        "contact-contact_person": "李某",
        "contact-organisation": "on",
    }
    answer = send(desk, "/enterprise", do="report", **whole)
    assert answer.status_code in {200, 422}


FOUND = {"title": "路灯不亮", "detail": "沁水县龙港镇新建西街12号，前天起不亮"}


def test_a_place_found_in_the_text_is_offered_and_never_filled_by_itself(browser: Browser) -> None:
    desk = browser("agent")
    beside = desk.post("/agent/similar", FOUND).content.decode()
    assert 'name="take_place"' in beside
    assert "新建西街12号" in beside
    assert "前天起" in beside
    shown = desk.post("/agent", {**FOUND, "do": "look"}).content.decode()
    assert not re.search(r'name="place-address" [^>]*value="新建西街12号"', shown)


@pytest.mark.parametrize(("typed", "kept"), [({}, "新建西街12号"), ({"place-address": "北门外"}, "北门外")])
def test_pressed_it_fills_what_is_empty(browser: Browser, typed: dict[str, str], kept: str) -> None:
    shown = browser("agent").post("/agent", {**FOUND, **typed, "take_place": "yes"}).content.decode()
    assert re.search(rf'name="place-address"[^>]*value="{kept}"|value="{kept}"[^>]*name="place-address"', shown)
    assert re.search(
        r'name="place-division"[^>]*value="[^"]*龙港镇|value="[^"]*龙港镇[^"]*"[^>]*name="place-division"', shown
    )


class _Unsure:
    """A classifier that cannot tell and offers three, each with its own words."""

    def classify(self, _matter: Matter) -> Abstention:
        offers = tuple(
            Suggestion(code=code, confidence=30, reason=Words(f"文中有“{said}”", f"it says “{said}”"))
            for code, said in (("010204", "路灯"), ("010216", "停水"), ("010302", "加盖"))
        )
        return Abstention(why=Why.UNSURE, reason=Words("把握不够，请选择", "not sure: choose"), offers=offers)


def test_where_it_is_unsure_three_categories_are_offered_each_with_its_words_and_key(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shiyu.citizen_requests.desk.likely_category.classifier", _Unsure)
    shown = text(send(browser("agent"), "/agent/similar"))
    offers = re.findall(r'name="take_category" value="(\d+)" data-label="[^"]+" accesskey="(.)"', shown)
    assert offers == [("010204", "g"), ("010216", "q"), ("010302", "z")]
    for said in ("路灯", "停水", "加盖"):
        assert f"文中有“{said}”" in shown
    keys = re.findall(r'accesskey="(.)"', text(send(browser("agent"), do="look")))
    assert len(keys) == len(set(keys))


def test_rules_that_match_several_names_offer_these_and_no_others(browser: Browser) -> None:
    words = {"title": "占道经营影响通行", "detail": "巷口每天下午有流动摊贩占道经营"}
    shown = text(send(browser("agent"), "/agent/similar", **words))
    assert re.findall(r'name="take_category" value="(\d+)"', shown) == ["060101", "100803"]
