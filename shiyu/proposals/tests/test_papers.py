"""文书: which paper each move of a proposal issues, what it says, who sees it; a refused move leaves none."""

import io
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from docx import Document

from shiyu.base.clock import standing_at
from shiyu.cases.actors import PartyActor
from shiyu.cases.door import MoveRequest, make_moves
from shiyu.cases.errors import GuardRefused
from shiyu.cases.gate import Purpose, get_case
from shiyu.documents.archive import store
from shiyu.documents.gate import may_take, readable_papers
from shiyu.documents.models import Counter, Paper
from shiyu.documents.verification import verify_all
from shiyu.proposals.papers_shown import BESIDE
from shiyu.proposals.procedure import PROPOSAL
from shiyu.proposals.tests.conftest import ANSWER_A, ANSWER_B, BAD, GOOD, JOINT, LEAD, OTHER, Story, later
from shiyu.web.forms import MoveForm, form_of
from shiyu.web.reader import reader_of

pytestmark = pytest.mark.django_db
Propose = Callable[..., Story]
CLERK, DEPUTY = f"clerk@{LEAD}", f"deputy_head@{LEAD}"


def papers(story: Story, kind: str = "") -> list[Paper]:
    """The papers of the proposal in the order of their making."""
    found = Paper.objects.filter(case__number=story.number).order_by("id")
    return list(found.filter(kind=kind) if kind else found)


def words_of(paper: Paper) -> str:
    """Every word of the file, tables and all."""
    docx = Document(io.BytesIO(b"".join(store().read(paper.address))))
    cells = [cell.text for table in docx.tables for row in table.rows for cell in row.cells]
    heads = [paragraph.text for part in docx.sections for paragraph in part.first_page_header.paragraphs]
    return "\n".join([*heads, *(paragraph.text for paragraph in docx.paragraphs), *cells])


def sees(paper: Paper, actor: Any) -> bool:
    return readable_papers(actor).filter(pk=paper.pk).exists()


def test_each_move_of_the_road_issues_its_paper(propose: Propose) -> None:
    story = propose().to("closed", joint=True)
    assert [(one.kind, one.unit_code, one.number) for one in papers(story)] == [
        ("assignment_sheet", "zfb", "晋市政办〔2026〕1号"),
        ("joint_opinion", JOINT, "晋市公交管函〔2026〕1号"),
        ("consultation_record", LEAD, ""),
        ("proposal_answer", LEAD, "晋市建函〔2026〕1号"),
        ("opinion_form", LEAD, ""),
    ]
    assert list(verify_all()) == []


def test_the_assignment_names_every_unit_and_every_limit(propose: Propose) -> None:
    (sheet,) = papers(propose().to("to_sign", joint=True), "assignment_sheet")
    words = words_of(sheet)
    assert sheet.title == "市政协七届五次会议第1号提案交办单"
    for said in ("晋城市住房和城乡建设局、晋城市公安局交通警察支队：", "安若素委员", "主办、会办", "2026年3月2日",
                 "2026年3月9日", "2026年4月2日", "2026年6月2日", "不得自行转办", "15个工作日"):  # fmt: skip
        assert said in words, said


def test_who_helps_already_stands_in_the_assignment_to_another_lead(propose: Propose) -> None:
    story = propose().to("to_sign", joint=True)
    story.do("ask_return", CLERK, return_reason="not_our_duty", basis="三定方案")
    story.do("accept_return_government", "government_assigner")
    story.do("assign_government", "government_assigner", lead=OTHER)
    words = words_of(papers(story, "assignment_sheet")[1])
    assert "晋城市城市管理局、晋城市公安局交通警察支队：" in words
    assert "主办、会办" in words


def test_a_letter_alone_is_no_record_of_a_talk(propose: Propose) -> None:
    story = propose().to("handling")
    story.do("contact_log", CLERK, way="letter", note="去函")
    assert papers(story, "consultation_record") == []
    story.do("contact_log", CLERK, way="meeting", note="座谈", venue="局会议室", present="安委员", agreed="列入计划")
    (record,) = papers(story, "consultation_record")
    assert all(said in words_of(record) for said in ("座谈", "局会议室", "安委员", "列入计划"))


def test_a_joint_opinion_is_for_the_officers_and_never_for_the_submitter(propose: Propose) -> None:
    story = propose().to("answered", joint=True)
    (opinion,) = papers(story, "joint_opinion")
    assert "晋城市住房和城乡建设局：" in words_of(opinion)
    assert sees(opinion, story.people(CLERK))
    assert not sees(opinion, story.party("submitter"))


