"""Parts of a person's page that stand in the rights; and what is decided, for those who read that alone."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from rivage.accounts.http import ActingRequest
from rivage.people.enums import Slice
from rivage.people.models import Person
from rivage.people.panels import answer
from rivage.people.screen import visible
from rivage.rights import decided as readings
from rivage.rights import panels


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
    return answer(request, found, "Titre de séjour", panels.permit(request, found, request.on))


@require_safe
def decided(request: ActingRequest, person: UUID) -> HttpResponse:
    """What was decided for one person, as open to the residence desk or to the payer."""
    held = get_object_or_404(readings.opened(request.membership), pk=person)
    return render(request, "rights/decided.html", readings.read(request.membership, held))


def _person(request: ActingRequest, person: UUID, *beside: str) -> Person:
    """Whoever opens her page, and nobody else."""
    return visible(request, person, Slice.IDENTITY, *beside)
