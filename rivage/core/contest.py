"""Until when something may be contested, in the one wording of every screen, list, file and letter.

Two days where a corrected date gives a sooner one than was announced: the sure one is always said first, and both stay
once one is past.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from rivage.core.french import capital, day_in_short, unbroken
from rivage.law.wording import day as in_full

# A last day that falls on a day off is carried to the next working one, four days later at most: nothing says before
# that it is over.
CARRIED = timedelta(days=4)
# Said of every letter that the reader does not read, whether it prints a sooner day or not.
UNREAD = " ; sa lettre peut dire un jour plus proche"
APART = "jour à voir dans le dossier"


@dataclass(frozen=True, slots=True)
class Contest:
    """`last`: the last day that was announced. `sooner`: the one that a corrected date gives, when it comes before.
    `letter`: the one that her letter prints, for those alone who read it: it is said before any other.
    `unread`: a letter that this reader does not read may print a sooner one, and what he does not know of may move its
    day: it is said as one that was counted, and promises nothing; `apart`: the same in a file that leaves her
    antenne, which says no day at all.
    `usual`: no text of the refusal was read, the delay is the one that most have. `counted`: from what its day is
    counted, « de la remise ».
    """

    last: date
    sooner: date | None = None
    letter: date | None = None
    usual: bool = False
    unread: bool = False
    apart: bool = False
    counted: str = field(default="", compare=False)

    @classmethod
    def of(cls, announced: date, corrected: date | None) -> "Contest":
        """The later of both days, and the other one when it is sooner. `corrected`: None where nothing gives one."""
        if corrected is None or corrected >= announced:
            return cls(announced)
        return cls(announced, corrected)

    @property
    def alone(self) -> bool:
        """Whether nothing is to be said beside its one day."""
        return self.sooner is None and self.letter is None and not (self.usual or self.unread or self.apart)

    def printed(self, letter: date | None) -> "Contest":
        """The same for whoever reads the day that her letter prints; None where none is known."""
        if letter is None:
            return self
        return replace(self, last=max(self.last, letter), sooner=None, letter=letter)

    def said(self, on: date) -> date:
        """The last day that is drawn: that of her letter until it is past."""
        return self.letter if self.letter is not None and on <= self.letter else self.last

    def due(self, on: date) -> date:
        """The day that a duty counts from: to act before the sooner one is safe whichever is right."""
        if self.letter is not None:
            return self.said(on)
        return self.sooner if self.sooner is not None and on <= self.sooner else self.last

    def over(self, on: date) -> bool:
        """Whether it is sure that nothing may be contested any more."""
        return self.last + CARRIED < on

    def days(self, on: date, *, short: bool = False) -> str:
        """« dernier jour sûr : 13 octobre », « dernier jour calculé : … » of a letter unread, « dernier jour sûr :
        3 octobre (jour passé), annoncé : 13 octobre (pas encore passé) ».
        """
        said = _short if short else _long
        if self.letter is not None:
            return unbroken(self._printed(self.letter, said, on))
        if self.apart:
            return APART
        if self.sooner is None and self.unread:
            return unbroken(f"dernier jour calculé : {said(self.last)}")
        if self.sooner is None:
            return unbroken(f"dernier jour {'du délai usuel' if self.usual else 'sûr'} : {said(self.last)}")
        days = (f"dernier jour sûr : {said(self.sooner)}", f"annoncé : {said(self.last)}")
        if on <= self.sooner:
            return unbroken(", ".join(days))
        return unbroken(f"{days[0]} (jour passé), {days[1]} ({'pas encore' if on <= self.last else 'jour'} passé)")

    def _printed(self, letter: date, said: Callable[[date], str], on: date) -> str:
        """« dernier jour écrit sur sa lettre : 5 décembre »; past, with the day that the refusal alone gives."""
        if on <= letter:
            return f"dernier jour écrit sur sa lettre : {said(letter)}"
        past = f"dernier jour écrit sur sa lettre : {said(letter)} (jour passé)"
        return past if self.last == letter else f"{past}, compté du refus : {said(self.last)}"

    def words(self, on: date, *, short: bool = False) -> str:
        """The same as a part of a sentence: « recours, dernier jour sûr : 13 octobre », or that its delay is over."""
        if self.sooner is None and self.over(on):
            ended = "délai usuel de recours" if self.usual else "délai de recours"
            return unbroken(f"{ended} fini le {(_short if short else _long)(self.last)}")
        return f"recours, {self.days(on, short=short)}"

    def nearer(self, on: date) -> str:
        """What is said to who doesn't read her letter beside any day; "" to the others, or once it is over."""
        return UNREAD if self.unread and not self.over(on) else ""

    @property
    def origin(self) -> str:
        """« , compté de la remise », where its one day doesn't say by itself where it comes from."""
        alone = self.sooner is None and self.letter is None and not self.apart
        return f", compté {self.counted}" if self.counted and alone else ""

    def sentence(self, on: date, unsure: str = "") -> str:
        """The same as a sentence, with where its day comes from, and what to do where there are two. `unsure`: said of
        what is to confirm.
        """
        said, origin = self.words(on), "" if self.over(on) else self.origin
        return unbroken(f"{capital(said)}{origin}{unsure}{self._advice(on)}.")

    def _advice(self, on: date) -> str:
        if self.letter is not None and self.letter < on <= self.last:
            return " ; agissez sans attendre"
        may = self.nearer(on)
        if self.sooner is None or self.last < on:
            return may
        if on > self.sooner:
            return f"{may} ; agissez sans attendre"
        return f"{may} ; agissez au plus tard le {_long(self.sooner)}"


def _long(day: date) -> str:
    """With its year, always: nobody has to know from when the page looks."""
    return in_full(day)


def _short(day: date) -> str:
    return day_in_short(day, on=date.min)


def announced(last: date) -> str:
    """Of a day that was announced, once it is said that nothing was handed to her: it stays, and none ends it."""
    said = f"Un recours avait été annoncé jusqu’au {_long(last)} : ce jour passé, la personne peut encore contester"
    return unbroken(f"{said}, tant qu’aucune lettre ne lui est remise.")
