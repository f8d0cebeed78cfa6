"""A resident's own case: told in everyday words, judged in one tap, moved through the door, and nobody else's."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shiyu.base.clock import standing_at
from shiyu.base.tests.made_files import picture
from shiyu.cases.gate import Purpose, get_case
from shiyu.cases.models import Attachment, Case, Verdict
from shiyu.citizen_requests.tests.conftest import MONDAY, OTHER, People, Story
from shiyu.citizen_requests.tests.portal.conftest import Browser

pytestmark = pytest.mark.django_db
ANSWER = "已更换灯具，恢复照明。"
Report = Callable[..., Story]


def move(browser: Browser, name: str, **fields: object) -> str:
    """Sends the form of a move as the page before it holds it."""
    hidden = {name: browser.hidden(name) for name in ("key", "expects", "of_answer")}
    sent = {**hidden, **fields}
    return browser.post(f"{browser.address}/moves/{name}", sent)


@pytest.fixture
def story(report: Report) -> Story:
    """A request reported by its caller."""
    return report(category="010204", place={"division": "140502001000", "address": "东街12号"})


@pytest.mark.parametrize(
    ("stage", "told"),
    [
        ("received", "已收到，正在安排承办单位"),
        ("to_sign", "已派给市城市管理局"),
        ("handling", "市城市管理局已签收，开始办理"),
        ("call_back", ANSWER),
        ("call_back", "已答复，请您评价"),
        ("closed", "您的件已办结，结果：解决"),
    ],
)
def test_where_it_stands_is_told_in_everyday_words(browser: Browser, story: Story, stage: str, told: str) -> None:
    story.to(stage)
    assert told in browser.enter(story.code, story.number)
    assert browser.address == f"/my/cases/{story.number}"


def test_a_promised_day_that_ends_at_midnight_is_that_day(browser: Browser, story: Story) -> None:
    assert "3月9日 24:00" in browser.enter(story.to("handling").code, story.number)


@pytest.mark.parametrize(
    ("grade", "stage"), [("satisfied", "closed"), ("basically_satisfied", "closed"), ("dissatisfied", "rework")]
)
def test_one_tap_judges_the_answer(browser: Browser, story: Story, grade: str, stage: str) -> None:
    browser.enter(story.to("call_back").code, story.number)
    page = move(browser, "judge", verdict=grade, comment="灯又灭了" if stage == "rework" else "")
    assert "您的评价已记下" in page
    assert "您作了评价" in page
    assert Verdict.objects.get().grade == grade
    assert Case.objects.get().stage == stage


def test_who_has_judged_is_not_asked_to_judge_late(browser: Browser, story: Story) -> None:
    assert "moves/reopen" in browser.enter(story.to("closed").code, story.number)
    assert "moves/judge_late" not in browser.text


def test_a_verdict_given_twice_is_one(browser: Browser, story: Story) -> None:
    browser.enter(story.to("call_back").code, story.number)
    address, key, expects = browser.address, browser.hidden("key"), browser.hidden("expects")
    for _ in range(3):
        sent = {"key": key, "expects": expects, "verdict": "satisfied"}
        assert browser.post(f"{address}/moves/judge", sent).count("您作了评价") == 1
        assert browser.status == 200
    assert Verdict.objects.count() == 1


def judge_before(browser: Browser, story: Story) -> dict[str, str]:
    """What a resident sends who has read the present answer and thinks about it."""
    browser.enter(story.code, story.number)
    return {
        "key": browser.hidden("key"), "expects": browser.hidden("expects"), "of_answer": browser.hidden("of_answer"),
        "verdict": "dissatisfied", "comment": "还是不亮",
    }  # fmt: skip


def test_what_others_add_meanwhile_does_not_disturb_a_verdict(browser: Browser, story: Story) -> None:
    sent = judge_before(browser, story.to("call_back"))
    story.do("supplement", "agent", note="又来电")
    assert "您的评价已记下" in browser.post(f"{browser.address}/moves/judge", sent)


def test_a_verdict_on_an_answer_that_was_replaced_says_so_and_keeps_the_words(browser: Browser, story: Story) -> None:
    sent = judge_before(browser, story.to("call_back"))
    address = browser.address
    story.do("call_back", "callback_officer", verdict="dissatisfied", solved=False)
    page = browser.post(f"{address}/moves/judge", sent)
    assert (browser.status, Verdict.objects.count()) == (409, 1)
    assert "“评价”现在不能办" in page  # being handled anew: there is nothing to judge yet
    assert "还是不亮" in page
    story.do("answer", f"clerk@{OTHER}", answer="已换新灯。", outcome="resolved")
    story.do("pass_review", "reviewer")
    page = browser.post(f"{address}/moves/judge", sent)
    assert (browser.status, Verdict.objects.count()) == (409, 1)
    assert "已被新的答复取代" in page
    assert "已换新灯" in page
    assert "还是不亮" in page
    again = {**sent, "of_answer": browser.hidden("of_answer"), "verdict": "satisfied"}
    assert "您的评价已记下" in browser.post(f"{address}/moves/judge", again)


def test_ending_the_case_hangs_on_all_that_was_seen(browser: Browser, story: Story) -> None:
    browser.enter(story.code, story.number)
    sent = {"key": browser.hidden("key"), "expects": browser.hidden("expects"), "reason": "已自行解决"}
    story.do("supplement", "agent", note="又来电")
    page = browser.post(f"{browser.address}/moves/withdraw", sent)
    assert browser.status == 409
    assert "刚有新的进展" in page
    assert "已自行解决" in page


def test_a_supplement_comes_with_its_files_and_is_read_back(browser: Browser, story: Story) -> None:
    browser.enter(story.code, story.number)
    page = move(browser, "supplement", note="", files=SimpleUploadedFile("灯.jpg", picture(), "image/jpeg"))
    assert browser.status == 422
    assert "必须填写" in page
    held = browser.hidden("held")
    browser.post(
        f"/my/cases/{story.number}/moves/supplement",
        {"key": browser.hidden("key"), "expects": browser.hidden("expects"), "note": "见照片", "held": held},
    )  # fmt: skip
    assert "补充已送到承办单位" in browser.text
    assert "见照片" in browser.text
    reference = Attachment.objects.get(case__number=story.number).reference
    file = browser.client.get(f"/my/cases/{story.number}/files/{reference}")
    assert file.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("name", ["urge", "withdraw"])
def test_other_moves_of_a_resident(browser: Browser, story: Story, name: str) -> None:
    browser.enter(story.code, story.number)
    move(browser, name, reason="已自行解决", note="")
    assert browser.status == 200
    assert Case.objects.get().tally[name] == 1


def test_a_move_that_is_not_his_is_refused_in_words(browser: Browser, story: Story) -> None:
    browser.enter(story.code, story.number)
    move(browser, "dispatch", lead="cgj")
    assert browser.status == 403
    browser.get(f"/my/cases/{story.number}")
    move(browser, "nothing")
    assert browser.status == 404


def test_a_party_reaches_no_other_case(browser: Browser, story: Story, report: Report) -> None:
    other = report()
    browser.enter(story.code, story.number)
    for address in ("", "/looks", f"/files/{'0' * 8}-0000-0000-0000-{'0' * 12}"):
        browser.get(f"/my/cases/{other.number}{address}")
        assert browser.status == 404
    browser.post(f"/my/cases/{other.number}/moves/urge", {"key": "k", "note": "x"})
    assert browser.status == 404
    assert "urge" not in Case.objects.get(number=other.number).tally


@pytest.mark.parametrize("address", ["/my/cases", "/my/cases/SQ20260302000001", "/my/cases/SQ20260302000001/looks"])
def test_nobody_is_known_without_a_code(browser: Browser, address: str) -> None:
    browser.get(address)
    assert browser.status == 401 or (browser.address.startswith("/my") and browser.address != address)


def test_a_thousand_wrong_codes_are_ten_tries_and_a_wait(browser: Browser, story: Story) -> None:
    seen = []
    for number in range(1000):
        browser.post("/my/code", {"query_code": f"0000-0000-{number:04d}-0"})
        seen.append(browser.status)
    assert seen == [422] * 10 + [429] * 990
    page = browser.enter(story.code, story.number)
    assert browser.status == 429
    assert 0 < int(browser.page.headers["Retry-After"]) <= 600
    assert f'value="{story.code}"' in page
    with standing_at(MONDAY + timedelta(minutes=11)):
        browser.enter(story.code, story.number)
        assert browser.address == f"/my/cases/{story.number}"


def test_who_looked_is_one_tap_away(browser: Browser, story: Story, people: People) -> None:
    story.to("handling")
    get_case(story.number, actor=people(f"clerk@{OTHER}"), purpose=Purpose.HANDLING)
    browser.enter(story.code, story.number)
    page = browser.get(f"/my/cases/{story.number}/looks")
    assert "市城市管理局" in page
    assert "您本人看过2次" in page


def test_my_own_data_is_shown_to_me(browser: Browser, story: Story) -> None:
    assert "0356-0000001" in browser.enter(story.code, story.number)
    assert "张某" in browser.text


OWN = {"contact-name": "张某", "contact-phone": "0356-0000001", "contact-address": "", "contact-email": ""}


def test_own_data_are_corrected_and_the_old_are_gone(browser: Browser, story: Story) -> None:
    browser.enter(story.code, story.number)
    page = move(
        browser, "correct_contact", **{**OWN, "contact-phone": "138 0000 7777", "contact-email": "a@example.cn"}
    )
    assert "已更正，原来的信息已删除" in page
    assert "13800007777" in page
    assert "a@example.cn" in page
    assert "0356-0000001" not in page


def test_a_closed_case_is_taken_up_again_with_what_is_wrong(browser: Browser, story: Story) -> None:
    browser.enter(story.to("closed").code, story.number)
    address = browser.address
    hidden = {name: browser.hidden(name) for name in ("key", "expects")}
    browser.post(f"{address}/moves/reopen", {**hidden, "reason": ""})
    assert (browser.status, Case.objects.get().stage) == (422, "closed")
    page = browser.post(f"{address}/moves/reopen", {**hidden, "reason": "第二天又灭了"})
    assert "已要求重新办理" in page
    assert "第二天又灭了" in page
    assert Case.objects.get().stage == "rework"


@pytest.mark.parametrize(
    ("typed", "sentence", "field"),
    [
        ({}, "没有要更正的", "correct_contact-contact"),
        ({"contact-phone": "很远"}, "电话只能有数字", "contact-phone"),
        ({"contact-name": "名" * 61}, "最多 60 个字", "contact-name"),
    ],
)
def test_a_correction_that_is_none_is_said_at_its_field(
    browser: Browser, story: Story, typed: dict[str, str], sentence: str, field: str
) -> None:
    browser.enter(story.code, story.number)
    page = move(browser, "correct_contact", **{**OWN, **typed})
    assert browser.status == 422
    assert sentence in page
    assert f'id="{field}-error"' in page
    assert all(value in page for value in typed.values())


def test_a_list_costs_the_same_with_one_and_three_rows(browser: Browser, report: Report) -> None:
    from shiyu.cases.known import party_by_code
    from shiyu.citizen_requests.portal.my_list import my_rows

    parties = [party_by_code(report().code) for _ in range(3)]
    costs = []
    for some in (parties[:1], parties):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert len(my_rows(some)) == len(some)
        costs.append(len(asked))
    assert costs == [3, 3]
