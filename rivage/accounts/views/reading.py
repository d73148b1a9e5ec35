"""Somebody opened more files in an hour than her function does: another person lets her read on."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from rivage.accounts import reading, roles
from rivage.accounts.forms import LetReadForm
from rivage.accounts.http import ActingRequest, see_other, to
from rivage.accounts.models import Membership
from rivage.core.answers import attempt
from rivage.core.confirm import Confirming, bound, confirming
from rivage.core.versions import version_of_words
from rivage.law.wording import of_word


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: ActingRequest, fonction: Any) -> HttpResponse:
    """Let her read on, with the reason."""
    actor = request.membership
    rows = Membership.objects.governed_by(actor).select_related("user", "body")
    found = get_object_or_404(rows, pk=fonction)
    since = reading.stopped(actor).get(found.pk)
    if since is None or actor.user_id == found.user_id:
        messages.info(request, "La lecture de cette fonction n’est pas arrêtée, ou ce n’est pas à vous de la rouvrir.")
        return see_other(request, "accounts:membership", fonction=found.pk)
    form = LetReadForm(bound(request), version=version_of_words(str(found.pk), str(since)))
    if request.method == "POST" and attempt(
        form, lambda: reading.reopen(actor=actor, on=request.on, membership=found, why=form.cleaned_data["why"])
    ):
        messages.success(request, "La lecture est rouverte, pour une heure. Votre geste et sa raison sont tracés.")
        return see_other(request, "accounts:membership", fonction=found.pk)
    named = found.user.name if found.user else ""
    many = roles.role(found.role).an_hour
    asked = Confirming(
        f"Rouvrir la lecture {of_word(named)}",
        (
            f"{named} a ouvert {many} dossiers différents en une heure, un par un : plus que cette fonction n’en "
            "ouvre.",
            "Appelez-la d’abord : si ce n’est pas elle qui lit, quelqu’un d’autre tient sa session. Fermez alors sa "
            "fonction, ou rendez-lui son accès.",
            f"Rouverte, la lecture s’arrête de nouveau après {many} autres dossiers dans l’heure.",
        ),
        "Rouvrir la lecture",
        to(request, "accounts:membership", fonction=found.pk),
        f"{found.get_role_display()}, {found.body.name}",
    )
    return confirming(request, asked, form)
