"""文书: the papers of an order, who signs them, and that the clock urges also where its paper cannot be made."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from shiyu.base.clock import standing_at
from shiyu.cases.errors import GuardRefused
from shiyu.cases.gate import Purpose, get_case
from shiyu.cases.models import Entry
from shiyu.cases.tests.ticked import at
from shiyu.documents.archive import store
from shiyu.documents.gate import readable_papers
from shiyu.documents.models import Counter, Paper
from shiyu.documents.panel import signer_words
from shiyu.supervision.errors import Classified
from shiyu.supervision.models import Order
from shiyu.supervision.papers_shown import BESIDE
from shiyu.supervision.procedure import SUPERVISION_ORDER
from shiyu.supervision.tests.conftest import JOINT, LEAD, NODES, OTHER, Story, days
from shiyu.supervision.urging import urge_again
from shiyu.web.forms import MoveForm, form_of
from shiyu.web.reader import reader_of

pytestmark = pytest.mark.django_db
Make = Callable[..., Story]
OFFICER, HEAD, CLERK = "supervision_officer", "supervision_lead", f"clerk@{LEAD}"
REPORT = {
    "recipient": "市政府", "background": "汛期将至", "standing": "完成两处", "problems": "管线未迁",
    "suggestions": "协调迁改",
}  # fmt: skip


def papers(story: Story, kind: str) -> list[Paper]:
    """The papers of the order of one kind, in the order of their making."""
    return list(Paper.objects.filter(case__number=story.number, kind=kind).order_by("id"))


def words_of(paper: Paper) -> str:
    """Every word of the file, tables and all."""
    docx = Document(io.BytesIO(b"".join(store().read(paper.address))))
    cells = [cell.text for table in docx.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in docx.paragraphs), *cells])


def sees(paper: Paper, actor: Any) -> bool:
    return readable_papers(actor).filter(pk=paper.pk).exists()


def test_approving_issues_the_numbered_notice(order: Make) -> None:
    story = order().to("to_sign", joint=[JOINT], nodes=NODES, weekly_from="2026-04-01", weekly_until="2026-04-30")
    (notice,) = papers(story, "supervision_notice")
    words = words_of(notice)
    assert notice.number == "晋市督〔2026〕1号"
    for said in ("晋城市住房和城乡建设局、晋城市交通运输局：", "会议议定事项", "倒排工期，汛期前完成。", "1日",
                 "2026年3月3日",
                 "2026年3月5日", "2026年3月9日", "完成招标", "2026年3月20日", "周报", "2026年4月30日"):  # fmt: skip
        assert said in words, said
    assert sees(notice, story.people(CLERK))
    assert not sees(notice, story.people(f"clerk@{OTHER}"))


def test_who_may_not_approve_issues_nothing_and_takes_no_number(order: Make) -> None:
    story = order().to("to_approve")
    himself = story.people(OFFICER)
    also = type(himself)(**{**{name: getattr(himself, name) for name in himself.__slots__}, "roles": frozenset({HEAD})})
    with pytest.raises(GuardRefused):
        story.do("approve", also)
    assert papers(story, "supervision_notice") == []
    assert not Counter.objects.exists()


def test_an_urge_by_hand_is_signed_by_the_officer(order: Make) -> None:
    story = order().to("handling")
    with standing_at(days(2)):
        story.do("urge", OFFICER, note="请书记已过问")
    (notice,) = papers(story, "urging_notice")
    words = words_of(notice)
    assert notice.number == "晋市督函〔2026〕1号"
    for said in ("“1日”应于2026年3月3日前反馈，已逾期1天。现第1次催办。", "请书记已过问", "2026年3月6日前书面反馈"):
        assert said in words, said
    assert "未经人工签发" not in words
    assert signer_words(notice.signed_by).zh.startswith("市委督查室")


def test_what_is_not_late_is_urged_without_a_word_of_lateness(order: Make) -> None:
    story = order().to("handling")
    story.do("urge", OFFICER)
    (notice,) = papers(story, "urging_notice")
    assert "“1日”应于2026年3月3日前反馈。现第1次催办。" in words_of(notice)


def test_the_clock_urges_by_a_paper_that_says_nobody_signed_it(order: Make) -> None:
    story = order().to("handling")
    with at(days(2)):
        (notice,) = papers(story, "urging_notice")
        assert "未经人工签发" in words_of(notice)
        assert notice.unit_code == "dcs"  # the office that approved the order
        assert signer_words(notice.signed_by).zh == "系统时钟"
    with at(days(5)):
        urge_again()
        assert [paper.sequence for paper in papers(story, "urging_notice")][:2] == [1, 2]
        assert "第2次催办" in words_of(papers(story, "urging_notice")[1])


def test_by_the_clock_a_unit_gets_one_notice_a_day_whatever_it_missed(order: Make) -> None:
    story = order().to("to_sign", joint=[JOINT])
    with at(days(4)):  # the signatures of both, day 1 and day 3 have passed
        assert Entry.objects.filter(case__number=story.number, move="urge_late").count() == 4
        assert [paper.units for paper in papers(story, "urging_notice")] == [[LEAD], [JOINT]]


def test_a_joint_unit_that_is_late_gets_the_notice_and_the_lead_does_not(order: Make) -> None:
    story = order().to("to_sign", joint=[JOINT])
    story.do("sign", CLERK)
    story.do("report_day_1", CLERK, responsible="局长", shared_out="科室")
    with at(days(2)):
        (notice,) = papers(story, "urging_notice")
        assert notice.units == [JOINT]
        assert "晋城市交通运输局：" in words_of(notice)
        assert "第1次催办" in words_of(notice)
        assert sees(notice, story.people(f"clerk@{JOINT}"))
        assert not sees(notice, story.people(CLERK))


def test_the_clock_urges_also_where_its_paper_cannot_be_made(order: Make, settings: Any, tmp_path: Path) -> None:
    story = order().to("handling")
    settings.SHIYU_CITY = tmp_path  # no template
    with at(days(2)):
        assert Order.objects.get(case__number=story.number).urged == 1
        entry = Entry.objects.filter(case__number=story.number, move="urge_late").get()
    assert entry.facts["paper_not_made"] == "bad_paper_template"
    assert papers(story, "urging_notice") == []


def test_a_report_to_the_leaders_is_not_for_the_unit(order: Make) -> None:
    story = order().to("handling")
    story.do("report_up", OFFICER, **REPORT)
    (report,) = papers(story, "supervision_report")
    words = words_of(report)
    assert report.number == "晋市督〔2026〕2号"  # the row of the notice
    assert all(said in words for said in ("市政府：", "汛期将至", "管线未迁", "协调迁改", "办理中"))
    assert not sees(report, story.people(CLERK))
    assert sees(report, story.people("city_leader"))


def test_a_report_that_is_marked_classified_makes_no_paper(order: Make) -> None:
    story = order().to("handling")
    with pytest.raises(Classified):
        story.do("report_up", OFFICER, **{**REPORT, "background": "机密"})
    assert papers(story, "supervision_report") == []


@pytest.mark.parametrize(
    ("name", "stage", "who", "typed", "said"),
    [
        ("approve", "to_approve", HEAD, {}, "倒排工期"),
        ("urge", "handling", OFFICER, {"note": "抓紧"}, "现第1次催办"),
        ("report_up", "handling", OFFICER, REPORT, "管线未迁"),
    ],
)
def test_the_form_shows_the_paper_it_will_make(
    order: Make, name: str, stage: str, who: str, typed: dict[str, Any], said: str
) -> None:
    story = order().to(stage)
    actor, move, extra = story.people(who), SUPERVISION_ORDER.move(name), form_of("supervision_order", name)
    assert move is not None
    assert name in BESIDE
    assert extra.beside is not None
    reader = reader_of(get_case(story.number, actor=actor, purpose=Purpose.HANDLING), actor=actor)
    panel = extra.beside(reader, MoveForm(move, extra=extra, initial=typed))
    assert panel is not None
    assert said in str(panel.context["sheet"])
    assert Order.objects.get(case__number=story.number).urged == 0
