"""How django-allauth meets the platform: accounts that exist, words of ours, no letters, nobody signs up."""

import base64
from typing import Any, ClassVar, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from typing_extensions import override

from shiyu.base.clock import now
from shiyu.base.crypto import decrypt, encrypt
from shiyu.cases.acting import actors_of
from shiyu.city.directory import NoCityLoaded, directory
from shiyu.city.models import Account, AccountKind
from shiyu.city.people import LoginLocked, authenticate
from shiyu.web.login.words import say
from shiyu.web.menu import first_page
from shiyu.web.throttle import LOGIN, count_try, refuse_exhausted

_CONTEXT = b"web.login.totp"
_HOLDING_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Password and session of staff."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": say("wrong_login"),
        "incorrect_password": say("old_is_wrong"),
    }

    @override
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    @override
    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where nobody asked for a page, the day begins at one's own desk."""
        return first_page(actors_of(cast("Account", request.user)))

    @override
    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        """Wrong passwords count for the account and for the address. Raises `LoginLocked` and `TooManyTries`."""
        refuse_exhausted(request, LOGIN)
        try:
            account = authenticate(credentials.get("username", ""), credentials.get("password", ""))
        except LoginLocked:
            count_try(request, LOGIN)
            raise
        return account

    @override
    def pre_login(self, request: HttpRequest, user: Any, **hooks: Any) -> HttpResponse | None:
        """Programs use tokens; a locked account stays locked by whatever way one comes."""
        account = cast("Account", user)
        if account.kind != AccountKind.PERSON or not account.is_active:
            return _refused(request, "not_for_people")
        if account.is_locked(at=now()):
            return _refused(request, "wrong_login")
        return None

    @override
    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """The library's own announcements stay unsaid; errors that come with words of their own are shown."""
        if level >= messages.ERROR and kwargs.get("message"):
            messages.add_message(request, level, str(kwargs["message"]))

    @override
    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """No letters."""

    @override
    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """No letters."""


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors: secrets are sealed, and where one is required the last one stays."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": say("wrong_code"),
        "cannot_delete_authenticator": say("last_factor"),
    }

    @override
    def encrypt(self, text: str) -> str:
        return base64.b64encode(encrypt(text.encode(), context=_CONTEXT)).decode()

    @override
    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(base64.b64decode(encrypted_text), context=_CONTEXT).decode()

    @override
    def get_totp_issuer(self) -> str:
        return f"{self._get_site_name()} 市域"

    @override
    def _get_site_name(self) -> str:
        try:
            return directory().label.zh
        except NoCityLoaded:
            return "shiyu"

    @override
    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        if settings.SHIYU_SECOND_FACTOR != "required" or authenticator.type not in _HOLDING_FACTORS:
            return True
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=_HOLDING_FACTORS)
        return bool(others.exclude(pk=authenticator.pk).exists())


class SignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Single sign-on opens accounts that exist, and makes none."""

    @override
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    @override
    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """An identity not seen before is joined to the account that its claim names, if there is one."""
        if sociallogin.is_existing:
            return
        told = sociallogin.account.extra_data
        claims = told.get("userinfo") or told.get("id_token") or told
        username = str(claims.get(settings.SHIYU_OIDC_USERNAME) or "")
        account = Account.objects.filter(username=username, kind=AccountKind.PERSON, is_active=True).first()
        if not username or account is None:
            raise ImmediateHttpResponse(_refused(request, "closed"))
        sociallogin.connect(request, account)

    @override
    def on_authentication_error(self, request: HttpRequest, provider: Any, **told: Any) -> None:
        raise ImmediateHttpResponse(_refused(request, "sso_failed"))


def wrong(request: HttpRequest) -> None:
    """Counts a wrong proof for the address it came from."""
    count_try(request, LOGIN)


def _refused(request: HttpRequest, why: str) -> HttpResponse:
    messages.error(request, str(say(why)))
    return redirect(settings.LOGIN_URL)
