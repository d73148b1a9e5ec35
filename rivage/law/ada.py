"""The ADA, which excludes the AFIS: CESEDA L744-9 then L553-1 to -3, annexe 8. OFII alone works it out and pays it.

Rivage keeps its amounts only to say what a person may lose or keep, and where the first AFIS scale came from.
"""

from datetime import date
from functools import lru_cache

from rivage.law.facts import BadFact, a_count, a_date
from rivage.law.parameter import TO_CONFIRM, Value
from rivage.law.territory import departement
from rivage.law.values import at

GUYANE = "973"


def daily(persons: int, on: date, code: str, *, adults_without_housing: int = 0) -> Value:
    """Return the daily amount in euros for a household, before the deduction of its resources (D553-12).

    Raise NotADepartement for Saint-Martin, whose scale is that of Guyane.
    """
    a_count("persons", persons, least=1, most=30)
    a_count("adults_without_housing", adults_without_housing)
    if adults_without_housing > persons:
        raise BadFact("adults_without_housing", "il y a plus d’adultes que de personnes.")
    return _daily(persons, adults_without_housing, a_date("on", on), departement(code).code == GUYANE)


def monthly(persons: int, on: date, code: str, *, adults_without_housing: int = 0) -> Value:
    """Return thirty daily amounts, which is how the first AFIS scale was drawn."""
    day = daily(persons, on, code, adults_without_housing=adults_without_housing)
    days = at("ada.jours_par_mois", on)
    return _worth(day, "ada.mensuel", day.value * days.value, (day,))


@lru_cache(maxsize=4096)
def _daily(persons: int, adults: int, on: date, guyane: bool) -> Value:
    where = "_guyane" if guyane else ""
    base, more, extra = at(f"ada.base{where}", on), at("ada.par_personne", on), at(f"ada.additionnel{where}", on)
    listed = len(base.value)
    total = base.value[min(persons, listed) - 1] + more.value * max(0, persons - listed) + extra.value * adults
    used = (base, *((more,) if persons > listed else ()), *((extra,) if adults else ()))
    return _worth(base, "ada.journalier", total, used)


def _worth(base: Value, name: str, total: object, used: tuple[Value, ...]) -> Value:
    return Value(
        name=name,
        value=total,
        start=max(value.start for value in used),
        end=min((value.end for value in used if value.end is not None), default=None),
        article=base.article,
        source=base.source,
        confidence=max((value.confidence for value in used), key="HML".index),
        status=TO_CONFIRM if any(value.to_confirm for value in used) else base.status,
        checked=min(value.checked for value in used),
        checked_by=min(used, key=lambda value: value.checked).checked_by,
        note=base.note,
        reread_on=min((value.reread_on for value in used if value.reread_on is not None), default=None),
    )
