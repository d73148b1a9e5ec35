"""The form where the préfet's decision on the aid is written down."""

from typing import Any

from django import forms

from rivage.accounts.enums import Source
from rivage.core.confirm import ReadAgainForm
from rivage.core.forms import DayField, LongText
from rivage.decisions.forms import FromPaperForm
from rivage.law.afis_motifs import codes
from rivage.law.no_motive import WITHOUT
from rivage.rights.enums import AfisSense

MOTIVE = "Un refus dit sa condition : choisissez-en au moins une (CRPA L211-2)."
REASONS = "Un refus est motivé, en fait et en droit (CRPA L211-2 et L211-5)."
CHILDREN = "Dites combien d’enfants sont à charge, 0 s’il n’y en a pas : le montant en dépend."
# What the signed decision says, and how it is known.
SAID = ("sense", "decided_on", "children", "motives", "reasons", "signed_name", "source")
SIGNED = (Source.SIGNED_PAPER, Source.PHONE)


class AfisForm(FromPaperForm):
    places = {
        "reasons_missing": "reasons", "motives_missing": "motives", "motives_both": "motives",
        "motives_on_grant": "motives", "motive_unknown": "motives", "decided_future": "decided_on",
        "signed_name_missing": "signed_name", "children_out": "children", "before_path": "decided_on",
    }  # fmt: skip
    sense = forms.ChoiceField(
        label="Décision du préfet",
        choices=[(AfisSense.GRANT, "accorder l’aide"), (AfisSense.REFUSE, "refuser l’aide")],
        widget=forms.RadioSelect,
    )
    decided_on = DayField(label="Date de la décision")
    children = forms.IntegerField(
        label="Enfants à charge", required=False, help_text="Pour une aide accordée : son montant en dépend."
    )
    motives = forms.MultipleChoiceField(
        label="Pour un refus : la condition qui manque",
        choices=lambda: [(code, code) for code in codes()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Celle que dit le papier, ou « sans motif » s’il n’en dit aucune.",
    )
    reasons = LongText(
        label="Motivation, en fait et en droit",
        rows=4,
        required=False,
        help_text="Obligatoire pour un refus, sauf s’il est sans motif. Ce texte est celui de la décision.",
    )
    signed_name = forms.CharField(label="Signée par (nom et qualité)", max_length=120, required=False)
    source = forms.ChoiceField(
        label="D’où vous le savez",
        choices=[(source.value, source.label) for source in SIGNED],
        widget=forms.RadioSelect,
    )
    as_it_is = forms.BooleanField(label=FromPaperForm.AS_IT_IS, required=False)

    def said(self) -> dict[str, Any]:
        """As `decide_afis` takes it."""
        return {name: self.cleaned_data[name] for name in SAID}

    def clean(self) -> dict[str, Any]:
        """What a refusal or a grant lacks is said with the rest, not once the rest is right."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if typed.get("sense") == AfisSense.GRANT and typed.get("children") is None and "children" not in self.errors:
            self.add_error("children", CHILDREN)
        if typed.get("sense") == AfisSense.REFUSE:
            typed["children"] = None
            if not typed.get("motives") and "motives" not in self.errors:
                self.add_error("motives", MOTIVE)
            if WITHOUT not in typed.get("motives", ()) and not typed.get("reasons") and "reasons" not in self.errors:
                self.add_error("reasons", REASONS)
        return typed


class AfisCorrectForm(AfisForm):
    """What the signed decision says in truth, and why what was noted is corrected."""

    why = LongText(
        label="Pourquoi vous corrigez",
        rows=3,
        max_length=1000,
        help_text="Sans nom : l’association et la délégation lisent ces mots.",
    )


class AfisReadForm(AfisForm, ReadAgainForm):
    """The decision as it was typed, sent again once it was read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hide_fields()


class AfisCorrectReadForm(AfisCorrectForm, ReadAgainForm):
    """The correction as it was typed, sent again once it was read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hide_fields()
