"""What a holder is to be told of an account: noted in the transaction that causes it, told by the worker. What is done
of a request that an account be given back is noted by the database (`doors_recovery_tells`).
"""

from rivage.accounts.models import User
from rivage.doors.enums import NoticeKind
from rivage.doors.models import KnownDevice, Notice


def note(user: User, what: NoticeKind, label: str = "") -> None:
    """In the transaction under way at the doors. `label`: of a browser."""
    Notice(user=user, what=what, label=label).save(force_insert=True)


def forget_browsers(user: User) -> None:
    """Those of before a new password are known no more: the next entry by one is told."""
    KnownDevice.objects.filter(user=user).delete()
