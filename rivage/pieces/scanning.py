"""The antivirus, where one is configured: clamd over its socket (INSTREAM), and no file is taken while it is silent.

The package of that name is of 2014; what we need of its protocol is a length before each chunk and a line read back
(clamd(8), INSTREAM).
"""

import socket
from contextlib import suppress

from django.conf import settings

from rivage.core.refusal import no

CHUNK = 256 * 1024
LONGEST = 30.0
SILENT = "L’antivirus ne répond pas : aucun fichier n’est pris pour l’instant. Réessayez dans quelques minutes."
FOUND = "L’antivirus refuse ce fichier. Ne l’ouvrez pas ailleurs. Rien n’a été ajouté."


def scan(content: bytes) -> None:
    """Raises `Refused` for what the antivirus finds, and for whatever else it answers or doesn't."""
    place = settings.CLAMD
    if not place:
        return
    answer = b""
    with suppress(OSError, ValueError):
        answer = _ask(place, content)
    if answer == b"stream: OK":
        return
    if answer.endswith(b" FOUND"):
        raise no("virus", FOUND)
    raise no("scanner_down", SILENT)


def _ask(place: str, content: bytes) -> bytes:
    """What clamd answers, without its end. `place`: the path of its socket, or host:port."""
    with _connected(place) as held:
        held.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), CHUNK):
            chunk = content[start : start + CHUNK]
            held.sendall(len(chunk).to_bytes(4, "big") + chunk)
        held.sendall((0).to_bytes(4, "big"))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < 1024:
            if not (more := held.recv(1024)):
                break
            answer += more
    return answer.rstrip(b"\0").strip()


def _connected(place: str) -> socket.socket:
    if place.startswith("/"):
        held = socket.socket(socket.AF_UNIX)
        held.settimeout(LONGEST)
        try:
            held.connect(place)
        except OSError:
            held.close()
            raise
        return held
    host, _, port = place.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=LONGEST)
