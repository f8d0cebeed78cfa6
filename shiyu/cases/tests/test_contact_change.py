"""更正联系方式: the new data take the place of the old everywhere, history keeps no value, nobody else may."""

from collections.abc import Mapping
from typing import Any

import pytest

from shiyu.base.crypto import blind_index
from shiyu.cases.actors import Actor, Newcomer
from shiyu.cases.contact import open_contact
from shiyu.cases.erasure import erase
from shiyu.cases.errors import BadFact, GuardRefused, NoSuchCase, NotYourMove
from shiyu.cases.known import parties_by_phone, party_by_id, phone_index
from shiyu.cases.models import Entry, Notice, Party
from shiyu.cases.sending import recipient_of
from shiyu.cases.tests.desk import Answer, Desk
from shiyu.cases.verification import verify_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]
OLD, NEW = "13700000000", "13911112222"
BEFORE = {"name": "赵某", "phone": OLD, "email": "zhao@mail.example"}


def fields(party: Party) -> Mapping[str, str]:
    return {name: value for name, value in open_contact(party).items() if name != "code"}


CORRECTED: tuple[tuple[dict[str, Any], dict[str, str], list[str]], ...] = (
    ({"phone": NEW}, {**BEFORE, "phone": NEW}, ["phone"]),
    ({"phone": "+86 139-1111-2222"}, {**BEFORE, "phone": NEW}, ["phone"]),
    ({"name": "赵某某", "address": "东街1号"}, {**BEFORE, "name": "赵某某", "address": "东街1号"}, ["address", "name"]),
    ({"email": None}, {"name": "赵某", "phone": OLD}, ["email"]),
    ({"phone": NEW, "name": "赵某", "email": ""}, {**BEFORE, "phone": NEW}, ["phone"]),  # left empty is left as it was
    ({"phone": None}, {"name": "赵某", "email": "zhao@mail.example"}, ["phone"]),
)


@pytest.mark.parametrize(("given", "after", "changed"), CORRECTED)
@pytest.mark.parametrize("by", ["party", "staff"])
def test_what_is_given_takes_the_place_of_the_old(
    desk: Desk, given: dict[str, Any], after: dict[str, str], changed: list[str], by: str
) -> None:
    number = desk.workshop(contact=BEFORE)
    code = open_contact(Party.objects.get())["code"]
    desk.move(number, "correct_contact", desk.parties(number)[0] if by == "party" else desk.dispatcher, contact=given)
    party = Party.objects.get()
    assert fields(party) == after
    assert open_contact(party)["code"] == code
    entry = Entry.objects.select_related("text").last()
    assert entry is not None
    assert entry.facts == {"contact_fields": changed, "party": party.pk}
    assert not hasattr(entry, "text")
    for phone in (OLD, NEW):
        found = parties_by_phone(phone_index(phone))
        assert [one.party_id for one in found] == ([party.pk] if after.get("phone") == phone else [])
    told = Notice.objects.filter(entry=entry)
    assert [recipient_of(notice).contact for notice in told] == [open_contact(party)]
    assert verify_all() == ()


REFUSED: tuple[tuple[dict[str, Any], dict[str, str]], ...] = (
    ({"phone": "123"[:2]}, {"field": "contact", "part": "phone"}),
    ({"phone": "call me"}, {"field": "contact", "part": "phone"}),
    ({"name": "字" * 61}, {"field": "contact", "part": "name"}),
    ({"credit_code": "1"}, {"field": "contact", "part": "credit_code"}),
    ({"name": None}, {"field": "contact", "part": "name"}),
    ({"phone": OLD}, {"field": "contact"}),  # nothing differs
    ({}, {"field": "contact"}),
    ({"anonymous": True, "phone": NEW}, {"field": "contact"}),
    ({"organisation": True, "phone": NEW}, {"field": "contact"}),
    ({"fax": NEW}, {"field": "contact"}),
)


