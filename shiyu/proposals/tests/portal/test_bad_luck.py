"""What goes wrong on a member's pages: each time he is told what was done, what was not, and what was kept."""

from collections.abc import Callable
from typing import Any

import pytest

from shiyu.base.clock import standing_at
from shiyu.cases.known import phone_index
from shiyu.cases.models import Case, Entry, Party
from shiyu.proposals.tests.conftest import later
from shiyu.proposals.tests.portal.conftest import FIRST, SECOND, SECTOR, THIRD, Phone
from shiyu.proposals.tests.portal.test_writing import NEW, WORDS, drafted, write

pytestmark = pytest.mark.django_db
Telephone = Callable[..., Phone]
LONG = "长" * 10_000


def co_signers(number: str) -> str:
    return f"/proposals/mine/{number}/co-signers"


def one(number: str, move: str = "") -> str:
    return f"/proposals/mine/{number}{move and f'/moves/{move}'}"


def invited(member: Phone, number: str, *numbers: str) -> None:
    for each in numbers:
        member.get(f"{co_signers(number)}?q=静")
        member.send(co_signers(number), in_register=each)


def dropped(member: Phone, number: str, party: Party, note: str = "改请他人") -> str:
    member.get(co_signers(number))
    return member.send(co_signers(number), do="drop", party=str(party.pk), note=note)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"detail": LONG}, "合计不得超过2000字，现有10015字"),
        ({"title": LONG}, "最多 100 个字，现有 10000 个字"),
        ({"title": "护学\x00岗"}, "第 3 个字符无法识别（U+0000）"),
        ({"theme": "天文"}, "应为其中之一"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field(phone: Telephone, typed: dict[str, str], told: str) -> None:
    member = phone(FIRST)
    page = write(member, **typed)
    assert member.status == 422
    assert told in page
    assert WORDS["suggestions"].splitlines()[0] in page
    assert next(iter(typed.values())).replace("\x00", "") in page.replace("\x00", "") or "theme" in typed


def test_emoji_stay_and_invisible_characters_go(phone: Telephone) -> None:
    member = phone(FIRST)
    number = drafted(member, detail="车多😀\x07，乱\u202e。")
    assert "车多😀，乱。" in member.get(one(number))


def test_two_who_confirm_at_once_both_sign(phone: Telephone) -> None:
    member, second, third = phone(FIRST), phone(SECOND), phone(THIRD)
    number = drafted(member)
    invited(member, number, "2", "3")
    second.get(one(number))
    third.get(one(number))  # both have the page before them
    assert "您已联名" in second.send(one(number, "confirm"))
    assert "您已联名" in third.send(one(number, "confirm"))
    assert Party.objects.filter(case__number=number, role="co_signer").count() == 2


def test_confirmed_twice_is_once(phone: Telephone) -> None:
    member, second = phone(FIRST), phone(SECOND)
    number = drafted(member)
    invited(member, number, "2")
    second.get(one(number))
    page = second.page
    for _ in range(2):
        second.page = page
        assert "您已联名" in second.send(one(number, "confirm"))
    assert Entry.objects.filter(case__number=number, move="confirm").count() == 1


def test_nobody_signs_words_he_has_not_read(phone: Telephone) -> None:
    member, second = phone(FIRST), phone(SECOND)
    number = drafted(member)
    invited(member, number, "2")
    second.get(one(number))
    member.get(f"{one(number)}/edit")
    member.send(f"{one(number)}/edit", **{**WORDS, "suggestions": "一、取消护学岗。"})
    page = second.send(one(number, "confirm"))
    assert "提案人刚修改了提案，您还没有联名" in page
    assert "取消护学岗" in page
    assert Party.objects.filter(case__number=number, role="invited").count() == 1
    assert "您已联名" in second.send(one(number, "confirm"))


def test_an_invitation_dropped_while_it_is_confirmed(phone: Telephone) -> None:
    member, second = phone(FIRST), phone(SECOND)
    number = drafted(member)
    invited(member, number, "2")
    second.get(one(number))
    dropped(member, number, Party.objects.get(role="invited"))
    page = second.send(one(number, "confirm"))
    assert second.address == "/proposals/mine"
    assert f"您不在提案 {number} 的提案者之中：邀请已被取消" in page
    assert "您不在提案" in second.get(one(number))
    assert WORDS["detail"] not in second.text
    assert Party.objects.filter(role="left").count() == 1


def test_confirmed_while_the_invitation_is_dropped(phone: Telephone) -> None:
    member, second = phone(FIRST), phone(SECOND)
    number = drafted(member)
    invited(member, number, "2")
    party = Party.objects.get(role="invited")
    member.get(co_signers(number))
    second.get(one(number))
    second.send(one(number, "confirm"))
    page = member.send(co_signers(number), do="drop", party=str(party.pk), note="改请他人")
    assert member.status == 422
    assert "其身份已变" in page
    assert "已确认联名" in page  # as it stands now
    party.refresh_from_db()
    assert party.role == "co_signer"


def test_a_note_that_is_too_long_stays_in_its_field(phone: Telephone) -> None:
    member = phone(FIRST)
    number = drafted(member)
    invited(member, number, "2")
    page = dropped(member, number, Party.objects.get(role="invited"), note=LONG)
    assert "最多 2000 个字，现有 10000 个字" in page
    assert f'value="{LONG}"' in page
    assert Party.objects.filter(role="invited").count() == 1


def test_submitted_twice_is_once_and_says_so(phone: Telephone) -> None:
    member = phone(FIRST)
    number = drafted(member)
    member.get(f"{one(number)}/submit")
    page = member.page
    for _ in range(2):
        member.page = page
        assert "已提交，提案委开始审查" in member.send(f"{one(number)}/submit", one_matter="yes")
    assert Entry.objects.filter(case__number=number, move="submit").count() == 1


def test_a_revision_sent_after_the_submission_is_refused_and_stays_on_the_page(phone: Telephone) -> None:
    member = phone(FIRST)
    number = drafted(member)
    member.get(f"{one(number)}/edit")
    form = member.page
    member.get(f"{one(number)}/submit")
    member.send(f"{one(number)}/submit", one_matter="yes")
    member.page = form
    page = member.send(f"{one(number)}/edit", **{**WORDS, "detail": "另写的一段。"})
    assert member.status == 422
    assert "您填写的内容仍保留在页面上" in page
    assert "另写的一段。" in page
    assert Case.objects.get(number=number).entries.filter(move="revise").count() == 0


def later_known(member: Phone) -> Any:
    """Ten days later, logged in anew: the plenary is over."""
    member.known_by({"phone": phone_index(SECTOR).hex(), "shown": ""})
    return member


def test_the_session_ends_while_the_form_is_open(phone: Telephone) -> None:
    member = phone(SECTOR)
    member.get(NEW)
    with standing_at(later(days=10)):
        page = later_known(member).send(NEW, **WORDS)
        assert member.status == 403
        assert "只在全体会议期间提出" in page
        assert "您写的没有丢" in page
        assert WORDS["detail"] in page
        assert WORDS["detail"] in member.get(NEW)  # and it is still there the next time
    assert Case.objects.count() == 0


def test_the_session_ends_before_the_draft_is_submitted(phone: Telephone) -> None:
    member = phone(SECTOR)
    number = drafted(member)
    member.get(f"{one(number)}/submit")
    with standing_at(later(days=10)):
        page = later_known(member).send(f"{one(number)}/submit", one_matter="yes")
    assert member.status == 422
    assert "只在全体会议期间提出" in page
    assert "没有提交：提案仍是草稿" in page
    assert Case.objects.get(number=number).stage == "draft"
