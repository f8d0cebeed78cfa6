"""The story of a mass event, by JSON API: three callers, one answer, each judges, and the dissatisfied one counts."""

from typing import Any

import pytest

from shiyu.cases.models import Notice
from tests.api.people import REPORT, Api, bearing, token_for, with_code

pytestmark = pytest.mark.django_db
EVENT = {"event_title": "红星街片区停水", "known": "主管爆裂，正在抢修", "expected_end": "2026-12-31"}
WATER = {**REPORT, "title": "红星街停水", "detail": "从早上起停水。", "category": "010204", "type": "help"}


def staff(who: str) -> Api:
    role, _, unit = who.partition("@")
    return bearing(token_for(role, unit=unit or None))


def done(answer: Any, stage: str) -> None:
    assert (answer.status_code, answer.json().get("stage")) == (200, stage), answer.json()


def joined(number: str, place: int) -> Api:
    """A caller who joins the event by himself; answers him as his query code lets him in."""
    facts = {"main_case": number, "contact": {"phone": f"1390000100{place}"}}
    made = Api().post("/cases/citizen_request/join", {"facts": facts})
    assert (made.status_code, made.json()["stage"]) == (201, "merged"), made.json()
    return with_code(made.json()["query_code"])


def judge(caller: Api, page: dict[str, Any], verdict: str) -> Any:
    """What a caller says of the answer on the page before him."""
    body = {"facts": {"verdict": verdict}, "of_answer": page["round"]}
    return caller.post(f"/cases/{page['number']}/moves/judge", body)


def test_three_callers_one_answer_and_one_who_is_dissatisfied() -> None:
    opened = Api().post("/cases/citizen_request/report", {"facts": WATER}).json()
    number = opened["number"]
    dispatcher, clerk, reviewer = staff("dispatcher"), staff("clerk@zjj"), staff("reviewer")
    done(dispatcher.move(number, "declare_event", **EVENT), opened["stage"])
    callers = [with_code(opened["query_code"]), joined(number, 1), joined(number, 2)]
    done(dispatcher.move(number, "inform_callers", known="预计今晚恢复"), opened["stage"])
    done(dispatcher.move(number, "dispatch", lead="zjj"), "to_sign")
    done(clerk.move(number, "sign"), "handling")
    out = clerk.move(number, "answer", answer="已修复，恢复供水。", outcome="resolved").json()["stage"]
    if out == "review":
        out = reviewer.move(number, "pass_review").json()["stage"]
    assert out == "awaiting_verdict"  # of a great many a few are called, all are asked
    told = Notice.objects.filter(case__number=number, template="request_answered")
    assert told.values("party").distinct().count() == 3

    pages = [caller.get(f"/cases/{number}").json() for caller in callers]  # all read the answer before any judges
    assert all([answer["text"] for answer in page["answers"]] == ["已修复，恢复供水。"] for page in pages)
    verdicts = ("satisfied", "dissatisfied", "satisfied")
    judged = [judge(*one) for one in zip(callers, pages, verdicts, strict=True)]
    # All of an event are heard first; one of three is more than the tenth from which it is taken up again.
    assert [made.json()["stage"] for made in judged] == ["awaiting_verdict", "awaiting_verdict", "rework"]

    done(clerk.move(number, "answer", answer="已更换整段管道。", outcome="resolved"), "review")
    done(reviewer.move(number, "pass_review"), "awaiting_verdict")
    refused = judge(callers[0], pages[0], "satisfied")
    assert (refused.status_code, refused.json()["code"]) == (409, "answer_replaced")
    for caller, stage in zip(callers, ("awaiting_verdict", "awaiting_verdict", "closed"), strict=True):
        page = caller.get(f"/cases/{number}").json()
        assert [party["verdict"] for party in page["parties"]] == [""]  # asked anew, and sees himself alone
        done(judge(caller, page, "satisfied"), stage)
    read = str([caller.get(f"/cases/{number}/history").json() for caller in callers])
    assert "13900001001" not in read
