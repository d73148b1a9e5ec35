"""`rivage keys serve`: the process that alone holds the keysets, under an OS user of its own (ADR 0041).

It wraps, unwraps and draws for whoever may connect to its socket, never gives a keyset nor the key of the seals, and
unwraps the keys of so many distinct people an hour.
"""

import ctypes
import logging
import os
import resource
import socketserver
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from rivage.vault import keysets, wire
from rivage.vault.errors import VaultError

logger = logging.getLogger("rivage.keys")
HOUR = 3600.0
_PR_SET_DUMPABLE = 4


@dataclass
class Ceiling:
    """Distinct people whose keys were unwrapped within the hour: `most`, then no other until one is an hour old."""

    most: int
    now: Callable[[], float] = time.monotonic
    seen: dict[str, float] = field(default_factory=dict)
    told: float = -HOUR
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def lets(self, people: set[str]) -> bool:
        """Whether these may be opened, and count them. All or none: a page shows none of what it cannot show whole."""
        now = self.now()
        with self._lock:
            while self.seen and now - next(iter(self.seen.values())) >= HOUR:
                del self.seen[next(iter(self.seen))]
            new = people - self.seen.keys()
            if len(self.seen) + len(new) > self.most:
                self._tell(now)
                return False
            self.seen |= dict.fromkeys(new, now)
            return True

    def _tell(self, now: float) -> None:
        """Once a minute at most."""
        if now - self.told >= 60:
            self.told = now
            logger.error("the ceiling of %d people an hour is reached", self.most)


def answer(asked: list[bytes], ceiling: Ceiling) -> list[bytes]:
    """What is answered to a message: `DONE` and a value an item, or why not."""
    order, *rest = asked
    try:
        items = [
            (_body(body), purpose.decode(), value)
            for body, purpose, value in zip(rest[0::3], rest[1::3], rest[2::3], strict=True)
        ]
        if order == wire.UNWRAP and keysets.FIGURES in {body for body, _, _ in items}:
            return [wire.MISSING, "Ce qui est remis aux chiffres ne s’ouvre pas ici.".encode()]
        if order == wire.UNWRAP:
            if not ceiling.lets({person for _, purpose, _ in items if (person := _person(purpose))}):
                return [wire.FULL]
            return [wire.DONE, *(keysets.unwrap_here(body, value, purpose) for body, purpose, value in items)]
        if order == wire.WRAP:
            return [wire.DONE, *(keysets.wrap_here(body, value, purpose) for body, purpose, value in items)]
        for body, _, _ in items:
            {wire.CREATE: keysets.create_here, wire.PROBE: keysets.probe_here}[order](body)
    except (VaultError, OSError) as error:
        return [wire.MISSING, str(error).encode()]
    except (ValueError, KeyError):
        return [wire.MISSING, b"Demande illisible."]
    return [wire.DONE]


def _body(name: bytes) -> UUID | str:
    """A body, the doors or the figures: no other keyset is asked for, the key of the seals least of all."""
    said = name.decode()
    return said if said in keysets.NAMED else UUID(said)


def _person(purpose: str) -> str:
    """Whose key it is, "" for what is nobody's (`keys.purpose`)."""
    what, _, rest = purpose.partition(":")
    return rest.partition(":")[0] if what == "person" else ""


class _Asked(socketserver.BaseRequestHandler):
    server: "Holder"

    def handle(self) -> None:
        while True:
            try:
                asked = wire.receive(self.request)
                wire.send(self.request, answer(asked, self.server.ceiling) if asked else [wire.MISSING])
            except (EOFError, OSError, ValueError):
                return


class Holder(socketserver.ThreadingUnixStreamServer):
    """Its socket is open to its user and its group."""

    daemon_threads = True

    def __init__(self, path: Path, ceiling: Ceiling) -> None:
        self.ceiling = ceiling
        path.unlink(missing_ok=True)
        before = os.umask(0o117)
        try:
            super().__init__(str(path), _Asked)
        finally:
            os.umask(before)


def serve(path: Path, most: int) -> None:
    """Serve until stopped. Nothing of its memory is left by a fall, nor read by another process of its user."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0)
    keysets.probe_here(keysets.DOOR)
    with Holder(path, Ceiling(most)) as holder:
        holder.serve_forever()
