"""A call is written by whoever shows a code, in no function (ADR 0052): the database derives whose it is."""

from collections.abc import Sequence
from datetime import datetime

from django.db import ProgrammingError

from rivage.audit import trace
from rivage.core.refusal import no
from rivage.doors import service_codes
from rivage.doors.models import ServiceCode
from rivage.network.models import PresenceCall

TOO_MANY = "Votre service a déjà appelé six fois en une heure. Appelez une association par téléphone."


def call(typed: str, code: ServiceCode, *, people: int, languages: Sequence[str], at: datetime, place: str) -> None:
    """Write it, for the associations of the département of this code. Raises `Refused`."""
    made = PresenceCall(
        departement=code.departement, code=code, people=people, languages=list(languages), at=at, place=place
    )
    try:
        with service_codes.coming_by(typed, code):
            made.save(force_insert=True)
            trace.record("presence_called", object_id=made.pk)
    except ProgrammingError as error:
        raise no("too_many_calls", TOO_MANY) from error
