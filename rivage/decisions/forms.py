"""Forms of a decision: what it says, who signed it, her observations, its notification."""

from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.http import QueryDict

from rivage.accounts.enums import Source
from rivage.accounts.models import QUALITY
from rivage.core.forms import DayField, LongText, RivageForm, VersionedForm
from rivage.core.languages import INTERPRETING, LANGUAGES
from rivage.decisions.actions import Draft
from rivage.decisions.actions.signing import PAPER
from rivage.decisions.basis import Basis
from rivage.decisions.enums import (
    Authority,
    DecisionSense,
    HeardBy,
    NotificationChannel,
    NotificationOutcome,
    Recipient,
)
from rivage.decisions.heard import Heard
from rivage.decisions.models import Decision
from rivage.decisions.notices import Told
from rivage.law.motifs import motifs
from rivage.law.no_motive import WITHOUT
from rivage.law.wording import count

NONE = "none"
HOW_KNOWN = "Dites d’où vous le savez."
# Her time to answer that is advised; no text read sets it.
ADVISED = timedelta(days=15)
SHORT = (
    "Moins de quinze jours : elle peut ne pas avoir le temps de répondre, et la décision se contester pour cela. "
    "Écrivez un jour plus lointain, ou confirmez plus bas."
)
OURS = "nous l’avons fait ou vu nous-mêmes"


class FromPaperForm(RivageForm):
    """What is typed from a signed paper. `LACKED`: what it may not say, which is then said, not left out."""

    LACKED: tuple[str, ...] = ("signed_name",)
    AS_IT_IS = "Le papier ne le dit pas, ou cela ne se lit pas : noter comme il est"

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.LACKED:
            if name in typed and not typed[name] and not typed.get("as_it_is"):
                said = f"{self.fields[name].label} : écrivez-le d’après le papier"
                self.add_error(name, f"{said}, ou cochez « {self.AS_IT_IS} ».")
        return typed


