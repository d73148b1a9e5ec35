"""Verbs of a session: who is there, who presents, who stands aside, when it opens and closes."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from rivage.accounts.acting import verb
from rivage.accounts.enums import Role
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.commissions import access, quorum
from rivage.commissions.actions import convening, held
from rivage.commissions.enums import AttendanceMode, DeportGround
from rivage.commissions.models import AgendaItem, Attendance, Avis, Deport, Member, Reopening, Seance, SeatHolder
from rivage.core import clock
from rivage.core.refusal import no, require
from rivage.dossiers.enums import Step
from rivage.law.wording import day, of_word
from rivage.people import actions as people
from rivage.people.models import Share


@verb
def set_attendance(
    *, actor: Membership, on: date, seance: Seance, member: Member, mode: str, mandate_to: Member | None = None
) -> Attendance:
    """Note how a member takes part. `mandate_to`: who votes for her when represented, one mandate each (R133-9)."""
    row = held.seance(seance)
    require(access.can_call(actor, row, on))
    called = quorum.roll(row)
    if called.of(member.pk) is None:
        raise no("not_member", _why_not(row, member), "CASF R121-12-7")
    if (mode == AttendanceMode.REPRESENTED) is (mandate_to is None):
        raise no("mandate_named", "Un mandat désigne le membre qui le porte.", "CRPA R133-9")
    if mandate_to is not None:
        _may_carry(called, member, mandate_to)
    carried = [one for one in called.members if one.mandate_to == member.pk]
    if carried and mode not in quorum.HERE:
        raise no(
            "carries",
            f"{member.name} porte le mandat {of_word(carried[0].member.name)} : changez d’abord cette présence.",
            "CRPA R133-9",
        )
    attendance = Attendance.objects.filter(seance=row, member=member).first() or Attendance(
        departement=row.departement, seance=row, member=member
    )
    attendance.mode, attendance.mandate_to, attendance.at_once = mode, mandate_to, False
    attendance.save()
    held.record_on_seance("attendance_set", row, mode=str(mode))
    return attendance


def _why_not(seance: Seance, member: Member) -> str:
    if member.ends <= seance.day:
        return f"Le mandat {of_word(member.name)} a pris fin le {day(member.ends)} : cette personne ne siège pas."
    return f"{member.name} n’est pas membre de la commission à la date de cette séance."


def _may_carry(called: quorum.Roll, member: Member, carrier: Member) -> None:
    sitting = called.of(carrier.pk)
    if sitting is None or not sitting.here or carrier.pk == member.pk:
        raise no("carrier_absent", "Un mandat se donne à un autre membre, présent ou à distance.", "CRPA R133-9")
    if any(one.mandate_to == carrier.pk and one.member.pk != member.pk for one in called.members):
        raise no("one_mandate", f"{carrier.name} porte déjà un mandat : un membre n’en porte qu’un.", "CRPA R133-9")


@verb
def open_seance(*, actor: Membership, on: date, seance: Seance, at: datetime | None = None) -> Seance:
    """Open when the quorum is there, or on a second convocation. `at`: the hour written on the sheet, afterwards."""
    row = held.seance(seance)
    require(access.can_open(actor, row))
    opened = at or clock.now()
    if row.day > on or opened > clock.now():
        raise no("too_early", f"La séance est prévue le {day(row.day)}.")
    if row.convened_at and opened < row.convened_at:
        raise no("before_convocation", "Une séance ne s’ouvre pas avant sa convocation.")
    if opened < row.at:
        require(access.before_its_hour(row))
    row.opened_at = opened
    row.save(update_fields=["opened_at"])
    held.record_on_seance("seance_opened", row)
    return row


@verb
def present(*, actor: Membership, on: date, item: AgendaItem) -> AgendaItem:
    """The association comes in and presents (CRPA R133-6)."""
    row = _in_session(actor, item)
    if row.presented_at is not None:
        raise no("presented", "Cette présentation est déjà notée.")
    row.presented_at = clock.now()
    row.save(update_fields=["presented_at"])
    trace.record_about("item_presented", row)
    return row


@verb
def leave(*, actor: Membership, on: date, item: AgendaItem) -> AgendaItem:
    """The association leaves; the commission rules without it (CASF R121-12-7)."""
    row = _in_session(actor, item)
    if row.presented_at is None or row.left_at is not None:
        raise no("not_there", "L’association n’est pas en train de présenter ce dossier.")
    row.left_at = clock.now()
    row.save(update_fields=["left_at"])
    trace.record_about("item_left", row)
    return row


@verb
def undo_presentation(*, actor: Membership, on: date, item: AgendaItem) -> AgendaItem:
    """The hour noted last, of the association that left or came in, was noted by mistake. Until the avis."""
    row = _in_session(actor, item)
    if row.presented_at is None:
        raise no("not_there", "Aucune présentation n’est notée : rien à annuler.")
    if Avis.objects.filter(item=row).exists():
        raise no("opined", "L’avis est déjà rendu sur cette demande.")
    if row.left_at:
        row.left_at = None
    else:
        row.presented_at = None
    row.save(update_fields=["left_at", "presented_at"])
    trace.record_about("presentation_undone", row)
    return row


def _in_session(actor: Membership, item: AgendaItem) -> AgendaItem:
    row = held.item(item, actor)
    require(access.can_hold(actor, row.seance))
    if row.seance.opened_at is None:
        raise no("not_opened", "La séance n’est pas ouverte.")
    if row.postponed_at is not None or row.demande.step != Step.SCHEDULED:
        raise no("off_agenda", "Ce dossier n’est plus à l’ordre du jour.")
    return row


@verb
def stand_aside(*, actor: Membership, on: date, item: AgendaItem, member: Member, ground: str) -> Deport:
    """A member stands aside on one file: recorded, and the file closes to her seats at once (CRPA R133-12)."""
    row = held.item(item, actor)
    require(access.can_stand_aside(actor, row, member))
    if Deport.objects.standing().filter(item=row, member=member).exists():
        raise no("aside", f"{member.name} ne siège déjà pas sur ce dossier.")
    deport = held.note_aside(row, member, ground)
    trace.record_about("stood_aside", row)
    seats = SeatHolder.objects.filter(member=member).values_list("seat", flat=True)
    names = actor.holders if actor.role == Role.SEAT else [f"seat:{seat}" for seat in seats]
    if member.chairs:
        names = [*names, f"chair:{row.departement}"]
    people.close(actor=actor, on=on, shares=Share.objects.filter(person=row.person_id, holder__in=names))
    return deport


@verb
def take_back_aside(*, actor: Membership, on: date, item: AgendaItem, member: Member, reason: str) -> Deport:
    """A member said by mistake that she knows the person: what was noted is kept with why, and she reads again.

    No other ground is taken back here. Raises `Refused` in the same words whatever it is: they tell nobody which.
    """
    row = held.item(item, actor)
    require(access.can_take_back_aside(actor, row))
    found = Deport.objects.standing().select_for_update(of=("self",)).filter(item=row, member=member)
    deport = found.filter(ground=DeportGround.KNOWS).first()
    if deport is None:
        raise no(
            "not_said",
            f"{member.name} ne prend pas part à ce dossier, et ce retrait ne se reprend pas : il reste noté.",
        )
    if not reason.strip():
        raise no("no_reason", "Écrivez ce qui s’est passé, en une phrase : ce qui était noté reste écrit à côté.")
    held.nameless([row.person_id], reason)
    deport.taken_back_at, deport.taken_back_by, deport.taken_back_reason = clock.now(), actor, reason.strip()
    deport.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_reason"])
    trace.record_about("aside_taken_back", row)
    if row.seance.convened_at is not None and row.postponed_at is None and row.demande.step == Step.SCHEDULED:
        convening.open_again(actor=actor, on=on, item=row)
    return deport


@verb
def close_seance(*, actor: Membership, on: date, seance: Seance) -> Seance:
    """Close: every seat's reading ends. A session that could not open is closed for want of a quorum."""
    row = held.seance(seance)
    require(access.can_close(actor, row, on))
    items = AgendaItem.objects.filter(seance=row).select_related("demande")
    row.closed_at = max(clock.now(), row.opened_at) if row.opened_at else clock.now()
    row.save(update_fields=["closed_at"])
    shares = Share.objects.filter(demande_id__in=_read_here(row, items), holder__startswith="seat:")
    people.close(actor=actor, on=on, shares=shares)
    held.record_on_seance("seance_closed", row)
    return row


