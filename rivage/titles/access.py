"""Who keeps what is asked for her, and who writes under which neutral name."""

from rivage.accounts.enums import Role
from rivage.accounts.models import Body, Membership
from rivage.law.verdict import Verdict, allow, refuse
from rivage.people import access as people
from rivage.people.models import Person
from rivage.titles.models import RightFact


def can_note(membership: Membership, person: Person) -> Verdict:
    """Her antenne alone."""
    return people.can_write(membership, person)


def can_correct(membership: Membership, fact: RightFact) -> Verdict:
    """Her antenne, whoever there noted it."""
    return people.can_write(membership, fact.person)


def can_write_sender(membership: Membership, body: Body) -> Verdict:
    """The lead of the antenne, for its own."""
    if membership.role != Role.LEAD or membership.body_id != body.pk:
        return refuse("lead_only", "Seule la personne responsable de l’antenne écrit l’expéditeur neutre.")
    return allow()
