"""Verbs about who accompanies her inside the antenne: named, taken off, handed over; and that she was told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, QuerySet
from django.db.models.functions import Greatest

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership, User
from rivage.audit import trace
from rivage.core import clock
from rivage.core.refusal import Stale, no, require
from rivage.core.versions import version_of
from rivage.people import access
from rivage.people.actions.held import hold
from rivage.people.enums import AccompanimentKind
from rivage.people.models import Accompaniment, Person, RelayCorrection


@verb
def assign(*, actor: Membership, on: date, person: Person, user: User, kind: str) -> Accompaniment:
    """Name who accompanies her too; who takes over, when nobody accompanied her any more."""
    held = hold(person, actor)
    require(access.can_assign(actor, held, user))
    now = Accompaniment.objects.in_force().filter(person=held)
    if now.filter(user=user).exists():
        raise no("assigned", "Cette collègue ou ce collègue l’accompagne déjà.")
    alone = not now.carried().exists()
    if alone:
        _end(now)
    return begin(held, user, kind, takes_over=alone)


def begin(person: Person, user: User, kind: str, *, takes_over: bool = False) -> Accompaniment:
    """She is accompanied by somebody more from now on. Called within a verb."""
    row = Accompaniment.beside(person, user=user, kind=kind, takes_over=takes_over)
    row.save(force_insert=True)
    trace.record_on("person_handed_over" if takes_over else "person_assigned", person, kind=kind)
    return row


@verb
def take_off(*, actor: Membership, on: date, accompaniment: Accompaniment) -> None:
    """A colleague accompanies her no more and reads nothing of her from now on. Never the last one who does."""
    held = hold(accompaniment.person, actor)
    require(access.can_take_off(actor, held, accompaniment))
    row = Accompaniment.objects.in_force().filter(pk=accompaniment.pk)
    if not row.exists():
        raise no("taken_off", "Cette collègue ou ce collègue ne l’accompagne déjà plus.")
    _end(row)
    trace.record_on("person_taken_off", held)


@verb
def hand_over(*, actor: Membership, on: date, person: Person, leaving: User, taker: User) -> Accompaniment:
    """Somebody takes over from who accompanies her, or did until a function ended. She is to be told."""
    held = hold(person, actor)
    require(access.can_hand_over(actor, held, leaving, taker))
    now = Accompaniment.objects.in_force().filter(person=held)
    given = {row.user_id: row.kind for row in now.filter(user__in=(leaving, taker))}
    if leaving.pk not in given:
        raise no("handed_over", f"{leaving.name} n’accompagne plus {held.reference} : relisez la liste.")
    ending = list((now.filter(user__in=given) if now.carried().exists() else now).values_list("pk", flat=True))
    first = AccompanimentKind.REFERENT in given.values()
    kind = AccompanimentKind.REFERENT if first else AccompanimentKind.CO_REFERENT
    # Whoever leaves names who follows, and only then accompanies her no more.
    taken = begin(held, taker, kind, takes_over=True)
    _end(Accompaniment.objects.filter(pk__in=ending))
    return taken


@dataclass(frozen=True, slots=True)
class Handed:
    """What a hand-over of many gave. `waiting`: whom her taker may not read, left with who accompanies her."""

    done: int
    waiting: tuple[Person, ...]


@verb
def hand_over_many(*, actor: Membership, on: date, leaving: User, takers: Mapping[UUID, User]) -> Handed:
    """Hand people over at once, each to her taker, all or none. Whoever set her taker aside waits for another one.

    `takers`: by the id of a person.
    """
    people = list(Person.objects.visible_to(actor).filter(pk__in=takers).order_by("pk"))
    if len(people) < len(takers):
        raise no("handed_over", "Une de ces personnes n’est plus dans la liste : relisez-la.")
    waiting = tuple(person for person in people if access.is_aside(person, takers[person.pk]))
    for person in people:
        if person not in waiting:
            hand_over(actor=actor, on=on, person=person, leaving=leaving, taker=takers[person.pk])
    return Handed(len(people) - len(waiting), waiting)


@verb
def note_told(*, actor: Membership, on: date, person: Person, told_on: date) -> None:
    """She knows who takes over: somebody told her, by the means she chose. Nothing is ever sent from here."""
    held = hold(person, actor)
    require(access.can_write(actor, held))
    waiting = Accompaniment.objects.to_tell().filter(person=held)
    first = waiting.order_by("starts").first()
    if first is None:
        raise no("told", "C’est déjà noté.")
    _in_order(first, told_on, on)
    waiting.update(told_on=told_on)
    trace.record_on("relay_told", held)


@verb
def correct_told(
    *, actor: Membership, on: date, accompaniment: Accompaniment, told_on: date | None, reason: str, version: str
) -> Accompaniment:
    """The day she was told was noted wrong: the right one takes its place, None when she was not. The former stays.

    `version`: `version_of` the row that was read. Raises `Stale` when something else was noted of it since.
    """
    held = hold(accompaniment.person, actor)
    require(access.can_write(actor, held))
    row = Accompaniment.objects.select_for_update(of=("self",)).get(pk=accompaniment.pk)
    if version != version_of(row):
        raise Stale
    if row.told_on is None:
        raise no("not_told", "Rien n’est noté : il n’y a rien à corriger.")
    if told_on == row.told_on:
        raise no("same_day", "C’est déjà le jour noté : écrivez celui qui est juste.")
    if told_on is not None:
        _in_order(row, told_on, on)
    if not reason.strip():
        raise no("no_reason", "Dites ce qui s’est passé, en une phrase : ce qui était noté reste écrit à côté.")
    RelayCorrection.beside(row, accompaniment=row, told_on=row.told_on, corrected_on=on, reason=reason.strip()).save(
        force_insert=True
    )
    row.told_on = told_on
    row.save(update_fields=["told_on"])
    trace.record_on("relay_corrected", held)
    return row


def _in_order(first: Accompaniment, told_on: date, on: date) -> None:
    if told_on > on:
        raise no("told_future", "Ce jour ne peut pas être après aujourd’hui.")
    if told_on < clock.local_day(first.starts, first.person.departement):
        raise no("told_before", "Personne n’avait encore pris la suite ce jour-là.")


def _end(rows: QuerySet[Accompaniment]) -> None:
    rows.update(ends=Greatest(F("starts"), clock.now()))