class DecisionForm(RivageForm):
    """What a decision says. Fields of the other sense are kept on screen and left out of the draft."""

    places = {
        "reasons_missing": "reasons", "motives_missing": "motives", "motive_contradicted": "motives",
        "motives_both": "motives",
    }  # fmt: skip

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    sense = forms.ChoiceField(label="Sens de la décision", choices=DecisionSense.choices, widget=forms.RadioSelect)
    starts = DayField(label="Premier jour des droits", required=False)
    months = forms.IntegerField(label="Durée, en mois", required=False)
    motives = forms.MultipleChoiceField(label="Motifs du refus", widget=forms.CheckboxSelectMultiple, required=False)
    motives_read = forms.BooleanField(label="J’ai lu la source, et je retiens ce motif", required=False)
    motives_kept = LongText(
        label="Pourquoi retenir un motif non prévu par les textes",
        rows=3,
        required=False,
        help_text="Ce texte reste dans le dossier et n’est pas imprimé sur la décision.",
    )
    reasons = LongText(
        label="Motivation, en fait et en droit",
        rows=6,
        required=False,
        help_text="Obligatoire pour un refus. Une phrase entière par ligne, et son article si ce n’est pas celui du "
        "motif coché. Ce texte est imprimé sur la décision, après les motifs prévus par les textes.",
    )
    authority = forms.ChoiceField(
        label="Qui décide", choices=Authority.choices, widget=forms.RadioSelect, initial=Authority.PREFET
    )
    court = forms.CharField(label="Juridiction et numéro du jugement", max_length=160, required=False)

    def __init__(self, *args: Any, found: Basis, on: date, recorded: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.coded = motifs(found.demande.kind, on)
        without = [(WITHOUT, "Le papier déjà signé ne dit aucun motif")] if recorded else []
        self.offer("motives", [*((each.code, each.label) for each in self.coded), *without])
        months = found.expected
        senses = {
            DecisionSense.AUTHORISE: f"autoriser {months} mois" if months else "autoriser",
            DecisionSense.REFUSE: "ne pas renouveler" if found.is_renewal else "refuser",
        }
        self.offer("sense", senses.items())

    def draft(self) -> Draft:
        """What was typed, for the sense that was chosen."""
        typed = self.cleaned_data
        granted = typed["sense"] == DecisionSense.AUTHORISE
        return Draft(
            sense=typed["sense"],
            starts=typed["starts"] if granted else None,
            months=typed["months"] if granted else None,
            motives=() if granted else tuple(typed["motives"]),
            motives_kept="" if granted else typed["motives_kept"],
            motives_read=not granted and typed["motives_read"],
            reasons=typed["reasons"],
            authority=typed["authority"],
            court=typed["court"] if typed["authority"] == Authority.JUDGMENT else "",
        )


class SignForm(FromPaperForm):
    """The signature of the signatory, of today; or, recorded from the paper, its date, its name and its source. It
    carries the version of the project and the mark of the letter that were read. A second factor is asked here alone.
    """

    LACKED = ("signed_name", "signed_quality")
    version = forms.IntegerField(widget=forms.HiddenInput)
    read = forms.CharField(widget=forms.HiddenInput, required=False)
    places = {
        "decided_future": "decided_on",
        "releve_after_decision": "decided_on",
        "signed_name_missing": "signed_name",
        "signed_quality_missing": "signed_quality",
    }

    def __init__(self, *args: Any, recorded: bool, early: bool, judged: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if recorded:
            self.add("decided_on", DayField(label="Date de la décision"))
        if early:
            words = "Je confirme ce premier jour, d’avant la signature"
            self.add("early", forms.BooleanField(label=words, required=False))
        if recorded:
            said = "Prénom et nom, comme sur le papier."
            self.add(
                "signed_name", forms.CharField(label="Signée par", max_length=120, required=False, help_text=said)
            )
        if recorded and not judged:
            said = "Comme sur le papier. Par exemple : La secrétaire générale de la préfecture."
            quality = forms.CharField(label="Sa qualité", max_length=QUALITY, required=False, help_text=said)
            self.add("signed_quality", quality)
        if recorded:
            self.add("as_it_is", forms.BooleanField(label=self.AS_IT_IS, required=False))
            self.add(
                "source",
                forms.ChoiceField(
                    label="D’où vous le savez",
                    choices=[(source.value, source.label) for source in PAPER],
                    widget=forms.RadioSelect,
                    error_messages={"required": HOW_KNOWN},
                ),
            )

    def day_typed(self) -> date | None:
        """The day of the decision as it was typed from the paper, None when it is none."""
        self.is_valid()
        return self.cleaned_data.get("decided_on")

    def show(self, current: Decision, read: str) -> None:
        """Carry what the page shows. A refused form keeps what it was shown."""
        self.initial = {**self.initial, "version": current.version, "read": read}

    def read_again(self) -> None:
        """Carry what the page shows now, to be signed once it is read. What was confirmed of the one before is not
        confirmed of this one.
        """
        sent = cast(QueryDict, self.data).copy()
        sent.pop("early", None)
        sent["version"], sent["read"] = self.initial["version"], self.initial["read"]
        self.data = sent


def day_sent(form: forms.Form, name: str) -> date | None:
    """A day as it was sent, None where there is none."""
    try:
        return cast("date | None", form.fields[name].clean(form[name].data)) if form.is_bound else None
    except forms.ValidationError:
        return None


class InviteForm(RivageForm):
    """Until when she may answer. Few days are confirmed."""

    prefix = "invite"
    places = {
        "invited_future": "invited_on",
        "invited_before": "invited_on",
        "no_delay": "until",
        "already_over": "until",
        "too_long": "until",
    }
    invited_on = DayField(label="Invitée le")
    until = DayField(label="Peut répondre jusqu’au", help_text="Quinze jours sont conseillés.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        invited, until = (day_sent(self, name) for name in ("invited_on", "until"))
        if invited is not None and until is not None and invited < until < invited + ADVISED:
            words = f"Je confirme : elle a {count((until - invited).days, 'jour')} pour répondre"
            self.add("short", forms.BooleanField(label=words, required=False))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "short" in self.fields and not data.get("short"):
            self.add_error("until", SHORT)
        return data


class HeardForm(VersionedForm):
    """What she said, or that she has nothing to say. Nothing is chosen for her."""

    prefix = "heard"
    has = forms.ChoiceField(
        label="A-t-elle des observations ?",
        choices=(("some", "oui, les voici"), (NONE, "non, elle dit ne pas en avoir")),
        widget=forms.RadioSelect,
    )
    text = LongText(
        label="Ce que la personne a dit ou écrit",
        rows=5,
        required=False,
        help_text="Dans ses mots. La délégation et le signataire le lisent avec la décision.",
    )
    means = forms.ChoiceField(label="Comment elles sont venues", choices=HeardBy.choices, widget=forms.RadioSelect)
    received_on = DayField(label="Reçues le")

    def heard(self) -> Heard:
        """What was typed."""
        typed = self.cleaned_data
        return Heard(typed["received_on"], typed["means"], typed["has"] == NONE, typed["text"])


class OutcomeForm(RivageForm):
    """How a notification ended."""

    places = {
        "before_decision": "on", "notified_future": "on", "letter_before": "on", "not_handed": "outcome",
        "handed_beside": "outcome",
    }  # fmt: skip

    channel = forms.ChoiceField(label="Par quel moyen", choices=NotificationChannel.choices, widget=forms.RadioSelect)
    outcome = forms.ChoiceField(
        label="Issue",
        choices=NotificationOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Dites comment cela s’est terminé."},
    )
    on = DayField(label="Date", help_text="Le jour de la remise, de la présentation ou du refus.")
    language = forms.ChoiceField(label="Langue dans laquelle elle a été lue", choices=LANGUAGES, required=False)
    interpreter = forms.ChoiceField(label="Comment les mots sont passés", choices=INTERPRETING, required=False)
    her_wish = forms.BooleanField(label="La personne a demandé à venir à la préfecture", required=False)
    source = forms.ChoiceField(
        label="D’où vous le savez",
        choices=[(each.value, OURS if each == Source.OWN_DESK else each.label) for each in Source],
        widget=forms.RadioSelect,
        error_messages={"required": HOW_KNOWN},
    )

    def told(self, recipient: str) -> Told:
        """The notification that was typed."""
        asked = (name for name in Told.__dataclass_fields__ if name != "recipient" and name in self.fields)
        typed = {name: self.cleaned_data[name] for name in asked}
        return Told(recipient, **typed)


class NotifyForm(OutcomeForm):
    """The same, to whom: nobody and no means is chosen beforehand."""

    recipient = forms.ChoiceField(
        label="À",
        choices=Recipient.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Dites à qui la décision est notifiée."},
    )
    # The page that said what it ends, where it ends her rights before their term.
    read = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ("recipient",)


class CorrectForm(OutcomeForm):
    """What takes the place of a notification, and why."""

    new_letter = forms.ChoiceField(
        label="Ce qui s’est passé",
        choices=[("non", "elle avait été mal notée"), ("oui", "une nouvelle lettre a été remise depuis")],
        widget=forms.RadioSelect,
    )
    why = LongText(
        label="Pourquoi", rows=3, max_length=1000, help_text="Sans nom : l’association et la délégation les lisent."
    )
    field_order = ("new_letter",)

    def corrected(self, recipient: str) -> dict[str, Any]:
        """What a verb that corrects a notice takes of it: what happened, why, whether by a new letter."""
        typed = self.cleaned_data
        return {"told": self.told(recipient), "why": typed["why"], "new_letter": typed["new_letter"] == "oui"}
