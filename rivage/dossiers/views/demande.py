"""The page of a demande: a workshop for the antenne that prepares it, a reading for whoever instructs it."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rivage.accounts.http import ActingRequest
from rivage.accounts.sender import undated
from rivage.dossiers import access, reading
from rivage.dossiers.models import Demande, WithoutObject
from rivage.dossiers.screen import asked, gestures, hands, head, requests, task_list
from rivage.law.wording import day


@require_safe
def demande(request: ActingRequest, demande: UUID) -> HttpResponse:
    """What is missing, or what was written; and what can be done now."""
    found = asked(request, demande)
    can = gestures(request.membership, found)
    context = head(
        request,
        found,
        requests=requests(found),
        closings=_closings(found),
        can=can - {"withdraw"},
        withdraws="withdraw" in can,
        undated=undated(found.departement) if found.deposited_at else "",
    )
    if access.can_write(request.membership, found):
        context |= task_list(request, found) | {"hands": hands(found)}
        return render(request, "dossiers/workshop.html", context)
    context["sections"] = [
        _answered(section, context["requests"]) for section in reading.sections(found, request.membership)
    ]
    return render(request, "dossiers/demande.html", context)


def _answered(section: reading.Section, requests: list[dict[str, Any]]) -> reading.Section:
    """A part, with what was answered in words about it, the first answer first."""
    told = tuple(
        reading.ReadingLine(f"Réponse de l’association à la délégation, le {day(one['row'].answered_at)}", words, True)
        for one in reversed(requests)
        for part, _, words in one["answers"]
        if part == section.part
    )
    return replace(section, lines=section.lines + told)


def _closings(demande: Demande) -> list[WithoutObject]:
    """Each time it was noted without object, and reopened."""
    rows = WithoutObject.objects.filter(demande=demande)
    return list(rows.select_related("recorded_by__user", "reopened_by__user", "upheld_by__user"))
