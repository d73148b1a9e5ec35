"""Forms of agréments."""

from typing import cast

from django import forms

from rivage.accounts.enums import BodyKind, Source
from rivage.accounts.models import Body
from rivage.core.confirm import ReadAgainForm
from rivage.core.forms import DayField, RivageForm


class AgrementForm(RivageForm):
    """The order that approves an association."""

    association = forms.ModelChoiceField(label="Association", queryset=Body.objects.none(), empty_label="Choisir")
    reference = forms.CharField(label="Arrêté", max_length=120, help_text="Numéro et date, comme sur l’arrêté.")
    starts = DayField(label="Premier jour")
    last_day = DayField(label="Dernier jour, inclus", help_text="Trois ans, sauf si l’arrêté dit autre chose.")
    source = forms.ChoiceField(label="D’où vient ce fait", choices=Source.choices, widget=forms.RadioSelect)

    def __init__(self, *args: object, departement: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        antennes = Body.objects.filter(kind=BodyKind.ANTENNE, departement=departement)
        approved = Body.objects.filter(pk__in=antennes.filter(parent__isnull=False).values("parent"))
        alone = antennes.filter(parent__isnull=True)
        cast("forms.ModelChoiceField[Body]", self.fields["association"]).queryset = (approved | alone).order_by("name")


class AgrementCorrectionForm(AgrementForm, ReadAgainForm):
    """What the order says, in place of what was noted."""

    why = forms.CharField(label="Pourquoi ce n’était pas juste", max_length=300)


class WithdrawalForm(ReadAgainForm):
    """A withdrawal, after the association was heard."""

    heard_on = DayField(label="Association invitée à présenter ses observations le")
    withdrawn_on = DayField(label="Premier jour sans agrément")
