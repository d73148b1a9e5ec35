"""The day and the words of the rules, and the facts of a trial: typed, answered, never kept."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Input

from rivage.core.forms import MESSAGES, DayField, Euros, RivageForm
from rivage.core.french import capital
from rivage.desk.rules import FIRST_DAY
from rivage.dossiers.enums import Held
from rivage.law.afis_facts import Claim, Document, Nationality
from rivage.law.territory import departements

UNKNOWN = ("", "non su")
YES_NO = (("yes", "oui"), ("no", "non"), UNKNOWN)
CLAIMS = ((Claim.YES, "oui"), (Claim.NO, "non"), (Claim.TO_CHECK, "à vérifier"), UNKNOWN)
NATIONALITIES = (
    (Nationality.FRENCH, "française"),
    (Nationality.EUROPEAN, "de l’Union européenne, de l’EEE ou suisse"),
    (Nationality.OTHER, "autre"),
    UNKNOWN,
)
# The papers that the text admits, under the words of the demande; no other paper is named (design §5).
DOCUMENTS = (
    (Document.TITRE, Held.TITLE.label),
    (Document.APS, Held.APS.label),
    (Document.RENEWAL_RECEIPT, Held.RENEWAL.label),
    (Document.NONE, Held.NONE.label),
    UNKNOWN,
)
LEAP_DAY = re.compile(r"(\d{4})-0?2-29|29/0?2/(\d{4})")


def no_such_day(typed: str) -> str:
    """Why a date that nobody can read is refused."""
    leap = LEAP_DAY.fullmatch(typed.strip())
    if leap:
        return f"L’année {leap[1] or leap[2]} n’a pas de 29 février."
    return MESSAGES["invalid_date"]


def refused_by(form: forms.Form, field: str, sentence: str) -> None:
    """Say at its field what the law cannot read; at the whole form when the field is not one that is typed."""
    if field in form.fields:
        form.add_error(field, f"{form.fields[field].label}\u00a0: {sentence}")
    else:
        form.add_error(None, capital(sentence))


class Day(DayField):
    """A day, whose refusal says why."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except ValidationError as error:
            raise ValidationError(no_such_day(str(value)), code="invalid") from error


