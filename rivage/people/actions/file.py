"""Verbs about people: create, write down, open and close their files."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Greatest

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core import clock, ids
from rivage.core.languages import coded
from rivage.core.refusal import no, require
from rivage.core.versions import to_write
from rivage.people import access, birth
from rivage.people.actions.held import hold
from rivage.people.actions.openings import close
from rivage.people.actions.team import begin
from rivage.people.enums import AccompanimentKind, AccordKind, AgeBand, Purpose
from rivage.people.models import (
    Accompaniment,
    Accord,
    AccordCorrection,
    Arrival,
    Child,
    Contact,
    Correspondence,
    Exclusion,
    Identity,
    Person,
    RelayCorrection,
    Share,
    Transfer,
)
from rivage.vault import erasures, keys

# Among forty thousand people one draw in 3 700 meets a number already given: five in a row never happen.
DRAWS = 5
NUMBER_TAKEN = "people_person_reference_key"


@verb
def create_person(
    *, actor: Membership, on: date, identity: dict[str, str], contact: dict[str, Any], aps_need: str
) -> Person:
    """Create a person accompanied by the actor's antenne, with her keys, identity and safe contact.

    Raises `Refused` when she says she is under 18 (nothing is kept: the screen opens the protection circuit).
    """
    require(access.can_create(actor))
    born = birth.parse(identity.get("birth", ""))
    if born and birth.surely_minor(born, on):
        raise no(
            "minor", "Cette personne a moins de 18 ans. Aucun dossier n’est créé : ouvrez le circuit de protection."
        )
    person = Person(
        antenne=actor.body,
        departement=actor.body.departement,
        age_band=birth.band(born, on),
        aps_need=aps_need,
    )
    keys.create(person.pk, actor.body_id)
    _insert(person)
    trace.record("person_created", people=[person.pk], antennes=[actor.body_id], departement=person.departement)
    # Before anything else is written of her: only who accompanies her may.
    if actor.user is not None:
        begin(person, actor.user, AccompanimentKind.REFERENT)
    Identity.beside(person, **identity).save(force_insert=True)
    Contact.beside(person, **contact).save(force_insert=True)
    Correspondence.beside(person).save(force_insert=True)
    return person


def _insert(person: Person) -> None:
    """Insert her under a number that nobody has. Those of other antennes are met, never read."""
    for left in reversed(range(DRAWS)):
        try:
            with transaction.atomic():
                person.save(force_insert=True)
            return
        except IntegrityError as error:
            diagnosis = getattr(error.__cause__, "diag", None)
            if not left or getattr(diagnosis, "constraint_name", None) != NUMBER_TAKEN:
                raise
            person.reference = ids.file_number()


@verb
def change_identity(*, actor: Membership, on: date, person: Person, values: dict[str, str], version: str) -> Identity:
    """Write what she is called and what papers say. A birth date under 18 is refused with the way to protection.

    `version`: that of the identity shown. Raises `Stale` when it was changed since, to something else.
    """
    hold(person, actor)
    require(access.can_write(actor, person))
    born = birth.parse(values.get("birth", ""))
    if born and birth.surely_minor(born, on):
        raise no("minor", "Cette date donne moins de 18 ans. Rien n’est changé : ouvrez le circuit de protection.")
    identity = Identity.objects.get(person=person)
    if not to_write(version, (identity, values)):
        return identity
    for name, value in values.items():
        setattr(identity, name, value)
    identity.save()
    Person.objects.filter(pk=person.pk).update(age_band=birth.band(born, on))
    trace.record_on("identity_changed", person, fields=sorted(values))
    return identity


@verb
def change_contact(
    *,
    actor: Membership,
    on: date,
    person: Person,
    contact: dict[str, Any],
    correspondence: dict[str, Any],
    version: str,
) -> None:
    """Write her safe-contact rules and where letters may go. `version`: that of both as shown. Raises `Stale`."""
    hold(person, actor)
    require(access.can_write(actor, person))
    written = (
        (Contact.objects.get(person=person), contact),
        (Correspondence.objects.get(person=person), correspondence),
    )
    if not to_write(version, *written):
        return
    for row, values in written:
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
    trace.record_on("contact_changed", person)


@verb
def add_child(*, actor: Membership, on: date, person: Person, values: dict[str, Any]) -> Child:
    """Write down a child. A birth date after today is refused, and a first name already written with that birth."""
    # Two clicks wait for each other.
    hold(person, actor)
    require(access.can_write(actor, person))
    _born(values, on)
    known = {(child.given_name, child.birth) for child in Child.objects.filter(person=person)}
    name, born = values.get("given_name", ""), values.get("birth", "")
    if name and (name, born) in known:
        raise no("child_there", f"{name} est déjà parmi ses enfants.")
    child = Child.beside(person, **values)
    child.save(force_insert=True)
    trace.record_on("child_added", person)
    return child


@verb
def change_child(*, actor: Membership, on: date, child: Child, values: dict[str, Any], version: str) -> Child:
    """Correct what is written of a child. `version`: that of what was shown. Raises `Stale`."""
    hold(child.person, actor)
    require(access.can_write(actor, child.person))
    _born(values, on)
    held = Child.objects.get(pk=child.pk)
    if not to_write(version, (held, values)):
        return held
    for name, value in values.items():
        setattr(held, name, value)
    held.save()
    trace.record_on("child_changed", child.person)
    return held


def _born(values: dict[str, Any], on: date) -> None:
    born = birth.parse(values.get("birth", ""))
    if born and birth.surely_after(born, on):
        raise no("child_unborn", "La date de naissance d’un enfant ne peut pas être après aujourd’hui.")


@verb
def give_accord(
    *, actor: Membership, on: date, person: Person, kind: str, given_on: date, language: str, interpreter: str = ""
) -> Accord:
    """Write down her agreement (L121-9 for the path; her word for each opening beyond the law)."""
    # The same word written twice is one word. Two clicks wait for each other.
    hold(person, actor)
    require(access.can_write(actor, person))
    if not language or not coded(language, interpreter):
        raise no("no_language", "Choisissez la langue, et comment les mots sont passés, parmi ce qui est proposé.")
    if given_on > on:
        raise no("accord_future", "Un accord ne peut pas être daté d’après aujourd’hui.")
    for known in Accord.objects.filter(person=person, kind=kind, given_on=given_on, withdrawn_on__isnull=True):
        if (known.language, known.interpreter or "") == (language, interpreter):
            return known
    Accord.objects.filter(person=person, kind=kind, withdrawn_on__isnull=True).update(
        withdrawn_on=Greatest(F("given_on"), given_on)
    )
    accord = Accord.beside(
        person,
        kind=kind,
        given_on=given_on,
        language=language,
        interpreter=interpreter,
    )
    accord.save(force_insert=True)
    trace.record_on("accord_given", person, kind=kind)
    return accord


@verb
def withdraw_accord(*, actor: Membership, on: date, accord: Accord, said_on: date) -> None:
    """She takes her word back: the danger closes to whoever read it on that word alone.

    What else follows where she is in her path: `dossiers.actions.take_word_back`.
    """
    hold(accord.person, actor)
    require(access.can_write(actor, accord.person))
    held = Accord.objects.get(pk=accord.pk)
    if held.withdrawn_on is not None:
        raise no("accord_back", "Cet accord est déjà repris.")
    if said_on > on:
        raise no("said_future", "Cette parole ne peut pas être datée d’après aujourd’hui.")
    if said_on < held.given_on:
        raise no("accord_order", "Un accord ne peut pas être repris avant d’avoir été donné.")
    held.withdrawn_on = said_on
    held.save(update_fields=["withdrawn_on"])
    if held.kind == AccordKind.SAFETY:
        close(actor=actor, on=on, shares=Share.objects.filter(person=held.person_id, purpose=Purpose.PROTECTION))
    trace.record_on("accord_withdrawn", accord.person, kind=held.kind)


@verb
def restore_accord(*, actor: Membership, on: date, accord: Accord, reason: str) -> None:
    """It was noted by mistake that she took her word back: it stands again, and what was noted is kept with why."""
    hold(accord.person, actor)
    require(access.can_write(actor, accord.person))
    held = Accord.objects.get(pk=accord.pk)
    if held.withdrawn_on is None:
        raise no("accord_stands", "Cet accord n’est pas repris : il n’y a rien à corriger.")
    if Accord.objects.filter(person=held.person_id, kind=held.kind, withdrawn_on__isnull=True).exists():
        raise no("accord_since", "Elle a donné un autre accord depuis : c’est lui qui vaut.")
    if not reason.strip():
        raise no("no_reason", "Dites ce qui s’est passé, en une phrase : ce qui était noté reste écrit à côté.")
    AccordCorrection.beside(
        held, accord=held, withdrawn_on=held.withdrawn_on, corrected_on=on, reason=reason.strip()
    ).save(force_insert=True)
    held.withdrawn_on = None
    held.save(update_fields=["withdrawn_on"])
    trace.record_on("accord_restored", accord.person, kind=held.kind)


@verb
def erase_person(*, actor: Membership, on: date, person: Person) -> None:
    """Erase a person: her keys, hence everything encrypted, here and in every backup once the key dumps are too old.

    Once a demande was deposited, only what the antenne alone holds goes: demande, avis and decision are records of
    the préfet, which wait for the archives. The trace keeps bare ids; the register is replayed at each restore.
    """
    require(access.can_erase(actor, person))
    deposited = Share.objects.filter(person=person).exists()
    trace.record_on("person_erased", person)
    scope = erasures.PRIVATE if deposited else erasures.WHOLE
    for arrival in Arrival.objects.filter(person=person):
        erasures.write(person.pk, arrival.origin, scope)
    erasures.erase(person.pk, person.antenne_id, scope)


OF_THE_ANTENNE = (Child, Contact, Exclusion, RelayCorrection, Accompaniment, AccordCorrection)
OF_THE_FILE = (Correspondence, Identity, Accord)


@erasures.also_erases
def _erase_rows(person: UUID, antenne: UUID, whole: bool) -> None:
    """Delete her nominative rows of that scope; of the whole, also close her openings and hide what stays."""
    for model in (*OF_THE_ANTENNE, *(OF_THE_FILE if whole else ())):
        model.objects.filter(person_id=person, antenne_id=antenne).delete()
    offered = Transfer.objects.filter(person_id=person, antenne_id=antenne, closed_at__isnull=True)
    offered.filter(cancelled_at__isnull=True).update(cancelled_at=clock.now())
    if not whole:
        return
    instant = clock.now()
    open_ = Share.objects.filter(person_id=person, antenne_id=antenne, ends__gt=instant)
    open_.update(ends=Greatest(F("starts"), instant))
    Person.objects.filter(pk=person, antenne_id=antenne, erased_on__isnull=True).update(
        erased_on=instant.date(), age_band=AgeBand.UNKNOWN
    )
