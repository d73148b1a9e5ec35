"""Pages of a decision: the list, what it rests on, its signature, her observations, its notification."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from rivage.accounts.enums import Source
from rivage.accounts.http import ActingRequest
from rivage.accounts.lists import listed, sent
from rivage.accounts.models import Membership
from rivage.core.answers import say
from rivage.core.refusal import Refused
from rivage.decisions import access, actions, tables
from rivage.decisions.basis import Basis, basis
from rivage.decisions.enums import DecisionStep, NotificationChannel, Recipient
from rivage.decisions.forms import DecisionForm, HeardForm, InviteForm, NotifyForm, SignForm
from rivage.decisions.models import Decision
from rivage.decisions.views import screen
from rivage.dossiers.models import Demande


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
    held = _demande(request, demande)
    on = request.on
    found = basis(held, on)
    current = _decision(held)
    if request.method == "POST":
        form = DecisionForm(request.POST, found=found, on=on)
        if form.is_valid() and _save(request, form, held, current, on):
            messages.success(request, "Le projet est enregistré. Il peut être signé.")
            return redirect(_url(request, "decision", held))
        return _page(request, held, found, _decision(held), form=form, status=422)
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
def sign(request: ActingRequest, demande: UUID) -> HttpResponse:
    """Sign the draft, or record the paper that was signed."""
    held = _demande(request, demande)
    on = request.on
    current = _decision(held)
    if current is None:
        messages.error(request, "Aucun projet n’est enregistré : il n’y a rien à signer.")
        return redirect(_url(request, "decision", held))
    form = SignForm(request.POST, recorded=screen.records(request.membership))
    if form.is_valid():
        typed = form.cleaned_data
        try:
            actions.sign_decision(
                actor=request.membership,
                on=on,
                decision=current,
                decided_on=typed["decided_on"],
                version=typed["version"],
                signed_name=typed.get("signed_name", ""),
                source=typed.get("source", Source.OWN_DESK),
            )
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "La décision est signée. Il reste à la notifier.")
            return redirect(_url(request, "decision", held))
    return _page(request, held, basis(held, on), _decision(held), sign=form, status=422)


@require_POST
def hear(request: ActingRequest, demande: UUID) -> HttpResponse:
    """Invite the person to present her observations, or write them down: one form each."""
    held = _demande(request, demande)
    on = request.on
    inviting = "invite-until" in request.POST
    form = InviteForm(request.POST) if inviting else screen.heard_form(screen.observations(held), on, request.POST)
    if form.is_valid():
        try:
            _hear(request, held, form)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "L’invitation est notée." if inviting else "Ses observations sont notées.")
            return redirect(_url(request, "decision", held))
    return _page(
        request, held, basis(held, on), _decision(held), status=422, **{"invite" if inviting else "heard": form}
    )


def _hear(request: ActingRequest, held: Demande, form: InviteForm | HeardForm) -> None:
    common: Any = {"actor": request.membership, "on": request.on, "demande": held}
    if isinstance(form, HeardForm):
        actions.record_observations(**common, heard=form.heard(), version=form.shown)
    else:
        actions.invite_observations(**common, **form.cleaned_data)


@require_http_methods(["GET", "HEAD", "POST"])
def notify(request: ActingRequest, demande: UUID) -> HttpResponse:
    """Note how the decision reached the person, and the association."""
    held = _demande(request, demande)
    on = request.on
    current = _decision(held)
    if current is None or current.step == DecisionStep.DRAFT:
        messages.error(request, "La décision n’est pas signée : elle ne se notifie pas encore.")
        return redirect(_url(request, "decision", held))
    form = NotifyForm(request.POST or None, initial=_likely(request.membership, current, on))
    if request.method == "POST" and form.is_valid():
        try:
            actions.notify(actor=request.membership, on=on, decision=current, told=form.told())
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "La notification est notée. Ce qui reste à faire est dit plus bas.")
            return redirect(_url(request, "decision", held))
    context = screen.notification(request.membership, held, current, basis(held, on), on) | {"form": form}
    return render(request, "decisions/notify.html", context, status=422 if form.is_bound else 200)


def _likely(membership: Membership, current: Decision, on: date) -> dict[str, Any]:
    """By hand, at the association, to whoever was not told yet."""
    told = {row.recipient for row in current.notifications.all()}
    recipient = Recipient.ASSOCIATION if Recipient.PERSON in told else Recipient.PERSON
    if not membership.is_antenne and Recipient.ASSOCIATION not in told:
        recipient = Recipient.ASSOCIATION
    by_hand = recipient == Recipient.PERSON
    return {
        "recipient": recipient,
        "channel": NotificationChannel.BY_HAND if by_hand else NotificationChannel.SECURE,
        "source": Source.OWN_DESK if membership.is_antenne or not by_hand else Source.SIGNED_PAPER,
        "on": on,
    }


def _demande(request: ActingRequest, demande: UUID) -> Demande:
    rows = access.opened_to(request.membership).select_related("person__antenne", "parcours")
    return get_object_or_404(rows, pk=demande)


def _decision(held: Demande) -> Decision | None:
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
    return render(request, "decisions/decision.html", context, status=status)


def _url(request: ActingRequest, name: str, held: Demande) -> str:
    return reverse(f"decisions:{name}", kwargs={"membership": request.membership.pk, "demande": held.pk})
