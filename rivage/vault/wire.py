"""Messages between the process that holds the keysets and those that ask: strings of bytes, each after its length."""

import socket
from collections.abc import Iterable
from struct import Struct

_LENGTH = Struct("!I")
# Of a message: thousands of wrapped keys.
MOST = 16 * 1024 * 1024

# What may be asked, and what is answered.
UNWRAP, WRAP, CREATE, PROBE = b"unwrap", b"wrap", b"create", b"probe"
DONE, MISSING, FULL = b"done", b"missing", b"full"


def send(to: socket.socket, parts: Iterable[bytes]) -> None:
    body = b"".join(piece for part in parts for piece in (_LENGTH.pack(len(part)), part))
    to.sendall(_LENGTH.pack(len(body)) + body)


def receive(by: socket.socket) -> list[bytes]:
    """The next message. Raises `EOFError` when the other side left, `ValueError` for what is no message."""
    (length,) = _LENGTH.unpack(_read(by, _LENGTH.size))
    if length > MOST:
        raise ValueError(length)
    return list(_parts(_read(by, length)))


def _read(by: socket.socket, length: int) -> bytes:
    found = bytearray()
    while len(found) < length:
        piece = by.recv(min(length - len(found), 1 << 20))
        if not piece:
            raise EOFError
        found += piece
    return bytes(found)


def _parts(body: bytes) -> Iterable[bytes]:
    at = 0
    while at < len(body):
        if at + _LENGTH.size > len(body):
            raise ValueError(at)
        (length,) = _LENGTH.unpack_from(body, at)
        at += _LENGTH.size
        if at + length > len(body):
            raise ValueError(at)
        yield body[at : at + length]
        at += length
