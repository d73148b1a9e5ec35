"""File numbers, for the trace: the antenne reads its own, the auditor reads numbers and nothing else of a file."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import connection

from rivage.audit import subjects
from rivage.audit.subjects import PERSON, Subject
from rivage.core import ids
from rivage.people.enums import Slice
from rivage.people.models import Person
from rivage.vault import opened


def _references(wanted: Iterable[UUID]) -> Mapping[UUID, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, reference, antenne_id FROM people_references(%s)", [list(wanted)])
        found = cursor.fetchall()
    for person, _, antenne in found:
        opened.note(person, antenne, Slice.REFERENCE)
    return {person: reference for person, reference, _ in found}


def _visible(membership: Any, person: UUID) -> bool:
    return Person.objects.visible_to(membership).filter(pk=person).exists()


def _referenced(words: str) -> list[UUID]:
    """The file of this number, however it is typed: by its signs alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_referenced(%s)", [ids.file_number_of(words)])
        return [row[0] for row in cursor.fetchall()]


subjects.tell(PERSON, Subject(_references, _visible, _referenced))
