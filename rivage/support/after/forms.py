"""The form of what she answers, once out."""

from typing import Any, ClassVar

from django import forms

from rivage.core.forms import DayField, VersionedForm
from rivage.support.after.actions import NewsTold

YES, NO = "yes", "no"


class NewsForm(VersionedForm):
    """May we ask for news, how, until when. Nothing is chosen beforehand: no answer is a no."""

    places: ClassVar = {
        "asked_future": "asked_on",
        "asked_past": "asked_on",
        "no_way": "agreed",
        "way_missing": "way",
        "until_missing": "until",
        "until_before": "until",
        "until_too_far": "until",
    }

    agreed = forms.ChoiceField(
        label="Accepte-t-elle qu’on lui demande de ses nouvelles ?",
        choices=[(YES, "oui"), (NO, "non")],
        widget=forms.RadioSelect,
    )
    asked_on = DayField(label="Demandé le")
    way = forms.CharField(
        label="Comment la joindre sans danger",
        max_length=120,
        required=False,
        help_text="Si elle accepte. Par exemple : un message sans nom, le matin.",
    )
    until = DayField(
        label="Jusqu’au", required=False, help_text="Si elle accepte. Au plus tard dix-huit mois après sa sortie."
    )

    def told(self) -> NewsTold:
        """What the action takes."""
        typed: dict[str, Any] = self.cleaned_data
        return NewsTold(typed["asked_on"], typed["agreed"] == YES, typed["way"], typed["until"])
