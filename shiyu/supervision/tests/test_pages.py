"""The pages: what they say, what they cost, and the two clicks from any case to its order."""

import html
import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.http import QueryDict
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from python_calamine import load_workbook

from shiyu.base.clock import now, standing_at
from shiyu.cases.acting import actors_of
from shiyu.cases.actors import Newcomer, PostHolder
from shiyu.cases.door import Made, make_move, open_case
from shiyu.cases.models import Case
from shiyu.cases.tick import tick
from shiyu.city.demo import load_demo_people
from shiyu.city.models import Account
from shiyu.supervision.tests.conftest import LEAD, PLAN, PROPOSAL
from shiyu.web.kept import written

pytestmark = pytest.mark.django_db
Open = Callable[[str], Client]
REQUEST = {"title": "路灯不亮", "detail": "三晚不亮", "contact": {"name": "张某", "phone": "0356-0000001"}}


@pytest.fixture
def visit() -> Open:
    """A browser in which this account of the demo has logged in; it is Monday morning."""
    load_demo_people(settings.SHIYU_CITY, password="not used here")

    def make(username: str) -> Client:
        client = Client()
        client.force_login(Account.objects.get(username=username))
        return client

    return make


def actor(username: str) -> PostHolder:
    return actors_of(Account.objects.get(username=username))[0]


def ordered(key: str, **plan: Any) -> Made:
    made = open_case("supervision_order", "propose", actor=actor("supervision"), key=key, facts=PROPOSAL)
    make_move(made.number, "ask_approval", actor=actor("supervision"), key=f"{key}-1", **{**PLAN, **plan})
    make_move(made.number, "approve", actor=actor("supervision-lead"), key=f"{key}-2")
    make_move(made.number, "sign", actor=actor("clerk-zjj"), key=f"{key}-3")
    return made


def text(answer: Any) -> str:
    return str(answer.content.decode())


PAGES = {"/supervision": 8, "/supervision/orders": 9, "/supervision/ledger": 6, "/supervision/projects": 4}
"""Questions of each page, whatever the number of orders."""


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_three_orders_costs_what_one_does(
    visit: Open, path: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = visit("supervision-lead")
    nodes = [{"text": "完工", "due": "2027-04-30", "unit": LEAD}]
    ordered("a", nodes=nodes)
    client.get(path)
    counts = []
    for _ in range(2):
        with django_assert_max_num_queries(30) as asked:
            assert client.get(path).status_code == 200
        counts.append(len(asked))
        ordered(f"b{len(counts)}", nodes=nodes)
        ordered(f"c{len(counts)}", nodes=nodes)
    assert counts == [PAGES[path]] * 2


def test_every_number_of_the_board_opens_the_list_of_what_it_counts(visit: Open) -> None:
    client = visit("supervision-lead")
    made = ordered("a")
    board = text(client.get("/supervision"))
    assert "/supervision/orders?tab=blue&amp;unit=zjj" in board
    shown = text(client.get("/supervision/orders?tab=blue&unit=zjj"))
    assert made.number in shown
    assert made.number not in text(client.get("/supervision/orders?tab=red"))
    assert made.number not in text(client.get("/supervision/orders?tab=blue&unit=cgj"))


@pytest.mark.parametrize(("light", "held"), [("blue", True), ("red", False)])
def test_the_export_of_a_light_holds_that_light_alone(visit: Open, light: str, held: bool) -> None:
    client = visit("supervision-lead")
    made = ordered("a")
    (address,) = re.findall(r'href="(/cases/export[^"]*)"', text(client.get(f"/supervision/orders?tab={light}")))
    form = text(client.get(html.unescape(address)))
    sent = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    file: Any = client.post("/cases/export", {**sent, "format": "csv", "purpose": "supervision", "reason": "核对"})
    assert (made.number in b"".join(file.streaming_content).decode("utf-8-sig")) is held


def test_units_find_their_own_orders_and_nobody_elses(visit: Open) -> None:
    visit("clerk-zjj")
    number = ordered("a").number
    assert number in text(visit("clerk-zjj").get("/supervision/orders"))
    assert number not in text(visit("clerk-cgj").get("/supervision/orders"))
    assert visit("clerk-cgj").get(f"/cases/{number}").status_code == 404
    assert visit("agent").get("/supervision").status_code == 403


def test_the_ledger_of_a_week_is_on_the_page_and_in_a_file(visit: Open) -> None:
    client = visit("supervision-lead")
    made = ordered("a")
    clerk = actor("clerk-zjj")
    make_move(made.number, "report_day_1", actor=clerk, key="r", responsible="局长", shared_out="市政科")
    assert "1日反馈" in text(client.get("/supervision/ledger"))
    assert made.number not in text(client.get("/supervision/ledger?week=2020-01-06"))
    answer: Any = client.get("/supervision/ledger?format=xlsx")
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    row = book.get_sheet_by_index(0).to_python()[1]
    assert (row[0], row[1], row[8]) == (made.number, PROPOSAL["title"], "1日反馈")


def test_the_page_of_an_order_says_what_is_due(visit: Open) -> None:
    client = visit("supervision-lead")
    shown = text(client.get(f"/cases/{ordered('a', leader='zfb-leader-works').number}"))
    for words in ("13710", "1日：责任人和分工", "副市长（城建交通）", "0次"):
        assert words in shown


def test_two_clicks_put_a_request_under_supervision_and_its_page_says_so(visit: Open) -> None:
    client = visit("supervisor")
    number = open_case("citizen_request", "report", actor=Newcomer(role="caller"), key="r", facts=REQUEST).number
    page = text(client.get(f"/cases/{number}"))
    assert f"/supervision/refer/{number}" in page
    sent = {"_key": "k", "reason": "群众再次反映"}
    answer = client.post(f"/supervision/refer/{number}", sent, follow=True)
    order = Case.objects.get(procedure="supervision_order")
    assert order.number in text(answer)
    assert f'href="/cases/{order.number}"' not in text(answer)  # it is not his to open
    assert f'href="/cases/{number}"' in text(visit("supervisor-dcs").get(f"/cases/{order.number}"))
    assert f"/supervision/refer/{number}" not in text(client.get(f"/cases/{number}"))
    assert order.number in text(visit("dispatcher").get(f"/cases/{number}"))  # who sees the case sees that it is
    client.post(f"/supervision/refer/{number}", sent)
    client.post(f"/supervision/refer/{number}", sent | {"_key": "another"})
    assert Case.objects.filter(procedure="supervision_order").count() == 1


@pytest.mark.parametrize(("username", "status"), [("dispatcher", 403), ("clerk-zjj", 403), ("supervision", 404)])
def test_who_may_not_refer_or_does_not_see_it_is_refused(visit: Open, username: str, status: int) -> None:
    client = visit(username)
    number = open_case("citizen_request", "report", actor=Newcomer(role="caller"), key="r", facts=REQUEST).number
    assert client.post(f"/supervision/refer/{number}", {"_key": "k", "reason": "逾期"}).status_code == status
    assert not Case.objects.filter(procedure="supervision_order").exists()


def test_a_classified_matter_is_told_the_legal_way_and_not_kept(visit: Open) -> None:
    client = visit("supervision")
    sent = {**PROPOSAL, "classified": "yes", "_key": "k"}
    answer = client.post("/open/supervision_order/propose", sent)
    assert answer.status_code == 422
    assert "保守国家秘密法" in text(answer)
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("classified=yes&title=x", False), ("classified=no&title=绝密工程", False), ("classified=no&title=路灯", True),
        ("note=机密件&_draft=move:DC20260302000001:note_progress", False),
        ("note=机密件&_shown_at=/cases/DC2026", False),
        ("note=机要室&_draft=move:DC20260302000001:note_progress", True), ("note=机密件&_draft=move:SQ1:note", True),
    ],
)  # fmt: skip
def test_no_draft_keeps_what_is_classified(db: None, typed: str, *, kept: bool) -> None:
    assert (written(QueryDict(typed)) is not None) is kept


