"""The pages *Organismes*: the address and the town at the head of each body's letters."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from rivage.accounts import actions, tables
from rivage.accounts.forms import LetterheadForm
from rivage.accounts.http import ActingRequest, see_other, to
from rivage.accounts.lists import listed
from rivage.accounts.models import Body
from rivage.core.answers import UNPROCESSABLE, attempt
from rivage.core.versions import version_of


@require_http_methods(["GET", "HEAD", "POST"])
def listed_bodies(request: ActingRequest) -> HttpResponse:
    """Every body, those without a town apart."""
    return listed(request, tables.bodies(request.membership), "accounts/organismes.html", crumbs=_crumbs(request)[:1])


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: ActingRequest, organisme: UUID) -> HttpResponse:
    """What a body's letters are headed with, and from where they are dated."""
    found = get_object_or_404(Body, pk=organisme)
    initial = {"address": found.address, "town": found.town}
    form = LetterheadForm(request.POST or None, initial=initial, version=version_of(found))

    def write() -> Body:
        values: dict[str, Any] = form.cleaned_data
        return actions.write_from(actor=request.membership, on=request.on, body=found, **values)

    if request.method == "POST" and attempt(form, write):
        messages.success(request, "L’en-tête est enregistré. Les lettres déjà signées ne changent pas.")
        return see_other(request, "accounts:bodies")
    context = {"heading": found.name, "crumbs": _crumbs(request), "form": form}
    return render(request, "accounts/organisme.html", context, status=UNPROCESSABLE if form.errors else 200)


def _crumbs(request: ActingRequest) -> list[dict[str, str]]:
    return [
        {"label": "Comptes", "url": to(request, "accounts:memberships")},
        {"label": "Organismes", "url": to(request, "accounts:bodies")},
    ]
