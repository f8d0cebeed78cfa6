"""我的提案: stage by stage what each of those who signed it reads, and what he can press; and nobody else."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shiyu.base.clock import standing_at
from shiyu.cases.models import Case, Verdict
from shiyu.proposals.models import OpinionForm
from shiyu.proposals.tests.conftest import ANSWER_A, ANSWER_B, LEAD, TEXT, Story, later
from shiyu.proposals.tests.portal.conftest import FIRST, SECOND, THIRD, Phone

pytestmark = pytest.mark.django_db
Telephone = Callable[..., Phone]
Propose = Callable[..., Story]
FORM = {"attitude": "satisfied", "verdict": "satisfied", "way": "meeting", "times": "2"}


def pressed(page: str, number: str) -> set[str]:
    """The moves that the page offers."""
    own = {"edit": "revise", "co-signers": "invite", "submit": "submit"}
    here = f"/proposals/mine/{number}/"
    found = {part.split('"')[0] for part in page.split(here)[1:]}
    moves = {one.removeprefix("moves/") for one in found if one.startswith("moves/")}
    return moves | {own[one] for one in found if one in own}


@pytest.mark.parametrize(
    ("stage", "told", "moves"),
    [
        ("draft", "草稿，还没有提交", {"submit", "revise", "invite", "withdraw"}),
        ("submitted", "市政协提案委正在审查", {"withdraw"}),
        ("committee", "市政协提案委正在审查", {"withdraw"}),
        ("to_assign_government", "市政府办公室正在确定承办单位", set()),
        ("to_sign", "等它签收", set()),
        ("handling", "市住建局正在办理", set()),
        ("to_review", "单位领导正在审签", set()),
        ("answered", "已答复，请填写征询意见表", {"judge"}),
        ("closed", "已办结", set()),
    ],
)
def test_the_submitter_at_each_stage(
    phone: Telephone, propose: Propose, stage: str, told: str, moves: set[str]
) -> None:
    story = propose().to(stage)
    member = phone(FIRST)
    page = member.get(f"/proposals/mine/{story.number}")
    assert told in page
    assert pressed(page, story.number) == moves
    assert told in member.get("/proposals/mine")


@pytest.mark.parametrize(
    ("stage", "why"),
    [
        ("submitted", "已提交，不能自行修改"),
        ("handling", "已立案，不能撤案"),
        ("handling", "收到答复后才能填写"),
        ("closed", "这件提案：已结束"),
    ],
)
def test_what_is_not_open_says_why(phone: Telephone, propose: Propose, stage: str, why: str) -> None:
    story = propose().to(stage)
    assert why in phone(FIRST).get(f"/proposals/mine/{story.number}")


def test_a_signature_is_withdrawn_before_filing_and_after_it_says_why_not(phone: Telephone, propose: Propose) -> None:
    story = co_signed(propose).to("committee")
    second = phone(SECOND)
    assert "withdraw_signature" in pressed(second.get(f"/proposals/mine/{story.number}"), story.number)
    story.do("file", "proposal_committee", channel="government", theme="society")
    page = second.get(f"/proposals/mine/{story.number}")
    assert "withdraw_signature" not in pressed(page, story.number)
    assert "立案后署名随案保留" in page
    address = f"/proposals/mine/{story.number}/moves/withdraw_signature"
    assert "立案后署名随案保留" in second.send(address)
    assert second.status == 409


def co_signed(propose: Propose) -> Story:
    story = propose()
    story.do("invite", "submitter", in_register=2)
    story.do("confirm", "invited")
    return story


def test_a_co_signer_reads_the_text_and_no_contact_of_another(phone: Telephone, propose: Propose) -> None:
    story = co_signed(propose).to("answered")
    page = phone(SECOND).get(f"/proposals/mine/{story.number}")
    assert "老城区泊位缺口大" in page
    assert "安若素" in page
    assert FIRST not in page
    assert "138****0001" not in page
    assert SECOND in page  # his own, in clear


def test_who_declines_sees_it_no_more(phone: Telephone, propose: Propose) -> None:
    story = propose()
    story.do("invite", "submitter", in_register=2)
    second = phone(SECOND)
    address = f"/proposals/mine/{story.number}"
    second.get(f"{address}/moves/decline")
    assert "已告知提案人您不联名" in second.send(f"{address}/moves/decline", note="角度不同")
    assert "您不在提案" in second.get(address)
    assert (second.status, second.address) == (200, "/proposals/mine")
    assert TEXT["detail"] not in second.text
    assert story.number not in second.get("/proposals/mine")
    assert "没有联名" in phone(FIRST).get(address)


def test_another_member_finds_nothing(phone: Telephone, propose: Propose) -> None:
    story = propose().to("answered")
    third = phone(THIRD)
    for address in ("", "/edit", "/co-signers", "/submit", "/looks", "/moves/judge", "/moves/withdraw"):
        third.get(f"/proposals/mine/{story.number}{address}")
        assert third.status == 404, address
    assert third.client.post(f"/proposals/mine/{story.number}/moves/judge", FORM).status_code == 404


def test_the_answer_its_class_and_the_contacts_before_it(phone: Telephone, propose: Propose) -> None:
    story = propose().to("answered", answer=ANSWER_B)
    page = phone(FIRST).get(f"/proposals/mine/{story.number}")
    assert ANSWER_B["answer"] in page
    assert "列入规划计划逐步解决" in page
    assert "上门听取意见" in page
    assert "登门" in page
    assert "2027年建成停车场一处" in page
    assert "落实中" in page


@pytest.mark.parametrize(("verdict", "stage"), [("satisfied", "closed"), ("dissatisfied", "rework")])
def test_the_opinion_form_is_filled_in_once(phone: Telephone, propose: Propose, verdict: str, stage: str) -> None:
    story = propose().to("answered")
    member = phone(FIRST)
    member.get(f"/proposals/mine/{story.number}")
    said = {**FORM, "verdict": verdict, "comment": "泊位没有增加" if verdict == "dissatisfied" else ""}
    page = member.send(f"/proposals/mine/{story.number}/moves/judge", **said)
    assert "征询意见表已记下" in page
    assert Case.objects.get(number=story.number).stage == stage
    form = OpinionForm.objects.get()
    assert (form.attitude, form.result, form.way, form.times) == ("satisfied", verdict, "meeting", 2)
    assert Verdict.objects.get().grade == verdict


def test_a_form_with_a_gap_comes_back_with_what_was_typed(phone: Telephone, propose: Propose) -> None:
    story = propose().to("answered")
    member = phone(FIRST)
    member.get(f"/proposals/mine/{story.number}")
    page = member.send(f"/proposals/mine/{story.number}/moves/judge", attitude="satisfied", comment="还要看看")
    assert member.status == 422
    assert "还要看看" in page
    assert 'id="error-verdict"' in page
    assert OpinionForm.objects.count() == 0


def test_a_promised_answer_is_tracked_and_a_supplement_shown(phone: Telephone, propose: Propose) -> None:
    story = propose().to("answered", answer=ANSWER_B)
    assert story.do("judge", "submitter", **{**FORM, "times": 2}) == "tracking"
    with standing_at(later(days=200)):
        story.do("supplementary_answer", f"clerk@{LEAD}", answer="停车场已建成。", reply_class="A")
        story.do("reclassify", "proposal_committee", reply_class="A", reason="已建成")
        page = phone(FIRST).get(f"/proposals/mine/{story.number}")
        assert "停车场已建成" in page
        assert "现在的办复类别" in page
        assert "已解决或基本解决" in page
        listed = phone(FIRST).get("/proposals/mine")
        assert "答复中的承诺" in listed
        promise = Case.objects.get(procedure="proposal_promise").number
        assert "2027年建成停车场一处" in phone(FIRST).get(f"/proposals/mine/{promise}")


def test_a_late_day_is_said_in_everyday_words(phone: Telephone, propose: Propose) -> None:
    story = propose().to("handling")
    member = phone(FIRST)
    assert "6月2日 24:00 前答复您" in member.get(f"/proposals/mine/{story.number}")
    with standing_at(later(days=120)):
        assert "已超期，正在催办" in phone(FIRST).get("/proposals/mine")


def test_who_looked_is_told_by_office(phone: Telephone, propose: Propose) -> None:
    story = propose()
    member = phone(FIRST)
    member.get(f"/proposals/mine/{story.number}")
    phone_of_second = phone(SECOND)
    story.do("invite", "submitter", in_register=2)
    phone_of_second.get(f"/proposals/mine/{story.number}")
    page = member.get(f"/proposals/mine/{story.number}/looks")
    assert "其他提案者" in page
    assert "白景行" not in page


def test_each_list_asks_the_same_however_long_it_is(phone: Telephone, propose: Propose) -> None:
    member = phone(FIRST)
    propose().to("answered", answer=ANSWER_B)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            member.get("/proposals/mine")
        return len(found)

    one = asked()
    for _ in range(2):
        propose().to("answered", answer=ANSWER_B)
    assert asked() == one <= 13


def test_the_page_of_one_asks_so_much_and_no_more(phone: Telephone, propose: Propose) -> None:
    story = co_signed(propose).to("answered", answer=ANSWER_B)
    member = phone(FIRST)
    with CaptureQueriesContext(connection) as found:
        member.get(f"/proposals/mine/{story.number}")
    assert len(found) <= 28


def test_two_systems_each_show_their_own(phone: Telephone, propose: Propose) -> None:
    from tests.api.people import Api, report

    story = propose()
    asked: dict[str, Any] = report(Api(), contact={"name": "安若素", "phone": FIRST}).json()
    member = phone(FIRST)
    assert member.get("/my")
    assert member.address == "/my"
    assert "/my/cases" in member.text
    assert "/proposals/mine" in member.text
    requests, proposals = member.get("/my/cases"), member.get("/proposals/mine")
    assert (asked["number"] in requests, story.number in requests) == (True, False)
    assert (asked["number"] in proposals, story.number in proposals) == (False, True)
    assert "/proposals/mine" in requests
    assert "/my/cases" in proposals
    member.get(f"/my/cases/{story.number}")
    assert member.address == f"/proposals/mine/{story.number}"
    member.get(f"/proposals/mine/{asked['number']}")
    assert member.address == f"/my/cases/{asked['number']}"


def test_an_answer_a_is_closed_without_a_promise(phone: Telephone, propose: Propose) -> None:
    story = propose().to("closed", answer=ANSWER_A)
    page = phone(FIRST).get(f"/proposals/mine/{story.number}")
    assert "承诺事项" not in page
    assert "您填写了征询意见表" in page


def test_only_the_submitter_revises_invites_and_submits(phone: Telephone, propose: Propose) -> None:
    story, second = co_signed(propose), phone(SECOND)
    for page in ("edit", "co-signers", "submit"):
        address = f"/proposals/mine/{story.number}"
        for text in (second.get(f"{address}/{page}"), second.send(f"{address}/{page}", one_matter="yes")):
            assert second.address == address
            assert 'class="alert' in text or "当前岗位" in text or "不能" in text
    assert story.case().stage == "draft"


@pytest.mark.parametrize("address", ["/proposals/mine", "/proposals/public", "/proposals/new"])
def test_the_menu_says_that_these_are_the_proposals(phone: Telephone, address: str) -> None:
    page = phone(FIRST).get(address)
    assert re.findall(r'aria-current="page">([^<]+)<', page.partition("<main")[0]) == ["政协提案"]


@pytest.mark.parametrize("address", ["/my", "/my/code", "/my/cases"])
def test_the_menu_says_that_these_are_ones_own(address: str) -> None:
    page = Phone().get(address)
    assert re.findall(r'aria-current="page">([^<]+)<', page.partition("<main")[0]) == ["我的件"]