class Whole(forms.IntegerField):
    """A whole number between two bounds, refused in one sentence."""

    def __init__(self, *, most: int, least: int = 0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.bounds = (least, most)
        self.widget.attrs.update(inputmode="numeric")

    def validate(self, value: Any) -> None:
        super().validate(value)
        least, most = self.bounds
        if value is not None and not least <= value <= most:
            raise ValidationError(f"{self.label}\u00a0: écrivez un nombre entre {least} et {most}.", code="bounds")


class TypedForm(RivageForm):
    """What is refused is drawn as text: a date or number control would empty what it cannot read."""

    def keep_typed(self) -> None:
        """To be called once the form is checked."""
        for name in self.errors:
            widget = self.fields[name].widget if name in self.fields else None
            if isinstance(widget, Input) and widget.input_type in ("date", "number"):
                widget.input_type = "text"

    def group(self, *names: str) -> list[forms.BoundField]:
        """Some of the fields, in that order."""
        return [self[name] for name in names]


class RulesForm(TypedForm):
    """The day the rules are read on, and words they hold."""

    le = Day(label="Le droit au", required=False)
    mots = forms.CharField(label="Chercher dans les règles", required=False, max_length=100)

    def clean_le(self) -> date | None:
        day: date | None = self.cleaned_data["le"]
        if day is not None and day < FIRST_DAY:
            raise ValidationError("Rivage dit le droit depuis 2016. Choisissez une date à partir du 1er janvier 2016.")
        return day


class AfisTrial(TypedForm):
    """The facts on which the aid is examined. Empty means unknown, and makes a question."""

    decided_on = Day(label="Date de la décision")
    requested_on = Day(label="Date de la demande", required=False)
    departement = forms.ChoiceField(
        label="Département", choices=[(each.code, f"{each.name} ({each.code})") for each in departements()]
    )
    path_authorised = forms.ChoiceField(
        label="Le parcours est-il autorisé ?", choices=YES_NO, required=False, widget=forms.RadioSelect
    )
    born_on = Day(label="Date de naissance", required=False)
    birth_year = Whole(label="Ou l’année seule", required=False, least=1900, most=2100)
    nationality = forms.ChoiceField(label="Nationalité", choices=NATIONALITIES, required=False)
    document = forms.ChoiceField(label="Document de séjour", choices=DOCUMENTS, required=False)
    children = Whole(label="Enfants à charge", required=False, most=30)
    lone_parent = forms.ChoiceField(
        label="Élève-t-elle seule un enfant ?", choices=YES_NO, required=False, widget=forms.RadioSelect
    )
    resources = Euros(label="Ses ressources, en euros", required=False, help_text="Le mois avant la demande.")
    other_resources = Euros(
        label="Celles du reste du foyer, en euros", required=False, help_text="Rien si elle vit seule."
    )
    pregnant = forms.BooleanField(label="Un enfant va naître", required=False)
    student = forms.BooleanField(label="Elle étudie", required=False)
    rsa = forms.ChoiceField(label="Le RSA est-il perçu ou possible ?", choices=CLAIMS, required=False)
    ada = forms.ChoiceField(label="L’ADA est-elle perçue ou possible ?", choices=CLAIMS, required=False)
    ata = forms.ChoiceField(
        label="L’ATA est-elle perçue ou possible ?",
        choices=CLAIMS,
        required=False,
        help_text="Avant le 1er septembre 2017 seulement.",
    )
    permit_years = Whole(
        label="Années de titres autorisant à travailler", required=False, most=120, help_text="Années complètes."
    )
    protection = forms.ChoiceField(
        label="A-t-elle une protection internationale ?",
        choices=YES_NO,
        required=False,
        widget=forms.RadioSelect,
        help_text="Réfugiée, ou protection subsidiaire. Rien d’autre sur une demande d’asile.",
    )
    right_of_residence = forms.ChoiceField(
        label="A-t-elle un droit au séjour ?",
        choices=YES_NO,
        required=False,
        widget=forms.RadioSelect,
        help_text="Nationalité européenne seulement.",
    )
    other_on = Day(label="Les mêmes faits, à une autre date", required=False)

    @property
    def decision(self) -> list[forms.BoundField]:
        return self.group("decided_on", "requested_on", "departement", "path_authorised")

    @property
    def person(self) -> list[forms.BoundField]:
        return self.group("born_on", "birth_year", "nationality", "document")

    @property
    def household(self) -> list[forms.BoundField]:
        return self.group("children", "lone_parent", "resources", "other_resources", "pregnant", "student")

    @property
    def other_aids(self) -> list[forms.BoundField]:
        return self.group("rsa", "ada", "permit_years", "protection", "right_of_residence", "ata")

    def typed(self) -> dict[str, Any]:
        """What `AfisFacts` takes. BadFact is raised by `AfisFacts` itself."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "other_on"}
        for name in ("path_authorised", "lone_parent", "protection", "right_of_residence"):
            data[name] = {"yes": True, "no": False}.get(data[name])
        for name, kind in (("nationality", Nationality), ("document", Document)):
            data[name] = kind(data[name]) if data[name] else None
        for name in ("rsa", "ada", "ata"):
            data[name] = Claim(data[name]) if data[name] else None
        data["other_resources"] = data["other_resources"] or Decimal(0)
        return data

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("born_on", "requested_on"):
            if data.get(name) and data.get("decided_on") and data[name] > data["decided_on"]:
                refused_by(self, name, "cette date suit celle de la décision.")
        if data.get("born_on") and data.get("birth_year") and data["born_on"].year != data["birth_year"]:
            self.add_error("birth_year", "Cette année n’est pas celle de la date de naissance. Effacez-en une.")
        return data


class PeriodTrial(TypedForm):
    """A period asked, the one that runs, and a non-renewal if one was notified."""

    decided_on = Day(label="Date de la décision")
    used = Whole(
        label="Mois déjà accordés",
        most=120,
        help_text="Toutes les périodes, celles d’un autre département comprises.",
    )
    requested = Whole(label="Mois demandés", least=1, most=120)
    first_day = Day(label="Premier jour de la période en cours", required=False)
    last_day = Day(label="Son dernier jour, inclus", required=False)
    notified_on = Day(
        label="Non-renouvellement notifié le", required=False, help_text="Le jour où la personne l’a reçu."
    )

    @property
    def decision(self) -> list[forms.BoundField]:
        return self.group("decided_on", "requested", "used")

    @property
    def running(self) -> list[forms.BoundField]:
        return self.group("first_day", "last_day", "notified_on")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("first_day"), data.get("last_day")
        if first and not last and "last_day" not in self.errors:
            self.add_error("last_day", "Il manque le dernier jour de la période en cours.")
        if last and not first and "first_day" not in self.errors:
            self.add_error("first_day", "Il manque le premier jour de la période en cours.")
        if first and last and last < first:
            self.add_error("last_day", "Ce jour vient avant le premier jour de la période.")
        notified = data.get("notified_on")
        if notified and not last and not {"first_day", "last_day"} & set(self.errors):
            self.add_error("notified_on", "Un non-renouvellement met fin à une période. Écrivez ses deux jours.")
        if notified and first and notified < first:
            self.add_error("notified_on", "Ce jour vient avant la période en cours.")
        return data
