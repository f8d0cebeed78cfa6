"""Who logs in, which posts he holds on a day, and the tokens of API clients."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from shiyu.base import clock
from shiyu.base.errors import NoSuchThing, ShiyuError
from shiyu.base.words import Words
from shiyu.city.held import OTHER_LOGINS, TAKEN_POSTS, StandIn, stand_ins
from shiyu.city.models import Account, ApiToken, Post, Tenure, TenureKind
from shiyu.city.models.dated import span

# 等保 2.0, 身份鉴别: assessors look for a lock after three to five failures.
FAILURES_BEFORE_LOCK = 5
LOCK_LASTS = timedelta(minutes=15)
# A token's last use is written at most this often, so that reading the API does not write a row each time.
USE_NOTED_EVERY = timedelta(minutes=1)
TOKEN_PREFIX = "shiyu_"  # noqa: S105 -- marks a token as ours, opens nothing

THIS_TOKEN = Words("这个令牌", "this token")


class WrongLogin(ShiyuError):
    """No active account with this name and password; which of the two is wrong is not said."""

    code = "wrong_login"
    http_status = 401
    sentence = Words("登录名或密码不正确。", "The login name or the password is wrong.")


class LoginLocked(ShiyuError):
    """Too many wrong passwords; even the right one is not looked at until the lock ends."""

    code = "login_locked"
    http_status = 423
    sentence = Words(
        "连续{failures}次密码错误，账号已锁定，请于{minutes}分钟后再试。",
        "The account is locked after {failures} wrong passwords; try again in {minutes} minutes.",
    )


class BadToken(ShiyuError):
    """The token is unknown, expired or revoked, or its account is closed."""

    code = "bad_token"
    http_status = 401
    sentence = Words("令牌无效或已过期。", "The token is not valid or has expired.")


@dataclass(frozen=True, slots=True)
class Holding:
    """A post an account may act from on a day: what it may do comes from here and from nowhere else.

    `acting` where it is held for somebody; `acts_for` is the absent holder's account where he named a delegate, and
    `bound` the accounts whose deeds bind this one too (its person's other logins, the absent person's).
    """

    account_id: int
    person_id: int | None
    post_id: int
    post_code: str
    unit_id: int
    unit_code: str
    division_code: str
    roles: frozenset[str]
    acting: bool = False
    acts_for: int | None = None
    bound: frozenset[int] = frozenset()


def holdings(account: Account, *, on: date | None = None) -> list[Holding]:
    """The posts `account` holds on the day, today if none is given, or acts from for the absent, by their codes."""
    day = on or clock.today()
    if not account.is_active:
        return []
    own, taken, logins = _held(account, day)
    posts = Post.objects.filter(pk__in=[*own, *taken], validity__contains=day).select_related("unit__division")
    return [
        _holding(account, post, acting=own.get(post.pk) == TenureKind.ACTING or post.pk not in own,
                 stand_in=None if post.pk in own else taken[post.pk], logins=logins)
        for post in posts.order_by("code")
    ]  # fmt: skip


_HELD = f"""SELECT
  ARRAY(SELECT ARRAY[h.post_id::text, h.kind] FROM city_tenure h
        WHERE h.account_id = a.id AND h.validity @> %(today)s::date),
  {TAKEN_POSTS}, {OTHER_LOGINS} FROM city_account a WHERE a.id = %(id)s"""  # noqa: S608 -- text of our own


def _held(account: Account, day: date) -> tuple[dict[int, str], dict[int, StandIn], frozenset[int]]:
    """Its own posts with the kind of tenure, the posts it took over for a while, and its person's other accounts."""
    with connection.cursor() as cursor:
        cursor.execute(_HELD, {"id": account.pk, "today": day})
        pairs, taken, logins = cursor.fetchone() or ([], [], [])
    own = {int(post): kind for post, kind in pairs}
    return own, stand_ins(taken, own=own), frozenset(logins)


def holders(post_id: int, *, on: date | None = None) -> Sequence[Account]:
    """The active accounts that hold a post on the day."""
    day = on or clock.today()
    held = Account.objects.filter(is_active=True, tenures__post_id=post_id, tenures__validity__contains=day)
    return list(held.distinct().order_by("username"))


def appoint(account: Account, post: Post, *, kind: TenureKind = TenureKind.REGULAR) -> Tenure:
    """The account holds the post from today on; who holds it already is left as he is."""
    today = clock.today()
    held = Tenure.objects.filter(account=account, post=post, validity__contains=today).first()
    return held or Tenure.objects.create(account=account, post=post, kind=kind, validity=span(today, None))


