"""Signing: by the signatory, or written down from the signed paper."""

from datetime import date

from django.db import transaction

from rivage.accounts.acting import verb
from rivage.accounts.enums import READ, Role, Source
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core import clock
from rivage.core.refusal import Refused, Stale, no, require
from rivage.decisions import access, marks, printing
from rivage.decisions.actions.drafting import check, lock, of
from rivage.decisions.basis import Basis, basis
from rivage.decisions.enums import Authority, DecisionSense, DecisionStep, PaperKind
from rivage.decisions.models import Decision
from rivage.dossiers.actions import grant_period, hold, move
from rivage.dossiers.enums import Step
from rivage.law.no_motive import WITHOUT
from rivage.law.verdict import Outcome
from rivage.people.actions import close
from rivage.people.enums import Purpose
from rivage.people.models import Share

# A judgment comes at any step: the commission has nothing left to read.
OF_COMMISSION = (Purpose.SESSION, Purpose.PRESIDENCY, Purpose.PROTECTION)
PAPER = (Source.SIGNED_PAPER, Source.PHONE, Source.PAPER_SHE_HOLDS)


@verb
@transaction.atomic
def sign_decision(
    *,
    actor: Membership,
    on: date,
    decision: Decision,
    decided_on: date,
    version: int,
    signed_name: str = "",
    signed_quality: str = "",
    source: str = Source.OWN_DESK,
    read: str | None = None,
    early: bool = False,
) -> Decision:
    """Freeze the decision, keep it as it is printed, and open what it opens: an authorisation opens its period at
    `starts`.

    The signatory signs today, in her quality. Delegate and secretary record the signed paper, of its day, from a
    `source`: what was read on it is noted as it is, with neither name nor quality, motive nor observations where it
    lacks them. Known by phone, it needs `signed_name`, and `signed_quality` but for a judgment.
    `read`: the mark of the letter that the page showed (`printing.read_mark`); `early`: rights that start before the
    day of the decision were said to whoever signs, and confirmed.
    Raises `Refused` without avis or the association's opinion (L121-9), without observations for a non-renewal
    (R121-12-10), without motives for a refusal, but for a paper; `Stale` from another tab.
    """
    held = lock(decision, version)
    hold(held.demande, actor)
    require(access.can_sign(actor, held))
    quality = signed_quality.strip()
    _check_signature(actor, held, signed_name, quality, source)
    _check_read(actor, on, held, read)
    _check_day(actor, on, decided_on)
    found = basis(held.demande, decided_on)
    check(of(held), found, decided_on)
    _check_basis(held, found, decided_on, source)
    _check_start(held, decided_on, early)
    held.step, held.decided_on, held.source = DecisionStep.SIGNED, decided_on, source
    held.signed_name = signed_name.strip()
    held.signed_by = actor if actor.role == Role.SIGNATORY else None
    held.signed_quality = actor.quality if actor.role == Role.SIGNATORY else quality
    held.recorded_by = actor
    _keep(actor, on, held)
    held.version += 1
    held.save()
    _decide(actor, on, held, decided_on)
    if held.sense == DecisionSense.AUTHORISE:
        of_demande, (starts, months) = held.demande, held.opening
        grant_period(actor=actor, on=decided_on, demande=of_demande, decision_id=held.pk, starts=starts, months=months)
    _record(held, found)
    return held


def _decide(actor: Membership, on: date, decision: Decision, decided_on: date) -> None:
    """The demande is decided; a judgment leaves the commission nothing to read."""
    demande = decision.demande
    step = "decide" if demande.step == Step.OPINED else "decide_by_judgment"
    move(demande, step, demande.version, decided_on=decided_on)
    if decision.authority == Authority.JUDGMENT:
        reading = Share.objects.filter(person=decision.person_id, demande_id=demande.pk, purpose__in=OF_COMMISSION)
        close(actor=actor, on=on, shares=reading)


def _record(decision: Decision, found: Basis) -> None:
    departs = decision.authority == Authority.PREFET and found.departs(decision.sense)
    trace.record_about(
        "decision_signed",
        decision,
        sense=decision.sense,
        source=decision.source,
        authority=decision.authority,
        departs=departs,
    )


def _keep(actor: Membership, on: date, decision: Decision) -> None:
    """From now on it is printed as it is signed here. Before its step moves: after, nobody writes it."""
    if (letter := printing.to_sign(actor, decision, on)) is not None:
        printing.keep(decision, PaperKind.DECISION, letter, clock.now())


def _check_day(actor: Membership, on: date, decided_on: date) -> None:
    if actor.role == Role.SIGNATORY and decided_on != on:
        raise no("signs_today", "Vous signez aujourd’hui : la décision porte la date de ce jour.")
    if decided_on > on:
        raise no("decided_future", "Une décision ne peut pas être datée d’après aujourd’hui.")


def _check_read(actor: Membership, on: date, decision: Decision, read: str | None) -> None:
    try:
        shown = printing.read_mark(actor, decision, on)
    except Refused:
        # Without a letter nothing was read; what it lacks is refused further on, where it may be.
        shown = ""
    if read is not None and read != shown:
        raise Stale


def _check_start(decision: Decision, decided_on: date, early: bool) -> None:
    if starts_early(decision, decided_on) and not early:
        raise no("starts_before", "Le premier jour des droits est avant la décision. Lisez ce que cela change.")


def starts_early(decision: Decision, decided_on: date) -> bool:
    """Whether rights would start before the day of the decision."""
    granted = decision.sense == DecisionSense.AUTHORISE
    return granted and decision.starts is not None and decision.starts < decided_on


def _check_signature(actor: Membership, decision: Decision, signed_name: str, quality: str, source: str) -> None:
    _check_reasoned(decision, source)
    if actor.role == Role.SIGNATORY:
        if source != Source.OWN_DESK or signed_name.strip() or quality:
            raise no("own_signature", "Vous signez vous-même : aucun autre nom n’est à noter.")
        return
    if source in READ:
        return
    if not signed_name.strip() or source not in PAPER:
        raise no("signed_name_missing", "Notez qui a signé, et d’après quoi vous le savez.")
    if not quality and decision.authority != Authority.JUDGMENT:
        raise no(
            "signed_quality_missing",
            "Notez en quelle qualité elle est signée, comme sur le papier.",
            article="CRPA L212-1",
        )


def _check_reasoned(decision: Decision, source: str) -> None:
    """Nothing is signed here without a motive; a paper that says none is noted as it is."""
    if WITHOUT in decision.motives and source not in READ:
        raise no(
            "motives_missing",
            "Un refus dit ses motifs. « Sans motif » se note seulement d’un papier déjà signé qui n’en dit aucun.",
            article="CRPA L211-2",
        )


def _check_basis(decision: Decision, found: Basis, decided_on: date, source: str) -> None:
    verdict = found.can_decide(decision.sense, decided_on, decision.authority)
    # A question (the avis on a reprise) is shown on the screen; only a no stops.
    if verdict.outcome is Outcome.NO and not (source in READ and marks.lacking(decision, found, decided_on)):
        require(verdict)
