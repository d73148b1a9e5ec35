"""One's own account: second factors, recovery codes, sessions, password."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic import FormView

from rivage.accounts.models import digest_of
from rivage.core.answers import UNPROCESSABLE, attempt
from rivage.core.refusal import Refused
from rivage.doors import (
    actions,
    brake,
    codes,
    devices,
    identities,
    open_sessions,
    passkeys,
    pending,
    recovery,
    recovery_codes,
)
from rivage.doors.enums import FactorKind
from rivage.doors.forms import ApplicationForm, PasskeyForm, PasswordForm
from rivage.doors.standing import HOME, device, enrols, fresh, is_strong, me, prove, proved, strong

ACCOUNT = "/compte"
CODES = "/compte/codes"
GUESSED = "Trop de mots de passe essayés ici : rien n’est changé. Attendez quinze minutes."


@strong
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """What opens this account, and where it is open."""
    held = actions.factors(me(request))
    here = digest_of(request.session.session_key or "")
    context = {
        "factors": held,
        "identity": identities.held(me(request)),
        "only": len(held) == 1,
        "refused": brake.refused_codes(me(request)),
        "codes_left": recovery_codes.left(me(request)),
        "had_codes": recovery_codes.had(me(request)),
        "codes_shown": pending.kept_codes(request) is not None,
        "sessions": open_sessions.sessions(me(request), here),
        "recovery": recovery.live_of(me(request)),
        "application": any(one.kind == FactorKind.TOTP for one in held),
    }
    return render(request, "doors/compte.html", context)


@proved
@require_safe
def first(request: HttpRequest) -> HttpResponse:
    """The first second factor, at activation: a key or an application."""
    if not enrols(request):
        return redirect(CODES if pending.kept_codes(request) else ACCOUNT)
    return render(request, "doors/premier.html", {"keys": passkeys.possible(request)})


@proved
@require_http_methods(["GET", "HEAD", "POST"])
def add_application(request: HttpRequest) -> HttpResponse:
    """Add an application: its secret is read from a picture, and a code proves that it was."""
    form = ApplicationForm(request.POST or None)
    secret = pending.secret(request)
    replaced = any(one.kind == FactorKind.TOTP for one in actions.factors(me(request)))
    if request.method == "POST" and attempt(
        form,
        lambda: actions.add_application(
            user=me(request),
            secret=secret,
            typed=form.cleaned_data["code"],
            label=form.cleaned_data["label"],
            opens=enrols(request),
        ),
    ):
        pending.forget(request)
        return _added(request, "L’application d’avant n’ouvre plus votre compte." if replaced else "")
    address = codes.address(secret, me(request).email)
    context = {
        "form": form,
        "drawn": pending.drawn(address),
        "secret": pending.written(secret),
        "address": address,
        "replaced": replaced,
    }
    return render(request, "doors/application.html", context, status=UNPROCESSABLE if form.errors else 200)


@proved
@require_http_methods(["GET", "HEAD", "POST"])
def add_key(request: HttpRequest) -> HttpResponse:
    """Add a passkey of this device, or of a key that one holds to it."""
    if not passkeys.possible(request):
        raise Http404
    form = PasskeyForm(request.POST or None)

    def add() -> Any:
        made = passkeys.made(request, me(request), form.cleaned_data["answer"])
        label = form.cleaned_data["label"] or "clé d’accès"
        return actions.add_passkey(user=me(request), passkey=made, label=label, opens=enrols(request))

    if request.method == "POST" and attempt(form, add):
        return _added(request)
    return render(request, "doors/cle.html", {"form": form}, status=UNPROCESSABLE if form.errors else 200)


@proved
@require_POST
def key_asked(request: HttpRequest) -> HttpResponse:
    """What a device needs to make a key for this account."""
    return passkeys.ask_new(me(request), actions.factors(me(request)))


def _added(request: HttpRequest, more: str = "") -> HttpResponse:
    """`more`: what else is said of it. Ten recovery codes come with the first second factor, and are shown at once."""
    if is_strong(request):
        messages.success(request, f"C’est ajouté. La prochaine fois, vous pourrez entrer ainsi. {more}".strip())
        return redirect(ACCOUNT)
    actions.record_door("signed_in", user=me(request), by="first")
    prove(request)
    return devices.remember(request, _drawn(request), me(request), device(request), news=False)


@fresh
@require_http_methods(["GET", "HEAD", "POST"])
def new_codes(request: HttpRequest) -> HttpResponse:
    """Ten recovery codes. A GET draws none: it shows those just drawn, or says what drawing others does."""
    if request.method == "POST":
        return _drawn(request)
    shown = pending.kept_codes(request)
    if shown:
        return render(request, "doors/codes.html", {"drawn": shown})
    left = recovery_codes.left(me(request))
    return render(request, "doors/redemander.html", {"left": left, "had": recovery_codes.had(me(request))})


def _drawn(request: HttpRequest) -> HttpResponse:
    """Draw ten codes and go to the page that shows them, which may be asked for again."""
    first = not recovery_codes.had(me(request))
    drawn = actions.draw_recovery_codes(user=me(request))
    pending.keep_codes(request, pending.Drawn(drawn, first))
    return redirect(CODES)


@strong
@require_POST
def codes_kept(request: HttpRequest) -> HttpResponse:
    """They are kept elsewhere: nothing shows them any more."""
    shown = pending.kept_codes(request)
    pending.forget_codes(request)
    return redirect(HOME if shown and shown.first else ACCOUNT)


@fresh
@require_http_methods(["GET", "HEAD", "POST"])
def end_factor(request: HttpRequest, moyen: UUID) -> HttpResponse:
    """Take a second factor away: read again first."""
    found = next((one for one in actions.factors(me(request)) if one.pk == moyen), None)
    if found is None:
        raise Http404
    refused = ""
    if request.method == "POST":
        try:
            actions.end_factor(user=me(request), factor=found)
        except Refused as refusal:
            refused = refusal.verdict.sentence
        else:
            messages.success(request, "C’est retiré : ce second facteur n’ouvre plus votre compte.")
            return redirect(ACCOUNT)
    context = {"factor": found, "refused": refused}
    return render(request, "doors/retirer.html", context, status=UNPROCESSABLE if refused else 200)


@strong
@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End every other session of this account, at once."""
    ended = open_sessions.end_sessions(user=me(request), but=digest_of(request.session.session_key or ""))
    said = {0: "Aucune autre session n’était ouverte.", 1: "Une autre session est fermée."}
    messages.success(request, said.get(ended, f"{ended} autres sessions sont fermées."))
    return redirect(ACCOUNT)


