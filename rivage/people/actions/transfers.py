"""She goes to another antenne: the one that she leaves gives her a code, the one that welcomes her pulls the file.

Nothing says to the first where she went, nor why: it keeps a number and a date (see docs/adr/0010).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from rivage.accounts.acting import verb
from rivage.accounts.models import Body, Membership
from rivage.audit import trace
from rivage.audit.models import Event
from rivage.core import clock
from rivage.core.refusal import no, require
from rivage.people import access
from rivage.people.actions.held import hold
from rivage.people.enums import AccompanimentKind
from rivage.people.models import Accompaniment, Arrival, Identity, Person, Transfer, TransferKey
from rivage.vault import handover, keys
from rivage.vault.enums import KeyKind
from rivage.vault.errors import KeyMissing

VALID = timedelta(days=30)
# Wrong codes of one antenne, in a time: the code has 90 bits, so this only makes guessing visible and vain sooner.
MOST_WRONG, WITHIN = 10, timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Offered:
    """The code, kept nowhere: this is the only time that it can be shown."""

    transfer: Transfer
    code: str


@dataclass(frozen=True, slots=True)
class Arriving:
    """Who arrives, before she is accepted: her number, what she is called, whether notes come with her."""

    reference: str
    called: str
    with_notes: bool


@dataclass(frozen=True, slots=True)
class Arrived:
    """Who arrived, the département that she left, and the kinds of holders who read her file there until now."""

    person: Person
    left: str
    holders: tuple[str, ...]


@verb
def offer_transfer(*, actor: Membership, on: date, person: Person, with_notes: bool, received_alone: bool) -> Offered:
    """Let her go at her word: draw a code, valid 30 days, that opens her file once to the antenne she brings it to.

    `with_notes`: she agrees that the antenne's notes and earlier wordings follow; else they are erased when she is
    welcomed. Raises `Refused` while another code is in course.
    """
    hold(person, actor)
    require(access.can_offer(actor, person))
    if not received_alone:
        raise no(
            "not_alone", "Recevez la personne seule, avec un interprète si besoin, avant de lui remettre un code."
        )
    instant = clock.now()
    for known in Transfer.objects.filter(person_id=person.pk, cancelled_at__isnull=True, closed_at__isnull=True):
        if known.ends > instant:
            raise no(
                "transfer_pending", "Un code est déjà en cours pour cette personne. Annulez-le pour en refaire un."
            )
        _cancel(known)
    code = handover.draw()
    opener = handover.opener(code)
    assert opener is not None, "a code that was drawn is one"  # noqa: S101 - said for the reader and the checker
    called = Identity.objects.get(person=person).called or "sans nom"
    try:
        sealed = handover.seal(person.pk, person.antenne_id, opener, called)
    except KeyMissing as error:
        raise no("erased", "Une partie de ce dossier a été effacée chez vous : il ne peut plus partir.") from error
    transfer = Transfer(
        person_id=person.pk,
        antenne_id=person.antenne_id,
        departement=person.departement,
        reference=person.reference,
        with_notes=with_notes,
        offered_by=actor,
        offered_at=instant,
        ends=instant + VALID,
    )
    transfer.save(force_insert=True)
    TransferKey(
        transfer=transfer, digest=opener.digest, label=sealed.label, private=sealed.private, shared=sealed.shared
    ).save(force_insert=True)
    trace.record_about("transfer_offered", transfer, with_notes=with_notes)
    return Offered(transfer, code)


@verb
def cancel_transfer(*, actor: Membership, on: date, transfer: Transfer) -> None:
    """Take a code back, as long as nobody used it: what it opened is deleted."""
    held = (
        Transfer.objects.visible_to(actor).select_for_update(no_key=True, of=("self",)).filter(pk=transfer.pk).first()
    )
    if held is None:
        raise no("transfer_unseen", "Ce code n’est pas de votre association.")
    require(access.can_cancel(actor, held))
    _cancel(held)


def _cancel(transfer: Transfer) -> None:
    transfer.cancelled_at = clock.now()
    transfer.save(update_fields=["cancelled_at"])
    trace.record_about("transfer_cancelled", transfer)


@verb
def look_at_transfer(*, actor: Membership, on: date, code: str) -> Arriving | None:
    """Who arrives with this code. None for a code that is wrong, too old, cancelled or used: nothing tells which.

    Raises `Refused` when too many wrong codes were typed by this antenne, or when it has just welcomed her.
    """
    found = _found(actor, code)
    if found is None:
        return None
    trace.record("transfer_seen", people=[found.person], antennes=[actor.body_id])
    return Arriving(found.reference, handover.label(found.person, found.opener, found.label), found.with_notes)


@verb
def accept_transfer(*, actor: Membership, on: date, code: str) -> Arrived | None:
    """Welcome who brings this code: her whole file moves to the actor's antenne, under its key alone, and opens here.

    None as in `look_at_transfer`. The actor accompanies her. The other antenne reads nothing more, in this very
    transaction; its trace says that the suivi is closed, by nobody.
    """
    found = _found(actor, code)
    if found is None:
        return None
    wrapped = [
        handover.rewrap(found.person, found.opener, sealed, kind, actor.body_id)
        for kind, sealed in ((KeyKind.PRIVATE, found.private), (KeyKind.SHARED, found.shared))
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT origin, departement, holders FROM people_transfer_accept(%s, %s, %s)",
            [found.opener.digest, *wrapped],
        )
        origin, left, holders = cursor.fetchone()
    keys.forget(found.person)
    person = Person.objects.select_related("antenne").get(pk=found.person)
    _opens(person)
    Accompaniment.beside(person, user=actor.user, kind=AccompanimentKind.REFERENT).save(force_insert=True)
    Arrival.beside(
        person,
        origin=origin,
        accepted_at=clock.now(),
        accepted_by=actor,
        digest=found.opener.digest,
    ).save(force_insert=True)
    trace.record_on("person_welcomed", person)
    return Arrived(person, left, tuple(holders))


def _opens(person: Person) -> None:
    """Both keys open under the new keyset, or the exception undoes the whole move."""
    keys.cipher(person.pk, KeyKind.PRIVATE)
    assert Identity.objects.get(person=person).called is not None  # noqa: S101 - read for what it raises


@dataclass(frozen=True, slots=True)
class _Found:
    opener: handover.Opener
    person: UUID
    reference: str
    with_notes: bool
    label: bytes
    private: bytes
    shared: bytes


def _found(actor: Membership, code: str) -> _Found | None:
    """What a code opens to this antenne; None, and one more wrong code in the trace, when it opens nothing."""
    require(access.can_welcome(actor))
    # Those of one antenne wait for each other: the count of wrong codes holds, and two clicks are one welcome.
    Body.objects.select_for_update(no_key=True).get(pk=actor.body_id)
    wrong = Event.objects.filter(kind="transfer_wrong", antennes__contains=[actor.body_id])
    if wrong.filter(at__gt=clock.now() - WITHIN).count() >= MOST_WRONG:
        raise no("too_many", "Votre antenne a saisi trop de codes inexacts. Réessayez dans un quart d’heure.")
    opener = handover.opener(code)
    row: Any = None
    if opener is not None:
        if Arrival.objects.filter(antenne_id=actor.body_id, digest=opener.digest).exists():
            raise no("welcomed", "Ce code vient de servir dans votre antenne : la personne est dans votre liste.")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT person, reference, with_notes, label, private, shared FROM people_transfer_look(%s)",
                [opener.digest],
            )
            row = cursor.fetchone()
    if opener is None or row is None:
        trace.record("transfer_wrong", antennes=[actor.body_id])
        return None
    return _Found(opener, *row)
