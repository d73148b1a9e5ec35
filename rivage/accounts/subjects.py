"""Names of users and functions, for the trace."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from rivage.accounts.models import Membership, User
from rivage.audit import subjects
from rivage.audit.subjects import FUNCTION, SEAT, USER, Subject
from rivage.core.lists import matches


def _users(ids: Iterable[UUID]) -> Mapping[UUID, str]:
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))


def _functions(ids: Iterable[UUID]) -> Mapping[UUID, str]:
    """« Délégation départementale, Préfecture de la Gironde (33) »; a seat says which one."""
    found = list(Membership.objects.filter(pk__in=ids).select_related("body"))
    seats = subjects.names(SEAT, [row.seat_id for row in found if row.seat_id])
    return {
        row.pk: f"{(row.seat_id and seats.get(row.seat_id)) or row.get_role_display()}, {row.place}" for row in found
    }


def _users_called(words: str) -> list[UUID]:
    return [pk for pk, name in User.objects.values_list("pk", "name") if matches(words, name)]


def _functions_called(words: str) -> list[UUID]:
    rows = Membership.objects.select_related("body")
    return [row.pk for row in rows if matches(words, str(row.get_role_display()), row.place)]


subjects.tell(USER, Subject(_users, called=_users_called))
subjects.tell(FUNCTION, Subject(_functions, called=_functions_called))
