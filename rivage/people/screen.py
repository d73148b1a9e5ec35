"""What the pages about a person share: her through the gate, the page of a form, the way back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from rivage.accounts import policies
from rivage.accounts.http import ActingRequest, see_other, to
from rivage.accounts.leads import lead
from rivage.core.answers import UNPROCESSABLE
from rivage.core.refusal import require
from rivage.people import access
from rivage.people.enums import Channel, Slice
from rivage.people.models import Person
from rivage.vault import opened


def visible(request: ActingRequest, person: UUID, slice_: str = Slice.REFERENCE, *beside: str) -> Person:
    """Her, through the gate, or 404. `beside`: the rows about her, one each, that the page reads with her."""
    return get_object_or_404(
        Person.objects.visible_to(request.membership, slice_).select_related("antenne", *beside), pk=person
    )


def private(request: ActingRequest, person: UUID) -> Person:
    """Her, as her antenne alone reads her, and noted as read."""
    held = visible(request, person, Slice.PRIVATE)
    opened.note(held.pk, held.antenne_id, Slice.PRIVATE)
    return held


def crumbs(request: ActingRequest, person: Person | None = None) -> list[dict[str, str]]:
    """The way to a page about her, or to one of the list."""
    listed = [{"label": "Personnes", "url": to(request, "people:list")}]
    if person is not None:
        listed.append({"label": person.reference, "url": to(request, "people:person", person=person.pk)})
    return listed


def way_back(request: ActingRequest, person: Person, *steps: tuple[str, str]) -> list[dict[str, str]]:
    """The way back to her page from what was opened beside it; to what is decided for her, for those who read that
    alone. `steps`: the pages of hers between, each a label and its address.
    """
    role = request.membership.role
    between = [{"label": label, "url": url} for label, url in steps]
    if policies.allows("people:person", "GET", role):
        return [*crumbs(request, person), *between]
    decided = lead(request.membership, "decided", person=person.pk)
    return [*([{"label": person.reference, "url": decided}] if decided else []), *between]


def about(request: ActingRequest, person: Person, *steps: tuple[str, str]) -> dict[str, Any]:
    """What the head of a page about her says: her file number, and the way back to her."""
    return {"reference": person.reference, "crumbs": way_back(request, person, *steps)}


def reach(person: Person) -> dict[str, Any]:
    """How to reach her without danger, for `people/contact.html`: her antenne alone reads it."""
    return {
        "contact": person.contact,
        "channels": [Channel(code).label for code in person.contact.channels],
        "correspondence": person.correspondence,
    }


def form_page(
    request: ActingRequest, person: Person, form: Any, heading: str, button: str, **more: Any
) -> HttpResponse:
    """The page of a form, drawn for whoever may write: what is sent is judged by the action alone."""
    require(access.can_write(request.membership, person))
    context = {
        "person": person,
        "form": form,
        "heading": heading,
        "button": button,
        "back": to(request, "people:person", person=person.pk),
        "reference": person.reference,
        "crumbs": crumbs(request, person),
        **more,
    }
    return render(request, "people/form.html", context, status=UNPROCESSABLE if form.errors else 200)


def done(request: ActingRequest, person: Person, words: str) -> HttpResponse:
    """Back to her page, which says what was done."""
    messages.success(request, words)
    return see_other(request, "people:person", person=person.pk)
