"""A one-time link: what it opens, and the password that one chooses."""

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from rivage.core.answers import UNPROCESSABLE
from rivage.core.refusal import Refused
from rivage.doors import actions, links
from rivage.doors.enums import LinkPurpose
from rivage.doors.forms import OpeningForm
from rivage.doors.models import OneTimeLink
from rivage.doors.standing import ENROLS, stands
from rivage.doors.views.entry import BACKEND


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def activate(request: HttpRequest, token: str) -> HttpResponse:
    """Choose one's password by the link that was sent; what follows adds a second factor. Opening the link changes
    nothing: it is spent once the second factor stands. Whoever was signed in here no longer is.
    """
    link = links.found(token)
    if link is None:
        return render(request, "doors/lien_fini.html", status=404)
    form = OpeningForm(request.POST or None, user=link.user)
    if request.method == "POST" and form.is_valid():
        try:
            _open(request, link, form.cleaned_data["new"])
        except Refused:
            return render(request, "doors/lien_fini.html", status=404)
        return redirect("/compte/premier")
    context = {"form": form, "user_named": link.user}
    return render(request, "doors/ouvrir.html", context, status=UNPROCESSABLE if form.errors else 200)


def _open(request: HttpRequest, link: OneTimeLink, password: str) -> None:
    """Choose the password and open the session under one lock: whoever chooses after this one ends both."""
    again, user = link.purpose == LinkPurpose.RECOVERY, link.user
    with actions.at_the_door(user):
        (actions.choose_anew if again else actions.open_account)(user=user, password=password)
        logout(request)
        login(request, user, backend=BACKEND)
        request.session[ENROLS] = True
        stands(request)
