"""ProConnect: come in by it, link it to one's account, leave it with Rivage."""

from datetime import UTC, datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from rivage.accounts.http import OPENED_BY, PROOF, by_way_of
from rivage.accounts.models import User, digest_of
from rivage.core.answers import UNPROCESSABLE
from rivage.core.refusal import Refused
from rivage.doors import actions, brake, identities, proconnect, waiting
from rivage.doors.proconnect import ENTER, LINK, LONGEST, Back, Vouched
from rivage.doors.standing import ENROLS, HOME, asked, fresh, is_strong, me, prove, stands
from rivage.doors.views.account import ACCOUNT
from rivage.doors.views.entry import BACKEND, BLANK
from rivage.doors.views.proof import inside

CONFIRM = "/compte/proconnect"


@require_GET
def enter(request: HttpRequest) -> HttpResponse:
    """Leave for ProConnect, to come in."""
    return _leaving(request, ENTER, asked(request))


@fresh
@require_GET
def link(request: HttpRequest) -> HttpResponse:
    """Leave for ProConnect, to link one's identity there to this account."""
    return _leaving(request, LINK, CONFIRM)


def _leaving(request: HttpRequest, purpose: str, suite: str) -> HttpResponse:
    try:
        return proconnect.leave_for(request, purpose, suite)
    except Refused as refusal:
        return _failed(request, refusal)


@require_safe
def returned(request: HttpRequest) -> HttpResponse:
    """Where ProConnect sends back. The browser comes from another site, hence without its session (SameSite=Strict): a
    page of ours sends it on at once, with it. Nothing is read here.
    """
    given = {name: request.GET.get(name, "")[:LONGEST] for name in proconnect.SENT}
    query = urlencode({name: value for name, value in given.items() if value})
    context = {"onward": f"{reverse('doors:proconnect_answered')}?{query}"}
    return render(request, "doors/proconnect_retour.html", context)


@require_GET
def answered(request: HttpRequest) -> HttpResponse:
    """What ProConnect says, verified; then in, or to what is to be read before it is linked."""
    try:
        response = _let(request, proconnect.come_back(request))
    except Refused as refusal:
        if not request.user.is_authenticated:
            brake.record_refused(request, "sign_in_refused")
        response = _failed(request, refusal)
    waiting.forget(response, proconnect.WAITING)
    return response


def _let(request: HttpRequest, back: Back) -> HttpResponse:
    if back.purpose == LINK:
        proconnect.keep_link(request, back.told, proconnect.address_of(back.told))
        return redirect(CONFIRM)
    provider, subject = proconnect.here(), back.told.subject
    user = identities.found(issuer=provider.issuer, subject=subject)
    with actions.at_the_door(user):
        identities.serve(user=user, issuer=provider.issuer, subject=subject)
        _in(request, user, back.told, proconnect.gave_two_factors(provider, back.told))
    if is_strong(request):
        return inside(request, back.suite)
    return redirect(by_way_of(PROOF, request, back.suite or HOME))


def _in(request: HttpRequest, user: User, told: Vouched, two: bool) -> None:
    """Traced first: what cannot be traced does not open. Without two factors said, it is worth a password."""
    if two:
        actions.record_door("signed_in", user=user, by="proconnect")
    login(request, user, backend=BACKEND)
    request.session.pop(ENROLS, None)
    proconnect.opened(request, told)
    if two:
        # Fresh for what binds as long as what was given there is.
        prove(request, datetime.fromtimestamp(told.at or 0, UTC))
    stands(request)


def _failed(request: HttpRequest, refusal: Refused) -> HttpResponse:
    context = {"sentence": refusal.verdict.sentence, "inside": request.user.is_authenticated}
    return render(request, "doors/proconnect_refus.html", context, status=UNPROCESSABLE)


@fresh
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Read whose identity it is, then link it: at a screen that several use, ProConnect may still be a colleague's."""
    waits = proconnect.kept_link(request)
    if waits is None:
        messages.info(request, "Rien n’attend d’être lié. Recommencez depuis cette page.")
        return redirect(ACCOUNT)
    issuer, subject, email = waits
    refused = ""
    if request.method == "POST":
        try:
            identities.link(user=me(request), issuer=issuer, subject=subject)
        except Refused as refusal:
            refused = refusal.verdict.sentence
        else:
            proconnect.forget_link(request)
            messages.success(request, "C’est lié. La prochaine fois, vous pourrez entrer par ProConnect.")
            return redirect(ACCOUNT)
    context = {"email": email, "refused": refused}
    return render(request, "doors/proconnect_lier.html", context, status=UNPROCESSABLE if refused else 200)


@fresh
@require_http_methods(["GET", "HEAD", "POST"])
def unlink(request: HttpRequest) -> HttpResponse:
    """Let ProConnect open this account no more: read again first."""
    if identities.held(me(request)) is None:
        raise Http404
    if request.method == "POST":
        identities.unlink(user=me(request), here=digest_of(request.session.session_key or ""))
        request.session.pop(OPENED_BY, None)
        messages.success(request, "C’est délié : ProConnect n’ouvre plus votre compte.")
        return redirect(ACCOUNT)
    return render(request, "doors/proconnect_delier.html")


@require_safe
def left(request: HttpRequest) -> HttpResponse:
    """Where ProConnect sends back once its own session is over. Ours was before."""
    state = request.GET.get("state", "")[:LONGEST]
    if proconnect.ended(state, hides=True):
        return render(request, BLANK)
    both = proconnect.ended(state)
    return render(request, "doors/proconnect_sorti.html", {"both": both, "ends": ""})
