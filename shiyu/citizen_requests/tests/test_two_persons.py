"""Where the rule wants two persons, delegation is no way round: the table walks every step that wants a second one."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from shiyu.cases.actors import PostHolder
from shiyu.cases.errors import GuardRefused
from shiyu.cases.models import Entry
from shiyu.citizen_requests.tests.conftest import OTHER, People, Story

pytestmark = pytest.mark.django_db
Report = Callable[..., Story]
CLERK = f"clerk@{OTHER}"
TALK: Mapping[str, Any] = {"verdict": "satisfied", "solved": True}
WHY: Mapping[str, Any] = {"rate": "satisfied", "exclusion_reason": "unreasonable", "note": "要求超出政策"}
RETURN: Mapping[str, Any] = {"return_reason": "not_our_duty", "basis": "职责清单第三条"}
LONGER: Mapping[str, Any] = {"amount": 2, "reason": "等材料"}


def asked(move: str, **facts: Any) -> Callable[[Story], None]:
    def walk(story: Story) -> None:
        story.to("handling")
        story.do(move, CLERK, **facts)

    return walk


def called_back(story: Story) -> None:
    story.to("call_back")


STEPS: dict[str, tuple[Callable[[Story], Any], str, Mapping[str, Any]]] = {
    "pass_review": (lambda story: story.to("review"), "reviewer", {}),
    "send_back": (lambda story: story.to("review"), "reviewer", {"reason": "未说明"}),
    "call_back": (called_back, "callback_officer", TALK),
    "call_unanswered": (called_back, "callback_officer", {"unreached": "no_answer"}),
    "propose_exclusion": (lambda story: story.to("closed"), "supervisor", WHY),
    "accept_return": (asked("ask_return", **RETURN), "dispatcher", {}),
    "refuse_return": (asked("ask_return", **RETURN), "dispatcher", {"reason": "属你单位"}),
    "grant_extension": (asked("ask_extension", **LONGER), "supervisor", {"amount": 2}),
    "refuse_extension": (asked("ask_extension", **LONGER), "supervisor", {"reason": "不符"}),
}


def stands_in(officer: PostHolder, *, whose: int, account: int) -> PostHolder:
    """Somebody with `account` who acts from the officer's post for `whose`."""
    return replace(officer, account_id=account, acts_for=whose, bound=frozenset({whose}))


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("who", ["handler himself", "handler as delegate", "delegate of the handler", "other login"])
def test_a_handler_is_no_second_person(report: Report, people: People, step: str, who: str) -> None:
    walk, role, facts = STEPS[step]
    story = report()
    walk(story)
    officer, handler = people(role), people(CLERK).account_id
    actor = {
        "handler himself": replace(officer, account_id=handler),
        "handler as delegate": stands_in(officer, whose=officer.account_id, account=handler),
        "delegate of the handler": stands_in(officer, whose=handler, account=4711),
        "other login": replace(officer, account_id=4711, bound=frozenset({handler})),
    }[who]
    before = Entry.objects.filter(case__number=story.number).count()
    with pytest.raises(GuardRefused, match="经办人"):
        story.do(step, actor, **facts)
    assert Entry.objects.filter(case__number=story.number).count() == before


@pytest.mark.parametrize("step", STEPS)
def test_a_colleague_may_stand_in_and_the_history_says_for_whom(report: Report, people: People, step: str) -> None:
    walk, role, facts = STEPS[step]
    story = report()
    walk(story)
    officer = people(role)
    story.do(step, stands_in(officer, whose=officer.account_id, account=4711), **facts)
    last = Entry.objects.filter(case__number=story.number, move=step).get()
    assert (last.actor["account"], last.actor["for"], last.actor["post"]) == (
        4711,
        officer.account_id,
        officer.post_code,
    )


@pytest.mark.parametrize(
    ("proposed", "decided"),
    [("own", "delegate"), ("delegate", "own"), ("delegate", "delegate of the proposer"), ("own", "other login")],
)
def test_two_people_exclude(report: Report, people: People, proposed: str, decided: str) -> None:
    story = report().to("closed")
    one, two = people("supervisor"), people("arbiter")
    actors = {
        "own": one,
        "delegate": stands_in(two, whose=two.account_id, account=one.account_id),
        "delegate of the proposer": stands_in(two, whose=one.account_id, account=4711),
        "other login": replace(two, account_id=4711, bound=frozenset({one.account_id})),
    }
    proposer = actors[proposed] if proposed == "own" else replace(actors[proposed], roles=one.roles)
    decider = replace(one, roles=two.roles) if decided == "own" else actors[decided]
    story.do("propose_exclusion", proposer, **WHY)
    with pytest.raises(GuardRefused, match="提出人不能复核"):
        story.do("confirm_exclusion", decider, rate="satisfied")
