"""What a supervisor sees: numbers that lead to their lists, rates raw and adjusted, decisions by a second person."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from python_calamine import load_workbook

from shiyu.base.clock import standing_at
from shiyu.cases.models import Access
from shiyu.citizen_requests.models import Exclusion
from shiyu.citizen_requests.tests.conftest import MONDAY

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
LATER = MONDAY + timedelta(hours=3)
LAMPS = {"category": "010204", "place": {"division": "140502001000"}}


def text(answer: Any) -> str:
    shown: str = answer.content.decode()
    return shown


def test_every_number_leads_to_its_list(browser: Browser, report: Any) -> None:
    report(**LAMPS).to("closed")
    report(**LAMPS).to("handling")
    with standing_at(LATER):
        shown = text(browser("supervisor").get("/overview"))
    assert 'href="/cases?procedure=citizen_request&amp;state=open">1</a>' in shown
    assert 'href="/cases?procedure=citizen_request&amp;state=late">0</a>' in shown
    assert 'href="/cases?procedure=citizen_request&amp;state=open&amp;unit=cgj">1</a>' in shown
    assert "响应率" in shown
    assert "100.0%" in shown.replace("\n", "")


@pytest.mark.parametrize(
    "query", ["?by=place", "?by=type", "?by=x", "?days=7", "?days=-1", "?days=99999999999", "?place="]
)
def test_other_ways_to_look(browser: Browser, report: Any, query: str) -> None:
    report(**LAMPS)
    assert browser("supervisor").get(f"/overview{query}").status_code == 200


def test_an_unknown_place_is_refused_plainly(browser: Browser) -> None:
    assert browser("supervisor").get("/overview?place=nowhere").status_code in {400, 422}


def test_the_table_as_a_spreadsheet(browser: Browser, report: Any) -> None:
    report(**LAMPS).to("closed")
    with standing_at(LATER):
        answer: Any = browser("supervisor").get("/overview?format=xlsx")
    content = b"".join(answer.streaming_content)
    rows = load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[1][1] == "cgj"
    assert Access.objects.filter(what="export").count() == 1


def test_as_many_questions_for_three_units_as_for_one(browser: Browser, report: Any, questions: Any) -> None:
    supervisor = browser("supervisor")
    counted = []
    report(**LAMPS).to("closed")
    with standing_at(LATER):
        supervisor.get("/overview")
    for _ in range(2):
        cache.clear()
        with standing_at(LATER):
            counted.append(questions(lambda: supervisor.get("/overview")))
        for unit in ("zjj", "jjzd"):
            report(**LAMPS).do("dispatch", "dispatcher", lead=unit)
    assert counted[0] == counted[1] <= 15


def test_approvals_say_what_is_asked(browser: Browser, report: Any) -> None:
    first, second = report(**LAMPS).to("handling"), report(**LAMPS).to("handling")
    first.do("ask_extension", "clerk@cgj", amount=2, reason="等配件")
    second.do("ask_deferral", "clerk@cgj", defer_reason="season", reason="冬季不能施工", until="2026-03-20")
    shown = text(browser("supervisor").get("/approvals"))
    assert "延长 2 个工作日" in shown
    assert "缓办至 2026-03-20" in shown
    assert f"/cases/{first.number}/moves/grant_extension" in shown
    assert f"/cases/{second.number}/moves/grant_deferral" in shown


def proposed(report: Any, browser: Browser) -> tuple[str, Client]:
    story = report(**LAMPS).to("closed")
    story.do("propose_exclusion", "supervisor", rate="satisfied", exclusion_reason="repeated", note="多次反映同一事项")
    return story.number, browser("supervisor")


def test_a_second_person_decides_once(browser: Browser, report: Any) -> None:
    number, supervisor = proposed(report, browser)
    assert number in text(supervisor.get("/exclusions"))
    form = {"_key": "k", "decide": f"{number}:satisfied:confirm"}
    for _ in range(2):
        assert supervisor.post("/exclusions", form).status_code == 302
    assert [row.state for row in Exclusion.objects.all()] == ["confirmed"]
    assert number in text(supervisor.get("/exclusions?state=confirmed"))


def test_a_refusal_needs_its_reason_and_the_proposer_does_not_decide(browser: Browser, report: Any) -> None:
    number, supervisor = proposed(report, browser)
    answer = supervisor.post("/exclusions", {"_key": "k", "decide": f"{number}:satisfied:refuse"})
    assert answer.status_code == 422
    assert [row.state for row in Exclusion.objects.all()] == ["proposed"]
    typed = {"_key": "k2", "decide": f"{number}:satisfied:nonsense", f"reason-{number}-satisfied": "仍应计入"}
    assert supervisor.post("/exclusions", typed).status_code in {302, 404, 422}
    own = Exclusion.objects.get()
    Exclusion.objects.filter(pk=own.pk).update(
        state="proposed", decided_by=None, decided_at=None, proposed_by=int(supervisor.session["_auth_user_id"])
    )
    shown = text(supervisor.get("/exclusions"))
    assert "您提出" in shown
    assert supervisor.post("/exclusions", {"_key": "k3", "decide": f"{number}:satisfied:confirm"}).status_code == 409


@pytest.mark.parametrize("decide", ["", "x", "x:y", "x:y:z:w", "\u0000:satisfied:confirm"])
def test_nonsense_decides_nothing(browser: Browser, decide: str) -> None:
    with standing_at(MONDAY):
        assert browser("supervisor").post("/exclusions", {"decide": decide}).status_code in {404, 422, 409}
