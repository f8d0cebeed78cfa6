"""Logging in by name and password, logging out, and who one is."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from shiyu.base.clock import now
from shiyu.cases.actors import PartyActor
from shiyu.city.directory import directory
from shiyu.city.models import ApiToken
from shiyu.city.people import LoginLocked, WrongLogin, authenticate, issue_token, revoke_token
from shiyu.web.answers import as_json
from shiyu.web.callers import Caller, actor_of, caller_of
from shiyu.web.describing import OPEN_TO_ALL, READING
from shiyu.web.refusals import LoginNeeded
from shiyu.web.schemas import LoginBody
from shiyu.web.throttle import LOGIN, count_try, refuse_exhausted

router = Router(tags=["登录 Login"])
TOKEN_LASTS = timedelta(hours=12)
"""A working day; a program that stays uses a token of its own (`shiyu user token`)."""


@router.post("/login", summary="登录 Log in", **OPEN_TO_ALL)
def login(request: HttpRequest, body: LoginBody) -> HttpResponse:
    """A token for a name and password. Wrong passwords lock the account, and an address that guesses has to wait."""
    refuse_exhausted(request, LOGIN)
    try:
        account = authenticate(body.username, body.password)
    except (WrongLogin, LoginLocked):
        count_try(request, LOGIN)
        raise
    expires = now() + TOKEN_LASTS
    _, secret = issue_token(account, body.label or "login", expires_at=expires)
    return as_json({"token": secret, "expires_at": expires, "must_change_password": account.must_change_password})


@router.post("/logout", summary="退出 Log out", **READING)
def logout(request: HttpRequest) -> HttpResponse:
    """Closes the token this request bears."""
    caller = _caller(request)
    revoke_token(ApiToken.objects.get(pk=caller.token_id))
    return as_json({"logged_out": True})


@router.get("/me", summary="我是谁 Who am I", **READING)
def me(request: HttpRequest) -> HttpResponse:
    """Who the asker is: his account and the posts he may act from, or his part in his case."""
    caller = caller_of(request)
    if caller is not None:
        return as_json(_shown(caller))
    actor = actor_of(request)
    role = actor.role if isinstance(actor, PartyActor) else ""
    return as_json({"party": {"id": actor.party_id, "role": role} if isinstance(actor, PartyActor) else None})


def _caller(request: HttpRequest) -> Caller:
    caller = caller_of(request)
    if caller is None:
        raise LoginNeeded
    return caller


def _absent(caller: Caller, post_id: int) -> dict[str, Any] | None:
    stand_in = caller.standing_in.get(post_id)
    return {"account": stand_in.absent, "name": stand_in.name, "until": stand_in.until} if stand_in else None


def _shown(caller: Caller) -> dict[str, Any]:
    labels, units = directory().role_labels, directory().units
    posts = [
        {
            "code": post.code,
            "title": post.title,
            "unit": {"code": post.unit_code, "label": units.get_by_id(post.unit_id).label},
            "roles": {role: labels.get(role) for role in sorted(post.roles)},
            "acts_for": _absent(caller, post.id),
        }
        for post in caller.posts
    ]
    return {
        "account": {"username": caller.username, "must_change_password": caller.must_change_password},
        "posts": posts,
        "acts_from": posts[0]["code"] if posts else None,
    }
