"""The 101 départements the default rules apply to; elsewhere, a sentence."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from rivage.law.facts import BadFact
from rivage.law.lawfile import Loader

PARIS = "75"
MAYOTTE = "976"
# Zones of national figures that are no region of their own.
OVERSEAS = "Outre-mer"
_JOINED = dict.fromkeys(("Provence-Alpes-Côte d’Azur", "Corse"), "Provence-Alpes-Côte d’Azur et Corse")

_FILE = Path(__file__).parent / "territory.yaml"


@dataclass(frozen=True, slots=True)
class Departement:
    """A département: INSEE code, name, region, IANA time zone."""

    code: str
    name: str
    region: str
    timezone: str


class NotADepartement(BadFact):
    """The default rules are not applied there."""


@lru_cache(maxsize=1)
def _territories() -> tuple[MappingProxyType[str, Departement], MappingProxyType[str, str]]:
    read: dict[str, Any] = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506 - the safe loader, in C when there is one
    found = {
        row["code"]: Departement(row["code"], row["nom"], row["region"], row.get("fuseau", "Europe/Paris"))
        for row in read["departements"]
    }
    return MappingProxyType(found), MappingProxyType(read["ailleurs"])


def departements() -> tuple[Departement, ...]:
    """Return the 101 départements in the order of their codes."""
    return tuple(_territories()[0].values())


def departement(code: str) -> Departement:
    """Return the département of that INSEE code. Raise NotADepartement, with its sentence, for anything else."""
    known, elsewhere = _territories()
    if isinstance(code, str) and code in known:
        return known[code]
    if isinstance(code, str) and code in elsewhere:
        raise NotADepartement("departement", elsewhere[code])
    raise NotADepartement("departement", "ce code n’est celui d’aucun département.")


def zone(code: str) -> str:
    """The zone of national figures: the region, Corse with Provence-Alpes-Côte d’Azur, overseas as one.

    Raise NotADepartement like `departement`.
    """
    region = departement(code).region
    return OVERSEAS if len(code) > 2 else _JOINED.get(region, region)
