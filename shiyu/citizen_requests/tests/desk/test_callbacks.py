"""Calling back on one screen, and the identity of who gave a tip-off: masked until opened for a purpose, recorded."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from shiyu.cases.models import Access, Case, Party
from shiyu.citizen_requests.tests.conftest import OTHER
from shiyu.web.kept import COOKIE

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
PHONE, NAME = "13800001234", "张小明"
WHO = {"category": "010204", "contact": {"name": NAME, "phone": PHONE}}


def text(answer: Any) -> str:
    shown: str = answer.content.decode()
    return shown


def test_a_call_shows_the_number_for_this_purpose_and_records_the_verdict_once(browser: Browser, report: Any) -> None:
    story = report(**WHO).to("call_back")
    officer = browser("callback_officer")
    assert story.number in text(officer.get("/callbacks"))
    page = f"/callbacks/{story.number}"
    shown = text(officer.get(page))
    assert "已更换灯具" in shown
    assert "138****1234" in shown
    assert PHONE not in shown
    opened = officer.post(page, {"party_shown": Party.objects.get().pk})
    assert PHONE in text(opened)
    assert "no-store" in opened.headers["Cache-Control"]
    assert Access.objects.filter(what="contact", purpose="call_back").count() == 1
    form = {"_key": "k", "_expects": "5", "do": "call_back", "verdict": "satisfied", "solved": "yes"}
    for _ in range(2):
        assert officer.post(page, form).status_code == 302
    assert [case.stage for case in Case.objects.all()] == ["closed"]
    officer.get("/callbacks")  # says what was done
    assert story.number not in text(officer.get("/callbacks"))
    assert "不需要回访" in text(officer.get(page))


def test_what_is_missing_or_stale_is_said_and_kept(browser: Browser, report: Any) -> None:
    story = report(**WHO).to("call_back")
    officer = browser("callback_officer")
    page = f"/callbacks/{story.number}"
    answer = officer.post(page, {"_key": "k", "do": "call_back", "comment": "他说水压还是低"})
    assert answer.status_code == 422
    assert "他说水压还是低" in text(answer)
    stale = {"_key": "k", "_expects": "1", "do": "call_unanswered", "unreached": "no_answer", "note": "打了三次"}
    answer = officer.post(page, stale)
    assert answer.status_code == 409
    assert "打了三次" in text(answer)
    assert officer.post(page, {**stale, "_expects": "5", "_key": "k2"}).status_code == 302


def test_looking_up_the_number_loses_nothing(browser: Browser, report: Any) -> None:
    story = report(**WHO).to("call_back")
    officer = browser("callback_officer")
    typed = {"_key": "k", "_expects": "5", "form": "call_back", "verdict": "dissatisfied", "comment": "水压还是低"}
    shown = text(officer.post(f"/callbacks/{story.number}", {**typed, "party_shown": Party.objects.get().pk}))
    assert all(words in shown for words in (PHONE, "水压还是低", 'value="k"'))


def test_what_was_typed_before_a_lost_login_comes_back(browser: Browser, report: Any) -> None:
    story = report(**WHO).to("call_back")
    page = f"/callbacks/{story.number}"
    typed = {"_key": "k", "_expects": "5", "form": "call_unanswered", "do": "call_unanswered", "note": "打了三次"}
    lost = Client()
    led = lost.post(page, {**typed, "_shown_at": page})
    assert led.status_code == 302
    officer = browser("callback_officer")
    officer.cookies[COOKIE] = lost.cookies[COOKIE].value
    shown = text(officer.get(parse_qs(urlsplit(led.headers["Location"]).query)["next"][0]))
    assert "打了三次" in shown
    assert "您刚才填写的内容已找回" in shown


@pytest.mark.parametrize("party", ["0", "x", "9" * 30, "\u0000"])
def test_nobody_is_no_party(browser: Browser, report: Any, party: str) -> None:
    story = report(**WHO).to("call_back")
    assert browser("callback_officer").post(f"/callbacks/{story.number}", {"party_shown": party}).status_code == 200
    assert Access.objects.filter(what="contact").count() == 0


def test_as_many_questions_for_three_as_for_one(browser: Browser, report: Any, questions: Any) -> None:
    officer, keeper = browser("callback_officer"), browser("tipoff_keeper")
    ways: tuple[tuple[Client, str, Callable[[], object]], ...] = (
        (officer, "/callbacks", lambda: report(**WHO).to("call_back")),
        (keeper, "/tipoffs", lambda: report(by="agent", type="tipoff")),
    )
    for client, path, make in ways:
        make()
        client.get(path)
        counted = []
        for _ in range(2):
            counted.append(questions(lambda client=client, path=path: client.get(path)))
            make()
            make()
        assert counted[0] == counted[1] < 20, path


def test_one_named_role_opens_an_identity_with_a_reason(browser: Browser, report: Any) -> None:
    story = report(by="agent", type="tipoff", contact={"name": NAME, "phone": PHONE})
    keeper = browser("tipoff_keeper")
    shown = text(keeper.get("/tipoffs"))
    contact = f"/cases/{story.number}/parties/{Party.objects.get().pk}/contact"
    assert contact in shown
    assert [word for word in (PHONE, NAME) if word in shown] == []
    assert PHONE not in text(keeper.post(contact, {"purpose": "supervision", "reason": ""}))
    assert PHONE in text(keeper.post(contact, {"purpose": "supervision", "reason": "纪委调取"}))
    assert "纪委调取" in text(keeper.get("/tipoffs"))
    assert "没有这个件号" in text(keeper.get("/tipoffs?number=%00x"))
    for role in ("supervisor", "callback_officer", "agent"):
        assert browser(role).post(contact, {"purpose": "supervision", "reason": "想看"}).status_code == 403


def hidden(answer: Any) -> dict[str, str]:
    """The hidden fields of the form of the verdict, as a browser sends them back."""
    form = text(answer).split('id="form-call_back"')[1].split("</form>")[0]
    names = ("_key", "_expects", "_of_answer")
    return {name: found[1] for name in names if (found := re.search(rf'name="{name}" value="([^"]*)"', form))}


def test_a_caller_who_speaks_meanwhile_does_not_disturb_the_verdict(browser: Browser, report: Any) -> None:
    story = report(**WHO).to("call_back")
    officer, page = browser("callback_officer"), f"/callbacks/{story.number}"
    sent = {**hidden(officer.get(page)), "do": "call_back", "verdict": "satisfied", "solved": "yes"}
    story.do("supplement", "agent", note="又来电")
    assert officer.post(page, sent).status_code == 302
    assert Case.objects.get().stage == "closed"


def test_a_verdict_on_an_answer_that_was_replaced_is_said_and_may_be_sent_again(browser: Browser, report: Any) -> None:
    story = report(**WHO).to("call_back")
    officer, page = browser("callback_officer"), f"/callbacks/{story.number}"
    sent = {**hidden(officer.get(page)), "do": "call_back", "verdict": "satisfied", "comment": "他说灯亮了"}
    story.do("judge", "caller", verdict="dissatisfied", comment="还是不亮")
    story.do("answer", f"clerk@{OTHER}", answer="已换新灯。", outcome="resolved")
    story.do("pass_review", "reviewer")
    answer = officer.post(page, {**sent, "solved": "yes"})
    assert answer.status_code == 409
    assert all(words in text(answer) for words in ("已被新的答复取代", "已换新灯", "他说灯亮了"))
    assert officer.post(page, {**sent, **hidden(answer), "solved": "yes"}).status_code == 302
    assert Case.objects.get().stage == "closed"


def test_a_form_that_was_behind_can_be_sent_again_as_it_is_shown(browser: Browser, report: Any) -> None:
    story = report(**WHO).to("call_back")
    officer, page = browser("callback_officer"), f"/callbacks/{story.number}"
    typed = {"do": "call_unanswered", "unreached": "no_answer", "note": "打了三次"}
    answer = officer.post(page, {**typed, "_key": "k", "_expects": "1"})
    assert answer.status_code == 409
    form = text(answer).split('id="form-call_unanswered"')[1]
    found = re.search(r'name="_expects" value="(\d+)"', form)
    assert found is not None
    assert officer.post(page, {**typed, "_key": "k", "_expects": found[1]}).status_code == 302
