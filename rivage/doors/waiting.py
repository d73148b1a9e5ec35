"""What one browser keeps for five minutes, sealed, while somebody else answers it: a device, or ProConnect.

The server writes nothing for a stranger who asks for thousands. What answers is taken once (`once`).
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from django.http import HttpRequest, HttpResponse

from rivage.core import clock, post
from rivage.doors.once import LASTS, late
from rivage.vault import keysets
from rivage.vault.errors import KeysetMissing


def seal(value: Any, purpose: str) -> str:
    """For this purpose alone, under the keyset of the doors."""
    return urlsafe_b64encode(keysets.wrap(keysets.DOOR, json.dumps(value).encode(), purpose)).decode()


def unseal(kept: str, purpose: str) -> Any:
    """What was sealed for this; None for anything else."""
    try:
        return json.loads(keysets.unwrap(keysets.DOOR, urlsafe_b64decode(kept), purpose))
    except (KeysetMissing, ValueError):
        return None


def cookie(what: str) -> str:
    """The name of what a browser keeps: over HTTPS, one that no other name of the domain may write."""
    return f"__Host-{what}" if _over_tls() else what


def keep(response: HttpResponse, what: str, value: Any) -> HttpResponse:
    """Give it to this browser, with the answer that sends it elsewhere."""
    kept, lasts = seal([clock.now().timestamp(), value], what), int(LASTS.total_seconds())
    response.set_cookie(cookie(what), kept, max_age=lasts, httponly=True, samesite="Strict", secure=_over_tls())
    return response


def kept(request: HttpRequest, what: str) -> Any:
    """What this browser was given for this, within five minutes. Raises `Refused`."""
    found = unseal(request.COOKIES.get(cookie(what), ""), what)
    if found is None:
        raise late()
    at, value = found
    if not 0 <= clock.now().timestamp() - at <= LASTS.total_seconds():
        raise late()
    return value


def forget(response: HttpResponse, what: str) -> HttpResponse:
    """Nothing is waited for any more."""
    response.delete_cookie(cookie(what), samesite="Strict")
    return response


def _over_tls() -> bool:
    return post.origin().startswith("https:")
