"""A demande without object: on a closed list of grounds, told to her antenne, reopened with both reasons kept."""

from datetime import date

from django.db import transaction

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core.refusal import no, require
from rivage.dossiers import access, asks
from rivage.dossiers.actions.demande import of_commission
from rivage.dossiers.actions.steps import hold, move
from rivage.dossiers.enums import PENDING, WithoutObjectGround
from rivage.dossiers.models import Demande, WithoutObject
from rivage.people import names
from rivage.people.actions import close


@verb
@transaction.atomic
def without_object(
    *, actor: Membership, on: date, demande: Demande, version: int, ground: str, since: date, words: str
) -> WithoutObject:
    """Nothing is left to decide: she withdrew by her own word, another préfet authorised, it was asked twice.

    `since`: the day of that fact; `words`: how it is known. Raises `Refused` for any other ground: what is said
    against a demande is a refusal, and goes to the préfet.
    """
    hold(demande, actor)
    require(access.can_instruct(actor, demande))
    if ground not in WithoutObjectGround.values:
        raise no(
            "no_such_ground",
            "Choisissez une de ces trois raisons. Toute autre est un refus : il se motive, et revient au préfet.",
            article="CASF R121-12-10",
        )
    if since > on:
        raise no("since_future", "Ce jour ne peut pas être après aujourd’hui.")
    if not words.strip():
        raise no("no_words", "Dites en quelques mots comment vous le savez : l’association les lira.")
    _nameless(demande, words)
    row = WithoutObject.beside(
        demande, demande=demande, ground=ground, since=since, words=words, closed_on=on, recorded_by=actor
    )
    move(demande, "without_object", version, closed_on=on)
    row.save(force_insert=True)
    close(actor=actor, on=on, shares=of_commission(demande))
    trace.record_about("without_object_noted", demande, ground=ground)
    return row


@verb
def read_without_object(*, actor: Membership, on: date, demande: Demande) -> None:
    """Her antenne read that the demande is closed, and why."""
    hold(demande, actor)
    require(access.can_submit(actor, demande))
    row = _standing(demande)
    if row.read_on is None:
        row.read_on = on
        row.save(update_fields=["read_on"])
        trace.record_about("without_object_read", demande)


@verb
@transaction.atomic
def contest_closing(*, actor: Membership, on: date, demande: Demande, why: str) -> WithoutObject:
    """Her antenne says, once, why there is something left to decide: whoever closed it reopens it or answers."""
    hold(demande, actor)
    require(access.can_submit(actor, demande))
    row = _standing(demande)
    if row.contested_on is not None:
        raise no("contested", "C’est déjà contesté. Une nouvelle demande reste possible à tout moment.")
    if not why.strip():
        raise no("no_reasons", "Dites pourquoi il reste à décider : la délégation lira ces mots.")
    _nameless(demande, why)
    row.contested_on, row.contested_why, row.read_on = on, why, row.read_on or on
    row.save(update_fields=["contested_on", "contested_why", "read_on"])
    trace.record_about("closing_contested", demande)
    return row


@verb
@transaction.atomic
def uphold_closing(*, actor: Membership, on: date, demande: Demande, why: str) -> WithoutObject:
    """Whoever instructs answers a contested closing without reopening: her antenne reads why on its home."""
    hold(demande, actor)
    require(access.can_instruct(actor, demande))
    row = _standing(demande)
    if row.contested_on is None or row.upheld_on is not None:
        raise no("nothing_contested", "Rien n’attend de réponse ici.")
    if not why.strip():
        raise no("no_reasons", "Dites pourquoi il n’y a rien à décider : l’association lira ces mots.")
    _nameless(demande, why)
    row.upheld_on, row.upheld_by, row.upheld_why, row.read_on = on, actor, why, None
    row.save(update_fields=["upheld_on", "upheld_by", "upheld_why", "read_on"])
    trace.record_about("closing_upheld", demande)
    return row


@verb
@transaction.atomic
def reopen(*, actor: Membership, on: date, demande: Demande, version: int, why: str) -> Demande:
    """It was closed wrongly: it is checked again, at its date of deposit. Both reasons stay."""
    hold(demande, actor)
    require(access.can_instruct(actor, demande))
    row = _standing(demande)
    if not why.strip():
        raise no("no_reasons", "Dites pourquoi la demande est rouverte.")
    _nameless(demande, why)
    if Demande.objects.filter(parcours=demande.parcours_id, step__in=PENDING).exists():
        raise no("one_pending", "Une autre demande est en cours pour ce parcours.")
    waits = asks.waiting(demande).filter(holds=True).exists()
    move(demande, "reopen_incomplete" if waits else "reopen", version, closed_on=None)
    row.reopened_on, row.reopened_by, row.reopened_why = on, actor, why
    row.save(update_fields=["reopened_on", "reopened_by", "reopened_why"])
    trace.record_about("demande_reopened", demande)
    return demande


def _standing(demande: Demande) -> WithoutObject:
    rows = WithoutObject.objects.select_for_update(of=("self",))
    row = rows.filter(demande=demande, reopened_on__isnull=True).first()
    if row is None:
        raise no("not_closed", "Cette demande n’est pas notée sans objet : il n’y a rien à rouvrir.")
    return row


def _nameless(demande: Demande, text: str) -> None:
    """Read with the reference, by some to whom no name is open."""
    names.nameless([demande.person_id], text, otherwise=names.SAY_THE_PERSON)
