"""PostgreSQL, with the perimeter written at the start of each outermost transaction."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.postgresql.psycopg_any import BaseTzLoader
from psycopg.adapt import AdaptersMap

from rivage.core import logins, perimeter


class InstantLoader(BaseTzLoader):  # type: ignore[misc]
    """Instants as Python reads them by itself: of Django's own loader, each costs ten times more."""

    timezone = UTC

    def load(self, data: Any) -> Any:
        try:
            found = datetime.fromisoformat(str(data, "ascii"))
        except ValueError:
            return super().load(data)
        return found if found.tzinfo is UTC else super().load(data)


@cache
def _adapters(django: AdaptersMap) -> AdaptersMap:
    ours = AdaptersMap(django)
    ours.register_loader("timestamptz", InstantLoader)
    return ours


class DatabaseWrapper(base.DatabaseWrapper):
    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        if self.timezone is UTC:
            params["context"] = _adapters(params["context"])
        return params

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # How each perimeter entered the running transaction, and those perimeters.
        self.entered: dict[int, tuple[str, ...]] = {}
        self.holds: list[perimeter.Perimeter] = []

    def set_autocommit(self, autocommit: bool, *args: Any, **kwargs: Any) -> None:
        super().set_autocommit(autocommit, *args, **kwargs)
        self.entered.clear()
        self.holds.clear()
        current = perimeter.current()
        if autocommit or current is perimeter.NOBODY or self.alias != logins.using():
            return
        if not perimeter.opens(current, self.alias):
            return
        try:
            perimeter.put(self, current)
        except BaseException:
            self.connection.rollback()
            super().set_autocommit(True)
            raise
