"""What a decision recorded from its signed paper lacks: it is noted as it is, and its page says so."""

from datetime import date
from typing import NamedTuple

from rivage.accounts.enums import READ
from rivage.decisions.basis import Basis
from rivage.decisions.enums import Authority, DecisionSense, DecisionStep
from rivage.decisions.models import Decision
from rivage.law.no_motive import WITHOUT
from rivage.law.verdict import Outcome


class PaperMark(NamedTuple):
    """A pill, and its sentence with the article."""

    label: str
    words: str


ORIGINAL = "Rivage n’en fait pas de lettre : c’est l’original qui se remet."
WITHOUT_MOTIVE = PaperMark(
    "sans motif",
    "Le papier ne dit pas pourquoi, alors qu’un refus se motive en fait et en droit (CRPA, art. L211-2 et L211-5).",
)
UNREADABLE = PaperMark(
    "signataire illisible", "Le nom de qui a signé ne se lit pas sur le papier (CRPA, art. L212-1)."
)
WITHOUT_QUALITY = PaperMark(
    "sans qualité",
    "En quelle qualité il est signé n’est pas noté d’après le papier (CRPA, art. L212-1).",
)
# By the code of what a decision signed here would be refused for.
LACKING = {
    "observations_required": PaperMark(
        "sans observations",
        "Elle n’a pas été invitée à présenter ses observations avant ce non-renouvellement (CASF, art. R121-12-10).",
    ),
    "may_still_answer": PaperMark(
        "avant la fin du délai pour répondre",
        "Il est daté d’un jour où elle pouvait encore présenter ses observations (CRPA, art. L122-1).",
    ),
}


def of(decision: Decision, found: Basis) -> list[PaperMark]:
    """`found`: what it rests on, as of its day. None for what was signed here."""
    if decision.source not in READ or decision.signed_by_id is not None or found.demande.taken_over:
        return []
    made = []
    if decision.sense == DecisionSense.REFUSE and WITHOUT in decision.motives:
        made.append(WITHOUT_MOTIVE)
    made += lacking(decision, found, decision.taken_on)
    if decision.authority == Authority.PREFET:
        made += [UNREADABLE] if not decision.signed_name else []
        made += [WITHOUT_QUALITY] if not decision.signed_quality else []
    return made


def lacking(decision: Decision, found: Basis, on: date) -> list[PaperMark]:
    """What alone would stop it from being signed here on that day, and a paper of that day may lack: that she was
    heard. Nothing where anything else stops it, such as an avis that comes after.
    """
    verdict = found.can_decide(decision.sense, on, decision.authority)
    stops = [reason.code for reason in verdict.reasons if reason.outcome is Outcome.NO]
    return [LACKING[code] for code in stops] if stops and all(code in LACKING for code in stops) else []


def original(decision: Decision, found: Basis) -> str:
    """Why the paper that was signed is the only one: a judgment, or a paper that lacks what Rivage would print; ""
    for a decision that it prints.
    """
    if decision.authority == Authority.JUDGMENT:
        return "La décision est un jugement : il n’est pas imprimé ici."
    if WITHOUT in decision.motives:
        return f"Le papier signé ne dit pas pourquoi. {ORIGINAL}"
    signed = decision.step != DecisionStep.DRAFT and decision.source in READ
    refused = decision.sense == DecisionSense.REFUSE and found.is_renewal
    if signed and refused and found.observations is None:
        return f"Le papier est signé sans ses observations. {ORIGINAL}"
    return ""
