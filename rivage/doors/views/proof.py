"""The page that asks for a second factor: at sign-in, and again before what is grave."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from rivage.accounts.http import SUITE
from rivage.core.answers import UNPROCESSABLE
from rivage.core.refusal import Refused
from rivage.doors import actions, brake, devices, passkeys, recovery, recovery_codes
from rivage.doors.actions import WRONG, CodeOutcome
from rivage.doors.enums import FactorKind
from rivage.doors.forms import ApplicationCodeForm, PasskeyForm, RecoveryForm
from rivage.doors.standing import (
    HOME,
    asked,
    device,
    enrols,
    hers,
    is_fresh,
    is_strong,
    leads_to_file,
    me,
    prove,
    said_of,
    signed_in,
)

SAID = {
    CodeOutcome.WRONG: WRONG,
    CodeOutcome.SERVED: "Ce code vient de servir. Attendez que l’application en montre un autre, puis donnez-le.",
    CodeOutcome.SLOW: (
        "Cinq codes n’allaient pas. Attendez quinze minutes, ou servez-vous d’un code de secours, ou de votre clé "
        "d’accès si vous en avez une."
    ),
    CodeOutcome.CLOSED: (
        "Trop de codes n’allaient pas : l’application n’ouvre plus ce compte. Prenez une clé d’accès ou un code de "
        "secours, puis ajoutez de nouveau l’application. Sans eux, deux personnes vous rendent l’accès : demandez-le "
        "à un responsable de votre organisme."
    ),
}
TRIED = "Trop de codes de secours n’allaient pas. Attendez quinze minutes."
UNKNOWN_CODE = "Ce code de secours ne va pas, ou il a déjà servi."


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def proof(request: HttpRequest) -> HttpResponse:
    """A passkey, or a code of one's application."""
    if is_fresh(request):
        return redirect(hers(request, asked(request)) or HOME)
    if enrols(request):
        return redirect("/compte/premier")
    if not actions.factors(me(request)):
        return render(request, "doors/sans_facteur.html")
    form = ApplicationCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and takes(request, form):
        return _through(request, FactorKind.TOTP)
    return page(request, "doors/preuve.html", form)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_code(request: HttpRequest) -> HttpResponse:
    """A recovery code, for who does not have the device at hand."""
    form = RecoveryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if brake.tries(request, me(request)) > brake.TRIED:
            form.add_error("code", TRIED)
            return page(request, "doors/secours.html", form)
        outcome = actions.take_recovery_code(user=me(request), typed=form.cleaned_data["code"])
        if outcome is CodeOutcome.TAKEN:
            brake.right(request, me(request))
            left = recovery_codes.left(me(request))
            messages.warning(request, f"Code de secours accepté. Il vous en reste {left}.")
            return _through(request, "recovery")
        form.add_error("code", UNKNOWN_CODE)
    return page(request, "doors/secours.html", form)


@signed_in
@require_POST
def key_asked(request: HttpRequest) -> HttpResponse:
    """What a device needs to sign with one of this account's keys."""
    return passkeys.ask(me(request), actions.factors(me(request)))


@signed_in
@require_POST
def by_key(request: HttpRequest) -> HttpResponse:
    """Prove with a passkey of this account."""
    form = PasskeyForm(request.POST)
    if form.is_valid() and takes(request, form):
        return _through(request, FactorKind.PASSKEY)
    return page(request, "doors/preuve.html", form)


def takes(request: HttpRequest, form: ApplicationCodeForm | PasskeyForm) -> bool:
    """Whether the proof of a valid form is taken; if not, the form says why."""
    if isinstance(form, PasskeyForm):
        answer = form.cleaned_data["answer"]
        try:
            factor = actions.passkey_of(passkeys.credential_of(answer), me(request))
            actions.used_passkey(factor=factor, signed=passkeys.signed(request, me(request), answer, factor))
        except Refused as refusal:
            form.add_error(None, refusal.verdict.sentence)
            brake.record_refused_key(me(request))
            return False
        return True
    outcome = actions.take_code(user=me(request), typed=form.cleaned_data["code"])
    if outcome is not CodeOutcome.TAKEN:
        form.add_error("code", SAID[outcome])
    return outcome is CodeOutcome.TAKEN


def _through(request: HttpRequest, by: str) -> HttpResponse:
    """Traced first: what cannot be traced does not open."""
    actions.record_door("proved_again" if is_strong(request) else "signed_in", user=me(request), by=by)
    prove(request)
    return inside(request)


def inside(request: HttpRequest, suite: str = "") -> HttpResponse:
    """To where she was going; to her account first while somebody asks that it be opened anew."""
    waiting = recovery.live_of(me(request)) is not None
    response = redirect("/compte" if waiting else hers(request, suite or asked(request)) or HOME)
    return devices.remember(request, response, me(request), device(request))


def page(
    request: HttpRequest, template: str, form: ApplicationCodeForm | RecoveryForm | PasskeyForm, **more: Any
) -> HttpResponse:
    """A page that asks for a proof, with the ways that this account has. `more`: what else the template shows."""
    held = actions.factors(me(request))
    kinds, suite = {one.kind for one in held}, asked(request)
    context = {
        "form": form,
        "key_form": form if isinstance(form, PasskeyForm) else None,
        "code_form": form if isinstance(form, ApplicationCodeForm) else ApplicationCodeForm(prefix=form.prefix),
        "again": is_strong(request),
        SUITE: suite,
        "file": leads_to_file(suite),
        "what": said_of(suite),
        "keys": FactorKind.PASSKEY in kinds and passkeys.possible(request),
        "application": FactorKind.TOTP in kinds,
        "shown_code": actions.shown_code(me(request)) if settings.CODES_SHOWN else "",
    }
    status = more.pop("status", 200)
    return render(request, template, context | more, status=UNPROCESSABLE if form.errors else status)
