"""What a list is drawn of: columns, rows, heads, pages. ``core/parts/table.html`` and ``pagination.html`` draw them.

What one asks of a list, and what answers, stands in `rivage.core.lists`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.core.paginator import Page

from rivage.core.french import capital, number
from rivage.law.wording import NBSP

STATE_KINDS = {"neutre": False, "ok": True, "attente": True, "alerte": True, "cours": True, "inscrit": True}
COLUMN_KINDS = ("title", "text", "link", "ref", "state", "date", "number", "euros", "late")
LINK_KINDS = ("title", "link")
END_KINDS = ("date", "number", "euros", "late")


@dataclass(frozen=True, slots=True)
class State:
    """A state pill: its kind (a key of STATE_KINDS), its icon, its words. ValueError on an unknown kind."""

    kind: str
    icon: str
    text: str

    def __post_init__(self) -> None:
        if self.kind not in STATE_KINDS:
            raise ValueError(f"unknown state kind {self.kind!r}")


class Link(NamedTuple):
    """The value of a "title" or "link" cell: the words and where they lead."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``getter(row)`` gives the value, ``kind`` how it is drawn, ``sort`` the word that orders by it.

    Kinds: title (a Link, heads the row), text, link, ref, state (a State), date, number, euros, late (a text in red).
    ``by``: what puts the rows in that order, a field of their query or a function of the row.
    """

    key: str
    label: str
    getter: Callable[[Any], Any]
    sort: str | None = None
    kind: str = "text"
    by: str | Callable[[Any], Any] | None = None

    def __post_init__(self) -> None:
        if self.kind not in COLUMN_KINDS:
            raise ValueError(f"unknown column kind {self.kind!r}")

    @property
    def at_end(self) -> bool:
        """Whether the values line up on the right."""
        return self.kind in END_KINDS

    def written(self, row: Any) -> Any:
        """The value as a file holds it: the words of a link or of a state, a day, a number, a text."""
        value = self.getter(row)
        if isinstance(value, Link):
            return value.text
        return capital(value.text) if isinstance(value, State) else value


class Head(NamedTuple):
    """A column's header: ``direction`` is the value of aria-sort, empty when the list isn't ordered by it."""

    column: Column
    url: str
    direction: str
    asked: str


class Cell(NamedTuple):
    """A column and its value for one row."""

    column: Column
    value: Any


def with_query(url: str, **changes: str | None) -> str:
    """The same address with some parameters of its query replaced; None removes one."""
    parts = urlsplit(url)
    kept = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if key not in changes]
    added = [(key, value) for key, value in changes.items() if value is not None]
    return urlunsplit(parts._replace(query=urlencode(kept + added)))


def asked_sort(columns: Iterable[Column], asked: str | None, default: str) -> str:
    """The sort asked in the address ("attend" or "-attend") if a column offers it, else the default."""
    offered = {column.sort for column in columns if column.sort}
    return asked if asked and asked.removeprefix("-") in offered else default


@dataclass(frozen=True, slots=True)
class Table:
    """A list ready to draw: ``rows`` already ordered, ``sort`` the current order, ``url`` the page's full path.

    ``form``: the form that heads send instead of leading to an address, when its words may be in none.
    """

    columns: Sequence[Column]
    rows: Sequence[Any]
    caption: str
    sort: str = ""
    url: str = ""
    form: str = ""

    def heads(self) -> list[Head]:
        """Headers with the address that sorts by each; a second press turns the order round."""
        heads = []
        for column in self.columns:
            current = bool(column.sort) and self.sort.removeprefix("-") == column.sort
            down = current and self.sort.startswith("-")
            asked = f"-{column.sort}" if current and not down else column.sort
            url = with_query(self.url, tri=asked, page=None) if column.sort else ""
            heads.append(Head(column, url, ("descending" if down else "ascending") if current else "", asked or ""))
        return heads

    def body(self) -> list[list[Cell]]:
        """One list of cells per row. ValueError for a Link in a column that doesn't lead anywhere."""
        return [[_cell(column, row) for column in self.columns] for row in self.rows]


def _cell(column: Column, row: Any) -> Cell:
    value = column.getter(row)
    if isinstance(value, Link) and column.kind not in LINK_KINDS:
        raise ValueError(f"a link in the {column.kind} column {column.key!r}")
    return Cell(column, value)


class PageLink(NamedTuple):
    """A page number and its address."""

    number: int
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Pages:
    """The foot of a list: ``page`` from Django's Paginator, ``url`` the page's full path.

    ``more``: counting stopped there, others may follow. ``form``: as that of `Table`. ``whole``: the page that shows
    all the lines at once; empty when they are shown, or too many. ``counted``: what is counted, in the singular: a
    page may put several in one line. ``among``: how many there are in all, where some are left out, else 0.
    """

    page: "Page[Any]"
    url: str
    more: bool = False
    form: str = ""
    whole: str = ""
    counted: str = "ligne"
    among: int = 0

    @property
    def total(self) -> str:
        """« 1 ligne », « 238 lignes », « 8 lignes sur 21 » where some are left out."""
        return f"{self._lines} sur {number(self.among)}" if self.among > self.page.paginator.count else self._lines

    @property
    def _lines(self) -> str:
        count = self.page.paginator.count
        return f"{number(count)}{NBSP}{self.counted}{'s' if count > 1 else ''}"

    @property
    def extent(self) -> str:
        """What stands under a list: « 19 lignes » when it is whole, else « 26 à 50 sur 60 lignes, 238 en tout »."""
        more = " ou plus" if self.more else ""
        if not self.page.has_other_pages():
            return f"{self.total}{more}"
        first, last = self.page.start_index(), self.page.end_index()
        here = f"{number(first)} à {number(last)}" if last > first else number(first)
        left_out = f", {number(self.among)} en tout" if self.among else ""
        return f"{here} sur {self._lines}{more}{left_out}"

    def links(self) -> list[PageLink]:
        """The pages around this one, first and last always there."""
        last = self.page.paginator.num_pages
        here = self.page.number
        shown = sorted({1, last, *range(max(1, here - 2), min(last, here + 2) + 1)})
        return [PageLink(one, with_query(self.url, page=str(one)), one == here) for one in shown]

    @property
    def next_url(self) -> str:
        """The next page's address, empty on the last."""
        return with_query(self.url, page=str(self.page.number + 1)) if self.page.has_next() else ""

    @property
    def whole_url(self) -> str:
        """The address of all the lines at once."""
        return with_query(self.url, page=self.whole)
