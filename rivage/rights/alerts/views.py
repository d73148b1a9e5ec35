"""The page of what is about to lapse, and its file."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from rivage.accounts.http import ActingRequest
from rivage.accounts.lists import listed, sent
from rivage.rights.alerts.lapsing import FOLLOWERS
from rivage.rights.alerts.tables import coming
from rivage.rights.clocks import letters
from rivage.rights.clocks.delays import delays


@require_http_methods(["GET", "HEAD", "POST"])
def lapses(request: ActingRequest) -> HttpResponse:
    """Rights that lapse within three months, or have, by how soon; only the page's lines are named and traced."""
    membership, on = request.membership, request.on
    more = {"follows": membership.role in FOLLOWERS, "permits": delays(membership, on)}
    return listed(request, coming(membership, on), "rights/lapses.html", on=on, **more)


@require_POST
def lapses_export(request: ActingRequest) -> HttpResponse:
    """The same as a file."""
    with letters.left_out():
        return sent(request, coming(request.membership, request.on))
