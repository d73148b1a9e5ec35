"""Calls for presence: the page of a service, without an account; that of the associations; the codes of services."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from rivage.accounts import policies
from rivage.accounts.http import ActingRequest, posted_id, see_other
from rivage.accounts.models import Membership
from rivage.core import clock, post
from rivage.core.answers import UNPROCESSABLE, say
from rivage.core.forms import RivageForm
from rivage.core.perimeter import NotLetIn
from rivage.core.refusal import Refused
from rivage.doors import brake, service_codes
from rivage.network import actions, calling
from rivage.network.forms import CallForm, ServiceCodeForm
from rivage.network.models import PresenceCall

GOING = "Votre association y va. Rappelez le service."
NOT_GOING = "Votre réponse est donnée."
NO_MORE = (
    "Votre association n’y va plus, et les autres en sont prévenues. Le service, lui, ne lit rien ici et vous attend."
    " Dites-le aussi au service, par téléphone\u00a0:"
)
WRONG = "Ce code n’ouvre rien. Relisez-le\u00a0; il change chaque mois, et la délégation en donne un autre."


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def presence(request: HttpRequest) -> HttpResponse:
    """Call an association with the code of a service. Looking at it changes nothing."""
    form = CallForm(request.POST or None, initial={"once": uuid4()})
    if request.method == "POST" and form.is_valid():
        # A good code passes whatever was tried from its address: a whole police network leaves by one.
        if service_codes.found(form.cleaned_data["code"]) is None and brake.many_service_codes(request):
            return render(request, "network/trop.html", status=429)
        call = _called(request, form)
        if call is not None:
            return render(request, "network/transmis.html", {"call": call})
    return render(request, "network/presence.html", {"form": form}, status=UNPROCESSABLE if form.errors else 200)


def _called(request: HttpRequest, form: CallForm) -> PresenceCall | None:
    """What was sent, shown to whoever sent it and to nobody else: no address leads to it."""
    sent = form.cleaned_data
    code = service_codes.found(sent["code"])
    if code is None:
        brake.wrong_service_code(request, form.prefix_typed)
        form.add_error("code", WRONG)
        return None
    wanted = {name: sent[name] for name in ("people", "languages", "hour", "place", "once")}
    try:
        return calling.call(sent["code"], code, **wanted)
    except NotLetIn:
        form.add_error("code", WRONG)
    except Refused as refusal:
        say(form, refusal)
    return None


@require_http_methods(["GET", "HEAD", "POST"])
def calls(request: ActingRequest) -> HttpResponse:
    """The calls that stand where one accompanies or instructs, and what one's association answers."""
    if request.method == "POST":
        return _answered(request)
    lines = [_line(request.membership, call) for call in PresenceCall.objects.visible_to(request.membership)]
    return render(request, "network/calls.html", {"lines": lines, "answers": request.membership.is_antenne})


def _line(reader: Membership, call: PresenceCall) -> dict[str, object]:
    own, goes = call.answer_of(reader.body_id), call.goes
    return {
        "call": call,
        "called": call.created_at.astimezone(clock.zone(call.departement)),
        "goes": goes,
        "own": own,
        "presses": reader.is_antenne and goes in (None, own),
        "waits": call.waits_for(reader.body_id),
        "others": _cannot(reader, call),
        "dropped": call.left_by(reader.body_id),
    }


def _cannot(reader: Membership, call: PresenceCall) -> list[tuple[str, bool]]:
    """The other associations that can't, each with whether it went before: antennes are told of those that did."""
    answers = [one for one in call.answers.all() if not one.going and one.withdrawn_at is None]
    others = [(one.body.name, call.left_by(one.body_id)) for one in answers if one.body_id != reader.body_id]
    return [(name, went) for name, went in others if went or not reader.is_antenne]


def _answered(request: ActingRequest) -> HttpResponse:
    going, former = request.POST.get("going") == "oui", posted_id(request, "former")
    said: dict[str, Any] = {"call": posted_id(request, "call"), "going": going}
    verb: Any = actions.answer
    if former.int:
        verb, said["former"] = actions.answer_again, former
    try:
        verb(actor=request.membership, on=request.on, **said)
    except Refused as refusal:
        messages.warning(request, refusal.verdict.sentence)
    else:
        call = PresenceCall.objects.visible_to(request.membership).filter(pk=said["call"]).first()
        if call is not None and call.left_by(request.membership.body_id):
            messages.warning(request, f"{NO_MORE} {call.phone}.")
        else:
            messages.success(request, GOING if going else NOT_GOING)
    return see_other(request, "network:calls")


@require_http_methods(["GET", "HEAD", "POST"])
def codes(request: ActingRequest) -> HttpResponse:
    """The codes of services; a new one is drawn by a POST and shown once."""
    actor, drawn = request.membership, ""
    form: RivageForm = ServiceCodeForm(request.POST or None, departements=list(actor.departements))
    if request.method == "POST" and form.is_valid():
        try:
            given = {name: form.cleaned_data[name] for name in ("once", "departement", "service", "phone")}
            drawn = service_codes.draw(actor=actor, on=request.on, **given)
        except Refused as refusal:
            if service_codes.DRAWN in refusal.verdict.codes:
                messages.info(request, refusal.verdict.sentence)
                return see_other(request, "network:codes")
            say(form, refusal)
    named = form.cleaned_data["service"] if drawn else ""
    shown = ServiceCodeForm(departements=list(actor.departements)) if drawn else form
    context = {"form": shown, "drawn": drawn, "named": named}
    context |= {"held": service_codes.of(actor), "address": post.link("presence")}
    context["reads"] = policies.allows("network:calls", "GET", actor.role)
    return render(request, "network/codes.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_POST
def code_end(request: ActingRequest) -> HttpResponse:
    """A code opens nothing any more."""
    try:
        service_codes.end(actor=request.membership, on=request.on, code=posted_id(request, "code"))
    except Refused as refusal:
        messages.warning(request, refusal.verdict.sentence)
    else:
        messages.success(request, "Le code n’ouvre plus rien.")
    return see_other(request, "network:codes")
