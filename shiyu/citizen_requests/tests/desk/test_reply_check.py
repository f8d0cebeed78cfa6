"""答复检查 on the pages: for who writes the answer, while he writes; for who judges it; and for nobody else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from shiyu.cases.models import Access, Case, Reply
from shiyu.citizen_requests.tests.conftest import OTHER, People, Story
from shiyu.triage.web import learnt
from shiyu.triage.web.answered import other_answers
from shiyu.web.forms import form_of
from shiyu.web.reader import reader_of

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
EMPTY = "我局高度重视，将进一步加强管理。"


@pytest.fixture(autouse=True)
def _nothing_learnt_before() -> None:
    learnt.forget()


def check(client: Client, number: str, answer: Any, *, move: str = "answer") -> Any:
    return client.post(f"/cases/{number}/moves/{move}/check", {"answer": answer})


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_writer_reads_what_is_missing_while_he_writes(report: Callable[..., Story], browser: Browser) -> None:
    story = report().to("handling")
    clerk = browser("clerk", unit=OTHER)
    page = text(clerk.get(f"/cases/{story.number}/moves/answer"))
    assert f'data-reply-check="/cases/{story.number}/moves/answer/check" data-field="id_answer"' in page
    found = text(check(clerk, story.number, EMPTY))
    for finding in ("action", "date", "basis", "empty"):
        assert f'data-finding="{finding}"' in found
    assert EMPTY in found
    clerk.cookies["django_language"] = "en"
    assert "It names no basis" in text(check(clerk, story.number, EMPTY))


def test_the_button_checks_without_scripts_and_keeps_what_was_typed(
    report: Callable[..., Story], browser: Browser
) -> None:
    story, clerk = report().to("handling"), browser("clerk", unit=OTHER)
    form = {"_key": "k", "_more": "check", "answer": EMPTY}
    page = text(clerk.post(f"/cases/{story.number}/moves/answer", form))
    assert page.count(EMPTY) >= 2  # in its field, and as the sentence concerned
    assert 'data-finding="empty"' in page
    assert Case.objects.get(number=story.number).stage == "handling"


def test_an_answer_with_findings_goes_out_as_before(report: Callable[..., Story], browser: Browser) -> None:
    story, clerk = report().to("handling"), browser("clerk", unit=OTHER)
    check(clerk, story.number, "好")
    assert story.do("answer", f"clerk@{OTHER}", answer="好", outcome="resolved") == "review"


WHO = [("clerk", "zjj", 404), ("agent", None, 403), ("reviewer", None, 403), ("dispatcher", None, 403)]


@pytest.mark.parametrize(("role", "unit", "status"), WHO)
def test_only_who_writes_the_answer_is_answered(
    report: Callable[..., Story], browser: Browser, role: str, unit: str | None, status: int
) -> None:
    story = report().to("handling")
    assert check(browser("clerk", unit=OTHER), story.number, EMPTY).status_code == 200
    assert check(browser(role, unit=unit), story.number, EMPTY).status_code == status


def test_a_move_that_writes_no_answer_is_not_checked(report: Callable[..., Story], browser: Browser) -> None:
    story, clerk = report().to("handling"), browser("clerk", unit=OTHER)
    assert check(clerk, story.number, EMPTY, move="request_extension").status_code == 404
    assert check(clerk, story.number, EMPTY, move="no-such").status_code == 404


TYPED = ["", " ", "\x00", "修" * 100_000, "😀" * 5_000, "Repaired on Monday."]


@pytest.mark.parametrize("typed", TYPED)
def test_whatever_is_typed_is_answered(report: Callable[..., Story], browser: Browser, typed: str) -> None:
    story, clerk = report().to("handling"), browser("clerk", unit=OTHER)
    assert check(clerk, story.number, typed).status_code == 200


def test_the_reviewer_reads_the_check_beside_his_move_and_on_the_case(
    report: Callable[..., Story], browser: Browser
) -> None:
    story, reviewer = report().to("review"), browser("reviewer")
    for address in (f"/cases/{story.number}/moves/pass_review", f"/cases/{story.number}"):
        page = text(reviewer.get(address))
        assert 'data-finding="date"' in page
        assert "data-reply-check" not in page  # nothing is typed here
    assert "data-finding" not in text(browser("clerk", unit=OTHER).get(f"/cases/{story.number}"))


def test_the_answers_of_the_unit_are_those_of_cases_the_reader_sees(
    report: Callable[..., Story], people: People
) -> None:
    mine = report().to("handling")
    for _ in range(3):
        report().to("review")
    case = Case.objects.get(number=mine.number)
    clerk = reader_of(case, actor=people(f"clerk@{OTHER}"))
    assert other_answers(clerk, unit_code=OTHER) == ["已更换灯具，恢复照明。"] * 3
    assert other_answers(reader_of(case, actor=people("clerk@zjj")), unit_code=OTHER) == []
    assert Reply.objects.count() == 3


def test_pauses_in_writing_are_one_look(report: Callable[..., Story], browser: Browser) -> None:
    story, clerk = report().to("handling"), browser("clerk", unit=OTHER)
    before = Access.objects.count()
    for said in ("已", "已更换", "已更换灯具"):
        check(clerk, story.number, said)
    assert Access.objects.count() == before + 1


@pytest.mark.parametrize("others", [1, 4])
def test_the_check_asks_a_number_of_questions_that_no_unit_makes_grow(
    report: Callable[..., Story], browser: Browser, questions: Callable[[Callable[[], object]], int], others: int
) -> None:
    story, clerk = report().to("handling"), browser("clerk", unit=OTHER)
    for _ in range(others):
        report().to("closed")
    check(clerk, story.number, EMPTY)
    assert questions(lambda: check(clerk, story.number, EMPTY)) == QUESTIONS


QUESTIONS = 10


def test_the_newest_answers_are_learnt_from(report: Callable[..., Story]) -> None:
    for place in ("东街", "西街", "南街"):
        report(title=f"{place}路灯不亮").to("call_back")
    report().to("review")  # not given yet
    assert learnt.learn("citizen_request").size == 3
    assert learnt.learn("proposal").size == 0


KEEPS = [("draft_answer", True), ("approve", True), ("issue", True), ("supplementary_answer", True)]


@pytest.mark.parametrize(("move", "paper"), KEEPS)
def test_the_check_takes_no_paper_away_from_the_forms_of_proposals(move: str, paper: bool) -> None:
    form = form_of("proposal", move)
    assert form.alongside is not None
    assert (form.beside is not None) is paper
