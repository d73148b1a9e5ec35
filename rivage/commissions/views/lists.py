"""The sessions of a département, each role its own; and where a demande stands, for the page of the demande."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rivage.accounts.enums import INSTRUCTING
from rivage.accounts.http import ActingRequest
from rivage.accounts.lists import listed, sent
from rivage.commissions import tables
from rivage.commissions.models import AgendaItem, Seance
from rivage.commissions.tables import passage
from rivage.commissions.views.answers import local, title
from rivage.core import clock
from rivage.dossiers.enums import Step
from rivage.dossiers.models import Demande


@require_http_methods(["GET", "HEAD", "POST"])
def seances(request: ActingRequest) -> HttpResponse:
    """Sessions, latest first; a seat sees those it was convened to, an antenne those to come and its own files."""
    membership = request.membership
    if membership.is_antenne:
        return _antenne(request)
    plans = membership.role in INSTRUCTING
    more = {
        "plans": plans,
        "waiting": _waiting(request) if plans else 0,
        "late": _lately_missing(tables.opened_seances(membership).order_by("-at")) if plans else None,
    }
    return listed(request, tables.seances(membership, plans=plans), "commissions/seances.html", **more)


@require_POST
def seances_export(request: ActingRequest) -> HttpResponse:
    """The same as a file."""
    membership = request.membership
    if membership.is_antenne:
        return sent(request, tables.passages(membership))
    return sent(request, tables.seances(membership, plans=membership.role in INSTRUCTING))


def _waiting(request: ActingRequest) -> int:
    found = Demande.objects.visible_to(request.membership).filter(step=Step.COMPLETE)
    return int(found.count())


def _lately_missing(found: "QuerySet[Seance]") -> Seance | None:
    """A session closed for want of a quorum that nobody has called again."""
    return tables.lacking(found).first()


def _antenne(request: ActingRequest) -> HttpResponse:
    membership = request.membership
    rows = tables.opened_seances(membership).filter(at__gte=clock.now()).order_by("at")
    coming = [{"title": title(one), "at": local(one.at, one.departement), "place": one.place} for one in rows]
    listing = tables.passages(membership)
    return listed(request, listing, "commissions/antenne.html", heading="Séances", coming=coming)


@require_safe
def of_demande(request: ActingRequest, demande: UUID) -> HttpResponse:
    """A fragment: the sessions of one demande, its postponements with their date and reason."""
    found = get_object_or_404(Demande.objects.visible_to(request.membership), pk=demande)
    items = AgendaItem.objects.visible_to(request.membership).filter(demande=found)
    rows = items.select_related("seance", "person", "demande", "avis").order_by("-seance__at")
    return render(request, "commissions/parts/of_demande.html", {"items": [passage(row) for row in rows]})
