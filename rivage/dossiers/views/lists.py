"""The lists of one's perimeter, each as a page and as a file."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from rivage.accounts.http import ActingRequest
from rivage.accounts.lists import listed, sent
from rivage.dossiers import tables
from rivage.people.screen import crumbs


@require_http_methods(["GET", "HEAD", "POST"])
def demandes(request: ActingRequest) -> HttpResponse:
    """Demandes by step; how long each has waited."""
    return listed(request, tables.demandes(request.membership, request.on), "dossiers/list.html")


@require_POST
def demandes_export(request: ActingRequest) -> HttpResponse:
    """The same as a file."""
    return sent(request, tables.demandes(request.membership, request.on))


@require_http_methods(["GET", "HEAD", "POST"])
def closed(request: ActingRequest) -> HttpResponse:
    """Those whose suivi is closed here because they went: a number, a date, and nothing else."""
    return listed(request, tables.closed(request.membership), "dossiers/closed.html", crumbs=crumbs(request))


@require_POST
def closed_export(request: ActingRequest) -> HttpResponse:
    """The same as a file."""
    return sent(request, tables.closed(request.membership))


@require_http_methods(["GET", "HEAD", "POST"])
def concerned(request: ActingRequest) -> HttpResponse:
    """Antennes whose agrément ended or soon ends: who is accompanied there, and what changes for each."""
    membership, on = request.membership, request.on
    standings = tables.ending(membership, on)
    listing = tables.concerned(membership, standings, on)
    return listed(request, listing, "dossiers/concerned.html", standings=standings, on=on)


@require_POST
def concerned_export(request: ActingRequest) -> HttpResponse:
    """The same as a file."""
    membership, on = request.membership, request.on
    return sent(request, tables.concerned(membership, tables.ending(membership, on), on))
