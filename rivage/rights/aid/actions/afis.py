"""The préfet's decision on the AFIS, written down (CASF L121-9 II, D121-12-15 to -18)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from rivage.accounts.acting import verb
from rivage.accounts.enums import READ, Source
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core.db.locks import lock
from rivage.core.refusal import Stale, no, reasoned, require
from rivage.core.versions import version_of
from rivage.decisions import remedies
from rivage.dossiers.actions import open_where_she_is
from rivage.dossiers.actions.transfers import place_of
from rivage.dossiers.models import Demande
from rivage.law.afis_motifs import motifs
from rivage.law.no_motive import WITHOUT, stands_alone
from rivage.law.verdict import Outcome
from rivage.law.wording import day
from rivage.people import actions as people
from rivage.people import names
from rivage.people.enums import Purpose
from rivage.people.models import Share
from rivage.rights import access
from rivage.rights.aid import retaken
from rivage.rights.aid.examination import Examination, examine
from rivage.rights.aid.scales import MOST_CHILDREN
from rivage.rights.enums import AfisSense
from rivage.rights.models import AfisCorrection, AfisDecision, AidNotice


@verb
@transaction.atomic
def decide_afis(
    *,
    actor: Membership,
    on: date,
    demande: Demande,
    sense: str,
    decided_on: date,
    children: int | None,
    motives: Sequence[str] = (),
    reasons: str = "",
    signed_name: str,
    source: str = Source.SIGNED_PAPER,
) -> AfisDecision:
    """Write down what the préfet decided on the aid, with what the law computes beside it.

    Raises `Refused` before the commission's avis on the aid, but of a path that a judgment opened; before the path is
    authorised; without who signed; twice, unless what was decided holds no more; for a refusal without coded motive or
    reasons. Read on the signed paper, it is noted as it is (`aid.marks`).
    `children`: of a grant, whose amount they set; a refusal counts those that the demande says. A grant opens the
    decision and her correspondence address to the payer.
    """
    Demande.objects.select_for_update(of=("self",)).filter(pk=demande.pk).first()
    before, anew = retaken.standing(demande, on)
    require(access.can_decide(actor, demande, anew=anew))
    _check(on, sense, decided_on, children, motives, reasons, signed_name, source)
    if before is not None and decided_on < before.decided_on:
        raise no("before_refusal", f"La nouvelle décision vient après le refus du {day(before.decided_on)}.")
    found = _examined(demande, decided_on, children, source)
    if before is not None:
        before.replaced_on = decided_on
        before.save(update_fields=["replaced_on"])
    row = AfisDecision.beside(
        demande,
        demande=demande,
        sense=sense,
        decided_on=decided_on,
        children=found.children or 0,
        motives=list(motives),
        verdict=found.kept(),
        reasons=reasons,
        recorded_by=actor,
        signed_name=signed_name.strip(),
        source=source,
    )
    row.save(force_insert=True)
    _record(row, place_of(demande))
    if sense == AfisSense.GRANT:
        open_where_she_is(actor=actor, on=on, demande=demande, kind="payer", opening="grant_afis")
    return row


@verb
def examine_afis(
    *,
    actor: Membership,
    on: date,
    demande: Demande,
    sense: str,
    decided_on: date,
    children: int | None,
    motives: Sequence[str] = (),
    reasons: str = "",
    signed_name: str,
    source: str = Source.SIGNED_PAPER,
    instead_of: AfisDecision | None = None,
) -> Examination:
    """What the law computes beside a decision as it is typed, or typed again in place of what was noted. Raises what
    `decide_afis` or `correct_afis` would; nothing is written.
    """
    require(access.can_correct_afis(actor, instead_of) if instead_of else access.can_decide(actor, demande))
    _check(on, sense, decided_on, children, motives, reasons, signed_name, source)
    return _examined(demande, decided_on, children, source)


@verb
@transaction.atomic
def correct_afis(
    *, actor: Membership, on: date, decision: AfisDecision, instead: dict[str, Any], why: str, version: str
) -> AfisDecision:
    """It was noted wrong: `instead`, as `decide_afis` takes it, takes its place, and what was noted stays with why.

    `version`: `version_of` the decision that was read; raises `Stale` when something else was noted since. Raises
    `Refused` for what `decide_afis` refuses, once a month is ordered or the end is noted, and when nothing differs. A
    grant opens to the payer what a refusal closes.
    """
    demande, here = decision.demande, place_of(decision.demande)
    # An order waits for it, and it for an order: what is ordered was granted.
    lock(f"rights.order:{here}")
    held = AfisDecision.objects.select_for_update(of=("self",)).select_related("demande__person").get(pk=decision.pk)
    require(access.can_correct_afis(actor, held))
    if version != version_of(held):
        raise Stale
    _check(on, **instead)
    found = _examined(demande, instead["decided_on"], instead["children"], instead["source"])
    instead = instead | {"signed_name": instead["signed_name"].strip(), "children": found.children or 0}
    before = {name: getattr(held, name) for name in instead}
    if instead == before:
        raise no("same", "C’est ce qui est déjà noté : changez ce qui est faux.")
    _check_handed(held, instead)
    why = reasoned(why)
    names.nameless([held.person_id], why, otherwise=names.SAY_THE_PERSON)
    kept = {"known_from" if name == "source" else name: value for name, value in before.items()}
    AfisCorrection.beside(held, decision=held, **kept, corrected_on=on, why=why, recorded_by=actor).save(
        force_insert=True
    )
    for name, value in instead.items():
        setattr(held, name, value)
    held.verdict = found.kept()
    held.save(update_fields=[*instead, "verdict"])
    trace.record_about(
        "afis_corrected", held, departement=here, sense=held.sense, before=before["sense"], source=held.source
    )
    if held.sense != before["sense"]:
        _open_or_close(actor, on, held, here)
    return held


def _check_handed(held: AfisDecision, instead: dict[str, Any]) -> None:
    """What was handed to her is not turned into its contrary, nor dated after."""
    notices = AidNotice.objects.filter(decision=held, end__isnull=True)
    stands = remedies.standing(notices)
    if stands is None or not stands.reached:
        return
    if instead["sense"] != held.sense:
        raise no(
            "told",
            "La remise de cette décision est notée, et son délai pour contester court. Si ce n’est pas cette décision "
            "qui lui a été remise, corrigez d’abord la remise.",
        )
    if instead["decided_on"] > stands.on:
        raise no("after_told", "La remise est notée avant cette date : relisez-la, ou corrigez d’abord la remise.")


def _open_or_close(actor: Membership, on: date, held: AfisDecision, here: str) -> None:
    """To the payer: what it reads of an aid is that of an aid granted."""
    if held.sense == AfisSense.GRANT:
        open_where_she_is(actor=actor, on=on, demande=held.demande, kind="payer", opening="grant_afis")
        return
    others = AfisDecision.objects.filter(person=held.person_id, sense=AfisSense.GRANT).exists()
    of_this = Q(demande_id=held.demande_id) if others else Q(demande_id=held.demande_id) | Q(demande_id=None)
    shares = Share.objects.filter(of_this, person=held.person_id, holder=f"payer:{here}", purpose=Purpose.PAYMENT)
    people.close(actor=actor, on=on, shares=shares)


def _examined(demande: Demande, decided_on: date, children: int | None, source: str) -> Examination:
    found = examine(demande, decided_on, children)
    if source in READ:
        return found
    verdict = found.can_decide(decided_on)
    # A question is shown on the page; only a no stops.
    if verdict.outcome is Outcome.NO:
        require(verdict)
    path_on = found.decision.decided_on if found.decision else None
    if path_on is None or decided_on < path_on:
        raise no("before_path", "L’aide se décide après l’autorisation du parcours, ou le même jour.")
    return found


def _record(row: AfisDecision, departement: str) -> None:
    trace.record(
        "afis_decided",
        people=[row.person_id],
        antennes=[row.antenne_id],
        departement=departement,
        object_id=row.demande_id,
        sense=row.sense,
        children=row.children,
        source=row.source,
        verdict=row.verdict["outcome"],
    )


def _check(
    on: date,
    sense: str,
    decided_on: date,
    children: int | None,
    motives: Sequence[str],
    reasons: str,
    signed_name: str,
    source: str,
) -> None:
    if sense not in AfisSense.values:
        raise no("no_such_sense", "L’aide est accordée ou refusée.")
    if decided_on > on:
        raise no("decided_future", "Une décision ne peut pas être datée d’après aujourd’hui.")
    counts = sense == AfisSense.GRANT or children is not None
    if counts and not 0 <= (-1 if children is None else children) <= MOST_CHILDREN:
        raise no("children_out", f"Le nombre d’enfants à charge va de 0 à {MOST_CHILDREN}.")
    if not signed_name.strip() and source not in READ:
        raise no("signed_name_missing", "Notez qui a signé la décision.")
    _check_motives(sense, decided_on, motives, reasons)


def _check_motives(sense: str, decided_on: date, motives: Sequence[str], reasons: str) -> None:
    """A refusal says which condition is not met, and why; one that its paper does not reason is noted as it is."""
    if sense == AfisSense.GRANT:
        if motives:
            raise no("motives_on_grant", "Une aide accordée n’a pas de motif de refus.")
        return
    if not motives:
        raise no("motives_missing", "Un refus dit sa condition : choisissez-en au moins une.", article="CRPA L211-2")
    if WITHOUT in motives:
        require(stands_alone(motives, reasons))
        return
    offered = {each.code for each in motifs(decided_on)}
    if not offered.issuperset(motives):
        raise no("motive_unknown", "Ce motif n’existait pas le jour de cette décision.")
    if not reasons.strip():
        raise no("reasons_missing", "Un refus est motivé, en fait et en droit.", article="CRPA L211-2 et L211-5")
