"""A call is written by whoever shows a code, in no function (ADR 0052): the database derives whose it is."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, ProgrammingError

from rivage.audit import trace
from rivage.core.refusal import no
from rivage.doors import service_codes
from rivage.doors.models import ServiceCode
from rivage.network.models import PresenceCall

TOO_MANY = "Votre service a déjà appelé six fois en une heure. Appelez une association par téléphone."


def call(
    typed: str, code: ServiceCode, *, people: int, languages: Sequence[str], at: datetime, place: str, once: UUID
) -> None:
    """Write it, for the associations of the département of this code; sent again, the same form (`once`) writes
    nothing more. Raises `Refused`.
    """
    made = PresenceCall(
        pk=once,
        departement=code.departement,
        code=code,
        people=people,
        languages=sorted(set(languages)),
        at=at,
        place=place,
    )
    try:
        with service_codes.coming_by(typed, code):
            made.save(force_insert=True)
            trace.record("presence_called", object_id=made.pk)
    except IntegrityError:
        # The first of two sendings wrote it.
        return
    except ProgrammingError as error:
        raise no("too_many_calls", TOO_MANY) from error
