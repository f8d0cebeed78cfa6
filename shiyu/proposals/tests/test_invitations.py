"""邀请联名: each is a message to somebody's telephone, so a proposal sends so many, and a member so many a day."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count

import pytest

from shiyu.base.clock import now, standing_at
from shiyu.base.errors import ShiyuError
from shiyu.cases.models import Notice
from shiyu.city.directory import directory
from shiyu.proposals.models import Submitter
from shiyu.proposals.register import enter
from shiyu.proposals.tests.conftest import People, Story

pytestmark = pytest.mark.django_db
Propose = Callable[..., Story]


def allowed(name: str) -> int:
    found = directory().rule_set("proposals")
    assert found is not None
    return int(found.body["caps"][name])


@pytest.fixture
def members(people: People) -> Iterator[int]:
    """Numbers of a long register, one after the other."""
    for number in range(1000, 1000 + allowed("invitations_a_day") + 5):
        enter(number=number, name=f"某{number}", kind="member", phone=f"1390000{number}", valid_from=date(2022, 1, 1))
    return count(1000)


def refusal(story: Story, who: str, number: int) -> str:
    with pytest.raises(ShiyuError) as refused:
        story.do("invite", who, in_register=number)
    return refused.value.words.zh


def test_a_proposal_and_a_member_send_so_many_and_what_was_sent_is_kept(
    propose: Propose, members: Iterator[int]
) -> None:
    story, most, a_day = propose(), allowed("invitations"), allowed("invitations_a_day")
    for _ in range(most):
        story.do("invite", "submitter", in_register=next(members))
    told = refusal(story, "submitter", next(members))
    assert f"已发出{most}次联名邀请" in told
    assert "都保留" in told
    assert "已发出" in refusal(story, "proposal_clerk", next(members))  # whoever invites
    other = propose()
    for _ in range(a_day - most):
        other.do("invite", "submitter", in_register=next(members))
    told = refusal(other, "submitter", next(members))
    assert f"今天已发出{a_day}次" in told
    assert Notice.objects.filter(template="proposal_invited").count() == a_day
    assert story.case().parties.filter(role="invited").count() == most
    with standing_at(now() + timedelta(days=1)):
        other.do("invite", "submitter", in_register=next(members))
    assert Submitter.objects.get(number=1).invited == 1


def test_to_drop_and_invite_again_counts_each_time(propose: Propose) -> None:
    story = propose()
    for _ in range(allowed("invitations") // 2):
        story.do("invite", "submitter", in_register=2)
        story.do("drop_invited", "submitter", party=story.party("invited").party_id, note="改")
    assert Submitter.objects.get(number=1).invited == allowed("invitations") // 2
    assert story.case().tally["invite"] == allowed("invitations") // 2


def test_a_refused_invitation_is_not_counted(propose: Propose) -> None:
    story = propose()
    assert "已是第一提案人" in refusal(story, "submitter", 1)
    assert Submitter.objects.get(number=1).invited == 0
    story.do("invite", "proposal_clerk", in_register=2)  # typed in from paper: no message of the member's
    assert Submitter.objects.get(number=1).invited == 0
