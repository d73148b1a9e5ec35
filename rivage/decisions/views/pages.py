"""Pages of a decision: the list, what it rests on, her observations."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from rivage.accounts.http import ActingRequest
from rivage.accounts.lists import listed, sent
from rivage.core.answers import say
from rivage.core.refusal import Refused
from rivage.decisions import access, actions, tables
from rivage.decisions.basis import Basis, basis
from rivage.decisions.enums import DecisionStep
from rivage.decisions.forms import DecisionForm, HeardForm, InviteForm
from rivage.decisions.models import Decision
from rivage.decisions.views import screen
from rivage.dossiers.models import Demande
from rivage.people.screen import about, way_back


@require_http_methods(["GET", "HEAD", "POST"])
def decisions(request: ActingRequest) -> HttpResponse:
    """What is to prepare, to sign, to notify, and what was notified; for an association, what was decided."""
    return listed(request, tables.decisions(request.membership, request.on), "decisions/list.html")


@require_POST
def decisions_export(request: ActingRequest) -> HttpResponse:
    """The same as a file."""
    return sent(request, tables.decisions(request.membership, request.on))


@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: ActingRequest, demande: UUID) -> HttpResponse:
    """What a decision rests on, and its draft; read only once signed."""
    held = asked(request, demande)
    on = request.on
    found = basis(held, on)
    current = current_of(held)
    if request.method == "POST":
        form = DecisionForm(request.POST, found=found, on=on, recorded=screen.records(request.membership))
        if form.is_valid() and _save(request, form, held, current, on):
            messages.success(request, "Le projet est enregistré. Il peut être signé.")
            return redirect(url(request, "decision", held))
        return _page(request, held, found, current_of(held), form=form, status=422)
    return _page(request, held, found, current)


def _save(request: ActingRequest, form: DecisionForm, held: Demande, current: Decision | None, on: date) -> bool:
    try:
        if current is None:
            actions.draft_decision(actor=request.membership, on=on, demande=held, draft=form.draft())
        else:
            version = form.cleaned_data["version"]
            actions.change_draft(
                actor=request.membership,
                on=on,
                decision=current,
                draft=form.draft(),
                version=-1 if version is None else version,
            )
    except Refused as refused:
        say(form, refused)
        return False
    return True


@require_POST
def hear(request: ActingRequest, demande: UUID) -> HttpResponse:
    """Invite the person to present her observations, or write them down: one form each."""
    held = asked(request, demande)
    on = request.on
    inviting = "invite-until" in request.POST
    form = InviteForm(request.POST) if inviting else screen.heard_form(screen.observations(held), request.POST)
    if form.is_valid():
        try:
            _hear(request, held, form)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "L’invitation est notée." if inviting else "Ses observations sont notées.")
            return redirect(url(request, "decision", held))
    return _page(
        request, held, basis(held, on), current_of(held), status=422, **{"invite" if inviting else "heard": form}
    )


def _hear(request: ActingRequest, held: Demande, form: InviteForm | HeardForm) -> None:
    common: Any = {"actor": request.membership, "on": request.on, "demande": held}
    if isinstance(form, HeardForm):
        actions.record_observations(**common, heard=form.heard(), version=form.shown)
    else:
        actions.invite_observations(**common, **form.cleaned_data)


def asked(request: ActingRequest, demande: UUID) -> Demande:
    """The demande whose decision is open to the acting membership; Http404 else."""
    rows = access.opened_to(request.membership).select_related("person__antenne", "parcours")
    return get_object_or_404(rows, pk=demande)


def current_of(held: Demande) -> Decision | None:
    """Its decision, drafted or signed."""
    return Decision.objects.filter(demande=held).select_related("demande", "signed_by__user").first()


def _page(
    request: ActingRequest, held: Demande, found: Basis, current: Decision | None, status: int = 200, **forms: Any
) -> HttpResponse:
    on = request.on
    signed = current is not None and current.step != DecisionStep.DRAFT
    if signed or (request.membership.is_antenne and "heard" not in forms):
        # These pages have no form left: why the gesture was refused is said above them.
        for sentence in (sentence for form in forms.values() for sentence in form.non_field_errors()):
            messages.error(request, sentence)
    context = screen.page(request.membership, held, current, found, on, forms)
    context["crumbs"] = way_back(request, held.person)
    return render(request, "decisions/decision.html", context, status=status)


def about_decision(request: ActingRequest, held: Demande) -> dict[str, Any]:
    """The head of a page that comes after that of its decision."""
    return about(request, held.person, ("Décision", url(request, "decision", held)))


def url(request: ActingRequest, name: str, held: Demande) -> str:
    """The address of a page of its decision."""
    return reverse(f"decisions:{name}", kwargs={"membership": request.membership.pk, "demande": held.pk})
