"""The one page that keeps anything in a browser: a round noted without network (ADR 0055). No data is in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.doors.standing import HOME, strong
from rivage.outreach.enums import TEAM
from rivage.outreach.forms import RoundForm


@require_safe
def round_without_network(request: HttpRequest) -> HttpResponse:
    """The empty form, the same for everybody: nothing of who asks is drawn."""
    form = RoundForm(zones=[])
    return HttpResponse(
        render_to_string("outreach/sans_reseau.html", {"form": form, "heading": "Une sortie sans réseau"})
    )


@strong
@require_safe
def rounds_to_send(request: HttpRequest) -> HttpResponse:
    """Where a phone sends what it kept: the rounds of the function that notes them, once its holder came in."""
    rows = Membership.objects.in_force(clock.now()).filter(user=request.user.pk, role__in=TEAM)
    held = list(rows.select_related("body").order_by("body__departement", "body__name", "role", "starts", "pk"))
    if not held:
        return redirect(HOME)
    if len(held) == 1:
        return redirect(link(held[0], "outreach:rounds"))
    choices = [
        {
            "label": one.get_role_display(),
            "place": one.place,
            "until": one.last_day,
            "url": link(one, "outreach:rounds"),
        }
        for one in held
    ]
    return render(request, "doors/fonctions.html", {"memberships": choices})


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker of that page, and of no other."""
    return render(request, "outreach/sans_reseau.js", content_type="text/javascript; charset=utf-8")
