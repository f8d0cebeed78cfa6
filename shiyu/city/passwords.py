"""Choosing a password: what is refused, which ones count as used, and what is set."""

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from shiyu.base import clock
from shiyu.base.errors import BadInput
from shiyu.base.words import Words
from shiyu.city.models import Account, FormerPassword

REMEMBERED = 5
"""The present password and the ones before it, together."""
USED_LATELY = Words(f"不能与最近 {REMEMBERED} 次的密码相同", f"it is one of your last {REMEMBERED} passwords")


class PasswordRefused(BadInput):
    """The new password cannot be taken; the old one stays."""

    code = "password_refused"
    sentence = Words("密码未更改：{reason}", "The password was not changed: {reason}")


def refuse_weak(account: Account, password: str) -> None:
    """Raises `PasswordRefused` where the password is too easy to guess or was used lately."""
    try:
        validate_password(password, user=account)
    except ValidationError as weak:
        raise PasswordRefused(field="new", reason=" ".join(weak.messages)) from None
    former = FormerPassword.objects.filter(account=account).order_by("-pk").values_list("hashed", flat=True)
    if any(hashed and check_password(password, hashed) for hashed in (account.password, *former[: REMEMBERED - 1])):
        raise PasswordRefused(field="new", reason=USED_LATELY)


def set_password(account: Account, password: str, *, must_change: bool = False) -> None:
    """Sets a password and remembers the one given up; a lock ends. Raises `PasswordRefused`."""
    refuse_weak(account, password)
    with transaction.atomic():
        if account.has_usable_password():
            FormerPassword.objects.create(account=account, hashed=account.password)
        kept = FormerPassword.objects.filter(account=account).order_by("-pk").values("pk")[: REMEMBERED - 1]
        FormerPassword.objects.filter(account=account).exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()
        account.set_password(password)
        account.password_changed_at = clock.now()
        account.must_change_password = must_change
        account.failed_logins, account.locked_until = 0, None
        account.save(
            update_fields=(
                "password", "password_changed_at", "must_change_password", "failed_logins", "locked_until",
            )
        )  # fmt: skip
