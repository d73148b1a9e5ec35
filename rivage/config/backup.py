"""`rivage backup`: the data and the wrapped keys, dumped apart as rivage_backup.

The wrapped keys are two tables, left out of the data dump: kept 35 days at most, they make an erasure reach every
backup. Beside them a copy of the seals and of the erasure register. The keysets are not there: `rivage keys backup`.
"""

import os
import shutil
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rivage.config.binaries import installed, ready_binaries, server_user
from rivage.config.database_url import database_entry
from rivage.config.server import EmbeddedServer
from rivage.config.state import Trouble, state_folder

# Keys of people: wrapped by keysets, or on their way under a code.
KEYS_TABLES = ("vault_personkey", "people_transferkey")
# What a restored database has no use for: sessions end with the server, and the seal of contexts has a new key, which
# `rivage migrate` draws. The key of the digests of whom people set aside comes back from the key files.
LEFT_OUT = ("core_sealkey", "people_asidekey", "accounts_session")
DATA, KEYS, OUTSIDE = "donnees.dump", "cles-personnes.dump", "hors-base"


def run_tool(entry: dict[str, Any], binaries: Path | None, tool: str, arguments: Sequence[object]) -> None:
    """Run a PostgreSQL client against a database described as in Django's DATABASES. Raises Trouble."""
    command = str(binaries / tool) if binaries else tool
    address = {
        "PGHOST": entry["HOST"],
        "PGPORT": entry.get("PORT", ""),
        "PGUSER": entry["USER"],
        "PGPASSWORD": entry.get("PASSWORD", ""),
        "PGDATABASE": entry["NAME"],
    }
    environment = {**os.environ, **{name: str(value) for name, value in address.items() if value}}
    done = subprocess.run(
        [command, *map(str, arguments)], env=environment, capture_output=True, text=True, check=False, umask=0o077
    )
    if done.returncode:
        raise Trouble(f"{tool} a échoué : {done.stderr.strip()}")


def dump(entry: dict[str, Any], binaries: Path | None, folder: Path) -> None:
    """Write the two dumps into `folder`, readable by its owner alone. `entry` is rivage_backup's."""
    options = ["--format=custom", "--no-password"]
    without = [f"--exclude-table-data={table}" for table in (*KEYS_TABLES, *LEFT_OUT)]
    alone = ["--data-only", *(f"--table={table}" for table in KEYS_TABLES)]
    run_tool(entry, binaries, "pg_dump", [*options, *without, "-f", folder / DATA])
    run_tool(entry, binaries, "pg_dump", [*options, *alone, "-f", folder / KEYS])


def restore(entry: dict[str, Any], binaries: Path | None, folder: Path) -> None:
    """Read the two dumps into an empty database. `entry` is a superuser's: it gives the tables to their owner.

    `rivage migrate` comes next, with the key files in place: until then nobody enters.
    """
    run_tool(entry, binaries, "pg_restore", ["--exit-on-error", "-d", entry["NAME"], folder / DATA])
    run_tool(entry, binaries, "pg_restore", ["--exit-on-error", "-d", entry["NAME"], folder / KEYS])


def embedded_binaries(state: Path) -> Path:
    """The executables of the embedded server. Raises Trouble when there are none."""
    return ready_binaries(installed(), state / "bin", server_user())


def run(target: Path) -> int:
    """Make one backup in a new folder named after the instant, under `target`. Raises Trouble."""
    state = state_folder()
    if target.resolve().is_relative_to(state.resolve()):
        raise Trouble(f"{target} est dans le dossier de Rivage : choisissez un autre support.")
    address = os.environ.get("RIVAGE_BACKUP_DATABASE_URL")
    if "DATABASE_URL" in os.environ and not address:
        raise Trouble("RIVAGE_BACKUP_DATABASE_URL manque : l’adresse de la base sous le rôle rivage_backup.")
    entry = database_entry(address) if address else EmbeddedServer(state).settings_for("backup")
    folder = target / datetime.now(UTC).strftime("rivage-%Y%m%d-%H%M%S")
    folder.mkdir(mode=0o700, parents=True)
    dump(entry, None if address else embedded_binaries(state), folder)
    shutil.copytree(state / "anchors", folder / OUTSIDE)
    print(
        f"Sauvegarde écrite dans {folder}.\n"
        f"Le fichier {KEYS} se garde 35 jours au plus : au-delà, un effacement n’atteindrait pas les sauvegardes.\n"
        "Les clés des organismes n’y sont pas : rivage keys backup FICHIER, sur un autre support."
    )
    return 0
