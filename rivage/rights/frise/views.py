"""The three clocks of a person."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from rivage.accounts.http import ActingRequest
from rivage.core.given_back import asked_by_script
from rivage.people.enums import Slice
from rivage.people.models import Person
from rivage.people.screen import way_back
from rivage.rights.clocks import clocks as read_clocks
from rivage.rights.ended import noted, until_of
from rivage.rights.frise.drawing import desk, phone
from rivage.rights.frise.marks import rows
from rivage.vault import opened


@require_safe
def clocks(request: ActingRequest, person: UUID) -> HttpResponse:
    """The three clocks of a person: a fragment for her page, a page of its own without script."""
    membership = request.membership
    held = get_object_or_404(Person.objects.visible_to(membership, Slice.IDENTITY), pk=person)
    opened.note(held.pk, held.antenne_id, "reference")
    found = read_clocks(membership, held, request.on)
    context = {
        "person": held,
        "reference": held.reference,
        "crumbs": way_back(request, held),
        "clocks": found,
        "desk": desk(found),
        "phone": phone(found),
        "rows": rows(found),
        "ends": [(end, until_of(end, request.on)) for end in noted(membership).filter(person=held)]
        if found.ended
        else [],
        "on": request.on,
    }
    template = "rights/parts/clocks.html" if asked_by_script(request) else "rights/clocks.html"
    return render(request, template, context)
