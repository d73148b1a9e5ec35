"""The form of an evaluation: one page, nothing chosen beforehand."""

from datetime import date
from typing import Any, ClassVar

from django import forms

from rivage.core.forms import DayField, LongText, RivageForm, VersionedForm, missing
from rivage.support.enums import Moment
from rivage.support.evaluation.actions import EvaluationTold
from rivage.support.evaluation.questions import EVALUATION, NOT_ASKED
from rivage.support.evaluation.reading import LAST


class EvaluationForm(VersionedForm):
    """Where she stands. `outside`: no path is running, and her accord is asked; `stays`: it says an exit, and nothing
    else does; `corrects`: why is asked.

    A question may be left, once it is said that what is left was not asked.
    """

    places: ClassVar = {
        "no_moment": "moment",
        "day_future": "day",
        "day_before_her": "day",
        "no_agreement": "agreed",
        "not_leaving": "moment",
        "no_reasons": "why",
    }

    moment = forms.ChoiceField(label="Moment", choices=Moment.choices, widget=forms.RadioSelect)
    leaves = forms.BooleanField(label="Elle sort : la fin de son accompagnement sera notée ensuite", required=False)
    day = DayField(label="Jour de l’évaluation")
    agreed = forms.BooleanField(
        label="Elle est d’accord pour que ses réponses soient gardées",
        required=False,
        help_text="À lui demander hors d’un parcours : sans son accord, rien n’est noté.",
    )

    def __init__(self, *args: Any, outside: bool, stays: bool = False, corrects: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not stays:
            del self.fields["leaves"]
        if not outside:
            del self.fields["agreed"]
        for code, field in EVALUATION.fields(widget=forms.RadioSelect).items():
            field.required = False
            self.add(code, field)
        if not corrects:
            rest = "Les questions sans réponse n’ont pas été demandées"
            self.add("rest", forms.BooleanField(label=rest, required=False))
        if corrects:
            self.add("why", LongText(label="Pourquoi vous corrigez", rows=2, max_length=500))

    def clean(self) -> dict[str, Any]:
        """Every question has its answer."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        for code, question in EVALUATION.questions.items():
            if code in self.errors or typed.get(code):
                continue
            if typed.get("rest"):
                typed[code] = NOT_ASKED
            else:
                self.add_error(code, missing(question.label))
        return typed

    def told(self) -> EvaluationTold:
        """What the action takes."""
        typed = self.cleaned_data
        answers = {code: typed[code] for code in EVALUATION.questions}
        agreed, leaves = typed.get("agreed", False), typed.get("leaves", False)
        return EvaluationTold(typed["moment"], typed["day"], answers, agreed, leaves)


SECOND = [(LAST, "à la dernière notée"), *Moment.choices]


class MomentsForm(RivageForm):
    """Which two moments the antenne compares."""

    du = forms.ChoiceField(label="Avant", choices=Moment.choices)
    au = forms.ChoiceField(label="Après", choices=SECOND)


def compared(asked: Any) -> tuple[str, str]:
    """The two moments asked by an address; from entry to the last, where it asks none."""
    form = MomentsForm(asked)
    return (asked["du"], asked["au"]) if form.is_valid() else (str(Moment.ENTRY), LAST)


def in_words(moment: str) -> str:
    """« à l’entrée », « à la dernière notée »."""
    return str(dict(SECOND)[moment])


def day_typed(asked: Any, today: date) -> date:
    """The day that a form sends, or today."""
    try:
        return DayField().clean(asked.get("day", "")) or today
    except forms.ValidationError:
        return today
