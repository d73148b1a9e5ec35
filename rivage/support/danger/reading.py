"""The danger as it was assessed with her: what stands, and what was corrected."""

from rivage.core import questions
from rivage.dossiers.enums import DangerLevel, Step
from rivage.dossiers.models import Situation
from rivage.people.models import Person
from rivage.support import answered
from rivage.support.danger.questions import DANGER
from rivage.support.models import DangerAssessment


def standing(person: Person) -> list[tuple[DangerAssessment, list[tuple[str, str]]]]:
    """Those that stand, the last day first, each with its questions and answers in words."""
    rows = (
        answered.standing(DangerAssessment)
        .filter(person=person)
        .select_related("recorded_by__user")
        .order_by("-day", "-created_at")
    )
    return [(row, list(DANGER.lines(questions.read(row.answers), row.questionnaire))) for row in rows]


def replaced(person: Person) -> list[tuple[DangerAssessment, str]]:
    """Those that were corrected, the last first, each as it was said."""
    rows = DangerAssessment.objects.filter(person=person, replaced_by__isnull=False)
    return [(row, said(row)) for row in rows.select_related("replaced_by__recorded_by__user").order_by("-created_at")]


def said(row: DangerAssessment) -> str:
    """« danger sérieux ; qui la menace : un réseau ; … »."""
    answers = DANGER.lines(questions.read(row.answers), row.questionnaire)
    return " ; ".join([row.level_words, *(f"{label.lower()} : {words}" for label, words in answers)])


def told_otherwise(person: Person, row: DangerAssessment | None) -> tuple[Situation, str] | None:
    """The part of a demande in preparation that says another level than the last assessment, and its words."""
    if row is None:
        return None
    part = Situation.objects.filter(demande__person=person, demande__step=Step.DRAFT).exclude(danger=row.level).first()
    return (part, DangerLevel(part.danger).label if part.danger else "") if part else None
