"""件: what the page of a case shows, to whom, and at what cost."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shiyu.cases.models import Access, Case, Party
from tests.pages.people import CANARY, api, browser, handled, reported, send

pytestmark = pytest.mark.django_db


def page(role: str, path: str, *, unit: str | None = None, **headers: str) -> str:
    answer = browser(role, unit=unit, **headers).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_questions_a_case_answers() -> None:
    number = reported(type="complaint")
    api("dispatcher").move(number, "dispatch", lead="zjj")
    api("clerk", unit="zjj").move(number, "sign")
    shown = page("clerk", f"/cases/{number}", unit="zjj")
    assert len(re.findall("<h1", shown)) == 1
    for said in (number, "泽州路路灯不亮", "三盏路灯一周不亮", "投诉", "泽州路与红星街口", "市住建局 承办员"):
        assert said in shown, said
    assert '<li data-now aria-current="step">办理中 <time' in shown
    assert "<li data-past>已受理 <time" in shown
    assert "<li>待审核</li>" in shown
    assert re.search(r"<title id=.road-across-title.>市民诉求办理：现在在“办理中”</title>", shown)
    assert re.search(
        r'disabled aria-describedby="why-appeal">申请会商</button> <span id="why-appeal">退单被驳回后', shown
    )
    assert re.search(r"截止.*为什么是这一天", shown)
    assert "起算" in shown
    assert f'href="/cases/{number}/moves/answer"' in shown
    assert f'href="/cases/{number}/moves/dispatch"' not in shown
    assert "“申请会商”" not in shown
    assert "退单被驳回后方可申请会商" in shown


def test_in_english() -> None:
    number = handled()
    shown = page("clerk", f"/cases/{number}", unit="zjj", **{"Accept-Language": "en"})
    for said in ("Whose move it is", "What you can do now", "Being handled", "Due", "History"):
        assert said in shown


SEES_CONTACT = {"agent", "callback_officer"}
ROLES = ("agent", "dispatcher", "supervisor", "reviewer", "callback_officer", "arbiter", "auditor")


@pytest.mark.parametrize("role", ROLES)
def test_no_page_holds_a_contact_in_clear(role: str) -> None:
    number = handled()
    shown = page(role, f"/cases/{number}")
    assert [word for word in CANARY if word in shown] == []
    assert ("查看联系方式</a>" in shown) == (role in SEES_CONTACT)
    party = Party.objects.get().pk
    answer = browser(role).get(f"/cases/{number}/parties/{party}/contact")
    assert answer.status_code == (200 if role in SEES_CONTACT else 403)
    assert [word for word in CANARY if word in answer.content.decode()] == []


def test_a_contact_is_shown_once_for_a_reason_and_recorded() -> None:
    number = reported()
    path = f"/cases/{number}/parties/{Party.objects.get().pk}/contact"
    agent = browser("agent")
    refused = agent.post(path, {"purpose": "handling", "reason": " "})
    assert refused.status_code == 422
    assert "请写明查看的理由" in refused.content.decode()
    assert not Access.objects.filter(what="contact").exists()
    shown = agent.post(path, {"purpose": "handling", "reason": "核实地点"})
    assert [word for word in CANARY if word not in shown.content.decode()] == []
    assert "no-store" in shown.headers["Cache-Control"]
    look = Access.objects.get(what="contact")
    assert (look.purpose, look.detail["reason"]) == ("handling", "核实地点")
    assert agent.post(path, {"purpose": "own_case", "reason": "x"}).status_code == 422
    assert agent.get(f"/cases/{number}/parties/999999/contact").status_code == 404


def test_who_looked_is_for_auditors() -> None:
    number = reported()
    page("dispatcher", f"/cases/{number}")
    assert "谁看过" not in page("dispatcher", f"/cases/{number}")
    shown = page("auditor", f"/cases/{number}")
    assert "谁看过" in shown
    assert "查看此件（办理）" in shown
    assert Access.objects.filter(what="case", purpose="audit").exists()


@pytest.mark.parametrize("number", ["SQ20260101999999", "x", "%00", "a b", "😀"])
def test_what_is_not_there_and_what_is_not_yours_look_the_same(number: str) -> None:
    reported()
    assert browser("clerk", unit="cgj").get(f"/cases/{number}").status_code == 404
    theirs = Case.objects.get().number
    assert browser("clerk", unit="cgj").get(f"/cases/{theirs}").status_code == 404


def test_nothing_typed_is_run() -> None:
    evil = "<img src=x onerror=alert(1)>\u202egnp.exe"
    number = reported(title=evil, detail=f"<script>alert(2)</script>{evil}", contact={"name": "<b>坏</b>"})
    shown = page("agent", f"/cases/{number}")
    assert "<img" not in shown
    assert "<script>" not in shown
    assert "\u202e" not in shown
    assert "<bdi>&lt;img" in shown
    assert "<b>坏" not in shown


def test_a_crowd_costs_no_more_than_one_caller(city_at_hand: None) -> None:
    number = reported()
    supervisor = browser("supervisor")
    supervisor.get(f"/cases/{number}")

    def cost() -> tuple[int, str]:
        with CaptureQueriesContext(connection) as asked:
            shown = supervisor.get(f"/cases/{number}").content.decode()
        return len(asked), shown

    few, _ = cost()
    first = Party.objects.get()
    Party.objects.bulk_create(
        Party(case=first.case, role="caller", contact=first.contact, joined_at=first.joined_at) for _ in range(250)
    )
    many, shown = cost()
    assert many == few + 1  # how many there are
    assert few <= MOST_QUERIES
    assert shown.count("<strong>诉求人</strong>") == 100
    assert "另有151人未列出" in shown


MOST_QUERIES = 26


def test_entries_and_assignments_cost_no_queries(city_at_hand: None) -> None:
    number = reported()
    agent = browser("agent")
    agent.get(f"/cases/{number}")
    with CaptureQueriesContext(connection) as one:
        agent.get(f"/cases/{number}")
    dispatcher = api("dispatcher")
    assert dispatcher.move(number, "dispatch", lead="zjj", joint=["cgj", "jjzd"]).status_code == 200
    for note in range(3):
        assert dispatcher.move(number, "urge", note=f"第{note}次").status_code == 200
    with CaptureQueriesContext(connection) as three:
        agent.get(f"/cases/{number}")
    assert len(three) == len(one)


def test_files_are_saved_and_have_a_public_copy() -> None:
    from tests.pages.pictures import jpeg

    number = reported()
    agent = browser("agent")
    made = send(agent, f"/cases/{number}/moves/supplement", {"note": "补充照片", "files": jpeg("灯<b>.jpg")})
    assert made.status_code == 302
    shown = agent.get(f"/cases/{number}").content.decode()
    assert "灯&lt;b&gt;.jpg" in shown
    links = re.findall(rf'href="(/cases/{number}/files/[^"]+)"', shown)
    assert len(links) == 2
    for link in links:
        answer: Any = agent.get(link)
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["Cache-Control"] == "no-store"
        assert b"".join(answer.streaming_content)[:2] == b"\xff\xd8"
    assert browser("clerk", unit="cgj").get(links[0]).status_code == 404


def test_a_system_adds_a_panel(monkeypatch: pytest.MonkeyPatch) -> None:
    from shiyu.web import panels

    monkeypatch.setattr(panels, "_PANELS", {})
    number = reported()
    panels.register_panel("citizen_request", "web/form/fields.html", lambda _reader: None, order=1)
    assert browser("agent").get(f"/cases/{number}").status_code == 200
