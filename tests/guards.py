"""What every test is held to: no undefined variable in a template (pytest-django's own guard, in pyproject.toml), no
order that the database did not promise, no word to another machine."""

import random
import socket
import sys
from typing import Any

import pytest
from django.db.models import QuerySet
from django.db.models.query import MAX_GET_RESULTS

LOOPBACK = ("127.", "::1", "localhost")
INTERNET = (socket.AF_INET, socket.AF_INET6)
OUTGOING = ("socket.connect", "socket.sendto", "socket.sendmsg")
NAMING = ("socket.getaddrinfo", "socket.gethostbyname")

_fetch_all = QuerySet._fetch_all
_draw = random.Random()  # noqa: S311 - an order, not a secret


class Outside(RuntimeError):
    """A test reached for another machine."""


def _shuffled(self: Any) -> None:
    """Rows whose order nobody asked for come in another one each time; a slice of them, drawn at random, is refused.

    A slice as long as `get()` reads is its own way to see that there are two.
    """
    fetched = self._result_cache is None
    _fetch_all(self)
    if not fetched or self.ordered:
        return
    if self.query.is_sliced and self.query.high_mark != MAX_GET_RESULTS:
        raise AssertionError(f"A slice of {self.model.__name__} in no order.")
    _draw.shuffle(self._result_cache)


def _stay(event: str, arguments: tuple[Any, ...]) -> None:
    """Unix sockets and the loopback alone. An audit hook stays for the life of the process: it only knows sockets."""
    if event in OUTGOING:
        connection, address = arguments[0], arguments[1]
        if connection.family not in INTERNET or address is None:
            return
        host = address[0]
    elif event in NAMING:
        host = arguments[0]
    else:
        return
    name = host.decode() if isinstance(host, bytes) else host
    if name and not name.startswith(LOOPBACK):
        raise Outside(f"A test reaches for {name}.")


def pytest_configure(config: pytest.Config) -> None:
    QuerySet._fetch_all = _shuffled  # type: ignore[method-assign]
    sys.addaudithook(_stay)


@pytest.fixture(autouse=True)
def _same_shuffle(request: pytest.FixtureRequest) -> None:
    """The order drawn is the test's own: what it finds, it finds again."""
    _draw.seed(f"{request.node.location[0]}::{request.node.name}")
