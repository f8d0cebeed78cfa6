"""卷宗文书: which paper each move issues, what it says, and to whom."""

import io
from collections.abc import Callable

import pytest
from docx import Document

from shiyu.cases.actors import PartyActor
from shiyu.disputes.agreements.dossier import dossier_of
from shiyu.disputes.tests.agreements.conftest import TERMS, Signing
from shiyu.disputes.tests.conftest import ANNA, BERND, Story, paper
from shiyu.documents.archive import store
from shiyu.documents.gate import readable_papers
from shiyu.documents.models import Paper
from shiyu.documents.verification import verify_all

pytestmark = pytest.mark.django_db


def words_of(paper: Paper) -> str:
    """Every word of the file, tables and all."""
    docx = Document(io.BytesIO(b"".join(store().read(paper.address))))
    cells = [cell.text for table in docx.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in docx.paragraphs), *cells])


def papers(story: Story, kind: str = "") -> list[Paper]:
    found = Paper.objects.filter(case__number=story.number).order_by("id")
    return list(found.filter(kind=kind) if kind else found)


def test_the_whole_road_issues_the_papers_of_a_dossier(dispute: Callable[..., Story]) -> None:
    story = dispute(until="closed")
    assert [(one.kind, one.number) for one in papers(story)] == [
        ("dispute_register", ""), ("rights_notice", ""), ("rights_notice", ""), ("mediation_record", ""),
        ("mediation_agreement", "（2026）晋矛调劳动人调协字第1号"), ("performance_page", ""), ("follow_up_record", ""),
        ("closing_report", ""), ("dossier_cover", "（2026）晋矛调劳动人调字第1号"),
    ]  # fmt: skip
    assert list(verify_all()) == []


def test_the_agreement_says_what_article_29_wants_and_how_it_was_signed(signing: Callable[..., Signing]) -> None:
    both = signing()
    both.sign("a")
    assert papers(both.story, "mediation_agreement") == []
    both.sign("b")
    (agreement,) = papers(both.story, "mediation_agreement")
    words = words_of(agreement)
    for said in (TERMS["facts_found"], TERMS["content"], "银行转账", "2026年3月20日前", "支付第二笔", "人民币6000.50元",
                 "手机验证码", "申请人骆青禾", "被申请人晋城市远山餐饮店", "2026年3月2日9时"):  # fmt: skip
        assert said in words, said


def test_the_record_of_a_session_says_where_it_was_called_to(dispute: Callable[..., Story]) -> None:
    story = dispute(until="signing")  # convened for the fifth and held on that day
    (record,) = papers(story, "mediation_record")
    assert "中心二号调解室" in words_of(record)
    nobody = {"contact": {"name": "舒望", "phone": "13900007041"}, "respondent": {"name": "另一家"}}
    other = dispute(until="mediating", **nobody)
    other.do("convene", "mediator", on="2026-03-05", when="上午九点", where="中心二号调解室")
    other.do("hold_session", "mediator", on="2026-03-02", present="双方", minutes="当天先谈。")
    (record,) = papers(other, "mediation_record")
    assert "中心二号调解室" not in words_of(record)


def test_the_page_of_a_performance_counts_its_proofs_in_words(dispute: Callable[..., Story]) -> None:
    story = dispute(until="performing")
    story.do("performed", "mediator", proof="已转账。", files=[paper(story.people("mediator"), "回单.png")])
    (page,) = papers(story, "performance_page")
    cells = words_of(page).splitlines()
    assert cells[cells.index("凭证") + 1] == "所附材料1份"


def test_no_paper_of_both_sides_holds_a_number_of_either(dispute: Callable[..., Story]) -> None:
    story = dispute(until="closed")
    for one in papers(story):
        if one.everyone:
            assert ANNA not in words_of(one), one.kind
            assert BERND not in words_of(one), one.kind


