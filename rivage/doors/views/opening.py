"""A one-time link: what it opens, and the password that one chooses."""

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from rivage.core.answers import UNPROCESSABLE
from rivage.core.refusal import Refused
from rivage.doors import actions, links
from rivage.doors.forms import OpeningForm
from rivage.doors.standing import ENROLS
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
            actions.open_account(user=link.user, password=form.cleaned_data["new"])
        except Refused:
            return render(request, "doors/lien_fini.html", status=404)
        logout(request)
        login(request, link.user, backend=BACKEND)
        request.session[ENROLS] = True
        return redirect("/compte/premier")
    context = {"form": form, "user_named": link.user}
    return render(request, "doors/ouvrir.html", context, status=UNPROCESSABLE if form.errors else 200)