def test_the_units_standing_is_counted_from_the_figures(visit: Open) -> None:
    client = visit("supervision-lead")
    ordered("a")
    assert "市住建局" in text(client.get("/supervision/units"))
    assert client.get("/supervision/units?since=2020-01-01&until=2026-01-01").status_code == 422
    answer: Any = client.get("/supervision/units?format=xlsx")
    rows = load_workbook(BytesIO(b"".join(answer.streaming_content))).get_sheet_by_index(0).to_python()
    assert rows[1][:2] == ["市住建局", 1]


LAMP = re.compile(r'<span class="lamp" data-lamp="(\w+)" title="[^"]*"><span aria-hidden="true">.</span>([^<]*)</span>')


@pytest.mark.parametrize(
    ("ago", "wanted"),
    [(timedelta(minutes=1), "blue"), (timedelta(days=2), "red"), (None, "grey")],
)
def test_title_lists_and_panel_show_one_light(visit: Open, ago: timedelta | None, wanted: str) -> None:
    """The limit of the stage alone would say that all is well while a checkpoint is missed."""
    client = visit("supervision-lead")
    with standing_at(now() - (ago or timedelta(0))):
        made = ordered("a")
    if ago is None:
        make_move(made.number, "withdraw", actor=actor("supervision-lead"), key="w", reason="会议已调整安排")
    tick()
    page = text(client.get(f"/cases/{made.number}"))
    listed = [text(client.get(f"/{path}?q={made.number}")) for path in ("cases", "supervision/orders")]
    title = LAMP.search(page.split('class="title-row"', 1)[1])
    panel = LAMP.search(page.split('id="checkpoints"', 1)[1])
    assert title is not None
    assert panel is not None
    rows = [LAMP.search(one.split(f"{made.number}</div>", 1)[1]) for one in listed if f"{made.number}</div>" in one]
    assert rows
    assert {found.groups() for found in (title, panel, *rows) if found} == {title.groups()}
    assert title[1] == wanted


def test_lights_of_a_list_are_asked_once_and_only_where_they_are_shown(
    visit: Open, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = visit("supervision-lead")
    ordered("a")
    client.get("/cases")
    counts = []
    for path in ("/cases", "/cases", "/cases?columns=title&columns=stage"):
        with django_assert_max_num_queries(40) as asked:
            client.get(path)
        counts.append(len(asked))
        ordered(f"b{len(counts)}")
    assert counts[0] == counts[1]
    assert counts[2] < counts[1]
