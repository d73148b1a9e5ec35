"""Until when something may be contested, in the one wording of every screen, list, file and letter.

Two days where a corrected date gives a sooner one than was announced: the sure one is always said first, and both stay
once one is past.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from rivage.core.french import day_in_short, unbroken
from rivage.law.wording import day as in_full

# A last day that falls on a day off is carried to the next working one, four days later at most: nothing says before
# that it is over.
CARRIED = timedelta(days=4)


@dataclass(frozen=True, slots=True)
class Contest:
    """`last`: the last day that was announced. `sooner`: the one that a corrected date gives, when it comes before."""

    last: date
    sooner: date | None = None

    @classmethod
    def of(cls, announced: date, corrected: date | None) -> "Contest":
        """The later of both days, and the other one when it is sooner. `corrected`: None where nothing gives one."""
        if corrected is None or corrected >= announced:
            return cls(announced)
        return cls(announced, corrected)

    def due(self, on: date) -> date:
        """The day that a duty counts from: to act before the sooner one is safe whichever is right."""
        return self.sooner if self.sooner is not None and on <= self.sooner else self.last

    def over(self, on: date) -> bool:
        """Whether it is sure that nothing may be contested any more."""
        return self.last + CARRIED < on

    def days(self, on: date, *, short: bool = False) -> str:
        """« au moins jusqu’au 13 octobre », « sûr jusqu’au 3 octobre (jour passé), annoncé jusqu’au 13 octobre (pas
        encore passé) ».
        """
        said = _short if short else _long
        if self.sooner is None:
            return unbroken(f"au moins jusqu’au {said(self.last)}")
        days = (f"sûr jusqu’au {said(self.sooner)}", f"annoncé jusqu’au {said(self.last)}")
        if on <= self.sooner:
            return unbroken(", ".join(days))
        return unbroken(f"{days[0]} (jour passé), {days[1]} ({'pas encore' if on <= self.last else 'jour'} passé)")

    def words(self, on: date, *, short: bool = False) -> str:
        """The same as a part of a sentence: « recours au moins jusqu’au 13 octobre », or that its delay is over."""
        if self.sooner is None and self.over(on):
            return unbroken(f"délai de recours fini le {(_short if short else _long)(self.last)}")
        return f"recours {self.days(on, short=short)}"

    def sentence(self, on: date, unsure: str = "") -> str:
        """The same as a sentence, with what to do where there are two days. `unsure`: said of what is to confirm."""
        said = self.words(on)
        return unbroken(f"{said[0].upper()}{said[1:]}{unsure}{self._advice(on)}.")

    def _advice(self, on: date) -> str:
        if self.sooner is None or self.last < on:
            return ""
        if on > self.sooner:
            return " : agissez sans attendre"
        return f" : agissez au plus tard le {_long(self.sooner)}"


def _long(day: date) -> str:
    """With its year, always: nobody has to know from when the page looks."""
    return in_full(day)


def _short(day: date) -> str:
    return day_in_short(day, on=date.min)


def announced(last: date) -> str:
    """Of a day that was announced, once it is said that nothing was handed to her: it stays, and none ends it."""
    said = f"Un recours avait été annoncé jusqu’au {_long(last)} : ce jour passé, la personne peut encore contester"
    return unbroken(f"{said}, tant qu’aucune lettre ne lui est remise.")
