"""代理: naming a colleague who acts for the holder of a post while he is away, and ending it.

Who may name is decided at the doors; what may be named is decided here. A delegation is kept as it was made: ended, it
stays for the record.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q, QuerySet
from psycopg.errors import ExclusionViolation

from shiyu.base.clock import now, today
from shiyu.base.errors import AlreadyDone, NoSuchThing, ShiyuError
from shiyu.base.words import Words
from shiyu.city.models import Account, AccountKind, Delegation, Post, Tenure, TenureKind
from shiyu.city.models.dated import span
from shiyu.city.models.delegations import STANDING

LONGEST_DAYS = 180
APART = frozenset({"system_admin", "security_officer", "auditor"})
"""三员分立 (GB/T 22239-2019 安全管理中心): these three are never one person, not for a day."""

THIS_DELEGATION = Words("这条代理", "this delegation")
OVERLAPS = Words(
    "这些日子里此岗位已有人代理，或该同事已在代理同一岗位；请先撤销原来的代理，或改日期。未作改动。",
    "On these days somebody acts from this post already, or the colleague acts from it for another; "
    "end that first, or choose other days. Nothing was changed.",
)


class DelegationRefused(ShiyuError):
    """A delegation that may not be; `field` names what is to be changed."""

    code = "delegation_refused"
    http_status = 422
    sentence = Words("{reason}", "{reason}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Who is to act for whom, from which post, from the first to the last day; and who says so."""

    post: int
    absent: int
    delegate: int
    first: date
    last: date
    named_by: int
    note: str = ""

    @property
    def days(self) -> DateRange:
        """The days as they are kept."""
        return span(self.first, self.last + timedelta(days=1))


def delegate(wanted: Wanted) -> Delegation:
    """Names a delegate. The same asked twice is one. Raises `DelegationRefused`, `AlreadyDone` where days overlap."""
    _check_days(wanted)
    try:
        with transaction.atomic():
            # Two that name each other at the same moment meet here; always in the same order.
            pair = Account.objects.select_for_update(no_key=True).filter(pk__in=(wanted.absent, wanted.delegate))
            accounts = {account.pk: account for account in pair.order_by("pk")}
            same = _standing().filter(
                post=wanted.post, absent=wanted.absent, delegate=wanted.delegate, validity=wanted.days
            )
            if found := same.first():
                return found
            _check(wanted, accounts)
            return Delegation.objects.create(
                post_id=wanted.post, absent_id=wanted.absent, delegate_id=wanted.delegate, validity=wanted.days,
                note=wanted.note.strip(), named_by_id=wanted.named_by,
            )  # fmt: skip
    except IntegrityError as error:
        if not isinstance(error.__cause__, ExclusionViolation):
            raise
        raise AlreadyDone(what=OVERLAPS) from None


def end(row: Delegation, *, by: int) -> Delegation:
    """Ends it from this moment on. One that was ended stays as it is; one whose days are over has ended by itself."""
    if row.ended_at is None and row.validity.upper > today():
        _standing().filter(pk=row.pk).update(ended_at=now(), ended_by=by)
    return delegation(row.pk)


def delegation(pk: int) -> Delegation:
    """One delegation with its people. Raises `NoSuchThing`."""
    found = _with_people(Delegation.objects.filter(pk=pk)).first()
    if found is None:
        raise NoSuchThing(what=THIS_DELEGATION)
    return found


def delegations(*, account: int | None = None, units: Iterable[int] | None = None) -> "QuerySet[Delegation]":
    """Those an account gave or took, those of posts in `units`, or both together; the latest first."""
    wanted = Q(pk__in=())
    if account is not None:
        wanted |= Q(absent=account) | Q(delegate=account)
    if units is not None:
        wanted |= Q(post__unit__in=list(units))
    return _with_people(Delegation.objects.filter(wanted)).order_by("-pk")


def _with_people(rows: "QuerySet[Delegation]") -> "QuerySet[Delegation]":
    return rows.select_related(
        "post__unit", "absent__person", "delegate__person", "named_by__person", "ended_by__person"
    )


