"""Verbs of rounds: note one, correct one; open and close a zone; leave a card, take one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core.db.locks import lock
from rivage.core.french import folded
from rivage.core.refusal import Refused, Stale, no, require
from rivage.law.verdict import refuse
from rivage.outreach import access
from rivage.outreach.enums import Cancelled, Corrected, RoundKind
from rivage.outreach.models import COUNTED, MOST, Card, CountRow, Round, RoundZone
from rivage.outreach.reading import standing

Counts = TypeVar("Counts", bound=CountRow)
# Older, it is of a report already given.
OLDEST = timedelta(days=366)
# What an address has, and a zone has not.
NARROW = re.compile(r"\d|\b(?:rue|avenue|impasse|allee|chemin|square|residence|hotel)\b")
# A round through the night, and no slip of an hour.
LONGEST = 16 * 60


class NotedAlready(Refused):
    """A round of the same day, hour and place stands already (`held`), from another form: noted twice, or two."""

    def __init__(self, held: Round) -> None:
        super().__init__(
            refuse(
                "noted_already",
                "Une sortie du même jour, à la même heure et au même endroit est déjà notée. Si c’est la même, il n’y "
                "a rien à faire ; si ses nombres sont faux, corrigez-la. Si c’en est une autre, gardez-la par le "
                "bouton du bas.",
            )
        )
        self.held = held


@dataclass(frozen=True, slots=True)
class RoundTold:
    """A round as it is typed. `at`: its hour, "21:40"; `minutes`: how long; counts of people, of messages, of things
    given. `cancelled`: why it did not take place, "" when it did.
    """

    day: date
    kind: str
    zone: UUID | None = None
    at: str = ""
    minutes: int = 0
    staff: int = 0
    volunteers: int = 0
    met: int = 0
    answered: int = 0
    first_words: int = 0
    messages: int = 0
    given: int = 0
    languages: Sequence[str] = field(default=())
    cancelled: str = ""


@verb
@transaction.atomic
def note_round(*, actor: Membership, on: date, told: RoundTold, once: UUID, another: bool = False) -> Round:
    """Write down a round. Sent again, the same form (`once`) writes nothing more. Raises `NotedAlready` where another
    form noted one of the same day, hour and place, unless it is said that this is `another` one.
    """
    require(access.can_note(actor))
    known = Round.objects.visible_to(actor).filter(pk=once).first()
    if known is not None:
        if _said(known) != (told.day, told.kind, told.cancelled, *(getattr(told, name) for name in COUNTED)):
            raise no("once", "Cette page a déjà noté une sortie, avec d’autres nombres : corrigez-la dans la liste.")
        return known
    if not another and (twin := _twin(actor, told)):
        raise NotedAlready(twin)
    return _write("round_noted", actor, on, told, pk=once)


def _twin(actor: Membership, told: RoundTold) -> Round | None:
    """One that stands, of the same day, zone and hour: two of a team seldom counted the same numbers."""
    rows = standing(actor).filter(day=told.day, kind=told.kind).order_by("created_at")
    place = (str(told.zone or ""), told.at)
    return next((row for row in rows if (row.kept.get("zone", ""), row.kept.get("at", "")) == place), None)


@verb
@transaction.atomic
def correct_round(*, actor: Membership, on: date, held: Round, instead: RoundTold | None, why: str) -> Round:
    """A round was noted wrong. `instead`: what took place, None when nothing did. Both stay, with the reason.

    Raises `Stale` when it was corrected already.
    """
    require(access.can_correct(actor, held))
    if Round.objects.visible_to(actor).filter(replaces=held).exists():
        raise Stale
    if why not in Corrected.values:
        raise no("no_reasons", "Dites pourquoi : ce qui était noté reste avec votre raison.")
    if instead is None:
        return _save("round_corrected", actor, RoundTold(held.day, held.kind), replaces=held, why=why)
    return _write("round_corrected", actor, on, instead, replaces=held, why=why)


def _said(row: Round) -> tuple[object, ...]:
    return (row.day, row.kind, row.cancelled, *(getattr(row, name) for name in COUNTED))


def _write(act: str, actor: Membership, on: date, told: RoundTold, **more: object) -> Round:
    if told.day > on:
        raise no("day", "Ce jour est à venir : une sortie se note une fois faite.")
    if told.day < on - OLDEST:
        raise no("day", "Cette sortie a plus d’un an : elle est d’un bilan déjà rendu.")
    if told.kind not in RoundKind.values or told.cancelled not in ("", *Cancelled.values):
        raise no("kind", "Dites comment l’équipe est sortie.")
    if told.zone and not RoundZone.objects.visible_to(actor).filter(pk=told.zone, kind=told.kind).exists():
        raise no("zone", "Cette zone n’est pas de votre antenne, ou pas de cette sorte de sortie.")
    _counted(told)
    return _save(act, actor, told, **more)


def _counted(told: RoundTold) -> None:
    """Raise `Refused` for counts that no round has."""
    counts = {name: getattr(told, name) for name in COUNTED}
    for name, count in counts.items():
        if not 0 <= count <= MOST:
            raise no(name, f"Un nombre de 0 à {MOST}.")
    if told.cancelled:
        if any(counts.values()):
            raise no("cancelled", "Une sortie qui n’a rencontré personne n’a aucun nombre : remettez-les à zéro.")
        return
    if not (told.met or told.messages or told.given):
        raise no("met", "Personne, aucun message, rien de donné : dites en bas s’il n’y avait personne, ou pourquoi.")
    if told.answered > told.met + told.messages:
        raise no("answered", "Plus de réponses que de personnes rencontrées et de messages envoyés.")
    if told.first_words > told.answered:
        raise no("first_words", "Plus de premiers mots sur un parcours que de réponses.")
    if not 0 <= told.minutes <= LONGEST:
        raise no("minutes", "Une sortie dure seize heures au plus : relisez les deux heures.")


def _save(act: str, actor: Membership, told: RoundTold, **more: object) -> Round:
    detail = {
        "zone": str(told.zone or ""),
        "at": told.at,
        "minutes": told.minutes,
        "staff": told.staff,
        "volunteers": told.volunteers,
        "languages": sorted(set(told.languages)),
    }
    made = Round(body=actor.body, departement=actor.body.departement, day=told.day, kind=told.kind)
    made.cancelled, made.detail, made.recorded_by = told.cancelled, detail, actor
    for name in COUNTED:
        setattr(made, name, getattr(told, name))
    return keep_row(act, made, **more)


def keep_row(act: str, made: Counts, **more: object) -> Counts:
    """Keep a new round or workshop, with what else is said of it, and trace it. Raises `Stale` where another took its
    place meanwhile.
    """
    for name, value in more.items():
        setattr(made, name, value)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Stale from error
    trace.record(act, object_id=made.pk, departement=made.departement)
    return made


@verb
@transaction.atomic
def open_zone(*, actor: Membership, on: date, kind: str, name: str) -> RoundZone:
    """Name a place where the antenne goes. The same name twice is one zone."""
    require(access.can_keep(actor))
    lock(f"outreach.zones:{actor.body_id}")
    said = " ".join(name.split())
    if NARROW.search(folded(said)):
        raise no("name", "Une zone ne dit ni rue, ni numéro : un nom assez large pour réunir plusieurs rues.")
    for known in RoundZone.objects.visible_to(actor).filter(kind=kind, closed_on__isnull=True):
        if known.name.casefold() == said.casefold():
            return known
    made = RoundZone(body=actor.body, kind=kind, name=said)
    made.save(force_insert=True)
    trace.record("zone_opened", object_id=made.pk)
    return made


@verb
@transaction.atomic
def close_zone(*, actor: Membership, on: date, zone: UUID, closed: bool = True) -> RoundZone:
    """Nobody goes there any more, its rounds stay; or one goes there again (`closed` false)."""
    require(access.can_keep(actor))
    held = RoundZone.objects.visible_to(actor).filter(pk=zone).first()
    if held is None:
        raise no("no_zone", "Cette zone n’est pas de votre antenne.")
    if closed != (held.closed_on is not None):
        held.closed_on = on if closed else None
        held.save(update_fields=["closed_on"])
        trace.record("zone_closed" if closed else "zone_opened", object_id=held.pk)
    return held


@verb
@transaction.atomic
def leave_card(*, actor: Membership, on: date, nickname: str, way: str, language: str, once: UUID) -> bool:
    """Somebody met wants to be called back. Whoever leaves it can't read it again; whether this one was left: sent
    twice, it is once.
    """
    require(access.can_note(actor))
    words = {"nickname": nickname.strip(), "way": way.strip(), "language": language.strip()}
    made = Card(pk=once, body=actor.body, left_on=on, words=words)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        return False
    trace.record("card_left", object_id=made.pk)
    return True


@verb
@transaction.atomic
def take_card(*, actor: Membership, on: date, card: UUID) -> Card:
    """Say that one calls her back. Raises `Refused` when a colleague took it."""
    require(access.can_keep(actor))
    held = Card.objects.visible_to(actor).select_for_update().filter(pk=card).first()
    if held is None or held.done_on is not None:
        raise no("no_card", "Cette carte n’attend plus.")
    if held.taken_on is not None:
        if held.taken_by_id == actor.pk:
            return held
        raise no("taken", "Quelqu’un de l’équipe a déjà pris cette carte.")
    held.taken_on, held.taken_by = on, actor
    held.save(update_fields=["taken_on", "taken_by"])
    trace.record("card_taken", object_id=held.pk)
    return held


@verb
@transaction.atomic
def end_card(*, actor: Membership, on: date, card: UUID, done: bool) -> Card | None:
    """She was called back (`done`), and the card goes; or it is given back to the others. None when it is gone."""
    require(access.can_keep(actor))
    held = Card.objects.visible_to(actor).select_for_update().filter(pk=card).first()
    if held is None or held.done_on is not None:
        return None
    require(access.can_end_card(actor, held))
    if done:
        held.done_on = on
        held.save(update_fields=["done_on"])
    else:
        held.taken_on = held.taken_by = None
        held.save(update_fields=["taken_on", "taken_by"])
    trace.record("card_done" if done else "card_given_back", object_id=held.pk)
    return held
