"""What apps that come after ask as an accompaniment begins: one question each, noted with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django import forms

from rivage.accounts.models import Membership
from rivage.people.models import Person


@dataclass(frozen=True, slots=True)
class AtEntry:
    """A question: its `name`, its field made anew for each form, and what notes its answer (`actor`, `on`, person,
    what was said).
    """

    name: str
    field: Callable[[], forms.Field]
    note: Callable[[Membership, date, Person, str], None]


_asked: list[AtEntry] = []


def register(question: AtEntry) -> None:
    """Ask one more thing at entry."""
    _asked.append(question)


def asked() -> tuple[AtEntry, ...]:
    """All that is asked."""
    return tuple(_asked)


def note(actor: Membership, on: date, person: Person, said: Mapping[str, str]) -> None:
    """Write what was answered to each question that was asked. Raises `Refused` for an answer that is none."""
    for question in _asked:
        if question.name in said:
            question.note(actor, on, person, said[question.name])
