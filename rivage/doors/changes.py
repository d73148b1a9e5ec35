"""What changed of what opens an account: noted in the transaction that changes it, told by the worker."""

from rivage.accounts.models import User
from rivage.doors.enums import ChangeKind
from rivage.doors.models import AccountChange, KnownDevice


def note(user: User, what: ChangeKind) -> None:
    """In the transaction under way at the doors."""
    AccountChange(user=user, what=what).save(force_insert=True)


def forget_browsers(user: User) -> None:
    """Those of before a new password are known no more: the next entry by one is told. One to tell of still is."""
    KnownDevice.objects.filter(user=user, told_at__isnull=False).delete()
