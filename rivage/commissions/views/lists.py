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
from rivage.commissions.tables import item_state
from rivage.commissions.views.answers import local, title
from rivage.core import clock
from rivage.dossiers.enums import Step
from rivage.dossiers.models import Demande
from rivage.vault import opened


@require_http_methods(["GET", "HEAD", "POST"])
def seances(request: ActingRequest) -> HttpResponse:
    """Sessions, latest first; a seat sees those it was convened to, an antenne those to come and its own files."""
    membership = request.membership
    if membership.is_antenne:
        return render(request, "commissions/antenne.html", _antenne(request))
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
    plans = request.membership.role in INSTRUCTING
    return sent(request, tables.seances(request.membership, plans=plans))


def _waiting(request: ActingRequest) -> int:
    found = Demande.objects.visible_to(request.membership).filter(step=Step.COMPLETE)
    return int(found.count())


def _lately_missing(found: "QuerySet[Seance]") -> Seance | None:
    """A session closed for want of a quorum that nobody has called again."""
    again = Seance.objects.filter(second_of__isnull=False).values("second_of")
    missed = found.filter(closed_at__isnull=False, opened_at__isnull=True).exclude(pk__in=again)
    return missed.first()


def _antenne(request: ActingRequest) -> dict[str, object]:
    membership = request.membership
    found = tables.opened_seances(membership)
    items = AgendaItem.objects.visible_to(membership).select_related("seance", "person", "demande", "avis")
    rows = list(items.order_by("-seance__at", "position")[:50])
    for row in rows:
        opened.note(row.person_id, row.antenne_id, row.SLICE)
    coming = found.filter(at__gte=clock.now()).order_by("at")
    return {
        "heading": "Séances",
        "coming": [{"title": title(one), "at": local(one.at, one.departement), "place": one.place} for one in coming],
        "items": [shown(row) for row in rows],
    }


def shown(row: AgendaItem) -> dict[str, object]:
    """One passage of a demande, as its association reads it: the avis itself comes with the decision."""
    adjourned = hasattr(row, "avis") and row.avis.sense == "adjourned" and row.avis.signed_at
    state = item_state(row)
    hidden = hasattr(row, "avis") and not adjourned
    return {
        "reference": row.person.reference,
        "title": title(row.seance),
        "place": row.seance.place,
        "state": None if hidden else state,
        "passed": hidden,
        "postponed_at": local(row.postponed_at, row.departement),
        "reason": row.postponed_reason if row.postponed_at else "",
        "adjourned": row.avis.reasons if adjourned else "",
    }


@require_safe
def of_demande(request: ActingRequest, demande: UUID) -> HttpResponse:
    """A fragment: the sessions of one demande, its postponements with their date and reason."""
    found = get_object_or_404(Demande.objects.visible_to(request.membership), pk=demande)
    items = AgendaItem.objects.visible_to(request.membership).filter(demande=found)
    rows = items.select_related("seance", "person", "demande", "avis").order_by("-seance__at")
    return render(request, "commissions/parts/of_demande.html", {"items": [shown(row) for row in rows]})
