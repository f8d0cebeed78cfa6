"""The same request twice is done once; a refused one leaves no trace and does not hold up the others."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest

from shiyu.base.errors import BadInput
from shiyu.cases import attachments
from shiyu.cases.actors import Actor, Newcomer
from shiyu.cases.door import Made, MoveRequest, Outcome, Refused, make_moves
from shiyu.cases.errors import BadFact, GuardRefused, KeyReused, NoSuchCase, NotYourMove, Stale, WrongStage
from shiyu.cases.models import Attachment, Case, Clock, Entry, Link, Party
from shiyu.cases.tests.counting import row_counts
from shiyu.cases.tests.desk import FACTS, Desk, answer, stage_of
from shiyu.cases.verification import verify_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]

CALLER = Newcomer(role="caller")


def opening(key: str, **facts: Any) -> MoveRequest:
    return MoveRequest(actor=CALLER, move="raise", facts={"title": "井盖", **facts}, key=key, procedure="test_workshop")


def made(outcomes: list[Outcome]) -> list[Made]:
    assert all(isinstance(outcome, Made) for outcome in outcomes), outcomes
    return [outcome for outcome in outcomes if isinstance(outcome, Made)]


@pytest.mark.parametrize("together", [True, False])
def test_the_same_request_twice(together: bool) -> None:
    request = opening("once", contact={"name": "张某"})
    batches = [[request, request]] if together else [[request], [request]]
    first, second = made([outcome for batch in batches for outcome in make_moves(batch)])
    assert replace(first, replayed=True) == second
    assert (first.replayed, len(first.query_code)) == (False, 13)  # the same query code is told again
    assert {name: row_counts()[name] for name in ("Case", "Entry", "Party", "Clock", "Notice")} == {
        "Case": 1, "Entry": 1, "Party": 1, "Clock": 1, "Notice": 1,
    }  # fmt: skip


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize(
    "change", [{"facts": {"title": "路灯"}}, {"facts": FACTS["submit"], "move": "submit", "procedure": "test_formal"}]
)
def test_the_same_key_for_something_else(desk: Desk, change: dict[str, Any], together: bool) -> None:
    request = replace(opening("once"), actor=desk.dispatcher)
    other = replace(request, **change)
    batches = [[request, other]] if together else [[request], [other]]
    first, second = (outcome for batch in batches for outcome in make_moves(batch))
    assert (isinstance(first, Made), answer(second)) == (True, KeyReused)
    assert Case.objects.count() == 1


def test_another_persons_key_is_another_key(desk: Desk) -> None:
    number = desk.workshop()
    people: tuple[Actor, ...] = (desk.dispatcher, *desk.parties(number))
    requests = [replace(desk.request(number, "note", who, text="看过"), key="same") for who in people]
    assert [m.entry_count for m in made(make_moves(requests))] == [2, 3]


def test_a_replay_answers_as_it_was_then(desk: Desk) -> None:
    number = desk.workshop()
    request = desk.request(number, "dispatch", desk.dispatcher, lead="T-STREET")
    (first,) = made(make_moves([request]))
    desk.move(number, "recall", desk.dispatcher)
    assert made(make_moves([request])) == [replace(first, replayed=True)]
    assert (first.stage, stage_of(number)) == ("working", "open")


def test_a_refused_request_may_be_asked_again_with_its_key(desk: Desk) -> None:
    number = desk.workshop()
    request = desk.request(number, "sign", desk.clerks[0])
    assert answer(make_moves([request])[0]) is NoSuchCase
    desk.move(number, "dispatch", desk.dispatcher, lead="T-STREET")
    assert answer(make_moves([request])[0]) == "working"


def test_promises_of_one_move_are_grown_once(desk: Desk) -> None:
    number = desk.formal(until="handling", joint=False)
    promises = [{"text": f"承诺{n}", "due": "2026-12-31", "unit": "T-STREET"} for n in range(3)]
    request = desk.request(number, "answer", desk.clerks[0], **FACTS["answer"], promises=promises)
    made(make_moves([request]) + make_moves([request]))
    assert Case.objects.filter(procedure="test_promise").count() == 3


@pytest.mark.parametrize("own_key", ["k:0", "k:1"])
def test_a_key_that_looks_like_that_of_a_promise(desk: Desk, own_key: str) -> None:
    number = desk.formal(until="handling", joint=False)
    clerk = desk.clerks[0]
    first = replace(desk.request(number, "report_day_1", clerk, text="进展"), key=own_key)
    promises = [{"text": "承诺", "due": "2026-12-31", "unit": "T-STREET"}] * 2
    second = replace(desk.request(number, "answer", clerk, **FACTS["answer"], promises=promises), key="k")
    assert [answer(outcome) for request in (first, second) for outcome in make_moves([request])] == [
        "handling",
        "answered",
    ]


@pytest.mark.parametrize("key", ["", "k" * 121, "a\nb", "\x00", "\ud800"])
@pytest.mark.parametrize("together", [True, False])
def test_a_key_that_is_none(key: str, together: bool) -> None:
    batch = [replace(opening("good"), key=key), *([opening("good")] if together else [])]
    bad, *good = make_moves(batch)
    assert answer(bad) is BadInput
    assert [answer(outcome) for outcome in good] == ["open"] * len(good)


def test_expects(desk: Desk) -> None:
    number = desk.workshop()
    for expects, outcome in ((1, "open"), (1, Stale), (3, Stale), (2, "open"), (None, "open")):
        request = replace(desk.request(number, "note", desk.dispatcher, text="看过"), expects=expects)
        assert (expects, answer(make_moves([request])[0])) == (expects, outcome)


def test_a_stale_request_is_told_how_many_entries_there_are(desk: Desk) -> None:
    request = replace(desk.request(desk.workshop(), "note", desk.dispatcher, text="看过"), expects=7)
    (outcome,) = make_moves([request])
    assert isinstance(outcome, Refused)
    assert outcome.error.facts == {"count": 1}


def test_a_refused_request_leaves_nothing_and_holds_up_nobody(desk: Desk) -> None:
    number = desk.formal(until="handling", joint=False)
    lead, before = desk.clerks[0], row_counts()
    promises = [{"text": "承诺", "due": "9999-12-31", "unit": "T-STREET"}]  # beyond the calendar: refused while growing
    batch = [
        desk.request(number, "report_day_1", lead, text="进展"),
        desk.request(number, "answer", lead, **FACTS["answer"], promises=promises),
        desk.request(number, "opine", lead, text="同意"),
        desk.request(number, "judge", desk.parties(number)[0], verdict="satisfied"),
        desk.request(number, "report_day_3", lead, text="进展"),
    ]
    outcomes = [answer(outcome) for outcome in make_moves(batch)]
    assert [o if isinstance(o, str) else o.__name__ for o in outcomes] == [
        "handling", "BeyondCalendar", "NotYourMove", "WrongStage", "handling",
    ]  # fmt: skip
    grown = {name: now - before[name] for name, now in row_counts().items() if now != before[name]}
    assert grown == {"Entry": 2, "EntryText": 2}
    case = Case.objects.get(number=number)
    assert (case.round, case.tally.get("answer"), case.outcome) == (0, None, "")
    assert set(Party.objects.filter(case=case).values_list("answered_at", flat=True)) == {None}
    assert verify_all() == ()


def test_refused_alone(desk: Desk) -> None:
    number = desk.formal(until="handling")
    before = row_counts()
    for actor, move, error in (
        (desk.clerks[0], "answer", GuardRefused),
        (desk.clerks[1], "answer", NotYourMove),
        (desk.dispatcher, "assign", WrongStage),
    ):
        assert desk.try_move(number, move, actor, **FACTS[move]) is error
    assert row_counts() == before


def test_one_case_through_many_moves_in_one_batch(desk: Desk) -> None:
    """Rows that are not stored yet carry the later moves of the batch: an assignment, its clock, a party."""
    number = desk.workshop()
    clerk = desk.clerks[0]
    outcomes = desk.ask(
        [
            desk.request(number, "dispatch", desk.dispatcher, lead="T-STREET"),
            desk.request(number, "sign", clerk),
            desk.request(number, "stop", clerk),
            desk.request(number, "draft", clerk, answer="已修好"),
            desk.request(number, "hear", desk.dispatcher, contact={"name": "钱某"}),
            desk.request(number, "give", desk.dispatcher),
        ]
    )
    assert [answer(outcome) for outcome in outcomes] == ["working"] * 5 + ["closed"]
    assert [m.entry_count for m in made(outcomes)] == [2, 3, 4, 5, 6, 7]
    assert not Clock.objects.exclude(state="stopped").exists()
    assert verify_all() == ()


def upload(desk: Desk) -> str:
    picture = BytesIO(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")
    return str(attachments.store_upload("证明.pdf", picture, actor=desk.dispatcher))


def test_a_file_of_a_refused_request_stays_free(desk: Desk) -> None:
    number, file = desk.workshop(), upload(desk)
    refused = desk.request(number, "attach_and_link", desk.dispatcher, files=[file], other_case="TW0")
    noted = desk.request(number, "note", desk.dispatcher, text="看过")
    assert [answer(outcome) for outcome in make_moves([refused, noted])] == [BadFact, "open"]
    assert Attachment.objects.get().case is None


def test_one_file_goes_to_one_case(desk: Desk) -> None:
    file = upload(desk)
    outcomes = make_moves([opening("a", files=[file]), opening("b", files=[file]), opening("c", title="路灯")])
    assert [answer(outcome) for outcome in outcomes] == ["open", BadFact, "open"]
    assert Attachment.objects.get().case_id == made(outcomes[:1])[0].case_id


def test_one_link_is_made_once(desk: Desk) -> None:
    one, other = desk.workshop(), desk.workshop()
    outcomes = desk.ask(desk.request(one, "link", desk.dispatcher, other_case=other) for _ in range(2))
    assert [answer(outcome) for outcome in outcomes] == ["open", BadFact]
    assert desk.try_move(one, "link", desk.dispatcher, other_case=other) is BadFact
    assert desk.try_move(other, "link", desk.dispatcher, other_case=one) == "open"
    assert (Link.objects.count(), Entry.objects.filter(move="link").count()) == (2, 2)
