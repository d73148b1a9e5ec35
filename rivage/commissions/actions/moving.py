"""A session convened is cancelled, and another planned in its place if there is one: what was sent stays as sent."""

from dataclasses import dataclass
from datetime import date, datetime

from procrastinate.types import JSONDict

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.commissions import access, jobs
from rivage.commissions.actions import convening, held
from rivage.commissions.actions.planning import plan_seance
from rivage.commissions.models import AgendaItem, Convocation, Seance
from rivage.core import clock
from rivage.core.refusal import no, require
from rivage.dossiers.actions import hold, move
from rivage.people import actions as people


@dataclass(frozen=True, slots=True)
class Elsewhen:
    """The session planned in the place of the one cancelled. `at`: an aware instant to come."""

    at: datetime
    place: str
    remote: bool


@verb
def cancel_seance(
    *, actor: Membership, on: date, seance: Seance, reason: str, instead: Elsewhen | None = None
) -> Seance:
    """Cancel a session that was convened: its readings end, its members are told as they were convened.

    `instead`: the session planned in its place, which takes its agenda and is convened anew. Without it, its demandes
    are complete again. Gives the session cancelled, or that in its place. `reason`: members and associations read it.
    """
    row = held.seance(seance)
    require(access.can_cancel(actor, row))
    items = convening.open_items(row)
    if not reason.strip():
        raise no("no_reason", "Écrivez pourquoi, en une phrase : les membres et les associations le lisent.")
    held.nameless([item.person_id for item in items], reason)
    now = clock.now()
    other = None
    if instead:
        other = plan_seance(
            actor=actor, on=on, departement=row.departement, at=instead.at, place=instead.place, remote=instead.remote
        )
        other.instead_of, other.second_of = row, row.second_of
        other.save(update_fields=["instead_of", "second_of"])
    for item in items:
        _take_off(item, now, reason.strip(), actor, on)
        if other is None:
            move(item.demande, "postpone", item.demande.version)
    if other is not None:
        convening.carry(items, other)
    row.cancelled_at, row.closed_at, row.cancelled_by, row.cancelled_reason = now, now, actor, reason.strip()
    row.save(update_fields=["cancelled_at", "closed_at", "cancelled_by", "cancelled_reason"])
    _tell(row, actor)
    held.record_on_seance("seance_cancelled", row, files=len(items), moved=other is not None)
    return other or row


def _take_off(item: AgendaItem, now: datetime, reason: str, actor: Membership, on: date) -> None:
    """One file leaves the agenda with its session: nobody of the commission reads it any more."""
    hold(item.demande, actor)
    item.postponed_at, item.postponed_reason = now, reason
    item.save(update_fields=["postponed_at", "postponed_reason"])
    people.close(actor=actor, on=on, shares=convening.readings(item))
    trace.record_about("item_cancelled", item)


def _tell(seance: Seance, actor: Membership) -> None:
    """Whoever was convened by mail is told by mail; the letters of the others are to be printed."""
    mailed = Convocation.objects.filter(seance=seance, channel="mail").values_list("pk", flat=True)
    told: list[JSONDict] = [{"membership": str(actor.pk), "convocation": str(pk)} for pk in mailed]
    if told:
        jobs.send_cancelled.batch_defer(*told)
