"""Coded motives of a refusal of the AFIS: the conditions of the text, or what no text provides for."""

from dataclasses import dataclass
from datetime import date

from rivage.law.facts import BadFact
from rivage.law.parameter import Value
from rivage.law.values import NoValue, at, names

_PREFIX = "afis.motif."
# That the paper says no motive at all: noted as it is, never printed.
WITHOUT = "sans_motif"


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


def motifs(on: date, prefix: str = _PREFIX) -> tuple[CodedMotif, ...]:
    """Return the motives of a day, those of the texts first."""
    found = []
    for code in codes(prefix)[:-1]:
        try:
            found.append(motif(code, on, prefix))
        except NoValue:
            continue
    return tuple(sorted(found, key=lambda each: not each.provided))
