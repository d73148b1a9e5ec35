"""Who keeps what is done with her, and what the team can carry."""

from rivage.accounts.enums import ANTENNE_ROLES, Role
from rivage.accounts.models import Membership
from rivage.law.verdict import Verdict, allow, refuse
from rivage.people import access as people
from rivage.people.models import Person


def can_note(membership: Membership, person: Person) -> Verdict:
    """Her antenne alone."""
    return people.can_write(membership, person)


def can_count(membership: Membership) -> Verdict:
    """Those who accompany, of their own antenne."""
    if membership.role not in ANTENNE_ROLES:
        return refuse("not_of_the_antenne", "Seule l’équipe qui accompagne note ce temps et ces nombres.")
    return allow()


def can_say_posts(membership: Membership) -> Verdict:
    """The lead of the antenne."""
    if membership.role != Role.LEAD:
        return refuse("lead_only", "Seule la personne responsable de l’antenne dit combien de postes accompagnent.")
    return allow()


def can_let_go(membership: Membership) -> Verdict:
    """The lead of the antenne."""
    if membership.role != Role.LEAD:
        return refuse("lead_only", "Seule la personne responsable de l’antenne lit et remet ces sommes.")
    return allow()


def can_compare(membership: Membership) -> Verdict:
    """The lead of the antenne."""
    if membership.role != Role.LEAD:
        return refuse("lead_only", "Seule la personne responsable de l’antenne lit ces nombres.")
    return allow()
