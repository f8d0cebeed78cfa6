"""我的工作: whose list holds which case, on which tab; what is shown may be seen; paging costs and loses nothing."""

from datetime import timedelta

import pytest

from shiyu.base.clock import standing_at
from shiyu.cases.actors import PostHolder
from shiyu.cases.gate import visible_cases
from shiyu.cases.models import Assignment, Case, Clock
from shiyu.cases.tests.counting import cost_of
from shiyu.cases.tests.desk import MONDAY, Desk
from shiyu.cases.tests.small_city import ROLES
from shiyu.cases.tests.test_visibility import cases
from shiyu.cases.tick import tick
from shiyu.cases.turns_stored import rewrite
from shiyu.cases.worklist import COUNTED, COUNTED_TABS, Place, Tab, counts_of_work, page_of_work

pytestmark = pytest.mark.django_db


def shown(actor: PostHolder, tab: Tab, *, limit: int = 100) -> list[str]:
    lines = page_of_work(actor, tab, limit=limit).lines
    numbers = dict(Case.objects.values_list("pk", "number"))
    return [numbers[line.case_id] for line in lines]


@pytest.mark.parametrize(
    ("until", "who", "tabs"),
    [
        ("to_assign", "dispatcher", {Tab.TO_DO}),
        ("to_assign", "lead", set()),
        ("to_sign", "lead", {Tab.TO_SIGN}),
        ("to_sign", "joint", {Tab.TO_SIGN}),
        ("to_sign", "other", set()),
        ("to_sign", "dispatcher", {Tab.DONE}),
        ("handling", "lead", {Tab.TO_DO}),
        ("handling", "dispatcher", {Tab.DONE}),
        ("handling", "other", set()),
        ("return_asked", "lead", {Tab.DONE}),
        ("return_asked", "dispatcher", {Tab.TO_DO}),
        ("arbitration", "arbiter", {Tab.TO_DO}),
        ("arbitration", "lead", {Tab.DONE}),
        ("closed", "lead", {Tab.DONE}),
        ("closed", "dispatcher", {Tab.DONE}),
    ],
)
def test_a_case_stands_on_the_tab_of_whose_move_it_is(
    engine: None, desk: Desk, until: str, who: str, tabs: set[Tab]
) -> None:
    people = {
        "dispatcher": desk.dispatcher, "arbiter": desk.arbiter,
        "lead": desk.clerks[0], "joint": desk.clerks[1], "other": desk.clerks[2],
    }  # fmt: skip
    number = desk.formal(until=until)
    found = {tab for tab in Tab if shown(people[who], tab)}
    assert (number, found) == (number, tabs)


def test_near_and_late_follow_the_clock(engine: None, desk: Desk) -> None:
    number = desk.formal(until="handling")
    clerk, clock = desk.clerks[0], Clock.objects.filter(case__number=number, state="running").order_by("due_at")[0]
    assert clock.warn_at is not None
    for moment, near, late in (
        (MONDAY, [], []),
        (clock.warn_at, [number], []),
        (clock.due_at, [], [number]),
    ):
        with standing_at(moment):
            tick()
            assert (moment, shown(clerk, Tab.NEAR), shown(clerk, Tab.LATE)) == (moment, near, late)
            assert shown(clerk, Tab.TO_DO) == [number]


def everybody(desk: Desk) -> list[PostHolder]:
    return [desk.holder(role, unit=unit) for role in ROLES for unit in range(4)]


def test_what_a_list_shows_may_be_seen(engine: None, desk: Desk) -> None:
    cases(desk)
    seen = 0
    for actor in everybody(desk):
        visible = set(visible_cases(actor).values_list("number", flat=True))
        for tab in Tab:
            listed = set(shown(actor, tab))
            assert (actor, tab, listed - visible) == (actor, tab, set())
            seen += len(listed)
    assert seen > 20


