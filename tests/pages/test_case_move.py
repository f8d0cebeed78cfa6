"""Moves by hand: who gets the form, what a stale, a doubled and a wrong form do, and that nothing typed is lost."""

import re
from typing import Any

import pytest
from django.test import Client

from shiyu.cases.models import Attachment, Case, Entry, Notice
from tests.pages.people import api, browser, handled, hidden, reported, send
from tests.pages.pictures import jpeg, program

pytestmark = pytest.mark.django_db
WORDS = "已现场核实，<b>三盏</b>灯具损坏。"


WHO = [
    # role, unit, move, at "received", at "handling"
    ("dispatcher", None, "dispatch", 200, 409),
    ("agent", None, "dispatch", 403, 403),
    ("agent", None, "supplement", 200, 200),
    ("auditor", None, "urge", 403, 403),
    ("supervisor", None, "urge", 200, 200),
    ("supervisor", None, "suspend", 409, 200),
    ("clerk", "zjj", "answer", 404, 200),
    ("clerk", "zjj", "sign", 404, 409),
    ("clerk", "cgj", "answer", 404, 404),
    ("unit_head", "zjj", "answer", 404, 403),
    ("reviewer", None, "pass_review", 409, 409),
    ("callback_officer", None, "call_back", 409, 409),
    ("dispatcher", None, "no_such_move", 404, 404),
    ("dispatcher", None, "count_silence", 403, 403),
    ("dispatcher", None, "report", 403, 403),
]


@pytest.mark.parametrize(("role", "unit", "move", "received", "handling"), WHO)
def test_who_gets_which_form(role: str, unit: str | None, move: str, received: int, handling: int) -> None:
    client = browser(role, unit=unit)
    for number, status in ((reported(), received), (handled(), handling)):
        path = f"/cases/{number}/moves/{move}"
        answer = client.get(path)
        assert answer.status_code == status, (number, move)
        before = Entry.objects.count()
        if status != 200:
            assert client.post(path, {"_key": f"k{number}"}).status_code in {status, 404, 422}
            assert Entry.objects.count() == before
        assert client.put(path).status_code == 405


def test_nobody_without_a_login() -> None:
    number = reported()
    for path in (f"/cases/{number}", f"/cases/{number}/moves/urge", "/messages", "/open/citizen_request/report"):
        assert Client().get(path).status_code in {302, 401}


def test_a_move_is_made_and_says_whose_turn_it_is() -> None:
    number = reported()
    dispatcher = browser("dispatcher")
    made = send(dispatcher, f"/cases/{number}/moves/dispatch", {"lead": "市住建局", "note": "请尽快"})
    assert made.status_code == 302
    assert made.headers["Location"] == f"/cases/{number}"
    shown = dispatcher.get(f"/cases/{number}").content.decode()
    assert "“派单”已办理" in shown
    assert "下一步由市住建局 承办员办理" in shown
    assert Case.objects.get(number=number).stage == "to_sign"


def test_what_will_happen_stands_beside_the_form() -> None:
    shown = browser("dispatcher").get(f"/cases/{reported()}/moves/dispatch").content.decode()
    for said in ("提交后", "待签收", "承办单位承办员", "晋政办发〔2020〕55号"):
        assert said in shown


def test_phrases_are_offered() -> None:
    shown = browser("clerk", unit="zjj").get(f"/cases/{handled()}/moves/answer").content.decode()
    assert "常用语" in shown
    assert 'data-phrases="id_answer"' in shown


def test_the_same_form_twice_is_one_move() -> None:
    number = handled()
    clerk = browser("clerk", unit="zjj")
    path = f"/cases/{number}/moves/note_progress"
    page = clerk.get(path).content.decode()
    form = {"_key": hidden(page, "_key"), "_expects": hidden(page, "_expects"), "note": WORDS}
    before = Entry.objects.count()
    assert [clerk.post(path, {**form, "files": jpeg("灯.jpg")}).status_code for _ in range(3)] == [302, 302, 302]
    assert Entry.objects.count() == before + 1
    assert Attachment.objects.count() == 1


def test_the_same_form_with_other_words_is_told_and_kept() -> None:
    number = handled()
    clerk = browser("clerk", unit="zjj")
    path = f"/cases/{number}/moves/note_progress"
    page = clerk.get(path).content.decode()
    form = {"_key": hidden(page, "_key"), "_expects": hidden(page, "_expects")}
    assert clerk.post(path, {**form, "note": WORDS}).status_code == 302
    again = clerk.post(path, {**form, "note": "另一段话"})
    assert again.status_code == 409
    shown = again.content.decode()
    assert "已经提交过一次" in shown
    assert "另一段话" in shown
    fresh = {"_key": hidden(shown, "_key"), "_expects": hidden(shown, "_expects"), "note": "另一段话"}
    assert fresh["_key"] != form["_key"]
    assert clerk.post(path, fresh).status_code == 302


def test_a_stale_form_says_who_moved_and_keeps_what_was_typed() -> None:
    number = handled()
    clerk = browser("clerk", unit="zjj")
    path = f"/cases/{number}/moves/answer"
    page = clerk.get(path).content.decode()
    assert api("supervisor").move(number, "urge", note="请加快").status_code == 200
    form = {"_key": hidden(page, "_key"), "_expects": hidden(page, "_expects"), "answer": WORDS, "outcome": "resolved"}
    answer = clerk.post(path, {**form, "files": jpeg("灯.jpg")})
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "已有新的办理记录" in shown
    assert "：催办" in shown
    assert "&lt;b&gt;三盏&lt;/b&gt;" in shown
    assert "保留 灯.jpg" in shown
    assert re.search(r'value="resolved"[^>]* checked', shown)
    stored = str(Attachment.objects.get().reference)
    again = {**form, "_expects": hidden(shown, "_expects"), "files-stored": stored}
    assert clerk.post(path, again).status_code == 302
    assert Case.objects.get(number=number).stage == "review"
    assert Attachment.objects.get().case_id is not None