@verb
def reopen_seance(*, actor: Membership, on: date, seance: Seance, reason: str) -> Seance:
    """It was closed too soon: it is as it was before, its files are read again, and when it was closed stays written.

    `reason`: read by the commission and in the minutes. Whose file has its relevé signed is not opened again.
    """
    row = held.seance(seance)
    require(access.can_reopen(actor, row))
    if not reason.strip():
        raise no("no_reason", "Une séance rouverte dit pourquoi : écrivez-le en une phrase.")
    held.nameless(AgendaItem.objects.filter(seance=row).values_list("person_id", flat=True), reason)
    Reopening(
        departement=row.departement,
        seance=row,
        closed_at=row.closed_at or clock.now(),
        reopened_at=clock.now(),
        reopened_by=actor,
        reason=reason.strip(),
    ).save(force_insert=True)
    row.closed_at = None
    row.save(update_fields=["closed_at"])
    for item in convening.open_items(row):
        convening.open_again(actor=actor, on=on, item=item)
    held.record_on_seance("seance_reopened", row)
    return row


def _read_here(seance: Seance, items: Iterable[AgendaItem]) -> list[UUID]:
    """Demandes read for this session and not, since then, for another that is convened."""
    elsewhere = AgendaItem.objects.filter(
        seance__convened_at__isnull=False, seance__closed_at__isnull=True, postponed_at__isnull=True
    ).exclude(seance=seance)
    taken = set(elsewhere.values_list("demande", flat=True))
    return [item.demande_id for item in items if item.demande_id not in taken]
