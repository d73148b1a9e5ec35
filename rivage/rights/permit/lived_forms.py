"""What a préfecture asks for a permit, and an attempt at a consulate, as they are typed."""

from decimal import Decimal
from typing import Any, cast
from uuid import uuid4

from django import forms

from rivage.core.forms import DayField, Euros, RivageForm, VersionedForm
from rivage.rights.enums import ConsularOutcome, ConsularPaper, IdentityPaper, PermitPaper, SameDay
from rivage.rights.permit.consular import ConsularTold


class PracticeForm(VersionedForm):
    asked = forms.MultipleChoiceField(
        label="Pièces demandées avec la demande",
        choices=PermitPaper.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    accepted = forms.MultipleChoiceField(
        label="Acceptés pour l’état civil et la nationalité",
        choices=IdentityPaper.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    same_day = forms.ChoiceField(
        label="Comment le titre est remis",
        choices=[("", "pas encore dit"), *SameDay.choices],
        required=False,
    )

    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("asked", "accepted", "same_day")}


class MetForm(VersionedForm):
    """The papers that an antenne was asked for."""

    asked = forms.MultipleChoiceField(
        label="Pièces qui vous ont été demandées",
        choices=PermitPaper.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Au guichet, par courrier ou en ligne, pour une des personnes que vous accompagnez.",
    )

    def said(self) -> dict[str, Any]:
        return {"asked": self.cleaned_data["asked"]}


class ConsularForm(RivageForm):
    places = {"on": "step_on"}
    what = forms.ChoiceField(label="Document", choices=[("", "à choisir"), *ConsularPaper.choices])
    outcome = forms.ChoiceField(label="Ce qui s’est passé", choices=[("", "à choisir"), *ConsularOutcome.choices])
    step_on = DayField(label="Jour de la démarche", help_text="Un rendez-vous peut être à venir.")
    cost = Euros(
        label="Ce que cela a coûté, en euros",
        most=Decimal(5000),
        per="",
        required=False,
        help_text="Taxes, déplacement, traduction : ce qu’elle ou vous avez payé.",
    )
    words = forms.CharField(label="Où, et quoi d’autre", max_length=200, required=False)
    once = forms.UUIDField(widget=forms.HiddenInput)

    def renew(self) -> None:
        """Sent again, it notes another step."""
        sent = cast(Any, self.data).copy()
        sent[self.add_prefix("once")] = str(uuid4())
        self.data = sent

    def told(self) -> ConsularTold:
        said = self.cleaned_data
        return ConsularTold(said["what"], said["outcome"], said["step_on"], said["words"], said["cost"])
