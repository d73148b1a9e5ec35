import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest

from rivage.config import cli, demo
from rivage.config.server import EmbeddedServer
from rivage.config.state import Trouble, secret, state_folder

RIVAGE = [sys.executable, "-m", "rivage.config.cli"]


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="rivage-demo-"))
    folder.chmod(0o711)
    monkeypatch.setenv("RIVAGE_STATE", str(folder))
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE")
    yield folder
    EmbeddedServer(folder).stop()
    shutil.rmtree(folder)


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind((demo.HOST, 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.mark.journey
def test_the_demo_serves_on_a_free_port_and_leaves_nothing_behind(state: Path, taken_port: int) -> None:
    command = [*RIVAGE, "demo", "--port", str(taken_port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as running:
        assert running.stdout is not None
        said = []
        for line in running.stdout:
            said.append(line)
            if address := re.search(r"à l’adresse (http\S+)", line):
                break
        else:
            pytest.fail("".join(said))
        assert f"Le port {taken_port} est pris" in "".join(said)
        with urllib.request.urlopen(f"{address[1]}/etat", timeout=30) as response:
            assert response.read() == b"ok"
        children = subprocess.run(
            ["ps", "-ww", "-eo", "ppid=,args="], capture_output=True, text=True, check=True
        ).stdout
        ours = [line for line in children.splitlines() if line.split()[0] == str(running.pid)]
        assert len([line for line in ours if "gunicorn" in line or "procrastinate worker" in line]) == 2
        refused = subprocess.run([*RIVAGE, "demo-reset"], capture_output=True, text=True, check=False)
        assert refused.returncode == 1
        assert "en marche" in refused.stderr
        running.send_signal(signal.SIGINT)
        rest = running.stdout.read()
        assert running.wait() == 0, rest
    listed = subprocess.run(["ps", "-ww", "-eo", "args="], capture_output=True, text=True, check=True).stdout
    assert str(state) not in listed
    assert subprocess.run([*RIVAGE, "demo-reset"], check=False, stdout=subprocess.DEVNULL).returncode == 0
    assert not (state / "pg").exists()


def test_a_trouble_is_one_sentence_and_a_failure(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("RIVAGE_STATE", str(tmp_path / "file" / "state"))
    assert cli.main(["migrate"]) == 1
    said = capsys.readouterr().err
    assert "ne peut pas être écrit" in said
    assert "Traceback" not in said


def test_the_data_of_production_are_never_reset(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RIVAGE_STATE", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "postgresql://rivage_app@db.example/rivage")
    (tmp_path / "pg").mkdir()
    assert cli.main(["demo-reset"]) == 1
    assert "DATABASE_URL" in capsys.readouterr().err
    assert (tmp_path / "pg").exists()


def test_an_unknown_word_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["check", "everything"])
    assert "everything" in capsys.readouterr().err


def test_no_free_port_is_a_sentence(monkeypatch: pytest.MonkeyPatch, taken_port: int) -> None:
    monkeypatch.setattr(demo, "PORTS_TRIED", 1)
    with pytest.raises(Trouble, match="Aucun port"):
        demo.listening_socket(taken_port)


def test_each_checkout_has_its_own_state(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RIVAGE_STATE", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", "/home/someone/state")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert state_folder().parent == Path("/var/lib/rivage")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert state_folder().parent == Path("/home/someone/state/rivage")
    assert re.fullmatch("[0-9a-f]{8}", state_folder().name)


def test_a_secret_is_drawn_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    first = secret(tmp_path, "django")
    assert len(first) >= 40
    assert secret(tmp_path, "django") == first
    assert (tmp_path / "keys" / "django").stat().st_mode & 0o077 == 0
    assert secret(tmp_path / "other", "django") != first


def test_l7_the_web_server_opens_no_socket_of_control() -> None:
    with socket.socket() as listener, mock.patch.object(demo.subprocess, "Popen") as opened:
        demo.web(listener)
    assert "--no-control-socket" in opened.call_args.args[0]
    assert opened.call_args.args[0][-1] == "rivage.config.wsgi"


def test_l10_a_web_process_that_falls_leaves_no_memory_behind() -> None:
    served = (Path(demo.__file__).parent / "wsgi.py").read_text(encoding="utf-8")
    assert "resource.setrlimit(resource.RLIMIT_CORE, (0, 0))" in served
