"""The days of the sessions, for a calendar that reads them again by itself: an address without an account."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from icalendar import Calendar, Event

from rivage.accounts.http import ActingRequest, to
from rivage.commissions import tables
from rivage.commissions.models import Seance
from rivage.core import clock, post
from rivage.core.refusal import Refused
from rivage.doors import brake, standing_links
from rivage.doors.enums import StandingPurpose

AGENDA = StandingPurpose.AGENDA
# What a calendar keeps of the past, how long a session is shown to last, and how often one address is read.
PAST, HOURS, OFTEN = timedelta(days=60), 2, 60


@require_http_methods(["GET", "HEAD", "POST"])
def address(request: ActingRequest) -> HttpResponse:
    """The address of one's calendar: a new one is drawn by a POST and shown once."""
    actor, drawn = request.membership, ""
    if request.method == "POST":
        token = standing_links.draw(actor=actor, on=request.on, purpose=AGENDA)
        drawn = post.link("agenda", token=token)
    held = standing_links.of(actor, AGENDA)
    return render(request, "commissions/agenda_address.html", {"drawn": drawn, "held": held})


@require_POST
def end(request: ActingRequest) -> HttpResponse:
    """Nothing reads any more by one's address."""
    try:
        standing_links.end(actor=request.membership, on=request.on, purpose=AGENDA)
    except Refused as refusal:
        messages.warning(request, refusal.verdict.sentence)
    else:
        messages.success(request, "L’adresse n’ouvre plus rien.")
    return redirect(to(request, "commissions:agenda_address"))


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The days and nothing else, under titles that a locked screen may show."""
    with standing_links.entered(token, AGENDA) as membership:
        if membership is not None:
            rows = list(
                tables.opened_seances(membership)
                .filter(cancelled_at__isnull=True, at__gt=clock.now() - PAST)
                .order_by("at")
            )
            content = _calendar(rows)
    if membership is None:
        brake.record_refused(request, "link_refused")
        return HttpResponse("Cette adresse n’ouvre plus rien.", status=404, content_type="text/plain; charset=utf-8")
    if brake.often(f"agenda {membership.pk.hex}") > OFTEN:
        return HttpResponse(status=429)
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


def _calendar(rows: list[Seance]) -> bytes:
    made = Calendar()
    made.add("prodid", "-//agenda//FR")
    made.add("version", "2.0")
    made.add("x-wr-calname", "Réunions")
    for row in rows:
        event = Event()
        event.add("uid", f"{salted_hmac('rivage.agenda', str(row.pk), algorithm='sha256').hexdigest()[:32]}@agenda")
        event.add("dtstamp", clock.now())
        event.add("dtstart", row.at)
        event.add("dtend", row.at + timedelta(hours=HOURS))
        event.add("summary", "Réunion")
        event.add("class", "PRIVATE")
        made.add_component(event)
    return bytes(made.to_ical())
