"""A list under the acting membership: its page, and the file that leaves, for the roles that the policy names."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from rivage.accounts import actions, policies
from rivage.accounts.http import ActingRequest, to
from rivage.core import sheets
from rivage.core.answers import UNPROCESSABLE, download
from rivage.core.given_back import asked_by_script
from rivage.core.lists import Asked, Listing, answer

SEE_OTHER = 303
# What a file is when its kind is not one of those offered.
USUAL = "xlsx"


def listed(request: ActingRequest, listing: Listing, template: str, **more: Any) -> HttpResponse:
    """The page of a list; its lines alone when they are asked for as one types, and what adds them up.

    Words are posted. A form sent without any leads to the address of its filters, which one can go back to.
    """
    asked = listing.asked(request.GET, request.POST)
    typing = asked_by_script(request)
    if request.method == "POST" and not (asked.words or typing or asked.wrong):
        return HttpResponseRedirect(listing.url(request.path, asked), status=SEE_OTHER)
    found = answer(listing, asked, request.path)
    context = {
        "heading": listing.caption,
        "list": found,
        "typing": typing,
        "kinds": sheets.KINDS,
        "leaves_by": _leaves_by(request, listing, asked),
    }
    drawn = "core/parts/lignes.html" if typing else template
    response = render(request, drawn, context | more, status=UNPROCESSABLE if asked.wrong else 200)
    if typing:
        response.headers["HX-Replace-Url"] = found.url
    return response


def _leaves_by(request: ActingRequest, listing: Listing, asked: Asked) -> str:
    """Where to post for a file of what is asked; "" when the policy lets none leave for this role."""
    if not policies.allows(actions.export_of(listing.page), "POST", request.membership.role):
        return ""
    return listing.url(to(request, actions.export_of(listing.page)), asked)


def sent(request: ActingRequest, listing: Listing) -> HttpResponse:
    """What is asked of a list, as a file whose name says nothing."""
    kind = request.POST.get("format", USUAL)
    kind = kind if kind in sheets.KINDS else USUAL
    asked = listing.asked(request.GET, request.POST)
    content = actions.export_list(actor=request.membership, on=request.on, listing=listing, asked=asked, kind=kind)
    return download(content, f"tableau.{kind}")
