"""What a browser keeps for five minutes while a device, or ProConnect, answers."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse

from rivage.core import clock
from rivage.core.refusal import Refused
from rivage.doors import passkeys, proconnect, waiting

BOTH = (passkeys.WAITING, proconnect.WAITING)


def back(what: str, other: str = "") -> HttpRequest:
    """A browser that was given something for this, and shows it for another."""
    kept, request = waiting.keep(HttpResponse(), what, ["drawn"]), HttpRequest()
    request.COOKIES[waiting.cookie(other or what)] = kept.cookies[waiting.cookie(what)].value
    return request


@pytest.mark.parametrize("what", BOTH)
def test_it_is_kept_for_five_minutes_by_the_one_browser_that_was_given_it(what: str) -> None:
    request = back(what)
    assert waiting.kept(request, what) == ["drawn"]
    assert "drawn" not in str(request.COOKIES)
    with clock.at(clock.now() + timedelta(minutes=5, seconds=1)), pytest.raises(Refused):
        waiting.kept(request, what)
    with pytest.raises(Refused):
        waiting.kept(HttpRequest(), what)


def test_what_was_sealed_for_one_is_nothing_for_the_other() -> None:
    one, other = BOTH
    with pytest.raises(Refused):
        waiting.kept(back(one, other), other)


@pytest.mark.parametrize("what", BOTH)
def test_over_https_no_other_name_of_the_domain_writes_it(what: str, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    response = waiting.keep(HttpResponse(), what, [])
    kept = response.cookies[f"__Host-{what}"]
    assert (kept["secure"], kept["path"], kept["domain"]) == (True, "/", "")
    assert (kept["httponly"], kept["samesite"], kept["max-age"]) == (True, "Strict", 300)
    assert not waiting.forget(response, what).cookies[f"__Host-{what}"].value
