"""The form of a danger: five questions, a level and a day to see it again, nothing chosen beforehand."""

from typing import Any, ClassVar

from django import forms

from rivage.core.forms import DayField, LongText, VersionedForm
from rivage.dossiers.enums import DangerLevel
from rivage.support.danger.actions import DangerTold
from rivage.support.danger.questions import DANGER


class DangerForm(VersionedForm):
    """`corrects`: why is asked."""

    places: ClassVar = {
        "day_future": "day",
        "day_before_her": "day",
        "no_level": "level",
        "no_again": "again_on",
        "again_wrong": "again_on",
        "no_reasons": "why",
    }

    day = DayField(label="Jour où vous en avez parlé avec elle")
    level = forms.ChoiceField(
        label="Niveau",
        choices=DangerLevel.choices,
        widget=forms.RadioSelect,
        help_text="Vous le décidez avec elle. Rien ne le calcule.",
    )
    again_on = DayField(label="À revoir le", required=False, help_text="Votre accueil le rappelle.")

    def __init__(self, *args: Any, corrects: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, field in DANGER.fields(widget=forms.RadioSelect).items():
            self.add(code, field)
        self.order_fields(("day", *DANGER.questions, "level", "again_on"))
        if corrects:
            self.add("why", LongText(label="Pourquoi vous corrigez", rows=2, max_length=500))

    def told(self) -> DangerTold:
        """What the action takes."""
        typed = self.cleaned_data
        answers = {code: typed[code] for code in DANGER.questions}
        return DangerTold(typed["day"], answers, typed["level"], typed["again_on"])
