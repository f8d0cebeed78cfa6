"""并单, 重复, 移送: callers joined, told and answered each; a query code leads to where the matter is handled."""

import pytest

from shiyu.cases.actors import Newcomer
from shiyu.cases.contact import open_contact
from shiyu.cases.door import Made, Outcome
from shiyu.cases.errors import BadFact, NoSuchCase, NotYourMove, WrongStage
from shiyu.cases.gate import visible_cases
from shiyu.cases.known import party_by_code
from shiyu.cases.models import Case, Entry, Link, Notice, Party
from shiyu.cases.sending import message_of
from shiyu.cases.tests.counting import cost_of, row_counts
from shiyu.cases.tests.desk import Answer, Desk, stage_of
from shiyu.cases.verification import verify_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]


def merged_into(desk: Desk, main: str, *others: str) -> None:
    for other in others:
        desk.move(other, "merge", desk.dispatcher, main_case=main)


def codes(number: str) -> list[str]:
    return [open_contact(party)["code"] for party in Party.objects.filter(case__number=number).order_by("pk")]


def told(move: str) -> list[str]:
    """Telephone numbers that the notices of a move go to."""
    return [message_of(n).to for n in Notice.objects.filter(entry__move=move, party__isnull=False).order_by("pk")]


def test_every_caller_is_told_and_answered(desk: Desk) -> None:
    main, *others = [desk.workshop(contact={"phone": f"1370000000{n}"}) for n in range(3)]
    merged_into(desk, main, *others)
    assert [stage_of(number) for number in (main, *others)] == ["open", "merged", "merged"]
    assert told("merge") == ["13700000001", "13700000002"]
    desk.move(main, "dispatch", desk.dispatcher, lead="T-STREET")
    desk.move(main, "answer", desk.clerks[0], answer="已修好")
    assert told("answer") == ["13700000000", "13700000001", "13700000002"]
    assert not Party.objects.filter(case__number=main, answered_at=None).exists()
    joined = Party.objects.filter(case__number=main).order_by("pk").values_list("joined_from__number", flat=True)
    assert list(joined) == [None, *others]
    assert verify_all() == ()


def test_a_merged_callers_code_leads_to_the_main_case(desk: Desk) -> None:
    first, second, third = desk.workshop(), desk.workshop(), desk.workshop()
    (code,) = codes(first)
    assert party_by_code(code).case_id == Case.objects.get(number=first).pk
    merged_into(desk, second, first)
    merged_into(desk, third, second)  # and on from there
    actor = party_by_code(code)
    assert (actor.case_id, actor.role) == (Case.objects.get(number=third).pk, "caller")
    assert [case.number for case in visible_cases(actor)] == [third]
    assert desk.try_move(third, "note", actor, text="还没修") == "open"
    assert len({party_by_code(c).party_id for c in (*codes(first), *codes(second)[:1], *codes(third)[:1])}) == 3


@pytest.mark.parametrize("typed", ["lower", "dashes", "spaces", "look-alikes"])
def test_a_code_is_read_as_people_type_it(desk: Desk, typed: str) -> None:
    (code,) = codes(desk.workshop())
    written = {
        "lower": code.lower(),
        "dashes": "-".join(code[i : i + 4] for i in range(0, 13, 4)),
        "spaces": f"  {' '.join(code)} ",
        "look-alikes": code.replace("0", "O").replace("1", "l"),
    }[typed]
    assert party_by_code(written) == party_by_code(code)


@pytest.mark.parametrize("typed", ["", "0" * 13, "\x00", "\ud800", "字" * 13, "x" * 100_000, "' OR 1=1 --"])
def test_a_code_that_is_none(desk: Desk, typed: str) -> None:
    desk.workshop()
    with pytest.raises(NoSuchCase):
        party_by_code(typed)


@pytest.mark.parametrize(
    ("main", "outcome"),
    [
        ("open", "merged"),
        ("working", "merged"),
        ("suspended", BadFact),
        ("closed", BadFact),
        ("merged", BadFact),
        ("itself", BadFact),
        ("another kind", BadFact),
        ("none", BadFact),
    ],
)
def test_what_a_case_can_be_merged_into(desk: Desk, main: str, outcome: Answer) -> None:
    number, other = desk.workshop(), desk.workshop(until="working")
    if main == "open":
        other = desk.workshop()
    elif main == "suspended":
        desk.move(other, "suspend", desk.dispatcher, until="2026-04-01")
    elif main == "closed":
        desk.move(other, "answer", desk.clerks[0], answer="好了") if signed(desk, other) else None
    elif main == "merged":
        merged_into(desk, desk.workshop(), other)
    elif main != "working":
        other = {"itself": number, "another kind": desk.formal(), "none": "TW0"}[main]
    before = row_counts()
    assert desk.try_move(number, "merge", desk.dispatcher, main_case=other) == outcome
    assert (row_counts() == before) == (outcome is BadFact)


