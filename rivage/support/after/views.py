"""Pages of after: what she answers when asked whether news may be, and that none came."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from rivage.accounts.http import ActingRequest, see_other
from rivage.core.answers import UNPROCESSABLE, attempt
from rivage.core.refusal import Refused, require
from rivage.core.versions import version_of
from rivage.people import names
from rivage.people.screen import about, private
from rivage.support import access
from rivage.support.after import actions, reading
from rivage.support.after.forms import NO, YES, NewsForm


@require_http_methods(["GET", "HEAD", "POST"])
def news(request: ActingRequest, person: UUID) -> HttpResponse:
    """May we ask for her news, how, until when; what she answered before stays."""
    membership, on = request.membership, request.on
    held = private(request, person)
    known = reading.accord_of(held)
    form = NewsForm(request.POST or None, initial=_shown(known), version=version_of(known))

    def act() -> Any:
        version = form.cleaned_data["version"]
        return actions.note_accord(actor=membership, on=on, person=held, told=form.told(), version=version)

    if request.method == "POST" and attempt(form, act):
        messages.success(request, "C’est noté. Seule l’association qui l’accompagne le lit.")
        return see_other(request, "people:person", person=held.pk)
    require(access.can_note(membership, held))
    context = {
        "person": held,
        "who": names.shown(membership, held.pk),
        "form": form,
        "known": known,
        "after": reading.of_her(membership, held, on),
        "past": reading.past(held),
        **about(request, held),
    }
    return render(request, "support/news.html", context, status=UNPROCESSABLE if form.errors else 200)


def _shown(known: Any) -> dict[str, Any]:
    if known is None:
        return {}
    return {
        "agreed": YES if known.agreed else NO,
        "asked_on": known.asked_on,
        "way": known.way,
        "until": known.until,
    }


@require_POST
def no_news(request: ActingRequest, person: UUID) -> HttpResponse:
    """She was asked, and none came."""
    held = private(request, person)
    moment = request.POST.get("moment", "")
    try:
        actions.note_no_news(actor=request.membership, on=request.on, person=held, moment=moment)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "C’est noté : sans nouvelles. Une évaluation pourra toujours être notée.")
    return see_other(request, "people:person", person=held.pk)