def test_the_turns_the_engine_keeps_are_those_reckoned_anew(engine: None, desk: Desk) -> None:
    """Two readings of one rule: row by row where moves are made, and in the database for what is stored."""
    cases(desk)
    with standing_at(MONDAY + timedelta(days=9)):
        tick()

    def kept() -> list[object]:
        turns = ("pk", "turn_role", "due_at", "due_level")
        return [
            *Case.objects.order_by("pk").values_list(*turns, "turn_in_place", "turn_due_at", "turn_level"),
            *Assignment.objects.order_by("pk").values_list(*turns),
        ]

    before = kept()
    Case.objects.update(turn_role="", due_at=None, due_level=0, turn_in_place=False, turn_due_at=None, turn_level=0)
    Assignment.objects.update(turn_role="", due_at=None, due_level=0)
    assert kept() != before
    rewrite()
    assert kept() == before


def test_pages_neither_lose_nor_repeat_equal_due_moments(engine: None, desk: Desk) -> None:
    numbers = [desk.formal(until="to_assign") for _ in range(5)]
    assert len(set(Case.objects.values_list("turn_due_at", flat=True))) == 1
    forward, place = [], None
    for _ in range(4):
        page = page_of_work(desk.dispatcher, Tab.TO_DO, limit=2, after=place)
        forward += [line.case_id for line in page.lines]
        place = page.lines[-1].place
        if not page.after:
            break
    known = dict(Case.objects.values_list("pk", "number"))
    assert [known[pk] for pk in forward] == numbers
    back = page_of_work(desk.dispatcher, Tab.TO_DO, limit=2, before=place)
    assert [known[line.case_id] for line in back.lines] == numbers[2:4]
    assert (back.before, back.after) == (True, True)
    first = page_of_work(desk.dispatcher, Tab.TO_DO, limit=2, before=back.lines[0].place)
    assert [known[line.case_id] for line in first.lines] == numbers[:2]
    assert not first.before


def test_what_was_done_is_paged_newest_first(engine: None, desk: Desk) -> None:
    numbers = [desk.formal(until="to_sign") for _ in range(3)]
    page = page_of_work(desk.dispatcher, Tab.DONE, limit=2)
    known = dict(Case.objects.values_list("pk", "number"))
    assert [known[line.case_id] for line in page.lines] == numbers[:0:-1]
    rest = page_of_work(desk.dispatcher, Tab.DONE, limit=2, after=page.lines[-1].place)
    assert ([known[line.case_id] for line in rest.lines], rest.after) == (numbers[:1], False)
    back = page_of_work(desk.dispatcher, Tab.DONE, limit=2, before=rest.lines[0].place)
    assert [line.case_id for line in back.lines] == [line.case_id for line in page.lines]


def test_counts_are_what_the_tabs_hold_and_are_asked_at_once(engine: None, desk: Desk) -> None:
    cases(desk)
    for actor in everybody(desk):
        assert counts_of_work(actor) == {tab: len(shown(actor, tab)) for tab in COUNTED_TABS}
    assert cost_of(lambda: counts_of_work(desk.dispatcher))[0] == 1
    assert cost_of(lambda: page_of_work(desk.clerks[0], Tab.LATE, limit=50))[0] == 1
    assert COUNTED == 100


def test_work_without_a_limit_is_found_after_all_that_is_due(engine: None, desk: Desk) -> None:
    first, second = desk.formal(until="to_assign"), desk.formal(until="to_assign")
    Clock.objects.filter(case__number=first).update(state="stopped", stopped_at=MONDAY, next_at=None)
    rewrite()
    assert shown(desk.dispatcher, Tab.TO_DO) == [second, first]
    lines = page_of_work(desk.dispatcher, Tab.TO_DO, limit=5).lines
    assert lines[-1].at is None
    assert isinstance(lines[-1].place, Place)


def test_who_holds_no_role_has_no_work(engine: None, desk: Desk) -> None:
    desk.formal(until="to_assign")
    clerk = desk.clerks[0]
    idle = PostHolder(**{**{slot: getattr(clerk, slot) for slot in clerk.__slots__}, "roles": frozenset()})
    assert counts_of_work(idle) == dict.fromkeys(COUNTED_TABS, 0)
    assert [shown(idle, tab) for tab in Tab] == [[]] * len(Tab)