def _standing() -> "QuerySet[Delegation]":
    return Delegation.objects.filter(STANDING)


def _check_days(wanted: Wanted) -> None:
    if wanted.first < today():
        raise _refused("first", Words("开始日期不能早于今天。", "The first day cannot lie before today."))
    if wanted.last < wanted.first:
        raise _refused("last", Words("结束日期不能早于开始日期。", "The last day cannot lie before the first."))
    if (wanted.last - wanted.first).days >= LONGEST_DAYS:
        raise _refused(
            "last",
            Words(
                f"一次代理最长{LONGEST_DAYS}天；更久的应由管理员办理任职调整。",
                f"A delegation lasts {LONGEST_DAYS} days at most; beyond that the post is to be given to somebody.",
            ),
        )


def _check(wanted: Wanted, accounts: dict[int, Account]) -> None:
    post = Post.objects.filter(pk=wanted.post).first()
    absent, other = accounts.get(wanted.absent), accounts.get(wanted.delegate)
    held = Tenure.objects.filter(account=wanted.absent, post=wanted.post, validity__contains=wanted.first)
    tenure = held.first()
    if post is None or absent is None or tenure is None:
        raise _refused("post", Words("此人在开始那天不担任这个岗位。", "He does not hold this post on the first day."))
    if tenure.kind == TenureKind.ACTING:
        raise _refused(
            "post", Words("代理的岗位不能再委托他人。", "A post held for another cannot be handed on to a third.")
        )
    _check_delegate(wanted, post, absent=absent, other=other)
    _check_chain(wanted)


def _check_delegate(wanted: Wanted, post: Post, *, absent: Account, other: Account | None) -> None:
    if other is None or not other.is_active or other.kind != AccountKind.PERSON:
        raise _refused("delegate", Words("请选择有在用账号的同事。", "Choose a colleague with an account in use."))
    if other.pk == absent.pk or (other.person_id is not None and other.person_id == absent.person_id):
        raise _refused("delegate", Words("不能由本人代理本人。", "Nobody acts for himself."))
    held = list(
        Tenure.objects.filter(account=other, validity__contains=wanted.first).select_related("post").order_by("pk")
    )
    if all(tenure.post.unit_id != post.unit_id for tenure in held):
        raise _refused("delegate", Words("只能由同一单位的同事代理。", "Only a colleague of the same unit may act."))
    if any(tenure.post_id == post.pk for tenure in held):
        raise _refused(
            "delegate",
            Words("该同事本来就担任这个岗位，无须代理。", "The colleague holds this post himself; he may act already."),
        )
    _check_apart(wanted, post, own=[tenure.post for tenure in held])


def _check_apart(wanted: Wanted, post: Post, *, own: list[Post]) -> None:
    taken = [row.post for row in _standing().filter(delegate=wanted.delegate, validity__overlap=wanted.days)
             .select_related("post")]  # fmt: skip
    roles = set(post.roles).union(*(one.roles for one in (*own, *taken))) & APART
    if set(post.roles) & APART and len(roles) > 1:
        raise _refused(
            "delegate",
            Words(
                "系统管理员、安全管理员、安全审计员应由不同的人担任（三员分立），不能互相代理。",
                "System administrator, security administrator and auditor are three persons; none acts for another.",
            ),
        )


def _check_chain(wanted: Wanted) -> None:
    meanwhile = _standing().filter(validity__overlap=wanted.days)
    if meanwhile.filter(absent=wanted.delegate).exists():
        raise _refused(
            "delegate",
            Words(
                "该同事这些日子也不在，已另有人代理他。",
                "The colleague is away on these days too; somebody acts for him.",
            ),
        )
    if meanwhile.filter(delegate=wanted.absent).exists():
        raise _refused(
            "first",
            Words(
                "这些日子里他正代理别人的岗位；请先为那个岗位另定代理人。",
                "On these days he acts for somebody else; name another for that post first.",
            ),
        )


def _refused(field: str, reason: Words) -> DelegationRefused:
    return DelegationRefused(field=field, reason=reason)
