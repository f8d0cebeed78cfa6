"""An account's own password and tokens."""

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router

from shiyu.city.models import ApiToken
from shiyu.city.passwords import set_password
from shiyu.city.people import LoginLocked, WrongLogin, authenticate, live_tokens, revoke_own
from shiyu.web.answers import as_json
from shiyu.web.callers import Caller, caller_of
from shiyu.web.describing import OWN_ACCOUNT
from shiyu.web.refusals import LoginNeeded
from shiyu.web.schemas import Strict
from shiyu.web.throttle import LOGIN, count_try, refuse_exhausted

router = Router(tags=["登录 Login"])


class PasswordBody(Strict):
    """The password in force and the one to take its place."""

    old: str = Field(max_length=1000)
    new: str = Field(max_length=1000)


@router.post("/password", summary="修改密码 Change the password", **OWN_ACCOUNT)
def change(request: HttpRequest, body: PasswordBody) -> HttpResponse:
    """Changes the account's own password; sessions in browsers end, tokens stay."""
    caller = _caller(request)
    refuse_exhausted(request, LOGIN)
    try:
        account = authenticate(caller.username, body.old)
    except (WrongLogin, LoginLocked):
        count_try(request, LOGIN)
        raise
    set_password(account, body.new)
    return as_json({"changed": True})


@router.get("/tokens", summary="我的令牌 My tokens", **OWN_ACCOUNT)
def tokens(request: HttpRequest) -> HttpResponse:
    """The account's tokens in force, the newest first; never their secrets."""
    caller = _caller(request)
    shown = [_shown(token, caller) for token in live_tokens(caller.account_id)]
    return as_json({"tokens": shown})


@router.post("/tokens/{token_id}/revoke", summary="作废令牌 Revoke a token", **OWN_ACCOUNT)
def revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    """Revokes one of the account's own tokens, this one too."""
    if not 0 < token_id < 2**63:
        token_id = 0
    revoke_own(_caller(request).account_id, token_id)
    return as_json({"revoked": True})


def _shown(token: ApiToken, caller: Caller) -> dict[str, object]:
    return {
        "id": token.pk, "label": token.label, "created_at": token.created_at, "expires_at": token.expires_at,
        "last_used_at": token.last_used_at, "this": token.pk == caller.token_id,
    }  # fmt: skip


def _caller(request: HttpRequest) -> Caller:
    caller = caller_of(request)
    if caller is None:
        raise LoginNeeded
    return caller
