"""The two scales of the aid, when a move goes from one to the other (CASF D121-12-14, and D541-2-1 for Mayotte)."""

from datetime import date
from decimal import Decimal
from functools import lru_cache

from rivage.law import afis
from rivage.law.parameter import Value
from rivage.law.territory import MAYOTTE
from rivage.law.values import parameter

# The national scale is that of any département but Mayotte: one stands for all.
NATIONAL = "75"
# A number mistyped, rather than a rule: no text says how many children may be in charge.
MOST_CHILDREN = 20


def due(children: int, on: date, departement: str, ordered: tuple[int, Decimal] | None = None) -> Value:
    """The amount of a month on `on`. `ordered`: children and euros of its order, if any.

    Once ordered it keeps its scale: a move to Mayotte, or from it, changes the months that are not.
    """
    value = afis.amount(children, on, departement)
    if ordered is None or ordered[1] == value.value:
        return value
    return afis.amount(children, on, MAYOTTE if of_mayotte(*ordered) else NATIONAL)


def most(on: date) -> Decimal:
    """Euros that no month of the aid goes beyond: the national scale, the higher one, for the most children that a
    decision may say.
    """
    return Decimal(afis.amount(MOST_CHILDREN, on, NATIONAL).value)


@lru_cache(maxsize=4096)
def of_mayotte(children: int, amount: Decimal) -> bool:
    """Whether an amount was ordered on the scale of Mayotte: the nearest of all that the law ever gave is one of it.

    The amount alone says so: the order is closed to her antenne, and to the préfecture where she arrives.
    """
    near = {}
    for code, scale in ((MAYOTTE, "mayotte"), (NATIONAL, "national")):
        values = (*parameter(f"afis.bareme_{scale}").values, *parameter(f"afis.supplement_{scale}").values)
        near[code] = min(abs(afis.amount(children, value.start, code).value - amount) for value in values)
    return bool(near[MAYOTTE] < near[NATIONAL])
