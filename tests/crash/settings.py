"""The demo's settings, its server included; mails are files that can be counted, and signing in is quick."""

from rivage.config.settings.demo import *  # noqa: F403
from rivage.config.settings.demo import STATE

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = STATE / "mails"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
