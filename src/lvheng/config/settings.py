"""Settings of every process. What differs between machines comes from the environment (docs/reference/settings.md)."""

import os
import secrets
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from lvheng.operation.logs import log_settings

ROOT = Path(__file__).resolve().parents[3]
HOME = Path(os.environ.get("LVHENG_HOME", ROOT / ".lvheng"))
FONTS = os.environ.get("LVHENG_FONTS", "")
DEMONSTRATION = os.environ.get("LVHENG_DEMONSTRATION", "yes") == "yes"
DEBUG = os.environ.get("LVHENG_DEBUG") == "yes"
ALLOWED_HOSTS = [host.strip() for host in os.environ.get("LVHENG_HOSTS", "localhost,127.0.0.1,[::1]").split(",")]
# Behind a proxy that speaks HTTPS and says so; `lvheng.operation.safety` refuses production without it.
BEHIND_PROXY = os.environ.get("LVHENG_BEHIND_PROXY") == "yes"
# A process without a key of its own gets one that dies with it: safe by default, and sessions end with the process.
SECRET_KEY = os.environ.get("LVHENG_SECRET_KEY") or secrets.token_urlsafe(48)


def database_settings(conninfo: str) -> dict[str, Any]:
    """Django's settings of the database that a libpq connection string names."""
    parts: dict[str, Any] = dict(conninfo_to_dict(conninfo))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", "lvheng"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "OPTIONS": {**parts, "pool": {"min_size": 0, "max_size": 8, "timeout": 20}},
        "TEST": {"NAME": None},
    }


def city_provider(issuer: str, name: str) -> list[dict[str, Any]]:
    """allauth's settings of the city's identity provider; none without an issuer."""
    client, secret = (os.environ.get(name, "") for name in ("LVHENG_OIDC_CLIENT", "LVHENG_OIDC_SECRET"))
    told = {"provider_id": "city", "name": name, "client_id": client, "secret": secret}
    return [{**told, "settings": {"server_url": issuer}}] if issuer else []


DATABASES = {"default": database_settings(os.environ.get("LVHENG_DATABASE", "dbname=lvheng"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "lvheng.kernel",
    "lvheng.register",
    "lvheng.elicence",
    "lvheng.work",
    "lvheng.association",
    "lvheng.talent",
    "lvheng.inhouse",
    "lvheng.service",
    "lvheng.assessment",
    "lvheng.evaluation",
    "lvheng.party",
    "lvheng.plan",
    "lvheng.steering",
    "lvheng.workbench",
    "lvheng.portal",
    "lvheng.operation",
    "django.contrib.sitemaps",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "ninja",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "procrastinate.contrib.django",
]
MIDDLEWARE = [
    "lvheng.operation.headers.content_policy",
    "lvheng.operation.health.health",
    "lvheng.operation.requests.observed",
    "lvheng.operation.requests.readable",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lvheng.kernel.access.language.language_of_address",
    "lvheng.kernel.access.public_pages.kept_pages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "lvheng.api.entrance.paced",
    "lvheng.kernel.access.middleware.one_transaction",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lvheng.kernel.access.middleware.viewer",
    "lvheng.kernel.access.sessions.guarded_sessions",
]
ROOT_URLCONF = "lvheng.config.urls"
WSGI_APPLICATION = "lvheng.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lvheng.workbench.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "lvheng.workbench.templatetags.parts",
                "lvheng.portal.templatetags.spoken",
            ],
        },
    }
]

AUTH_USER_MODEL = "kernel.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/account/login/"
LOGIN_REDIRECT_URL = "/work/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "lvheng.kernel.identity.adapter.NoSignUp"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# Five wrong passwords close a login for a quarter of an hour, counted in the database for all processes.
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,5/900s/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kernel_cache"},
    # The public's pages, in the memory of each web process: nothing shared could answer as fast.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 1_000},
    },
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "律衡"
MFA_ADAPTER = "lvheng.kernel.access.signing_in.Factors"
SOCIALACCOUNT_ADAPTER = "lvheng.kernel.access.signing_in.CityProvider"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form may not lead to another host (content policy); the provider asks by itself
# The city's identity provider: off unless its three values are there.
OIDC_ISSUER = os.environ.get("LVHENG_OIDC_ISSUER", "")
OIDC_NAME = os.environ.get("LVHENG_OIDC_NAME", "市统一身份认证") if OIDC_ISSUER else ""
OIDC_LOGIN_CLAIM = os.environ.get("LVHENG_OIDC_CLAIM", "preferred_username")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": city_provider(OIDC_ISSUER, OIDC_NAME)}
}

PROCRASTINATE_IMPORT_PATHS = [
    "lvheng.elicence.tasks",
    "lvheng.kernel.acts.tasks",
    "lvheng.kernel.desk.tasks",
    "lvheng.kernel.documents.tasks",
    "lvheng.kernel.tables.tasks",
    "lvheng.operation.tasks",
    "lvheng.steering.tasks",
]
# Notices go by mail to those who want it, if there is a server to take it.
EMAIL_HOST = os.environ.get("LVHENG_MAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("LVHENG_MAIL_PORT", "587"))
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL_PORT not in (25, 465), EMAIL_PORT == 465
EMAIL_HOST_USER = os.environ.get("LVHENG_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("LVHENG_MAIL_PASSWORD", "")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("LVHENG_MAIL_FROM", EMAIL_HOST_USER)
ADDRESS = os.environ.get("LVHENG_ADDRESS", f"https://{ALLOWED_HOSTS[0]}").rstrip("/")

LANGUAGE_CODE = "zh-hans"
SECURITY_CONTACT = os.environ.get("LVHENG_SECURITY_CONTACT", "")
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]  # the public's pages are in both; the address says which
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 3600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "lvheng.workbench.errors.stale_form"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_PROXY
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if BEHIND_PROXY else 0
LOGGING = log_settings(os.environ.get("LVHENG_LOG", ""), HOME)
