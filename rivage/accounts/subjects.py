"""Names of users and functions, for the trace."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from rivage.accounts.models import Membership, User
from rivage.accounts.views.doors import place
from rivage.audit import subjects
from rivage.audit.subjects import FUNCTION, SEAT, USER, Subject


def _users(ids: Iterable[UUID]) -> Mapping[UUID, str]:
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))


def _functions(ids: Iterable[UUID]) -> Mapping[UUID, str]:
    """« Délégué ou déléguée départementale, Préfecture de la Gironde (33) »; a seat says which one."""
    found = list(Membership.objects.filter(pk__in=ids).select_related("body"))
    seats = subjects.names(SEAT, [row.seat_id for row in found if row.seat_id])
    return {
        row.pk: f"{(row.seat_id and seats.get(row.seat_id)) or row.get_role_display()}, {place(row)}" for row in found
    }


subjects.tell(USER, Subject(_users))
subjects.tell(FUNCTION, Subject(_functions))
