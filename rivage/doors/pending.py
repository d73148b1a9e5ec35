"""What one session shows until its holder has it, sealed in it: the secret of an application, ten recovery codes."""

from base64 import b32encode, b64decode, b64encode
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from qrcode.main import QRCode

from rivage.core import clock
from rivage.core.paper.code import path
from rivage.doors import codes
from rivage.doors.standing import me
from rivage.vault import keysets

PENDING = "application"
CODES = "codes"
# How long ten codes are shown again, to whoever reloads their page or comes back to it.
SHOWN = timedelta(minutes=15)


def secret(request: HttpRequest) -> bytes:
    """The one of this session, drawn when there is none: a page opened twice shows the same."""
    purpose = f"pending:{me(request).pk}"
    held: str | None = request.session.get(PENDING)
    if held:
        return keysets.unwrap(keysets.DOOR, b64decode(held), purpose)
    drawn = codes.new_secret()
    request.session[PENDING] = b64encode(keysets.wrap(keysets.DOOR, drawn, purpose)).decode()
    return drawn


def forget(request: HttpRequest) -> None:
    request.session.pop(PENDING, None)


@dataclass(frozen=True)
class Drawn:
    """Ten recovery codes, as their page shows them. `first`: the account had none before."""

    codes: list[str]
    first: bool


def keep_codes(request: HttpRequest, found: Drawn) -> None:
    """Show these codes for a while, or until they are said to be kept elsewhere."""
    sealed = keysets.wrap(keysets.DOOR, "\n".join(found.codes).encode(), f"codes:{me(request).pk}")
    request.session[CODES] = [clock.now().timestamp(), b64encode(sealed).decode(), found.first]


def kept_codes(request: HttpRequest) -> Drawn | None:
    """Those that this session still shows."""
    at, sealed, first = request.session.get(CODES, (0, "", False))
    if not sealed:
        return None
    if clock.now().timestamp() - at > SHOWN.total_seconds():
        forget_codes(request)
        return None
    opened = keysets.unwrap(keysets.DOOR, b64decode(sealed), f"codes:{me(request).pk}")
    return Drawn(opened.decode().split("\n"), first)


def forget_codes(request: HttpRequest) -> None:
    request.session.pop(CODES, None)


def written(value: bytes) -> str:
    """The secret as one types it where no picture can be read, in groups of four."""
    text = b32encode(value).decode()
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def drawn(address: str) -> dict[str, Any]:
    """The picture of an address: the path of its black modules, and how many a side with the white ones around."""
    code = QRCode(border=4)
    code.add_data(address)
    code.make(fit=True)
    rows = code.get_matrix()
    return {"path": path(rows), "side": len(rows)}
