"""Verbs about agréments: dated facts, noted from the préfet's orders."""

from datetime import date
from typing import Any

from rivage.accounts.acting import verb
from rivage.accounts.enums import BodyKind
from rivage.accounts.models import Body, Membership
from rivage.associations import access
from rivage.associations.models import Agrement
from rivage.audit import trace
from rivage.core import clock
from rivage.core.refusal import no, require


@verb
def note_agrement(
    *,
    actor: Membership,
    on: date,
    association: Body,
    departement: str,
    reference: str,
    starts: date,
    last_day: date,
    source: str,
) -> Agrement:
    """Note an agrément from its order: it counts from `starts` to `last_day`, both included (CASF R121-12-3)."""
    require(access.can_note(actor, departement))
    agrement = _noted(actor, association, departement, reference, starts, last_day, source)
    trace.record("agrement_noted", object_id=agrement.pk, departement=departement)
    return agrement


@verb
def correct_agrement(
    *,
    actor: Membership,
    on: date,
    agrement: Agrement,
    association: Body,
    reference: str,
    starts: date,
    last_day: date,
    source: str,
    why: str,
) -> Agrement:
    """Write what its order says in place of what was noted wrong, which stays with the reason. Not once withdrawn."""
    require(access.can_note(actor, agrement.departement))
    held = Agrement.objects.select_for_update(of=("self",)).get(pk=agrement.pk)
    if held.replaced_at is not None:
        raise no("agrement_replaced", "Cet agrément a déjà été corrigé : corrigez celui qui le remplace.")
    if held.withdrawn_on is not None:
        raise no("agrement_withdrawn", "Le retrait de cet agrément est noté : il ne se corrige plus.")
    held.replaced_at = clock.now()
    held.save(update_fields=["replaced_at"])
    found = _noted(actor, association, held.departement, reference, starts, last_day, source, replaces=held, why=why)
    trace.record("agrement_corrected", object_id=found.pk, departement=held.departement)
    return found


def _noted(
    actor: Membership,
    association: Body,
    departement: str,
    reference: str,
    starts: date,
    last_day: date,
    source: str,
    **more: Any,
) -> Agrement:
    antennes = Body.objects.filter(kind=BodyKind.ANTENNE, departement=departement)
    if not antennes.filter(parent=association).exists() and not antennes.filter(pk=association.pk).exists():
        raise no("no_antenne", "Cette association n’a pas d’antenne dans ce département.")
    if last_day < starts:
        raise no("agrement_order", "Le dernier jour d’un agrément ne vient pas avant le premier.")
    # Two clicks wait for each other.
    Body.objects.select_for_update(no_key=True).get(pk=association.pk)
    counting = Agrement.objects.counting()
    if counting.filter(association=association, departement=departement, starts=starts).exists():
        raise no("agrement_there", "Un agrément de cette association qui commence ce jour est déjà noté.")
    agrement = Agrement(
        association=association,
        departement=departement,
        reference=reference,
        starts=starts,
        ends=date.fromordinal(last_day.toordinal() + 1),
        source=source,
        recorded_by=actor,
        **more,
    )
    agrement.save(force_insert=True)
    return agrement


@verb
def withdraw_agrement(
    *, actor: Membership, on: date, agrement: Agrement, withdrawn_on: date, heard_on: date
) -> Agrement:
    """Note that an agrément was withdrawn, after the association was heard (CASF R121-12-5, CRPA L122-1).

    `withdrawn_on`: first day without it. Nobody accompanied loses anything by it.
    """
    require(access.can_note(actor, agrement.departement))
    held = Agrement.objects.select_for_update().get(pk=agrement.pk)
    if held.withdrawn_on is not None:
        raise no("agrement_withdrawn", "Le retrait de cet agrément est déjà noté.")
    if held.replaced_at is not None:
        raise no("agrement_replaced", "Cet agrément a été corrigé : notez le retrait de celui qui le remplace.")
    if heard_on > on or heard_on >= withdrawn_on:
        raise no(
            "not_heard",
            "Un retrait vient après avoir invité l’association à présenter ses observations.",
            article="CASF R121-12-5",
        )
    if not held.starts <= withdrawn_on < held.ends:
        raise no("agrement_order", "Le retrait vient entre le début et la fin de l’agrément.")
    held.heard_on, held.withdrawn_on = heard_on, withdrawn_on
    held.save(update_fields=["heard_on", "withdrawn_on"])
    trace.record("agrement_withdrawn", object_id=held.pk, departement=held.departement)
    return held
