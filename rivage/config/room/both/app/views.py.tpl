"""The first page of this room."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rivage.accounts.http import ActingRequest


@require_safe
def first(request: ActingRequest) -> HttpResponse:
    """A page that shows nobody."""
    return render(request, "{room}/first.html", {"heading": "{Label}"})
