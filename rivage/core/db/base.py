"""PostgreSQL, with the perimeter written at the start of each outermost transaction."""

from typing import Any

from django.db.backends.postgresql import base

from rivage.core import logins, perimeter


class DatabaseWrapper(base.DatabaseWrapper):
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
