"""Types of events. Each app declares its own in `events.py`; an undeclared type can't be recorded."""

from collections.abc import Callable
from dataclasses import dataclass, field

ERASE_NOTHING = "nothing"
ERASE_DETAILS = "details"


@dataclass(frozen=True)
class EventType:
    """`label`: what a reader of the trace sees. `details`: the codes it may carry, none of them a content.

    `erasure`: what happens to it when the person is erased: the bare ids stay and lead nowhere, the details may go.
    `watched`: something was refused, closed or failed, and the auditor's home counts it; `alarm`: what that home says
    the day it happens.
    """

    code: str
    label: str
    details: tuple[str, ...] = ()
    erasure: str = ERASE_NOTHING
    display: Callable[[dict[str, object]], str] | None = field(default=None, compare=False)
    watched: bool = False
    alarm: str = ""


_types: dict[str, EventType] = {}


class UnknownEvent(LookupError):
    """An event whose type, or one of its details, no `events.py` declares."""


def register(*types: EventType) -> None:
    """Declare event types. Raises ValueError on a code declared twice."""
    for kind in types:
        if kind.code in _types and _types[kind.code] != kind:
            raise ValueError(f"Le type d’événement {kind.code} est déclaré deux fois.")
        _types[kind.code] = kind


def get(code: str) -> EventType:
    try:
        return _types[code]
    except KeyError as error:
        raise UnknownEvent(code) from error


def known() -> dict[str, EventType]:
    return dict(_types)


def watched() -> dict[str, EventType]:
    """Those that tell of something refused, closed or failed."""
    return {code: kind for code, kind in _types.items() if kind.watched or kind.alarm}
