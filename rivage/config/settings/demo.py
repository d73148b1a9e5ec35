"""The demo, and development: embedded server, plain http on this machine, invented people only."""

from rivage.config.server import EmbeddedServer
from rivage.config.settings.base import *  # noqa: F403
from rivage.config.settings.base import DATABASE_ROLE
from rivage.config.state import secret, state_folder

MODE = "demo"
DEBUG = False
STATE = state_folder()
SECRET_KEY = secret(STATE, "django")
RIVAGE_KEYS = STATE / "keys"
RIVAGE_ROOT_KEY = STATE / "keys" / "root.json"
RIVAGE_ANCHORS = STATE / "anchors"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

DATABASES = {"default": EmbeddedServer(STATE).settings_for(DATABASE_ROLE)}

WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
