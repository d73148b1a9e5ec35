"""Forms of the gestures: open, ask to complete, forward, withdraw."""

from datetime import date
from typing import Any

from django import forms

from rivage.core.forms import DayField, LongText, RivageForm
from rivage.dossiers.enums import Competence, DemandeKind, Part, WithoutObjectGround
from rivage.dossiers.models import NoteDraft
from rivage.law import territory
from rivage.law.duration import MOST_EVER

HIDDEN = forms.HiddenInput


class VersionForm(RivageForm):
    """A gesture on a demande: the version that its page showed."""

    version = forms.IntegerField(widget=HIDDEN, min_value=0)


class AnswerForm(VersionForm):
    """What was completed goes back, with a word on each part that was asked about. `left`: those that nobody wrote
    since; without a word, one says that they go back as they are.
    """

    places = {"as_it_was": "as_it_is"}
    as_it_is = forms.BooleanField(label="Je renvoie ainsi, sans réponse, ce qui n’a pas été revu", required=False)

    def __init__(self, *args: Any, asked: list[Part], left: list[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for part in asked:
            again = "" if part not in left else " Rien n’a été écrit dans cette partie depuis la demande."
            said = LongText(
                label=f"Votre réponse : {part.label}",
                required=False,
                rows=3,
                max_length=2000,
                help_text="Par exemple : « c’est ajouté », « elle n’en a pas, parce que… ». La délégation lit ces "
                f"mots à côté de la partie ; la commission ne les lit pas.{again}",
            )
            self.add(f"words_{part}", said)
        if not left:
            del self.fields["as_it_is"]
        self.order_fields(["version", *(f"words_{part}" for part in asked), "as_it_is"])

    def values(self) -> dict[str, Any]:
        """What `answer_missing` takes."""
        data = self.cleaned_data
        words = {part.value: data[f"words_{part}"] for part in self.asked}
        return {"version": data["version"], "words": words, "as_it_is": data.get("as_it_is", False)}


class OpenForm(RivageForm):
    """Open a demande."""

    kind = forms.ChoiceField(label="Demande", choices=DemandeKind.choices, widget=forms.RadioSelect)
    wished_on = DayField(
        label="Premier mot de la personne",
        required=False,
        help_text="Le jour où elle a dit vouloir cette démarche : il dit combien de temps elle attend.",
    )
    months_before = forms.IntegerField(
        label="Mois déjà accordés ailleurs",
        required=False,
        min_value=0,
        max_value=MOST_EVER - 1,
        help_text=f"Dans un autre département ou avec une autre association. Ils comptent dans les {MOST_EVER}.",
    )
    months_before_source = forms.CharField(label="D’où on le sait", required=False, max_length=120)

    def values(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        return {**data, "months_before": data.get("months_before") or 0}


class AskForm(VersionForm):
    """What is missing, and until when."""

    parts = forms.MultipleChoiceField(
        label="Parties à compléter",
        choices=Part.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Ce qu’aucun texte n’exige est une question : la demande ne l’attend pas (CRPA, code des relations "
        "entre le public et l’administration, art. L114-5).",
    )
    text = LongText(
        label="Ce qui manque",
        rows=5,
        max_length=2000,
        help_text="Une phrase par point. Une pièce qui n’existe pas ne se redemande pas : « aucun document » suffit.",
    )
    until = DayField(label="Jusqu’au, inclus")


class ForwardForm(VersionForm):
    """To which préfet, and why."""

    to = forms.ChoiceField(label="Département compétent")
    competence = forms.ChoiceField(
        label="Pourquoi lui",
        choices=Competence.choices,
        widget=forms.RadioSelect,
        help_text="Le texte ne tranche pas : c’est un choix que vous notez, et qui n’est pas un rejet.",
    )

    def __init__(self, *args: Any, departement: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = (one for one in territory.departements() if one.code != departement)
        self.offer("to", [("", "à choisir"), *((one.code, f"{one.code} {one.name}") for one in others)])


class WithoutObjectForm(VersionForm):
    """Why nothing is left to decide: one of three grounds, its day, and how it is known."""

    ground = forms.ChoiceField(
        label="Pourquoi il n’y a plus rien à décider",
        choices=WithoutObjectGround.choices,
        widget=forms.RadioSelect,
        help_text="Un décès et un départ se notent par l’association. Toute autre raison est un refus.",
    )
    since = DayField(label="Depuis le")
    words = LongText(
        label="Comment vous le savez", rows=3, max_length=1000, help_text="L’association lit ces mots. Sans aucun nom."
    )


class ReopenForm(VersionForm):
    """Why a demande noted without object is instructed again."""

    why = LongText(label="Pourquoi la rouvrir", rows=3, max_length=1000, help_text="L’association lit ces mots.")


class ClosingContestForm(RivageForm):
    """Why something is left to decide."""

    why = LongText(
        label="Pourquoi il reste à décider",
        rows=3,
        max_length=1000,
        help_text="La délégation lit ces mots. Sans aucun nom.",
    )


class ClosingUpholdForm(RivageForm):
    """Why nothing is."""

    why = LongText(
        label="Pourquoi la maintenir sans objet",
        rows=3,
        max_length=1000,
        help_text="L’association lit ces mots. Sans aucun nom.",
    )


class WithdrawForm(VersionForm):
    """Her word alone, received safely (review I14)."""

    received_alone = forms.BooleanField(
        label="Elle a été reçue seule, avec un interprète si besoin, et sait ce que ce retrait change", required=False
    )


class NoteForm(RivageForm):
    """A note of the antenne."""

    text = LongText(
        label="Nouvelle note",
        rows=3,
        help_text="Lue par l’association seule. Ni diagnostic, ni notes d’un soignant.",
    )
    # What was kept answers with the next of both, by their ids.
    draft = forms.UUIDField(required=False, widget=forms.HiddenInput(attrs={"id": "note-brouillon"}))
    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput(attrs={"id": "note-version"}))

    @classmethod
    def starting(cls, draft: NoteDraft | None) -> dict[str, Any]:
        """What was being written."""
        return {"text": draft.text, "draft": draft.pk, "version": draft.version} if draft else {}

    def values(self) -> dict[str, Any]:
        return self.cleaned_data | {"version": self.cleaned_data["version"] or 0}


def until_default(on: date) -> date:
    """A month to answer, to be changed."""
    return date.fromordinal(on.toordinal() + 30)
