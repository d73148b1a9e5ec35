"""Parts of a person's page that stand in the rights, her clocks; what is decided, for those who read that alone."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from rivage.accounts import policies
from rivage.accounts.http import ActingRequest, to
from rivage.accounts.models import Membership
from rivage.core.given_back import asked_by_script
from rivage.law.afis import DueMonth
from rivage.people import once
from rivage.people.enums import Slice
from rivage.people.models import Person
from rivage.people.panels import answer
from rivage.people.screen import visible, way_back
from rivage.rights import decided as readings
from rivage.rights import panels
from rivage.rights.aid.ledger import read_books
from rivage.rights.aid.undone import ends_of
from rivage.rights.clocks import Clocks
from rivage.rights.clocks import clocks as read_clocks
from rivage.rights.clocks.aid import per_month
from rivage.rights.ended import NOT_HANDED
from rivage.rights.frise.drawing import desk, phone
from rivage.rights.frise.marks import rows
from rivage.rights.models import AidEvent
from rivage.vault import opened


@require_safe
def taken_over(request: ActingRequest, person: UUID) -> HttpResponse:
    """Her path taken over: a fragment of her page, a page of its own without script."""
    found = _person(request, person)
    return answer(request, found, "Parcours repris", panels.taken_over(request, found, request.on))


@require_safe
def going_on(request: ActingRequest, person: UUID) -> HttpResponse:
    """The renewal of her path, in the same two ways."""
    found = _person(request, person)
    return answer(request, found, "La suite du parcours", panels.going_on(request, found, request.on))


@require_safe
def permit(request: ActingRequest, person: UUID) -> HttpResponse:
    """Where her permit stands, in the same two ways."""
    found = _person(request, person, "identity")
    with once.her(request.membership, found):
        html = panels.permit(request, found, request.on)
    return answer(request, found, "Titre de séjour", html)


@require_safe
def decided(request: ActingRequest, person: UUID) -> HttpResponse:
    """What was decided for one person, as open to the residence desk or to the payer."""
    held = get_object_or_404(readings.opened(request.membership), pk=person)
    lists = (("rights:orders", "Ordres"), ("rights:lapses", "Échéances"))
    listed = next((one for one in lists if policies.allows(one[0], "GET", request.membership.role)), None)
    crumbs = [{"label": listed[1], "url": to(request, listed[0])}] if listed else []
    return render(request, "rights/decided.html", {**readings.read(request.membership, held), "crumbs": crumbs})


def _person(request: ActingRequest, person: UUID, *beside: str) -> Person:
    """Whoever opens her page, and nobody else."""
    return visible(request, person, Slice.IDENTITY, *beside)


@require_safe
def clocks(request: ActingRequest, person: UUID) -> HttpResponse:
    """The three clocks of a person: a fragment for her page, a page of its own without script."""
    membership = request.membership
    # Nothing else moves an amount: without it, her books are not opened for the clocks.
    told = AidEvent.objects.visible_to(membership).filter(person=OuterRef("pk"), children__isnull=False)
    seen = Person.objects.visible_to(membership, Slice.IDENTITY).annotate(moved=Exists(told))
    held: Any = get_object_or_404(seen, pk=person)
    opened.note(held.pk, held.antenne_id, "reference")
    with once.her(membership, held):
        found = read_clocks(membership, held, request.on)
        if held.moved and found.aid_months:
            found = _with_amounts(membership, held, found, request.on)
    context = {
        "person": held,
        "reference": held.reference,
        "crumbs": way_back(request, held),
        "clocks": found,
        "desk": desk(found),
        "phone": phone(found),
        "rows": rows(found),
        "ends": ends_of(membership, held, request.on) if found.ended else [],
        "not_handed": NOT_HANDED,
        "on": request.on,
    }
    template = "rights/parts/clocks.html" if asked_by_script(request) else "rights/clocks.html"
    return render(request, template, context)


def _with_amounts(membership: Membership, person: Person, found: Clocks, on: date) -> Clocks:
    """The clocks with the months of the aid as the page of the months says them, counted on what was told since."""
    months = read_books(membership, [person.pk]).months(person.pk, on)
    due = tuple(DueMonth(one.month, one.value) for one in months if one.grant is not None and one.value is not None)
    if not due:
        return found
    said = replace(found.aid, stands=per_month(due[-1])) if not found.ended else found.aid
    return replace(found, aid=said, aid_months=due)
