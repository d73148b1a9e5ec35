"""The private PostgreSQL of the demo and the tests: one server per state folder.

We run initdb and pg_ctl of the installed binaries ourselves: unix socket only, peer authentication, and only the OS
user who runs Rivage may come in. Production uses its own server, through DATABASE_URL.
"""

import fcntl
import os
import shutil
import socket
import stat
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from rivage.config.binaries import (
    OsUser,
    Postgres,
    current_user,
    drop_other_copies,
    give,
    installed,
    major_version,
    may_traverse,
    ready_binaries,
    server_user,
)
from rivage.config.state import Trouble, checkout_mark, prepare_state

HERE = Path(__file__).resolve().parent
# Of every entry of Django's DATABASES. A connection is kept from one request to the next, and asked first whether it
# still answers: to open one costs more than most pages (ADR 0030).
KEPT = {"ENGINE": "rivage.core.db", "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
DATABASE = "rivage"
ROLES = ("postgres", *(f"rivage_{name}" for name in "owner app worker door facts sealer backup".split()))
FREE_BYTES_NEEDED = 256 * 1024 * 1024
SOCKET_NAME = ".s.PGSQL.5432"
# The kernel refuses a socket path over 107 bytes; PostgreSQL's own lock file adds five to it.
SOCKET_PATH_LIMIT = 100
START_SECONDS = 30.0
# By this name `rivage check` knows it: nobody updates this server as Debian updates its own.
CLUSTER_NAME = "rivage-embedded"

SETTINGS = {
    "cluster_name": CLUSTER_NAME,
    "listen_addresses": "",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # A broken constraint would otherwise print the row of a person in the server's log.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_min_duration_statement": "-1",
    "idle_in_transaction_session_timeout": "60s",
    "lock_timeout": "5s",
    "statement_timeout": "30s",
}


class ServerTrouble(Trouble):
    """The embedded server can't run here; the message is the French sentence to show."""


@dataclass(frozen=True)
class SocketInfo:
    """Where the running server listens, and the OS user that a client must find behind the socket."""

    folder: Path
    owner: str
    attached: bool


def free_bytes(folder: Path) -> int:
    return shutil.disk_usage(folder).free


def answers(path: Path) -> bool:
    """Whether some process accepts connections on the unix socket `path`."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(2)
        try:
            client.connect(str(path))
        except OSError:
            return False
    return True


def socket_folder(state: Path) -> Path:
    """`run` in the state folder, or a short temporary folder when that path would be too long for a socket."""
    near = state / "run"
    if len(os.fsencode(near / SOCKET_NAME)) <= SOCKET_PATH_LIMIT:
        return near
    return Path("/tmp") / f"rivage-{checkout_mark(state)}"  # noqa: S108 - owner and mode are verified before use


def _alone_on(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class EmbeddedServer:
    """One server on one state folder. `find` and `free` are replaced by tests only."""

    def __init__(
        self,
        state: Path,
        *,
        find: Callable[[], Postgres | None] = installed,
        free: Callable[[Path], int] = free_bytes,
    ) -> None:
        self.state = state
        self.data = state / "pg"
        self.log = state / "log" / "postgresql.log"
        self.socket_folder = socket_folder(state)
        self.kept = state / "server.kept"
        self._users_lock = state / "users.lock"
        self._postgres = find()
        self._free = free

    def ensure_running(self) -> SocketInfo:
        """Start the server, or attach to it when it already serves this folder; roles and database are then there.

        Raises ServerTrouble, with the sentence to show, when the server can't run.
        """
        prepare_state(self.state)
        with self._alone():
            user = server_user()
            binaries = self._prepare(user)
            attached = self._serving()
            if not attached:
                drop_other_copies(self.state / "bin", binaries)
                self._start(binaries, user)
            self._wait_until_ready(binaries)
            self._prepare_database(DATABASE)
        return SocketInfo(self.socket_folder, user.name, attached)

    @contextmanager
    def served(self) -> Iterator[SocketInfo]:
        """The server runs for the length of the block; the last process to leave stops it, unless asked to keep it.

        A shared lock counts the processes, so that one killed with -9 is not counted for ever.
        """
        prepare_state(self.state)
        with self._users_lock.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH)
            try:
                yield self.ensure_running()
            finally:
                if not self.kept.exists() and _alone_on(lock):
                    self.stop()

    def in_use(self) -> bool:
        """Whether some process is inside `served()`."""
        prepare_state(self.state)
        with self._users_lock.open("w") as lock:
            return not _alone_on(lock)

    def stop(self) -> None:
        """Stop the server, if it runs; clients are cut, what they committed stays."""
        if not self._serving():
            return
        user = server_user()
        binaries = ready_binaries(self._postgres, self.state / "bin", user)
        done = self._run([binaries / "pg_ctl", "-w", "-m", "fast", "-D", self.data, "stop"], user)
        # Another process may have stopped it meanwhile.
        if done.returncode and self._serving():
            raise ServerTrouble(f"Le serveur de base de données ne s’arrête pas : {done.stderr.strip()}")

    def prepare_database(self, name: str) -> None:
        """Create the roles, the database `name` owned by rivage_owner, and its default privileges. Idempotent."""
        with self._alone():
            self._prepare_database(name)

    def _prepare_database(self, name: str) -> None:
        self.psql((HERE / "roles.sql").read_text(encoding="utf-8"), database="postgres")
        if name not in self.psql("SELECT datname FROM pg_database", database="postgres").splitlines():
            self.psql(f'CREATE DATABASE "{name}" OWNER rivage_owner', database="postgres")
        self.psql(
            f'REVOKE ALL ON DATABASE "{name}" FROM PUBLIC;'
            f'GRANT CONNECT ON DATABASE "{name}" TO {", ".join(ROLES[2:])};',
            database="postgres",
        )
        self.psql((HERE / "database.sql").read_text(encoding="utf-8"), database=name)

    def psql(self, sql: str, user: str = "postgres", database: str = DATABASE) -> str:
        """Run `sql` through psql, stopping at the first error, and give its unaligned output."""
        owner = server_user()
        binaries = ready_binaries(self._postgres, self.state / "bin", owner)
        command = [binaries / "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-h", self.socket_folder]
        done = self._run([*command, "-U", user, "-d", database], current_user(), sql)
        if done.returncode:
            raise ServerTrouble(f"La base de données a refusé une commande : {done.stderr.strip()}")
        return done.stdout

    def settings_for(self, role: str, database: str = DATABASE) -> dict[str, object]:
        """The entry of Django's DATABASES for `role` ("app", "owner"… or "postgres"); starts nothing."""
        user = role if role == "postgres" else f"rivage_{role}"
        if user not in ROLES:
            raise ValueError(f"unknown role {role!r}")
        return {**KEPT, "NAME": database, "USER": user, "HOST": str(self.socket_folder), "PORT": ""}

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time decides whether to start the server."""
        with (self.state / "server.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _prepare(self, user: OsUser) -> Path:
        """Folders with the right owners, executables, data folder. Gives the folder of the executables."""
        if self._free(self.state) < FREE_BYTES_NEEDED:
            raise ServerTrouble(
                f"Il reste trop peu de place sur le disque de {self.state} : il faut au moins "
                f"{FREE_BYTES_NEEDED // 1024**2} Mio libres. Libérez de la place, puis relancez."
            )
        if not may_traverse(user, self.state):
            raise ServerTrouble(
                f"L’utilisateur « {user.name} », qui fait tourner PostgreSQL, n’a pas accès au dossier {self.state}. "
                "Choisissez un autre dossier avec RIVAGE_STATE."
            )
        for name in ("bin", "log"):
            self._folder(self.state / name, user, 0o755)
        self._folder(self.socket_folder, user, 0o700)
        binaries = ready_binaries(self._postgres, self.state / "bin", user)
        self._initialise(binaries, user)
        self._configure(user)
        return binaries

    def _folder(self, path: Path, user: OsUser, mode: int) -> None:
        try:
            path.mkdir(mode=mode, exist_ok=True)
            found = path.lstat()
            if stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid():
                path.chmod(mode)
                os.chown(path, user.uid, user.gid)
                found = path.lstat()
        except OSError as error:
            raise ServerTrouble(f"Le dossier {path} ne peut pas être écrit ({error.strerror}).") from error
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != user.uid or found.st_mode & 0o022:
            raise ServerTrouble(
                f"Le dossier {path} n’appartient pas à « {user.name} », ou d’autres peuvent y écrire. Supprimez-le."
            )

    def _initialise(self, binaries: Path, user: OsUser) -> None:
        """initdb in a folder renamed when complete, so that an interrupted one leaves nothing half made."""
        major = major_version(binaries)
        version = self.data / "PG_VERSION"
        if version.is_file():
            found = version.read_text(encoding="ascii").strip()
            if found != str(major):
                raise ServerTrouble(
                    f"Les données de {self.data} ont été écrites par PostgreSQL {found}, alors que Rivage utilise la "
                    f"version {major}. Restaurez une sauvegarde dans un nouveau dossier, sans toucher à celui-ci."
                )
            return
        fresh = Path(tempfile.mkdtemp(prefix="pg-new-", dir=self.state))
        give(fresh, user)
        # Up to 16 PostgreSQL has no C.UTF-8 of its own: that of the system sorts the same.
        builtin = "--locale-provider=builtin --builtin-locale=C.UTF-8 --locale=C"
        options = f"-U postgres --encoding=UTF8 --data-checksums {builtin if major >= 17 else '--locale=C.UTF-8'}"
        command = [binaries / "initdb", "-D", fresh, *options.split(), "--auth-local=peer", "--auth-host=reject"]
        done = self._run(command, user)
        if done.returncode:
            shutil.rmtree(fresh, ignore_errors=True)
            raise ServerTrouble(f"La base de données n’a pas pu être créée : {done.stderr.strip()}")
        with (fresh / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write("include 'rivage.conf'\n")
        fresh.rename(self.data)

    def _configure(self, user: OsUser) -> None:
        """Write the settings and the only people allowed in: the OS user who runs Rivage, under our four roles."""
        lines = [f"{name} = '{value}'" for name, value in SETTINGS.items()]
        lines += [f"unix_socket_directories = '{self.socket_folder}'", "unix_socket_permissions = 0700"]
        us = current_user().name
        contents = {
            "rivage.conf": lines,
            "pg_hba.conf": ["local all all peer map=rivage"],
            "pg_ident.conf": [f'rivage "{us}" {role}' for role in ROLES],
        }
        for name, text in contents.items():
            path = self.data / name
            path.write_text("\n".join(text) + "\n", encoding="utf-8")
            if not user.is_us:
                os.chown(path, user.uid, user.gid)

    def _serving(self) -> bool:
        """Whether a live server works on this data folder, whatever the pid file says."""
        pid = self._pid()
        if pid is None:
            return False
        # Without -ww, ps cuts the line at the width of a terminal it finds.
        command = ["ps", "-ww", "-o", "args=", "-p", str(pid)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return str(self.data) in done.stdout

    def _pid(self) -> int | None:
        try:
            return int((self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])
        except (FileNotFoundError, ValueError, IndexError, NotADirectoryError):
            return None

    def _start(self, binaries: Path, user: OsUser) -> None:
        if answers(self.socket_folder / SOCKET_NAME):
            raise ServerTrouble(
                f"Un autre serveur répond déjà dans {self.socket_folder}. Arrêtez-le, ou choisissez un autre dossier "
                "avec RIVAGE_STATE."
            )
        self._disown_pid_file()
        command = [binaries / "pg_ctl", "-w", "-s", "-t", "20", "-D", self.data, "-l", self.log, "start"]
        deadline = time.monotonic() + START_SECONDS
        while True:
            done = self._run(command, user)
            if done.returncode == 0:
                return
            # After a kill -9 the children of the dead server need a moment to leave the shared memory.
            if time.monotonic() > deadline:
                raise ServerTrouble(
                    f"Le serveur de base de données ne démarre pas. Son journal est dans {self.log}. "
                    f"{done.stderr.strip()}"
                )
            time.sleep(0.3)

    def _disown_pid_file(self) -> None:
        """A pid file left by a killed server may name a pid since given to a stranger: PostgreSQL would not start.

        Only that number is replaced, by one no process can have: PostgreSQL still checks the shared memory named in
        the file, so that children of the dead server are never ignored.
        """
        pid = self._pid()
        path = self.data / "postmaster.pid"
        if pid is None:
            path.unlink(missing_ok=True)
            return
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join([f"{2**30}\n", *lines[1:]]), encoding="utf-8")

    def _wait_until_ready(self, binaries: Path) -> None:
        deadline = time.monotonic() + START_SECONDS
        probe = [binaries / "pg_isready", "-q", "-h", self.socket_folder]
        while self._run(probe, current_user()).returncode:
            if time.monotonic() > deadline:
                raise ServerTrouble(f"Le serveur de base de données ne répond pas. Son journal est dans {self.log}.")
            time.sleep(0.05)

    def _run(
        self, command: Sequence[object], user: OsUser, text: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
        return subprocess.run(
            [str(part) for part in command],
            input=text,
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            env=environment,
            user=user.switch_uid,
            group=user.switch_gid,
            extra_groups=user.switch_groups,
        )
