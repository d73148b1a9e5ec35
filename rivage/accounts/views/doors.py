"""The doors: the public page, sign-in, the exit, the choice of a function, one's own password."""

from typing import Any, cast

from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic import FormView

from rivage.accounts import actions
from rivage.accounts.forms import PasswordForm, SignInForm
from rivage.accounts.models import Membership, User
from rivage.core import clock

# The parameter that says where to go once inside.
SUITE = "suite"
PASSWORD_PAGE = "/mot-de-passe"  # noqa: S105 - an address


@require_safe
def public(request: HttpRequest) -> HttpResponse:
    """The public root."""
    return render(request, "core/accueil_public.html")


class SignIn(LoginView):
    """Sign-in, outside the request transaction so that a failure is counted. `suite` is a path of ours or nothing.

    The same words and the same status for an unknown account, a wrong password and a closed account.
    """

    template_name = "accounts/entree.html"
    authentication_form = SignInForm
    redirect_field_name = SUITE
    next_page = "/fonctions"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"rested": "repos" in self.request.GET}

    def form_valid(self, form: Any) -> HttpResponse:
        actions.record_door("signed_in", user=form.get_user())
        return super().form_valid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        locked = getattr(self.request, "axes_locked_out", False)
        actions.record_door("sign_in_locked" if locked else "sign_in_refused", email=typed_address(self.request))
        return self.render_to_response(self.get_context_data(form=form), status=422)


def typed_address(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The address a try counts for: without capitals, or each way to write it would give five more tries."""
    given = (credentials or {}).get("username") or request.POST.get("username", "")
    return str(given).strip().lower()


def locked(request: HttpRequest, _response: HttpResponse, _credentials: dict[str, Any] | None) -> HttpResponse:
    """Too many tries, for this address or from this place: known account or not, the same page."""
    return render(request, "accounts/trop_d_essais.html", status=429)


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """The exit, by link or by Masquer: the session ends here whatever the method. SameSite=Strict guards the GET."""
    if request.user.is_authenticated:
        actions.record_door("signed_out", user=request.user)
    logout(request)
    response = render(request, "core/sorti.html")
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@login_required(redirect_field_name=SUITE)
@require_safe
def functions(request: HttpRequest) -> HttpResponse:
    """The functions of whoever signed in. With one alone, its home opens at once."""
    if request.user.must_change:  # type: ignore[union-attr]
        return redirect(PASSWORD_PAGE)
    held = list(Membership.objects.in_force(clock.now()).filter(user=request.user.pk).select_related("body"))
    if len(held) == 1:
        return redirect(f"/m/{held[0].pk}/")
    choices = [
        {
            "label": membership.get_role_display(),
            "place": place(membership),
            "until": membership.last_day,
            "url": f"/m/{membership.pk}/",
        }
        for membership in held
    ]
    return render(request, "core/fonctions.html", {"memberships": choices})


@method_decorator(
    [sensitive_post_parameters(), never_cache, login_required(redirect_field_name=SUITE)], name="dispatch"
)
class ChoosePassword(FormView):  # type: ignore[type-arg]  # Generic in the stubs, not when it runs.
    """One's own password. A first password, which somebody else has read, must be changed before anything opens."""

    template_name = "accounts/mot_de_passe.html"
    form_class = PasswordForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def form_valid(self, form: Any) -> HttpResponse:
        user = cast(User, self.request.user)
        actions.choose_password(user=user, password=form.cleaned_data["new"])
        update_session_auth_hash(self.request, user)
        return redirect("/fonctions")

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


def place(membership: Membership) -> str:
    """Where a membership acts, e.g. "Cap Estuaire (33)"; an interim says so."""
    codes = ", ".join(membership.departements)
    interim = " par intérim" if membership.interim_act else ""
    return f"{membership.body.name} ({codes}){interim}" if codes else f"{membership.body.name}{interim}"
