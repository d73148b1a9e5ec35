"""Calendars that read an address by themselves: the page that draws it, and what the address answers (ADR 0040)."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import salted_hmac
from icalendar import Calendar, Event

from rivage.accounts.http import ActingRequest, to
from rivage.accounts.models import Membership
from rivage.core import clock, post
from rivage.core.refusal import Refused
from rivage.doors import brake, standing_links
from rivage.doors.enums import StandingPurpose

# How often one address is read in a quarter of an hour.
OFTEN = 60


class CalendarLine(NamedTuple):
    """What a calendar shows: from when until when, a day without hours where they are days. `key`: what tells it from
    another, of which nothing is written.
    """

    key: str
    starts: date | datetime
    ends: date | datetime


def address(request: ActingRequest, purpose: StandingPurpose, route: str, template: str) -> HttpResponse:
    """The address of one's calendar: a new one is drawn by a POST and shown once. `route`: of what it answers."""
    drawn = ""
    if request.method == "POST":
        token = standing_links.draw(actor=request.membership, on=request.on, purpose=purpose)
        drawn = post.link(route, token=token)
    held = standing_links.of(request.membership, purpose)
    return render(request, template, {"drawn": drawn, "held": held})


def end(request: ActingRequest, purpose: StandingPurpose, back: str) -> HttpResponse:
    """Nothing reads any more by one's address."""
    try:
        standing_links.end(actor=request.membership, on=request.on, purpose=purpose)
    except Refused as refusal:
        messages.warning(request, refusal.verdict.sentence)
    else:
        messages.success(request, "L’adresse n’ouvre plus rien.")
    return redirect(to(request, back))


def answer(
    request: HttpRequest,
    token: str,
    purpose: StandingPurpose,
    name: str,
    title: str,
    lines: Callable[[Membership], Iterable[CalendarLine]],
) -> HttpResponse:
    """The calendar that a token opens. `name`, `title`: of it and of each entry, which a locked screen may show."""
    membership = standing_links.holder(token, purpose)
    if membership is None:
        brake.record_refused(request, "link_refused")
        return HttpResponse("Cette adresse n’ouvre plus rien.", status=404, content_type="text/plain; charset=utf-8")
    if brake.often(f"{purpose} {membership.pk.hex}") > OFTEN:
        return HttpResponse(status=429)
    with standing_links.reading(token, purpose, membership):
        content = _calendar(purpose, name, title, list(lines(membership)))
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


def _calendar(purpose: StandingPurpose, name: str, title: str, lines: list[CalendarLine]) -> bytes:
    made = Calendar()
    made.add("prodid", "-//agenda//FR")
    made.add("version", "2.0")
    made.add("x-wr-calname", name)
    for one in lines:
        event = Event()
        mark = salted_hmac(f"rivage.{purpose}", one.key, algorithm="sha256").hexdigest()[:32]
        event.add("uid", f"{mark}@agenda")
        event.add("dtstamp", clock.now())
        event.add("dtstart", one.starts)
        event.add("dtend", one.ends)
        event.add("summary", title)
        event.add("class", "PRIVATE")
        if not isinstance(one.starts, datetime):
            event.add("transp", "TRANSPARENT")
        made.add_component(event)
    return bytes(made.to_ical())


def whole_day(key: str, day: date) -> CalendarLine:
    """A day without hours."""
    return CalendarLine(key, day, day + timedelta(days=1))
