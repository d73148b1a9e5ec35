"""What her file says of what is done with her between two demandes."""

from rivage.core import questions
from rivage.dossiers.printing.held import register
from rivage.support.danger.questions import DANGER
from rivage.support.evaluation.questions import EVALUATION
from rivage.support.models import Approach, DangerAssessment, Evaluation, FirstContact
from rivage.support.steps import wording


def _evaluation(row: Evaluation) -> list[str]:
    answers = EVALUATION.lines(questions.read(row.answers), row.questionnaire)
    return [f"Moment : {row.get_moment_display()}", *(f"{label} : {words}" for label, words in answers if words)]


def _danger(row: DangerAssessment) -> list[str]:
    answers = DANGER.lines(questions.read(row.answers), row.questionnaire)
    return [row.level_words, *(f"{label} : {words}" for label, words in answers if words)]


def _approach(row: Approach) -> list[str]:
    barriers = wording.barriers(row)
    result = [f"Ce que cela donne : {row.result}"] if row.result else []
    stands = [f"Ce qui fait obstacle : {', '.join(barriers)}"] if barriers else []
    return [wording.titled(row), wording.words(row), *result, *stands]


def _corrected(row: Approach | DangerAssessment | Evaluation | FirstContact) -> list[str]:
    """Why it took the place of another, where it did."""
    return [f"Corrige ce qui était noté : {row.why}"] if row.why else []


register(Evaluation, lambda row: [*_evaluation(row), *_corrected(row)])
register(DangerAssessment, lambda row: [*_danger(row), *_corrected(row)])
register(Approach, lambda row: [*_approach(row), *_corrected(row)])
register(FirstContact, lambda row: [row.said, *_corrected(row)])
