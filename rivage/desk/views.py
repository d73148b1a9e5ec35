"""The home of each role, the tableau de suivi, and what a reader of decisions sees of one person."""

from datetime import date
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.core.french import day_in_words
from rivage.core.tables import Pages, Table, asked_sort
from rivage.desk import actions, files, sheet
from rivage.desk.homes import home
from rivage.desk.tableau import COLUMNS, FILTERS, kept, lines, ordered, show

PARIS = "75"
A_PAGE = 25


@require_safe
def home_page(request: HttpRequest) -> HttpResponse:
    """What needs this membership today, oldest first."""
    membership = request.membership
    on = _today(membership)
    context = {"home": home(membership, on), "on": on, "first_name": membership.user.name.split()[0]}
    if membership.interim_act:
        last = membership.ends.astimezone(clock.zone(membership.departements[0])).date()
        context["interim"] = f"{membership.interim_act}, jusqu’au {day_in_words(last, on=on, weekday=False)}."
    return render(request, "desk/home.html", context)


@require_safe
def tableau(request: HttpRequest) -> HttpResponse:
    """One line per person, sorted and filtered; only the page's lines are named and traced."""
    membership = request.membership
    on = _today(membership)
    sort = asked_sort(COLUMNS, request.GET.get("tri"), "fin")
    chosen = request.GET.get("filtre", "")
    found = lines(membership, on)
    rows = ordered(kept(found, chosen, on), sort, membership)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    shown = show(list(page.object_list), membership)
    context = {
        "table": Table(COLUMNS, shown, "Tableau de suivi", sort, request.get_full_path()),
        "pages": Pages(page, request.get_full_path()),
        "filters": [(key, label, key == chosen) for key, label in FILTERS.items()],
        "people": len(found),
    }
    return render(request, "desk/tableau.html", context)


@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """The tableau as XLSX, under a name that says nothing."""
    content = actions.export_tableau(actor=request.membership, on=_today(request.membership))
    response = HttpResponse(content, content_type=sheet.TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{sheet.NAME}"'
    return response


@require_safe
def file(request: HttpRequest, person: UUID) -> HttpResponse:
    """What was decided for one person, as open to the residence desk or to the payer."""
    held = files.opened(request.membership, person)
    if held is None:
        raise Http404
    return render(request, "desk/file.html", files.read(request.membership, held))


def _today(membership: Membership) -> date:
    return clock.today(membership.departements[0] if membership.departements else PARIS)
