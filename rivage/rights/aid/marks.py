"""What a decision on the aid lacks, noted as it is from its signed paper: its page says so."""

from datetime import date

from rivage.accounts.enums import READ
from rivage.decisions.marks import UNREADABLE, PaperMark
from rivage.rights.aid.examination import Examination
from rivage.rights.models import AfisDecision, AfisEnd

WITHOUT_AVIS = PaperMark("sans avis", "Aucun avis de la commission sur l’aide n’est noté (CASF, art. L121-9 II).")
BEFORE_AVIS = PaperMark("avant l’avis", "Elle est datée d’avant l’avis de la commission (CASF, art. L121-9 II).")
UNHEARD = PaperMark(
    "sans observations",
    "Elle n’a pas été invitée à présenter ses observations avant (CASF, art. R121-12-13-2 ; CRPA, art. L121-1).",
)
UNREASONED = PaperMark(
    "sans motivation", "Le papier ne dit pas les faits, alors que la fin se motive (CRPA, art. L211-2 et L211-5)."
)
BEFORE_PATH = PaperMark(
    "avant le parcours", "Elle est datée d’avant l’autorisation du parcours (CASF, art. L121-9 II)."
)


def of(decision: AfisDecision, found: Examination) -> list[PaperMark]:
    """Of a decision; none of one taken over, whose avis and signature were never asked. `found`: as of its day."""
    if decision.demande.taken_over:
        return []
    return lacking(found, decision.decided_on, decision.signed_name, decision.source)


def of_end(end: AfisEnd) -> list[PaperMark]:
    """Of the end of an aid."""
    if end.source not in READ:
        return []
    return [
        *([UNHEARD] if end.invited_on is None or end.invited_on < end.decision.decided_on else []),
        *([UNREASONED] if not end.reasons.strip() else []),
        *([UNREADABLE] if not end.signed_name else []),
    ]


def lacking(found: Examination, decided_on: date, signed_name: str, source: str) -> list[PaperMark]:
    """Of what is typed."""
    if source not in READ:
        return []
    made = []
    if found.avis_on is None:
        made.append(WITHOUT_AVIS)
    elif decided_on < found.avis_on:
        made.append(BEFORE_AVIS)
    path_on = found.decision.decided_on if found.decision else None
    if path_on is None or decided_on < path_on:
        made.append(BEFORE_PATH)
    return [*made, *([UNREADABLE] if not signed_name else [])]
