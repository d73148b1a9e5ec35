"""Tests: an embedded server in a folder of its own, shared by the workers of one run, one database for each.

The folder is named in the environment before anything starts, so that all workers agree on it.
"""

import os
import tempfile
from pathlib import Path

from rivage.config.server import EmbeddedServer
from rivage.config.settings.base import *  # noqa: F403

MODE = "test"
DEBUG = False
STATE = Path(
    os.environ.setdefault("RIVAGE_TEST_STATE", f"{tempfile.gettempdir()}/rivage-test-{os.geteuid()}-{os.getpid()}")
)
SECRET_KEY = "only the tests know this one"  # noqa: S105 - guards nothing
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PUBLIC_HOST = "localhost"

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
RIVAGE_KEYS = STATE / "keys" / WORKER
RIVAGE_ROOT_KEY = RIVAGE_KEYS / "root.json"
RIVAGE_ANCHORS = STATE / "anchors" / WORKER
DATABASES = {"default": EmbeddedServer(STATE).settings_for("app", f"rivage_test_{WORKER}")}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
