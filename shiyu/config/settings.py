"""Django's settings, made from the table of `shiyu.config.table` and the city pack."""

from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from shiyu.base.words import Words
from shiyu.cli.postgres.places import APP_ROLE, OWNER_ROLE, Places
from shiyu.config.environment import SettingRefused, read_environment, require_in_production
from shiyu.config.folders import PACKAGE, installed_folders
from shiyu.config.keys import fill_keys
from shiyu.config.login import LOGIN_APPS, login_settings
from shiyu.config.logs import logging_of
from shiyu.config.pack import city_facts, city_folder
from shiyu.config.table import SETTINGS

_PRODUCTION = {"SHIYU_HTTPS": "1", "SHIYU_LOG_FORMAT": "json", "SHIYU_HOSTS": ","}


def _values() -> dict[str, Any]:
    """The environment's values; production takes no made-up key, no debug page and no unnamed host."""
    values = read_environment(SETTINGS)
    if values["SHIYU_ENV"] == "production":
        values = read_environment(SETTINGS, defaults=_PRODUCTION)
        require_in_production(SETTINGS, values=values)
        if values["SHIYU_DEBUG"]:
            raise SettingRefused("SHIYU_DEBUG", given="1", allowed=Words("正式环境中的 0", "0 in production"))
    else:
        fill_keys(values)
    values["SHIYU_CITY"] = city_folder(values["SHIYU_CITY"])
    return values


def _database(url: str, *, alias: str, role: str) -> dict[str, Any]:
    """One alias of `DATABASES` from an address; the embedded database where there is none."""
    given = conninfo_to_dict(url or Places(_V["SHIYU_HOME"]).url(role))
    # Who waits longer for a lock than people wait for a page is told to come back (503).
    wait = " -c lock_timeout=15s" if alias == "owner" else " -c lock_timeout=5s"
    options: dict[str, Any] = {
        "options": f"-c jit=off{wait}",
        "application_name": f"shiyu {alias}",
        "prepare_threshold": 5,
        **{name: value for name, value in given.items() if name not in {"host", "port", "user", "password", "dbname"}},
    }
    if alias == "default" and _V["SHIYU_DB_POOL"]:
        options["pool"] = {"min_size": 1, "max_size": _V["SHIYU_DB_POOL"], "timeout": _V["SHIYU_WEB_WAIT_SECONDS"]}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": given.get("dbname", ""),
        "USER": given.get("user", ""),
        "PASSWORD": given.get("password", ""),
        "HOST": given.get("host", ""),
        "PORT": given.get("port", ""),
        "OPTIONS": options,
        "CONN_HEALTH_CHECKS": alias == "default",
    }


_V = _values()
globals().update(_V)  # every row of the table is a setting under its own name
_CITY = city_facts(_V["SHIYU_CITY"])
_HTTPS: bool = _V["SHIYU_HTTPS"]

BASE_DIR = PACKAGE.parent
DEBUG: bool = _V["SHIYU_DEBUG"]
SECRET_KEY: str = _V["SHIYU_SECRET_KEY"]
# The keys as bytes, for the crypto provider of `base`.
DATA_KEY, INDEX_KEY, SEAL_KEY = (bytes.fromhex(_V[f"SHIYU_{name}_KEY"]) for name in ("DATA", "INDEX", "SEAL"))
DATA_KEYS_RETIRED = tuple(bytes.fromhex(key) for key in _V["SHIYU_DATA_KEYS_RETIRED"])
ALLOWED_HOSTS: list[str] = _V["SHIYU_HOSTS"]
CSRF_TRUSTED_ORIGINS: list[str] = _V["SHIYU_ORIGINS"]
ROOT_URLCONF = "shiyu.config.urls"
WSGI_APPLICATION = "shiyu.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_FOLDERS = installed_folders()
INSTALLED_APPS = [
    *(f"shiyu.{name}" for name in _FOLDERS),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "ninja",  # its pages of the API's documentation from our own machine, not from a CDN
    "procrastinate.contrib.django",
    *LOGIN_APPS,
]
AUTH_USER_MODEL = "city.Account"
AUTHENTICATION_BACKENDS = ["shiyu.city.logins.LockingBackend"]
# Tables of these are working tables of a library: the serving role may do with them what the library does.
FULL_RIGHTS_APPS = ("sessions", "procrastinate", "mfa", "socialaccount")

MIDDLEWARE = [
    "shiyu.config.metrics.count_requests",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",  # before the queue: a page's styles do not wait behind other pages
    "shiyu.config.compressing.Compressed",
    "shiyu.config.headers.content_policy",
    "shiyu.config.overload.shed_load",
    "shiyu.web.answers.Answers",
    "shiyu.web.sent_by_script.tell_where",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "shiyu.web.login.sitting.Sitting",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "shiyu.web.shell.shell",
                "shiyu.web.login.demo.banner",
            ]
        },
    }
]

DATABASES = {
    "default": _database(_V["DATABASE_URL"], alias="default", role=APP_ROLE),
    "owner": _database(_V["DATABASE_OWNER_URL"], alias="owner", role=OWNER_ROLE),
}

USE_TZ = True
TIME_ZONE: str = _CITY.time_zone
USE_I18N = True
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS: list[Path] = []

STATIC_URL = "/static/"
STATIC_ROOT: Path = _V["SHIYU_HOME"] / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "shiyu.config.static_files.NamedByContent"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("map", "png", "jpg", "webp", "woff2", "ico")  # for developers, or small already
MAP_KEY: str = _V["SHIYU_MAP_KEY"]
MEDIA_ROOT: Path = _V["SHIYU_HOME"] / "files"
MODELS_ROOT: Path = _V["SHIYU_HOME"] / "models"
PRINT_FONTS: list[str] = _V["SHIYU_PRINT_FONTS"]
DATA_UPLOAD_MAX_MEMORY_SIZE: int = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "shiyu.web.uploads.BoundedUploads",
]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}}]

globals().update(login_settings(_V))
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _HTTPS
CSRF_FAILURE_VIEW = "shiyu.web.stale_token.refuse"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
# The probes come from the machine itself, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING = logging_of(level=_V["SHIYU_LOG_LEVEL"], form=_V["SHIYU_LOG_FORMAT"])
