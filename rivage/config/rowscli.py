"""`rivage rows`: the SQL that the house declares for its rows, as `rivage migrate` applies it. No database starts."""

from collections.abc import Iterable

import django

from rivage.config.state import Trouble
from rivage.core.db import emitter
from rivage.core.db.rules import RowRule


def show(label: str | None, *, listing: bool) -> int:
    """Print the rules of one app, or of all; with `listing`, those that models declare alone, as docs/rows.sql has
    them: what is written by hand stands in each rows.sql. Raise Trouble for an app that is not of the house.
    """
    django.setup()
    chosen = [app for app in emitter.house() if label in (None, app.label)]
    if not chosen:
        raise Trouble(f"Aucune application ne s’appelle « {label} ».")
    rules = emitter.declared if listing else emitter.rules_of
    print(written(rule for app in chosen for rule in rules(app)), end="")
    return 0


def written(rules: Iterable[RowRule]) -> str:
    return "".join(f"{rule.sql}\n\n" for rule in rules)
