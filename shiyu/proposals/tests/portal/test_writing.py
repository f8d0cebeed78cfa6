"""起草: from an empty page to a submitted proposal, on a telephone, through the engine's door; who may not, is told."""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest

from shiyu.base.clock import standing_at
from shiyu.cases.models import Case, Notice, Party
from shiyu.proposals.seed_members import DEMO_PHONES
from shiyu.proposals.tests.conftest import Story, later
from shiyu.proposals.tests.portal.conftest import FIRST, SECOND, SECTOR, STRANGER, THIRD, Phone
from shiyu.web.login.phone import opened, send_code
from shiyu.web.models import PhoneCode

pytestmark = pytest.mark.django_db
Telephone = Callable[..., Phone]
WORDS = {
    "title": "关于在学校周边增设护学岗的建议", "detail": "上下学时段车流集中，秩序混乱。",
    "suggestions": "一、增设护学岗。\n二、错峰放学。", "theme": "society",
}  # fmt: skip
NEW, COMPARE = "/proposals/new", "/proposals/new/similar"


def write(member: Phone, **other: str) -> str:
    member.get(NEW)
    return member.send(NEW, **{**WORDS, **other})


def drafted(member: Phone, **other: str) -> str:
    """The number of a draft that the engine keeps."""
    write(member, **other)
    member.send(COMPARE, units=["jyj", "jjzd"], may_publish="yes", do="next")
    return Case.objects.latest("pk").number


def test_a_member_drafts_invites_is_co_signed_and_submits(phone: Telephone) -> None:
    first, second = phone(FIRST), phone(SECOND)
    number = drafted(first)
    co_signers = f"/proposals/mine/{number}/co-signers"
    assert first.address == co_signers
    assert "已存为草稿" in first.text
    assert "白景行" in first.get(f"{co_signers}?q=白")
    assert "等待本人确认" in first.send(co_signers, in_register="2")
    first.get(f"/proposals/mine/{number}/submit")
    assert "还有1位受邀联名人未确认" in first.send(f"/proposals/mine/{number}/submit", one_matter="yes")
    assert first.status == 422
    assert "请您确认联名" in second.get("/proposals/mine")
    page = second.get(f"/proposals/mine/{number}")
    assert "增设护学岗" in page  # he reads what he signs
    assert "您已联名" in second.send(f"/proposals/mine/{number}/moves/confirm")
    first.get(f"/proposals/mine/{number}/submit")
    assert "一事一案：请把不同的事分开提" in first.send(f"/proposals/mine/{number}/submit")
    assert "提案委开始审查" in first.send(f"/proposals/mine/{number}/submit", one_matter="yes")
    case = Case.objects.get(number=number)
    assert (case.stage, case.proposal.time_class) == ("submitted", "plenary")
    assert list(case.parties.order_by("pk").values_list("role", flat=True)) == ["submitter", "co_signer"]
    assert case.entries.get(seq=1).facts["wished_units"] == ["jyj", "jjzd"]
    assert case.proposal.may_publish is True


def test_what_is_sent_twice_makes_one_draft(phone: Telephone) -> None:
    member = phone(FIRST)
    write(member)
    page = member.page
    for _ in range(2):
        member.page = page
        member.send(COMPARE, do="next")
    assert Case.objects.count() == 1


def test_a_browser_that_lost_its_place_brings_its_words_back(phone: Telephone) -> None:
    member, again = phone(FIRST), phone(FIRST)
    write(member)
    again.page = member.page  # the same page, under a session that knows nothing of it
    assert "已存为草稿" in again.send(COMPARE, do="next")
    assert Case.objects.get().title == WORDS["title"]


def test_a_login_that_ended_keeps_what_was_written(phone: Telephone) -> None:
    member = phone(FIRST)
    member.get(NEW)
    member.client.cookies.pop("sessionid", None)
    nobody = phone()
    nobody.page = member.page
    nobody.send(NEW, **WORDS)
    assert nobody.address == "/my"
    back = nobody.page.redirect_chain[-1][0].split("next=")[1]
    nobody.known_by({"phone": phone(FIRST).client.session["resident"]["phone"], "shown": ""})
    assert WORDS["title"] in nobody.get(unquote(back))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"title": ""}, "请写明案由"),
        ({"detail": " "}, "请写情况和分析"),
        ({"suggestions": ""}, "请至少写一条具体建议"),
        ({"detail": "长" * 1999, "suggestions": "一二"}, "合计不得超过2000字，现有2001字"),
    ],
)
def test_what_is_missing_or_too_long_is_said_beside_its_field(
    phone: Telephone, typed: dict[str, str], told: str
) -> None:
    member = phone(FIRST)
    assert told in write(member, **typed)
    assert member.status == 422
    assert "一、增设护学岗" in member.text or "suggestions" in typed
    assert Case.objects.count() == 0


