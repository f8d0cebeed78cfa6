"""两人办理: what one person asked for another decides, whatever posts and logins the one has."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from shiyu.base.clock import today
from shiyu.cases.acting import actors_of
from shiyu.cases.actors import PostHolder
from shiyu.cases.door import Made, MoveRequest, Refused, make_move, make_moves
from shiyu.cases.errors import GuardRefused
from shiyu.city.delegating import Wanted, delegate
from shiyu.city.models import Account, Person
from shiyu.city.people import issue_token
from shiyu.supervision.tests.conftest import LEAD, People, Story
from shiyu.supervision.tests.conftest import PLAN as ORDERED
from tests.api.people import bearing, make_account, post_with

PLAN: dict[str, Any] = dict(ORDERED)
pytestmark = pytest.mark.django_db
Make = Callable[..., Story]


def login(name: str, *roles: str, person: Person | None = None, unit: str | None = None) -> Account:
    """A login of a person on posts with these roles."""
    account = make_account(name, *(post_with(role, unit=unit) for role in roles))
    account.person = person
    account.save()
    return account


def acting(account: Account, role: str) -> PostHolder:
    return next(actor for actor in actors_of(account) if role in actor.roles)


@pytest.fixture
def one() -> Person:
    return Person.objects.create(name="安某")


def asked_by(order: Make, account: Account) -> str:
    story = order()
    make_move(story.number, "ask_approval", actor=acting(account, "supervision_officer"), key="ask", **PLAN)
    return story.number


def test_one_login_with_both_posts_does_not_approve_what_it_asked_for(order: Make, one: Person) -> None:
    both = login("both", "supervision_officer", "supervision_lead", person=one)
    number = asked_by(order, both)
    with pytest.raises(GuardRefused, match="另一人"):
        make_move(number, "approve", actor=acting(both, "supervision_lead"), key="a")


def test_two_logins_of_one_person_are_one(order: Make, one: Person) -> None:
    number = asked_by(order, login("first", "supervision_officer", person=one))
    second = login("second", "supervision_lead", person=one)
    with pytest.raises(GuardRefused, match=r"报请审批.*另一人"):
        make_move(number, "approve", actor=acting(second, "supervision_lead"), key="a")
    other = login("third", "supervision_lead", person=Person.objects.create(name="安某"))  # of the same name
    assert make_move(number, "approve", actor=acting(other, "supervision_lead"), key="a").stage == "to_sign"


def test_a_login_joined_to_the_person_later_counts_too(order: Make, one: Person) -> None:
    first, second = login("first", "supervision_officer"), login("second", "supervision_lead", person=one)
    number = asked_by(order, first)
    first.person = one
    first.save()
    with pytest.raises(GuardRefused, match="另一人"):
        make_move(number, "approve", actor=acting(second, "supervision_lead"), key="a")


def test_the_page_and_the_api_know_the_person_too(order: Make, one: Person) -> None:
    number = asked_by(order, login("first", "supervision_officer", person=one))
    second = login("second", "supervision_lead", person=one)
    refused = bearing(issue_token(second, "test")[1]).move(number, "approve")
    assert (refused.status_code, refused.json()["code"]) == (409, "not_now")
    third = login("third", "supervision_lead", person=Person.objects.create(name="白某"))
    assert bearing(issue_token(third, "test")[1]).move(number, "approve").status_code == 200


def test_neither_the_absent_nor_his_delegate_decides_what_the_other_asked_for(order: Make, one: Person) -> None:
    colleague = login("colleague", "supervision_officer", person=one)
    head = login("head", "supervision_lead", person=Person.objects.create(name="白某"))
    wanted = Wanted(
        post=head.tenures.get().post_id, absent=head.pk, delegate=colleague.pk, first=today(), last=today(),
        named_by=head.pk,
    )  # fmt: skip
    delegate(wanted)
    number = asked_by(order, colleague)
    with pytest.raises(GuardRefused, match="另一人"):
        make_move(number, "approve", actor=acting(colleague, "supervision_lead"), key="a")
    assert make_move(number, "approve", actor=acting(head, "supervision_lead"), key="b").stage == "to_sign"


def test_what_a_delegate_asked_in_the_name_of_the_absent_binds_the_absent(order: Make, people: People) -> None:
    story, absent = order(), people("supervision_lead")
    in_his_name = replace(people("supervision_officer"), account_id=77, acts_for=absent.account_id)
    make_move(story.number, "ask_approval", actor=in_his_name, key="ask", **PLAN)
    with pytest.raises(GuardRefused, match="另一人"):
        make_move(story.number, "approve", actor=absent, key="a")


@pytest.mark.parametrize("what", ["extension", "suspension"])
def test_a_clerk_who_is_also_the_head_grants_himself_nothing(order: Make, people: People, what: str) -> None:
    story, until = order().to("handling"), "2026-03-10"
    clerk = people(f"clerk@{LEAD}")
    story.do(f"ask_{what}", clerk, until=until, reason="冻土")
    himself = replace(people("supervision_lead"), account_id=88, bound=frozenset({clerk.account_id}))
    with pytest.raises(GuardRefused, match="另一人"):
        story.do(f"grant_{what}", himself, until=until)
    story.do(f"grant_{what}", "supervision_lead", until=until)


def test_asked_and_decided_in_one_batch_it_is_refused_too(order: Make, people: People) -> None:
    story = order()
    both = replace(people("supervision_officer"), roles=frozenset({"supervision_officer", "supervision_lead"}))
    asked = [("ask_approval", PLAN), ("approve", {})]
    outcomes = make_moves([
        MoveRequest(actor=both, move=move, facts=facts, key=move, number=story.number) for move, facts in asked
    ])  # fmt: skip
    assert [type(outcome) for outcome in outcomes] == [Made, Refused]