@strong
@require_POST
def refuse_recovery(request: HttpRequest) -> HttpResponse:
    """Refuse that one's own account be opened anew."""
    try:
        recovery.refuse_own(user=me(request))
    except Refused as refusal:
        messages.warning(request, refusal.verdict.sentence)
    else:
        messages.success(request, "C’est refusé : rien ne s’ouvre. Prévenez une autre personne qui gère les comptes.")
    return redirect(ACCOUNT)


@method_decorator(fresh, name="dispatch")
@method_decorator(sensitive_post_parameters(), name="dispatch")
class ChoosePassword(FormView):  # type: ignore[type-arg]  # Generic in the stubs, not when it runs.
    """One's own password. A first password, which somebody else has read, must be changed before anything opens."""

    template_name = "doors/mot_de_passe.html"
    form_class = PasswordForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": me(self.request)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if brake.guesses(me(request)) > brake.TRIED:
            messages.error(request, GUESSED)
            return redirect(ACCOUNT)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        user = me(self.request)
        actions.choose_password(user=user, password=form.cleaned_data["new"])
        update_session_auth_hash(self.request, user)
        messages.success(self.request, "Votre mot de passe est changé, et vos autres sessions sont fermées.")
        return devices.remember(self.request, redirect(HOME), user, device(self.request), news=False)

    def form_invalid(self, form: Any) -> HttpResponse:
        if "old" in form.errors:
            actions.record_door("sign_in_refused", user=me(self.request))
        return self.render_to_response(self.get_context_data(form=form), status=UNPROCESSABLE)
