"""The one page that keeps anything in a browser: a round noted without network (ADR 0055). No data is in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from rivage.outreach.forms import RoundForm


@require_safe
def round_without_network(request: HttpRequest) -> HttpResponse:
    """The empty form, the same for everybody: nothing of who asks is drawn."""
    form = RoundForm(zones=[])
    return HttpResponse(
        render_to_string("outreach/sans_reseau.html", {"form": form, "heading": "Une sortie sans réseau"})
    )


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker of that page, and of no other."""
    return render(request, "outreach/sans_reseau.js", content_type="text/javascript; charset=utf-8")
