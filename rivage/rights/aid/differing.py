"""Why what is due of a month is not what was ordered, or paid: said wherever the difference is shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from rivage.core.french import amount
from rivage.law.wording import count, day
from rivage.rights.aid.ledger import Grant, Month
from rivage.rights.aid.ordered import NOTHING, Ordered
from rivage.rights.enums import PayerAnswer


@dataclass(frozen=True, slots=True)
class Differences:
    """Of months, in euros: what is left to pay of what is due, and what was ordered or paid beyond it. Two totals:
    nobody is set against another, nor a month against another.
    """

    left: Decimal = NOTHING
    over: Decimal = NOTHING

    @classmethod
    def of(cls, months: Iterable[Month]) -> "Differences":
        """Of all these months."""
        every = [month.to_settle for month in months]
        left, over = ([one for one in every if one > 0], [-one for one in every if one < 0])
        return cls(sum(left, NOTHING), sum(over, NOTHING))


def differs(month: Month) -> str:
    """« Ordonné pour 1 enfant à charge, dû pour aucun enfant… », "" where what is due is what was ordered."""
    if month.ordered is None or month.grant is None or not month.to_settle:
        return ""
    if month.amount is None:
        return _over(month.grant)
    if month.amount == month.ordered.amount:
        return _paid_apart(month.ordered)
    if month.children != month.ordered.children:
        now, then = _children(month.children), _children(month.ordered.children)
        return f"Ordonné pour {then} à charge, dû pour {now} d’après ce qui est noté depuis."
    return "Le montant du mois a changé depuis l’ordre."


def told_otherwise(month: Month) -> str:
    """« L’organisme payeur dit 300 €, 43,20 € de moins que ce que Rivage compte. », "" where it says the same, or
    nothing of a month that is due.
    """
    if month.noticed is None or month.amount is None or month.noticed.amount == month.amount:
        return ""
    gap = month.noticed.amount - month.amount
    way = "de plus" if gap > 0 else "de moins"
    said = amount(month.noticed.amount)
    return f"L’organisme payeur dit {said} : {amount(abs(gap))} {way} que ce que Rivage compte."


def _paid_apart(line: Ordered) -> str:
    """Of a month due at the amount of its order: what the payer answered of it."""
    if line.answer == PayerAnswer.PAID:
        return f"Versé {amount(line.paid or NOTHING)}, ordonné {amount(line.amount)}."
    return f"{PayerAnswer(line.answer).label.capitalize()} : rien n’est versé."


def _over(grant: Grant) -> str:
    """Why nothing is due any more of a grant that stopped before its term."""
    if grant.ended_on is not None:
        return f"Rien n’est plus dû : le préfet a mis fin à l’aide le {day(grant.ended_on)}."
    return f"Rien n’est plus dû : les droits ont pris fin le {day(grant.stopped_on)}." if grant.stopped_on else ""


def _children(many: int) -> str:
    return count(many, "enfant") if many else "aucun enfant"
