"""Verbs before a session: its date, its agenda, and what leaves the agenda."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import Max

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.commissions import access
from rivage.commissions.actions import held
from rivage.commissions.models import AgendaItem, Seance
from rivage.core import clock
from rivage.core.db import locks
from rivage.core.refusal import Stale, no, require
from rivage.core.versions import to_write
from rivage.dossiers.actions import hold, move
from rivage.dossiers.models import Demande
from rivage.people import actions as people
from rivage.people.models import Share

TWIN = timedelta(minutes=1)


@verb
def plan_seance(
    *, actor: Membership, on: date, departement: str, at: datetime, place: str, remote: bool = False
) -> Seance:
    """Choose a date. `at`: an aware instant to come. The same date twice is one session."""
    require(access.can_plan(actor, departement))
    _to_come(at)
    rank = _rank(departement, at)
    if Seance.objects.filter(departement=departement, at__gt=at - TWIN, at__lt=at + TWIN).exists():
        raise no("same_hour", "Une séance est déjà prévue à cette heure.")
    seance = Seance(departement=departement, at=at, place=place, remote=remote, rank=rank)
    seance.save(force_insert=True)
    held.record_on_seance("seance_planned", seance)
    return seance


@verb
def change_seance(
    *, actor: Membership, on: date, seance: Seance, at: datetime, place: str, remote: bool, version: str
) -> Seance:
    """Change date or place before the convocation. `version`: that of the session as shown. Raises `Stale`."""
    row = held.seance(seance)
    require(access.can_prepare(actor, row))
    _to_come(at)
    values = {"at": at, "place": place, "remote": remote}
    if not to_write(version, (row, values)):
        return row
    if clock.local_day(at, row.departement) != row.day:
        row.rank = _rank(row.departement, at)
    row.at, row.place, row.remote = at, place, remote
    row.save(update_fields=[*values, "rank"])
    held.record_on_seance("seance_changed", row)
    return row


def _rank(departement: str, at: datetime) -> int:
    """The next rank of that day in this département: two who plan at once wait for each other."""
    locks.lock(f"commissions.seances:{departement}")
    first = datetime.combine(clock.local_day(at, departement), time(), clock.zone(departement))
    that_day = Seance.objects.filter(departement=departement, at__gte=first, at__lt=first + timedelta(days=1))
    return int(that_day.aggregate(last=Max("rank"))["last"] or 0) + 1


def _to_come(at: datetime) -> None:
    if at <= clock.now():
        raise no("past", "Cette date est passée : une séance se prévoit pour plus tard.")


@verb
def schedule(*, actor: Membership, on: date, demande: Demande, seance: Seance, version: int) -> AgendaItem:
    """Put a complete demande on the agenda of a session. Raises `Stale` when it moved since it was shown."""
    row = held.seance(seance)
    hold(demande, actor)
    require(access.can_schedule(actor, demande, row))
    move(demande, "schedule", version)
    last = AgendaItem.objects.kept().filter(seance=row).aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem.beside(
        demande,
        seance=row,
        demande=demande,
        departement=row.departement,
        position=last + 1,
    )
    item.save(force_insert=True)
    trace.record_about("demande_scheduled", item)
    return item


@verb
def schedule_all(
    *, actor: Membership, on: date, seance: Seance, chosen: Sequence[tuple[Demande, int]]
) -> list[AgendaItem]:
    """Put several on the agenda, all or none. `chosen`: each with its version as shown."""
    if not chosen:
        raise no("none_chosen", "Cochez au moins une demande.")
    return [schedule(actor=actor, on=on, demande=one, seance=seance, version=version) for one, version in chosen]


@verb
def unschedule(*, actor: Membership, on: date, item: AgendaItem) -> AgendaItem:
    """Take a file off an agenda that nobody received yet: its demande is complete again, the next ones move up."""
    seance = held.seance(item.seance)
    row = held.item(item, actor)
    hold(row.demande, actor)
    require(access.can_prepare(actor, seance))
    if row.postponed_at is not None:
        raise no("postponed", "Cette demande n’est déjà plus à l’ordre du jour.")
    items = list(AgendaItem.objects.filter(seance=seance, postponed_at__isnull=True))
    # Their own places: one that is hidden from this reader keeps its own.
    places = [one.position for one in items]
    after = [one for one in items if one.pk != row.pk]
    for place, one in zip(places, after, strict=False):
        one.position = place
    AgendaItem.objects.bulk_update(after, ["position"])
    row.postponed_at = clock.now()
    row.save(update_fields=["postponed_at"])
    move(row.demande, "postpone", row.demande.version)
    trace.record_about("demande_unscheduled", row)
    return row


@verb
def unschedule_all(*, actor: Membership, on: date, items: Sequence[AgendaItem]) -> list[AgendaItem]:
    """Take several off, all or none."""
    if not items:
        raise no("none_chosen", "Cochez au moins un dossier à retirer.")
    return [unschedule(actor=actor, on=on, item=one) for one in items]


@verb
def reorder(*, actor: Membership, on: date, item: AgendaItem, position: int, shown: int) -> None:
    """Put a file at another place of the agenda (1 is first), before the convocation. `shown`: its place on the page.

    Raises `Stale` when somebody else moved it since, to another place than `position`.
    """
    row = held.seance(item.seance)
    require(access.can_prepare(actor, row))
    moving = held.item(item, actor)
    items = list(AgendaItem.objects.filter(seance=row, postponed_at__isnull=True))
    stands = next((place for place, one in enumerate(items, 1) if one.pk == moving.pk), 0)
    if stands == position:
        return
    if not stands or stands != shown:
        raise Stale
    # Their own places, in another order: one that is hidden from this reader keeps its own.
    places = [one.position for one in items]
    items.insert(max(position - 1, 0), items.pop(stands - 1))
    moved = [(place, one) for place, one in zip(places, items, strict=True) if one.position != place]
    for place, one in moved:
        one.position = place
    AgendaItem.objects.bulk_update([one for _, one in moved], ["position"])
    held.record_on_seance("agenda_ordered", row)


@verb
def postpone(*, actor: Membership, on: date, item: AgendaItem, reason: str) -> AgendaItem:
    """The chair postpones: dated, reasoned, shown to the association. The demande is complete again."""
    row = held.item(item, actor)
    hold(row.demande, actor)
    require(access.can_postpone(actor, row))
    if not reason.strip():
        raise no("no_reason", "Un report est motivé : écrivez pourquoi. L’association le lira.")
    row.postponed_at, row.postponed_by, row.postponed_reason = clock.now(), actor, reason
    row.save(update_fields=["postponed_at", "postponed_by", "postponed_reason"])
    move(row.demande, "postpone", row.demande.version)
    trace.record_about("item_postponed", row)
    opened = Share.objects.filter(demande_id=row.demande_id, holder=f"chair:{row.departement}")
    people.close(actor=actor, on=on, shares=opened)
    return row
