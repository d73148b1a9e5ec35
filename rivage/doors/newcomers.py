"""A new account is sent the link that opens it."""

from rivage.accounts import newcomers
from rivage.accounts.models import User
from rivage.core import perimeter
from rivage.doors import jobs


def write_to(user: User) -> None:
    jobs.send_activation.defer(membership=str(perimeter.current().membership), user=str(user.pk))


newcomers.tell(write_to)
