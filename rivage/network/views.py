"""Calls for presence: the page of a service, without an account; that of the associations; the codes of services."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rivage.accounts.http import ActingRequest, see_other
from rivage.core import clock, post
from rivage.core.answers import UNPROCESSABLE, say
from rivage.core.forms import RivageForm
from rivage.core.perimeter import NotLetIn
from rivage.core.refusal import Refused
from rivage.doors import brake, service_codes
from rivage.network import actions, calling
from rivage.network.forms import CallForm, ServiceCodeForm
from rivage.network.models import PresenceCall

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
        if _called(request, form):
            return redirect("presence_sent")
    return render(request, "network/presence.html", {"form": form}, status=UNPROCESSABLE if form.errors else 200)


def _called(request: HttpRequest, form: CallForm) -> bool:
    sent = form.cleaned_data
    code = service_codes.found(sent["code"])
    if code is None:
        brake.wrong_service_code(request, form.prefix_typed)
        form.add_error("code", WRONG)
        return False
    wanted = {name: sent[name] for name in ("people", "languages", "place", "once")}
    try:
        calling.call(sent["code"], code, at=form.at(code.departement), **wanted)
    except NotLetIn:
        form.add_error("code", WRONG)
    except Refused as refusal:
        say(form, refusal)
    return not form.errors


@require_safe
def presence_sent(request: HttpRequest) -> HttpResponse:
    """What happens next, the same for everybody."""
    return render(request, "network/transmis.html")


@require_http_methods(["GET", "HEAD", "POST"])
def calls(request: ActingRequest) -> HttpResponse:
    """The calls that stand where one accompanies, and what one's association answers."""
    if request.method == "POST":
        return _answered(request)
    found = PresenceCall.objects.visible_to(request.membership).prefetch_related("answers__body").order_by("at")
    lines = [_line(request, call) for call in found]
    return render(request, "network/calls.html", {"lines": lines})


def _line(request: ActingRequest, call: PresenceCall) -> dict[str, object]:
    answers = list(call.answers.all())
    return {
        "call": call,
        "at": call.at.astimezone(clock.zone(call.departement)),
        "goes": next((one.body for one in answers if one.going), None),
        "own": next((one for one in answers if one.body_id == request.membership.body_id), None),
    }


def _answered(request: ActingRequest) -> HttpResponse:
    going = request.POST.get("going") == "oui"
    try:
        call = _id(request, "call")
        actions.answer(actor=request.membership, on=request.on, call=call, going=going)
    except Refused as refusal:
        messages.warning(request, refusal.verdict.sentence)
    else:
        said = "Votre association y va. Rappelez le service." if going else "Votre réponse est donnée."
        messages.success(request, said)
    return see_other(request, "network:calls")


def _id(request: ActingRequest, name: str) -> UUID:
    """The id that a button sends; one of nothing where it is none."""
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        return UUID(int=0)


@require_http_methods(["GET", "HEAD", "POST"])
def codes(request: ActingRequest) -> HttpResponse:
    """The codes of services; a new one is drawn by a POST and shown once."""
    actor, drawn = request.membership, ""
    form: RivageForm = ServiceCodeForm(request.POST or None, departements=list(actor.departements))
    if request.method == "POST" and form.is_valid():
        try:
            drawn = service_codes.draw(actor=actor, on=request.on, **form.cleaned_data)
        except Refused as refusal:
            if service_codes.DRAWN in refusal.verdict.codes:
                messages.info(request, refusal.verdict.sentence)
                return see_other(request, "network:codes")
            say(form, refusal)
    named = form.cleaned_data["service"] if drawn else ""
    shown = ServiceCodeForm(departements=list(actor.departements)) if drawn else form
    context = {"form": shown, "drawn": drawn, "named": named}
    context |= {"held": service_codes.of(actor), "address": post.link("presence")}
    return render(request, "network/codes.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_POST
def code_end(request: ActingRequest) -> HttpResponse:
    """A code opens nothing any more."""
    try:
        service_codes.end(actor=request.membership, on=request.on, code=_id(request, "code"))
    except Refused as refusal:
        messages.warning(request, refusal.verdict.sentence)
    else:
        messages.success(request, "Le code n’ouvre plus rien.")
    return see_other(request, "network:codes")
