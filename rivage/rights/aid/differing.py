"""Why a month that was ordered is not due at the amount of its order: said wherever the difference is shown."""

from rivage.law.wording import count, day
from rivage.rights.aid.ledger import Grant, Month


def differs(month: Month) -> str:
    """« Ordonné pour 1 enfant à charge, dû pour aucun enfant… », "" where what is due is what was ordered."""
    if month.ordered is None or month.grant is None or not month.to_settle:
        return ""
    if month.amount is None:
        return _over(month.grant)
    if month.children != month.ordered.children:
        now, then = _children(month.children), _children(month.ordered.children)
        return f"Ordonné pour {then} à charge, dû pour {now} d’après ce qui est noté depuis."
    return "Le montant du mois a changé depuis l’ordre."


def _over(grant: Grant) -> str:
    """Why nothing is due any more of a grant that stopped before its term."""
    if grant.ended_on is not None:
        return f"Rien n’est plus dû : le préfet a mis fin à l’aide le {day(grant.ended_on)}."
    return f"Rien n’est plus dû : les droits ont pris fin le {day(grant.stopped_on)}." if grant.stopped_on else ""


def _children(many: int) -> str:
    return count(many, "enfant") if many else "aucun enfant"
