"""The page of routing quality, and a rollback from it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shiyu.base.clock import standing_at
from shiyu.base.crypto import sm3
from shiyu.citizen_requests.desk.quality_counting import stability
from shiyu.citizen_requests.models import Routing
from shiyu.citizen_requests.tests.conftest import MONDAY
from shiyu.triage.models import LearnedModel, ModelChange

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
LATER = MONDAY + timedelta(days=2)
LAMPS: dict[str, Any] = {"title": "三盏路灯不亮", "detail": "东门外的路灯不亮", "category": "010204"}
DONE = {"right": 30, "wrong": 2, "abstained": 3}


def version(number: int, *, is_active: bool = False) -> LearnedModel:
    """A version as a training enters it; its file is nowhere."""
    metrics = {
        "texts": 35, "accuracy": 0.97, "macro_f1": 0.9, "own": DONE, "other": DONE, "rival": 0,
        "expected": {"labels": {"cgj": 0.5, "grgs": 0.5}, "probability": 0.9},
    }  # fmt: skip
    return LearnedModel.objects.create(
        what="unit", version=number, file="unit-0.model", checksum=sm3(b"").hex(), size=1, data_hash=sm3(b"1").hex(),
        examples=200, labels=4, metrics=metrics, made_at=MONDAY, is_active=is_active,
    )  # fmt: skip


def seen(browser: Browser, who: str = "supervisor") -> str:
    with standing_at(LATER):
        answer = browser(who).get("/quality")
    assert answer.status_code == 200
    shown: str = answer.content.decode()
    return shown


def test_it_says_how_often_suggestions_were_right(browser: Browser, report: Any) -> None:
    report(**LAMPS).to("closed")
    wrong = report(**LAMPS).to("to_sign")
    wrong.do("ask_return", "clerk@cgj", return_reason="not_our_duty", basis="职责清单")
    wrong.do("accept_return", "dispatcher")
    wrong.do("dispatch", "dispatcher", lead="zjj")
    shown = seen(browser, "dispatcher")
    assert "50.0" in shown
    assert "1/2" in shown
    assert "住建局" in shown  # suggested Urban Management, handled by Housing
    assert "现在由规则研判" in shown
    assert "退回原因" not in shown


def test_a_model_whose_file_is_gone_is_said_aloud(browser: Browser) -> None:
    version(1, is_active=True)
    shown = seen(browser)
    assert "启用的模型用不了，现在由规则研判" in shown
    assert "文件不在" in shown


def test_a_supervisor_rolls_back_with_a_reason(browser: Browser) -> None:
    version(1, is_active=True)
    desk, form = browser("supervisor"), {"what": "unit", "expects": "1"}
    assert "请写明退回的原因" in desk.post("/quality", form).content.decode()
    assert desk.post("/quality", form | {"reason": "路灯派错"}).status_code == 302
    told = ModelChange.objects.get()
    assert (told.before, told.after, told.reason, "post" in told.by) == (1, 0, "路灯派错", True)
    again = desk.post("/quality", form | {"reason": "路灯派错"})
    assert "没有改动" in again.content.decode()
    assert ModelChange.objects.count() == 1


def test_a_dispatcher_looks_and_does_not_roll_back(browser: Browser) -> None:
    version(1, is_active=True)
    assert "退回原因" not in seen(browser, "dispatcher")
    answer = browser("dispatcher").post("/quality", {"what": "unit", "expects": "1", "reason": "不准"})
    assert answer.status_code == 403
    assert LearnedModel.objects.get().is_active


def test_what_is_sent_wrongly_is_answered_plainly(browser: Browser) -> None:
    for form in ({}, {"what": "weather", "expects": "1"}, {"what": "unit", "expects": "x", "reason": "不准"}):
        assert browser("supervisor").post("/quality", form).status_code == 422


def test_four_requests_ask_as_much_as_one(browser: Browser, report: Any) -> None:
    version(1, is_active=True)
    counts = []
    for number in range(2):
        for _ in range(1 + 2 * number):
            report(**LAMPS).to("handling")
        Routing.objects.update(unit_model=1)
        with standing_at(LATER + timedelta(days=number)):
            desk = browser("supervisor")
            desk.get("/work")
            with CaptureQueriesContext(connection) as asked:
                desk.get("/quality")
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("now", "then", "index"),
    [
        ({"a": 50, "b": 50}, {"a": 0.5, "b": 0.5}, 0.0),
        ({"a": 80, "b": 20}, {"a": 0.5, "b": 0.5}, 0.416),
        ({"a": 49}, {"a": 1.0}, None),
        ({"a": 100}, {}, None),
    ],
)
def test_drift(now: dict[str, int], then: dict[str, float], index: float | None) -> None:
    found = stability(now, then)
    assert (None if found is None else round(found, 3)) == index
