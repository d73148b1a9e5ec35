"""What a session has proved: nothing, a password, a second factor, one given just now."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from posixpath import normpath
from typing import Any, cast
from urllib.parse import unquote, urlsplit
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

from rivage.accounts import policies
from rivage.accounts.http import DEVICE, PROOF, PROVED, STRONG, SUITE, by_way_of
from rivage.accounts.models import Membership, User
from rivage.core import clock
from rivage.doors import actions

View = Callable[..., HttpResponseBase]
# A proof holds for what is grave during this time.
FRESH = timedelta(minutes=5)
# Opened by a one-time link, to add the first second factor.
ENROLS = "enrols"
LATE = (
    "Plus de cinq minutes ont passé : rien n’est encore fait. Donnez votre second facteur : la page revient telle "
    "qu’elle était, et vous recommencez."
)
HOME = "/fonctions"
EXITS = ("/sortir", "/sorti")
_FUNCTION = re.compile(r"/m/([^/]*)")
# What a browser says of itself, in words that its user recognises.
_BROWSERS = (("Firefox/", "Firefox"), ("Edg/", "Edge"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def prove(request: HttpRequest, given: datetime | None = None) -> None:
    """A second factor was given, now or a moment ago: the session changes its token, and opens."""
    now = clock.now().isoformat()
    request.session.cycle_key()
    request.session.pop(ENROLS, None)
    request.session.setdefault(STRONG, now)
    request.session[PROVED] = min(given.isoformat(), now) if given else now
    request.session[DEVICE] = device(request)
    # The database lets in by the token that the session has now, in this very request too.
    request.session.save()


def stands(request: HttpRequest) -> None:
    """Write the session now, in the transaction under way: what ends those of this account next ends it too."""
    request.session.save()


def me(request: HttpRequest) -> User:
    """Whoever is signed in."""
    return cast(User, request.user)


def is_strong(request: HttpRequest) -> bool:
    return bool(request.session.get(STRONG))


def is_fresh(request: HttpRequest) -> bool:
    """Whether a second factor was given within the last five minutes."""
    last = request.session.get(PROVED)
    return is_strong(request) and last is not None and clock.now() - datetime.fromisoformat(last) < FRESH


def enrols(request: HttpRequest) -> bool:
    """Whether this session was opened by a link: of an account that is not open yet, or is given back still."""
    if not request.session.get(ENROLS) or is_strong(request):
        return False
    return not me(request).activated_at or actions.chose_anew(me(request))


def asked(request: HttpRequest) -> str:
    """Where this page was on the way to: a path of ours that is no exit, or nothing."""
    path = request.POST.get(SUITE) or request.GET.get(SUITE) or ""
    ours = url_has_allowed_host_and_scheme(path, allowed_hosts=None, require_https=request.is_secure())
    return path if ours and path.startswith("/") and not _goes_out(path) else ""


def hers(request: HttpRequest, path: str) -> str:
    """The same path, unless it is of a function that this account never had: a colleague's, who left this tab."""
    found = _FUNCTION.match(urlsplit(path).path)
    if found is None:
        return path
    try:
        held = Membership.objects.filter(pk=UUID(found[1]), user=me(request)).exists()
    except ValueError:
        held = False
    return path if held else ""


def _goes_out(path: str) -> bool:
    """Whether a browser that follows this path, however it is written, would leave as soon as it is inside."""
    plain = "".join(one for one in unquote(urlsplit(path).path) if one.isprintable()).replace("\\", "/")
    return normpath(plain) in EXITS


def hands_a_file(view: str) -> bool:
    """Whether a page of this name answers with a file, as its policy says."""
    page = policies.pages().get(view)
    return page is not None and page.file


def leads_to_file(path: str) -> bool:
    """The same of an address of ours."""
    try:
        return bool(path) and hands_a_file(resolve(urlsplit(path).path).view_name)
    except Resolver404:
        return False


def said_of(path: str) -> str:
    """What an address of ours that waits behind a proof is for, in the words of the policy; "" of another."""
    try:
        found = policies.pages().get(resolve(urlsplit(path).path).view_name) if path else None
    except Resolver404:
        return ""
    return found.said if found is not None and found.proof else ""


def signed_in(view: View) -> View:
    """For who has given a password at least, or opened a link."""
    return login_required(redirect_field_name=SUITE)(view)


def _who(proved_enough: Callable[[HttpRequest], bool]) -> Callable[[View], View]:
    """A page for those of whom this is so; the others are asked for a second factor first."""

    def guarded(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if proved_enough(request):
                return view(request, *args, **kwargs)
            if request.method == "POST" and is_strong(request):
                messages.info(request, LATE)
            return redirect(by_way_of(PROOF, request))

        return signed_in(checked)

    return guarded


# For who has given a second factor in this session; has just given one; or has just given one or adds the first.
strong = _who(is_strong)
fresh = _who(is_fresh)
proved = _who(lambda request: is_fresh(request) or enrols(request))


def device(request: HttpRequest) -> str:
    """The browser and its system, as far as it says them: « Firefox, Windows »."""
    agent = request.headers.get("User-Agent", "")
    named = [next((word for mark, word in marks if mark in agent), "") for marks in (_BROWSERS, _SYSTEMS)]
    return ", ".join(filter(None, named)) or "navigateur inconnu"
