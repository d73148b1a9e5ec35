"""What the trace's bare ids name, told by the apps that own them, each in its `subjects.py`.

The trace stands left of them all and imports none.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

USER, FUNCTION, PERSON, SEAT = "user", "function", "person", "seat"


def _nobody(_membership: Any, _id: UUID) -> bool:
    return False


def _none(_words: str) -> Iterable[UUID]:
    return ()


@dataclass(frozen=True)
class Subject:
    """`names`: the words that the perimeter in force may read for some ids. `visible`: the gate to one of them.

    `called`: the ids that answer to some words, among those that the perimeter may name.
    """

    names: Callable[[Iterable[UUID]], Mapping[UUID, str]]
    visible: Callable[[Any, UUID], bool] = _nobody
    called: Callable[[str], Iterable[UUID]] = _none


_subjects: dict[str, Subject] = {}


def tell(kind: str, subject: Subject) -> None:
    """Declare what names the ids of a kind."""
    _subjects[kind] = subject


def names(kind: str, ids: Iterable[UUID | None]) -> Mapping[UUID, str]:
    """The words for these ids; an id that nobody names, or that may not be read here, is left out."""
    wanted = {found for found in ids if found is not None}
    subject = _subjects.get(kind)
    return subject.names(wanted) if subject and wanted else {}


def visible(kind: str, membership: Any, wanted: UUID) -> bool:
    """Whether a membership may open the object of this id."""
    subject = _subjects.get(kind)
    return subject is not None and subject.visible(membership, wanted)


def called(kind: str, words: str) -> list[UUID]:
    """The ids of a kind that answer to some words."""
    subject = _subjects.get(kind)
    return list(subject.called(words)) if subject else []
