"""The invented nation that is measured: its state folder, served and seeded, and who reads how many people in it."""

import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import UUID

from rivage.config.server import EmbeddedServer
from rivage.config.state import Trouble, state_folder

SEED = 1
# Perimeters of each role: how many people it reads.
SIZES = {
    "lead": """SELECT m.id, count(p.id) FROM accounts_membership m JOIN people_person p ON p.antenne_id = m.body_id
        WHERE m.role = 'lead' GROUP BY m.id""",
    "referent": """SELECT m.id, count(a.id) FROM accounts_membership m
        JOIN people_accompaniment a ON a.user_id = m.user_id WHERE m.role = 'referent' GROUP BY m.id""",
    "shared": """SELECT m.id, count(DISTINCT s.person_id) FROM accounts_membership m
        JOIN people_share s ON s.holder = '{holder}:' || m.departements[1]
        WHERE m.role = '{role}' AND s.starts <= now() AND s.ends > now() GROUP BY m.id""",
}
HOLDERS = {"delegate": "delegate", "secretary": "delegate", "desk": "desk", "payer": "payer"}


@dataclass(frozen=True, slots=True)
class Reader:
    """A membership and how many people it reads."""

    membership: UUID
    people: int


def folder(scale: str) -> Path:
    """Where the nation of a scale is kept: RIVAGE_STATE, or a folder beside the development's."""
    if "RIVAGE_STATE" in os.environ:
        return state_folder()
    base = state_folder()
    return base.with_name(f"{base.name}-bench-{scale}")


def prepare(state: Path, scale: str) -> None:
    """Seed the nation unless it is there, and bring it to the tables of today. Its server must be running."""
    environment = {**os.environ, "RIVAGE_STATE": str(state)}
    rivage = [sys.executable, "-m", "rivage.config.cli"]
    subprocess.run([*rivage, "migrate"], env=environment, check=True, stdout=subprocess.DEVNULL)
    server = EmbeddedServer(state)
    if int(server.psql("SELECT count(*) FROM accounts_user")) == 0:
        subprocess.run([*rivage, "seed", "--scale", scale, "--seed", str(SEED)], env=environment, check=True)
    elif server.psql("SELECT count(*) FROM accounts_user WHERE email LIKE 'admin1@%'").strip() == "0":
        raise Trouble(f"{state} tient une autre base : donnez à la mesure un dossier à elle.")


@cache
def readers(role: str, state: Path | None = None) -> list[Reader]:
    """Those of a role by how many people they read, fewest first; nobody who reads none."""
    asked = SIZES.get(role) or SIZES["shared"].format(holder=HOLDERS[role], role=role)
    lines = EmbeddedServer(state or state_folder()).psql(f"{asked} ORDER BY 2, 1").splitlines()
    cells = (line.split("|") for line in lines if line)
    return [Reader(UUID(key), int(count)) for key, count in cells]