@pytest.mark.parametrize(("given", "named"), REFUSED)
def test_what_cannot_be_taken_names_its_field_and_changes_nothing(
    desk: Desk, given: dict[str, Any], named: dict[str, str]
) -> None:
    number = desk.workshop(contact=BEFORE)
    (refused,) = desk.ask([desk.request(number, "correct_contact", desk.parties(number)[0], contact=given)])
    assert isinstance(refused.error, BadFact)  # type: ignore[union-attr]
    facts = refused.error.facts  # type: ignore[union-attr]
    assert {name: facts[name] for name in named} == named
    assert fields(Party.objects.get()) == BEFORE
    assert Entry.objects.filter(case__number=number).count() == 1


def test_who_may_correct_whom(desk: Desk) -> None:
    number = desk.workshop(until="working", contact=BEFORE)
    desk.move(number, "hear", desk.dispatcher, contact={"name": "钱某", "phone": "13600000000"})
    caller, witness = desk.parties(number)
    stranger = desk.parties(desk.workshop())[0]
    tries: list[tuple[Actor, dict[str, Any], Answer]] = [
        (caller, {}, "working"), (caller, {"party": caller.party_id}, "working"),
        (caller, {"party": witness.party_id}, BadFact),
        (witness, {}, NoSuchCase),  # may not even see it here
        (stranger, {}, NoSuchCase), (desk.clerks[0], {"party": caller.party_id}, NotYourMove),
        (desk.dispatcher, {}, BadFact),  # of two it has to be said which
        (desk.dispatcher, {"party": witness.party_id}, "working"),
        (desk.dispatcher, {"party": stranger.party_id}, BadFact),
    ]  # fmt: skip
    for n, (actor, more, wanted) in enumerate(tries):
        assert desk.try_move(number, "correct_contact", actor, contact={"phone": f"1391111{n:04}"}, **more) == wanted, n


def test_an_anonymous_party_is_corrected_by_himself_alone(desk: Desk) -> None:
    number = desk.workshop(contact={"phone": OLD, "anonymous": True})
    assert desk.try_move(number, "correct_contact", desk.dispatcher, contact={"phone": NEW}) is NotYourMove
    desk.move(number, "correct_contact", desk.parties(number)[0], contact={"phone": NEW})
    assert (fields(Party.objects.get()), Party.objects.get().anonymous) == ({"phone": NEW}, True)


def test_a_merged_caller_is_corrected_in_every_case_he_came_through(desk: Desk) -> None:
    first, second, main = desk.workshop(contact=BEFORE), desk.workshop(), desk.workshop()
    desk.move(first, "merge", desk.dispatcher, main_case=second)
    desk.move(second, "merge", desk.dispatcher, main_case=main)
    before = party_by_id(Party.objects.get(case__number=first).pk)
    desk.move(first, "correct_contact", before, contact={"phone": NEW})  # the number he was given first leads there
    held = Party.objects.filter(phone_index=blind_index(NEW, purpose="phone")).values_list("case__number", flat=True)
    assert sorted(held) == sorted((first, second, main))
    assert not any(fields(party) == BEFORE for party in Party.objects.all())
    (actor,) = parties_by_phone(phone_index(NEW))
    assert (actor.number, actor.came_from) == (main, (first, second))
    assert verify_all() == ()


def test_what_was_erased_stays_erased(desk: Desk) -> None:
    number = desk.workshop(until="working", contact=BEFORE)
    desk.move(number, "answer", desk.clerks[0], answer="已办")
    actor = desk.parties(number)[0]
    erase(number, actor=desk.officer, reason="本人要求", key="1")
    for by in (actor, desk.dispatcher):
        more = {"party": actor.party_id}
        assert desk.try_move(number, "correct_contact", by, contact={"phone": NEW}, **more) in {
            GuardRefused,
            NotYourMove,
        }
    assert Party.objects.get().contact is None


def test_corrections_of_one_batch_build_on_each_other(desk: Desk) -> None:
    number = desk.move("test_workshop", "raise", Newcomer(role="caller"), title="x", contact=BEFORE).number
    caller = desk.parties(number)[0]
    given: list[dict[str, Any]] = [{"phone": NEW}, {"phone": "13"}, {"email": None}]
    desk.ask([desk.request(number, "correct_contact", caller, contact=one) for one in given])
    assert fields(Party.objects.get()) == {"name": "赵某", "phone": NEW}
