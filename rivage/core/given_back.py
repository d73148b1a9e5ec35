"""A sending that is refused gives its words back to the browser that sent them. The server keeps none of them."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from rivage.core import clock
from rivage.core.french import hour

INSIDE = "/m/"
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
# A field of this name holds a secret: it is typed again, never drawn.
SECRET = "password"  # noqa: S105 - the name of a field
# The fields of a proof sent with the words: a code served once, or never will.
PROOF = "preuve"


class Field(NamedTuple):
    """One value of a refused sending. `words`: somebody wrote it, so it is shown; the rest are choices and ids."""

    name: str
    value: str
    words: bool


def asked_by_script(request: HttpRequest) -> bool:
    """Whether a page asks this for itself: its answer is drawn inside that page, or read by it."""
    return "HX-Request" in request.headers


def fields(request: HttpRequest) -> list[Field]:
    """What a refused POST carried, in its order: nothing but from a page of ours about an acting membership.

    What another site sends with forged fields is never drawn with a button and a token that our own page gives.
    """
    ours = f"{request.scheme}://{request.get_host()}"
    if request.method != "POST" or not request.path_info.startswith(INSIDE) or request.headers.get("Origin") != ours:
        return []
    return [
        Field(name, value, len(value.split()) > 1)
        for name, values in request.POST.lists()
        for value in values
        if name != TOKEN and SECRET not in name and not name.startswith(f"{PROOF}-")
    ]


def session_over(request: HttpRequest, door: str) -> HttpResponse:
    """The answer to somebody who is no longer signed in: the door for a page, its words for a sending.

    A page that asks by itself is answered 401, never a door that would be drawn inside it.
    """
    if asked_by_script(request):
        return HttpResponse(status=401)
    given = fields(request)
    if not given:
        return redirect(door)
    context = {"given": given, "again": not request.FILES, "session_url": _session_url(request)}
    return render(request, "core/session_fermee.html", context, status=401)


def token_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a form whose token is no longer good: Django's `CSRF_FAILURE_VIEW`.

    The words come back to whoever still acts under the membership of the path, to be sent with one more click.
    """
    given = fields(request) if hasattr(request, "membership") else []
    context = {"given": given, "again": not request.FILES}
    return render(request, "403_csrf.html", context, status=403)


def kept_at(response: HttpResponse, departement: str) -> HttpResponse:
    """The server's own mark that what was sent is kept: the hour where it is. Without it no page says *saved*."""
    response.headers["Rivage-Garde"] = hour(clock.now().astimezone(clock.zone(departement)).time())
    return response


def _session_url(request: HttpRequest) -> str:
    """Where the page of this function asks whether it acts again."""
    return "/".join([*request.path_info.split("/")[:3], "session"])
