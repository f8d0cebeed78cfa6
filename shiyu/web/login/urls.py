"""Addresses of logging in. The names are those django-allauth looks for; sign-up and mail have none."""

from collections.abc import Callable

from allauth.account import views as accounts
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount.providers.openid_connect import views as sign_on
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shiyu.web.login import demo, pages, resident
from shiyu.web.refusals import NoSuchAddress


def _form(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of the library, which itself takes PUT for POST and leaves some of its pages in caches."""
    page: Callable[..., HttpResponse] = never_cache(require_http_methods(["GET", "HEAD", "POST"])(view))
    return page


def _nowhere(_request: HttpRequest) -> HttpResponse:
    """The library reverses this name; nobody signs up."""
    raise NoSuchAddress


urlpatterns: list[URLPattern] = [
    path("login", _form(pages.LoginPage.as_view()), name="account_login"),
    path("login/sign-up", _nowhere, name="account_signup"),
    path("login/second", _form(factors.authenticate), name="mfa_authenticate"),
    path("login/sso", _form(sign_on.login), {"provider_id": "sso"}, name="openid_connect_login"),
    path("login/sso/callback", _form(sign_on.callback), {"provider_id": "sso"}, name="openid_connect_callback"),
    path("login/again", _form(accounts.reauthenticate), name="account_reauthenticate"),
    path("login/again/code", _form(factors.reauthenticate), name="mfa_reauthenticate"),
    path("login/again/passkey", _form(keys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("logout", _form(accounts.logout), name="account_logout"),
    path("account", pages.account, name="mfa_index"),
    path("account/password", pages.password, name="account_change_password"),
    path("account/tokens/revoke", pages.revoke, name="revoke_token"),
    path("post", pages.choose_post, name="choose_post"),
    path("demo/role", demo.become, name="demo_role"),
    path("my", resident.my, name="my"),
    path("my/phone", resident.ask_code, name="my_phone"),
    path("my/phone/code", resident.phone_code, name="my_phone_code"),
    path("my/code", resident.query_code, name="my_code"),
    path("my/logout", resident.leave, name="my_logout"),
]
if settings.SHIYU_SECOND_FACTOR != "off":
    urlpatterns += [
        path("login/passkey", _form(keys.login_webauthn), name="mfa_login_webauthn"),
        path("account/totp", _form(totp.activate_totp), name="mfa_activate_totp"),
        path("account/totp/off", _form(totp.deactivate_totp), name="mfa_deactivate_totp"),
        path("account/recovery", _form(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
        path("account/recovery/new", _form(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"),
        path("account/passkeys", pages.account, name="mfa_list_webauthn"),
        path("account/passkeys/add", _form(keys.add_webauthn), name="mfa_add_webauthn"),
        path("account/passkeys/<int:pk>/rename", _form(keys.edit_webauthn), name="mfa_edit_webauthn"),
        path("account/passkeys/<int:pk>/remove", _form(pages.RemoveKeyPage.as_view()), name="mfa_remove_webauthn"),
    ]
