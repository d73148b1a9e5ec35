"""The fact that a page of the permit is asked of, with the trace that its dates were opened."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from rivage.accounts.http import ActingRequest
from rivage.people.enums import Slice
from rivage.rights.models import ApsFact
from rivage.vault import opened


def asked(request: ActingRequest, apsfact: UUID) -> ApsFact:
    """One fact of a request. Raises `Http404` where it is not open to this membership."""
    rows = ApsFact.objects.visible_to(request.membership).select_related("person__antenne", "recorded_by")
    fact: ApsFact = get_object_or_404(rows, pk=apsfact)
    opened.note(fact.person_id, fact.antenne_id, Slice.STAY)
    return fact
