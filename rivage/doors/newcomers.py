"""Whoever is proposed a function is sent the link that opens her account, and told once somebody confirmed it."""

from uuid import UUID

from rivage.accounts import newcomers
from rivage.accounts.models import User
from rivage.core import perimeter
from rivage.core.refusal import require
from rivage.doors import jobs, links


class Mails:
    """What is sent leaves by a job, which knows who asked for it."""

    def invite(self, user: User) -> None:
        """Raises `Refused` when too many left within a day."""
        require(links.another(user))
        jobs.send_activation.defer(membership=_asker(), user=str(user.pk))

    def confirmed(self, user: User, function: UUID) -> None:
        jobs.send_confirmed.defer(membership=_asker(), user=str(user.pk), function=str(function))


def _asker() -> str:
    return str(perimeter.current().membership)


newcomers.tell(Mails())
