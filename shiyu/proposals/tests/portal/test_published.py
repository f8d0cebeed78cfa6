"""公开提案: what is answered and may be published, without a person in it; and what is shown before one submits."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shiyu.proposals.tests.conftest import ANSWER_B, LEAD, TEXT, Story
from shiyu.proposals.tests.portal.conftest import FIRST, SECOND, THIRD, Phone
from shiyu.proposals.tests.portal.test_writing import COMPARE, WORDS, write

pytestmark = pytest.mark.django_db
Telephone = Callable[..., Phone]
Propose = Callable[..., Story]
LETTER = {**ANSWER_B, "answer": "安若素委员：您提出的建议收悉，联系电话13900001111。列入2027年计划。"}


def public(propose: Propose, **other: Any) -> Story:
    return propose(may_publish=True, **other).to("answered", answer=LETTER)


@pytest.mark.parametrize(
    ("facts", "stage", "there"),
    [
        ({"may_publish": True}, "answered", True),
        ({"may_publish": True}, "handling", False),
        ({"may_publish": False}, "answered", False),
        ({}, "answered", False),
    ],
)
def test_public_is_what_is_answered_and_agreed_to(
    phone: Telephone, propose: Propose, facts: dict[str, Any], stage: str, there: bool
) -> None:
    story, anybody = propose(**facts).to(stage), phone()
    assert (TEXT["title"] in anybody.get("/proposals/public")) is there
    anybody.get(f"/proposals/public/{story.number}")
    assert anybody.status == (200 if there else 404)


def test_a_member_is_not_named_and_a_body_is(phone: Telephone, propose: Propose) -> None:
    of_member = public(propose)
    of_party = public(propose, by="proposal_clerk", in_register=4)
    page = phone().get(f"/proposals/public/{of_member.number}")
    assert "若素" not in page
    assert "13900001111" not in page
    assert "列入2027年计划" in page
    assert "列入规划计划逐步解决" in page
    assert "民建晋城市委员会" in phone().get(f"/proposals/public/{of_party.number}")


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("q=停车", True), ("q=湿地", False), ("session=7-5", True), ("session=7-4", False), ("theme=society", True),
        ("theme=ecology", False), (f"unit={LEAD}", True), ("unit=cgj", False), ("class=B", True), ("class=A", False),
        ("before=TA20200101000001", False), ("q=停车&theme=society&class=B", True),
    ],
)  # fmt: skip
def test_the_public_list_is_narrowed(phone: Telephone, propose: Propose, query: str, there: bool) -> None:
    public(propose)
    assert (TEXT["title"] in phone().get(f"/proposals/public?{query}")) is there


def test_the_public_list_asks_the_same_however_long_it_is(phone: Telephone, propose: Propose) -> None:
    public(propose)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            phone().get("/proposals/public")
        return len(found)

    one = asked()
    for _ in range(2):
        public(propose)
    assert asked() == one <= 5


def test_similar_earlier_proposals_are_shown_with_their_answers(phone: Telephone, propose: Propose) -> None:
    public(propose)
    member = phone(SECOND)
    write(member, title="关于增加老城区停车泊位的建议")
    assert "列入2027年计划" in member.text
    assert "列入规划计划逐步解决" in member.text
    assert "若素" not in member.text
    write(member, title=WORDS["title"])
    assert "没有找到已公开的相近提案" in member.text


def test_unpublished_ones_are_similar_for_their_own_people_only(phone: Telephone, propose: Propose) -> None:
    propose().to("answered")
    for number, there in ((FIRST, True), (THIRD, False)):
        member = phone(number)
        write(member, title="关于补足老城区停车泊位的再建议")
        assert member.address == COMPARE
        assert (TEXT["title"] in member.text) is there


def test_who_did_not_sign_is_not_shown_it_as_his_own(phone: Telephone, propose: Propose) -> None:
    story = propose()
    story.do("invite", "submitter", in_register=3)
    story.do("decline", "invited")
    member = phone(THIRD)
    write(member, title="关于补足老城区停车泊位的再建议")
    assert TEXT["title"] not in member.text
