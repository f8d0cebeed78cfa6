"""提案和督查 as the offices live them: a proposal from draft to class A a year later; a key proposal driven to zero.

Members and officers press on pages, each at a browser of his own; time passes in a city whose clock is moved.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from shiyu.cases.gate import visible_cases
from shiyu.cases.verification import verify_all
from shiyu.documents.verification import verify_all as verify_papers
from shiyu.proposals.keeping import READER
from shiyu.proposals.tests.conftest import make_register
from tests.browser.passing_site import PassingSite, StoryPeople, passing
from tests.browser.proposing import SECOND, Proposal
from tests.browser.visiting import Visits

pytestmark = pytest.mark.story
OPENED = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # nine in the morning of the first day of the plenary
PROMISED = {"promises-0-text": "建成停车场一处", "promises-0-due": "2027-03-31", "promises-0-unit": "cgj"}
GOOD = {"attitude": "satisfied", "verdict": "satisfied", "way": "meeting"}


@pytest.fixture(scope="module")
def site(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PassingSite]:
    """A city whose clock these stories move; there is a session and a register of those who propose."""
    clock = tmp_path_factory.mktemp("story") / "clock"
    with passing(django_db_blocker, clock, begins=OPENED) as found:
        with found.now():
            make_register()
        yield found


@pytest.fixture
def people(visit: Visits, site: PassingSite) -> StoryPeople:
    """Everybody, on the first day."""
    site.stand_at(OPENED)
    return StoryPeople(visit, site)


def co_signed_and_filed(people: StoryPeople) -> Proposal:
    """Drafted, co-signed and submitted on the pages of its members, filed on those of the committee."""
    proposal = Proposal(people, "关于补足老城区停车泊位的建议")
    proposal.co_signed()
    proposal.submitted()
    proposal.filed()
    return proposal


def assigned(proposal: Proposal) -> None:
    """Given to two units; the lead returns it with its basis, and another leads."""
    proposal.do("assigner-zfb", "assign_government", lead="zjj", joint="jtj")
    proposal.do("clerk-zjj", "ask_return", return_reason="not_our_duty", basis="三定方案：停车管理属城管局")
    proposal.do("assigner-zfb", "accept_return_government")
    proposal.do("assigner-zfb", "assign_government", lead="cgj")
    proposal.do("clerk-jtj", "sign")
    proposal.do("clerk-cgj", "sign")
    assert proposal.standing()[0] == "handling"


def answered(proposal: Proposal, *, answer: str) -> None:
    """面商, an answer of class B with a promise, signed off."""
    proposal.do("clerk-cgj", "contact_log", way="meeting", venue="市城管局", note="座谈听取意见")
    proposal.do("clerk-cgj", "draft_answer", answer=answer, reply_class="B", **PROMISED)
    page = proposal.people.at("deputy-cgj", f"/cases/{proposal.number}/moves/approve")
    expect(page.locator(".sheet-draft")).to_contain_text(answer)  # what he signs is before him
    proposal.do("deputy-cgj", "approve")


def test_a_proposal_from_draft_to_a_promise_kept_a_year_later(people: StoryPeople) -> None:
    proposal = co_signed_and_filed(people)
    people.later(OPENED + timedelta(days=10))
    assigned(proposal)
    people.later(OPENED + timedelta(days=20))
    proposal.do("clerk-jtj", "submit_joint_opinion", opinion="同意，可施划泊位")
    answered(proposal, answer="列入2027年计划。")
    letter = proposal.page(0)
    letter.get_by_role("link", name=f"关于市政协七届五次会议第{proposal.serial()}号提案的答复").click()
    expect(letter.locator("main")).to_contain_text("安若素委员、白景行委员")
    assert proposal.standing() == ("answered", "B")
    proposal.judge(0, **GOOD)
    proposal.judge(1, **{**GOOD, "verdict": "dissatisfied"})
    assert proposal.standing()[0] == "rework"
    people.later(OPENED + timedelta(days=40))
    answered(proposal, answer="先行增设泊位80个，停车场列入2027年计划。")
    assert proposal.standing()[0] == "to_issue"
    proposal.do("head-cgj", "issue")
    proposal.judge(1, **GOOD)
    proposal.judge(0, **GOOD)
    assert proposal.standing() == ("tracking", "B")
    people.later(datetime(2027, 3, 22, 2, 0, tzinfo=UTC))
    kept(proposal)
    proposal.do("clerk-cgj", "supplementary_answer", answer="停车场已建成。", reply_class="A")
    proposal.do("proposal-committee", "reclassify", reply_class="A", reason="已建成")
    assert proposal.standing() == ("closed", "A")
    assert proposal.papers() == [
        "assignment_sheet", "assignment_sheet", "joint_opinion", "consultation_record", "proposal_answer",
        "opinion_form", "opinion_form", "consultation_record", "proposal_answer", "opinion_form", "opinion_form",
        "supplementary_answer", "follow_up_register",
    ]  # fmt: skip
    with proposal.site.now():
        assert verify_all() == ()
        assert list(verify_papers()) == []


def kept(proposal: Proposal) -> None:
    """Each of its promises is reported with proof and verified."""
    with proposal.site.now():
        grown = visible_cases(READER).filter(procedure="proposal_promise", links_out__target__number=proposal.number)
        numbers = list(grown.order_by("pk").values_list("number", flat=True))
    assert len(numbers) == 2  # one of each answer
    for number in numbers:
        proposal.people.move("clerk-cgj", number, "sign", {})
        proposal.people.move("clerk-cgj", number, "report_kept", {"proof": "竣工验收单"})
        proposal.people.move("proposal-clerk", number, "verify_kept", {"answer": "现场核实属实"})


def handled(people: StoryPeople) -> Proposal:
    """A proposal of the second member alone that its unit has signed for."""
    proposal = Proposal(people, "关于治理文昌街内涝的建议", phone=SECOND)
    proposal.submitted(SECOND)
    proposal.filed()
    proposal.do("assigner-zfb", "assign_government", lead="zjj")
    proposal.do("clerk-zjj", "sign")
    assert proposal.standing()[0] == "handling"
    return proposal


def test_a_key_proposal_is_driven_to_zero_by_supervision(people: StoryPeople) -> None:
    proposal = handled(people)
    key = {"leading_post": "zfb-leader-works", "supervising_post": "zxb-leader", "weekly_from": 3, "weekly_to": 4}
    proposal.do("cppcc-leader", "choose_key", **key)
    with proposal.site.now():
        order = visible_cases(READER).get(procedure="supervision_order").number
    expect(people.at("supervision", f"/cases/{order}").locator("main")).to_contain_text(proposal.number)
    ordered(people, order)
    people.later(OPENED + timedelta(days=2))  # the first checkpoint has passed
    page = people.at("supervision", f"/cases/{order}")
    expect(page.locator("section", has=page.locator("#checkpoints"))).to_contain_text("1次，最近")
    expect(page.locator("section", has=page.locator("#papers"))).to_contain_text("催办通知")
    page.get_by_role("link", name="的催办通知").first.click()
    expect(page.locator("main")).to_contain_text("未经人工签发")
    urged = people.at("clerk-zjj", f"/cases/{order}")
    expect(urged.locator("main")).to_contain_text("催办通知")
    assert order in open_orders(people)
    cleared(people, order)
    shown = people.at("cppcc-leader", f"/cases/{proposal.number}").locator("section", has_text="已纳入督查")
    expect(shown.last).to_contain_text(order)
    expect(shown.last).to_contain_text("销号")
    assert order not in open_orders(people)
    with proposal.site.now():
        assert verify_all() == ()
        assert list(verify_papers()) == []


def open_orders(people: StoryPeople) -> str:
    """What the head of supervision reads in the list of orders that are open."""
    return people.at("supervision-lead", "/supervision/orders?state=open").content()


def ordered(people: StoryPeople, order: str) -> None:
    """Planned with what the choice named already, approved by another, signed for."""
    page = people.at("supervision", f"/cases/{order}/moves/ask_approval")
    expect(page.locator('[name="leader"]')).to_have_value("副市长（城建交通）")
    expect(page.locator('[name="weekly_from"]')).to_have_value("2026-03-01")
    expect(page.locator('[name="weekly_until"]')).to_have_value("2026-04-30")
    plan = {"requirement": "汛期前完成三处积水点改造。", "lead": "zjj", "complexity": "ordinary"}
    people.move("supervision", order, "ask_approval", plan)
    people.move("supervision-lead", order, "approve", {})
    people.move("clerk-zjj", order, "sign", {})


def cleared(people: StoryPeople, order: str) -> None:
    """The late report, those that follow it, the request to close and the grade."""
    people.move("clerk-zjj", order, "report_day_1", {"responsible": "局长", "shared_out": "市政科承办"})
    people.move("clerk-zjj", order, "report_day_3", {"measures": "已进场", "progress": "一处完工"})
    people.later(OPENED + timedelta(days=5))
    people.move("clerk-zjj", order, "report_weekly", {"progress": "两处完工"})
    people.move("clerk-zjj", order, "ask_close", {"result": "三处积水点已改造完成并验收。"})
    people.move("supervision-lead", order, "clear", {"grade": "passed", "opinion": "已实地核查，同意销号。"})