def test_a_move_somebody_else_made_first_keeps_what_was_typed() -> None:
    number = reported()
    dispatcher = browser("dispatcher")
    path = f"/cases/{number}/moves/refuse"
    page = dispatcher.get(path).content.decode()
    assert api("dispatcher").move(number, "dispatch", lead="zjj").status_code == 200
    form = {"_key": hidden(page, "_key"), "_expects": hidden(page, "_expects"), "refusal": "petition",
            "right_office": "市信访局接访大厅"}  # fmt: skip
    answer = dispatcher.post(path, form)
    assert answer.status_code == 409
    assert "现在不能办" in answer.content.decode()
    assert "市信访局接访大厅" in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"answer": "", "outcome": "resolved"}, "必须填写"),
        ({"answer": WORDS}, "必须填写"),
        ({"answer": "字" * 20_001, "outcome": "resolved"}, "最多 20000 个字"),
        ({"answer": WORDS, "outcome": "resolved", "planned_by": "2026-13-45"}, "日期应写作"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(sent: dict[str, str], sentence: str) -> None:
    number = handled()
    before = Entry.objects.count()
    answer = send(browser("clerk", unit="zjj"), f"/cases/{number}/moves/answer", sent)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert 'class="field-error"' in shown
    assert sentence in shown
    if sent.get("answer") == WORDS:
        assert "&lt;b&gt;三盏&lt;/b&gt;" in shown
    assert Entry.objects.count() == before


def test_a_guard_that_judges_what_was_typed() -> None:
    number = handled()
    answer = send(
        browser("clerk", unit="zjj"), f"/cases/{number}/moves/answer", {"answer": WORDS, "outcome": "planned"}
    )
    assert answer.status_code == 409
    assert "应写明计划完成日期" in answer.content.decode()
    assert "三盏" in answer.content.decode()


FILES = [
    (lambda: program("照片.jpg"), "照片.jpg”未接收"),
    (lambda: jpeg("灯.png"), "灯.png”未接收"),
    (lambda: jpeg("大.jpg", padding=21 * 1024 * 1024), "大.jpg”未接收：文件超过 20 MB"),
]


@pytest.mark.parametrize(("made", "sentence"), FILES)
def test_a_file_that_is_not_taken(made: Any, sentence: str) -> None:
    number = handled()
    clerk = browser("clerk", unit="zjj")
    path = f"/cases/{number}/moves/note_progress"
    answer = send(clerk, path, {"note": WORDS, "files": [jpeg("好.jpg"), made()]})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in shown
    assert "保留 好.jpg" in shown
    assert "三盏" in shown


def test_words_beyond_every_limit_are_refused_in_words() -> None:
    number = handled()
    answer = send(browser("clerk", unit="zjj"), f"/cases/{number}/moves/note_progress", {"note": "字" * 900_000})
    assert answer.status_code == 413
    assert "内容过大" in answer.content.decode()


def test_files_of_others_are_not_named() -> None:
    number = handled()
    send(browser("agent"), f"/cases/{number}/moves/supplement", {"note": "", "files": jpeg("别人的.jpg")})
    theirs = str(Attachment.objects.get().reference)
    answer = send(browser("clerk", unit="zjj"), f"/cases/{number}/moves/note_progress",
                  {"note": "", "files-stored": [theirs, "x"]})  # fmt: skip
    assert answer.status_code == 422
    assert "别人的.jpg" not in answer.content.decode()


def test_a_move_needs_its_protection() -> None:
    number = reported()
    client = browser("dispatcher")
    client.handler.enforce_csrf_checks = True
    assert client.post(f"/cases/{number}/moves/urge", {"_key": "k"}).status_code == 403


def test_a_case_is_opened_by_hand_and_once() -> None:
    agent = browser("agent")
    path = "/open/citizen_request/report"
    page = agent.get(path).content.decode()
    form = {"_key": hidden(page, "_key"), "title": "井盖缺失", "detail": "红星街井盖缺失", "contact-name": "安某",
            "contact-phone": "13800000000", "place-division": "140502001000", "urgent": "yes"}  # fmt: skip
    answers = [agent.post(path, form) for _ in range(2)]
    made = Case.objects.get()
    assert [answer.headers["Location"] for answer in answers] == [f"/cases/{made.number}"] * 2
    assert made.title == "井盖缺失"
    shown = agent.get(f"/cases/{made.number}").content.decode()
    assert f"已受理，件号 {made.number}" in shown
    assert "查询码" in shown


@pytest.mark.parametrize(
    ("role", "path", "status"),
    [
        ("dispatcher", "/open/citizen_request/report", 403),
        ("agent", "/open/citizen_request/dispatch", 404),
        ("agent", "/open/citizen_request/nothing", 404),
        ("agent", "/open/nothing/report", 404),
    ],
)
def test_who_opens_what(role: str, path: str, status: int) -> None:
    client = browser(role)
    assert client.get(path).status_code == status
    assert client.post(path, {"title": "x"}).status_code == status
    assert not Case.objects.exists()


def test_an_opening_that_is_wrong_keeps_everything() -> None:
    answer = send(browser("agent"), "/open/citizen_request/report",
                  {"title": "井盖缺失", "detail": "", "contact-name": "安某", "place-address": "红星街"})  # fmt: skip
    shown = answer.content.decode()
    assert answer.status_code == 422
    for kept in ("井盖缺失", "安某", "红星街"):
        assert kept in shown
    assert not Notice.objects.exists()
