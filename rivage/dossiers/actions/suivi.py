"""Verbs of the accompaniment: begin it, write a note that never leaves the antenne."""

from datetime import date
from typing import Any

from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core.refusal import no, require
from rivage.dossiers.models import Note, Suivi
from rivage.people import access as people_access
from rivage.people import actions as people
from rivage.people import birth
from rivage.people.models import Person


def open_suivi(
    *,
    actor: Membership,
    on: date,
    identity: dict[str, str],
    contact: dict[str, Any],
    aps_need: str,
    adult_said: bool = False,
) -> Person:
    """Begin to accompany somebody. Raises `Refused` "minor" under 18, and "maybe_minor" when the date leaves a doubt.

    `adult_said`: the person says that she is of age, and the antenne has no doubt. Nothing is kept on a refusal.
    """
    require(people_access.can_create(actor))
    born = birth.parse(identity.get("birth", ""))
    if born and birth.maybe_minor(born, on) and not birth.surely_minor(born, on) and not adult_said:
        raise no("maybe_minor", "Ce que l’on sait de la naissance ne dit pas si la personne a 18 ans.")
    person = people.create_person(actor=actor, on=on, identity=identity, contact=contact, aps_need=aps_need)
    Suivi(person=person, antenne_id=person.antenne_id, starts=on).save(force_insert=True)
    _record("suivi_opened", person)
    return person


def add_note(*, actor: Membership, on: date, person: Person, text: str) -> Note:
    """Write a note of the antenne, under the key that only the antenne holds."""
    require(people_access.can_write(actor, person))
    if not text.strip():
        raise no("empty_note", "Il manque le texte de la note.")
    note = Note(person=person, antenne_id=person.antenne_id, author=actor.user, text=text)
    note.save(force_insert=True)
    _record("note_added", person)
    return note


def _record(event: str, person: Person) -> None:
    trace.record(event, people=[person.pk], antennes=[person.antenne_id], departement=person.departement)
