"""Convening: members are told once, files open to those who read them, in one transaction (CRPA R133-8, R133-10)."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from procrastinate.types import JSONDict

from rivage.accounts.acting import verb
from rivage.accounts.models import Body, Membership
from rivage.commissions import access, jobs, quorum
from rivage.commissions.actions import held
from rivage.commissions.actions.planning import plan_seance
from rivage.commissions.enums import DeportGround
from rivage.commissions.models import AgendaItem, Avis, Convocation, Deport, Seance
from rivage.commissions.quorum import Roll
from rivage.core import clock
from rivage.core.refusal import no, require
from rivage.dossiers.enums import Step
from rivage.law import commission as law
from rivage.people import actions as people
from rivage.people.enums import AccordKind
from rivage.people.models import Accord, Share

# Police, gendarmerie and the magistrate: they read the detail of the danger, if she agrees, to protect her.
PROTECTING = frozenset({"1", "3", "4", "5"})


@verb
def convene(*, actor: Membership, on: date, seance: Seance, channel: str, urgent_reason: str = "") -> Seance:
    """Convene the members of the day, open each file to those who may read it, write one mail job a member.

    `channel`: "mail" (to members with an address; the others on paper) or "paper". Fewer than five days before, an
    urgency written down is needed. Members whose association instructed a file stand aside on it without reading.
    """
    row = held.seance(seance)
    require(access.can_convene(actor, row))
    require(law.convocation(on, row.day, urgency=urgent_reason))
    items = list(open_items(row))
    if not items:
        raise no("empty_agenda", "L’ordre du jour est vide : inscrivez au moins une demande.")
    held.nameless([item.person_id for item in items], urgent_reason)
    called = quorum.roll(row)
    if not called.members:
        raise no("no_member", "Aucun membre n’est nommé à cette date : complétez d’abord la composition.")
    row.convened_at, row.urgent_reason = clock.now(), urgent_reason.strip()
    row.save(update_fields=["convened_at", "urgent_reason"])
    for item in items:
        people.close(actor=actor, on=on, shares=readings(item))
        _open(item, called, actor, on)
    _bound(row, items)
    _call(row, called, channel, actor)
    held.record_on_seance(
        "seance_convened",
        row,
        channel=channel,
        urgent=bool(row.urgent_reason),
        members=len(called.members),
        files=len(items),
    )
    return row


def open_items(seance: Seance) -> list[AgendaItem]:
    """Files of an agenda that are still to be examined, or whose avis may still change."""
    found = AgendaItem.objects.filter(seance=seance, postponed_at__isnull=True, demande__step=Step.SCHEDULED)
    return list(found.select_related("demande", "person"))


def _call(seance: Seance, called: Roll, channel: str, actor: Membership) -> None:
    """The notices of all members in one statement, and the jobs of those who are mailed in another."""
    instant = clock.now()
    notices = [
        Convocation(
            departement=seance.departement,
            seance=seance,
            member=sitting.member,
            sent_at=instant,
            channel="mail" if channel == "mail" and sitting.member.address else "paper",
        )
        for sitting in called.members
    ]
    Convocation.objects.bulk_create(notices)
    mailed: list[JSONDict] = [
        {"membership": str(actor.pk), "convocation": str(notice.pk)} for notice in notices if notice.channel == "mail"
    ]
    if mailed:
        jobs.send_date.batch_defer(*mailed)


def _open(item: AgendaItem, called: Roll, actor: Membership, on: date) -> None:
    """Open one file: the core to seats, the danger to those who protect, the chair's part to the chair."""
    antenne = Body.objects.get(pk=item.antenne_id)
    agreed = Accord.objects.filter(person=item.person, kind=AccordKind.SAFETY, withdrawn_on__isnull=True).exists()
    set_aside = quorum.set_aside([item.person_id])[item.person_id]
    known = quorum.noted_aside(item)
    for sitting in called.members:
        if sitting.member.pk in known:
            continue
        if quorum.instructed(sitting.member, antenne):
            held.note_aside(item, sitting.member, DeportGround.INSTRUCTED)
            continue
        # She does not want that member to read: nobody says why.
        if sitting.member.pk in set_aside:
            held.note_aside(item, sitting.member, DeportGround.NOT_OPEN)
            continue
        for seat in sitting.seats:
            give = ["convene_seat", *(["convene_protecting"] if agreed and seat.kind in PROTECTING else [])]
            for opening in give:
                people.open_file(
                    actor=actor, on=on, person=item.person, holder=f"seat:{seat.pk}", opening=opening,
                    demande=item.demande_id, departement=item.departement,
                )  # fmt: skip
    away = quorum.noted_aside(item)
    chairs = {sitting.member.pk for sitting in called.members if sitting.member.chairs}
    # One who chairs and is set aside is refused at reading: another reads by the same function.
    if chairs & away and (chairs <= away or chairs & (away - set_aside)):
        return
    # What she signs stays hers to read, by number, once the file is closed to her: the narrower first.
    for opening in ("keep_releve", "convene_chair"):
        people.open_file(
            actor=actor, on=on, person=item.person, holder=f"chair:{item.departement}", opening=opening,
            demande=item.demande_id, departement=item.departement,
        )  # fmt: skip


@verb
def open_again(*, actor: Membership, on: date, item: AgendaItem) -> None:
    """Open one file as its convocation did, to whoever takes part today; nothing past the days of its session."""
    row = held.item(item, actor)
    require(access.can_plan(actor, row.departement))
    if access.reading_ends(row.seance) <= clock.now():
        return
    _open(row, quorum.roll(row.seance), actor, on)
    _bound(row.seance, [row])


def readings(item: AgendaItem) -> QuerySet[Any]:
    """Openings of this demande to seats and chair, those of an earlier session included."""
    chair = Share.objects.filter(demande_id=item.demande_id, holder=f"chair:{item.departement}")
    return chair | Share.objects.filter(demande_id=item.demande_id, holder__startswith="seat:")


def _bound(seance: Seance, items: list[AgendaItem]) -> None:
    """Seats read until the session ends, and never much after its day."""
    limit = access.reading_ends(seance)
    demandes = [item.demande_id for item in items]
    Share.objects.filter(demande_id__in=demandes, holder__startswith="seat:", ends__gt=limit).update(ends=limit)


@verb
def reconvene(
    *, actor: Membership, on: date, seance: Seance, at: datetime, place: str, remote: bool = False
) -> Seance:
    """Plan a second session on the same agenda, after one that lacked its quorum (CRPA R133-10)."""
    first = held.seance(seance)
    require(access.can_reconvene(actor, first))
    second = plan_seance(actor=actor, on=on, departement=first.departement, at=at, place=place, remote=remote)
    second.second_of = first
    second.save(update_fields=["second_of"])
    opined = set(Avis.objects.filter(item__seance=first).values_list("item", flat=True))
    carry([item for item in open_items(first) if item.pk not in opined], second)
    held.record_on_seance("seance_reconvened", second)
    return second


def carry(items: list[AgendaItem], second: Seance) -> None:
    """The same files on the second agenda, with those who said that they know the person."""
    again = {
        item.pk: AgendaItem.beside(
            item, seance=second, demande=item.demande, departement=item.departement, position=item.position
        )
        for item in items
    }
    AgendaItem.objects.bulk_create(again.values())
    known = Deport.objects.standing().filter(item__in=again, ground=DeportGround.KNOWS)
    Deport.objects.bulk_create(
        Deport.beside(deport, item=again[deport.item_id], member_id=deport.member_id, ground=deport.ground)
        for deport in known
    )
