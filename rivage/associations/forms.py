"""Forms of agréments."""

from datetime import date
from typing import cast

from django import forms

from rivage.accounts.enums import BodyKind, Source
from rivage.accounts.models import Body
from rivage.core.confirm import ReadAgainForm
from rivage.core.forms import DayField, LongText, RivageForm
from rivage.law.agrement import withdrawal_grounds


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


class InvitationForm(RivageForm):
    """The letter that invites an association to answer before its agrément is withdrawn."""

    places = {"no_delay": "until"}

    ground = forms.ChoiceField(label="Motif envisagé", widget=forms.RadioSelect)
    facts = LongText(
        label="Les faits", rows=4, help_text="Une phrase par ligne, sans nommer personne. La lettre les reprend."
    )
    until = DayField(label="Peut répondre jusqu’au", help_text="Quinze jours sont conseillés.")
    form = forms.ChoiceField(
        label="Document",
        choices=(("pdf", "à imprimer (PDF)"), ("docx", "à adapter (DOCX)")),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: object, on: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.offer("ground", withdrawal_grounds(on).items())


class WithdrawalForm(ReadAgainForm):
    """A withdrawal, after the association was heard."""

    heard_on = DayField(label="Association invitée à présenter ses observations le")
    withdrawn_on = DayField(label="Premier jour sans agrément")
