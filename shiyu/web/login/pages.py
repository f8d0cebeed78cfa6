"""The account's own pages: password, factors, tokens, posts. What the library has pages for stays with the library."""

from typing import Any

from allauth.account.views import LoginView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import HASH_SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from typing_extensions import override

from shiyu.city.passwords import PasswordRefused, set_password
from shiyu.city.people import LoginLocked, WrongLogin, authenticate, live_tokens, revoke_own
from shiyu.web.browsing import POST, Sitter, chosen_post, sitter_of
from shiyu.web.login.adapters import FactorAdapter
from shiyu.web.login.words import say
from shiyu.web.refusals import LoginNeeded, NotHeld
from shiyu.web.throttle import LOGIN, count_try, refuse_exhausted
from shiyu.web.typed import whole_number


class LoginPage(LoginView):  # type: ignore[misc]
    """The page at `/login`."""

    @override
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "sso": settings.SHIYU_OIDC_NAME if settings.SHIYU_OIDC_ISSUER else "",
            "passkeys": settings.MFA_PASSKEY_LOGIN_ENABLED,
            "next": self.request.GET.get("next", ""),
        }


class RemoveKeyPage(RemoveWebAuthnView):  # type: ignore[misc]
    """Takes a passkey off, unless it is the last factor where one is required."""

    @override
    def form_valid(self, form: Any) -> HttpResponse:
        if not FactorAdapter().can_delete_authenticator(self.get_object()):
            messages.error(self.request, str(say("last_factor")))
            return redirect("mfa_index")
        response: HttpResponse = super().form_valid(form)
        return response


@never_cache
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """The page at `/account`."""
    sitter = _sitter(request)
    factors = Authenticator.objects.filter(user_id=sitter.account_id).order_by("pk")
    by_type = {kind: [one for one in factors if one.type == kind] for kind in Authenticator.Type.values}
    return render(
        request,
        "web/login/account.html",
        {
            "sitter": sitter,
            "present": chosen_post(request, sitter) if sitter.posts else None,
            "offered": settings.SHIYU_SECOND_FACTOR != "off",
            "totp": by_type["totp"],
            "keys": by_type["webauthn"],
            "recovery": by_type["recovery_codes"],
            "tokens": live_tokens(sitter.account_id),
        },
    )


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """The page at `/account/password`."""
    sitter = _sitter(request)
    error = _changed(request, sitter) if request.method == "POST" else ""
    if request.method == "POST" and not error:
        messages.success(request, str(say("password_changed")))
        return redirect("mfa_index")
    return render(request, "web/login/password.html", {"sitter": sitter, "error": error})


def _changed(request: HttpRequest, sitter: Sitter) -> str:
    """Why the password was not changed; empty where it was."""
    refuse_exhausted(request, LOGIN)
    if request.POST.get("new", "") != request.POST.get("again", ""):
        return str(say("not_the_same"))
    try:
        found = authenticate(sitter.username, request.POST.get("oldpassword", ""))
        set_password(found, request.POST.get("new", ""))
    except WrongLogin:
        count_try(request, LOGIN)
        return str(say("old_is_wrong"))
    except (LoginLocked, PasswordRefused) as refused:
        return str(refused)
    request.session.cycle_key()
    request.session[HASH_SESSION_KEY] = found.get_session_auth_hash()
    return ""


@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    """Revokes one of the account's own tokens."""
    sitter = _sitter(request)
    given = request.POST.get("token", "")
    revoke_own(sitter.account_id, whole_number(given) or 0)
    messages.success(request, str(say("token_revoked")))
    return redirect("mfa_index")


@require_POST
def choose_post(request: HttpRequest) -> HttpResponse:
    """Switches to another post held today."""
    sitter = _sitter(request)
    wanted, choices = request.POST.get("post", ""), [post.code for post in sitter.posts]
    if wanted not in choices:
        raise NotHeld(post=wanted[:60], choices="、".join(choices), what=wanted[:60], posts=choices)
    request.session[POST] = wanted
    messages.success(request, str(say("post_chosen")))
    back = request.POST.get("next", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "/account")


def _sitter(request: HttpRequest) -> Sitter:
    sitter = sitter_of(request)
    if sitter is None:
        raise LoginNeeded
    return sitter
