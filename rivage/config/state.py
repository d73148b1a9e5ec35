"""The state folder: everything of one installation that is not code.

    pg/       data of the embedded PostgreSQL, owned by the server's OS user, 0700
    bin/      copy of the server's binaries, when the server runs as another OS user
    run/      its unix socket
    log/      its log
    keys/     secrets of the application, 0700, never in a database dump
    anchors/  seals of the trace, appended outside the database

Two checkouts on one machine have two state folders, so that they never share a database by accident.
"""

import hashlib
import os
import secrets
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


class Trouble(Exception):
    """Something a person must mend before Rivage can start; the message is the French sentence to show her."""


def checkout_mark(checkout: Path = CHECKOUT) -> str:
    """Eight hexadecimal digits that differ from one checkout to the next."""
    return hashlib.sha256(str(checkout).encode()).hexdigest()[:8]


def state_folder() -> Path:
    """Where this installation keeps its state: RIVAGE_STATE, or a folder named after the checkout."""
    chosen = os.environ.get("RIVAGE_STATE")
    if chosen:
        return Path(chosen).absolute()
    if os.geteuid() == 0:
        return Path("/var/lib/rivage") / checkout_mark()
    home = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(home) / "rivage" / checkout_mark()


def prepare_state(state: Path) -> None:
    """Create the state folder and what the application itself writes there. Raises Trouble when it can't."""
    try:
        state.mkdir(mode=0o711, parents=True, exist_ok=True)
        for name in ("keys", "anchors"):
            (state / name).mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise Trouble(
            f"Le dossier {state} ne peut pas être écrit ({error.strerror}). Choisissez-en un autre avec RIVAGE_STATE."
        ) from error


def secret(state: Path, name: str) -> str:
    """The random secret `name` of this installation (43 characters), made on first use, readable by its owner only."""
    prepare_state(state)
    path = state / "keys" / name
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(32))
    return path.read_text(encoding="ascii").strip()
