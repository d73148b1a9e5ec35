"""The doors: the public page, sign-in, the exit, the choice of a function."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.views import LoginView
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rivage.accounts import vouching
from rivage.accounts.http import PROOF, SUITE, by_way_of
from rivage.accounts.models import Membership, User
from rivage.core import clock
from rivage.core.french import moment
from rivage.core.refusal import Refused
from rivage.doors import actions, brake, passkeys, proconnect, waiting
from rivage.doors.forms import REFUSED, PasskeyForm, SignInForm
from rivage.doors.standing import HOME, asked, me, prove, stands, strong
from rivage.doors.views.proof import inside

# How long somebody is told that a function of hers has ended.
LATELY = timedelta(days=90)
# Of whoever comes in by a key alone: no password was asked, hence none was tried.
BACKEND = "django.contrib.auth.backends.ModelBackend"

# Of Masquer: nothing to read.
BLANK = "core/blanc.html"
# Of the last gesture of a session (`core.middleware`).
STAMPS = ("repos", "__Host-repos")


@require_safe
def public(request: HttpRequest) -> HttpResponse:
    """The public root."""
    return render(request, "core/accueil_public.html")


class SignIn(LoginView):
    """The password, outside the request transaction so that a failure is counted. It opens the page of the second
    factor, and nothing else.

    The same words and the same status for an unknown account, a wrong password and a closed account.
    """

    template_name = "doors/entree.html"
    authentication_form = SignInForm
    redirect_field_name = SUITE
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        brake.slow(brake.typed_address(request))
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Open the session under the account's lock: a password that is changed meanwhile ends it, or refuses it."""
        user = form.get_user()
        with actions.at_the_door(user):
            if actions.locked(user).password == user.password:
                response = super().form_valid(form)
                stands(self.request)
                return response
        form.add_error(None, REFUSED)
        return self.form_invalid(form)

    def get_default_redirect_url(self) -> str:
        return HOME

    def get_success_url(self) -> str:
        return by_way_of(PROOF, self.request, super().get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {"rested": "repos" in self.request.GET, "keys": passkeys.possible(self.request), "key_form": None}
        return super().get_context_data(**kwargs) | own

    def form_invalid(self, form: Any) -> HttpResponse:
        locked = getattr(self.request, "axes_locked_out", False)
        email = brake.typed_address(self.request)
        brake.record_refused(self.request, "sign_in_locked" if locked else "sign_in_refused", email)
        return self.render_to_response(self.get_context_data(form=form), status=422)


@require_POST
def key_asked(request: HttpRequest) -> HttpResponse:
    """What a device needs to sign with whatever key it has for us."""
    return passkeys.ask()


@require_POST
def by_key(request: HttpRequest) -> HttpResponse:
    """Come in with a passkey alone: neither an address nor a password is asked, hence no lock of theirs counts."""
    form = PasskeyForm(request.POST)
    if form.is_valid():
        answer = form.cleaned_data["answer"]
        try:
            factor = actions.passkey_of(passkeys.credential_of(answer))
            user = actions.come_in(factor=factor, signed=passkeys.signed(request, None, answer, factor))
        except Refused as refusal:
            form.add_error(None, refusal.verdict.sentence)
        else:
            login(request, user, backend=BACKEND)
            prove(request)
            return inside(request)
    brake.record_refused(request, "sign_in_refused")
    context = {"form": SignInForm(request), "key_form": form, "keys": True, "rested": False, SUITE: asked(request)}
    return render(request, "doors/entree.html", context, status=422)


def locked(request: HttpRequest, _response: HttpResponse, _credentials: dict[str, Any] | None) -> HttpResponse:
    """Too many tries, for this address or from this place: known account or not, the same page."""
    return render(request, "doors/trop_d_essais.html", status=429)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """The exit: by POST, or by Masquer, which replaces its page with one where nothing is read. The session ends
    whatever the method, and from a page whose token is no longer good: SameSite=Strict guards both. What comes from
    another site brings no session, and changes nothing here.
    """
    ours = settings.SESSION_COOKIE_NAME in request.COOKIES or request.headers.get("Sec-Fetch-Site") == "same-origin"
    hides = request.method != "POST"
    ends = proconnect.ends(request, hides=hides)
    if request.user.is_authenticated:
        actions.record_door("signed_out", user=request.user)
    logout(request)
    # What was on the screen is gone before ProConnect is asked for anything, were it not to answer.
    context = {"ends": ends, "both": False}
    page = BLANK if hides else "doors/proconnect_sorti.html" if ends else "core/sorti.html"
    response = render(request, page, context)
    if ours:
        # Cookies by their names: the browser stays one that is known, whose next entry is no news.
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        for name in request.COOKIES.keys() & _of_a_session():
            response.delete_cookie(name, samesite="Strict")
    return response


def _of_a_session() -> set[str]:
    """The cookies that a session leaves."""
    named = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, CookieStorage.cookie_name, *STAMPS}
    return named | {waiting.cookie(passkeys.WAITING), waiting.cookie(proconnect.WAITING)}


@strong
@require_safe
def functions(request: HttpRequest) -> HttpResponse:
    """The functions of whoever signed in. With one alone, its home opens at once."""
    now = clock.now()
    rows = Membership.objects.in_force(now).filter(user=request.user.pk).select_related("body")
    held = list(rows.order_by("body__departement", "body__name", "role", "starts", "pk"))
    if len(held) == 1:
        return redirect(f"/m/{held[0].pk}/")
    choices = [
        {
            "label": membership.get_role_display(),
            "place": membership.place,
            "until": membership.last_day,
            "url": f"/m/{membership.pk}/",
        }
        for membership in held
    ]
    context = {"memberships": choices, "proposed": _proposed(me(request)), "others": _others(me(request))}
    return render(request, "doors/fonctions.html", context)


def _others(user: User) -> list[dict[str, Any]]:
    """Her functions that are confirmed and begin later, and those that ended lately."""
    now = clock.now()
    rows = Membership.objects.filter(user=user, confirmed_by__isnull=False, ends__gt=now - LATELY)
    return [
        {
            "label": row.get_role_display(),
            "place": row.place,
            "coming": row.starts > now,
            "when": moment(row.starts if row.starts > now else row.ends, row.zone),
        }
        for row in rows.exclude(starts__lte=now, ends__gt=now).select_related("body").order_by("starts", "pk")
    ]


def _proposed(user: User) -> list[dict[str, Any]]:
    """What was proposed to somebody and waits for a second person: who may confirm it, and from when."""
    rows = Membership.objects.filter(user=user, confirmed_by=None, ends__gt=clock.now())
    return [
        {"label": row.get_role_display(), "place": row.place, "confirmers": vouching.confirmers(row)}
        for row in rows.select_related("user", "body").order_by("created_at", "pk")
    ]
