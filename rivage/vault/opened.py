"""What was opened in this perimeter: the source of read events, so that no page can forget to leave its trace."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from rivage.core import perimeter

_OPENED = "vault.opened"
_QUIET = "vault.quiet"


@dataclass
class Opened:
    """A person opened: her antenne, and the slices shown."""

    antenne: UUID
    slices: set[str] = field(default_factory=set)


def note(person: UUID, antenne: UUID, slice_: str) -> None:
    """A value of this person was decrypted, or her line is shown."""
    cache = perimeter.current().cache
    if not cache.get(_QUIET):
        cache.setdefault(_OPENED, {}).setdefault(person, Opened(antenne)).slices.add(slice_)


def take() -> dict[UUID, Opened]:
    """People opened since the last call."""
    found: dict[UUID, Opened] = perimeter.current().cache.pop(_OPENED, {})
    return found


def so_far() -> dict[UUID, Opened]:
    """The same, without taking them."""
    return dict(perimeter.current().cache.get(_OPENED, {}))


@contextmanager
def sorting() -> Iterator[None]:
    """Decrypt names only to put them in order: what is then shown is noted by the list that shows it."""
    cache = perimeter.current().cache
    before = cache.get(_QUIET, False)
    cache[_QUIET] = True
    try:
        yield
    finally:
        cache[_QUIET] = before
