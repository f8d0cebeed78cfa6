"""Accounts a bench logs in with: each holds posts of the city pack and shows a token, as an officer's client would."""

import secrets
from collections.abc import Iterable

from django.db import transaction

from shiyu.cases.actors import PostHolder
from shiyu.city.directory import directory
from shiyu.city.models import Account, Tenure
from shiyu.city.people import issue_token


def account_for(post_codes: Iterable[str]) -> Account:
    """A new account that holds these posts from now on."""
    with transaction.atomic():
        account = Account.objects.create(username=f"bench-{secrets.token_hex(6)}", password="!")  # noqa: S106 -- opens nothing: no hash is "!"
        for code in post_codes:
            post = directory().post(code)
            if post is None:
                raise LookupError(code)
            Tenure.objects.create(account=account, post_id=post.id)
    return account


def token_for(post_codes: Iterable[str]) -> str:
    """The token of such an account."""
    return issue_token(account_for(post_codes), "bench")[1]


def posts_with(role: str, *, count: int) -> list[str]:
    """`count` codes of posts with a role, taken round and round."""
    codes = sorted(post.code for post in directory().posts_with(role))
    return [codes[place % len(codes)] for place in range(count)]


def holder_of(role: str) -> PostHolder:
    """An account in the first post with this role, as the engine sees it."""
    code = posts_with(role, count=1)[0]
    account = account_for([code])
    post = directory().post(code)
    assert post is not None  # noqa: S101 -- its code comes from the directory
    unit = directory().unit_by_id(post.unit_id)
    return PostHolder(
        account_id=account.pk, post_id=post.id, post_code=post.code, unit_id=unit.id, unit_code=unit.code,
        division_code=unit.division_code, roles=post.roles,
    )  # fmt: skip


def session_of(role: str) -> str:
    """The cookie of the session of a new officer in a post with this role, as a login would make it."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from shiyu.base.clock import now
    from shiyu.web.login.sitting import BEGAN, SEEN

    account = account_for(posts_with(role, count=1))
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session[BEGAN] = session[SEEN] = now().isoformat()
    session.create()
    return str(session.session_key)
