"""Coded motives of a refusal of the AFIS: the conditions of the text, or what no text provides for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rivage.law.facts import BadFact
from rivage.law.no_motive import WITHOUT, given
from rivage.law.parameter import Value
from rivage.law.values import NoValue, at, names

_PREFIX = "afis.motif."


@dataclass(frozen=True, slots=True)
class CodedMotif:
    """A motive by the code of its condition. `provided`: the texts have this condition."""

    code: str
    label: str
    provided: bool
    value: Value

    @property
    def article(self) -> str:
        return self.value.article


def codes(prefix: str = _PREFIX) -> tuple[str, ...]:
    """Every code that a refusal of any day may bear, that of none included."""
    return (*(name.removeprefix(prefix) for name in names(prefix)), WITHOUT)


def motif(code: str, on: date, prefix: str = _PREFIX) -> CodedMotif:
    """Return the motive of that code on that day. Raise BadFact for an unknown code, NoValue before its first day."""
    if code not in codes(prefix) or code == WITHOUT:
        raise BadFact("code", "aucun motif de refus ne porte ce code.")
    value = at(prefix + code, on)
    return CodedMotif(code, value.value["libelle"], value.value["prevu"], value)


def coded(said: Iterable[str], on: date, prefix: str = _PREFIX) -> list[CodedMotif]:
    """The motives of a refusal of that day; none for one whose paper says none."""
    return [motif(code, on, prefix) for code in given(said)]


def motifs(on: date, prefix: str = _PREFIX) -> tuple[CodedMotif, ...]:
    """Return the motives of a day, those of the texts first."""
    found = []
    for code in codes(prefix)[:-1]:
        try:
            found.append(motif(code, on, prefix))
        except NoValue:
            continue
    return tuple(sorted(found, key=lambda each: not each.provided))
