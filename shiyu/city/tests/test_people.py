"""Who may log in, what an account holds on a day, and tokens that open only while they should."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings

from shiyu.base.clock import standing_at
from shiyu.city.demo import hold_posts, load_demo_people
from shiyu.city.logins import LockingBackend
from shiyu.city.models import Account, AccountKind, Person, Post, Tenure, TenureKind
from shiyu.city.models.dated import span
from shiyu.city.people import (
    BadToken,
    LoginLocked,
    WrongLogin,
    account_of_token,
    authenticate,
    holders,
    holdings,
    issue_token,
    revoke_token,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
PASSWORD = "correct horse 12345"


@pytest.fixture(autouse=True)
def _quick_hashes(settings: Any) -> None:
    """A strong hash is slow on purpose; here only right and wrong matter."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def clerk() -> Account:
    """An invented clerk of the housing bureau, in post from 2026-03-01 to 2026-12-01."""
    account = Account.objects.create_user("clerk-of-test", PASSWORD, person=Person.objects.create(name="柳见青"))
    post = Post.objects.get(code="zjj-clerk")
    Tenure.objects.create(account=account, post=post, validity=span(date(2026, 3, 1), date(2026, 12, 1)))
    return account


@pytest.mark.parametrize(
    ("on", "posts"),
    [
        (date(2026, 2, 28), []),
        (date(2026, 3, 1), ["zjj-clerk"]),
        (date(2026, 11, 30), ["zjj-clerk"]),
        (date(2026, 12, 1), []),
    ],
)
def test_a_post_is_held_up_to_the_day_before_its_end(clerk: Account, on: date, posts: list[str]) -> None:
    assert [holding.post_code for holding in holdings(clerk, on=on)] == posts


def test_a_holding_says_where_and_as_what(clerk: Account) -> None:
    post = Post.objects.get(code="zjj-head")
    Tenure.objects.create(account=clerk, post=post, kind=TenureKind.ACTING, validity=span(date(2026, 5, 1), None))
    held = holdings(clerk, on=date(2026, 6, 1))
    assert [(one.unit_code, one.division_code, sorted(one.roles), one.acting) for one in held] == [
        ("zjj", "140500000000", ["clerk"], False),
        ("zjj", "140500000000", ["unit_head"], True),
    ]


def test_a_closed_account_holds_nothing(clerk: Account) -> None:
    clerk.is_active = False
    assert holdings(clerk, on=date(2026, 6, 1)) == []


def test_the_right_password_opens(clerk: Account) -> None:
    assert authenticate("clerk-of-test", PASSWORD) == clerk


@pytest.mark.parametrize(("name", "password"), [("clerk-of-test", "wrong"), ("nobody", PASSWORD), ("", "")])
def test_a_wrong_name_and_a_wrong_password_look_the_same(clerk: Account, name: str, password: str) -> None:
    with pytest.raises(WrongLogin) as error:
        authenticate(name, password)
    assert error.value.facts == {}


def test_five_failures_lock_even_the_right_password_out_for_a_while(clerk: Account) -> None:
    with standing_at(NOW):
        for _ in range(4):
            with pytest.raises(WrongLogin):
                authenticate("clerk-of-test", "wrong")
        with pytest.raises(LoginLocked):
            authenticate("clerk-of-test", "wrong")
        with pytest.raises(LoginLocked) as locked:
            authenticate("clerk-of-test", PASSWORD)
    assert locked.value.facts == {"failures": 5, "minutes": 15}
    with standing_at(NOW + timedelta(minutes=15)):
        assert authenticate("clerk-of-test", PASSWORD) == clerk


def test_a_success_forgets_earlier_failures(clerk: Account) -> None:
    for _ in range(2):
        for _ in range(4):
            with pytest.raises(WrongLogin):
                authenticate("clerk-of-test", "wrong")
        assert authenticate("clerk-of-test", PASSWORD) == clerk


def test_the_login_of_django_goes_through_the_same_door(clerk: Account) -> None:
    backend = LockingBackend()
    assert backend.authenticate(None, username="clerk-of-test", password=PASSWORD) == clerk
    assert backend.authenticate(None, username="clerk-of-test", password="wrong") is None
    assert backend.authenticate(None, username=None, password=None) is None


def test_a_token_opens_until_it_expires(clerk: Account) -> None:
    with standing_at(NOW):
        token, secret = issue_token(clerk, "渠道", expires_at=NOW + timedelta(days=1))
        assert account_of_token(secret) == clerk
    token.refresh_from_db()
    assert token.last_used_at == NOW
    assert secret not in token.token_hash
    with standing_at(NOW + timedelta(days=1)), pytest.raises(BadToken):
        account_of_token(secret)


def test_a_revoked_token_and_a_made_up_one_open_nothing(clerk: Account) -> None:
    token, secret = issue_token(clerk, "渠道")
    revoke_token(token)
    for tried in (secret, "shiyu_x", ""):
        with pytest.raises(BadToken):
            account_of_token(tried)


def test_a_token_of_a_closed_account_opens_nothing(clerk: Account) -> None:
    _, secret = issue_token(clerk, "渠道")
    Account.objects.filter(pk=clerk.pk).update(is_active=False)
    with pytest.raises(BadToken):
        account_of_token(secret)


def test_the_demo_has_a_login_for_every_role() -> None:
    logins = load_demo_people(settings.SHIYU_CITY, password=PASSWORD)
    again = load_demo_people(settings.SHIYU_CITY, password=PASSWORD)
    accounts = Account.objects.filter(username__in=[login.username for login in logins])
    roles = {role for account in accounts for holding in holdings(account) for role in holding.roles}
    assert roles == {role for post in Post.objects.all() for role in post.roles}
    assert (logins, accounts.count()) == (again, len(logins))
    assert all(account.kind == AccountKind.CLIENT or account.person_id for account in accounts)


def test_posts_of_a_story_are_held_by_invented_people_who_cannot_log_in() -> None:
    assert hold_posts(["jyj-clerk", "jyj-deputy", "no-such"]) == 2
    assert hold_posts(["jyj-clerk", "jyj-deputy"]) == 0  # they are held now
    made = Account.objects.get(username="made-jyj-deputy")
    assert [holding.post_code for holding in holdings(made)] == ["jyj-deputy"]
    assert not made.has_usable_password()
    assert made.person is not None
    assert made.person.demo


def test_holders_of_a_post_are_found(clerk: Account) -> None:
    post = Post.objects.get(code="zjj-clerk")
    assert holders(post.pk, on=date(2026, 6, 1)) == [clerk]
    assert holders(post.pk, on=date(2027, 6, 1)) == []
