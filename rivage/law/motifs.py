"""Coded motives of a refusal: those the texts provide for, and those they do not, with the source that says so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rivage.law.facts import BadFact, one_of
from rivage.law.no_motive import given
from rivage.law.parameter import Value
from rivage.law.parcours import KINDS
from rivage.law.values import NoValue, at, names

_PREFIX = "motifs."
# That every month of the law was opened: a file that counts fewer contradicts it.
WHOLE_LENGTH = "duree_totale"
# What an agrément in force on the day of the deposit contradicts.
NOT_APPROVED = "association_non_agreee"


@dataclass(frozen=True, slots=True)
class Motif:
    """A motive. `provided` tells whether the texts provide for it; only those may be `printed` on a decision.

    The decision prints facts and articles typed by the administration. A motive not provided for is shown, with
    its source, to the delegate, the signatory and the association, and counted in figures.
    """

    code: str
    label: str
    provided: bool
    kinds: tuple[str, ...]
    value: Value

    @property
    def printed(self) -> bool:
        return self.provided

    @property
    def article(self) -> str:
        return self.value.article

    @property
    def source(self) -> str:
        return self.value.source

    @property
    def mention(self) -> str:
        """What stands beside the label on a screen."""
        return "prévu par les textes" if self.provided else "non prévu par les textes"


def motif(code: str, on: date) -> Motif:
    """Return the motive of that code on that day. Raise BadFact for an unknown code, NoValue before its first day."""
    try:
        value = at(_PREFIX + code, on)
    except KeyError:
        raise BadFact("code", "aucun motif ne porte ce code.") from None
    sheet = value.value
    return Motif(code, sheet["libelle"], sheet["prevu"], sheet["demandes"], value)


def coded(codes: Iterable[str], on: date) -> list[Motif]:
    """The motives of a decision of that day; none for one whose paper says none."""
    return [motif(code, on) for code in given(codes)]


def motifs(kind: str, on: date) -> tuple[Motif, ...]:
    """Return the motives that may be met for a demande of that kind, those provided by the texts first."""
    one_of("kind", kind, KINDS)
    found = []
    for name in names(_PREFIX):
        try:
            each = motif(name.removeprefix(_PREFIX), on)
        except NoValue:
            continue
        if kind in each.kinds:
            found.append(each)
    return tuple(sorted(found, key=lambda each: not each.provided))
