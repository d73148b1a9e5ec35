"""A step of a right or of a title, in words."""

from rivage.law.wording import day
from rivage.titles.enums import DUE, RightStep
from rivage.titles.models import RightFact

WORDS = {
    RightStep.ASKED: "la demande est faite",
    RightStep.AWAITED: "la réponse est attendue, un récépissé est remis",
    RightStep.OPENED: "le droit est ouvert",
    RightStep.HELD: "le titre est détenu",
    RightStep.REFUSED: "c’est refusé",
    RightStep.ENDED: "c’est fini",
    RightStep.HAS: "elle l’a déjà",
    RightStep.DECLINED: "elle n’en veut pas",
    RightStep.NEEDLESS: "elle n’en a pas besoin",
}


def noted(row: RightFact) -> str:
    """« la demande est faite, le 3 mars 2026 »."""
    until = f", {DUE[RightStep(row.step)].lower()} : {day(row.due)}" if row.due and row.step else ""
    words = f" ({row.words})" if row.words else ""
    return f"{WORDS[RightStep(row.step)]}, le {day(row.on)}{until}{words}"
