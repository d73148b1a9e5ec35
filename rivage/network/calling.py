"""A call is written by whoever shows a code, in no function (ADR 0052): the database derives whose it is."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from uuid import UUID, uuid5

from django.db import IntegrityError, ProgrammingError

from rivage.audit import trace
from rivage.core import clock
from rivage.core.refusal import no
from rivage.doors import service_codes
from rivage.doors.models import ServiceCode
from rivage.network.models import PresenceCall

# An hour past by less is that of today, typed late.
JUST_PAST = timedelta(minutes=30)
TOO_MANY = "Votre service a déjà appelé six fois en une heure. Appelez une association par téléphone."


def call(
    typed: str, code: ServiceCode, *, people: int, languages: Sequence[str], hour: time | None, place: str, once: UUID
) -> PresenceCall:
    """Write it, for the associations of the département of this code; sent again, the same form (`once`) with the same
    answers writes nothing more, and with others is another call. Raises `Refused`.
    """
    spoken = sorted(set(languages))
    made = PresenceCall(
        pk=uuid5(once, f"{code.pk} {people} {spoken} {hour} {place}"),
        departement=code.departement,
        code=code,
        people=people,
        languages=spoken,
        at=next_time(hour, code.departement),
        place=place,
    )
    try:
        with service_codes.coming_by(typed, code):
            made.save(force_insert=True)
            trace.record("presence_called", object_id=made.pk)
    except IntegrityError:
        # The first of two sendings wrote it.
        pass
    except ProgrammingError as error:
        raise no("too_many_calls", TOO_MANY) from error
    return made


def next_time(hour: time | None, departement: str) -> datetime:
    """The next time that it is this hour there; now where none was said."""
    now = clock.now().astimezone(clock.zone(departement))
    if hour is None:
        return now
    at = datetime.combine(now.date(), hour).replace(tzinfo=now.tzinfo)
    return at if at > now - JUST_PAST else at + timedelta(days=1)
