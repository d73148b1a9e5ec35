"""The three fields of a birth, asked as it is known."""

from datetime import date
from typing import Any

from django import forms

from rivage.core.forms import RivageForm


class PartOfBirth(forms.IntegerField):
    """A month or a day as papers have it: « 00 », on a passport, is one that nobody knows."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        sentence = f"Un nombre de 1 à {most}. Laissez vide si on ne le connaît pas."
        said = dict.fromkeys(("min_value", "max_value"), sentence)
        super().__init__(required=False, min_value=1, max_value=most, error_messages=said, **kwargs)

    def to_python(self, value: Any) -> int | None:
        return super().to_python(value) or None


class BornForm(RivageForm):
    """A birth as it is known: a year, a year and a month, or a day."""

    year = forms.IntegerField(
        label="Année de naissance",
        required=False,
        min_value=1900,
        max_value=2100,
        error_messages=dict.fromkeys(("min_value", "max_value"), "En quatre chiffres, comme 1994."),
    )
    month = PartOfBirth(label="Mois", most=12)
    day = PartOfBirth(label="Jour", most=31)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def clean(self) -> dict[str, Any]:
        """Compose `birth`: "", "1994", "1994-03" or "1994-03-12"."""
        data = super().clean() or {}
        year, month, day = (data.get(name) for name in ("year", "month", "day"))
        data["birth"] = ""
        if {"year", "month", "day"} & set(self.errors):
            return data
        if month and not year:
            self.add_error("year", "Il manque l’année : sans elle, le mois seul ne se garde pas.")
        elif day and not month:
            self.add_error("month", "Il manque le mois : sans lui, le jour seul ne se garde pas.")
        elif year:
            data["birth"] = self._composed(year, month, day)
        return data

    def _composed(self, year: int, month: int | None, day: int | None) -> str:
        text = "-".join([f"{year:04d}", *(f"{part:02d}" for part in (month, day) if part)])
        try:
            first = date(year, month or 1, day or 1)
        except ValueError:
            self.add_error("day", "Ce jour n’existe pas dans ce mois.")
            return ""
        if first > self.on:
            self.add_error("year", "La naissance ne peut pas être après aujourd’hui.")
            return ""
        return text


def born_initial(text: str) -> dict[str, int]:
    """The three fields from what is stored."""
    return dict(zip(("year", "month", "day"), (int(part) for part in text.split("-") if part), strict=False))
