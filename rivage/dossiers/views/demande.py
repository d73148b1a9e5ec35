"""The page of a demande: a workshop for the antenne that prepares it, a reading for whoever instructs it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rivage.accounts.http import ActingRequest
from rivage.accounts.sender import undated
from rivage.dossiers import access, reading, tasks
from rivage.dossiers.enums import Part
from rivage.dossiers.models import Demande, MissingRequest, WithoutObject
from rivage.dossiers.screen import asked, gestures, hands, head, task_list


@require_safe
def demande(request: ActingRequest, demande: UUID) -> HttpResponse:
    """What is missing, or what was written; and what can be done now."""
    found = asked(request, demande)
    can = gestures(request.membership, found)
    context = head(
        request,
        found,
        requests=_requests(found, antenne=request.membership.is_antenne),
        closings=_closings(found),
        can=can - {"withdraw"},
        withdraws="withdraw" in can,
        undated=undated(found.departement) if found.deposited_at else "",
    )
    if access.can_write(request.membership, found):
        context |= task_list(request, found) | {"hands": hands(found)}
        return render(request, "dossiers/workshop.html", context)
    context["sections"] = reading.sections(found, request.membership)
    return render(request, "dossiers/demande.html", context)


def _requests(demande: Demande, *, antenne: bool) -> list[dict[str, Any]]:
    return [
        {
            "row": row,
            "parts": [Part(part).label for part in row.parts],
            "left": tasks.unwritten_since(demande, row) if antenne and row.answered_at is None else (),
            "unwritten": [Part(part).label for part in row.unwritten],
        }
        for row in MissingRequest.objects.filter(demande=demande)
    ]


def _closings(demande: Demande) -> list[WithoutObject]:
    """Each time it was noted without object, and reopened."""
    rows = WithoutObject.objects.filter(demande=demande)
    return list(rows.select_related("recorded_by__user", "reopened_by__user", "upheld_by__user"))
