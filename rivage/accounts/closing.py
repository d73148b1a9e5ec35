"""What the end of a function leaves to be done: an app says it, of what it knows, before the end and after."""

from collections.abc import Callable
from dataclasses import dataclass

from rivage.accounts.models import Membership


@dataclass(frozen=True, slots=True)
class Remaining:
    """One sentence, and the page where it is mended."""

    sentence: str
    url: str
    label: str


# (who reads, the function that ends or has ended) → what it leaves.
Source = Callable[[Membership, Membership], Remaining | None]

_sources: list[Source] = []


def tell(source: Source) -> None:
    """Declare what an app says of a function that ends."""
    _sources.append(source)


def told(actor: Membership, ending: Membership) -> list[Remaining]:
    """What all apps say to somebody of a function that ends, in the order of the apps."""
    return [one for source in _sources if (one := source(actor, ending)) is not None]
