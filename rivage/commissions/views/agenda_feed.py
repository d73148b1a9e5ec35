"""The days of the sessions, for a calendar that reads them again by itself: an address without an account."""

from collections.abc import Iterator
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rivage.accounts.http import ActingRequest
from rivage.accounts.models import Membership
from rivage.commissions import tables
from rivage.core import clock
from rivage.doors import feeds
from rivage.doors.enums import StandingPurpose

AGENDA = StandingPurpose.AGENDA
# What a calendar keeps of the past, and how long a session is shown to last.
PAST, LASTS = timedelta(days=60), timedelta(hours=2)


@require_http_methods(["GET", "HEAD", "POST"])
def address(request: ActingRequest) -> HttpResponse:
    """The address of one's calendar: a new one is drawn by a POST and shown once."""
    return feeds.address(request, AGENDA, "agenda", "commissions/agenda_address.html")


@require_POST
def end(request: ActingRequest) -> HttpResponse:
    """Nothing reads any more by one's address."""
    return feeds.end(request, AGENDA, "commissions:agenda_address")


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The days and nothing else, under titles that a locked screen may show."""
    return feeds.answer(request, token, AGENDA, "Réunions", "Réunion", _sessions)


def _sessions(membership: Membership) -> Iterator[feeds.CalendarLine]:
    rows = tables.opened_seances(membership).filter(cancelled_at__isnull=True, at__gt=clock.now() - PAST)
    for row in rows.order_by("at"):
        yield feeds.CalendarLine(str(row.pk), row.at, row.at + LASTS)
