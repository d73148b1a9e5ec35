"""What a rule accepts as a fact, and the sentence it answers when it cannot."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from rivage.law.wording import NBSP

MOST_EUROS = 10**9


class BadFact(ValueError):
    """A fact that no rule can read (a date as text, a negative count). `field` names it; str() is a French sentence.

    The sentence never repeats the value: it may be personal, and it may reach a log.
    """

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(f"{field}{NBSP}: {sentence}")
        self.field = field
        self.sentence = sentence


_KINDS = {str: "un texte", float: "un nombre à virgule flottante", bool: "oui ou non", type(None): "rien"}


def _found(value: Any) -> str:
    if isinstance(value, datetime):
        return "une date avec une heure"
    return _KINDS.get(type(value), "autre chose")


def a_date(field: str, value: Any) -> date:
    """Return `value` if it is a calendar day; a datetime is refused, because its day depends on a time zone."""
    if isinstance(value, datetime) or not isinstance(value, date):
        raise BadFact(field, f"une date est attendue, pas {_found(value)}.")
    return value


def a_whole_number(field: str, value: Any) -> int:
    """Return `value` if it is an integer of any sign."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadFact(field, f"un nombre entier est attendu, pas {_found(value)}.")
    return value


def a_count(field: str, value: Any, *, least: int = 0, most: int = 1000) -> int:
    """Return `value` if it is an integer between `least` and `most`, both included."""
    count = a_whole_number(field, value)
    if count < least:
        raise BadFact(field, f"un nombre au moins égal à {least} est attendu.")
    if count > most:
        raise BadFact(field, f"un nombre d’au plus {most} est attendu.")
    return count


def an_amount(field: str, value: Any) -> Decimal:
    """Return `value` in euros as a Decimal, to the cent; a float is refused, because 0.1 is not ten cents."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = Decimal(value)
    if not isinstance(value, Decimal):
        raise BadFact(field, f"un montant exact est attendu, pas {_found(value)}.")
    if not value.is_finite():
        raise BadFact(field, "un montant fini est attendu.")
    if value < 0:
        raise BadFact(field, "un montant ne peut pas être négatif.")
    if value >= MOST_EUROS or value != round(value, 2):
        raise BadFact(field, "un montant a deux décimales au plus, et moins de dix chiffres.")
    return value


def one_of(field: str, value: Any, accepted: Iterable[str]) -> str:
    """Return `value` if it is one of the accepted codes."""
    codes = tuple(accepted)
    if value not in codes:
        raise BadFact(field, f"une de ces valeurs est attendue{NBSP}: {', '.join(codes)}.")
    return str(value)
