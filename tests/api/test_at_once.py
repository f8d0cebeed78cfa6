"""Two at the same moment, with real commits: one wins, the other is told; nothing is done twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections

from shiyu.cases.models import Assignment, Case, Entry
from tests.api.people import REPORT, bearing, report, token_for

pytestmark = pytest.mark.usefixtures("committed")


def together(*asks: Callable[[], Any]) -> list[Any]:
    """All of them at one moment, each on its own connection."""
    barrier = Barrier(len(asks))

    def run(ask: Callable[[], Any]) -> Any:
        try:
            barrier.wait()
            return ask()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(asks)) as pool:
        return list(pool.map(run, asks))


def test_two_dispatchers_send_one_case_to_two_units() -> None:
    number = report(bearing(token_for("api_client"))).json()["number"]
    token = token_for("dispatcher")
    units = ("cgj", "zjj", "sthjj", "grgs")
    answers = together(*(lambda unit=unit: bearing(token).move(number, "dispatch", lead=unit) for unit in units))
    codes = sorted(answer.json().get("code", "made") for answer in answers)
    assert codes == ["made", "wrong_stage", "wrong_stage", "wrong_stage"]
    assert Assignment.objects.filter(case__number=number).count() == 1
    assert Entry.objects.filter(case__number=number).count() == 2


def test_one_report_sent_four_times_at_once_is_one_case() -> None:
    token = token_for("api_client")
    path, body = "/cases/citizen_request/report", {"facts": REPORT}
    answers = together(*(lambda: bearing(token).post(path, body, key="same") for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 201]
    assert len({answer.json()["number"] for answer in answers}) == 1
    assert Case.objects.count() == 1


def test_a_locked_case_is_answered_busy() -> None:
    number = report(bearing(token_for("api_client"))).json()["number"]
    token = token_for("dispatcher")
    with connections["owner"].cursor() as owner:
        owner.execute("BEGIN")
        owner.execute("SELECT 1 FROM cases_case WHERE number = %s FOR UPDATE", [number])
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '100ms'")
        answer = bearing(token).move(number, "urge")
        owner.execute("ROLLBACK")
    assert (answer.status_code, answer.json()["code"], answer.json()["kept"]) == (503, "busy", False)
    assert answer.headers["Retry-After"] == "2"
    assert bearing(token).move(number, "urge").status_code == 200
