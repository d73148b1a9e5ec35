"""« Mon agenda des échéances »: the days on which a right stops, for a calendar, and nothing about whom.

Its token opens what its holder reads, without any key (ADR 0040): why a permit is needed is not read, and a document
that her antenne alone knows gives no day.
"""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rivage.accounts.http import ActingRequest
from rivage.accounts.models import Membership
from rivage.doors import feeds
from rivage.doors.enums import StandingPurpose
from rivage.rights.alerts import lapsing

DUE = StandingPurpose.DUE


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
    """The last days to come, of what the page of what lapses shows."""
    on = membership.today
    last = {line.lapse.last_day for line in lapsing.lines(membership, on)}
    for day in sorted(day for day in last if day >= on):
        yield feeds.whole_day(f"{membership.pk} {day.isoformat()}", day)
