"""移送与接收: exactly the letter and the files with it are opened where they were handed to, and acknowledged once."""

from collections.abc import Callable

import pytest
from pytest_django import DjangoAssertNumQueries

from shiyu.base.errors import ShiyuError
from shiyu.cases.actors import PostHolder
from shiyu.cases.errors import NoSuchCase
from shiyu.cases.gate import Purpose, get_case, visible_cases
from shiyu.cases.models import Access, Attachment, Notice
from shiyu.disputes.handing import NothingHanded, ReceivedAlready, acknowledge, hand_over_of, handed_to, read_handed
from shiyu.disputes.room.door import Written, post_message
from shiyu.disputes.room.errors import NoRoom
from shiyu.disputes.room.reading import room_of
from shiyu.disputes.tests.conftest import People, Story, paper
from shiyu.disputes.tests.test_break_glass import browser
from shiyu.documents.gate import read_paper, readable_papers

Make = Callable[..., Story]
COURT = "clerk-140502fy"
LIST_COSTS, ONE_COSTS = 4, 8
"""Questions of the list and of one, whatever the number of hand-overs."""
OTHERS = ("clerk-zjj", "clerk-ldzcw", "dispute-lead", "auditor")


@pytest.fixture
def handed(dispute: Make) -> Story:
    """A dispute that was mediated in vain, with words, files and papers, and handed to the court with one file."""
    story = dispute(until="mediating")
    story.do("private_talk", "mediator", side=story.party("applicant").party_id, talk="底线是一万",
             files=[paper(story.people("mediator"), "谈话.png")])  # fmt: skip
    story.do("hold_session", "mediator", on="2026-03-05", present="双方", minutes="当面各述")
    post_message(story.number, Written(audience="all", text="在室内说的"), actor=story.people("mediator"), key="r")
    story.do("fail", "mediator", reason="差距过大")
    story.do("refer_on", "mediator", to="court", unit="140502fy", reason="双方同意起诉",
             files=[paper(story.people("mediator"), "移送清单.png")])  # fmt: skip
    return story


def test_the_clerk_is_told_and_sees_exactly_the_letter_and_its_files(handed: Story) -> None:
    clerk = handed.people(COURT)
    told = Notice.objects.filter(case=handed.case, template="dispute_handed").values_list("unit_code", "role")
    assert list(told) == [("140502fy", "clerk")]
    assert [paper.title for paper in readable_papers(clerk).filter(case=handed.case)] == ["关于移送劳动争议纠纷的函"]
    found = hand_over_of(handed.number, actor=clerk)
    files = Attachment.objects.filter(case=handed.case).exclude(seq=None)
    opened = {file.name: _opens(lambda file=file: read_handed(found, file.reference, actor=clerk)) for file in files}  # type: ignore[misc]
    assert opened == {"谈话.png": False, "移送清单.png": True}
    assert not visible_cases(clerk).filter(number=handed.number).exists()
    with pytest.raises(NoSuchCase):
        get_case(handed.number, actor=clerk, purpose=Purpose.HANDLING)
    with pytest.raises(NoRoom):
        room_of(handed.number, actor=clerk, purpose=None)


def _opens(looking: Callable[[], object]) -> bool:
    try:
        looking()
    except ShiyuError:
        return False
    return True


@pytest.mark.parametrize("login", OTHERS)
def test_nobody_else_has_it(handed: Story, login: str) -> None:
    actor = handed.people(login)
    assert not handed_to(actor).exists()
    assert not readable_papers(actor).filter(case=handed.case).exists()
    with pytest.raises(NothingHanded):
        acknowledge(handed.number, actor=actor)


def test_the_mediator_keeps_the_letter(handed: Story) -> None:
    kinds = {paper.title for paper in readable_papers(handed.people("mediator")).filter(case=handed.case)}
    assert "关于移送劳动争议纠纷的函" in kinds


def test_each_look_is_logged(handed: Story) -> None:
    clerk, page = handed.people(COURT), browser(COURT)
    page.get(f"/disputes/handed/{handed.number}")
    letter = readable_papers(clerk).get(case=handed.case)
    read_paper(letter.reference, actor=clerk, purpose=Purpose.HANDLING)
    file = Attachment.objects.get(case=handed.case, name="移送清单.png").reference
    assert page.get(f"/disputes/handed/{handed.number}/files/{file}").status_code == 200
    looks = Access.objects.filter(case_id=handed.case.pk, actor__account=clerk.account_id).order_by("pk")
    assert [look.what for look in looks] == ["handed", "paper", "file"]


def test_the_receipt_is_given_once_and_everybody_hears(handed: Story) -> None:
    clerk: PostHolder = handed.people(COURT)
    assert acknowledge(handed.number, actor=clerk).received_by == clerk.account_id
    told = Notice.objects.filter(case=handed.case, template="dispute_received_there")
    assert set(told.values_list("party__role", "role")) == {("applicant", ""), ("respondent", ""), (None, "mediator")}
    with pytest.raises(ReceivedAlready):
        acknowledge(handed.number, actor=clerk)
    assert handed.case.entries.filter(move="note_receipt").count() == 1


def test_by_page(handed: Story, people: People) -> None:
    page = browser(COURT)
    listed = page.get("/disputes/handed").content.decode()
    assert (handed.number in listed, "待接收" in listed) == (True, True)
    shown = page.get(f"/disputes/handed/{handed.number}").content.decode()
    assert ("关于移送劳动争议纠纷的函" in shown, "移送清单.png" in shown, "谈话.png" in shown) == (True, True, False)
    for words in ("底线是一万", "当面各述", "在室内说的", "骆青禾"):
        assert words not in shown
    letter = readable_papers(people(COURT)).get(case=handed.case).reference
    assert page.get(f"/papers/{letter}").status_code == 200
    for closed in (f"/cases/{handed.number}", f"/disputes/{handed.number}/room", f"/disputes/{handed.number}/dossier"):
        assert page.get(closed).status_code == 404
    page.post(f"/disputes/handed/{handed.number}/receipt")
    assert "已接收" in page.get("/disputes/handed").content.decode()
    assert browser("clerk-zjj").get(f"/disputes/handed/{handed.number}").status_code == 404
    assert browser("mediator").get("/disputes/handed").status_code == 403


def test_the_pages_cost_so_much_whatever_was_handed_over(
    handed: Story, another: Make, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page = browser(COURT)
    for more in range(3):
        for path, count in (("/disputes/handed", LIST_COSTS), (f"/disputes/handed/{handed.number}", ONE_COSTS)):
            page.get(path)
            with django_assert_num_queries(count):
                assert page.get(path).status_code == 200
        if more < 2:
            another("registered").do("refer_on", "dispute-window", to="court", unit="140502fy", reason="起诉")
