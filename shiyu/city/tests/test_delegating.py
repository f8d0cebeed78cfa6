"""Who may act for whom: the table of what is refused, two people at once, and that it ends."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from shiyu.base.clock import today
from shiyu.base.errors import AlreadyDone
from shiyu.city.delegating import LONGEST_DAYS, DelegationRefused, Wanted, delegate, end
from shiyu.city.models import Account, AccountKind, Delegation, Person, Post, Tenure, TenureKind
from shiyu.city.models.dated import always, span
from shiyu.city.people import dismiss, holdings

pytestmark = pytest.mark.django_db


def somebody(name: str, *posts: str, kind: TenureKind = TenureKind.REGULAR, person: str = "") -> Account:
    who, _ = Person.objects.get_or_create(name=person or f"人{name}")
    account = Account.objects.create_user(name, None, person=who)
    for code in posts:
        Tenure.objects.create(account=account, post=Post.objects.get(code=code), kind=kind, validity=always())
    return account


def wanted(post: str, absent: Account, other: Account, *, first: int = 0, last: int = 3) -> Wanted:
    return Wanted(
        post=Post.objects.get(code=post).pk, absent=absent.pk, delegate=other.pk, named_by=absent.pk,
        first=today() + timedelta(days=first), last=today() + timedelta(days=last),
    )  # fmt: skip


def posts_of(account: Account, *, in_days: int = 0) -> list[tuple[str, int | None]]:
    return [(held.post_code, held.acts_for) for held in holdings(account, on=today() + timedelta(days=in_days))]


@pytest.fixture
def head() -> Account:
    return somebody("head", "zjj-head")


@pytest.fixture
def clerk() -> Account:
    return somebody("clerk", "zjj-clerk")


def test_the_delegate_holds_the_post_on_its_days_and_not_after(head: Account, clerk: Account) -> None:
    delegate(wanted("zjj-head", head, clerk, first=1, last=2))
    own, both = [("zjj-clerk", None)], [("zjj-clerk", None), ("zjj-head", head.pk)]
    assert [posts_of(clerk, in_days=day) for day in range(4)] == [own, both, both, own]
    assert posts_of(head, in_days=1) == [("zjj-head", None)]  # who comes back early finds his post


def test_ended_it_is_gone_at_once_and_stays_for_the_record(head: Account, clerk: Account) -> None:
    made = delegate(wanted("zjj-head", head, clerk))
    ended = end(made, by=clerk.pk)
    assert (posts_of(clerk), ended.ended_by_id) == ([("zjj-clerk", None)], clerk.pk)
    assert end(ended, by=head.pk).ended_by_id == clerk.pk
    delegate(wanted("zjj-head", head, clerk))  # the days are free again
    assert posts_of(clerk)[1] == ("zjj-head", head.pk)


def test_asked_twice_it_is_one(head: Account, clerk: Account) -> None:
    first, second = (delegate(wanted("zjj-head", head, clerk)) for _ in range(2))
    assert first.pk == second.pk


def test_it_lapses_with_the_tenure_of_either(head: Account, clerk: Account) -> None:
    delegate(wanted("zjj-head", head, clerk))
    dismiss(head, Post.objects.get(code="zjj-head"))
    assert posts_of(clerk) == [("zjj-clerk", None)]


def test_who_left_the_unit_acts_no_more(head: Account, clerk: Account) -> None:
    delegate(wanted("zjj-head", head, clerk))
    dismiss(clerk, Post.objects.get(code="zjj-clerk"))
    assert posts_of(clerk) == []


REFUSED: dict[str, tuple[str, Callable[[Account, Account], Wanted]]] = {
    "began yesterday": ("first", lambda head, clerk: wanted("zjj-head", head, clerk, first=-1)),
    "ends before it begins": ("last", lambda head, clerk: wanted("zjj-head", head, clerk, first=2, last=1)),
    "too long": ("last", lambda head, clerk: wanted("zjj-head", head, clerk, last=LONGEST_DAYS)),
    "not his post": ("post", lambda head, clerk: wanted("zjj-clerk", head, clerk)),
    "to himself": ("delegate", lambda head, _: wanted("zjj-head", head, head)),
    "to his other login": (
        "delegate", lambda head, _: wanted("zjj-head", head, somebody("head2", "zjj-clerk", person="人head")),
    ),
    "to another unit": ("delegate", lambda head, _: wanted("zjj-head", head, somebody("far", "cgj-clerk"))),
    "to who holds nothing": ("delegate", lambda head, _: wanted("zjj-head", head, somebody("idle"))),
    "to who holds it already": ("delegate", lambda head, _: wanted("zjj-head", head, somebody("twin", "zjj-head"))),
    "to a closed account": ("delegate", lambda head, _: wanted("zjj-head", head, closed("gone", "zjj-clerk"))),
    "to a program": ("delegate", lambda head, _: wanted("zjj-head", head, program("robot", "zjj-clerk"))),
    "a post held for another": (
        "post", lambda _, clerk: wanted("zjj-head", somebody("acting", "zjj-head", kind=TenureKind.ACTING), clerk),
    ),
    "administrator and security officer": (
        "delegate",
        lambda *_: wanted("dsjj-system", somebody("system", "dsjj-system"), somebody("security", "dsjj-security")),
    ),
}  # fmt: skip


def closed(name: str, post: str) -> Account:
    account = somebody(name, post)
    Account.objects.filter(pk=account.pk).update(is_active=False)
    return account


def program(name: str, post: str) -> Account:
    account = Account.objects.create_user(name, None, kind=AccountKind.CLIENT)
    Tenure.objects.create(account=account, post=Post.objects.get(code=post), validity=always())
    return account


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str, head: Account, clerk: Account) -> None:
    field, asked = REFUSED[case]
    with pytest.raises(DelegationRefused) as refused:
        delegate(asked(head, clerk))
    assert (refused.value.facts["field"], Delegation.objects.count()) == (field, 0)
    assert refused.value.words.zh != refused.value.words.en


def test_no_chains(head: Account, clerk: Account) -> None:
    third = somebody("third", "zjj-clerk")
    delegate(wanted("zjj-head", head, clerk, first=2, last=4))
    with pytest.raises(DelegationRefused):  # who stands in goes away himself
        delegate(wanted("zjj-clerk", clerk, third, first=4, last=8))
    with pytest.raises(DelegationRefused):  # to somebody who is away
        delegate(wanted("zjj-clerk", third, head, first=4, last=8))
    delegate(wanted("zjj-clerk", clerk, head, first=5, last=8))  # other days


@pytest.mark.parametrize(
    ("first", "last", "free"), [(0, 1, True), (1, 2, False), (3, 3, False), (4, 9, False), (5, 9, True)]
)
def test_days_do_not_overlap(head: Account, clerk: Account, first: int, last: int, *, free: bool) -> None:
    other = somebody("other", "zjj-clerk")
    delegate(wanted("zjj-head", head, clerk, first=2, last=4))
    if free:
        assert delegate(wanted("zjj-head", head, other, first=first, last=last)).pk
        return
    with pytest.raises(AlreadyDone):
        delegate(wanted("zjj-head", head, other, first=first, last=last))


def test_the_database_itself_refuses_what_overlaps(head: Account, clerk: Account) -> None:
    row = {"post": Post.objects.get(code="zjj-head"), "absent": head, "delegate": clerk, "named_by": head}
    Delegation.objects.create(**row, validity=span(today(), today() + timedelta(days=9)))
    for broken in (
        {"validity": span(today() + timedelta(days=3), today() + timedelta(days=4))},
        {"validity": span(date(2030, 1, 1), None)},
        {"validity": span(date(2030, 1, 1), date(2030, 1, 1))},
        {"validity": span(date(2030, 1, 1), date(2030, 2, 1)), "delegate": head},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Delegation.objects.create(**row | broken)
