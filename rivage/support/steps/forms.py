"""Forms of her steps: a new one, what came of it, its correction."""

from typing import Any, ClassVar
from uuid import uuid4

from django import forms

from rivage.commissions.forms import HourField
from rivage.core.forms import DayField, LongText, RivageForm
from rivage.support.enums import Barrier, StepDomain, StepOutcome
from rivage.support.models import Approach
from rivage.support.steps.actions import ApproachTold, told_of

NOTHING = "nothing"
WHAT = ("domain", "partner", "asked_on")
DUE = ("due", "due_at")
ANSWER = ("answered_on", "outcome", "result", "barriers")


class ApproachForm(RivageForm):
    """A step, whole."""

    places: ClassVar = {
        "no_domain": "domain",
        "partner_address": "partner",
        "result_address": "result",
        "asked_future": "asked_on",
        "asked_past": "asked_on",
        "no_answered": "answered_on",
        "no_outcome": "outcome",
        "answer_before": "answered_on",
        "answer_future": "answered_on",
        "due_missing": "due",
        "due_before": "due",
        "due_too_far": "due",
        "no_barrier": "barriers",
        "no_reasons": "why",
    }

    domain = forms.ChoiceField(label="De quoi s’agit-il", choices=[("", "…"), *StepDomain.choices])
    partner = forms.CharField(
        label="Auprès de",
        max_length=120,
        required=False,
        help_text="Un service. Ni employeur, ni école d’un enfant, ni adresse.",
    )
    asked_on = DayField(label="Faite le", help_text="Le jour où elle, ou vous, l’avez demandé.")
    due = DayField(
        label="À reprendre le", required=False, help_text="Un rendez-vous, une relance : votre accueil le rappelle."
    )
    due_at = HourField(label="À quelle heure", required=False)
    answered_on = DayField(label="Réponse le", required=False)
    outcome = forms.ChoiceField(label="Réponse", choices=[("", "…"), *StepOutcome.choices], required=False)
    result = LongText(label="Ce que cela donne", rows=2, max_length=500, required=False)
    barriers = forms.MultipleChoiceField(
        label="Ce qui fait obstacle", choices=Barrier.choices, widget=forms.CheckboxSelectMultiple, required=False
    )

    @staticmethod
    def starting(row: Approach) -> dict[str, Any]:
        """What it shows of a step."""
        told = told_of(row)
        return {name: getattr(told, name) for name in (*WHAT, *DUE, *ANSWER)}

    def told(self) -> ApproachTold:
        """What the actions take."""
        typed = self.cleaned_data
        said = {name: typed[name] for name in (*WHAT, *DUE, *ANSWER) if name in typed}
        return ApproachTold(**said | {"barriers": tuple(said["barriers"])})

    def _some(self, names: tuple[str, ...]) -> list[Any]:
        return [self[name] for name in names]

    @property
    def what(self) -> list[Any]:
        """What it is, and when it is taken up again: all that is asked of a quick entry."""
        return self._some((*WHAT, *DUE))

    @property
    def answer(self) -> list[Any]:
        """What came of it."""
        return self._some(ANSWER)

    @property
    def again(self) -> list[Any]:
        """When it is taken up again."""
        return self._some(DUE)

    @property
    def answered(self) -> bool:
        """Something is typed, or wrong, in what came of it."""
        return any(self[name].value() or self[name].errors for name in ANSWER)


class NewApproachForm(ApproachForm):
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class FollowApproachForm(ApproachForm):
    """What came of a step. What was asked stays as it is."""

    def __init__(self, *args: Any, approach: Approach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.approach = approach
        for name in WHAT:
            del self.fields[name]

    def told(self) -> ApproachTold:
        typed = self.cleaned_data
        said = {name: typed[name] for name in (*DUE, *ANSWER)}
        row = self.approach
        return ApproachTold(row.domain, row.asked_on, row.partner, **said | {"barriers": tuple(said["barriers"])})


class CorrectApproachForm(ApproachForm):
    """What took place instead of what was noted, when something did, and why it is corrected."""

    happened = forms.ChoiceField(
        label="Ce qui s’est passé en vérité",
        choices=[(NOTHING, "cette démarche n’a pas eu lieu"), ("other", "autre chose, que voici")],
        widget=forms.RadioSelect,
    )
    why = LongText(label="Pourquoi vous corrigez", rows=2, max_length=500)
    field_order = ("happened",)

    def full_clean(self) -> None:
        """What took place is asked only when something did."""
        nothing = self.is_bound and self.data.get(self.add_prefix("happened")) == NOTHING
        for name in ("domain", "asked_on"):
            self.fields[name].required = not nothing
        super().full_clean()

    def instead(self) -> ApproachTold | None:
        """What took place, None when nothing did."""
        return None if self.cleaned_data["happened"] == NOTHING else self.told()
