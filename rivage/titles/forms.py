"""Forms of what is asked for her: a step, its correction, the neutral sender, to whom an attestation is shown."""

from typing import Any, ClassVar

from django import forms

from rivage.accounts.forms import AroundForm
from rivage.core.forms import DayField, LongText, RivageForm, VersionedForm
from rivage.titles.actions import StepNoted
from rivage.titles.enums import DUE, HAD, STEPS, WAITING, YEARLY, RightKind, RightStep, ShownTo
from rivage.titles.words import WORDS

NOTHING = "nothing"
# The field of the day that goes with each step.
DAYS = {
    **dict.fromkeys(WAITING, "chase"),
    **dict.fromkeys(HAD, "last"),
    RightStep.REFUSED: "contest",
}


class RightStepForm(RivageForm):
    """One step of one right or title."""

    places: ClassVar = {
        "before_asked": "fact_on",
        "asked_after": "fact_on",
        "future": "fact_on",
        "too_old": "fact_on",
        "no_such_step": "step",
        "no_reasons": "why",
    }

    step = forms.ChoiceField(label="Ce qui s’est passé", widget=forms.RadioSelect)
    fact_on = DayField(
        label="Le", help_text="Le jour de la demande, celui écrit sur la réponse, ou celui où elle le dit."
    )
    chase = DayField(label=DUE[RightStep.ASKED], required=False, help_text="Votre accueil le rappelle avant ce jour.")
    last = DayField(
        label=DUE[RightStep.OPENED],
        required=False,
        help_text="Celui qu’écrit la réponse : l’accueil le rappelle.",
    )
    contest = DayField(
        label=DUE[RightStep.REFUSED],
        required=False,
        help_text="Celui qu’écrit la décision : l’accueil le dit jusqu’à ce jour.",
    )
    words = forms.CharField(
        label="Précision",
        max_length=200,
        required=False,
        help_text="Un numéro, un guichet : seule l’association qui l’accompagne lit.",
    )

    def __init__(self, *args: Any, subject: RightKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if subject.code in YEARLY:
            self.fields["last"].help_text += " Vide : douze mois, à confirmer sur la réponse."
        self.offer("step", [(step.value, WORDS[step]) for step in STEPS[subject.family]])

    def clean(self) -> dict[str, Any]:
        """A day goes with its step, and none comes before it. The verb takes one day, and can't name its field."""
        typed = super().clean() or {}
        step, on = typed.get("step"), typed.get("fact_on")
        for name in dict.fromkeys(DAYS.values()):
            if (day := typed.get(name)) is None or not step:
                continue
            if DAYS.get(step) != name:
                self.add_error(name, f"Ce jour ne va pas avec « {WORDS[RightStep(step)]} » : effacez-le.")
            elif on is not None and day < on:
                self.add_error(name, "Ce jour ne peut pas venir avant celui de l’étape.")
        return typed

    def told(self) -> StepNoted:
        """What the action takes."""
        typed = self.cleaned_data
        day = typed[DAYS[typed["step"]]] if typed["step"] in DAYS else None
        return StepNoted(typed["step"], typed["fact_on"], day, typed["words"])


class NoteStepForm(RightStepForm, VersionedForm):
    """One more step, beside those that the page shows: another noted since is read before this one."""


class CorrectStepForm(RightStepForm):
    """What took place instead of what was noted, when something did, and why it is corrected."""

    happened = forms.ChoiceField(
        label="Ce qui s’est passé en vérité",
        choices=[(NOTHING, "cette étape n’a pas eu lieu"), ("other", "autre chose, que voici")],
        widget=forms.RadioSelect,
    )
    why = LongText(label="Pourquoi vous corrigez", rows=3, max_length=1000)
    field_order = ("happened",)

    def full_clean(self) -> None:
        """What took place is asked only when something did."""
        nothing = self.is_bound and self.data.get(self.add_prefix("happened")) == NOTHING
        for name in ("step", "fact_on"):
            self.fields[name].required = not nothing
        super().full_clean()

    def instead(self) -> StepNoted | None:
        """What took place, None when nothing did."""
        return None if self.cleaned_data["happened"] == NOTHING else self.told()


class SenderForm(AroundForm):
    """Under which name an antenne signs a paper that must not tell what it does."""

    places: ClassVar = AroundForm.places | {f"{name}_tells": name for name in ("name", "phone", "signatory")}
    field_order = ("name", "address", "town", "phone", "signatory", "foot")

    name = forms.CharField(
        label="Nom", max_length=80, help_text="Un nom qui existe et ne dit rien : « Service d’accompagnement social »."
    )
    address = LongText(
        label="Adresse",
        rows=3,
        max_length=300,
        help_text="Une boîte postale ou une adresse que personne ne rattache à l’association, une ligne par ligne.",
    )
    town = forms.CharField(label="Ville", max_length=80, help_text="Les attestations en sont datées.")
    phone = forms.CharField(
        label="Téléphone",
        max_length=40,
        help_text="Un numéro, rien d’autre. Qui répond ne dit pas le nom de l’association.",
    )
    signatory = forms.CharField(
        label="Qui signe",
        max_length=120,
        required=False,
        help_text="Sous le nom : « La responsable du service », par exemple. Vide : le nom seul.",
    )


class SenderReadForm(SenderForm):
    """The same, sent again once what it would tell was read."""

    read = forms.CharField(widget=forms.HiddenInput, initial="1")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget = forms.HiddenInput()
        self.initial["read"] = "1"


class AttestationForm(RivageForm):
    """To whom an attestation is shown, and whether she may keep it without danger: asked before it is printed."""

    def __init__(self, *args: Any, nickname: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if nickname:
            said = f"J’ai vérifié avec elle : « Nous accompagnons {nickname} » suffit à qui va lire"
            self.add("named", forms.BooleanField(label=said))

    reader = forms.ChoiceField(label="Elle la montre à", choices=ShownTo.choices, widget=forms.RadioSelect)
    keeps = forms.ChoiceField(
        label="Peut-elle la garder sans danger ?",
        choices=[
            ("yes", "oui, elle l’emporte"),
            ("no", "non : elle reste à l’antenne, qui la remet elle-même"),
        ],
        widget=forms.RadioSelect,
        help_text="À lui demander avant d’imprimer : qui fouille ses affaires la lirait.",
    )
