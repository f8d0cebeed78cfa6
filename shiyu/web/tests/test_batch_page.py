"""批量办理 and 导出: what a batch will do, does and says; what leaves as a file."""

import re
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from shiyu.cases.models import Access, Case, Entry
from shiyu.web.tests.officers import browser, reported
from tests.api.people import bearing, token_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def dispatcher() -> Client:
    return browser("dispatcher")


def chosen(numbers: list[str], **more: str) -> str:
    return "/cases/batch?" + urlencode([*(("n", number) for number in numbers), *more.items()])


def form_of(answer: Any) -> dict[str, Any]:
    """The hidden fields of the confirming form."""
    page = answer.content.decode().split("<main", 1)[1]
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page):
        fields.setdefault(name, []).append(unescape(value))
    return fields


def test_a_dispatcher_sends_twenty_in_a_few_clicks(dispatcher: Client) -> None:
    """Tick all, act on the chosen, choose the move, choose the unit, confirm: five."""
    numbers = reported(20)
    choose = dispatcher.get(chosen(numbers, back="/work?tab=to_do"))
    assert 'value="dispatch"' in choose.content.decode()
    confirm = dispatcher.get(chosen(numbers, back="/work?tab=to_do", move="dispatch"))
    assert "20 件" in confirm.content.decode()
    answer = dispatcher.post("/cases/batch", {**form_of(confirm), "lead": "cgj"})
    assert "办成 20 件" in answer.content.decode()
    assert set(Case.objects.values_list("stage", flat=True)) == {"to_sign"}


def test_a_batch_sent_twice_is_made_once(dispatcher: Client) -> None:
    numbers = reported(2)
    form = {**form_of(dispatcher.get(chosen(numbers, move="dispatch"))), "lead": "cgj"}
    first, again = (dispatcher.post("/cases/batch", form) for _ in range(2))
    assert "办成 2 件" in first.content.decode()
    assert "办成 2 件" in again.content.decode()
    assert Entry.objects.filter(move="dispatch").count() == 2


def test_a_case_moved_meanwhile_is_told_and_the_others_are_done(dispatcher: Client) -> None:
    numbers = reported(3)
    form = {**form_of(dispatcher.get(chosen(numbers, move="dispatch"))), "lead": "cgj"}
    bearing(token_for("dispatcher")).move(numbers[1], "dispatch", lead="zjj")
    page = dispatcher.post("/cases/batch", form).content.decode()
    assert "办成 2 件，共 3 件" in page
    assert re.findall(r'data-done="(\w+)"', page) == ["yes", "no", "yes"]


def test_a_preview_says_why_a_case_is_left_alone(dispatcher: Client) -> None:
    numbers = reported(2)
    bearing(token_for("dispatcher")).move(numbers[0], "dispatch", lead="zjj")
    page = dispatcher.get(chosen(numbers, move="dispatch")).content.decode()
    assert page.count("不办：") == 1
    assert "将办理 1 件" in page


def test_a_wrong_fact_comes_back_with_what_was_typed(dispatcher: Client) -> None:
    numbers = reported(2)
    form = {**form_of(dispatcher.get(chosen(numbers, move="dispatch"))), "note": "请尽快<办>"}
    answer = dispatcher.post("/cases/batch", form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请尽快&lt;办&gt;" in page
    assert 'aria-invalid="true"' in page
    again = dispatcher.post("/cases/batch", {**form_of(answer), "lead": "cgj"})
    assert "办成 2 件" in again.content.decode()


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ([], "没有选中任何件"),
        ([("n", "SQ20260101000001")], "没有选中任何件"),
        ([("n", "\x00"), ("n", "x" * 500)], "没有选中任何件"),
        ([("n", f"SQ{number:09}") for number in range(201)], "一次最多办理 200 件"),
    ],
)
def test_odd_choices_get_a_sentence(dispatcher: Client, query: list[tuple[str, str]], told: str) -> None:
    answer = dispatcher.get("/cases/batch?" + urlencode(query))
    assert answer.status_code < 500
    assert told in answer.content.decode()


@pytest.mark.parametrize("form", [{}, {"_key": "k"}, {"_key": "k", "move": "report"}, {"_key": "", "move": "dispatch"}])
def test_an_incomplete_form_gets_a_sentence(dispatcher: Client, form: dict[str, str]) -> None:
    (number,) = reported()
    answer = dispatcher.post("/cases/batch", {**form, "n": number})
    assert answer.status_code == 422
    assert Entry.objects.count() == 1


def test_one_does_not_lead_elsewhere(dispatcher: Client) -> None:
    page = dispatcher.get(chosen(reported(), back="https://evil.example/")).content.decode()
    assert 'href="https://evil.example/"' not in page
    assert '<a class="btn" href="/work">' in page


def test_a_list_is_exported_as_filtered_and_logged(dispatcher: Client) -> None:
    numbers = [*reported(2), *reported(title="井盖破损", detail="井盖碎了一半。")]
    form = dispatcher.get("/cases/export", {"q": "路灯"})
    assert 'name="q" value="路灯"' in form.content.decode()
    given = {"q": "路灯", "format": "csv", "purpose": "supervision"}
    refused = dispatcher.post("/cases/export", given)
    assert (refused.status_code, "请写明理由" in refused.content.decode()) == (422, True)
    answer = dispatcher.post("/cases/export", {**given, "reason": "周例会"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert [number in text for number in numbers] == [True, True, False]
    assert "13800001234" not in text
    look = Access.objects.get(what="export")
    assert (look.purpose, look.detail["count"], look.detail["reason"]) == ("supervision", 2, "周例会")


@pytest.mark.parametrize("wrong", [{"format": "exe"}, {"purpose": "fun"}, {"reason": "x" * 201}, {"unit": "nobody"}])
def test_an_odd_export_gets_a_sentence(dispatcher: Client, wrong: dict[str, str]) -> None:
    given = {"format": "csv", "purpose": "export", "reason": "存档", **wrong}
    answer = dispatcher.post("/cases/export", given)
    assert answer.status_code == 422
    assert not Access.objects.exists()


def test_a_part_of_my_work_is_exported_as_it_is_shown(dispatcher: Client) -> None:
    mine, gone, other = reported(2), reported(), reported(title="井盖破损", detail="井盖碎了一半。")
    bearing(token_for("dispatcher")).move(gone[0], "dispatch", lead="zjj")
    assert (
        "/cases/export?q=%E8%B7%AF%E7%81%AF&amp;turn=to_do"
        in dispatcher.get("/work", {"tab": "to_do", "q": "路灯"}).content.decode()
    )
    form = dispatcher.get("/cases/export", {"q": "路灯", "turn": "to_do"}).content.decode()
    assert 'name="turn" value="to_do"' in form
    assert 'href="/work?tab=to_do"' in form
    given = {"q": "路灯", "turn": "to_do", "format": "csv", "purpose": "handling", "reason": "周例会"}
    answer = dispatcher.post("/cases/export", given)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert [number in text for number in (*mine, *gone, *other)] == [True, True, False, False]
    assert "13800001234" not in text
    assert dispatcher.post("/cases/export", {**given, "turn": "nobody"}).status_code == 422
