"""« Mon agenda des échéances »: the days on which a right stops or a permit has its appointment, and nothing of whom.

Its token opens what its holder reads, without any key (ADR 0040): why a permit is needed is not read, and a document
that her antenne alone knows gives no day. Apps that stand on this one add days and hours of theirs (`register`).
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rivage.accounts.http import ActingRequest
from rivage.accounts.models import Membership
from rivage.doors import feeds
from rivage.doors.enums import StandingPurpose
from rivage.rights.alerts import lapsing
from rivage.rights.clocks import appointments

DUE = StandingPurpose.DUE
LASTS = timedelta(hours=1)


class DueMoment(NamedTuple):
    """A day of somebody's, whose file is not said; `at`: an appointment, as the clocks of the body say it."""

    day: date
    at: time | None = None


_sources: list[Callable[[Membership], Iterable[DueMoment]]] = []


def register(source: Callable[[Membership], Iterable[DueMoment]]) -> None:
    """Add days of a later app, read without any key: `source` reads plain columns alone."""
    _sources.append(source)


@require_http_methods(["GET", "HEAD", "POST"])
def address(request: ActingRequest) -> HttpResponse:
    """The address of one's calendar: a new one is drawn by a POST and shown once."""
    return feeds.address(request, DUE, "due", "rights/due_address.html")


@require_POST
def end(request: ActingRequest) -> HttpResponse:
    """Nothing reads any more by one's address."""
    return feeds.end(request, DUE, "rights:due_address")


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """One line a day, however many rights stop on it, under a title that a locked screen may show."""
    return feeds.answer(request, token, DUE, "Échéances", "Échéance", _days)


def _days(membership: Membership) -> Iterator[feeds.CalendarLine]:
    """The last days to come, of what the page of what lapses shows, an antenne's appointments, days of later apps."""
    on = membership.today
    moments = {moment for source in _sources for moment in source(membership) if moment.day >= on}
    last = {line.lapse.last_day for line in lapsing.lines(membership, on)} | appointments.days(membership, on)
    last |= {moment.day for moment in moments if moment.at is None}
    for day in sorted(day for day in last if day >= on):
        yield feeds.whole_day(f"{membership.pk} {day.isoformat()}", day)
    zone = membership.zone
    for day, at in sorted((moment.day, moment.at) for moment in moments if moment.at):
        starts = datetime.combine(day, at, tzinfo=zone).astimezone(UTC)
        yield feeds.CalendarLine(f"{membership.pk} {day.isoformat()} {at.isoformat()}", starts, starts + LASTS)
