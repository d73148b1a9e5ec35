"""The erasure register: who was erased, kept outside the database so that restoring an older backup erases again.

`RIVAGE_ANCHORS/erasures` holds lines `instant person antenne scope`: bare ids, which lead nowhere once the keys are
gone. Erasing is deleting keys; what an app deletes beside them it declares with `also_erases`. The scope `private` is
what the antenne alone holds: once a demande was deposited, the préfet's part waits for the archives (C. patrimoine
L212-3).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from rivage.core import clock
from rivage.core.files import append_line, whole_lines
from rivage.core.perimeter import Perimeter, WayIn, perimeter
from rivage.vault import keys
from rivage.vault.enums import KeyKind
from rivage.vault.errors import VaultError

FILE = "erasures"
Eraser = Callable[[UUID, UUID, bool], None]
WHOLE, PRIVATE = "whole", "private"
SCOPES = {WHOLE: tuple(KeyKind.values), PRIVATE: (KeyKind.PRIVATE,)}
_erasers: list[Eraser] = []


@dataclass(frozen=True)
class Erasure:
    """One person erased: when, under which antenne her keys were, and how much of her file."""

    at: datetime
    person: UUID
    antenne: UUID
    scope: str

    def line(self) -> str:
        return f"{self.at.isoformat()} {self.person} {self.antenne} {self.scope}"


class RegisterUnreadable(VaultError):
    """A line of the register is no erasure. Nothing opens before somebody looked."""


def path() -> Path:
    return Path(settings.RIVAGE_ANCHORS) / FILE


def also_erases(eraser: Eraser) -> Eraser:
    """Declare what else goes when a person is erased: called with her id, her antenne's, and whether all goes, in
    their perimeter. It must find nothing to do the second time.
    """
    if eraser not in _erasers:
        _erasers.append(eraser)
    return eraser


def erase(person: UUID, antenne: UUID, scope: str) -> int:
    """Delete a person’s keys of that scope and what the apps declared, in the register too. Gives how many went.

    Called in the perimeter of her antenne, in a transaction. The register is written first: if the transaction then
    fails, the next replay finishes what was decided.
    """
    write(person, antenne, scope)
    return _erase(person, antenne, scope)


def write(person: UUID, antenne: UUID, scope: str) -> None:
    """Write an erasure in the register alone: for an antenne whose keys of her an older backup has."""
    append_line(path(), Erasure(clock.now(), person, antenne, scope).line())


def _erase(person: UUID, antenne: UUID, scope: str) -> int:
    # The database hides nobody whose keys still open.
    gone = keys.destroy(person, SCOPES[scope])
    for eraser in _erasers:
        eraser(person, antenne, scope == WHOLE)
    return gone


def read() -> list[Erasure]:
    """Every erasure, oldest first. Raises `RegisterUnreadable` on a line that is none."""
    found = []
    for number, line in whole_lines(path()):
        try:
            at, person, antenne, scope = line.split(" ")
            SCOPES[scope]
            found.append(Erasure(datetime.fromisoformat(at), UUID(person), UUID(antenne), scope))
        except (ValueError, KeyError) as error:
            raise RegisterUnreadable(f"La ligne {number} du registre des effacements est illisible.") from error
    return found


def replay() -> int:
    """Erase again everyone the register names, after a restore and before the service opens. Gives how many people
    still had keys."""
    again = 0
    for person, antenne, scope in dict.fromkeys((row.person, row.antenne, row.scope) for row in read()):
        way = WayIn("rivage_enter_system", ([], [antenne]))
        with perimeter(Perimeter(role="system", bodies=(antenne,), way=way)), transaction.atomic():
            again += bool(_erase(person, antenne, scope))
    return again
