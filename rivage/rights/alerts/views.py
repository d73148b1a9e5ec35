"""The page of what is about to lapse."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rivage.accounts.http import ActingRequest
from rivage.core.tables import Pages
from rivage.rights.alerts import lapsing

A_PAGE = 50


@require_safe
def lapses(request: ActingRequest) -> HttpResponse:
    """Rights that lapse within three months, or have, by how soon; only the page's lines are named and traced."""
    membership = request.membership
    on = request.on
    right = request.GET.get("droit", "")
    found = lapsing.lines(membership, on)
    rows = lapsing.kept(found, right)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    shown = lapsing.named(list(page.object_list), membership)
    context = {
        "groups": lapsing.groups(shown, rows),
        "filters": lapsing.filters(found, right, membership) if found else [],
        "others": len(found) > len(rows),
        "pages": Pages(page, request.get_full_path()),
        "on": on,
    }
    return render(request, "rights/lapses.html", context)
