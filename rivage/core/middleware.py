"""What every request passes: nothing unreadable, a body read before any transaction, nothing kept by a browser."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import logout
from django.core import signing
from django.core.exceptions import BadRequest, DisallowedHost
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.middleware.security import SecurityMiddleware
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.crypto import constant_time_compare, salted_hmac

from rivage.core import clock, logins
from rivage.core.given_back import session_over

IDLE = timedelta(minutes=30)
_COOKIE = "repos"
# An odd charset, no boundary, a length that is no number, a body that stops.
MALFORMED = (UnreadablePostError, BadRequest, MultiPartParserError, ValueError, LookupError)


class Secured(SecurityMiddleware):
    """Django's, whose answer to a name that is not ours bears our headers like any other (finding L8)."""

    def process_request(self, request: HttpRequest) -> HttpResponse | None:  # type: ignore[override]
        try:
            request.get_host()
        except DisallowedHost:
            return HttpResponse(render_to_string("400.html"), status=400)
        return super().process_request(request)


class RefuseNul:
    """A NUL anywhere, or what its own headers make unreadable, answers 400 (finding L3). The body is read here, so
    that a slow upload holds no transaction.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            values = [request.path_info, *_values(request)]
        except MALFORMED:
            return HttpResponse(render_to_string("400.html"), status=400)
        if any("\x00" in value for value in values):
            return render(request, "400.html", status=400)
        return self.get_response(request)


def _values(request: HttpRequest) -> list[str]:
    lists = [*request.GET.lists(), *request.POST.lists()]
    return [text for name, values in lists for text in (name, *values)]


class AtTheDoors:
    """Outside /m/, everything is asked under the login of the doors, which writes sessions and passwords."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith("/m/"):
            return self.get_response(request)
        with logins.login(logins.DOORS):
            return self.get_response(request)


class LeaveNothing:
    """No copy of a page stays in a cache, and no name of a page leaves in a header."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path_info.startswith("/static/"):
            response.headers["Cache-Control"] = "no-store"
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
            response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), browsing-topics=()"
        return response


class EndIdleSession:
    """A session left alone ends. The last gesture is kept in a signed cookie: a GET writes nothing in the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            known = request.user.is_authenticated
        except (OperationalError, InterfaceError):
            # The session is the first thing read: a database that is away shows here.
            return HttpResponse(render_to_string("503.html"), status=503)
        if not known:
            return self.get_response(request)
        if _idle(request):
            with logins.login(logins.DOORS):
                logout(request)
            away = session_over(request, "/entrer?repos=1")
            away.delete_cookie(_name())
            return away
        response = self.get_response(request)
        if request.user.is_authenticated:
            stamp = signing.dumps([_mark(request), clock.now().timestamp()], salt=_COOKIE)
            secure = settings.SESSION_COOKIE_SECURE
            response.set_cookie(_name(), stamp, httponly=True, samesite="Strict", secure=secure)
        return response


def _name() -> str:
    """Of the cookie: bound to this very host wherever the session's is."""
    return f"__Host-{_COOKIE}" if settings.SESSION_COOKIE_SECURE else _COOKIE


def _mark(request: HttpRequest) -> str:
    """What says of which session the stamp is, and opens none (finding L2)."""
    return salted_hmac("rivage.repos", request.session.session_key or "", algorithm="sha256").hexdigest()


def _idle(request: HttpRequest) -> bool:
    """Whether this session's last gesture is older than `IDLE`.

    The first request after sign-in has no stamp yet: it counts from the session's opening, so that a session cookie
    taken without its stamp is worth no more.
    """
    last = _stamped(request)
    if last is None:
        return settings.SESSION_COOKIE_AGE - request.session.get_expiry_age() > IDLE.total_seconds()
    return clock.now().timestamp() - last > IDLE.total_seconds()


def _stamped(request: HttpRequest) -> float | None:
    """The instant of this session's last gesture, None without a stamp of ours for this very session."""
    try:
        mark, instant = signing.loads(request.COOKIES.get(_name(), ""), salt=_COOKIE)
    except signing.BadSignature:
        return None
    return float(instant) if constant_time_compare(mark, _mark(request)) else None
