"""The page *Trace*, and who opened a file."""

from uuid import UUID

from django.db.models.functions import TruncDate
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rivage.accounts.enums import Role
from rivage.accounts.http import ActingRequest
from rivage.accounts.leads import lead
from rivage.accounts.lists import listed, sent
from rivage.accounts.tables import events
from rivage.audit import sealing, subjects, tables, trace
from rivage.audit.models import Event
from rivage.core.given_back import asked_by_script

READERS = 200


@require_http_methods(["GET", "HEAD", "POST"])
def trace_page(request: ActingRequest) -> HttpResponse:
    """All events for the auditor, without contents; for the lead, those about the antenne's people."""
    alarm = sealing.waits_too_long() if request.membership.role == Role.AUDITOR else ""
    return listed(request, events(request.membership, request.on), "accounts/trace.html", alarm=alarm)


@require_POST
def trace_export(request: ActingRequest) -> HttpResponse:
    """The same events as a file."""
    return sent(request, events(request.membership, request.on))


@require_safe
def readers(request: ActingRequest, person: UUID) -> HttpResponse:
    """Who opened this file: bodies, seats and days. Colleagues' names are shown to the lead alone."""
    membership = request.membership
    if not subjects.visible(subjects.PERSON, membership, person):
        raise Http404
    opened = Event.objects.visible_to(membership).filter(kind=trace.READ, people__contains=[person])
    days = opened.annotate(day=TruncDate("at", tzinfo=membership.zone))
    rows = days.values_list("day", "membership_id", "user_id").distinct().order_by("-day")[:READERS]
    named = membership.role == Role.LEAD
    reference = subjects.names(subjects.PERSON, [person]).get(person, "")
    page = lead(membership, "person", person=person)
    context = {
        "readers": tables.readers(rows, named, membership.pk),
        "named": named,
        "reference": reference,
        "crumbs": [{"label": reference, "url": page}] if page else [],
    }
    whole = "accounts/parts/lecteurs.html" if asked_by_script(request) else "accounts/lecteurs.html"
    return render(request, whole, context)
