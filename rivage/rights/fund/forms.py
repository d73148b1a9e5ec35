"""The forms of the social action fund: every answer is a code, a number or a day, but who signed."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from rivage.accounts.enums import Source
from rivage.core.forms import DayField, Euros, RivageForm, VersionedForm
from rivage.rights.enums import FundGround, FundMistake, FundOpinion, FundPurpose, FundSense, FundStep, FundVoice
from rivage.rights.fund import noted
from rivage.rights.models import FundAid


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
        help_text=(
            "Avec ce numéro, la délégation et le secrétariat de la commission savent pour qui vous demandez. Hors "
            "parcours, laissez vide : la demande ne dit rien de la personne."
        ),
    )
    once = forms.UUIDField(widget=forms.HiddenInput)


class NotedForm(VersionedForm):
    """A step of an aid of the fund, which its sending names: the next one does not read it."""

    STEP: FundStep
    # The column of each answer that bears another name.
    COLUMN: ClassVar[Mapping[str, str]] = {}

    def __init__(self, *args: Any, aid: FundAid, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.aid = aid
        self.add("step", forms.CharField(widget=forms.HiddenInput, required=False, initial=self.STEP))

    def said(self) -> dict[str, Any]:
        """What its verb takes."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("version", "step", "why")}

    @classmethod
    def of(cls, aid: FundAid) -> dict[str, Any]:
        """What is noted of this step, as its answers."""
        return {name: getattr(aid, cls.COLUMN.get(name, name)) for name in cls.places if name in cls.base_fields}


class FundOpinionForm(NotedForm):
    STEP = FundStep.OPINION
    places = {name: name for name in ("opinion", "voice", "opinion_on", "why")}
    opinion = forms.ChoiceField(label="Avis", choices=FundOpinion.choices, widget=forms.RadioSelect)
    voice = forms.ChoiceField(label="Donné par", choices=FundVoice.choices, widget=forms.RadioSelect)
    opinion_on = DayField(label="Jour de l’avis")


RULED = ("sense", "granted", "ground", "decided_on", "decided_from", "signed_name", "sure", "why")


class RulingForm(NotedForm):
    STEP = FundStep.DECISION
    places = {name: name for name in RULED}
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
    signed_name = forms.CharField(
        label="Signée par (nom et qualité)",
        max_length=120,
        required=False,
        help_text="Par délégation de signature, laissez vide si c’est vous.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = (self.data.get(self.add_prefix(name)) for name in ("sense", "ground"))
        if self.is_bound and tuple(said) == (FundSense.REFUSE, FundGround.BUDGET) and noted.suffices(self.aid):
            self.add(
                "sure",
                forms.BooleanField(label="C’est bien le motif de la décision : la noter", required=False),
            )


class PaymentForm(NotedForm):
    STEP = FundStep.PAYMENT
    COLUMN = {"amount": "paid"}
    places = {"amount": "amount", "paid_on": "paid_on", "invoice": "invoice", "why": "why"}
    amount = Euros(label="Montant payé, en euros", per="")
    paid_on = DayField(label="Payé le")
    invoice = forms.CharField(label="Numéro de la facture", max_length=40)


FORMS: dict[str, type[NotedForm]] = {form.STEP: form for form in (FundOpinionForm, RulingForm, PaymentForm)}


def why() -> forms.ChoiceField:
    """What every correction asks."""
    return forms.ChoiceField(
        label="Pourquoi ce qui est noté est faux", choices=FundMistake.choices, widget=forms.RadioSelect
    )


class TakeAwayForm(VersionedForm):
    """Take away what is noted of the last step."""

    places = {"why": "why"}
    why = why()
