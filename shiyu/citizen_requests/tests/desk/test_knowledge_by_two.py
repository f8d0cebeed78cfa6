"""Two persons for every official answer; and what a case says of the answer it was given from."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from shiyu.base.clock import now, today
from shiyu.base.errors import ShiyuError
from shiyu.cases.models import Case, Entry
from shiyu.citizen_requests.knowledge import matching
from shiyu.citizen_requests.models import Knowledge, KnowledgeUse
from shiyu.citizen_requests.tests.desk.test_knowledge import ENTRY, approve, number, text, write

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
CALL = {
    "_key": "c", "contact-phone": "13800001234", "title": "暖气不热", "detail": "室温十五度", "channel": "phone",
    "type": "help", "do": "answer", "outcome": "resolved", "answer": ENTRY["answer"],
}  # fmt: skip


def revise(client: Client, *, expects: int, answer: str, key: str = "r") -> Any:
    form = {**ENTRY, "_key": key, "_expects": str(expects), "answer": answer}
    return client.post(f"/knowledge/{number()}/revise", form)


WHO = [
    ("supervisor", "", 422, "起草人不能审核自己起草的答复"),  # the author himself
    ("supervisor", "another", 302, ""), ("reviewer", "", 302, ""),
    ("dispatcher", "", 403, ""), ("agent", "", 404, ""), ("clerk", "", 404, ""), ("auditor", "", 404, ""),
]  # fmt: skip


@pytest.mark.parametrize(("role", "name", "status", "said"), WHO)
def test_a_second_person_approves(browser: Browser, role: str, name: str, status: int, said: str) -> None:
    write(browser("supervisor"))
    answer = approve(browser, role, name=name)
    assert answer.status_code == status
    assert said in text(answer)
    assert len(matching("家里暖气不热")) == (1 if status == 302 else 0)
    assert Knowledge.objects.get().state == ("in_force" if status == 302 else "draft")


SEES = [
    ("supervisor", None, True), ("dispatcher", None, True), ("reviewer", None, True), ("clerk", "grgs", True),
    ("clerk", "zjj", False), ("agent", None, False), ("callback_officer", None, False),
]  # fmt: skip


@pytest.mark.parametrize(("role", "unit", "sees"), SEES)
def test_a_draft_is_shown_to_who_writes_there_and_who_approves(
    browser: Browser, role: str, unit: str | None, sees: bool
) -> None:
    supervisor, reader = browser("supervisor"), browser(role, unit=unit)
    write(supervisor)
    page = f"/knowledge/{number()}"
    assert reader.get(page).status_code == (200 if sees else 404)
    assert (ENTRY["question"] in text(reader.get("/knowledge?standing=draft"))) == sees
    approve(browser)
    revise(supervisor, expects=1, answer="十二小时内上门。")
    shown = text(reader.get(page))
    assert ENTRY["answer"] in shown
    assert ("十二小时内上门。" in shown) == sees


def test_until_it_is_approved_the_edition_before_is_read_out(browser: Browser) -> None:
    supervisor = browser("supervisor")
    write(supervisor)
    approve(browser)
    revise(supervisor, expects=1, answer="十二小时内上门。")
    assert [one.answer for one in matching("家里暖气不热")] == [ENTRY["answer"]]
    approve(browser)
    assert [one.answer for one in matching("家里暖气不热")] == ["十二小时内上门。"]


def test_what_is_not_approved_says_why_and_changes_nothing(browser: Browser) -> None:
    supervisor, reviewer = browser("supervisor"), browser("reviewer")
    write(supervisor)
    approve(browser)
    revise(supervisor, expects=1, answer="一小时内上门。")
    page, form = f"/knowledge/{number()}", {"do": "set_aside", "version": "2"}
    assert reviewer.post(page, form).status_code == 422  # a reason is wanted
    for _ in range(2):
        assert reviewer.post(page, {**form, "note": "企业做不到一小时"}).status_code == 302
    assert "企业做不到一小时" in text(supervisor.get(page))
    assert "企业做不到一小时" not in text(browser("agent").get(page))
    assert [one.answer for one in matching("家里暖气不热")] == [ENTRY["answer"]]
    late = reviewer.post(page, {"do": "approve", "version": "2"})
    assert (late.status_code, "不在待审核中" in text(late)) == (422, True)


def test_a_newer_draft_or_a_withdrawal_takes_the_place_of_one_that_waits(browser: Browser) -> None:
    supervisor = browser("supervisor")
    write(supervisor)
    revise(supervisor, expects=1, answer="十二小时内上门。")
    assert list(Knowledge.objects.order_by("version").values_list("state", flat=True)) == ["set_aside", "draft"]
    gone = {"_key": "w", "_expects": "2", "note": "政策已变"}
    assert supervisor.post(f"/knowledge/{number()}", gone).status_code == 302
    states = Knowledge.objects.order_by("version").values_list("state", "is_current")
    assert list(states) == [("set_aside", False), ("set_aside", False), ("withdrawn", True)]


@pytest.mark.parametrize("version", ["", "0", "7", "x", "9" * 30])
def test_a_version_that_is_not_there_is_not_approved(browser: Browser, version: str) -> None:
    write(browser("supervisor"))
    refused = browser("reviewer").post(f"/knowledge/{number()}", {"do": "approve", "version": version})
    assert refused.status_code == 422
    assert Knowledge.objects.get().state == "draft"


@pytest.mark.parametrize("wrong", [{"decided_by": 7}, {"decided_by": 8, "decided_at": None}, {"state": "draft"}])
def test_the_database_refuses_one_person_and_a_draft_in_force(wrong: dict[str, Any]) -> None:
    row = {
        "number": 1, "version": 1, "state": "in_force", "is_current": True, "question": "问", "answer": "答",
        "unit_code": "zjj", "valid_from": today(), "key": "k", "written_by": 7, "written_at": now(), "decided_by": 8,
        "decided_at": now(),
    }  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Knowledge.objects.create(**{**row, **wrong})
    Knowledge.objects.create(**row)


def test_an_answer_given_from_an_entry_stands_in_the_history_with_its_edition(browser: Browser) -> None:
    supervisor, agent = browser("supervisor"), browser("agent")
    write(supervisor)
    approve(browser)
    shown = text(agent.post("/agent", {**CALL, "do": "look", "take_answer": str(number())}))
    assert f'name="knowledge" id="id_knowledge_taken" value="{number()}" checked' in shown
    assert 'name="knowledge_edition" value="1"' in shown
    revise(supervisor, expects=1, answer="十二小时内上门。")
    approve(browser)  # while the agent still reads out the first edition
    taken = {**CALL, "knowledge": str(number()), "knowledge_edition": "1"}
    for _ in range(2):
        assert agent.post("/agent", taken).status_code == 200
    case = Case.objects.get()
    facts = Entry.objects.get(case=case, move="answer_directly").facts
    assert (facts["knowledge"], facts["knowledge_edition"]) == (number(), 1)
    assert list(KnowledgeUse.objects.values_list("number", "version", "case")) == [(number(), 1, case.pk)]
    page = text(agent.get(f"/cases/{case.number}"))
    assert "依据的知识库答复（编号）" in page
    assert "<dd>1 次</dd>" in text(agent.get(f"/knowledge/{number()}"))


TYPED: list[tuple[dict[str, str], bool, int | None]] = [
    ({}, True, None),
    ({"knowledge": "", "knowledge_edition": "1"}, True, None),  # unticked
    ({"knowledge": "$"}, True, 1),  # the one in force
    ({"knowledge": "$", "knowledge_edition": "2"}, False, None),  # a draft
    ({"knowledge": "999999"}, False, None),
    ({"knowledge": "x"}, False, None),
]


@pytest.mark.parametrize(("typed", "taken", "edition"), TYPED)
def test_only_an_approved_edition_can_be_named(
    browser: Browser, typed: dict[str, str], taken: bool, edition: int | None
) -> None:
    supervisor = browser("supervisor")
    write(supervisor)
    approve(browser)
    revise(supervisor, expects=1, answer="十二小时内上门。")
    sent = {name: str(number()) if value == "$" else value for name, value in typed.items()}
    answer = browser("agent").post("/agent", {**CALL, **sent})
    assert answer.status_code == (200 if taken else 422)
    assert Case.objects.filter(stage="answered_directly").count() == (1 if taken else 0)
    assert [use.version for use in KnowledgeUse.objects.all()] == ([edition] if edition else [])


def test_an_entry_that_has_ended_cannot_be_named_without_its_edition(report: Any, browser: Browser) -> None:
    write(browser("supervisor"), valid_until=(today() - timedelta(days=1)).isoformat())
    approve(browser)
    story = report()
    facts: dict[str, Any] = {"answer": "24小时内上门测温。", "outcome": "resolved", "knowledge": number()}
    with pytest.raises(ShiyuError):
        story.do("answer_directly", "agent", **facts)
    assert story.do("answer_directly", "agent", **facts, knowledge_edition=1) == "answered_directly"


def test_what_was_in_force_before_two_persons_says_so(browser: Browser) -> None:
    write(browser("supervisor"))
    Knowledge.objects.update(state="in_force", is_current=True, decided_at=now())
    assert "未经第二人审核" in text(browser("agent").get(f"/knowledge/{number()}"))
