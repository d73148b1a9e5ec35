"""Rivage installs itself on Debian's PostgreSQL, and says that all is well."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from rivage.config.server import EmbeddedServer
from tests.services.__main__ import debian_binaries

pytestmark = pytest.mark.services
RIVAGE = [sys.executable, "-m", "rivage.config.cli"]


@pytest.fixture
def installation() -> Iterator[dict[str, str]]:
    """The environment of an installation of its own."""
    state = Path(tempfile.mkdtemp(prefix="rivage-debian-"))
    state.chmod(0o711)
    outside = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    yield {**outside, "RIVAGE_STATE": str(state)}
    EmbeddedServer(state).stop()
    shutil.rmtree(state)


@pytest.mark.django_db
def test_the_run_stands_on_the_server_of_debian() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        assert "Debian" in cursor.fetchone()[0]


def test_an_installation_migrates_twice_and_is_sound(installation: dict[str, str]) -> None:
    for word in ("migrate", "migrate", "check"):
        done = subprocess.run([*RIVAGE, word], env=installation, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    assert "Tout va bien" in done.stdout


def test_a_machine_without_the_server_is_told_its_package(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="Debian package postgresql"):
        debian_binaries(tmp_path)
