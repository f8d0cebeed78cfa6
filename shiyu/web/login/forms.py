"""django-allauth's forms with our counting: whoever guesses locks the account and makes his address wait."""

from datetime import timedelta
from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter as factor_adapter
from allauth.mfa.base import forms as code_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as key_forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from typing_extensions import override

from shiyu.base.clock import now
from shiyu.base.crypto import blind_index
from shiyu.city.people import LoginLocked, WrongLogin
from shiyu.web.login.adapters import wrong
from shiyu.web.login.words import say
from shiyu.web.models import Spent
from shiyu.web.refusals import TooManyTries
from shiyu.web.throttle import FACTOR, LOGIN, count_try, refuse_exhausted

MALFORMED = (KeyError, AttributeError, ValueError, TypeError)
"""What the library raises over some credentials that no browser makes."""
# A code of an app counts in its own half minute and the ones before and after.
CODE_LASTS = timedelta(minutes=2)


class PasswordLogin(LoginForm):  # type: ignore[misc]
    """Name and password."""

    @override
    def clean(self) -> Any:
        request = context.request
        try:
            return super().clean()
        except (LoginLocked, TooManyTries) as refused:
            raise ValidationError(str(refused)) from None
        except WrongLogin:
            wrong(request)
            raise ValidationError(str(say("wrong_login"))) from None


class PasswordAgain(ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before what matters."""

    @override
    def clean_password(self) -> Any:
        request = context.request
        try:
            return super().clean_password()
        except (LoginLocked, TooManyTries) as refused:
            raise ValidationError(str(refused)) from None
        except WrongLogin:
            wrong(request)
            raise ValidationError(str(say("old_is_wrong"))) from None


class _Counted:
    """A wrong code or key counts for the account and for the address; a code opens once.

    It counts apart from passwords, whose count starts anew with each that is right.
    """

    user: Any

    def counted(self, check: Any, *, field: str) -> Any:
        """What `check` cleans, unless too many went wrong before."""
        request: HttpRequest = context.request
        try:
            refuse_exhausted(request, LOGIN)
            if self.user is not None:
                refuse_exhausted(request, FACTOR, of=str(self.user.pk))
        except TooManyTries as refused:
            raise ValidationError(str(refused)) from None
        try:
            cleaned = check()
        except (ValidationError, *MALFORMED) as refused:
            self._note_wrong(request)
            raise factor_adapter().validation_error("incorrect_code") from refused
        if field == "code" and self.authenticator.type == Authenticator.Type.TOTP:  # type: ignore[attr-defined]
            self._spend(request, str(cleaned))
        return cleaned

    def _note_wrong(self, request: HttpRequest) -> None:
        wrong(request)
        if self.user is not None:
            count_try(request, FACTOR, of=str(self.user.pk))

    def _spend(self, request: HttpRequest, code: str) -> None:
        """The library remembers used codes in the memory of one process; we have several."""
        key = blind_index(f"{self.user.pk}:{code.strip()}", purpose="totp")
        Spent.objects.filter(key=key, until__lte=now()).delete()
        try:
            with transaction.atomic():
                Spent.objects.create(key=key, until=now() + CODE_LASTS)
        except IntegrityError:
            self._note_wrong(request)
            raise factor_adapter().validation_error("incorrect_code") from None


class CodeLogin(_Counted, code_forms.AuthenticateForm):  # type: ignore[misc]
    """A code after the password."""

    def clean_code(self) -> Any:
        """The code."""
        return self.counted(super().clean_code, field="code")


class CodeAgain(_Counted, code_forms.ReauthenticateForm):  # type: ignore[misc]
    """A code once more, before what matters."""

    def clean_code(self) -> Any:
        """The code."""
        return self.counted(super().clean_code, field="code")


class KeyLogin(_Counted, key_forms.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after the password."""

    def clean_credential(self) -> Any:
        """What the browser answered."""
        return self.counted(super().clean_credential, field="credential")


class KeyAgain(_Counted, key_forms.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey once more, before what matters."""

    def clean_credential(self) -> Any:
        """What the browser answered."""
        return self.counted(super().clean_credential, field="credential")


class PasskeyLogin(_Counted, key_forms.LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey instead of a password."""

    def clean_credential(self) -> Any:
        """What the browser answered."""
        return self.counted(super().clean_credential, field="credential")


class NewKey(key_forms.AddWebAuthnForm):  # type: ignore[misc]
    """A passkey to add."""

    @override
    def clean(self) -> Any:
        try:
            return super().clean()
        except MALFORMED as refused:
            raise factor_adapter().validation_error("incorrect_code") from refused
