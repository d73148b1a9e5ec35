"""Who closes a year."""

from rivage.accounts.enums import Role
from rivage.accounts.models import Membership
from rivage.law.verdict import Verdict, allow, refuse


def can_close(membership: Membership) -> Verdict:
    """The lead of the antenne, who reads all its files."""
    if membership.role != Role.LEAD:
        return refuse("lead_only", "Seule la personne responsable de l’antenne clôt une année.")
    return allow()
