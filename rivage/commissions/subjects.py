"""Names of seats, for the trace."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from rivage.audit import subjects
from rivage.audit.subjects import SEAT, Subject
from rivage.commissions.models import Seat


def _seats(ids: Iterable[UUID]) -> Mapping[UUID, str]:
    return dict(Seat.objects.filter(pk__in=ids).values_list("pk", "label"))


subjects.tell(SEAT, Subject(_seats))
