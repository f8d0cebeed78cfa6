"""Who holds which post in a unit, for forms that name a colleague."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from shiyu.base.clock import today
from shiyu.base.words import Words
from shiyu.city.models import AccountKind, Tenure, TenureKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """A person's account in a post of a unit today; `regular` where he holds it for himself."""

    account_id: int
    username: str
    name: str
    post_id: int
    post_code: str
    title: Words
    unit_id: int
    regular: bool


def colleagues(*, units: Iterable[int] = (), account: int | None = None) -> list[Colleague]:
    """Everybody who holds a post in these units today, and the posts of `account`; programs are left out."""
    day = today()
    wanted = Q(post__unit__in=list(units)) | (Q(account=account) if account is not None else Q(pk__in=()))
    rows = Tenure.objects.filter(
        wanted, validity__contains=day, post__validity__contains=day, account__is_active=True,
        account__kind=AccountKind.PERSON,
    )  # fmt: skip
    return [
        Colleague(
            account_id=row.account_id, username=row.account.username,
            name=row.account.display_name,
            post_id=row.post_id, post_code=row.post.code, title=Words(row.post.title, row.post.title_en),
            unit_id=row.post.unit_id, regular=row.kind == TenureKind.REGULAR,
        )
        for row in rows.select_related("account__person", "post").order_by("post__code", "account__username")
    ]  # fmt: skip
