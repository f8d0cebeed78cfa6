"""What django-allauth is told, from the rows of `shiyu.config.table_of_login`: everything it could open is shut."""

from collections.abc import Mapping
from typing import Any

LOGIN_APPS = (
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
)
SINGLE_SIGN_ON = "sso"
LONGEST_SITTING = 12 * 3600


def login_settings(values: Mapping[str, Any]) -> dict[str, Any]:
    """Django's and allauth's settings of logging in."""
    return {**_SESSIONS, **_ACCOUNTS, **_factors(values), **_single_sign_on(values)}


_SESSIONS: dict[str, Any] = {
    "SESSION_ENGINE": "shiyu.web.login.sessions",
    "SESSION_COOKIE_AGE": LONGEST_SITTING,
    "LOGIN_URL": "/login",
    "LOGIN_REDIRECT_URL": "/",
    "LOGOUT_REDIRECT_URL": "/",
}
_ACCOUNTS: dict[str, Any] = {
    "ACCOUNT_ADAPTER": "shiyu.web.login.adapters.AccountAdapter",
    "ACCOUNT_LOGIN_METHODS": {"username"},
    "ACCOUNT_SIGNUP_FIELDS": ["username*", "password1*"],
    "ACCOUNT_USER_MODEL_EMAIL_FIELD": None,
    "ACCOUNT_EMAIL_VERIFICATION": "none",
    "ACCOUNT_EMAIL_NOTIFICATIONS": False,
    "ACCOUNT_SESSION_REMEMBER": False,
    "ACCOUNT_LOGOUT_ON_GET": False,
    # Ours count in the database, so that every process counts alike (shiyu.web.throttle, shiyu.city.people).
    "ACCOUNT_RATE_LIMITS": False,
    "ACCOUNT_FORMS": {
        "login": "shiyu.web.login.forms.PasswordLogin",
        "reauthenticate": "shiyu.web.login.forms.PasswordAgain",
    },
}


def _factors(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "MFA_ADAPTER": "shiyu.web.login.adapters.FactorAdapter",
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_PASSKEY_LOGIN_ENABLED": values["SHIYU_SECOND_FACTOR"] != "off",
        "MFA_PASSKEY_SIGNUP_ENABLED": False,
        "MFA_RATE_LIMITS": {"webauthn_login": None},
        "MFA_TOTP_TOLERANCE": 1,
        "MFA_RECOVERY_CODES_SHOW_ONCE": True,
        # Browsers call http://localhost secure; the library would not.
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": values["SHIYU_ENV"] != "production",
        "MFA_FORMS": {
            "authenticate": "shiyu.web.login.forms.CodeLogin",
            "reauthenticate": "shiyu.web.login.forms.CodeAgain",
            "authenticate_webauthn": "shiyu.web.login.forms.KeyLogin",
            "reauthenticate_webauthn": "shiyu.web.login.forms.KeyAgain",
            "login_webauthn": "shiyu.web.login.forms.PasskeyLogin",
            "add_webauthn": "shiyu.web.login.forms.NewKey",
        },
    }


def _single_sign_on(values: Mapping[str, Any]) -> dict[str, Any]:
    app = {
        "provider_id": SINGLE_SIGN_ON,
        "name": values["SHIYU_OIDC_NAME"],
        "client_id": values["SHIYU_OIDC_CLIENT_ID"],
        "secret": values["SHIYU_OIDC_SECRET"],
        "settings": {"server_url": values["SHIYU_OIDC_ISSUER"], "oauth_pkce_enabled": True},
    }
    return {
        "SOCIALACCOUNT_ADAPTER": "shiyu.web.login.adapters.SignOnAdapter",
        "SOCIALACCOUNT_PROVIDERS": {"openid_connect": {"APPS": [app] if values["SHIYU_OIDC_ISSUER"] else []}},
        "SOCIALACCOUNT_AUTO_SIGNUP": False,
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION": False,
        "SOCIALACCOUNT_STORE_TOKENS": False,
        # A form that another origin is reached by is against `form-action 'self'`; a link is not.
        "SOCIALACCOUNT_LOGIN_ON_GET": True,
        "SOCIALACCOUNT_REQUESTS_TIMEOUT": 10,
    }
