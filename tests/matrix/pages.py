"""The pages of the matrix: each URL under /m/, its arguments, and what the policy says of each reader."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import uuid4

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from rivage.accounts import policies
from tests.matrix.scene import Scene

ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")
# Arguments that name no object of the scene.
FIXED: dict[str, Any] = {
    "part": "account", "kind": "decision", "form": "pdf", "format": "pdf", "recipient": "person",
    "rule": "parcours.periode_mois", "right": "sante", "reader": "banque",
    "domain": "work", "year": 2025, "paper": "demande", "sheet": "donnees", "blank": "demande",
}  # fmt: skip


@cache
def routes() -> dict[str, tuple[str, ...]]:
    """Every page under /m/<membership>/ with the names of its other arguments."""
    found: dict[str, tuple[str, ...]] = {}

    def walk(patterns: list[Any], space: str, inside: bool, names: tuple[str, ...]) -> None:
        for entry in patterns:
            # Not `entry.pattern.converters`: Django shares that mapping between patterns and adds to it.
            here = (*names, *ARGUMENT.findall(str(entry.pattern)))
            if isinstance(entry, URLResolver):
                name = f"{space}{entry.namespace}:" if entry.namespace else space
                walk(entry.url_patterns, name, inside or "membership" in here, here)
            elif isinstance(entry, URLPattern) and inside:
                found[f"{space}{entry.name}"] = tuple(n for n in here if n != "membership")

    walk(get_resolver().url_patterns, "", False, ())
    return found


@dataclass(frozen=True)
class Cell:
    """One page for one reader about one person (`""` when the page names nobody)."""

    page: str
    reader: str
    person: str

    def url(self, scene: Scene, unknown: bool = False) -> str:
        membership = scene.world[self.reader].pk
        values = {name: self._value(scene, name, unknown) for name in routes()[self.page]}
        return reverse(self.page, kwargs={"membership": membership, **values})

    def _value(self, scene: Scene, name: str, unknown: bool) -> Any:
        known = scene.objects.get(self.person or "deposee", {})
        if name in known:
            return uuid4() if unknown else known[name]
        if name in FIXED:
            return FIXED[name]
        return uuid4() if unknown else scene.common(name, self.reader)

    def _near(self, scene: Scene, departements: list[str]) -> bool:
        of_commission = {"seance", "member", "seat", "copy", "order", "agrement", "fundaid"} & set(routes()[self.page])
        return not of_commission or bool(set(departements) & set(scene.seances))

    def opens(self, scene: Scene, method: str) -> bool:
        """What the policy file says, on the relations that the scene states by hand."""
        page = policies.pages()[self.page]
        membership = scene.world[self.reader]
        relation = page.roles(method).get(membership.role)
        if relation is None:
            return False
        if not self.person:
            # Creuse has no session in the scene: its readers try one of Gironde.
            return relation != "departement" or self._near(scene, membership.departements)
        slices = scene.slices(self.reader, self.person)
        own = scene.people[self.person].antenne_id == membership.body_id
        return {
            "list": True,
            "self": True,
            "body": True,
            "departement": scene.people[self.person].departement in membership.departements,
            "accompanied": "all" in slices and own,
            "antenne": own,
            "shared": page.slice in slices,
        }[relation]


def cells(scene: Scene, pages: Iterable[str]) -> Iterator[Cell]:
    """Every reader × person of these pages; a page that names nobody once a reader."""
    for page in pages:
        names = routes()[page]
        about_people = any(name in scene.objects[NEAR] for name in names)
        for reader in scene.world.memberships:
            for person in scene.people if about_people else [""]:
                if not about_people or all(
                    n in scene.objects[person] or n in FIXED or n not in PERSONAL for n in names
                ):
                    yield Cell(page, reader, person)


# The person whose file is at the heart of the scene: of Gironde, in session.
NEAR = "seance"
# Arguments that name an object of one person: a cell exists only where the scene has that object.
PERSONAL = {
    "person", "demande", "item", "decision", "avis", "child", "accord", "note", "piece", "exclusion", "missingrequest",
    "partversion", "transfer", "notification", "observations", "extract", "afisdecision", "planaction",
    "takeover", "renunciation", "interruption", "apsfact", "afismonth", "aidevent", "accompaniment",
    "recours", "rightfact", "aidnotice", "permitnotice", "consularstep", "approach", "dangerassessment", "payernotice",
    "piecefile",
}  # fmt: skip