def test_exactly_the_limit_is_taken(phone: Telephone) -> None:
    member = phone(FIRST)
    write(member, detail="长" * 1998 + " \n", suggestions="一 二")
    assert member.address == COMPARE


def test_who_is_not_in_the_register_is_told_what_to_do(phone: Telephone) -> None:
    stranger = phone(STRANGER)
    page = stranger.get(NEW)
    assert stranger.status == 403
    assert "138****0099 不在提案者名册中" in page
    assert "请联系市政协提案委更正名册" in page
    assert stranger.client.post(NEW, WORDS).status_code == 403
    assert Case.objects.count() == 0


def test_who_came_by_a_query_code_is_led_to_the_telephone(phone: Telephone, propose: Callable[..., Story]) -> None:
    story, guest = propose(), phone()
    guest.known_by({"party": story.party("submitter").party_id, "shown": story.number})
    assert story.number in guest.get("/proposals/mine")
    assert "请用名册登记的手机号登录" in guest.get(NEW)


def test_a_sector_drafts_only_in_session(phone: Telephone) -> None:
    assert "一事一案" in phone(SECTOR).get(NEW)
    with standing_at(later(days=10)):
        page = phone(SECTOR).get(NEW)
        assert "界别、小组提案只在全体会议期间提出" in page
        assert "2026-03-02" in page
        assert "一事一案" in phone(FIRST).get(NEW)


def test_a_member_gets_a_code_before_he_has_any_proposal(phone: Telephone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shiyu.web.login.phone.tell_number", lambda *_args, **_words: None)
    member = phone()
    for number, home in ((THIRD, "/proposals/mine"), (STRANGER, "/my/phone/code")):
        member.client.post("/my/phone", {"phone": number})
        row = PhoneCode.objects.latest("pk")
        send_code(row.pk)
        member.page = member.client.post("/my/phone/code", {"code": opened(row)["code"]}, follow=True)
        assert member.address == home
        member.client.logout()


def test_the_register_is_searched_by_name_without_a_telephone(phone: Telephone) -> None:
    member = phone(FIRST)
    number = drafted(member)
    page = member.get(f"/proposals/mine/{number}/co-signers?q=静")
    assert "柴静姝" in page
    assert THIRD not in page
    assert "13800" not in page
    assert "名册中没有找到" in member.get(f"/proposals/mine/{number}/co-signers?q=138")


def test_an_invitation_is_dropped_with_a_note(phone: Telephone) -> None:
    member = phone(FIRST)
    number = drafted(member)
    address = f"/proposals/mine/{number}/co-signers"
    member.get(f"{address}?q=白")
    member.send(address, in_register="2")
    assert Notice.objects.filter(template="proposal_invited").count() == 1
    member.send(address, do="drop", note="改请他人")
    assert Party.objects.filter(case__number=number, role="left").count() == 1
    assert "请您确认联名" not in phone(SECOND).get("/proposals/mine")


def test_the_text_is_revised_while_it_is_a_draft(phone: Telephone) -> None:
    member = phone(FIRST)
    number = drafted(member)
    address = f"/proposals/mine/{number}/edit"
    assert "二、错峰放学" in member.get(address)
    member.send(address, **{**WORDS, "title": "关于护学岗的建议"}, units=["jyj"], may_publish="no")
    assert "已保存修改" in member.text
    assert Case.objects.get(number=number).title == "关于护学岗的建议"
    assert Case.objects.get(number=number).proposal.may_publish is False


@pytest.mark.parametrize(("environment", "there"), [("demo", True), ("test", False)])
def test_the_demo_says_which_member_a_visitor_may_be(
    phone: Telephone, settings: Any, environment: str, there: bool
) -> None:
    settings.SHIYU_ENV = environment
    assert (DEMO_PHONES[0][0] in phone().get("/my")) is there
