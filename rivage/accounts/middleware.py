"""The acting membership: read from the path on each request, its perimeter set, one transaction, one trace."""

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import cast
from uuid import UUID

from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError, transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from rivage.accounts import policies, reading, refusals, roles
from rivage.accounts.http import ENTRANCE, OPENED_BY, PROCONNECT, PROOF, STRONG, ActingRequest, by_way_of, suite
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core import clock
from rivage.core.given_back import asked_by_script, fields, session_over
from rivage.core.perimeter import NotLetIn, WayIn, perimeter
from rivage.core.refusal import Refused
from rivage.vault import opened
from rivage.vault.errors import KeysAway, VaultError

logger = logging.getLogger("rivage.perimeter")


class ActingMembership:
    """For paths under /m/<membership>/. A membership not the user's answers like any unknown page; one of hers that
    ended says so, with the same status.

    One request is one transaction. It is rolled back by an exception leaving the view and by a status of 500 or
    more; a refusal is then recorded apart.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith("/m/"):
            return self.get_response(request)
        if not request.user.is_authenticated:
            return session_over(request, by_way_of(ENTRANCE, request))
        if not request.session.get(STRONG):
            return session_over(request, by_way_of(PROOF, request))
        try:
            membership = _membership(request)
            if membership is None:
                return self._outside(request)
            if membership.body.by_proconnect and request.session.get(OPENED_BY) != PROCONNECT:
                return _by_proconnect(request)
            return self._inside(request, membership)
        except NotLetIn:
            # Her session or her function ended between two readings.
            return self._outside(request)
        except (OperationalError, InterfaceError):
            logger.error("database unavailable")
            return HttpResponse(render_to_string("503.html"), status=503)

    def _inside(self, request: HttpRequest, membership: Membership) -> HttpResponse:
        acting = cast(ActingRequest, request)
        acting.membership, acting.on = membership, membership.today
        reads = request.method in ("GET", "HEAD")
        way = WayIn("rivage_enter", (membership.pk, request.session.session_key or ""))
        stopped = False
        with perimeter(replace(membership.perimeter(), reads=reads, way=way)):
            with transaction.atomic():
                response = self.get_response(request)
                if response.status_code >= 500:
                    transaction.set_rollback(True)
                elif not transaction.get_rollback():
                    event = trace.read(opened.take())
                    if stopped := _of_one(request) and reading.too_many(membership, event):
                        transaction.set_rollback(True)
            if stopped:
                response = _too_many(request, membership)
            if response.status_code in (403, 404):
                refusals.record(request, response.status_code)
        return response

    def _outside(self, request: HttpRequest) -> HttpResponse:
        refusals.record(request, 404)
        over = _over(request)
        if over is None:
            return render(request, "404.html", status=404)
        context = {"over": over, "since": clock.local_day(over.ends, over.body.departement)}
        return render(request, "accounts/function_over.html", context, status=404)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: dict[str, object]) -> None:
        """Close every page that the policy does not open to this role with this method."""
        kwargs.pop("membership", None)
        membership = getattr(request, "membership", None)
        if membership is None:
            return
        match = request.resolver_match
        if match is None or not policies.allows(match.view_name, request.method or "", membership.role):
            raise Http404

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Roll back whatever left the view as an exception, and say what happened in words."""
        if getattr(request, "membership", None) is None:
            return None
        if transaction.get_connection().in_atomic_block:
            transaction.set_rollback(True)
        if isinstance(error, Refused):
            context = {"verdict": error.verdict, "given": fields(request)}
            return render(request, "core/refused.html", context, status=403)
        if isinstance(error, KeysAway):
            logger.error("keys away")
            return HttpResponse(render_to_string("503.html"), status=503)
        if isinstance(error, VaultError):
            logger.error("vault: %s", type(error).__name__)
            return HttpResponse(render_to_string("damaged.html"), status=500)
        if isinstance(error, OperationalError | InterfaceError):
            return HttpResponse(render_to_string("503.html"), status=503)
        if isinstance(error, IntegrityError):
            logger.error("integrity: %s", _constraint(error))
            return render(request, "core/conflict.html", {"given": fields(request)}, status=409)
        return None


def _of_one(request: HttpRequest) -> bool:
    """Whether the page is about something that its address names: a home and a list are about whoever is there."""
    match = request.resolver_match
    return match is not None and bool(set(match.kwargs) - {"membership"})


def _too_many(request: HttpRequest, membership: Membership) -> HttpResponse:
    """The page in place of one file more than the function opens in an hour, in a transaction of its own."""
    with transaction.atomic():
        reading.stop(membership)
        names, many = reading.reopeners(membership), roles.role(membership.role).an_hour
        context = {"many": many, "names": names, "given": fields(request)}
        return render(request, "accounts/frein.html", context, status=429)


def _constraint(error: DatabaseError) -> str:
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or type(error).__name__


def _by_proconnect(request: HttpRequest) -> HttpResponse:
    """To whoever came in by another door than her body asks for: why, the way in, and her words."""
    refusals.record(request, 403)
    if asked_by_script(request):
        return HttpResponse(status=401)
    back = suite(request) if request.method == "GET" else ""
    context = {"given": fields(request), "again": False, "suite": back}
    return render(request, "accounts/par_proconnect.html", context, status=403)


def _membership(request: HttpRequest) -> Membership | None:
    return _of_hers(request, Membership.objects.in_force(clock.now()).select_related("user", "body"))


def _over(request: HttpRequest) -> Membership | None:
    """The one asked for, of this user, that counted and has ended."""
    ended = Membership.objects.filter(confirmed_by__isnull=False, ends__lte=clock.now())
    return _of_hers(request, ended.select_related("body"))


def _of_hers(request: HttpRequest, found: QuerySet[Membership]) -> Membership | None:
    try:
        wanted = UUID(request.path_info.split("/")[2])
    except (ValueError, IndexError):
        return None
    return found.filter(pk=wanted, user=request.user.pk).first()
