"""The version of what a form shows: two tabs, or two people, don't write over each other unseen."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.crypto import salted_hmac

from rivage.core.refusal import Stale


def version_of(*rows: models.Model | None) -> str:
    """A word that changes with anything that these rows hold, and says nothing of it. It is kept nowhere.

    A row that is not in the database yet counts as none, as None does: its form was shown empty.
    """
    kept = [row for row in rows if row is not None and not row._state.adding]
    values = ((field.attname, getattr(row, field.attname)) for row in kept for field in row._meta.concrete_fields)
    held = [(name, value is None, str(value)) for name, value in values]
    return salted_hmac("rivage.version", repr(held), algorithm="sha256").hexdigest()[:32]


def version_of_words(*said: str) -> str:
    """The same, of what a page says and of what was typed: read again whenever a word of it would differ."""
    return salted_hmac("rivage.version", repr(said), algorithm="sha256").hexdigest()[:32]


def to_write(version: str, *written: tuple[models.Model, Mapping[str, Any]]) -> bool:
    """Whether values are to be written to rows, held for the act and shown as `version` to who writes them.

    False when they stand there already: the first of two clicks did it. Raises `Stale` when something else does.
    """
    if version == version_of(*(row for row, _ in written)):
        return True
    if any(getattr(row, name) != value for row, values in written for name, value in values.items()):
        raise Stale
    return False
