"""Who keeps the files of a person."""

from rivage.accounts.models import Membership
from rivage.law.verdict import Verdict
from rivage.people import access as people
from rivage.people.models import Person


def can_keep(membership: Membership, person: Person) -> Verdict:
    """Her antenne alone, and of it who accompanies her."""
    return people.can_write(membership, person)
