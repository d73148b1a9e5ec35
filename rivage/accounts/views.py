"""The doors: the public page, sign-in, the exit, the choice of a function."""

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from rivage.accounts.forms import SignInForm
from rivage.accounts.models import Membership
from rivage.core import clock


@require_safe
def public(request: HttpRequest) -> HttpResponse:
    """The public root."""
    return render(request, "core/accueil_public.html")


class SignIn(LoginView):
    """Sign-in, outside the request transaction so that a failure is counted. `suite` is a path of ours or nothing."""

    template_name = "core/entree.html"
    authentication_form = SignInForm
    redirect_field_name = "suite"
    next_page = "/fonctions"
    redirect_authenticated_user = True


def leave(request: HttpRequest) -> HttpResponse:
    """The exit, by link or by Masquer: the session ends here whatever the method. SameSite=Strict guards the GET."""
    logout(request)
    if request.method == "POST":
        response = HttpResponse(status=204)
    else:
        response = render(request, "core/sorti.html")
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@login_required
@require_safe
def functions(request: HttpRequest) -> HttpResponse:
    """The functions of whoever signed in. With one alone, its home opens at once."""
    held = list(Membership.objects.in_force(clock.now()).filter(user=request.user).select_related("body"))
    if len(held) == 1:
        return redirect(f"/m/{held[0].pk}/")
    choices = [
        {
            "label": membership.get_role_display(),
            "place": place(membership),
            "until": membership.ends,
            "url": f"/m/{membership.pk}/",
        }
        for membership in held
    ]
    return render(request, "core/fonctions.html", {"memberships": choices})


def place(membership: Membership) -> str:
    """Where a membership acts, e.g. "Cap Estuaire (33)"; an interim says so."""
    codes = ", ".join(membership.departements)
    interim = " par intérim" if membership.interim_act else ""
    return f"{membership.body.name} ({codes}){interim}" if codes else membership.body.name
