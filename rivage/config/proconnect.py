"""What an installation says of ProConnect, and whether it holds."""

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from rivage.config.state import Trouble

PREFIX = "RIVAGE_PROCONNECT_"
NEEDED = ("ISSUER", "CLIENT", "SECRET")
# The levels by which ProConnect says that two factors were given (its documentation, double authentification, 2026).
TWO_FACTORS = (
    "eidas2",
    "eidas3",
    "https://proconnect.gouv.fr/assurance/self-asserted-2fa",
    "https://proconnect.gouv.fr/assurance/consistency-checked-2fa",
)


def from_environment(environment: Mapping[str, str]) -> dict[str, Any] | None:
    """The setting `PROCONNECT`; None where nothing is said of it. Raises Trouble when a part is missing."""
    given = {name: environment.get(f"{PREFIX}{name}", "").strip() for name in (*NEEDED, "ALGORITHM", "ACR")}
    if not any(given.values()):
        return None
    missing = [f"{PREFIX}{name}" for name in NEEDED if not given[name]]
    if missing:
        raise Trouble(f"ProConnect n’est réglé qu’à moitié : il manque {', '.join(missing)}.")
    return {
        "issuer": given["ISSUER"].rstrip("/"),
        "client": given["CLIENT"],
        "secret": Path(given["SECRET"]),
        "algorithm": given["ALGORITHM"] or "RS256",
        "two_factors": tuple(given["ACR"].split()) or TWO_FACTORS,
    }


def troubles() -> Iterator[str]:
    """What is wrong with the settings, and bodies that ask for a ProConnect that is not set."""
    set_here: dict[str, Any] | None = settings.PROCONNECT
    if set_here is None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM accounts_body WHERE by_proconnect")
            many = cursor.fetchone()[0]
        if many:
            yield f"ProConnect n’est pas réglé, et {many} organismes l’exigent : personne n’y entre ({PREFIX}ISSUER)."
        return
    parts = urlsplit(set_here["issuer"])
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment or parts.username is not None:
        yield f"L’émetteur de ProConnect doit être une adresse https, sans rien après son chemin ({PREFIX}ISSUER)."
    if set_here["algorithm"] not in ("RS256", "ES256"):
        yield f"ProConnect signe en RS256 ou en ES256, rien d’autre n’est accepté ({PREFIX}ALGORITHM)."
    if "eidas1" in set_here["two_factors"]:
        yield f"eidas1 ne dit pas que deux facteurs ont été donnés : retirez-le ({PREFIX}ACR)."
    yield from _secret(set_here["secret"])


def _secret(path: Path) -> Iterator[str]:
    try:
        empty, seen = not path.read_text(encoding="utf-8").strip(), path.stat()
    except (OSError, ValueError):
        yield f"Le fichier du secret de ProConnect, {path}, ne se lit pas ({PREFIX}SECRET)."
        return
    if empty:
        yield f"Le fichier du secret de ProConnect, {path}, est vide."
    if stat.S_IMODE(seen.st_mode) & 0o077:
        yield f"Le fichier du secret de ProConnect, {path}, est ouvert à d’autres que son propriétaire."
    if seen.st_uid != os.geteuid():
        yield f"Le fichier du secret de ProConnect, {path}, n’appartient pas à l’utilisateur qui fait tourner Rivage."
