"""What routing leaves behind: examples for the next model, and figures of how right it was."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from shiyu.base.clock import standing_at
from shiyu.base.figures import Scope, Value, figure
from shiyu.citizen_requests.examples import of_category, of_unit
from shiyu.citizen_requests.models import Routing
from shiyu.citizen_requests.tests.conftest import LEAD, MONDAY, OTHER, Story

pytestmark = pytest.mark.django_db
Report = Callable[..., Story]
MARCH = Scope(start=date(2026, 3, 1), end=date(2026, 3, 31))
LAMPS: dict[str, Any] = {"title": "三盏路灯不亮", "detail": "东门外的路灯不亮", "category": "010204"}


def value(name: str) -> Value:
    with standing_at(MONDAY + timedelta(days=20)):
        return figure(f"citizen_requests_{name}").compute(MARCH)


def closed(story: Story) -> Story:
    return story.to("closed")


def returned(story: Story) -> Story:
    """Sent to the wrong unit, returned, and waiting to be sent again."""
    story.do("dispatch", "dispatcher", lead=LEAD)
    story.do("ask_return", f"clerk@{LEAD}", return_reason="not_our_duty", basis="职责清单")
    story.do("accept_return", "dispatcher")
    return story


def sent_on(story: Story) -> Story:
    """After a return it is handled to the end by the right unit."""
    returned(story).do("dispatch", "dispatcher", lead=OTHER)
    return story.to("closed")


def test_a_closed_request_teaches_its_words_and_what_became_of_it(report: Report) -> None:
    closed(report(**LAMPS))
    report(**LAMPS).to("handling")
    report(**LAMPS).do("withdraw", "caller", reason="已好")
    (unit,) = of_unit(100)
    assert (unit.title, unit.detail, unit.label, unit.category) == (
        LAMPS["title"], LAMPS["detail"], OTHER, LAMPS["category"],
    )  # fmt: skip
    assert [one.label for one in of_category(100)] == ["010204"]


def test_a_return_and_a_corrected_category_are_what_is_learnt(report: Report) -> None:
    story = report(**LAMPS)
    story.do("correct", "dispatcher", category="010214")
    sent_on(story)
    assert [one.label for one in of_unit(100)] == [OTHER]
    assert [one.label for one in of_category(100)] == ["010214"]


def test_only_the_newest_are_read(report: Report) -> None:
    for number in range(3):
        closed(report(**LAMPS | {"title": f"第{number}件"}))
    assert [one.title for one in of_unit(2)] == ["第2件", "第1件"]


def test_a_routing_is_kept_once_and_written_over_when_routed_again(report: Report) -> None:
    story = report(**LAMPS)
    before = Routing.objects.get()
    assert (before.unit, before.unit_sure, before.unit_model) == (OTHER, True, 0)
    with standing_at(MONDAY + timedelta(hours=1)):
        story.do("route_again", "dispatcher")
    after = Routing.objects.get()
    assert (after.pk, after.unit, after.at - before.at) == (before.pk, OTHER, timedelta(hours=1))


def test_returns_and_sending_elsewhere_are_errors(report: Report) -> None:
    closed(report(**LAMPS))
    returned(report(**LAMPS))
    sent_on(report(**LAMPS))
    recalled = report(**LAMPS).to("handling")
    recalled.do("recall", "supervisor", reason="派错单位")
    recalled.do("dispatch", "dispatcher", lead=LEAD)
    report(**LAMPS)  # not sent yet: it counts for neither
    assert value("dispatch_error_rate") == Decimal("75.0")


def test_errors_of_suggestions_count_where_the_suggestion_was_taken(report: Report) -> None:
    closed(report(**LAMPS))
    sent_on(report(**LAMPS))
    recalled = report(**LAMPS).to("handling")
    recalled.do("recall", "supervisor", reason="派错单位")
    recalled.do("dispatch", "dispatcher", lead=LEAD)
    assert (value("suggestions_taken_rate"), value("suggestion_error_rate")) == (Decimal("66.7"), Decimal("50.0"))


def test_abstaining_is_counted_of_all_that_was_routed(report: Report) -> None:
    report(**LAMPS)
    report(title="你好", detail="想问一下事情")
    assert value("abstention_rate") == Decimal("50.0")
