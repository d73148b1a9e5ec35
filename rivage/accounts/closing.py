"""What the end of a function leaves behind: each app says it, before, of what it knows."""

from collections.abc import Callable, Iterable

from rivage.accounts.models import Membership

# (who reads, the function that would end) → sentences.
Source = Callable[[Membership, Membership], Iterable[str]]

_sources: list[Source] = []


def tell(source: Source) -> None:
    """Declare what an app says of a function that ends."""
    _sources.append(source)


def told(actor: Membership, ending: Membership) -> list[str]:
    """What all apps say to somebody of a function that would end, in the order of the apps."""
    return [sentence for source in _sources for sentence in source(actor, ending)]
