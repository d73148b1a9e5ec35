"""The page *Comptes fermés*, and the one where what is closed is opened again by two people."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from rivage.accounts import leads, vouching
from rivage.accounts.http import ActingRequest, to
from rivage.accounts.lists import listed
from rivage.accounts.models import Membership
from rivage.core.answers import attempt
from rivage.core.confirm import Confirming, bound, confirming
from rivage.core.french import moment
from rivage.core.refusal import require
from rivage.core.versions import version_of
from rivage.doors import recovery, tables, unlocking
from rivage.doors.models import Unlocking
from rivage.doors.views.recovering import ReturnForm
from rivage.law.wording import listed as in_words
from rivage.law.wording import of_word

WHAT_OPENS = (
    "Ses mots de passe et ses codes faux ne comptent plus : il, ou elle, peut essayer de nouveau aussitôt.",
    "Son mot de passe, ses appareils et ses sessions restent ce qu’ils sont.",
)
SPEAK = "Parlez-lui d’abord, de vive voix : si ces essais ne sont pas les siens, quelqu’un d’autre cherche à entrer."


@require_http_methods(["GET", "HEAD", "POST"])
def shut_accounts(request: ActingRequest) -> HttpResponse:
    """What is closed now, since when, who asks to open it, and who confirms."""
    crumbs = [{"label": "Comptes", "url": to(request, "accounts:memberships")}]
    return listed(request, tables.closed(request.membership), "doors/fermes.html", crumbs=crumbs)


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: ActingRequest, fonction: UUID) -> HttpResponse:
    """Ask that what is closed of an account be open again; once it is asked, do it."""
    rows = Membership.objects.governed_by(request.membership).select_related("user", "body")
    found = get_object_or_404(rows, pk=fonction)
    held = unlocking.live_of(found.user) if found.user else None
    if held is None:
        return _ask(request, found)
    if held.asked_by_id == request.membership.user_id:
        messages.info(request, f"Vous l’avez demandé. {_who(held)}")
        return redirect(_back(request, found))
    return _confirm(request, found, held)


def _ask(request: ActingRequest, found: Membership) -> HttpResponse:
    actor, named = request.membership, found.user.name if found.user else ""
    form = ReturnForm(bound(request), version=version_of(found))

    def act() -> Unlocking:
        known_by = form.cleaned_data["known_by"]
        return unlocking.ask(actor=actor, on=request.on, membership=found, known_by=known_by)

    if request.method == "POST" and attempt(form, act):
        messages.success(request, "C’est demandé : quelqu’un d’autre le confirme.")
        return redirect(_back(request, found))
    require(unlocking.can_ask(actor, found))
    said = ("Une deuxième personne le confirme, dans les vingt-quatre heures.", *WHAT_OPENS, SPEAK)
    asked = Confirming(f"Rouvrir le compte {of_word(named)}", said, "Demander", _back(request, found), str(found))
    return confirming(request, asked, form)


def _confirm(request: ActingRequest, found: Membership, held: Unlocking) -> HttpResponse:
    actor = request.membership
    form = ReturnForm(bound(request), version=version_of(held))

    def act() -> Unlocking:
        return unlocking.confirm(actor=actor, on=request.on, unlocking=held, known_by=form.cleaned_data["known_by"])

    if request.method == "POST" and attempt(form, act):
        messages.success(request, f"C’est rouvert : {held.user.name} peut essayer de nouveau.")
        return redirect(_back(request, found))
    may = recovery.can_confirm(actor, held)
    if not may:
        messages.info(request, f"{may.sentence} {_who(held)}")
        return redirect(_back(request, found))
    since, known = moment(held.created_at, found.zone), held.get_known_by_display()
    said = (f"{held.asked_by.name} le demande depuis le {since} : « {known} ».", *WHAT_OPENS, SPEAK)
    asked = Confirming(
        f"Rouvrir le compte {of_word(held.user.name)}", said, "Rouvrir", _back(request, found), str(found)
    )
    return confirming(request, asked, form)


def _who(held: Unlocking) -> str:
    names = [one.name for one in vouching.confirmers(recovery.as_proposed(held)) if not one.since]
    return f"Peut confirmer : {in_words(names)}." if names else "Personne ne peut encore confirmer ici."


def _back(request: ActingRequest, found: Membership) -> str:
    """The list of what is closed, for who reads it; else the page of the function."""
    return leads.lead(request.membership, "shut") or to(request, "accounts:membership", fonction=found.pk)
