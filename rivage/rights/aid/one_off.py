"""The aids that decrees gave once to whoever had the AFIS of a month: what the law says of her months, and no order.

The payer gave them of itself. A decree to come is two more values in the files of the law, and shows here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rivage.law.afis_service import OneOff, one_off
from rivage.law.values import NoValue, names
from rivage.rights.aid.ledger import Month, MonthState

HOUSEHOLD = "afis.aide_exceptionnelle_foyer."
# A month that she did not have opens nothing.
WITHOUT = (MonthState.COMING, MonthState.ENDED, MonthState.RETURNED, MonthState.SUSPENDED)


@dataclass(frozen=True, slots=True)
class OneOffLine:
    """An aid given once, for a month of hers and the children counted in it."""

    month: date
    children: int
    of: OneOff
    decree: int

    @property
    def sentence(self) -> str:
        return self.of.verdict.reasons[0].sentence

    @property
    def article(self) -> str:
        return self.of.household.article


def one_offs(months: Iterable[Month]) -> list[OneOffLine]:
    """Those of the months that she had, in order."""
    years = [int(name.removeprefix(HOUSEHOLD)) for name in names(HOUSEHOLD)]
    found = []
    for month in months:
        if month.state in WITHOUT:
            continue
        for year in years:
            try:
                given = one_off(year, month.month, month.children)
            except NoValue:
                continue
            found.append(OneOffLine(month.month, month.children, given, year))
    return found