def test_the_answer_goes_to_everybody_who_signed_and_each_has_a_form_of_his_own(propose: Propose) -> None:
    story = propose()
    story.do("invite", "submitter", in_register=2)
    story.do("confirm", "invited")
    story.to("answered", joint=True, answer=ANSWER_B)
    (letter,) = papers(story, "proposal_answer")
    words = words_of(letter)
    for said in ("安若素委员、白景行委员：", "列入2027年计划。", "（1）2027年建成停车场一处（2027年3月31日前完成",
                 "B", "政协晋城市委员会提案委员会、晋城市人民政府办公室、晋城市公安局交通警察支队"):  # fmt: skip
        assert said in words, said
    both = [story.party("submitter"), story.party("co_signer")]
    assert letter.parties == [one.party_id for one in both]
    forms = papers(story, "opinion_form")
    assert [[sees(form, one) for one in both] for form in forms] == [[True, False], [False, True]]
    assert "15个工作日" in words_of(forms[0])
    assert may_take(letter, actor=story.people(f"clerk@{JOINT}"))  # a copy goes to the joint unit


def test_who_refuses_an_answer_gets_another_letter_signed_by_the_head(propose: Propose) -> None:
    story = propose().to("answered")
    story.do("judge", "submitter", **BAD)
    story.do("contact_log", CLERK, way="visit", note="再次上门")
    story.do("draft_answer", CLERK, **ANSWER_A)
    assert story.do("approve", DEPUTY) == "to_issue"
    assert len(papers(story, "proposal_answer")) == 1  # what is only signed off is no letter yet
    story.do("issue", f"unit_head@{LEAD}")
    numbers = [letter.number for letter in papers(story, "proposal_answer")]
    assert numbers == ["晋市建函〔2026〕1号", "晋市建函〔2026〕2号"]
    assert papers(story, "proposal_answer")[1].signed_by["post"] == f"{LEAD}-head"


def test_a_refused_signature_leaves_no_letter_and_takes_no_number(propose: Propose) -> None:
    story = propose().to("to_review")
    made = len(papers(story))
    story.people(DEPUTY)
    himself = story.people(CLERK)
    signer = type(himself)(
        **{**{name: getattr(himself, name) for name in himself.__slots__}, "roles": frozenset({"deputy_head"})}
    )
    with pytest.raises(GuardRefused):  # whoever drafted it
        story.do("approve", signer)
    assert len(papers(story)) == made
    assert not Counter.objects.filter(code_word="晋市建函").exists()


def test_one_refused_in_a_batch_takes_no_number_of_the_others(propose: Propose) -> None:
    good, bad, last = (propose(title=f"关于第{n}件事的建议").to("to_review") for n in (1, 2, 3))
    asked = [
        MoveRequest(actor=good.people(DEPUTY if story is not bad else f"deputy_head@{OTHER}"), move="approve", facts={},
                    key=f"b-{story.number}", number=story.number)
        for story in (good, bad, last)
    ]  # fmt: skip
    make_moves(asked)
    assert [len(papers(story, "proposal_answer")) for story in (good, bad, last)] == [1, 0, 1]
    assert [papers(story, "proposal_answer")[0].sequence for story in (good, last)] == [1, 2]


def test_who_is_not_filed_is_told_the_grounds_in_a_letter(propose: Propose) -> None:
    story = propose().to("committee")
    facts = {"ground_vague": True, "ground_private": True, "reason": "没有具体建议", "forward_as": "opinion"}
    story.do("decline_filing", "proposal_committee", **facts)
    (notice,) = papers(story, "non_filing_notice")
    words = words_of(notice)
    for said in ("安若素委员：", "（一）为本人或亲属解决个人问题。", "（二）空泛，无具体建议。", "没有具体建议",
                 "转作意见建议", "15日内", story.number):  # fmt: skip
        assert said in words, said
    assert notice.unit_code == "zxtaw"
    assert sees(notice, story.party("submitter"))


def test_tracking_fills_in_the_register_of_promises(propose: Propose) -> None:
    story = propose().to("answered", answer=ANSWER_B)
    story.do("judge", "submitter", **GOOD)
    story.do("look_back", "proposal_clerk", finding="on_schedule", note="已开工")
    with standing_at(datetime(2027, 3, 20, 2, 0, tzinfo=UTC)):
        story.do("supplementary_answer", CLERK, answer="停车场已建成", reply_class="A")
    first, second = (words_of(one) for one in papers(story, "follow_up_register"))
    assert all(said in first for said in ("2027年建成停车场一处", "2027年3月31日", "B类", "已开工"))
    assert "A类" in second
    assert "停车场已建成" in second


