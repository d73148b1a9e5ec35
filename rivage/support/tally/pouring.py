"""The nation's sums of a year, made once of what antennes let go: one transaction, as rivage_owner (ADR 0058)."""

import struct
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from rivage.core.refusal import no
from rivage.law import territory
from rivage.support.models import PassageSum, Tally
from rivage.support.tally.cells import PEOPLE, Cell, Sums, unpacked
from rivage.support.tally.counting import first_open, sealed_for
from rivage.vault import keysets
from rivage.vault.errors import KeysetMissing

LEAST = 11
OTHERS = "autres zones"


@dataclass(frozen=True, slots=True)
class Poured:
    """What became of a year: how many antennes had let go, out of how many that counted, and the zones that stand.

    `unread`: names of the antennes whose sums do not open, which count as not let go.
    """

    gone: int
    counted: int
    zones: tuple[str, ...]
    unread: tuple[str, ...] = ()


def pour(year: int, on: date) -> Poured:
    """Open what was let go of a year, write the nation's sums in the order of their key, delete those of antennes.

    Under eleven people, in the nation too, nothing of a zone is written apart. Raises `Refused` for a year that is
    still counted in, or was made already: two makings compared would tell an antenne's. Sums that do not open are set
    aside. Raises `KeysetMissing`, and changes nothing, where none does: the keyset of the figures did not seal them.
    """
    if year >= first_open(on):
        raise no("year_open", f"L’année {year} se compte encore : jusqu’au 31 mars {year + 1}.")
    with transaction.atomic():
        rows = list(Tally.objects.filter(year=year).select_related("body").select_for_update(of=("self",)))
        if PassageSum.objects.filter(year=year).exists():
            raise no("year_made", f"Les sommes de {year} sont déjà faites : elles ne se font qu’une fois.")
        gone = [row for row in rows if row.sealed is not None]
        if not gone:
            raise no("nothing_let_go", f"Aucune antenne n’a remis ses sommes de {year} : il n’y a rien à faire.")
        opened = _opened(gone)
        zones = merged(_by_zone(opened))
        lines = [(zone, *cell, n) for zone, cells in zones.items() for cell, n in cells.items() if cell != PEOPLE]
        PassageSum.objects.bulk_create(
            PassageSum(
                year=year,
                zone=zone,
                moment_before=before,
                moment_after=after,
                question=question,
                code_before=first,
                code_after=then,
                n=n,
            )
            for zone, before, after, question, first, then, n in sorted(lines)
        )
        Tally.objects.filter(year=year).delete()
    unread = sorted(row.body.name for row in gone if row not in opened)
    return Poured(len(opened), len(rows), tuple(sorted(zones)), tuple(unread))


def _opened(rows: list[Tally]) -> dict[Tally, Sums]:
    """What each of these had let go, of those that open. Raises `KeysetMissing` when none does."""
    found: dict[Tally, Sums] = {}
    wrong: KeysetMissing | None = None
    for row in rows:
        try:
            # Here and not by the process that holds the keys, which opens nothing sealed to the figures.
            text = keysets.unwrap_here(keysets.FIGURES, bytes(row.sealed or b""), sealed_for(row))
            found[row] = unpacked(text.decode())
        except KeysetMissing as error:
            wrong = error
        except (ValueError, KeyError, struct.error):
            # Sealed by the right keyset, and no sums.
            continue
    if wrong and not found:
        raise wrong
    return found


def _by_zone(opened: Mapping[Tally, Sums]) -> dict[str, Counter[Cell]]:
    found = defaultdict[str, Counter[Cell]](Counter)
    for row, sums in opened.items():
        found[territory.zone(row.body.departement)].update(sums.cells)
    return found


def merged(zones: Mapping[str, Counter[Cell]]) -> dict[str, Counter[Cell]]:
    """The same where no zone has under eleven people: those that have join « autres zones », and the smallest zone
    joins them as long as they are under eleven too. Nothing at all of a nation under eleven.
    """
    kept = {zone: cells for zone, cells in zones.items() if cells[PEOPLE] >= LEAST}
    others = sum((cells for zone, cells in zones.items() if zone not in kept), Counter[Cell]())
    while others and others[PEOPLE] < LEAST and kept:
        others += kept.pop(min(kept, key=lambda zone: (kept[zone][PEOPLE], zone)))
    return kept | ({OTHERS: others} if others[PEOPLE] >= LEAST else {})
