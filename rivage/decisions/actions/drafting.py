"""Preparing a decision: its sense, its months or its motives, its reasons."""

from dataclasses import dataclass
from datetime import date

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core import clock
from rivage.core.refusal import Refused, Stale, no, require
from rivage.decisions import access, printing
from rivage.decisions.basis import Basis, basis
from rivage.decisions.enums import Authority, DecisionSense, DecisionStep, PaperKind
from rivage.decisions.models import Decision
from rivage.dossiers.models import Demande
from rivage.law import motifs
from rivage.law import parcours as law
from rivage.law.facts import BadFact
from rivage.law.no_motive import WITHOUT, stands_alone
from rivage.law.wording import day
from rivage.people import names

# A year mistyped, rather than a rule: no text says how far a start may be.
FAR = 366
ONE_ONLY = "Une autorisation n’a pas de motif de refus ; un refus n’a ni date d’effet ni durée."


@dataclass(frozen=True, slots=True)
class Draft:
    """What is typed. `motives`: codes of `law.motifs`; `motives_kept`: why keep those that no text provides for;
    `motives_read`: their source was read; `court`: court and number when the authority is a judgment.
    """

    sense: str
    starts: date | None = None
    months: int | None = None
    motives: tuple[str, ...] = ()
    motives_kept: str = ""
    motives_read: bool = False
    reasons: str = ""
    authority: str = Authority.PREFET
    court: str = ""


@verb
def draft_decision(*, actor: Membership, on: date, demande: Demande, draft: Draft) -> Decision:
    """Prepare the decision on a demande. Raises `Refused` without avis, for months or motives that no text allows."""
    require(access.can_prepare(actor, demande, draft.authority))
    if Decision.objects.filter(demande=demande).exists():
        raise Stale
    check(draft, basis(demande, on), on)
    decision = Decision.beside(
        demande,
        demande=demande,
        departement=demande.departement,
        recorded_by=actor,
        saved_at=clock.now(),
        **_values(draft),
    )
    decision.save(force_insert=True)
    _keep(actor, on, decision)
    trace.record_about("decision_drafted", decision, sense=decision.sense)
    return decision


@verb
def change_draft(*, actor: Membership, on: date, decision: Decision, draft: Draft, version: int) -> Decision:
    """Change a draft. Raises `Stale` when another tab changed it, `Refused` once it is signed."""
    held = lock(decision, version)
    require(access.can_change(actor, held, draft.authority))
    check(draft, basis(held.demande, on), on)
    for name, value in _values(draft).items():
        setattr(held, name, value)
    held.version += 1
    held.recorded_by, held.saved_at = actor, clock.now()
    held.save()
    _keep(actor, on, held)
    trace.record_about("decision_changed", held, sense=held.sense)
    return held


def _keep(actor: Membership, on: date, decision: Decision) -> None:
    """Keep the letter with its project, so that whoever signs sees what changed since; one that lacks something else
    has no letter yet.
    """
    try:
        made = printing.to_sign(actor, decision, on)
    except Refused:
        made = None
    printing.keep(decision, PaperKind.DECISION, made)


def lock(decision: Decision, version: int) -> Decision:
    """The row as it is now, held until the end of the transaction. A signed one says so before its version is read."""
    held = Decision.objects.select_for_update(of=("self",)).select_related("demande").get(pk=decision.pk)
    if held.step != DecisionStep.DRAFT:
        raise no("signed", "Cette décision est déjà signée : elle ne se modifie plus.")
    if held.version != version:
        raise Stale
    return held


def check(draft: Draft, found: Basis, on: date) -> None:
    """What a text asks of any decision, drafted or signed."""
    if draft.authority == Authority.JUDGMENT and not draft.court.strip():
        raise no("court_missing", "Un jugement porte sa juridiction et son numéro.")
    # Whoever reads a decision reads it: a court and a number, never a name.
    instead = "Écrivez la juridiction et le numéro du jugement, sans le nom de la personne."
    names.nameless([found.demande.person_id], draft.court, otherwise=instead)
    if draft.sense == DecisionSense.AUTHORISE:
        _check_period(draft, found, on)
    else:
        _check_refusal(draft, found, on)


def _check_period(draft: Draft, found: Basis, on: date) -> None:
    if draft.motives:
        raise no("motives_on_grant", ONE_ONLY)
    if draft.months is None or draft.starts is None:
        raise no("period_missing", "Une autorisation porte sa date d’effet et sa durée.", article="CASF R121-12-10")
    require(law.period_months(draft.months, found.used, on))
    if abs((draft.starts - on).days) > FAR:
        raise no("starts_far", "Ce premier jour est à plus d’un an de la décision. Vérifiez l’année.")
    term = found.term
    if term is not None and draft.starts < term:
        raise no(
            "before_term",
            f"Des droits courent déjà : la nouvelle période part au plus tôt du {day(term)}.",
            article="CASF R121-12-10",
        )


def _check_refusal(draft: Draft, found: Basis, on: date) -> None:
    if draft.starts is not None or draft.months is not None:
        raise no("period_on_refusal", ONE_ONLY)
    if not draft.motives:
        raise no("motives_missing", "Un refus dit ses motifs : choisissez-en au moins un.", article="CRPA L211-2")
    if WITHOUT in draft.motives:
        require(stands_alone(draft.motives, draft.reasons))
        return
    if not draft.reasons.strip():
        raise no(
            "reasons_missing",
            "Un refus est motivé : écrivez les faits sur lesquels il repose, une phrase par ligne.",
            article="CRPA L211-2 et L211-5",
        )
    chosen = [_motif(code, found.demande.kind, on) for code in draft.motives]
    if motifs.WHOLE_LENGTH in draft.motives and found.used < found.most:
        raise no(
            "motive_contradicted",
            f"Ce dossier compte {found.used} mois sur {found.most} : ils ne sont pas atteints. S’il y en a eu "
            "ailleurs, ils se notent d’abord à la demande.",
        )
    unprovided = [motif for motif in chosen if not motif.provided]
    if unprovided and not (draft.motives_kept.strip() and draft.motives_read):
        named = " ; ".join(f"{motif.label.rstrip('.')} ({motif.source})" for motif in unprovided)
        raise no(
            "motives_unprovided",
            f"Motif non prévu par les textes : {named}. Pour le retenir, lisez sa source et écrivez pourquoi.",
        )


def _motif(code: str, kind: str, on: date) -> motifs.Motif:
    try:
        found = motifs.motif(code, on)
    except (BadFact, LookupError) as error:
        raise no("motive_unknown", "Ce motif n’existe pas.") from error
    if kind not in found.kinds:
        raise no("motive_elsewhere", "Ce motif ne concerne pas ce genre de demande.")
    return found


def _values(draft: Draft) -> dict[str, object]:
    return {
        "sense": draft.sense,
        "starts": draft.starts,
        "months": draft.months,
        "motives": list(draft.motives),
        "motives_kept": draft.motives_kept,
        "reasons": draft.reasons,
        "authority": draft.authority,
        "court": draft.court.strip() or None,
    }


def of(decision: Decision) -> Draft:
    """What a decision says, as it was typed: what was kept was read."""
    return Draft(
        sense=decision.sense,
        starts=decision.starts,
        months=decision.months,
        motives=tuple(decision.motives),
        motives_kept=decision.motives_kept,
        motives_read=bool(decision.motives_kept),
        reasons=decision.reasons,
        authority=decision.authority,
        court=decision.court or "",
    )