def test_an_answer_in_addition_is_a_letter_like_the_first(propose: Propose) -> None:
    story = propose().to("answered", answer=ANSWER_B)
    story.do("judge", "submitter", **GOOD)
    with standing_at(datetime(2026, 12, 20, 2, 0, tzinfo=UTC)):
        shown = beside(story, "supplementary_answer", CLERK, {"answer": "停车场已建成。", "reply_class": "A"})
        story.do("supplementary_answer", CLERK, answer="停车场已建成。\n已对外开放。", reply_class="A")
    (first,), (letter,) = papers(story, "proposal_answer"), papers(story, "supplementary_answer")
    words = words_of(letter)
    assert (letter.number, letter.title) == ("晋市建函〔2026〕2号", "关于市政协七届五次会议第1号提案的补充答复")
    for said in (
        "A",
        "安若素委员：",
        f"我单位以{first.number}（2026年3月2日）作了答复",
        "停车场已建成。",
        "已对外开放。",
    ):
        assert said in words, said
    assert "停车场已建成。" in shown
    assert letter.parties == first.parties
    assert sees(letter, story.party("submitter"))
    assert may_take(letter, actor=story.people(CLERK))


def test_an_answer_in_addition_to_one_of_former_times_names_no_number(
    propose: Propose, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = propose().to("answered", answer=ANSWER_B)
    story.do("judge", "submitter", **GOOD)
    monkeypatch.setattr("shiyu.proposals.paper_orders._earlier_answer", lambda _case: "")
    story.do("supplementary_answer", CLERK, answer="已开工。", reply_class="B")
    (letter,) = papers(story, "supplementary_answer")
    assert "我单位已作了答复。现将此后的办理情况补充答复如下。" in words_of(letter)


def test_nothing_promised_is_no_register(propose: Propose) -> None:
    story = propose().to("closed")
    story.do("look_back", "proposal_clerk", finding="done", note="属实")
    assert papers(story, "follow_up_register") == []


SHOWN: dict[str, tuple[str, str, dict[str, Any], str]] = {
    "assign_government": ("to_assign_government", "government_assigner", {"lead": LEAD}, "安若素委员"),
    "contact_log": ("handling", CLERK, {"way": "visit", "note": "上门听取"}, "上门听取"),
    "draft_answer": ("handling", CLERK, {"answer": "已增设。", "reply_class": "A"}, "已增设。"),
    "approve": ("to_review", DEPUTY, {}, "已增设泊位120个。"),
    "decline_filing": ("committee", "proposal_committee", {"ground_vague": True, "reason": "空"}, "（一）空泛"),
}


@pytest.mark.parametrize("name", SHOWN)
def test_the_form_of_a_move_shows_the_paper_it_will_make(propose: Propose, name: str) -> None:
    stage, who, typed, said = SHOWN[name]
    story = propose().to(stage)
    made = len(papers(story))
    shown = beside(story, name, who, typed)
    assert said in shown
    assert "签发时编号" in shown or name == "contact_log"
    assert len(papers(story)) == made


def beside(story: Story, name: str, who: str, typed: dict[str, Any]) -> str:
    """The words of the sheet beside the form with what is typed."""
    move, actor = PROPOSAL.move(name), story.people(who)
    assert move is not None
    assert name in BESIDE
    reader = reader_of(get_case(story.number, actor=actor, purpose=Purpose.HANDLING), actor=actor)
    extra = form_of("proposal", name)
    form = MoveForm(move, extra=extra, initial=typed)
    assert extra.beside is not None
    panel = extra.beside(reader, form)
    assert panel is not None
    assert panel.context["sheet"] is not None, panel.context["why"]
    return re.sub(r"<[^>]+>", "", str(panel.context["sheet"]))


def test_a_merged_submitter_is_answered_in_the_letter_of_the_main_proposal(propose: Propose) -> None:
    main, other = propose().to("second_review"), propose(phone="13800000002").to("second_review")
    other.do("merge", "proposal_reviewer", main_case=main.number)
    main.to("answered")
    (letter,) = papers(main, "proposal_answer")
    assert "安若素委员、白景行委员" in words_of(letter)
    assert len(papers(main, "opinion_form")) == len(letter.parties) == 2
    joined = next(one for one in letter.parties if one != main.party("submitter").party_id)
    assert sees(letter, PartyActor(party_id=joined, case_id=main.case().pk, role="submitter"))


def test_what_the_letter_says_stands_though_the_year_ends(propose: Propose) -> None:
    story = propose().to("to_review")
    with standing_at(later(days=320)):
        story.do("approve", DEPUTY)
    (letter,) = papers(story, "proposal_answer")
    assert letter.number == "晋市建函〔2027〕1号"
