"""The request that a view under /m/<membership>/ receives, and where such a view leads."""

from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import get_script_prefix, get_urlconf, reverse

from rivage.accounts.models import Membership

# What a session holds of her second factor, when it was first given and when last, and of what she works on.
STRONG, PROVED, DEVICE = "strong_at", "proved_at", "device"
# By what it was opened, when that is not one of our own doors.
OPENED_BY, PROCONNECT = "opened_by", "proconnect"
# The door of the password, that of the second factor, and the parameter that says to both where one was going.
ENTRANCE, PROOF, SUITE = "/entrer", "/preuve", "suite"


class ActingRequest(HttpRequest):
    """As `ActingMembership` hands it over. No view is opened under /m/ without both.

    `on`: the legal day of what is done, the same from the first line of the request to the last, counted where the
    body that acts sits (`Membership.zone`): an act is dated where its author signs it.

    Nearly every body acts in its own département or beside it, where no hour differs. A payer or a region may act for
    somebody in another zone; its own day holds there too. Hers is another one for some hours around midnight, and no
    right turns on that: what runs against her is counted from the day a paper was brought to her, and what a
    préfecture dates ahead of a payer is answered as soon as that day has come for both.
    """

    membership: Membership
    on: date


def suite(request: HttpRequest, to: str = "") -> str:
    """The parameter that leads back from a door: to the page that is asked, with its query, unless to another."""
    return urlencode({SUITE: to or request.get_full_path()})


def by_way_of(door: str, request: HttpRequest, to: str = "") -> str:
    """The address of a door that leads back here, or to another page."""
    return f"{door}?{suite(request, to)}"


def posted_id(request: HttpRequest, name: str) -> UUID:
    """The id that a button sends; one of nothing where it is none."""
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        return UUID(int=0)


def link(membership: Membership, name: str, **ids: Any) -> str:
    """The address of a page under a membership."""
    ids["membership"] = membership.pk
    if not all(type(one) is UUID for one in ids.values()):
        return reverse(name, kwargs=ids)
    return _form(get_script_prefix(), get_urlconf(), name, tuple(ids)).format(**ids)


@lru_cache(maxsize=1024)
def _form(prefix: str, urls: str | None, name: str, ids: tuple[str, ...]) -> str:
    """The address of a page with a place for each id: a home has hundreds, which Django seeks among all pages."""
    stands_for = {one: UUID(int=rank) for rank, one in enumerate(ids)}
    form = reverse(name, kwargs=stands_for)
    for one, stand in stands_for.items():
        form = form.replace(str(stand), f"{{{one}}}")
    return form


def to(request: ActingRequest, name: str, **ids: Any) -> str:
    """The address of a page under the acting membership."""
    return link(request.membership, name, **ids)


def see_other(request: ActingRequest, name: str, **ids: Any) -> HttpResponse:
    """303 to a page under the acting membership."""
    response = redirect(to(request, name, **ids))
    response.status_code = 303
    return response
