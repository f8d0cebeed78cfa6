"""时限（手册E2）: each track has its own limit, more time only where every side agrees, silence ends or gives back."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from shiyu.base.clock import city_day
from shiyu.cases.door import open_case
from shiyu.cases.errors import GuardRefused
from shiyu.cases.models import Clock
from shiyu.cases.tests.ticked import at
from shiyu.disputes.tests.conftest import AGREEMENT, MATTER, People, Story, days, steps_to

Make = Callable[..., Story]


def due(story: Story, rule: str) -> date:
    """The last day of a limit that has not stopped."""
    clock = Clock.objects.exclude(state="stopped").get(case=story.case, rule=rule)
    return city_day(clock.due_at - timedelta(seconds=1))  # it ends with that day


@pytest.mark.parametrize(
    ("kind", "body", "head", "mediator", "last"),
    [
        ("labour", "tw-laodong", "mediation-head", "mediator", date(2026, 3, 17)),  # 15 日
        ("property", "tw-wuye", "mediation-head-wuye", "mediator-wuye", date(2026, 4, 2)),  # 1 个月
        ("environment", "tw-zonghe", "mediation-head-zonghe", "mediator-zonghe", date(2026, 4, 2)),
    ],
)
def test_the_limit_of_mediation_by_track(
    dispute: Make, kind: str, body: str, head: str, mediator: str, last: date
) -> None:
    story = dispute(kind=kind)
    story.do("triage", "dispute-window", kind=kind, body=body)
    story.do("appoint", head, mediator=mediator)
    story.do("agree", "a")
    story.do("agree", "b")
    assert due(story, "mediation") == last


RUNNING = {
    "registered": {"triage"}, "to_appoint": {"appointment"}, "asking": {"consent"}, "mediating": {"mediation"},
    "signing": {"signing", "mediation"}, "performing": {"performance", "confirmation"},
    "following": {"visit", "confirmation"}, "closed": set(),
}  # fmt: skip
"""Limits that have not stopped; that of mediation stands still while the agreement is signed."""


@pytest.mark.parametrize("stage", RUNNING)
def test_no_limit_outlives_what_it_was_for(dispute: Make, stage: str) -> None:
    story = dispute(until=stage)
    assert set(Clock.objects.exclude(state="stopped").values_list("rule", flat=True)) == RUNNING[stage]
    paused = {"mediation"} if stage == "signing" else set()
    assert set(Clock.objects.filter(case=story.case, state="paused").values_list("rule", flat=True)) == paused


def test_who_is_asked_again_has_his_whole_time(dispute: Make) -> None:
    story = dispute(until="asking")
    with at(days(3)):
        story.do("other_mediator", "a", reason="换人")
        story.do("appoint", "mediation-head", mediator="mediator2")
        assert due(story, "consent") == date(2026, 3, 12)
        assert not Clock.objects.filter(case=story.case, state="paused").exists()


def test_thirty_days_before_the_suit(people: People) -> None:
    facts = MATTER | {"source": "court_before"}
    made = open_case("dispute", "accept_commission", actor=people("dispute-window"), key="court", facts=facts)
    assert due(Story(people, made).to("mediating"), "mediation") == date(2026, 4, 1)


def test_more_time_only_when_every_side_agrees(dispute: Make) -> None:
    story = dispute(until="mediating")
    before = due(story, "mediation")
    story.do("ask_longer", "mediator", amount=10, reason="等待鉴定")
    story.do("agree_longer", "a")
    assert due(story, "mediation") == before
    story.do("agree_longer", "b")
    assert (due(story, "mediation") - before).days == 10


def test_one_side_against_more_time_is_enough(dispute: Make) -> None:
    story = dispute(until="mediating")
    before = due(story, "mediation")
    story.do("ask_longer", "mediator", amount=10, reason="等待鉴定")
    story.do("agree_longer", "a")
    story.do("refuse_longer", "b")
    with pytest.raises(GuardRefused, match="没有正在征询"):
        story.do("agree_longer", "b")
    assert due(story, "mediation") == before


def test_more_time_within_what_the_rule_allows(dispute: Make) -> None:
    story = dispute(until="mediating")
    with pytest.raises(GuardRefused, match="超过"):
        story.do("ask_longer", "mediator", amount=31, reason="…")
    for _ in "12":
        story.do("ask_longer", "mediator", amount=5, reason="…")
        for who in "ab":
            story.do("agree_longer", who)
    with pytest.raises(GuardRefused, match="已用完"):
        story.do("ask_longer", "mediator", amount=5, reason="…")


def test_drafting_stops_the_limit_and_does_not_renew_it(dispute: Make) -> None:
    story = dispute(until="mediating")
    before = due(story, "mediation")
    story.do("draft_agreement", "mediator", **AGREEMENT)
    with at(days(2)):
        assert story.do("withdraw_draft", "a", reason="金额有误") == "mediating"
        assert 1 <= (due(story, "mediation") - before).days <= 2  # so long it stood still, counted in whole days


def test_what_is_not_signed_in_time_is_mediated_on(dispute: Make) -> None:
    story = dispute(until="signing")
    story.do("sign", "a")
    with at(days(8)):
        assert story.case.stage == "mediating"


def test_another_mediator_does_not_renew_the_limit(dispute: Make) -> None:
    story = dispute(until="mediating")
    before = due(story, "mediation")
    story.do("other_mediator", "a", reason="换人")
    with at(days(1)):
        story.do("appoint", "mediation-head", mediator="mediator2")
        for who in "ab":
            story.do("agree", who)
        assert 0 <= (due(story, "mediation") - before).days <= 1


def test_the_agreement_says_until_when_it_is_performed(dispute: Make) -> None:
    assert due(dispute(until="performing"), "performance") == date(2026, 3, 20)


def test_both_ask_the_court_within_thirty_days(dispute: Make) -> None:
    story = dispute(until="performing")
    with at(days(29.9)):
        story.do("ask_confirmation", "a")
        with pytest.raises(GuardRefused, match="共同申请"):
            story.do("file_confirmation", "mediator", on="2026-04-01")
        story.do("ask_confirmation", "b")
        assert story.do("file_confirmation", "mediator", on="2026-04-01") == "performing"
    with at(days(50)):
        assert story.do("confirmation_result", "mediator", result="confirmed") == "performing"


@pytest.mark.parametrize("move", ["ask_confirmation", "file_confirmation"])
def test_on_day_thirty_one_it_is_refused_with_the_reason(dispute: Make, move: str) -> None:
    story = dispute(until="performing")
    story.do("ask_confirmation", "a")
    story.do("ask_confirmation", "b")
    facts = {"on": "2026-04-02"} if move == "file_confirmation" else {}
    with at(days(31)), pytest.raises(GuardRefused, match="三十日"):
        story.do(move, "mediator" if facts else "a", **facts)


def test_what_the_court_dismisses_is_mediated_anew(dispute: Make) -> None:
    story = dispute(until="performing")
    for who in "ab":
        story.do("ask_confirmation", who)
    story.do("file_confirmation", "mediator", on="2026-03-10")
    assert story.do("confirmation_result", "mediator", result="dismissed") == "mediating"


def test_taken_up_again_within_the_days_given(dispute: Make) -> None:
    story = dispute(until="mediating")
    story.do("fail", "mediator", reason="差距过大")
    story.do("tell_ways", "mediator", way="labour_arbitration", reason="可申请劳动仲裁")
    with at(days(89)):
        assert story.do("reopen", "b", reason="愿意再谈") == "to_appoint"
        for move, who, facts in (*steps_to("asking"), *steps_to("mediating")):
            story.do(move, who, **facts)
        assert story.case.stage == "mediating"


def test_too_late_to_be_taken_up_again(dispute: Make) -> None:
    story = dispute(until="closed")
    with at(days(95)), pytest.raises(GuardRefused, match="期限"):
        story.do("reopen", "a", reason="…")
