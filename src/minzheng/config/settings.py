"""Django's settings. What differs between installations comes from ``environment``."""

import secrets
from pathlib import Path

from minzheng.config.database.connection import django_database
from minzheng.config.environment import read_environment
from minzheng.config.logs import log_configuration
from minzheng.kernel.access.login_settings import *  # noqa: F403 - every name there is a setting

ENVIRONMENT = read_environment()
MINZHENG_HOME = ENVIRONMENT.home
PRODUCTION = ENVIRONMENT.production
MINZHENG_MASTER_KEY = ENVIRONMENT.master_key
DEBUG = ENVIRONMENT.debug
# Without a key of its own an installation gets a new one in every process: nothing is guessable,
# and `minzheng check --deploy` says what is missing.
SECRET_KEY = ENVIRONMENT.secret_key or secrets.token_urlsafe(50)
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)

_SOURCE = Path(__file__).resolve().parent.parent

INSTALLED_APPS = [
    # First: its templates take the place of the kernel's and of allauth's.
    "minzheng.interfaces.desk",
    "minzheng.interfaces.portal",
    "minzheng.kernel.protection",
    "minzheng.kernel.audit",
    "minzheng.kernel.access",
    "minzheng.kernel.registry",
    "minzheng.kernel.residents",
    "minzheng.kernel.documents",
    "minzheng.kernel.exchange",
    "minzheng.kernel.casework",
    "minzheng.kernel.entitlements",
    "minzheng.kernel.payments",
    "minzheng.interfaces.api",
    "minzheng.config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "minzheng.kernel.access.headers.HeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    # It opens the transaction of the request and says who sees what.
    "minzheng.kernel.access.middleware.AccessMiddleware",
    # Within that transaction.
    "minzheng.interfaces.api.budget.BudgetMiddleware",
]

ROOT_URLCONF = "minzheng.config.urls"
WSGI_APPLICATION = "minzheng.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "minzheng.kernel.access.headers.csp_nonce",
                "minzheng.interfaces.desk.shell.shell",
                "minzheng.interfaces.portal.frame.frame",
            ]
        },
    }
]

# --- the database ---------------------------------------------------------------------------------
DATABASES = {"default": django_database(ENVIRONMENT)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Used one-time codes and counted attempts: every process of the server must know of them. No page,
# no row and no name is cached.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": MINZHENG_HOME / "cache",
    }
}

# --- language and time ----------------------------------------------------------------------------
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [_SOURCE / "interfaces" / "desk" / "locale"]

# --- who signs in, and how ------------------------------------------------------------------------
# Everything else about accounts, second factors, lockout and sessions: access/login_settings.py.
SESSION_COOKIE_SECURE = PRODUCTION
# `__Host-`: the browser takes it only over TLS, and for this host alone.
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "csrftoken"
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_FAILURE_VIEW = "minzheng.config.failures.forbidden"
LANGUAGE_COOKIE_SECURE = PRODUCTION
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

# --- the wire -------------------------------------------------------------------------------------
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if PRODUCTION else 0
SECURE_SSL_REDIRECT = PRODUCTION
# Whoever watches over the service asks from the machine itself, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^health$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.behind_proxy else None
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
# Nothing leaves the bureau by mail.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

# --- pages ----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
_VENDOR = ENVIRONMENT.assets / "vendor"
STATICFILES_DIRS = [("vendor", _VENDOR)] if _VENDOR.is_dir() else []
LETTER_FONTS = ENVIRONMENT.assets / "fonts"
"""The fonts that letters are set in; they are no files of the web."""

WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 0 if DEBUG else 3600
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- what is written down -------------------------------------------------------------------------
LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = log_configuration()
