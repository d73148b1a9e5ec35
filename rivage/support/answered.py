"""What is answered with her on a day, evaluations and dangers alike: what stands of it, and what can't be."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.db.models import QuerySet

from rivage.core.questions import Questionnaire
from rivage.core.refusal import no
from rivage.dossiers.models import Suivi
from rivage.law.wording import day as in_words
from rivage.people.models import Person
from rivage.support.models.answered import AnsweredRow

Answers = TypeVar("Answers", bound=AnsweredRow)


def standing(model: type[Answers]) -> "QuerySet[Answers]":
    """Those that nothing replaced."""
    rows: QuerySet[Any] = model._default_manager.all()
    return rows.filter(replaced_by__isnull=True)


def last_written(model: type[Answers], person: Person) -> Answers | None:
    """Of hers that stand, the last written: what a form knows."""
    return standing(model).filter(person=person).order_by("created_at").last()


def last_dated(model: type[Answers], person: Person) -> Answers | None:
    """Of hers that stand, that of the last day."""
    return standing(model).filter(person=person).order_by("day", "created_at").last()


def stands(row: Answers) -> Answers:
    """What stands of a row: itself, or what it was last corrected to."""
    rows: QuerySet[Any] = type(row)._default_manager.select_related("person__antenne")
    while after := rows.filter(replaces=row).first():
        row = after
    return row


def check(on: date, person: Person, day: date, questionnaire: Questionnaire, answers: Mapping[str, str]) -> None:
    """Raises `Refused` for a day that can't be, or an answer that is none."""
    if day > on:
        raise no("day_future", "Ce jour n’est pas encore venu.")
    begun = Suivi.objects.filter(person=person).order_by("starts").values_list("starts", flat=True).first()
    if begun is None or day < begun:
        said = f"depuis le {in_words(begun)}" if begun else "par personne"
        raise no("day_before_her", f"Elle n’est accompagnée que {said} : ce jour ne peut pas venir avant.")
    if questionnaire.unanswered(answers) or questionnaire.wrong(answers):
        raise no("no_answer", "Chaque question a une réponse, même « pas demandé ».")
