"""What is decided for one person, for those who read that alone."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from rivage.accounts.http import ActingRequest
from rivage.rights import decided as readings


@require_safe
def decided(request: ActingRequest, person: UUID) -> HttpResponse:
    """What was decided for one person, as open to the residence desk or to the payer."""
    held = get_object_or_404(readings.opened(request.membership), pk=person)
    return render(request, "rights/decided.html", readings.read(request.membership, held))
