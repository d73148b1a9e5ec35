"""Until when something may be contested: the day that was announced and stays, and beside it the sooner one."""

from dataclasses import dataclass
from datetime import date

from rivage.core.french import day_in_words, unbroken


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

    def besides(self, on: date) -> str:
        """What is said wherever the announced day is, "" where both are one."""
        if self.sooner is None:
            return ""
        day = day_in_words(self.sooner, on=on)
        ends = f"a fini le {day}" if self.sooner < on else f"finit le {day} : agissez avant lui"
        return unbroken(f"Ce jour reste annoncé ; mais d’après la date corrigée, le délai {ends}.")

    def duty(self, on: date) -> str:
        """What a duty of this day says, "" where both days are one."""
        if self.sooner is None:
            return ""
        if on <= self.sooner:
            return unbroken("D’après la date corrigée, le délai finit ce jour-là : agissez avant lui.")
        return unbroken(
            "Ce jour lui a été annoncé, mais d’après la date corrigée le délai est fini : agissez sans attendre."
        )
