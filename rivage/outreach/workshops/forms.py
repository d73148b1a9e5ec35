"""The form of a workshop: a subject, a day, numbers, and no word that could be somebody's."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django import forms

from rivage.commissions.forms import HourField
from rivage.core.forms import DayField, RivageForm
from rivage.outreach.enums import Amended, Missed, WorkshopKind
from rivage.outreach.forms import count, hours, lasted
from rivage.outreach.models import Workshop
from rivage.outreach.workshops.actions import PEOPLE, WorkshopTold, told_of

TEAM = ("staff", "volunteers", "partners")


class WorkshopForm(RivageForm):
    """One workshop, to come or held. A number of people left empty is not known."""

    places = {name: name for name in (*PEOPLE, "day", "kind", "missed")} | {"minutes": "until"}

    kind = forms.ChoiceField(label="Sujet", choices=[("", "…"), *WorkshopKind.choices])
    day = DayField(label="Jour")
    at = HourField(label="De", required=False)
    until = HourField(label="À", required=False)
    staff = count("Salariées", 40)
    volunteers = count("Bénévoles", 40)
    partners = count("D’ailleurs", 40)
    came = count("Personnes venues")
    in_path = count("Dont en parcours")
    outside = count("Dont hors parcours")
    missed = forms.ChoiceField(
        label="Personne, ou pas tenu",
        choices=[("", "des personnes, ou il est à venir"), *Missed.choices],
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("until") and not data.get("at"):
            self.add_error("at", "Dites aussi à quelle heure il a commencé.")
        return data

    @property
    def counts(self) -> list[tuple[Any, str]]:
        """Each number of people, with what it counts."""
        said = ("vide : il est encore à venir", "vide : ce n’est pas su", "vide : ce n’est pas su")
        return [(self[name], words) for name, words in zip(PEOPLE, said, strict=True)]

    @property
    def team(self) -> list[tuple[Any, str]]:
        """Who held it, in numbers, with what each counts."""
        said = ("", "", "intervenants d’un autre service")
        return [(self[name], words) for name, words in zip(TEAM, said, strict=True)]

    def told(self) -> WorkshopTold:
        """What was typed."""
        sent = self.cleaned_data
        return WorkshopTold(
            day=sent["day"],
            kind=sent["kind"],
            at=f"{sent['at']:%H:%M}" if sent["at"] else "",
            minutes=lasted(sent["at"], sent["until"]),
            missed=sent["missed"],
            **{name: sent[name] or 0 for name in TEAM},
            **{name: sent[name] for name in PEOPLE},
        )


class NewWorkshopForm(WorkshopForm):
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class CorrectWorkshopForm(WorkshopForm):
    """The same of a workshop already noted, with why."""

    places = WorkshopForm.places | {"no_reasons": "why"}

    nothing = forms.BooleanField(label="Rien n’a eu lieu : noté par erreur", required=False)
    why = forms.ChoiceField(label="Pourquoi corriger", choices=Amended.choices, widget=forms.RadioSelect)


def shown(row: Workshop) -> dict[str, Any]:
    """A workshop as its form shows it."""
    told = told_of(row)
    found = {name: getattr(told, name) for name in ("day", "kind", "missed", *TEAM, *PEOPLE)}
    if told.missed:
        found |= dict.fromkeys(PEOPLE)
    return found | hours(told.at, told.minutes)


def next_of(row: Workshop, on: date) -> dict[str, Any]:
    """The same a week later, or the first such weekday to come: nobody came yet."""
    again = shown(row) | dict.fromkeys(PEOPLE) | {"missed": ""}
    weeks = max(1, -((row.day - on).days // 7))
    return again | {"day": row.day + timedelta(weeks=weeks)}
