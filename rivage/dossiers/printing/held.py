"""All that her association holds of her (GDPR, article 15): every table about her, each row in words.

A table that is new is printed as it is declared; an app that keeps codes in it says them (`register`), and what is not
printed says why (`withhold`).
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import models

from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.core.french import amount, capital, number
from rivage.dossiers.reading import ReadingLine, Section
from rivage.law.wording import day
from rivage.people.enums import Purpose, Slice
from rivage.people.models import Person, Share
from rivage.people.models.base import PersonRow
from rivage.people.retention import ACCOMPANIMENT
from rivage.vault.enums import KeyKind

Words = Callable[[Any], list[str]]
_said: dict[type[PersonRow], Words] = {}
_titles: dict[type[PersonRow], str] = {}
_withheld: dict[type[PersonRow], str] = {}
# What a row says to the house and to nobody else; names of those who act for a body.
UNSAID = {"id", "version", "rank", "questionnaire", "times", "signed_name", "interpreter", "departement"}
LINKS = (models.ForeignKey, models.UUIDField, models.BinaryField, models.BigIntegerField, models.JSONField)


def register(model: type[PersonRow], words: Words, title: str = "") -> None:
    """Say a row of this table in one's own words, a line each; without any, it is not printed. `title`: over them, in
    the place of the words of the table.
    """
    _said[model] = words
    _titles[model] = title or capital(str(model._meta.verbose_name))


def withhold(model: type[PersonRow], why: str) -> None:
    """Print nothing of this table; `why` is read beside the file."""
    _withheld[model] = why


def printed() -> list[type[PersonRow]]:
    """The tables of which her association answers: hers and those of its workshop, what is kept as its own, what it
    alone reads. The préfet answers of his acts, and the payer of its answers.
    """
    return [
        model for model in apps.get_models() if issubclass(model, PersonRow) and model not in _withheld and _own(model)
    ]


def _own(model: type[PersonRow]) -> bool:
    alone = model.SLICE == Slice.PRIVATE or getattr(model, "KEY", "") == KeyKind.PRIVATE
    return model._meta.app_label in ("people", "dossiers") or ACCOMPANIMENT in model.RETENTION or alone


def withheld() -> dict[str, str]:
    """By the words of a table, why nothing of it is printed."""
    return {str(model._meta.verbose_name): why for model, why in _withheld.items()}


def sections(membership: Membership, person: Person) -> Iterator[Section]:
    """A section for each table that has something of her, then to whom something was opened."""
    for model in printed():
        rows = model.objects.visible_to(membership).filter(person=person).order_by("created_at")
        lines = tuple(line for row in rows if (line := _line(row, person.departement)).text)
        if lines:
            title = _titles.get(model, capital(str(model._meta.verbose_name)))
            yield Section(model._meta.model_name or "", title, lines)
    opened = tuple(_opened(share) for share in Share.objects.filter(person=person).order_by("starts"))
    if opened:
        yield Section("opened", "À qui une partie a été ouverte", opened)


def _line(row: PersonRow, departement: str) -> ReadingLine:
    """One row, with the day it was noted. `departement`: hers, whose days are counted."""
    own = _said.get(type(row))
    words = own(row) if own else _plain(row, departement)
    noted = day(clock.local_day(row.created_at, departement))
    return ReadingLine(f"Noté le {noted}", "\n".join(words), long=True)


def _plain(row: PersonRow, departement: str) -> list[str]:
    """Each column that says something, under its own words."""
    found = []
    for field in row._meta.concrete_fields:
        if field.name in UNSAID or field.name == "created_at" or isinstance(field, LINKS):
            continue
        words = _value(row, field, departement)
        if words:
            found.append(f"{capital(str(field.verbose_name))} : {words}")
    return found


def _value(row: PersonRow, field: "models.Field[Any, Any]", departement: str) -> str:
    value = getattr(row, field.attname)
    if isinstance(value, list):
        coded = dict(getattr(field, "base_field", field).flatchoices)
        return ", ".join(str(coded.get(one, one)) for one in value)
    coded = dict(field.flatchoices)
    return str(coded[value]) if value in coded else _in_words(value, departement)


def _in_words(value: Any, departement: str) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, datetime):
        return day(clock.local_day(value, departement))
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Decimal):
        return amount(value)
    return number(value) if isinstance(value, int) else str(value)


def _opened(share: Share) -> ReadingLine:
    what = ", ".join(Slice(one).label for one in share.slices)
    since, until = (day(clock.local_day(at, share.departement)) for at in (share.starts, share.ends))
    return ReadingLine(f"Pour {Purpose(share.purpose).label}", f"{what} ; du {since} au {until}")
