"""Who asks: an account by its token, a party by its query code, or nobody. Nothing is remembered between requests."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from django.http import HttpRequest

from shiyu.base.clock import now, today
from shiyu.base.prepared import ask
from shiyu.base.words import Words
from shiyu.cases.actors import Actor, Newcomer, PartyActor, PostHolder
from shiyu.cases.errors import NoSuchCase, NotYourMove
from shiyu.cases.known import party_by_code
from shiyu.cases.procedure import Move
from shiyu.cases.who import PartyIs
from shiyu.city.directory import PostFact, directory
from shiyu.city.held import OTHER_LOGINS, OWN_POSTS, TAKEN_POSTS, StandIn, stand_ins
from shiyu.city.models import ApiToken
from shiyu.city.people import USE_NOTED_EVERY, BadToken
from shiyu.web.refusals import (
    BadAuthorization,
    LoginNeeded,
    MustChangePassword,
    NoPost,
    NotHeld,
    TwoIdentities,
    WrongQueryCode,
)
from shiyu.web.throttle import QUERY_CODE, count_try, refuse_exhausted

# Token, account and the posts held today in one round trip: this stands before every request of every client.
_CALLER = f"""
SELECT t.id, t.last_used_at, a.id, a.username, a.person_id, a.must_change_password,
       {OWN_POSTS}, {TAKEN_POSTS}, {OTHER_LOGINS}
FROM city_apitoken t JOIN city_account a ON a.id = t.account_id
WHERE t.token_hash = %(hash)s AND t.revoked_at IS NULL AND a.is_active
  AND (t.expires_at IS NULL OR t.expires_at > %(now)s)
"""  # noqa: S608 -- text of our own

BEFORE_THE_CHANGE = frozenset({"/api/v1/password", "/api/v1/logout", "/api/v1/me"})
"""All that an account may do before it has given up a password somebody else knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """An account that has shown a token, with the posts it may act from today: its own by their codes, then
    those of the absent, which `standing_in` tells by post. `logins` are the other accounts of its person."""

    token_id: int
    account_id: int
    username: str
    person_id: int | None
    must_change_password: bool
    posts: tuple[PostFact, ...]
    standing_in: Mapping[int, StandIn] = field(default_factory=dict)
    logins: frozenset[int] = frozenset()


def caller_of(request: HttpRequest) -> Caller | None:
    """The account whose token the request bears, or None where it bears none. Raises `BadToken`."""
    given: str = request.META.get("HTTP_AUTHORIZATION", "")
    if not given:
        return None
    scheme, _, secret = given.partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise BadAuthorization
    caller = _by_token(secret.strip())
    if caller.must_change_password and request.path_info not in BEFORE_THE_CHANGE:
        raise MustChangePassword
    return caller


def _by_token(secret: str) -> Caller:
    moment = now()
    digest = hashlib.sha256(secret.encode()).hexdigest()  # as `city.people` stores it
    row = ask(_CALLER, {"hash": digest, "now": moment, "today": today()})
    if row is None:
        raise BadToken
    token_id, used_at, account_id, username, person_id, must_change, own, taken, logins = row
    if used_at is None or moment - used_at >= USE_NOTED_EVERY:
        ApiToken.objects.filter(pk=token_id).update(last_used_at=moment)
    standing_in = stand_ins(taken, own=own)
    return Caller(
        token_id=token_id, account_id=account_id, username=username, person_id=person_id,
        must_change_password=must_change, posts=(*posts_in_force(own), *posts_in_force(list(standing_in))),
        standing_in=standing_in, logins=frozenset(logins),
    )  # fmt: skip


def posts_in_force(post_ids: list[int]) -> tuple[PostFact, ...]:
    """Those of the posts that exist today, in order of their codes."""
    known, day = directory().posts.by_id, today()
    held = (known[post_id] for post_id in post_ids if post_id in known)
    return tuple(sorted((post for post in held if post.in_force(day)), key=lambda post: post.code))


def acting_post(caller: Caller, request: HttpRequest) -> PostHolder:
    """The caller in the post that X-Post names, else in the first he holds. Raises `NoPost` and `NotHeld`."""
    if not caller.posts:
        raise NoPost(what=caller.username)
    wanted: str = request.META.get("HTTP_X_POST", "")
    post = next((post for post in caller.posts if not wanted or post.code == wanted), None)
    if post is None:
        choices = [post.code for post in caller.posts]
        raise NotHeld(post=wanted[:60], choices="、".join(choices), what=wanted[:60], posts=choices)
    return holder_of(post, who=caller)


class _Person(Protocol):
    """What a caller and a sitter have in common."""

    @property
    def account_id(self) -> int: ...

    @property
    def person_id(self) -> int | None: ...

    @property
    def standing_in(self) -> Mapping[int, StandIn]: ...

    @property
    def logins(self) -> frozenset[int]: ...


def holder_of(post: PostFact, *, who: _Person) -> PostHolder:
    """The account acting from one of its posts, its own or an absent holder's."""
    unit, stand_in = directory().units.get_by_id(post.unit_id), who.standing_in.get(post.id)
    return PostHolder(
        account_id=who.account_id, post_id=post.id, post_code=post.code, unit_id=unit.id, unit_code=unit.code,
        division_code=unit.division_code, roles=post.roles, person_id=who.person_id,
        acts_for=stand_in.absent if stand_in else None,
        bound=who.logins | stand_in.logins if stand_in else who.logins,
    )  # fmt: skip


def actor_or_nobody(request: HttpRequest) -> PostHolder | PartyActor | None:
    """Who acts, or None where the request names nobody."""
    caller, code = caller_of(request), request.META.get("HTTP_X_QUERY_CODE", "")
    if caller is not None and code:
        raise TwoIdentities
    if caller is not None:
        return acting_post(caller, request)
    return _party(request, code) if code else None


def actor_of(request: HttpRequest) -> PostHolder | PartyActor:
    """Who acts. Raises `LoginNeeded` where the request names nobody."""
    actor = actor_or_nobody(request)
    if actor is None:
        raise LoginNeeded
    return actor


def officer_of(request: HttpRequest, *, to: Words) -> PostHolder:
    """The officer who acts: parties may not do what `to` says. Raises `LoginNeeded` and `NotYourMove`."""
    actor = actor_of(request)
    if not isinstance(actor, PostHolder):
        raise NotYourMove(move=to)
    return actor


def opener_of(request: HttpRequest, move: Move | None) -> Actor:
    """Who opens a case: an account, or somebody new where the opening move is for parties. Raises `LoginNeeded`."""
    actor = actor_or_nobody(request)
    if actor is not None:
        return actor
    roles = next((way.roles for way in move.who if isinstance(way, PartyIs)), ()) if move else ()
    if not roles:
        raise LoginNeeded
    return Newcomer(role=roles[0])


def _party(request: HttpRequest, code: str) -> PartyActor:
    refuse_exhausted(request, QUERY_CODE)
    try:
        return party_by_code(code)
    except NoSuchCase:
        count_try(request, QUERY_CODE)
        raise WrongQueryCode from None
