"""Verbs of the accompaniment: begin it, write a note that never leaves the antenne."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from rivage.accounts.acting import verb
from rivage.accounts.models import Body, Membership
from rivage.audit import trace
from rivage.core import clock
from rivage.core.french import capital
from rivage.core.refusal import no, reasoned, require
from rivage.dossiers import access, entry, left_open
from rivage.dossiers.enums import PENDING, Destination, Step, SuiviEnd
from rivage.dossiers.models import Demande, MistakenEnd, Note, NoteDraft, Period, Suivi
from rivage.dossiers.standing import at_rest, ended_today
from rivage.law.wording import day as in_words
from rivage.people import access as people_access
from rivage.people import actions as people
from rivage.people import birth
from rivage.people.models import Contact, Identity, Person

# What is written of an end.
ENDED = ("ends", "why", "destination", "words", "said_on")
# Longer ago, the beginning of an accompaniment is the slip of a year.
FURTHEST = timedelta(days=366 * 20)
SECOND_CLICK = timedelta(minutes=2)


@verb
def open_suivi(
    *,
    actor: Membership,
    on: date,
    identity: dict[str, str],
    contact: dict[str, Any],
    aps_need: str,
    adult_said: bool = False,
    typed: bool = False,
    since: date | None = None,
    asked: Mapping[str, str] | None = None,
) -> Person:
    """Begin to accompany somebody. Raises `Refused` "minor" under 18, and "maybe_minor" when the date leaves a doubt.

    `adult_said`: the person says that she is of age, and the antenne has no doubt. Nothing is kept on a refusal.
    `typed`: the words come from a screen, where a second click sends them again; the same words are then refused.
    `since`: the day it began, where Rivage did not know it yet; today, where none is said. `asked`: what was answered
    to the questions of `dossiers.entry`, by name.
    """
    require(people_access.can_create(actor))
    _check_since(since or on, on)
    born = birth.parse(identity.get("birth", ""))
    if born and birth.maybe_minor(born, on) and not birth.surely_minor(born, on) and not adult_said:
        raise no("maybe_minor", "Ce que l’on sait de la naissance ne dit pas si la personne a 18 ans.")
    if typed and _just_opened(actor, identity, contact):
        raise no(
            "just_opened",
            "Un accompagnement avec ces mots vient déjà d’être ouvert : il est dans votre liste. "
            "Pour une autre personne, changez un mot.",
        )
    person = people.create_person(actor=actor, on=on, identity=identity, contact=contact, aps_need=aps_need)
    Suivi.beside(person, starts=since or on).save(force_insert=True)
    trace.record_on("suivi_opened", person)
    entry.note(actor, on, person, asked or {})
    return person


def _check_since(since: date, on: date) -> None:
    if since > on:
        raise no("since_future", "Ce jour ne peut pas être après aujourd’hui.")
    if since < on - FURTHEST:
        raise no("since_past", "Ce jour est trop ancien : vérifiez l’année.")


@verb
def end_suivi(
    *, actor: Membership, on: date, person: Person, ended_on: date, why: str, destination: str, words: str = ""
) -> Suivi:
    """The antenne accompanies her no more, outside a path: why, and towards what. It begins again when she wants.

    `words`: what an « autre » is. Raises `Refused` while rights run, or a demande waits for an answer, or where
    something was noted with her on a later day.
    """
    held = people.hold(person, actor)
    require(access.can_say(actor, held))
    if why not in SuiviEnd.values or destination not in Destination.values:
        raise no("no_reason", "Dites pourquoi l’accompagnement se termine, et vers quoi elle part.")
    if SuiviEnd.OTHER in (why, destination) and not words.strip():
        raise no("no_words", "Dites en quelques mots ce qu’est « autre ».")
    suivi = Suivi.objects.filter(person=held, ends__isnull=True).first()
    if suivi is None:
        raise no("suivi_ended", "Cet accompagnement est déjà terminé.")
    if ended_on > on:
        raise no("end_future", "Ce jour ne peut pas être après aujourd’hui.")
    if ended_on < suivi.starts:
        raise no("end_before", "Cet accompagnement a commencé après ce jour.")
    if (met := left_open.last_met(held)) and met.on > ended_on:
        raise no(
            "end_before_met",
            f"{capital(met.words)} le {in_words(met.on)} : l’accompagnement ne s’est pas terminé avant. Choisissez ce "
            "jour ou un jour d’après, ou corrigez d’abord le jour qui est faux.",
        )
    nothing_runs(held, on)
    suivi.ends, suivi.why, suivi.destination, suivi.words = ended_on, why, destination, words.strip() or None
    suivi.said_on = on
    suivi.save(update_fields=[*ENDED])
    trace.record_about("suivi_ended", suivi, departement=held.departement, why=why)
    return suivi


def nothing_runs(person: Person, on: date) -> None:
    """Raises `Refused` while rights run, or a demande waits for an answer: an accompaniment does not end then."""
    if Period.objects.lived(after=on).filter(person=person).exists():
        raise no("rights_run", "Son parcours court : « Elle veut arrêter » ou « Sans nouvelles » le disent d’abord.")
    waiting = Demande.objects.filter(person=person, step__in=(*PENDING, Step.FORWARDED)).exclude(step=Step.DRAFT)
    if waiting.exists():
        raise no("demande_waits", "Une demande attend une réponse : elle se retire d’abord, à sa demande.")


@verb
def mistake_end(*, actor: Membership, on: date, person: Person, mistake: str) -> Suivi:
    """The end was noted by mistake: the accompaniment goes on as if it had never been said, which stays written with
    `mistake`, why it was wrong. Raises `Refused` on another day than that of the gesture, or once it began again.
    """
    held = people.hold(person, actor)
    require(access.can_say(actor, held))
    suivi = ended_today(held, on)
    if suivi is None:
        raise no("not_ended_today", "Une fin se reprend le jour où elle est notée. Ensuite, l’accompagnement reprend.")
    said = {name: getattr(suivi, name) for name in ("ends", "why", "destination", "words")}
    row = MistakenEnd.beside(held, suivi=suivi, mistake=reasoned(mistake), recorded_by=actor, **said)
    row.save(force_insert=True)
    suivi.ends, suivi.why, suivi.destination, suivi.words, suivi.said_on = None, "", "", None, None
    suivi.save(update_fields=[*ENDED])
    trace.record_about("suivi_end_mistaken", row, departement=held.departement)
    return suivi


@verb
def resume_suivi(*, actor: Membership, on: date, person: Person) -> Suivi:
    """The antenne accompanies her again. What was said of the end stays written."""
    held = people.hold(person, actor)
    require(access.can_say(actor, held))
    if not at_rest().filter(person=held).exists():
        raise no("suivi_runs", "Cet accompagnement n’est pas terminé : il n’y a rien à reprendre.")
    suivi = Suivi.beside(held, starts=on)
    suivi.save(force_insert=True)
    trace.record_about("suivi_resumed", suivi, departement=held.departement)
    return suivi


def _just_opened(actor: Membership, identity: dict[str, str], contact: dict[str, Any]) -> bool:
    """Whether this membership opened a file with the very same words a moment ago. Two clicks wait for each other."""
    Body.objects.select_for_update(no_key=True).get(pk=actor.body_id)
    known = Person.objects.visible_to(actor).filter(created_at__gt=clock.now() - SECOND_CLICK)
    recent = list(known.values_list("pk", flat=True))
    for model, words in ((Identity, identity), (Contact, contact)):
        rows = model.objects.filter(person__in=recent)
        recent = [row.person_id for row in rows if all(getattr(row, name) == words[name] for name in words)]
    return bool(recent)


@verb
def add_note(
    *, actor: Membership, on: date, person: Person, text: str, draft: UUID | None = None, version: int = 0
) -> Note:
    """Write a note of the antenne, under the key that only the antenne holds. Its `draft` goes, if it is as shown."""
    # Two clicks wait for each other.
    people.hold(person, actor)
    require(people_access.can_write(actor, person))
    if not text.strip():
        raise no("empty_note", "Il manque le texte de la note.")
    recent = Note.objects.filter(person=person, author=actor.user, created_at__gt=clock.now() - SECOND_CLICK)
    if any(one.text == text for one in recent):
        raise no("just_kept", "Cette note vient déjà d’être gardée.")
    note = Note.beside(person, author=actor.user, text=text)
    note.save(force_insert=True)
    if draft is not None:
        _drafts(actor, person).filter(pk=draft, version=version).delete()
    trace.record_on("note_added", person)
    return note


@verb
def keep_draft(
    *, actor: Membership, on: date, person: Person, text: str, draft: UUID | None, version: int
) -> NoteDraft | None:
    """Keep a note that its author is typing; nothing is kept of an empty one.

    `draft` and `version`: what the form was shown. Written since from another tab, it is left as it is: these words
    become another draft.
    """
    people.hold(person, actor)
    require(people_access.can_write(actor, person))
    mine = _drafts(actor, person)
    shown = mine.filter(pk=draft, version=version) if draft is not None else mine.none()
    if not text.strip():
        shown.delete()
        return None
    held = shown.first() or next((one for one in mine if one.text == text), None)
    if held is not None and held.text == text:
        return held
    held = held or NoteDraft.beside(person, author=actor.user, version=0)
    held.text, held.version, held.saved_at = text, held.version + 1, clock.now()
    held.save()
    trace.record_on("note_drafted", person)
    return held


def _drafts(actor: Membership, person: Person) -> QuerySet[NoteDraft]:
    return NoteDraft.objects.filter(person=person, author=actor.user)
