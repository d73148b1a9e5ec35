"""What apps that come after say beside a signed decision, to whoever reads it."""

from collections.abc import Callable, Iterator
from datetime import date

from rivage.accounts.models import Membership
from rivage.dossiers.models import Demande

Source = Callable[[Membership, Demande, date], Iterator[str]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Add sentences about what was decided besides, for this reader and this day."""
    _sources.append(source)


def said(membership: Membership, demande: Demande, on: date) -> list[str]:
    return [sentence for source in _sources for sentence in source(membership, demande, on)]
