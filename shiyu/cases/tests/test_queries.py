"""What the database is asked stays few: for one case or fifty, for one row of a list or three."""

from functools import partial

import pytest

from shiyu.cases.actors import Newcomer
from shiyu.cases.door import MoveRequest, Outcome, make_moves
from shiyu.cases.gate import Purpose, get_case, visible_cases
from shiyu.cases.hearing import readable_entries
from shiyu.cases.models import Case
from shiyu.cases.tests.counting import cost_of
from shiyu.cases.tests.desk import FACTS, Desk, answer
from shiyu.cases.writing import COPY_FROM

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]

AFTER = {"assign": ("to_sign", (4, 4)), "note": ("open", (3, 2)), "opening": ("open", (4, 6))}
"""The stage a move leads to, and what it costs: questions waited for, and tables that get rows (see `cost_of`)."""
CHANGED = {"assign": 2, "note": 1, "opening": 0}
"""Tables with changed rows: from twenty rows on each is one statement that is waited for, however many they are."""


def test_opening_one_case(desk: Desk) -> None:
    request = desk.request("test_formal", "submit", Newcomer(role="submitter"), **FACTS["submit"])
    # A savepoint, its release, the numbers; a case, a party, an entry and its words, a clock, a notice.
    assert cost_of(lambda: make_moves([request])) == (3, 6)


def test_moving_one_case(desk: Desk) -> None:
    number = desk.formal(until="to_sign")
    assert cost_of(lambda: desk.move(number, "sign", desk.clerks[0])) == (3, 1)


def requests_of(desk: Desk, move: str, size: int) -> list[MoveRequest]:
    """So many requests of one kind, each on a case of its own."""
    if move == "opening":  # one alone takes the short way, which does not look for the key first
        caller = Newcomer(role="caller")
        return [desk.request("test_workshop", "raise", caller, title="井盖") for _ in range(size + 1)]
    if move == "assign":
        return [desk.request(desk.formal(), move, desk.dispatcher, **FACTS["assign"]) for _ in range(size)]
    return [desk.request(desk.workshop(), move, desk.dispatcher, text="看过") for _ in range(size)]


@pytest.mark.parametrize("move", list(AFTER))
def test_a_batch_of_any_size_asks_the_same(desk: Desk, move: str) -> None:
    stage, cost = AFTER[move]
    for size in (1, 3, 50):
        requests = requests_of(desk, move, size)
        outcomes: list[Outcome] = []
        made = partial(lambda out, batch: out.extend(make_moves(batch)), outcomes, requests)
        waited = cost[0] + (CHANGED[move] if size >= COPY_FROM else 0)
        assert (size, cost_of(made)) == (size, (waited, cost[1]))
        assert {answer(outcome) for outcome in outcomes} == {stage}


def test_refusals_cost_no_more(desk: Desk) -> None:
    numbers = [desk.workshop() for _ in range(5)]
    requests = [desk.request(number, "sign", desk.clerks[0]) for number in numbers]
    assert cost_of(lambda: make_moves(requests)) == cost_of(lambda: make_moves(requests[:1]))


@pytest.mark.parametrize("who", ["dispatcher", "clerk", "party"])
def test_a_list_of_one_and_of_three(desk: Desk, who: str) -> None:
    costs = []
    for more in (1, 2):
        numbers = [desk.workshop(until="working") for _ in range(more)]
        actor = {"dispatcher": desk.dispatcher, "clerk": desk.clerks[0], "party": desk.parties(numbers[0])[0]}[who]
        costs.append(cost_of(lambda actor=actor: list(visible_cases(actor))))  # type: ignore[misc]
    assert costs == [(1, 0)] * 2


def test_looking_at_one_case(desk: Desk) -> None:
    number = desk.formal(until="closed")
    assert cost_of(lambda: get_case(number, actor=desk.dispatcher, purpose=Purpose.HANDLING)) == (1, 1)
    case = Case.objects.get(number=number)
    read = readable_entries(case, actor=desk.clerks[0])
    assert cost_of(lambda: [getattr(entry, "text", None) for entry in read]) == (1, 0)
