"""She leaves for another antenne, she arrives from one."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from rivage.accounts.http import ActingRequest, see_other, to
from rivage.core import clock
from rivage.core.answers import UNPROCESSABLE, attempt
from rivage.core.confirm import Confirming, ReadAgainForm, bound, confirming
from rivage.core.refusal import Refused, require
from rivage.core.versions import version_of
from rivage.dossiers import actions
from rivage.dossiers.forms.transfers import FOLLOW, CodeForm, LeaveForm
from rivage.people import access
from rivage.people import actions as people
from rivage.people.models import Person, Transfer
from rivage.people.screen import crumbs

# One sentence for all: which of the four it is would tell a guesser that a code exists.
UNKNOWN = (
    "Ce code n’ouvre rien : il est inexact, trop ancien, annulé ou déjà utilisé. "
    "Relisez-le avec la personne, ou demandez-lui si un nouveau code peut lui être remis."
)


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: ActingRequest, person: UUID) -> HttpResponse:
    """Give her the code that opens her file once, where she brings it. It is shown in this answer alone."""
    seen = Person.objects.visible_to(request.membership)
    found, on = get_object_or_404(seen, pk=person), request.on
    form = LeaveForm(request.POST or None)
    if request.method == "POST":
        offered = attempt(
            form,
            lambda: people.offer_transfer(
                actor=request.membership,
                on=on,
                person=found,
                with_notes=form.cleaned_data["notes"] == FOLLOW,
                received_alone=form.cleaned_data["received_alone"],
            ),
        )
        if offered:
            context = {"heading": "Code à remettre", "code": offered.code, "ends": offered.transfer.ends, "on": on,
                       "person": found}  # fmt: skip
            return render(request, "dossiers/code.html", context)
    require(access.can_offer(request.membership, found))
    pending = Transfer.objects.filter(person_id=found.pk).pending(clock.now()).first()
    context = {
        "person": found,
        "pending": pending,
        "form": form,
        "on": on,
        "heading": "Elle part vers une autre association",
        "reference": found.reference,
        "crumbs": crumbs(request, found),
    }
    return render(request, "dossiers/leave.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def leave_cancel(request: ActingRequest, transfer: UUID) -> HttpResponse:
    """Take a code back: read again first, since she may be on her way with it."""
    seen = Transfer.objects.visible_to(request.membership)
    found = get_object_or_404(seen, pk=transfer)
    form = ReadAgainForm(bound(request), version=version_of(found))
    if request.method == "POST" and attempt(
        form, lambda: people.cancel_transfer(actor=request.membership, on=request.on, transfer=found)
    ):
        messages.success(request, "Le code est annulé : il n’ouvre plus rien.")
        return see_other(request, "people:person", person=found.person_id)
    require(access.can_cancel(request.membership, found))
    asked = Confirming(
        heading="Annuler le code de départ",
        about=f"Dossier {found.reference}.",
        consequences=(
            "Le code qu’elle a reçu n’ouvre plus rien, dès maintenant. Si elle est en route, prévenez-la d’abord.",
            "Son dossier reste ici, et vous l’accompagnez toujours.",
            "Un code annulé ne sert plus jamais. Si elle part, un nouveau code lui est remis.",
        ),
        button="Annuler le code",
        back=to(request, "people:person", person=found.person_id),
    )
    way = [*crumbs(request), {"label": found.reference, "url": asked.back}]
    return confirming(request, asked, form, reference=found.reference, crumbs=way)


@require_http_methods(["GET", "HEAD", "POST"])
def arrive(request: ActingRequest) -> HttpResponse:
    """Type the code that she brings, and see who arrives."""
    require(access.can_welcome(request.membership))
    form = CodeForm(request.POST or None)
    arriving = None
    if request.method == "POST":
        arriving = _tried(
            form,
            lambda code: people.look_at_transfer(actor=request.membership, on=request.on, code=code),
        )
    return _arrival(request, form, arriving)


@require_POST
def welcome(request: ActingRequest) -> HttpResponse:
    """Welcome her: her file is here from now on."""
    form = CodeForm(request.POST)
    person = _tried(form, lambda code: actions.welcome(actor=request.membership, on=request.on, code=code))
    if person is None:
        return _arrival(request, form, None)
    messages.success(
        request,
        "Elle est accueillie. Son dossier est ici, et vous l’accompagnez. Relisez avec elle le contact sans risque.",
    )
    return see_other(request, "people:person", person=person.pk)


def _tried(form: CodeForm, act: Callable[[str], Any]) -> Any:
    """What a code gives. A code that opens nothing stays in the trace; a refusal undoes what was begun."""
    if not form.is_valid():
        return None
    try:
        with transaction.atomic():
            found = act(form.cleaned_data["code"])
    except Refused as refused:
        for reason in refused.verdict.reasons:
            form.add_error(None, reason.sentence)
        return None
    if found is None:
        form.add_error("code", UNKNOWN)
    return found


def _arrival(request: ActingRequest, form: CodeForm, arriving: people.Arriving | None) -> HttpResponse:
    context = {
        "form": form,
        "arriving": arriving,
        "code": form.cleaned_data["code"] if arriving else "",
        "heading": "Accueillir une personne qui a un code",
        "crumbs": crumbs(request),
    }
    return render(request, "dossiers/arrive.html", context, status=UNPROCESSABLE if form.errors else 200)
