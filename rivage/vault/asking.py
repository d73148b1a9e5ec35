"""Asking the process that holds the keysets, where this one holds none (`settings.RIVAGE_KEYS_SOCKET`)."""

import os
import socket
import threading
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.conf import settings

from rivage.vault import wire
from rivage.vault.errors import KeysAway, KeysetMissing

TIMEOUT = 5.0
Item = tuple[UUID | str, str, bytes]
_held = threading.local()


def ask(order: bytes, items: Sequence[Item]) -> list[bytes]:
    """One value an item. Raises `KeysetMissing`, or `KeysAway` when nobody answers or too many people were opened."""
    parts = [
        order,
        *(part for body, purpose, value in items for part in (str(body).encode(), purpose.encode(), value)),
    ]
    status, *values = _answered(parts)
    if status == wire.DONE:
        return values
    if status == wire.FULL:
        raise KeysAway("Le plafond de personnes ouvertes en une heure est atteint.")
    raise KeysetMissing(b" ".join(values).decode())


def forget() -> None:
    """Leave the connection of this thread."""
    one = getattr(_held, "socket", None)
    _held.socket = None
    if one is not None:
        one.close()


def _answered(parts: Iterable[bytes]) -> list[bytes]:
    """The answer; asked again once where the connection of before has ended."""
    sent = list(parts)
    known = getattr(_held, "socket", None) is not None and _held.pid == os.getpid()
    try:
        return _once(sent)
    except (OSError, EOFError, ValueError) as error:
        forget()
        if not known:
            raise KeysAway("Le processus qui tient les clés ne répond pas.") from error
    return _answered(sent)


def _once(parts: list[bytes]) -> list[bytes]:
    # A child does not speak on the connection of its parent.
    if getattr(_held, "socket", None) is None or _held.pid != os.getpid():
        forget()
        _held.socket, _held.pid = socket.socket(socket.AF_UNIX), os.getpid()
        _held.socket.settimeout(TIMEOUT)
        _held.socket.connect(str(settings.RIVAGE_KEYS_SOCKET))
    wire.send(_held.socket, parts)
    return wire.receive(_held.socket)
