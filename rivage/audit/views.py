"""The page *Trace*, and who opened a file."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models.functions import TruncDate
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rivage.audit import sealing, subjects, tables, trace
from rivage.audit.forms import BetweenForm
from rivage.audit.models import Event
from rivage.core.tables import Pages, Table

ROWS = 25
# A shorter time is asked for what comes after these.
MOST = 1000
# Counting them to draw the last page costs more than all the rest: pages are offered as one goes.
PAGES_AHEAD = 3
READERS = 200


class TraceRequest(HttpRequest):
    """An `accounts.http.ActingRequest`, from an app that stands before accounts and knows no membership."""

    membership: Any
    on: date


@require_safe
def trace_page(request: TraceRequest) -> HttpResponse:
    """All events for the auditor, without contents; for the lead, those about the antenne's people."""
    membership = request.membership
    zone = membership.zone
    form = BetweenForm(request.GET if {"du", "au"} & set(request.GET) else None)
    first, last = form.days(request.on)
    events = Event.objects.visible_to(membership).filter(
        at__gte=datetime.combine(first, time(), zone), at__lt=datetime.combine(last + timedelta(days=1), time(), zone)
    )
    asked = request.GET.get("page", "")
    reached = int(asked) if asked.isdecimal() and len(asked) < 4 else 1
    counted = min(MOST, (reached + PAGES_AHEAD) * ROWS)
    page = Paginator(events.order_by("-at", "-id")[:counted], ROWS).get_page(asked)
    context = {
        "form": form,
        "first": first,
        "last": last,
        "table": Table(tables.COLUMNS, tables.lines(page.object_list, zone), "Trace", url=request.get_full_path()),
        "pages": Pages(page, request.get_full_path(), more=page.paginator.count == counted),
        "more": page.paginator.count == MOST,
        "alarm": sealing.waits_too_long() if membership.role == "auditor" else "",
    }
    return render(request, "audit/trace.html", context, status=422 if form.errors else 200)


@require_safe
def readers(request: TraceRequest, person: UUID) -> HttpResponse:
    """Who opened this file: bodies, seats and days. Colleagues' names are shown to the lead alone."""
    membership = request.membership
    if not subjects.visible(subjects.PERSON, membership, person):
        raise Http404
    opened = Event.objects.visible_to(membership).filter(kind=trace.READ, people__contains=[person])
    days = opened.annotate(day=TruncDate("at", tzinfo=membership.zone))
    rows = days.values_list("day", "membership_id", "user_id").distinct().order_by("-day")[:READERS]
    named = membership.role == "lead"
    context = {
        "readers": tables.readers(rows, named),
        "named": named,
        "reference": subjects.names(subjects.PERSON, [person]).get(person, ""),
    }
    whole = "audit/parts/lecteurs.html" if request.headers.get("HX-Request") else "audit/lecteurs.html"
    return render(request, whole, context)
