"""The forms of the social action fund: every answer is a code, a number or a day, but who signed."""

from decimal import Decimal
from typing import Any

from django import forms

from rivage.accounts.enums import Source
from rivage.core.forms import DayField, Euros, RivageForm, VersionedForm
from rivage.rights.enums import FundGround, FundOpinion, FundPurpose, FundSense, FundVoice


class LineForm(VersionedForm):
    places = {"amount": "amount"}
    amount = Euros(label="Budget de l’année, en euros", most=Decimal(10_000_000), per="")


class FundAskForm(RivageForm):
    places = {"amount": "amount", "path_number": "path_number"}
    purpose = forms.ChoiceField(label="Objet de l’aide", choices=FundPurpose.choices, widget=forms.RadioSelect)
    amount = Euros(label="Montant demandé, en euros", per="")
    path_number = forms.CharField(
        label="Numéro du dossier, si la personne est dans un parcours",
        max_length=12,
        required=False,
        help_text="Hors parcours, laissez vide : la demande ne dit rien de la personne.",
    )


class FundOpinionForm(VersionedForm):
    places = {"opinion_on": "opinion_on", "opinion": "opinion"}
    opinion = forms.ChoiceField(label="Avis", choices=FundOpinion.choices, widget=forms.RadioSelect)
    voice = forms.ChoiceField(label="Donné par", choices=FundVoice.choices, widget=forms.RadioSelect)
    opinion_on = DayField(label="Le")


class RulingForm(VersionedForm):
    places = {name: name for name in ("decided_on", "decided_from", "signed_name", "granted", "ground")}
    sense = forms.ChoiceField(
        label="Décision",
        choices=[(FundSense.GRANT, "accorder l’aide"), (FundSense.REFUSE, "refuser l’aide")],
        widget=forms.RadioSelect,
    )
    granted = Euros(label="Montant accordé, en euros", required=False, per="")
    ground = forms.ChoiceField(
        label="Motif, pour un refus", choices=[("", "aucun"), *FundGround.choices], required=False
    )
    decided_on = DayField(label="Date de la décision")
    decided_from = forms.ChoiceField(
        label="Elle est",
        choices=[
            (Source.SIGNED_PAPER, "signée sur papier"),
            (Source.OWN_DESK, "prise par délégation de signature"),
        ],
        widget=forms.RadioSelect,
    )
    signed_name = forms.CharField(label="Signée par (nom et qualité)", max_length=120, required=False)

    def ruled(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class PaymentForm(VersionedForm):
    places = {"amount": "amount", "paid_on": "paid_on", "invoice": "invoice"}
    amount = Euros(label="Montant payé, en euros", per="")
    paid_on = DayField(label="Payé le")
    invoice = forms.CharField(label="Numéro de la facture", max_length=40)
