"""Who is appointed acts from the post from that day; who is dismissed does so no more, and the row stays."""

from datetime import timedelta

import pytest

from shiyu.base import clock
from shiyu.city.models import Account, Post, Tenure
from shiyu.city.models.dated import span
from shiyu.city.people import appoint, dismiss, holdings

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Account:
    return Account.objects.create_user("newcomer", None)


@pytest.fixture
def post() -> Post:
    return Post.objects.get(code="rx12345-agent")


def posts_of(account: Account) -> list[str]:
    return [holding.post_code for holding in holdings(account)]


def test_appointed_today_acts_today_and_once(account: Account, post: Post) -> None:
    first, second = appoint(account, post), appoint(account, post)
    assert (first.pk, posts_of(account)) == (second.pk, ["rx12345-agent"])


@pytest.mark.parametrize("days_ago", [0, 1, 400])
def test_dismissed_acts_no_more_whenever_it_began(account: Account, post: Post, days_ago: int) -> None:
    begun = clock.today() - timedelta(days=days_ago)
    Tenure.objects.create(account=account, post=post, validity=span(begun, None))
    assert (dismiss(account, post), posts_of(account)) == (True, [])
    assert Tenure.objects.filter(account=account, post=post).count() == 1


def test_who_does_not_hold_a_post_is_not_dismissed_from_it(account: Account, post: Post) -> None:
    assert dismiss(account, post) is False


def test_dismissed_and_appointed_again_on_one_day(account: Account, post: Post) -> None:
    appoint(account, post)
    dismiss(account, post)
    appoint(account, post)
    assert posts_of(account) == ["rx12345-agent"]
