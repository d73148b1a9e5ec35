"""The register of numbered, nameless paper copies: who received which, and whether it came back."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Max, QuerySet

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
        raise no("not_out", "Cette copie n’est pas remise, ou elle est déjà rendue : rien à reprendre.")
    row.returned_at = clock.now()
    row.save(update_fields=["returned_at"])
    held.record_on_seance("copy_returned", row.seance, number=row.number)
    return row


@verb
def hand_all(*, actor: Membership, on: date, seance: Seance) -> int:
    """Every copy numbered and not handed yet was handed to its member: one line each, at the same instant."""
    row = _kept(actor, seance)
    copies = list(_of(row).filter(handed_at__isnull=True))
    if not copies:
        raise no("handed", "Chaque copie est déjà notée comme remise.")
    instant = clock.now()
    for copy in copies:
        copy.handed_at = instant
        copy.save(update_fields=["handed_at"])
        held.record_on_seance("copy_handed", row, number=copy.number)
    return len(copies)


@verb
def return_all(*, actor: Membership, on: date, seance: Seance) -> int:
    """Every copy handed came back: one line each, at the same instant."""
    row = _kept(actor, seance)
    copies = list(_of(row).filter(handed_at__isnull=False, returned_at__isnull=True))
    if not copies:
        raise no("not_out", "Aucune copie remise ne reste à rendre.")
    instant = clock.now()
    for copy in copies:
        copy.returned_at = instant
        copy.save(update_fields=["returned_at"])
        held.record_on_seance("copy_returned", row, number=copy.number)
    return len(copies)


@verb
def undo_all(*, actor: Membership, on: date, seance: Seance) -> int:
    """What was noted last of the copies, of several in one gesture or of one, was noted by mistake."""
    row = _kept(actor, seance)
    copies = list(_of(row).filter(handed_at__isnull=False))
    if not copies:
        raise no("not_out", "Rien n’est noté des copies : rien à annuler.")
    last = max(copy.returned_at or copy.handed_at or copy.created_at for copy in copies)
    undone = [copy for copy in copies if (copy.returned_at or copy.handed_at) == last]
    for copy in undone:
        if copy.returned_at:
            copy.returned_at = None
        else:
            copy.handed_at = None
        copy.save(update_fields=["returned_at", "handed_at"])
        held.record_on_seance("copy_undone", row, number=copy.number)
    return len(undone)


def _kept(actor: Membership, seance: Seance) -> Seance:
    row = held.seance(seance)
    require(access.can_keep_register(actor, row))
    return row


def _of(seance: Seance) -> QuerySet[PaperCopy]:
    return PaperCopy.objects.select_for_update(of=("self",)).filter(seance=seance)


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
