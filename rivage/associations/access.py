"""Who notes an agrément, and what its end forbids."""

from datetime import date

from rivage.accounts.enums import INSTRUCTING
from rivage.accounts.models import Body, Membership
from rivage.associations.models import Agrement
from rivage.law.verdict import Verdict, allow, refuse
from rivage.law.wording import day


def can_note(membership: Membership, departement: str) -> Verdict:
    """Whoever instructs in the département."""
    if membership.role not in INSTRUCTING or departement not in membership.departements:
        return refuse("not_instructing", "Un agrément se note par la délégation ou le secrétariat du département.")
    return allow()


def can_ask(antenne: Body, on: date) -> Verdict:
    """An ended agrément forbids new demandes; it closes no access, and ends nothing of the people accompanied."""
    standing = Agrement.objects.standing(antenne, on)
    if not standing.ended or standing.last_day is None:
        return allow()
    return refuse(
        "agrement_ended",
        f"L’agrément de votre association a pris fin le {day(standing.last_day)} : "
        "elle ne prépare et ne dépose plus de nouvelle demande. "
        "La personne garde son accompagnement. Une association agréée peut déposer pour elle : "
        "remettez-lui un code, « Elle part vers une autre association ».",
        article="CASF R121-12-9",
    )
