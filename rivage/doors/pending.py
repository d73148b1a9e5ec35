"""The secret of an application that is being added: kept in the session, sealed, until a code proves it was read."""

from base64 import b32encode, b64decode, b64encode
from typing import Any

from django.http import HttpRequest
from qrcode.main import QRCode

from rivage.core.paper.code import path
from rivage.doors import codes
from rivage.doors.standing import me
from rivage.vault import keysets

PENDING = "application"


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