def dismiss(account: Account, post: Post) -> bool:
    """Ends the tenure before today, so that the account may act from the post no more; answers whether it held it.

    A tenure that began today has held on no whole day: its span becomes empty and the row stays.
    """
    today = clock.today()
    held = Tenure.objects.filter(account=account, post=post, validity__contains=today)
    for tenure in held:
        tenure.validity = span(tenure.valid_from, today)
        tenure.save(update_fields=("validity",))
    return bool(held)


def _holding(
    account: Account, post: Post, *, acting: bool, stand_in: StandIn | None, logins: frozenset[int]
) -> Holding:
    unit = post.unit
    return Holding(
        account_id=account.pk,
        person_id=account.person_id,
        post_id=post.pk,
        post_code=post.code,
        unit_id=unit.pk,
        unit_code=unit.code,
        division_code=unit.division.code,
        roles=frozenset(post.roles),
        acting=acting,
        acts_for=stand_in.absent if stand_in else None,
        bound=logins | stand_in.logins if stand_in else logins,
    )


def authenticate(username: str, password: str) -> Account:
    """The account with this name and password; raises `WrongLogin` or `LoginLocked`.

    Failures are counted in a transaction of their own, so do not call this inside one that is rolled back on error.
    An unknown name costs the same time as a wrong password.
    """
    now = clock.now()
    account = Account.objects.filter(username=username).first()
    if account is None or not account.is_active:
        make_password(password)
        raise WrongLogin
    if account.is_locked(at=now):
        raise _locked(account, now)
    if not account.check_password(password):
        _count_failure(account, now)
        raise WrongLogin
    if account.failed_logins or account.locked_until:
        Account.objects.filter(pk=account.pk).update(failed_logins=0, locked_until=None)
    return account


def _count_failure(account: Account, now: datetime) -> None:
    with transaction.atomic():
        Account.objects.filter(pk=account.pk).update(failed_logins=F("failed_logins") + 1)
        account.refresh_from_db(fields=["failed_logins", "locked_until"])
        if account.failed_logins >= FAILURES_BEFORE_LOCK:
            Account.objects.filter(pk=account.pk).update(failed_logins=0, locked_until=now + LOCK_LASTS)
            account.locked_until = now + LOCK_LASTS
    if account.is_locked(at=now):
        raise _locked(account, now)


def _locked(account: Account, now: datetime) -> LoginLocked:
    until = account.locked_until or now
    minutes = -(-(until - now) // timedelta(minutes=1))
    return LoginLocked(failures=FAILURES_BEFORE_LOCK, minutes=minutes)


def issue_token(account: Account, label: str, *, expires_at: datetime | None = None) -> tuple[ApiToken, str]:
    """A new token of `account` and its secret, which is stored nowhere and cannot be shown again."""
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(account=account, token_hash=_token_hash(secret), label=label, expires_at=expires_at)
    return token, secret


def account_of_token(secret: str) -> Account:
    """The account a token speaks for; raises `BadToken`. One query, and a write at most once a minute."""
    now = clock.now()
    token = ApiToken.objects.select_related("account").filter(token_hash=_token_hash(secret)).first()
    if token is None or token.revoked_at is not None or not token.account.is_active:
        raise BadToken
    if token.expires_at is not None and token.expires_at <= now:
        raise BadToken
    if token.last_used_at is None or now - token.last_used_at >= USE_NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token.account


def revoke_token(token: ApiToken) -> None:
    """Close a token for good; the row stays for the record."""
    ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=clock.now())


def live_tokens(account_id: int) -> QuerySet[ApiToken]:
    """The tokens of an account that still open something, the newest first."""
    alive = Q(expires_at=None) | Q(expires_at__gt=clock.now())
    return ApiToken.objects.filter(alive, account_id=account_id, revoked_at=None).order_by("-pk")


def revoke_own(account_id: int, token_id: int) -> None:
    """Revokes a token of the account; one that is revoked stays so. Raises `NoSuchThing`."""
    token = ApiToken.objects.filter(pk=token_id, account_id=account_id).first()
    if token is None:
        raise NoSuchThing(what=THIS_TOKEN)
    revoke_token(token)


def _token_hash(secret: str) -> str:
    # A plain hash is enough: the secret has 256 random bits, so there is nothing to guess.
    return hashlib.sha256(secret.encode()).hexdigest()
