"""What a password is checked against: sealed by the keyset of the doors and bound to its account.

Who has a copy of the database has nothing to guess against, and who writes in it puts nobody's verifier on another.
"""

from base64 import b64decode, b64encode
from typing import Any
from uuid import UUID

from django.db import models

from rivage.core import logins
from rivage.vault import keysets
from rivage.vault.errors import KeysetMissing

SEALED = "scelle$"
# What Django writes for an account that no password opens.
NONE = "!"


def sealed(account: UUID, verifier: str) -> str:
    """A verifier as the database keeps it."""
    return SEALED + b64encode(keysets.wrap(keysets.DOOR, verifier.encode(), _bound(account))).decode()


def opened(account: UUID, kept: str) -> str:
    """The verifier of this account; of what is not sealed for it, one that no password opens."""
    if not kept.startswith(SEALED):
        return NONE
    try:
        return keysets.unwrap(keysets.DOOR, b64decode(kept.removeprefix(SEALED)), _bound(account)).decode()
    except (KeysetMissing, ValueError):
        return NONE


def _bound(account: UUID) -> str:
    return f"password:{account}"


class Verifier(models.CharField):  # type: ignore[type-arg]  # Generic in the stubs, not when it runs.
    """What a password is checked against: read at the doors alone, empty elsewhere, where the login may not ask."""

    def select_format(self, compiler: Any, sql: str, params: Any) -> tuple[str, Any]:
        return (sql, params) if logins.at_doors() else ("''::varchar", ())

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _path, *rest = super().deconstruct()
        return (name, "django.db.models.CharField", rest[0], rest[1])
