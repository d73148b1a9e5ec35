"""The floor page: the rows that a page shows, by ORM, through a plain table template, same role, same middleware."""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.views.decorators.http import require_safe

from rivage.accounts import policies, roles
from rivage.accounts.models import Membership

NAME = "floor"
COLUMNS = 6
# Each gives the lists of rows of one page.
ROWS: list[Callable[[Membership], Iterable[Iterable[Any]]]] = []
PLAIN = """<!doctype html><html lang="fr"><title>Plancher</title><main>
{% for table in tables %}<table>{% for row in table %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>
{% endfor %}</table>{% endfor %}</main></html>"""


def open_to_all() -> None:
    """Open the floor page to every role, in this process alone."""
    policies.pages()[NAME] = policies.Page(NAME, "Plancher", read=dict.fromkeys(roles.roles(), "list"))


def lay(rows: Callable[[Membership], Iterable[Iterable[Any]]]) -> int:
    """Lay one floor; gives its rank."""
    ROWS.append(rows)
    return len(ROWS) - 1


@require_safe
def page(request: HttpRequest, rank: int) -> HttpResponse:
    found = ROWS[rank](request.membership)
    tables = [[list(_cells(row)) for row in rows] for rows in found]
    return HttpResponse(engines["django"].from_string(PLAIN).render({"tables": tables}, request))


def _cells(row: Any) -> Iterable[str]:
    """Its first columns, without ids nor form, and who or what it is about."""
    read = (each.attname for each in row._meta.concrete_fields if each.attname in row.__dict__)
    yield from (str(getattr(row, name)) for name in islice((one for one in read if not one.endswith("id")), COLUMNS))
    yield from (str(other) for other in row._state.fields_cache.values() if other is not None)
