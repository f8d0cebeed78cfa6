"""剔除: two people, neither a handler; the raw rate stays, the adjusted one changes, and the history says it all."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from shiyu.base.clock import standing_at
from shiyu.base.figures import Scope, Value, figure
from shiyu.cases.actors import PostHolder
from shiyu.cases.door import Made, MoveRequest, Refused, make_moves
from shiyu.cases.errors import BadFact, GuardRefused, NotYourMove
from shiyu.cases.gate import Purpose, get_case
from shiyu.cases.models import Entry
from shiyu.citizen_requests.exclusions import exclusions
from shiyu.citizen_requests.models import Exclusion
from shiyu.citizen_requests.procedure import STAGES
from shiyu.citizen_requests.procedure_rates import EXCLUSION_REASONS, rate_moves
from shiyu.citizen_requests.tests.conftest import LEAD, MONDAY, OTHER, People, Story
from shiyu.web.reader import reader_of
from shiyu.web.shown_moves import moves_for

pytestmark = pytest.mark.django_db
Report = Callable[..., Story]
FIRST, SECOND = "supervisor", "supervisor@" + LEAD  # two accounts
WHY: dict[str, Any] = {"rate": "satisfied", "exclusion_reason": "unreasonable", "note": "要求超出政策"}


def rate(name: str) -> tuple[Value, Value]:
    march = Scope(start=date(2026, 3, 1), end=date(2026, 3, 31))
    with standing_at(MONDAY + timedelta(days=1)):
        return tuple(figure(f"citizen_requests_{name}_rate{end}").compute(march) for end in ("", "_adjusted"))  # type: ignore[return-value]


@pytest.fixture
def dissatisfied(report: Report) -> Story:
    """One request whose caller is content, and one whose caller is not."""
    report().to("closed")
    story = report().to("call_back")
    story.do("call_back", "callback_officer", verdict="dissatisfied", solved=False)
    return story


def test_raw_and_adjusted_stand_side_by_side(dissatisfied: Story) -> None:
    assert rate("satisfied") == (Decimal("50.0"), Decimal("50.0"))
    dissatisfied.do("propose_exclusion", FIRST, **WHY)
    assert rate("satisfied") == (Decimal("50.0"), Decimal("50.0"))  # a proposal changes nothing
    dissatisfied.do("confirm_exclusion", SECOND, rate="satisfied", note="属实")
    assert rate("satisfied") == (Decimal("50.0"), Decimal("100.0"))
    assert rate("resolved") == (Decimal("50.0"), Decimal("50.0"))  # one rate at a time


def test_a_refused_exclusion_counts_on_and_may_be_proposed_again(dissatisfied: Story, people: People) -> None:
    dissatisfied.do("propose_exclusion", FIRST, **WHY)
    dissatisfied.do("refuse_exclusion", "arbiter", rate="satisfied", reason="诉求合理")
    assert rate("satisfied") == (Decimal("50.0"), Decimal("50.0"))
    dissatisfied.do("propose_exclusion", FIRST, **WHY)
    states = [row.state for row in exclusions(people("auditor"))]
    assert states == ["proposed", "refused"]


def test_nobody_decides_on_his_own_proposal(dissatisfied: Story) -> None:
    dissatisfied.do("propose_exclusion", FIRST, **WHY)
    for move, more in (("confirm_exclusion", {}), ("refuse_exclusion", {"reason": "不妥"})):
        with pytest.raises(GuardRefused, match="提出人不能复核"):
            dissatisfied.do(move, FIRST, rate="satisfied", **more)


def test_no_handler_proposes_or_decides(dissatisfied: Story, people: People) -> None:
    clerk = people(f"clerk@{OTHER}")  # signed for it and answered it, and is a supervisor as well
    both = PostHolder(
        account_id=clerk.account_id, post_id=1, post_code="both", unit_id=clerk.unit_id, unit_code=OTHER,
        division_code=clerk.division_code, roles=frozenset({"supervisor"}),
    )  # fmt: skip
    with pytest.raises(GuardRefused, match="经办人"):
        dissatisfied.do("propose_exclusion", both, **WHY)
    dissatisfied.do("propose_exclusion", FIRST, **WHY)
    with pytest.raises(GuardRefused, match="经办人"):
        dissatisfied.do("confirm_exclusion", both, rate="satisfied")


@pytest.mark.parametrize("who", ["agent", "dispatcher", "reviewer", "callback_officer", "auditor", "caller", "arbiter"])
def test_a_supervisor_proposes(dissatisfied: Story, who: str) -> None:
    with pytest.raises(NotYourMove):
        dissatisfied.do("propose_exclusion", who, **WHY)


def test_once_for_a_rate(dissatisfied: Story) -> None:
    dissatisfied.do("propose_exclusion", FIRST, **WHY)
    with pytest.raises(GuardRefused, match="已提出"):
        dissatisfied.do("propose_exclusion", SECOND, **WHY)
    with pytest.raises(GuardRefused, match="没有待复核"):
        dissatisfied.do("confirm_exclusion", SECOND, rate="resolved")
    dissatisfied.do("propose_exclusion", FIRST, **{**WHY, "rate": "resolved"})


def test_a_reason_outside_the_list_is_no_reason(dissatisfied: Story) -> None:
    with pytest.raises(BadFact):
        dissatisfied.do("propose_exclusion", FIRST, **{**WHY, "exclusion_reason": "bad_for_the_rate"})


def test_it_stands_in_the_history_of_a_closed_request(report: Report) -> None:
    story = report().to("closed")
    assert story.do("propose_exclusion", FIRST, **{**WHY, "rate": "response"}) == "closed"
    assert story.do("confirm_exclusion", SECOND, rate="response") == "closed"
    proposed, confirmed = Entry.objects.filter(case__number=story.number).order_by("-seq")[:2][::-1]
    assert (proposed.move, proposed.facts) == (
        "propose_exclusion", {"rate": "response", "exclusion_reason": "unreasonable"},
    )  # fmt: skip
    assert (confirmed.facts, confirmed.audience) == ({"rate": "response", "exclusion_reason": "unreasonable"}, "staff")
    assert proposed.actor["account"] != confirmed.actor["account"]


def test_nothing_is_decided_where_nothing_was_proposed(dissatisfied: Story, people: People) -> None:
    def offered() -> set[str]:
        supervisor = people(SECOND)
        reader = reader_of(get_case(dissatisfied.number, actor=supervisor, purpose=Purpose.AUDIT), actor=supervisor)
        moves = moves_for(reader, parties=[], assignments=[], clocks=[])["open"]
        return {move["name"] for move in moves if move["name"].endswith("exclusion")}

    assert offered() == {"propose_exclusion"}
    dissatisfied.do("propose_exclusion", FIRST, **WHY)
    assert offered() == {"propose_exclusion", "confirm_exclusion", "refuse_exclusion"}
    dissatisfied.do("refuse_exclusion", SECOND, rate="satisfied", reason="诉求合理")
    assert offered() == {"propose_exclusion"}


def test_open_at_every_stage_and_every_end() -> None:
    ends = {stage.name for stage in STAGES if stage.end}
    assert all(ends <= {*move.start} and "*" in move.start for move in rate_moves(STAGES))
    assert {"invalid", "beyond_powers", "unreasonable", "unreachable", "repeated"} <= set(EXCLUSION_REASONS)


def test_a_batch_sees_its_own_proposals_and_a_refused_one_leaves_no_row(dissatisfied: Story, people: People) -> None:
    def asked(move: str, who: str, key: str, **facts: Any) -> MoveRequest:
        return MoveRequest(actor=people(who), number=dissatisfied.number, move=move, facts=facts, key=key)

    outcomes = make_moves([
        asked("propose_exclusion", FIRST, "1", **WHY),
        asked("propose_exclusion", SECOND, "2", **WHY),
        asked("confirm_exclusion", FIRST, "3", rate="satisfied"),
        asked("confirm_exclusion", SECOND, "4", rate="satisfied"),
        asked("confirm_exclusion", SECOND, "5", rate="satisfied"),
    ])  # fmt: skip
    assert [type(outcome) for outcome in outcomes] == [Made, Refused, Refused, Made, Refused]
    (row,) = Exclusion.objects.all()
    assert (row.state, row.decided_by) == ("confirmed", people(SECOND).account_id)


def test_the_list_shows_what_one_sees(dissatisfied: Story, people: People) -> None:
    dissatisfied.do("propose_exclusion", FIRST, **WHY)
    seen = {who: exclusions(people(who), state="proposed").count() for who in
            ("supervisor", f"unit_head@{OTHER}", "unit_head@jyj")}  # fmt: skip
    assert seen == {"supervisor": 1, f"unit_head@{OTHER}": 1, "unit_head@jyj": 0}
