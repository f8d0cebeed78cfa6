"""督查通报: typed, looked at, signed once for each span, by the head of the office alone; its page and its cost."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from shiyu.base.clock import standing_at
from shiyu.city.demo import load_demo_people
from shiyu.city.models import Account
from shiyu.documents.models import Paper
from shiyu.supervision.tests.conftest import MONDAY, days
from shiyu.supervision.tests.test_pages import ordered

pytestmark = pytest.mark.django_db
PAGE = "/supervision/circular"
TYPED = {
    "since": "2026-03-01", "until": "2026-03-31", "recipients": "市直各单位", "summary": "总体进展顺利。",
    "requirements": "请抓紧办理。",
}  # fmt: skip


@pytest.fixture
def lead(people: Any) -> Iterator[Client]:
    """The head of the supervision office, the day after the one order there is was given to its unit."""
    load_demo_people(settings.SHIYU_CITY, password="not used here")
    ordered("circular")
    with standing_at(days(1)):
        yield browser("supervision-lead")


def browser(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username))
    return client


def sent(client: Client, do: str, **other: str) -> tuple[int, str]:
    answer = client.post(PAGE, {**TYPED, "do": do, **other})
    return answer.status_code, str(answer.content.decode())


def test_it_is_looked_at_and_then_signed(lead: Client) -> None:
    status, shown = sent(lead, "preview")
    assert status == 200
    assert all(words in shown for words in ("总体进展顺利。", "签发时编号", "市住建局", "2026年3月1日至2026年3月31日"))
    assert not Paper.objects.filter(kind="supervision_circular").exists()
    assert sent(lead, "issue")[0] == 302
    paper = Paper.objects.get(kind="supervision_circular")
    assert (paper.unit_code, paper.everyone, paper.case) == ("dcs", True, None)
    assert paper.number == "晋市督〔2026〕2号"  # the notice of the order has the first
    assert paper.signed_by["post"] == "dcs-supervision-lead"
    assert "总体进展顺利。" in str(browser("clerk-cgj").get(f"/papers/{paper.reference}").content.decode())


def test_the_same_span_is_issued_once(lead: Client) -> None:
    assert sent(lead, "issue")[0] == 302
    status, shown = sent(lead, "issue")
    assert status == 409
    assert "晋市督〔2026〕2号" in shown
    assert Paper.objects.filter(kind="supervision_circular").count() == 1


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"summary": ""}, "必须填写"), ({"until": "2026-02-01"}, "先后不颠倒"),
        ({"summary": "此件机密"}, "保守国家秘密法"),
        ({"since": "2025-01-01", "until": "2025-02-01"}, "没有督查件"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_and_nothing_is_issued(lead: Client, other: dict[str, str], said: str) -> None:
    for do in ("preview", "issue"):
        status, shown = sent(lead, do, **other)
        assert status in {400, 422}, (do, status)
        assert said in shown or do == "issue"
    assert not Paper.objects.filter(kind="supervision_circular").exists()


@pytest.mark.parametrize("username", ["supervision", "leader", "head-zjj", "clerk-zjj"])
def test_nobody_else_signs_it(lead: Client, username: str) -> None:
    assert lead is not None
    assert browser(username).get(PAGE).status_code == 403
    assert sent(browser(username), "issue")[0] == 403
    assert not Paper.objects.filter(kind="supervision_circular").exists()


def test_the_page_costs_the_same_whatever_there_is(
    lead: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    counts = []
    for again in range(2):
        with django_assert_max_num_queries(40) as asked:
            assert sent(lead, "preview")[0] == 200
        counts.append(len(asked))
        with standing_at(MONDAY):
            ordered(f"more-{again}")
    assert counts[0] == counts[1]
