"""The request that a view under /m/<membership>/ receives, and where such a view leads."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from rivage.accounts.models import Membership


class ActingRequest(HttpRequest):
    """As `ActingMembership` hands it over. No view is opened under /m/ without both.

    `on`: the legal day of what is done, the same from the first line of the request to the last. It is counted where
    the body that acts sits, as an order or a letter is dated where it is signed. Who acts for one département or for
    neighbours is always there; a payer or a region may act for another zone, and then its own day holds, not that of
    the person: near midnight it is a day apart from hers, which a date beside its author's name can be and no
    delay here turns on, since a delay that runs against her is counted from what was brought to her, on its own date.
    """

    membership: Membership
    on: date


def to(request: ActingRequest, name: str, **ids: Any) -> str:
    """The address of a page under the acting membership."""
    return reverse(name, kwargs={"membership": request.membership.pk, **ids})


def see_other(request: ActingRequest, name: str, **ids: Any) -> HttpResponse:
    """303 to a page under the acting membership."""
    response = redirect(to(request, name, **ids))
    response.status_code = 303
    return response
