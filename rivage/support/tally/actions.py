"""Verbs of the sums of a year: let go to the figures, once; made again from the files, where these are ahead."""

from datetime import date

from django.db import transaction

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core.refusal import no, require
from rivage.core.versions import to_write
from rivage.support import access
from rivage.support.models import Tally
from rivage.support.tally import reading
from rivage.support.tally.cells import packed
from rivage.support.tally.counting import first_open, sealed_for
from rivage.vault import keysets


@verb
@transaction.atomic
def let_go(*, actor: Membership, on: date, tally: Tally, version: str) -> Tally:
    """Seal the sums of a year that is over to the figures: they change no more. `version`: of what the page showed.

    Raises `Stale` when something was counted since, `Refused` for sums that are behind the files.
    """
    require(access.can_let_go(actor))
    row = _held(actor, tally)
    if row.let_go_on is not None:
        return row
    require_due(row, on)
    sums = reading.sums_of(row, reading.noted(reading.files(actor)))
    if sums is None:
        raise no(
            "tally_behind", "Ces sommes ne suivent plus les dossiers : refaites-les d’abord, sur la page d’avant."
        )
    to_write(version, (row, {"let_go_on": on}))
    row.let_go_on, row.sealed = on, keysets.wrap(keysets.FIGURES, packed(sums).encode(), sealed_for(row))
    row.save(update_fields=["let_go_on", "sealed"])
    trace.record("tally_let_go", antennes=[actor.body_id], object_id=row.pk)
    return row


def require_due(tally: Tally, on: date) -> None:
    """Raises `Refused` for a year that is not over, or no more to be let go."""
    if tally.year >= on.year:
        raise no("year_not_over", f"L’année {tally.year} n’est pas finie : ses sommes se remettent en janvier.")
    if tally.year < first_open(on):
        raise no("year_closed", f"Les sommes de {tally.year} se remettaient jusqu’au 31 mars {tally.year + 1}.")


@verb
@transaction.atomic
def recount(*, actor: Membership, on: date, tally: Tally) -> Tally:
    """Make sums again from what the files say was counted. Raises `Refused` for sums that follow them."""
    require(access.can_let_go(actor))
    row = _held(actor, tally)
    files = reading.files(actor)
    if row.let_go_on is not None or reading.sums_of(row, reading.noted(files)) is not None:
        raise no("tally_right", "Ces sommes suivent les dossiers, ou sont remises : il n’y a rien à refaire.")
    row.sums = reading.in_files(row, files)
    row.save(update_fields=["sums"])
    trace.record("tally_recounted", antennes=[actor.body_id], object_id=row.pk)
    return row


def _held(actor: Membership, tally: Tally) -> Tally:
    rows = Tally.objects.visible_to(actor).select_for_update(no_key=True, of=("self",))
    held = rows.filter(pk=tally.pk).first()
    if held is None:
        raise no("tally_gone", "Ces sommes ne sont plus ici : celles du pays sont faites.")
    return held
