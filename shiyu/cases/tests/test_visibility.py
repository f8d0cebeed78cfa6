"""Who sees a case: the query over all cases and the check of one case are the same rule, read twice."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from shiyu.cases.actors import Actor, Clockwork, Newcomer, PartyActor, PostHolder
from shiyu.cases.door import make_moves
from shiyu.cases.errors import NoSuchCase
from shiyu.cases.gate import Purpose, get_case, visible_cases
from shiyu.cases.models import Case
from shiyu.cases.permission import contains, division_prefix, visible
from shiyu.cases.registry import registered
from shiyu.cases.state import lock_states
from shiyu.cases.tests.desk import Desk
from shiyu.cases.tests.procedures import FORMAL
from shiyu.cases.tests.small_city import CELL, CITY_CODE, EAST_COUNTY, ROLES, TOWN, VILLAGE, WEST_COUNTY
from shiyu.cases.who import Holds, OfUnit

pytestmark = pytest.mark.django_db


def cases(desk: Desk) -> list[str]:
    """Cases of every procedure, at every stage, at every kind of place, some of them returned, withdrawn or merged."""
    numbers = [
        desk.formal(until=s) for s in ("to_assign", "to_sign", "return_asked", "arbitration", "handling", "closed")
    ]
    returned = desk.formal(until="return_asked")
    desk.move(returned, "accept_return", desk.dispatcher)
    again = desk.formal(until="return_asked", joint=False)
    desk.move(again, "accept_return", desk.dispatcher)
    desk.move(again, "assign", desk.dispatcher, unit="T-STREET")
    numbers += [returned, again, *(desk.confidential(until=s) for s in ("asking", "mediating", "closed"))]
    numbers += [desk.workshop(place=place) for place in (CITY_CODE, WEST_COUNTY, EAST_COUNTY, TOWN, VILLAGE, CELL)]
    numbers += [desk.workshop(), desk.workshop(until="working"), desk.workshop(until="working", lead="T-WATER")]
    recalled = desk.workshop(until="working", lead="T-ROADS")
    desk.move(recalled, "recall", desk.dispatcher)
    merged = desk.workshop()
    desk.move(merged, "merge", desk.dispatcher, main_case=numbers[-1])
    return [*numbers, recalled, merged]


def actors(desk: Desk, numbers: list[str]) -> list[Actor]:
    """Every role in every unit, posts with two roles and with none, every party, a newcomer, a clockwork."""
    posts: list[Actor] = [desk.holder(role, unit=unit) for role in ROLES for unit in range(4)]
    posts += [desk.holder("clerk", "supervisor", unit=unit) for unit in range(4)]
    nobody = desk.holder("clerk")
    idle = PostHolder(**{**{slot: getattr(nobody, slot) for slot in nobody.__slots__}, "roles": frozenset()})
    parties: list[Actor] = [party for number in numbers[:8] for party in desk.parties(number)]
    return [*posts, idle, *parties, Newcomer(role="caller"), Clockwork(name="test")]


def test_the_query_and_the_check_agree(engine: None, desk: Desk) -> None:
    numbers = cases(desk)
    states = lock_states(Case.objects.values_list("number", flat=True))
    assert len(states) >= len(numbers)
    seen = 0
    for actor in actors(desk, numbers):
        by_query = set(visible_cases(actor).values_list("number", flat=True))
        by_check = {number for number, state in states.items() if visible(actor, state)}
        assert (actor, by_query) == (actor, by_check)
        seen += len(by_query)
    assert 0 < seen < len(states) * len(actors(desk, numbers))


@pytest.mark.parametrize(
    ("unit", "seen"),
    [
        (0, {TOWN, VILLAGE, CELL}),
        (1, {WEST_COUNTY, TOWN, VILLAGE, CELL}),
        (2, {EAST_COUNTY}),
        (3, {CITY_CODE, WEST_COUNTY, EAST_COUNTY, TOWN, VILLAGE, CELL}),
    ],
)
def test_a_unit_sees_the_cases_of_its_place(engine: None, desk: Desk, unit: int, seen: set[str]) -> None:
    for place in (CITY_CODE, WEST_COUNTY, EAST_COUNTY, TOWN, VILLAGE, CELL):
        desk.workshop(place=place)
    desk.workshop()  # without a place: of no place's unit
    supervisor = desk.holder("supervisor", unit=unit)
    assert set(visible_cases(supervisor).values_list("place_code", flat=True)) == seen


@pytest.mark.parametrize(
    ("division", "place", "inside"),
    [
        ("140500000000", "140502001001", True),  # the city holds all of it
        ("140500000000", "140500000000", True),
        ("140500", "140581105204003", True),
        ("140500000000", "140602001001", False),
        ("140502000000", "140502001001", True),
        ("140502000000", "140520001001", False),  # 140502 is not 1405020…
        ("140520000000", "140502001001", False),
        ("140520000000", "140520100000", True),
        ("140502001000", "140502001001", True),
        ("140502001000", "140502000000", False),  # a township does not see the whole county
        ("140502001000", "140502010000", False),
        ("140502010000", "140502010200", True),
        ("140502100000", "140502100001", True),
        ("140502100000", "140502101000", False),
        ("140502001001", "140502001001", True),
        ("140502001001", "140502001001003", True),  # a grid cell of the village
        ("140502001001", "140502001010", False),
        ("140502001010", "140502001010", True),
        ("140502001010", "140502001011", False),
        ("140502001001003", "140502001001003", True),
        ("140502001001003", "140502001001030", False),
        ("140502001001003", "140502001001", False),
        ("140502001000001", "140502001002", False),  # a cell right under the township sees the cell alone
        ("140502000000", "", False),
    ],
)
def test_a_division_contains_a_place(division: str, place: str, inside: bool) -> None:
    assert contains(division, Case(place_code=place)) is inside
    assert (bool(place) and place.startswith(division_prefix(division))) is inside


def test_not_yours_and_not_there_are_told_alike(engine: None, desk: Desk) -> None:
    number = desk.formal()
    stranger = desk.clerks[2]
    absent = number[:-6] + "999999"

    def told(ask: Callable[[str], object], asked: str) -> tuple[str, int, str]:
        with pytest.raises(NoSuchCase) as caught:
            ask(asked)
        return caught.value.code, caught.value.http_status, str(caught.value).replace(asked, "…")

    def look(asked: str) -> object:
        return get_case(asked, actor=stranger, purpose=Purpose.HANDLING)

    def act(asked: str) -> object:
        (outcome,) = make_moves([desk.request(asked, "assign", stranger, unit="T-ROADS")])
        raise outcome.error  # type: ignore[union-attr]

    assert told(look, number) == told(look, absent) == told(act, number) == told(act, absent)


def test_a_unit_loses_sight_of_what_it_returned_and_keeps_sight_of_what_it_did(engine: None, desk: Desk) -> None:
    clerk = desk.clerks[0]
    done, taken, returned = (
        desk.formal(until="closed"),
        desk.workshop(until="working"),
        desk.formal(until="return_asked"),
    )
    desk.move(taken, "recall", desk.dispatcher)
    assert seen_by(clerk) == {done, taken, returned}
    desk.move(returned, "accept_return", desk.dispatcher)
    assert seen_by(clerk) == {done, taken}
    desk.move(returned, "assign", desk.dispatcher, unit="T-STREET")
    assert seen_by(clerk) == {done, taken, returned}


def seen_by(actor: Actor) -> set[str]:
    return set(visible_cases(actor).values_list("number", flat=True))


def test_a_way_may_name_kinds_of_assignment(engine: None, desk: Desk) -> None:
    """The workshop shows a case to clerks of every unit that has it, and to arbiters of the lead unit alone."""
    number = desk.workshop()
    desk.move(number, "dispatch", desk.dispatcher, lead="T-STREET", separate=["T-ROADS"])
    assert [seen_by(desk.holder("clerk", unit=unit)) for unit in range(3)] == [{number}, set(), {number}]
    assert [seen_by(desk.holder("arbiter", unit=unit)) for unit in range(3)] == [{number}, set(), set()]


def test_a_party_sees_its_own_case_alone(engine: None, desk: Desk) -> None:
    mine, other = desk.workshop(), desk.workshop()
    (party,) = desk.parties(mine)
    assert seen_by(party) == {mine}
    elsewhere = PartyActor(party_id=party.party_id, case_id=party.case_id, role="submitter")
    assert (seen_by(elsewhere), seen_by(Newcomer(role="caller"))) == (set(), set())
    assert desk.try_move(other, "note", party, text="x") is NoSuchCase


def only_who_works_on_it() -> None:
    """The formal procedure as one where a share is not for the whole unit, for as long as the engine stands."""
    named = replace(FORMAL, sees=(Holds("dispatcher"), OfUnit("clerk", named=True)))
    registered()[FORMAL.name, FORMAL.version] = named


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        (lambda signed: signed, True),
        (lambda signed: replace(signed, account_id=77, bound=signed.one_with), True),  # who stands in for him
        (lambda signed: replace(signed, account_id=77), False),  # a colleague in the same unit and role
        (lambda signed: replace(signed, roles=frozenset({"supervisor"})), False),
    ],
)
def test_a_share_may_be_for_those_alone_who_work_on_it(
    engine: None, desk: Desk, who: Callable[[PostHolder], PostHolder], sees: bool
) -> None:
    number, signed = desk.formal(until="handling"), desk.clerks[0]
    unsigned = desk.formal(until="to_sign")
    only_who_works_on_it()
    actor = who(signed)
    assert seen_by(actor) == ({number} if sees else set())
    states = lock_states([number, unsigned])
    assert {each for each, state in states.items() if visible(actor, state)} == seen_by(actor)


def test_the_query_and_the_check_agree_on_named_shares(engine: None, desk: Desk) -> None:
    numbers = cases(desk)
    only_who_works_on_it()
    states = lock_states(Case.objects.values_list("number", flat=True))
    for actor in actors(desk, numbers):
        assert seen_by(actor) == {number for number, state in states.items() if visible(actor, state)}


@pytest.mark.parametrize("named", [False, True])
def test_a_share_may_show_a_case_up_to_a_stage(engine: None, desk: Desk, named: bool) -> None:
    """Who shares work out sees it until then; the query and the check say the same of everybody."""
    numbers = cases(desk)
    until = replace(FORMAL, sees=(Holds("dispatcher"), OfUnit("clerk", named=named, except_at=("to_sign",))))
    shown = [seen_by(desk.holder("clerk", unit=unit)) for unit in range(3)]
    registered()[FORMAL.name, FORMAL.version] = until
    states = lock_states(Case.objects.values_list("number", flat=True))
    left_out = {each for each, state in states.items() if state.procedure is until and state.case.stage == "to_sign"}
    assert left_out & set().union(*shown), "somebody saw one there before"
    for actor in actors(desk, numbers):
        seen = seen_by(actor)
        assert seen == {number for number, state in states.items() if visible(actor, state)}
        if isinstance(actor, PostHolder) and "dispatcher" not in actor.roles:
            assert not seen & left_out