def test_what_one_side_said_alone_is_for_the_mediators(dispute: Callable[..., Story]) -> None:
    story = dispute(until="mediating")
    story.do("private_talk", "mediator", side=story.party("applicant").party_id, talk="最低可以接受八千元。")
    paper = papers(story)[-1]
    assert "最低可以接受八千元。" in words_of(paper)
    for side in ("applicant", "respondent"):
        party: PartyActor = story.party(side)
        assert not readable_papers(party).filter(pk=paper.pk).exists()
    assert readable_papers(story.people("mediator")).filter(pk=paper.pk).exists()
    for login in ("mediator2", "dispute-window", "dispute-lead", "mediation-head"):
        assert not readable_papers(story.people(login)).filter(pk=paper.pk).exists(), login


def test_no_title_names_anybody(dispute: Callable[..., Story]) -> None:
    story = dispute(until="closed")
    titles = [paper.title for paper in papers(story)]
    assert "人民调解权利义务告知书（申请人）" in titles
    assert "人民调解记录（第1次）" in titles
    assert not [title for title in titles if "骆青禾" in title or "远山" in title]


def test_a_notice_of_rights_is_for_the_side_that_was_told(dispute: Callable[..., Story]) -> None:
    story = dispute(until="mediating")
    notices = papers(story, "rights_notice")
    sees = [[readable_papers(story.party(side)).filter(pk=one.pk).exists() for side in ("applicant", "respondent")]
            for one in notices]  # fmt: skip
    assert sees == [[True, False], [False, True]]


def test_who_fails_is_told_the_ways_and_handed_over_by_a_letter(dispute: Callable[..., Story]) -> None:
    story = dispute(until="mediating")
    story.do("fail", "mediator", reason="数额不能一致")
    story.do("tell_ways", "mediator", way="labour_arbitration", reason="双方对数额不能一致")
    (notice,) = papers(story, "end_notice")
    assert notice.number == "晋矛调劳动函〔2026〕1号"
    assert all(said in words_of(notice) for said in ("申请劳动仲裁", "数额不能一致", "骆青禾、晋城市远山餐饮店："))
    other = dispute(until="mediating")
    other.do("fail", "mediator", reason="数额不能一致")
    other.do("refer_on", "mediator", to="arbitration", unit="ldzcw", reason="按规定先行仲裁")
    (letter,) = papers(other, "handover_letter")
    assert all(said in words_of(letter) for said in ("晋城市劳动人事争议仲裁委员会：", "按规定先行仲裁", ANNA))
    assert not readable_papers(other.party("applicant")).filter(pk=letter.pk).exists()
    (notice,) = papers(other, "end_notice")
    assert all(said in words_of(notice) for said in ("晋城市劳动人事争议仲裁委员会", "按规定先行仲裁"))
    assert all(readable_papers(other.party(side)).filter(pk=notice.pk).exists() for side in ("applicant", "respondent"))
    unmediated = dispute()
    unmediated.do("refer_on", "dispute-window", to="court", unit="140502fy", reason="双方都要起诉")
    assert papers(unmediated, "handover_letter")
    assert not papers(unmediated, "end_notice"), "the respondent was asked nothing and is told nothing"


def test_a_statement_lies_in_the_dossier_for_the_mediators_alone(dispute: Callable[..., Story]) -> None:
    story = dispute(until="mediating")
    mediator = story.people("mediator")
    story.do(
        "state_facts",
        "mediator",
        about="被申请人未到场",
        statement="两次通知，均未到场。",
        files=[paper(mediator, "短信.png")],
    )
    (made,) = papers(story, "statement_of_facts")
    for said in ("情况说明", story.number, "被申请人未到场", "两次通知，均未到场。", "所附材料1份", "闻人静"):
        assert said in words_of(made), said
    (slot,) = [one for one in dossier_of(story.case, actor=mediator).filed if one.slot.name == "statement"]
    assert ([one.pk for one in slot.papers], [file.name for file in slot.files]) == ([made.pk], ["短信.png"])
    for side in ("applicant", "respondent"):
        assert not readable_papers(story.party(side)).filter(pk=made.pk).exists()
