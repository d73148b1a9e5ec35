"""The demo, and development: embedded server, plain http on this machine, invented people only."""

import os

from rivage.config.server import EmbeddedServer
from rivage.config.settings.base import *  # noqa: F403
from rivage.config.settings.base import DATABASE_ROLE, LOGINS_BESIDE
from rivage.config.state import secret, state_folder

MODE = "demo"
DEBUG = False
CODES_SHOWN = True
STATE = state_folder()
SECRET_KEY = secret(STATE, "django")
RIVAGE_KEYS = STATE / "keys"
RIVAGE_ROOT_KEY = STATE / "keys" / "root.json"
RIVAGE_ANCHORS = STATE / "anchors"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
# Where `rivage demo` answers, for the links in mails and for passkeys.
PUBLIC_HOST = os.environ.get("RIVAGE_DEMO_HOST", "localhost")

SERVER = EmbeddedServer(STATE)
DATABASES = {alias: SERVER.settings_for(role) for alias, role in {"default": DATABASE_ROLE, **LOGINS_BESIDE}.items()}

WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Read by the page of the demonstration (demo.mails).
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = STATE / "courriels"
