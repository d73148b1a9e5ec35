"""What the views of this room share: the session asked for, an action tried, an instant in local time."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from rivage.accounts.enums import Role
from rivage.accounts.http import ActingRequest, see_other
from rivage.commissions.models import AgendaItem, Seance
from rivage.core import answers as core
from rivage.core import clock, french
from rivage.core.refusal import Refused
from rivage.dossiers.enums import Step


def to(request: ActingRequest, name: str, query: str = "", **kwargs: Any) -> HttpResponse:
    """303 to a page of this room."""
    response = see_other(request, f"commissions:{name}", **kwargs)
    response["Location"] += query
    return response


def address(request: ActingRequest, name: str, **kwargs: Any) -> str:
    membership = request.membership
    return reverse(f"commissions:{name}", kwargs={"membership": membership.pk, **kwargs})


def seance_of(request: ActingRequest, seance: UUID) -> Seance:
    """A session of one of the membership's départements, else 404."""
    codes = request.membership.departements
    return get_object_or_404(Seance, pk=seance, departement__in=codes)


def item_of(request: ActingRequest, item: UUID) -> AgendaItem:
    """A file open to the membership, else 404: of one that she took back, its number alone is."""
    rows = AgendaItem.objects.visible_to(request.membership).exclude(demande__step=Step.WITHDRAWN)
    return get_object_or_404(rows.select_related("seance", "demande", "person"), pk=item)


def attempt(request: ActingRequest, act: Callable[[], Any], done: str, form: Form | None = None) -> bool:
    """Try an action; a refusal undoes what it began and is said in the form, or at the top of the next page."""
    if form is not None:
        made = core.attempt(form, act) is not None
    else:
        try:
            with transaction.atomic():
                act()
            made = True
        except Refused as refusal:
            messages.error(request, refusal.verdict.sentence)
            made = False
    if made and done:
        messages.success(request, done)
    return made


def local(instant: datetime | None, departement: str) -> datetime | None:
    """An instant as clocks of the département show it, for the date and hour filters."""
    return instant and instant.astimezone(clock.zone(departement)).replace(tzinfo=None)


def cancelled(seance: Seance, page: str) -> dict[str, Any]:
    """Of a session cancelled: when, and the one planned in its place, shown on `page`."""
    if seance.cancelled_at is None:
        return {}
    return {
        "cancelled_at": local(seance.cancelled_at, seance.departement),
        "other": seance.instead.first(),
        "other_page": page,
    }


def title(seance: Seance) -> str:
    """« Séance du mercredi 9 décembre », then « Séance n° 2 du mercredi 9 décembre » on the same day."""
    rank = f" n° {seance.rank}" if seance.rank > 1 else ""
    return f"Séance{rank} du {french.day_in_words(seance.day, on=clock.today(seance.departement))}"


def way_back(request: ActingRequest, item: AgendaItem) -> list[dict[str, str]]:
    """The way back from a page about one file: a seat comes from what it reads, the others from the session."""
    name = "agenda" if request.membership.role == Role.SEAT else "seance"
    page = address(request, name, seance=item.seance_id)
    return [*crumbs(request), {"label": title(item.seance), "url": page}]


def crumbs(request: ActingRequest, seance: Seance | None = None) -> list[dict[str, str]]:
    trail = [{"label": "Séances", "url": address(request, "list")}]
    if seance:
        trail.append({"label": title(seance), "url": address(request, "seance", seance=seance.pk)})
    return trail
