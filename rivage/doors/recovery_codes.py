"""How many recovery codes an account has, and whether it ever had any."""

from rivage.accounts.models import User
from rivage.core import logins
from rivage.doors.models import RecoveryCode


def left(user: User) -> int:
    """How many still open."""
    with logins.login(logins.DOORS):
        return RecoveryCode.objects.filter(user=user, used_at=None, ended_at=None).count()


def had(user: User) -> bool:
    """Whether any were ever drawn for this account."""
    with logins.login(logins.DOORS):
        return RecoveryCode.objects.filter(user=user).exists()
