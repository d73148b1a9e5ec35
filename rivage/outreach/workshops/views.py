"""Pages of collective workshops: the list with its sums, a new one, one of them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from rivage.accounts.http import ActingRequest, see_other, to
from rivage.accounts.lists import listed, sent
from rivage.core import french
from rivage.core.answers import UNPROCESSABLE, attempt
from rivage.outreach.models import Workshop
from rivage.outreach.workshops import actions, reading, tables
from rivage.outreach.workshops.forms import CorrectWorkshopForm, NewWorkshopForm, WorkshopForm, next_of, shown
from rivage.outreach.workshops.reading import WorkshopLine


@require_http_methods(["GET", "HEAD", "POST"])
def workshops(request: ActingRequest) -> HttpResponse:
    """The workshops of the last days and those to come, what they add up to by kind, and month by month."""
    listing = tables.workshops(request.membership, request.on)
    asked = listing.asked(request.GET, request.POST)
    kinds, whole = reading.sums(listing.found(asked)[:])
    months = reading.by_month(request.membership, request.on)
    more = {
        "subjects": kinds,
        "whole": whole,
        "between": french.between_days(*asked.days),
        "months": months,
        "most": max((came for *_, came in months), default=0),
    }
    return listed(request, listing, "outreach/workshops.html", **more)


@require_POST
def workshops_export(request: ActingRequest) -> HttpResponse:
    """The same as a file."""
    return sent(request, tables.workshops(request.membership, request.on))


def _asked_like(request: ActingRequest) -> dict[str, Any]:
    """What a new form shows of the one that it follows, when the address names one of hers."""
    try:
        like = UUID(request.GET.get("comme", ""))
    except ValueError:
        return {"day": request.on}
    row = Workshop.objects.visible_to(request.membership).filter(pk=like).first()
    return next_of(row, request.on) if row is not None else {"day": request.on}


@require_http_methods(["GET", "HEAD", "POST"])
def new_workshop(request: ActingRequest) -> HttpResponse:
    """Plan a workshop, or note one that was held."""
    form = NewWorkshopForm(request.POST or None, initial=_asked_like(request))

    def act() -> Workshop:
        once = form.cleaned_data["once"]
        return actions.note_workshop(actor=request.membership, on=request.on, told=form.told(), once=once)

    if made := attempt(form, act):
        messages.success(request, f"Enregistré\u00a0: {reading.told(made)}.")
        return see_other(request, "outreach:workshop", workshop=made.pk)
    return _drawn(request, form, "Un atelier")


@require_http_methods(["GET", "HEAD", "POST"])
def workshop(request: ActingRequest, workshop: UUID) -> HttpResponse:
    """A workshop as it stands: how it went where it was planned, its correction with a reason where it was noted."""
    membership = request.membership
    held = get_object_or_404(Workshop.objects.visible_to(membership).select_related("replaces"), pk=workshop)
    line = WorkshopLine(held)
    kind = WorkshopForm if line.planned else CorrectWorkshopForm
    form = kind(request.POST or None, initial=shown(held))
    given: dict[str, Any] = {"actor": membership, "on": request.on, "held": held}

    def act() -> Workshop:
        if line.planned:
            return actions.follow_workshop(**given, told=form.told())
        instead = None if form.cleaned_data["nothing"] else form.told()
        return actions.correct_workshop(**given, instead=instead, why=form.cleaned_data["why"])

    if made := attempt(form, act):
        said = f"C’est noté\u00a0: {reading.told(made)}." if line.planned else "Corrigé. Ce qui était noté reste."
        messages.success(request, said)
        return see_other(request, "outreach:workshop", workshop=made.pk)
    after = Workshop.objects.visible_to(membership).filter(replaces=held).first()
    more = {
        "line": line,
        "before": WorkshopLine(held.replaces) if held.replaces else None,
        "after": after,
        "corrects": not line.planned,
        "may": after is None and not line.nothing,
    }
    return _drawn(request, form, "Un atelier", **more)


def _drawn(request: ActingRequest, form: WorkshopForm, heading: str, **more: Any) -> HttpResponse:
    crumbs = [{"label": "Ateliers", "url": to(request, "outreach:workshops")}]
    context = {"form": form, "heading": heading, "crumbs": crumbs, **more}
    return render(request, "outreach/workshop.html", context, status=UNPROCESSABLE if form.errors else 200)
