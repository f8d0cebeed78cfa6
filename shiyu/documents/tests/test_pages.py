"""The register, the page of a paper and its file: who gets them, what they show, what they cost."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from shiyu.cases.door import open_case
from shiyu.cases.gate import Purpose, get_case
from shiyu.documents import panel as panel_module
from shiyu.documents.issuing import STAFF, Audience, PaperOrder, issue_paper
from shiyu.documents.models import Paper
from shiyu.documents.panel import draft_beside, panel_of, show_papers
from shiyu.documents.tests.conftest import answers, officer, opened
from shiyu.documents.tests.procedures import PAPERWORK
from shiyu.documents.tests.procedures.moves import ANSWER, URGING
from shiyu.web import forms, menu, panels
from shiyu.web.forms import MoveForm
from shiyu.web.reader import reader_of
from tests.pages.people import browser

pytestmark = pytest.mark.usefixtures("papers")


def urging(*, number: str = "", unit: str = "zfb", audience: Audience = STAFF, title: str = "催办通知") -> Paper:
    order = PaperOrder(kind="urging_notice", unit_code=unit, title=title, facts=URGING, audience=audience)
    return issue_paper(order, actor=officer("x", unit=unit), number=number)


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return str(answer.content.decode())


def test_the_page_of_a_paper_is_its_sheet() -> None:
    number = opened()
    paper = urging(number=number)
    shown = page(browser("dispatcher"), f"/papers/{paper.reference}")
    assert paper.number in shown
    assert 'data-form="letter"' in shown
    assert paper.address in shown
    assert f"/cases/{number}" in shown
    assert not re.search(r"\sstyle=|<script(?![^>]*\bsrc=)", shown.split("<main", 1)[1])


def test_a_stranger_finds_nothing() -> None:
    paper = urging(number=opened())
    for path in (f"/papers/{paper.reference}", f"/papers/{paper.reference}/file", f"/papers/{uuid4()}"):
        assert browser("clerk", unit="cgj").get(path).status_code == 404
        assert Client().get(path).status_code in {302, 401}


def test_a_party_finds_the_letter_addressed_to_him() -> None:
    facts = {"title": "样例提案", "contact": {"name": "样某", "phone": "13800000000"}}
    made = open_case("test_papers", "submit", actor=officer("dispatcher"), key="party", facts=facts)
    answers(made.number)
    letter, staff_only = Paper.objects.get(kind="proposal_answer"), urging(number=made.number)
    client = Client()
    assert client.post("/my/code", {"query_code": made.query_code}).status_code == 302
    shown = page(client, f"/papers/{letter.reference}")
    assert "已办。" in shown
    assert "签发时间" in shown
    assert ">签发<" not in shown  # which office, not which post
    assert client.get(f"/papers/{letter.reference}/file").status_code == 200
    assert client.get(f"/papers/{staff_only.reference}").status_code == 404


def test_the_file_is_the_signed_one() -> None:
    paper = urging(number=opened())
    answer = browser("dispatcher").get(f"/papers/{paper.reference}/file")
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert len(content) == paper.size
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_one_corrected_says_so_and_leads_on() -> None:
    old = urging(audience=Audience(everyone=True))
    order = PaperOrder(
        kind="urging_notice", unit_code="zfb", title="催办通知", facts=URGING, corrects=old.reference,
        audience=Audience(everyone=True),
    )  # fmt: skip
    new = issue_paper(order, actor=officer("x"))
    assert f"/papers/{new.reference}" in page(browser("clerk", unit="cgj"), f"/papers/{old.reference}")
    assert f"/papers/{old.reference}" in page(browser("clerk", unit="cgj"), f"/papers/{new.reference}")


def test_the_register_is_narrowed_and_paged_by_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shiyu.documents.pages.PAGE", 2)
    for n, unit in enumerate(("zfb", "zjj", "zfb", "zjj", "zfb")):
        urging(unit=unit, audience=Audience(everyone=True), title=f"第{n}件")
    urging(unit="zfb", title="不给别人看的")
    client = browser("clerk", unit="cgj")

    def titles(path: str) -> tuple[list[str], str]:
        shown = page(client, path)
        further = re.search(r'href="([^"]*before=\d+)" rel="next"', shown)
        return re.findall(r"<bdi>(第\d件|不给别人看的)</bdi>", shown), further[1].replace(
            "&amp;", "&"
        ) if further else ""

    first, further = titles("/papers")
    second, further_on = titles(further)
    third, end = titles(further_on)
    assert (first, second, third, end) == (["第4件", "第3件"], ["第2件", "第1件"], ["第0件"], "")
    assert titles("/papers?unit=zjj")[0] == ["第3件", "第1件"]
    assert titles("/papers?q=第2")[0] == ["第2件"]
    assert titles("/papers?year=1999")[0] == []
    assert titles("/papers?kind=yearly_report")[0] == []
    assert titles("/papers?year=x&before=-1&q=%00")[0] == ["第4件", "第3件"]


def test_an_empty_register_says_why_and_what_was_asked_too_narrowly_leads_back() -> None:
    client = browser("clerk", unit="cgj")
    assert "还没有您能看到的公文" in page(client, "/papers")
    narrow = page(client, "/papers?q=没有这样的题目")
    assert "没有符合条件的公文" in narrow
    assert '<a class="btn" href="/papers">看全部</a>' in narrow


@pytest.mark.parametrize("path", ["/papers", "/papers/{reference}"])
def test_more_papers_cost_no_more_questions(path: str) -> None:
    client, everyone = browser("dispatcher"), Audience(everyone=True)
    paper = urging(number=opened(), audience=everyone)
    address = path.format(reference=paper.reference)
    page(client, address)  # what is asked once a process is known
    with CaptureQueriesContext(connection) as one:
        page(client, address)
    for _ in range(4):
        urging(number=opened(), audience=everyone)
    with CaptureQueriesContext(connection) as five:
        page(client, address)
    assert len(five) == len(one)


def test_the_panel_of_a_case_shows_what_its_reader_may_see() -> None:
    number = opened()
    answers(number)
    actor = officer("dispatcher")
    reader = reader_of(get_case(number, actor=actor, purpose=Purpose.HANDLING), actor=actor)
    panel = panel_of(reader)
    assert panel is not None
    assert [(row["paper"].kind, row["kind"].zh) for row in panel["rows"]] == [
        ("proposal_answer", "提案答复函"), ("opinion_form", "办理情况征询意见表")
    ]  # fmt: skip


def order_of(reader: Any, typed: Any) -> PaperOrder:
    facts = {**ANSWER, "answer": typed.get("answer", "")}
    return PaperOrder(kind="proposal_answer", unit_code="zjj", title="关于第1号提案的答复", facts=facts)


@pytest.mark.parametrize(("typed", "drawn"), [("已办结。", True), ("", False)])
def test_the_draft_stands_beside_the_form_once_enough_is_typed(typed: str, drawn: bool) -> None:
    actor = officer("dispatcher")
    reader = reader_of(get_case(opened(), actor=actor, purpose=Purpose.HANDLING), actor=actor)
    move = PAPERWORK.move("answer")
    assert move is not None
    data = RequestFactory().post("/", {"answer": typed, "unit": "zjj"}).POST
    panel = draft_beside(order_of)(reader, MoveForm(move, data=data))
    assert panel is not None
    assert (panel.context["sheet"] is not None) is drawn
    if not drawn:
        assert panel.context["why"].zh == "答复"
    assert Paper.objects.filter(kind="proposal_answer").count() == 0


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system has entered its panel and the form of its move, for this test alone."""
    for registry, name in ((panels, "_PANELS"), (menu, "_WAYS"), (forms, "_FORMS")):
        monkeypatch.setattr(registry, name, dict(getattr(registry, name)))
    monkeypatch.setattr(panel_module, "_READERS", set(panel_module._READERS))
    show_papers(PAPERWORK)
    forms.register_form("test_papers", "answer", forms.FormOfMove(beside=draft_beside(order_of)))