def signed(desk: Desk, number: str) -> bool:
    return desk.move(number, "sign", desk.clerks[0]).stage == "working"


def test_a_case_is_merged_once_and_not_in_a_ring(desk: Desk) -> None:
    one, other = desk.workshop(), desk.workshop()
    merged_into(desk, other, one)
    assert desk.try_move(one, "merge", desk.dispatcher, main_case=desk.workshop()) is WrongStage
    assert desk.try_move(other, "merge", desk.dispatcher, main_case=one) is BadFact
    assert list(Link.objects.values_list("source__number", "target__number", "kind")) == [(one, other, "merged_into")]


def test_one_batch_merges_a_hundred_calls(desk: Desk) -> None:
    main, *others = [desk.workshop() for _ in range(8)]
    outcomes = desk.ask(desk.request(number, "merge", desk.dispatcher, main_case=main) for number in others)
    assert [getattr(outcome, "stage", outcome) for outcome in outcomes] == ["merged"] * 7
    assert Party.objects.filter(case__number=main).count() == 8


def test_two_hundred_calls_are_merged_at_once_in_as_many_questions_as_forty(desk: Desk) -> None:
    costs = []
    for calls in (40, 200):
        caller = Newcomer(role="caller")
        opened = desk.ask(desk.request("test_workshop", "raise", caller, title="停水") for _ in range(calls + 1))
        main, *others = [made.number for made in opened if isinstance(made, Made)]
        batch = [desk.request(number, "merge", desk.dispatcher, main_case=main) for number in others]
        outcomes: list[Outcome] = []
        costs.append(cost_of(lambda out=outcomes, asked=batch: out.extend(desk.ask(asked))))  # type: ignore[misc]
        assert {getattr(outcome, "stage", outcome) for outcome in outcomes} == {"merged"}
        assert Party.objects.filter(case__number=main).count() == calls + 1
        assert Link.objects.filter(target__number=main).count() == calls
    assert costs[0] == costs[1]
    assert costs[1][0] < 15
    assert verify_all() == ()


def test_a_main_case_the_actor_does_not_see_is_none(desk: Desk) -> None:
    """A clerk names another unit's case: he is told it is not there, as for one that is not."""
    mine, hidden = desk.workshop(until="working"), desk.workshop(until="working", lead="T-ROADS")
    both = desk.holder("clerk", "dispatcher", unit=0)
    assert desk.try_move(mine, "link", desk.clerks[0], other_case=hidden) is NotYourMove
    assert desk.try_move(mine, "link", both, other_case=hidden) == "working"
    party = desk.parties(hidden)[0]
    assert desk.try_move(mine, "link", party, other_case=hidden) is NoSuchCase


def test_a_referral_opens_the_other_case_with_its_people(desk: Desk) -> None:
    number = desk.workshop(until="working")
    sent = {"title": "修整河道", "due": "2026-12-31", "unit": "T-WATER", "reason": "属水利项目"}
    assert desk.move(number, "refer", desk.clerks[0], **sent).stage == "away"
    child = Case.objects.get(procedure="test_promise")
    assert (child.title, child.stage, child.assignments.get().unit_code) == ("修整河道", "open", "T-WATER")
    assert child.clocks.get(rule="promised").due_at.isoformat() == "2026-12-31T16:00:00+00:00"
    assert list(Link.objects.values_list("source__number", "target__number", "kind")) == [
        (number, child.number, "referred_to")
    ]
    assert [(p.role, open_contact(p)["name"]) for p in child.parties.all()] == [("submitter", "赵某")]
    assert Entry.objects.get(case=child).actor == {"kind": "clockwork", "name": "referral"}
    assert verify_all() == ()


def test_what_the_other_procedure_refuses_refuses_the_referral(desk: Desk) -> None:
    number, before = desk.workshop(until="working"), row_counts()
    sent = {"title": "字" * 101, "due": "9999-12-31", "unit": "T-WATER", "reason": "属水利项目"}
    assert isinstance(desk.try_move(number, "refer", desk.clerks[0], **sent), type)
    assert (stage_of(number), row_counts()) == ("working", before)
