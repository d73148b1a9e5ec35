"""The three pages at the foot, for whoever has not come in: they know nobody, and ask the database for nothing."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

SHELL = "desk/outside.html"


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How one comes in, what to do when one can't."""
    return render(request, "desk/help_outside.html", {"heading": "Aide"})


@require_safe
def accessibility_page(request: HttpRequest) -> HttpResponse:
    """The declaration of accessibility, the same everywhere."""
    return render(request, "desk/accessibility.html", {"shell": SHELL, "heading": "Accessibilité"})


@require_safe
def data_page(request: HttpRequest) -> HttpResponse:
    """What is kept of whoever has an account."""
    context = {"heading": "Données personnelles", "contact": settings.SECURITY_CONTACT}
    return render(request, "desk/data_outside.html", context)
