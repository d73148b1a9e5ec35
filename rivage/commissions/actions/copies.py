"""The register of numbered, nameless paper copies: who received which, and whether it came back."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Max

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.commissions import access
from rivage.commissions.actions import held
from rivage.commissions.models import Member, PaperCopy, Seance
from rivage.core import clock
from rivage.core.refusal import no, require


@verb
def print_copies(*, actor: Membership, on: date, seance: Seance, members: Iterable[Member]) -> list[PaperCopy]:
    """Give a number to a copy for each member who has none yet. Nothing is rendered nor kept here."""
    row = held.seance(seance)
    require(access.can_print_copies(actor, row))
    existing = PaperCopy.objects.filter(seance=row)
    having = set(existing.values_list("member", flat=True))
    wanted = [member for member in members if member.pk not in having]
    if not wanted:
        raise no("no_copy", "Chaque membre choisi a déjà sa copie numérotée.")
    last = existing.aggregate(last=Max("number"))["last"] or 0
    copies = []
    for number, member in enumerate(wanted, last + 1):
        copy = PaperCopy(departement=row.departement, seance=row, number=number, member=member, printed_by=actor)
        copy.save(force_insert=True)
        copies.append(copy)
    held.record_on_seance("copies_printed", row, copies=len(copies))
    return copies


@verb
def hand_copy(*, actor: Membership, on: date, copy: PaperCopy) -> PaperCopy:
    """The copy was handed to its member."""
    row = _held(actor, copy)
    if row.handed_at is not None:
        raise no("handed", "Cette copie est déjà notée comme remise.")
    row.handed_at = clock.now()
    row.save(update_fields=["handed_at"])
    held.record_on_seance("copy_handed", row.seance, number=row.number)
    return row


@verb
def return_copy(*, actor: Membership, on: date, copy: PaperCopy) -> PaperCopy:
    """The copy came back."""
    row = _held(actor, copy)
    if row.handed_at is None or row.returned_at is not None:
        raise no("not_out", "Cette copie n’est pas dehors : rien à reprendre.")
    row.returned_at = clock.now()
    row.save(update_fields=["returned_at"])
    held.record_on_seance("copy_returned", row.seance, number=row.number)
    return row


@verb
def undo_copy(*, actor: Membership, on: date, copy: PaperCopy) -> PaperCopy:
    """What was noted last of the copy, that it came back or that it was handed, was noted by mistake."""
    row = _held(actor, copy)
    if row.handed_at is None:
        raise no("not_out", "Rien n’est noté de cette copie : rien à annuler.")
    if row.returned_at:
        row.returned_at = None
    else:
        row.handed_at = None
    row.save(update_fields=["returned_at", "handed_at"])
    held.record_on_seance("copy_undone", row.seance, number=row.number)
    return row


def _held(actor: Membership, copy: PaperCopy) -> PaperCopy:
    row = PaperCopy.objects.select_for_update(of=("self",)).select_related("seance").get(pk=copy.pk)
    require(access.can_keep_register(actor, row.seance))
    return row
