"""PostgreSQL, with the perimeter written at the start of each outermost transaction."""

from typing import Any

from django.db.backends.postgresql import base

from rivage.core import perimeter


class DatabaseWrapper(base.DatabaseWrapper):
    def set_autocommit(self, autocommit: bool, *args: Any, **kwargs: Any) -> None:
        super().set_autocommit(autocommit, *args, **kwargs)
        current = perimeter.current()
        if not autocommit and current is not perimeter.NOBODY:
            with self.cursor() as cursor:
                perimeter.put(cursor, current)
