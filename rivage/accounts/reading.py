"""The brake on reading: how many distinct files a function opens one by one in an hour (finding M6, ADR 0038)."""

from datetime import date, timedelta
from uuid import UUID

from django.db import connection

from rivage.accounts import access, roles
from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.audit.models import Event
from rivage.core import clock
from rivage.core.db.calls import answer
from rivage.core.refusal import no, require

STOPPED = "reading_stopped"
REOPENED = "reading_reopened"
# Stopped again within this time, it is not written again: a machine that insists does not fill the trace.
AGAIN = timedelta(minutes=1)


def too_many(membership: Membership, event: Event | None) -> bool:
    """Whether what was just traced as read is one file more than this function opens in an hour.

    Asked of a page about one person alone, that she was not shown just before: a list is a page of one's own work.
    """
    if event is None or len(event.people) != 1:
        return False
    return int(answer("SELECT accounts_files_read()")) > roles.role(membership.role).an_hour


def stop(membership: Membership) -> None:
    """Trace that a page was not shown, in a transaction of its own, once a minute at most."""
    lately = Event.objects.filter(kind=STOPPED, object_id=membership.pk, at__gt=clock.now() - AGAIN)
    if not lately.exists():
        trace.record(STOPPED, object_id=membership.pk)


def reopeners(membership: Membership) -> list[str]:
    """Who may let this function read on, by name."""
    leading = Membership.objects.with_authority(membership.body, clock.now()).exclude(user=membership.user_id)
    return sorted(set(leading.values_list("user__name", flat=True)))


def stopped(membership: Membership) -> dict[UUID, str]:
    """The functions stopped within the hour that this one may let read on: since when, by id."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT function, at FROM accounts_stopped()")
        return dict(cursor.fetchall())


@verb
def reopen(*, actor: Membership, on: date, membership: Membership, why: str) -> None:
    """Let somebody read on, who opened more files than her function does in an hour. `why`: a `ReopenedFor`.

    Another person, with authority in her body, or the technical team.
    """
    if actor.user_id == membership.user_id:
        raise no("oneself", "Quelqu’un d’autre rouvre votre lecture : un responsable, ou l’équipe technique.")
    require(access.can_end(actor, membership))
    if membership.pk not in stopped(actor):
        raise no(
            "not_stopped", "La lecture de cette fonction n’est pas arrêtée, ou elle l’est depuis plus d’une heure."
        )
    trace.record(REOPENED, object_id=membership.pk, why=why)
