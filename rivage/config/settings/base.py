"""What every installation shares. Nothing here reads the environment, except what says so."""

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

PACKAGE = Path(__file__).resolve().parents[2]

# The order is the import order of the house: each app may import what stands above it. It is also the order in
# which their rows.sql are applied.
STANDING = [
    "rivage.core",
    "rivage.vault",
    "rivage.audit",
    "rivage.accounts",
    "rivage.doors",
    "rivage.associations",
    "rivage.people",
    "rivage.dossiers",
    "rivage.commissions",
    "rivage.decisions",
    "rivage.rights",
    "rivage.titles",
]
OVER_ALL = ["rivage.desk", "rivage.demo", "rivage.config"]
# Every other app stands beside those: it may import them, and no other that stands beside.
FOUND = {f"rivage.{path.parent.name}" for path in PACKAGE.glob("*/apps.py")}
BESIDE = sorted(FOUND - {*STANDING, *OVER_ALL})
HOUSE_APPS = [*STANDING, *BESIDE, *OVER_ALL]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "procrastinate.contrib.django",
    *HOUSE_APPS,
]

MIDDLEWARE = [
    # What adds headers stands around what may answer by itself.
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "rivage.core.middleware.LeaveNothing",
    "rivage.core.middleware.Secured",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "rivage.core.middleware.RefuseNul",
    "rivage.core.middleware.AtTheDoors",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "rivage.core.middleware.EndIdleSession",
    "rivage.doors.middleware.AskAgain",
    "rivage.accounts.middleware.ActingMembership",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "rivage.config.urls"
WSGI_APPLICATION = "rivage.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "rivage.accounts.context.acting",
            ],
        },
    },
]

LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

# The login of this process: "app" for the web, "worker" for jobs and commands, "owner" for migrations. Beside it, as
# aliases of DATABASES, those that it may speak as: the web has none but the doors (core/logins.py).
DATABASE_ROLE = os.environ.get("RIVAGE_ROLE", "app")


def beside(role: str) -> dict[str, str]:
    """The aliases that a process has beside its own login, and the login of each."""
    jobs = {"doors": "door", "facts": "facts", "sealer": "sealer"}
    return {"app": {"doors": "door"}, "worker": jobs}.get(role, {})


LOGINS_BESIDE = beside(DATABASE_ROLE)
DATABASE_ROUTERS = ["rivage.core.logins.Router"]

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "rivage.doors.passwords.GuessedFirst"},
]
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "/entrer"
# The socket of the process that holds the keysets (ADR 0041); without one, this process holds them.
RIVAGE_KEYS_SOCKET: Path | None = None
# Whom to tell of a flaw, mailto: or https: (config/security_txt.py); without it, the page is not there.
SECURITY_CONTACT = os.environ.get("RIVAGE_SECURITY_CONTACT", "")
# What an installation says of ProConnect (config/proconnect.py); without it, nothing of it is shown.
PROCONNECT: dict[str, Any] | None = None
# The demonstration has no telephones: its pages show the code that one would.
CODES_SHOWN = False

# Five tries in fifteen minutes from one address at one account. Neither is closed alone: five wrong words from
# anywhere would keep out a colleague, and five from one office everybody in it (H2, M1).
AXES_HANDLER = "axes.handlers.database.AxesDatabaseHandler"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "rivage.doors.brake.typed_address"
AXES_LOCKOUT_CALLABLE = "rivage.doors.views.entry.locked"
# Else whoever holds one account would wipe, by signing in, the tries made from the same place on all others.
AXES_RESET_ON_SUCCESS = False
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address"]
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_DISABLE_ACCESS_LOG = True
AXES_CLIENT_IP_CALLABLE = "rivage.doors.brake.line_of"
# How many proxies of ours stand before us; none means that X-Forwarded-For is never believed.
PROXIES = int(os.environ.get("RIVAGE_PROXIES", "0"))

SESSION_ENGINE = "rivage.config.sessions"
# Never in the session, which no page under /m/ writes.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SESSION_COOKIE_AGE = 9 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "rivage"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_NAME = "jeton"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "rivage.core.given_back.token_refused"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        # That of the page of a round without network (ADR 0055), and no other.
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
# Not "no-referrer": browsers then send "Origin: null" with our own forms, which the CSRF check refuses.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# Fields, not files: a file past 1 Mo waits on disk until the vault has taken it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
# What is sent is never plain on a disk (`core.uploads`).
FILE_UPLOAD_HANDLERS = ["rivage.core.uploads.SealedUpload"]
# The antivirus: the path of the socket of clamd, or host:port; without it, none looks at files.
CLAMD = ""
FILE_UPLOAD_PERMISSIONS = 0o600

STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EMAIL_SUBJECT_PREFIX = ""
# Seconds: a mail server that answers nothing holds back no other mail.
EMAIL_TIMEOUT = 20

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "quiet": {
            "()": "rivage.config.logs.QuietFormatter",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        },
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "quiet"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # What no view caught is printed by gunicorn, under a formatter of its own otherwise.
        "gunicorn.error": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # SQL carries values.
        "django.db.backends": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # It prints ids that a device sends.
        "fido2": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "axes": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # procrastinate prints the arguments of each job at INFO.
        "procrastinate": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
}