@pytest.mark.usefixtures("shown")
def test_the_page_of_the_case_has_the_panel_and_the_menu_the_register() -> None:
    number = opened()
    answers(number)
    shown = page(browser("dispatcher"), f"/cases/{number}")
    letter = Paper.objects.get(kind="proposal_answer")
    assert f'href="/papers/{letter.reference}"' in shown
    assert "晋市建函〔" in shown
    assert 'href="/papers"' in shown


@pytest.mark.usefixtures("shown")
def test_the_form_draws_the_paper_with_what_is_typed_and_makes_no_move() -> None:
    number, client = opened(), browser("dispatcher")
    path = f"/cases/{number}/moves/answer"
    assert "填写后显示：答复" in page(client, path)
    answer = client.post(path, {"_key": "p", "answer": "已经办结。", "unit": "zjj", "_more": "paper"})
    drawn = answer.content.decode()
    assert answer.status_code == 200
    assert 'class="sheet"' in drawn
    assert "（签发时编号）" in drawn
    assert drawn.count("已经办结。") == 2  # in its field and on the sheet
    assert not Paper.objects.filter(kind="proposal_answer").exists()


def test_an_entry_says_which_papers_it_issued() -> None:
    number = opened()
    answers(number)
    assert "提案答复函" in page(browser("dispatcher"), f"/cases/{number}")
