"""A list as one asks for it: words, filters, order, page. An app declares it; all are drawn and leave alike.

A `Listing` stands in an app's ``tables.py``. ``core/parts/liste.html`` draws what `answer` gives of it; a file holds
what `rows_of` gives. Words that one types are posted: no address ever holds one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import QueryDict

from rivage.core.between import BetweenForm
from rivage.core.french import between_days, folded, run_together
from rivage.core.tables import Column, Pages, Table, asked_sort

A_PAGE = 25
LONGEST = 80
# The page that shows every line, to print them; beyond so many, a file says more than paper.
WHOLE = "tout"
MOST = 500
FORM = "demander"


class Option(NamedTuple):
    """A choice of a filter or of the order, as one reads it."""

    word: str
    label: str
    current: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """What narrows a list. ``choices``: the word in the address and what one reads; the first is the usual one."""

    key: str
    label: str
    choices: Sequence[tuple[str, str]]

    @property
    def usual(self) -> str:
        """The word that stands when none is asked."""
        return self.choices[0][0]

    def obeyed(self, word: str | None) -> str:
        """The word asked, if it is offered."""
        return word if word in {offered for offered, _ in self.choices} and word is not None else self.usual


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a list. ``sort`` may begin with "-"; ``chosen``: the word of each filter, by its key.

    ``between``: the first and the last day asked, when the list is one of days.
    """

    sort: str
    chosen: Mapping[str, str] = field(default_factory=dict)
    words: str = ""
    page: str = ""
    between: BetweenForm | None = None

    @property
    def order(self) -> str:
        """The order, whichever way."""
        return self.sort.removeprefix("-")

    @property
    def down(self) -> bool:
        """Whether from the last to the first."""
        return self.sort.startswith("-")

    @property
    def wrong(self) -> bool:
        """Whether its days mean nothing: it then finds nothing, since usual ones would pass for what was asked."""
        return self.between is not None and bool(self.between.errors)

    @property
    def days(self) -> tuple[date, date]:
        """The days of a list that has some, both included. TypeError for another."""
        if self.between is None:
            raise TypeError("This list is not one of days.")
        return self.between.days()


class Empty(NamedTuple):
    """What a list says when it has no line: what is missing, why it matters, one button."""

    title: str
    text: str = ""
    url: str = ""
    action: str = ""


NOT_SOUGHT = Empty("Rien n’est cherché entre ces jours", "Corrigez-les, puis cherchez de nouveau.")


class Picked:
    """Rows of a query by their ids and in that order, each read when its page is shown."""

    def __init__(self, rows: "QuerySet[Any]", ids: Sequence[Any]) -> None:
        self.rows, self.ids = rows, ids

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, part: slice) -> list[Any]:
        ids = self.ids[part]
        found = self.rows.in_bulk(ids)
        return [found[pk] for pk in ids if pk in found]


Found = Sequence[Any] | Picked | QuerySet[Any]
NO_LINE = Empty("Rien ne répond", "Changez le mot cherché ou le choix fait.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list of one reader. ``page``: its URL name; ``sort``: its usual order.

    ``found(asked)`` gives what the reader may see of what is asked, in order, as cheaply as it can be counted and
    cut in pages. ``shown(rows)`` makes lines of those of one page, names them, and notes who is shown;
    ``filed(rows)`` those of a file, where a page puts several in one. ``searched``: what the words are looked for
    in; empty, the list has no box for them. ``nothing``: said when words or a filter left no line; ``empty``: said
    when there is none at all. ``names``: whether lines say what people are called. ``usual_days``: for a list of
    what happened, the first and the last day shown when none is asked. ``most``: how many lines ``found`` gives at
    most, when it stops there. ``counted``: what it gives, in the singular, where ``shown`` makes one line of several.
    ``whole(asked)``: how many there are to this reader before any word, association or colleague is
    asked; read once something is. ``drawn``: the template
    of its lines, where it is not the table of ``columns``, which are a file's then. ``totals``: that of what adds them
    up, where its page has some in ``#totaux``: it follows them.
    """

    page: str
    caption: str
    columns: Sequence[Column]
    sort: str
    found: Callable[[Asked], Found]
    shown: Callable[[Sequence[Any]], Sequence[Any]] = list
    filed: Callable[[Sequence[Any]], Sequence[Any]] | None = None
    filters: Sequence[Filter] = ()
    searched: str = ""
    empty: Empty
    nothing: Empty = NO_LINE
    names: bool = True
    usual_days: tuple[date, date] | None = None
    most: int | None = None
    counted: str = "ligne"
    whole: Callable[[Asked], int] | None = None
    drawn: str = "core/parts/table.html"
    totals: str = ""

    def asked(self, sent: QueryDict, posted: QueryDict) -> Asked:
        """What a request asks: nothing that this list does not offer, and words from a form alone."""

        def said(key: str) -> str | None:
            return posted.get(key, sent.get(key))

        return Asked(
            sort=asked_sort(self.columns, said("tri"), self.sort),
            chosen={one.key: one.obeyed(said(one.key)) for one in self.filters},
            words=posted.get("q", "").strip()[:LONGEST],
            page=said("page") or "",
            between=self.usual_days and BetweenForm({key: said(key) for key in BetweenForm.DAYS}, self.usual_days),
        )

    def url(self, path: str, asked: Asked) -> str:
        """The address of the same filters and order, without words and without page."""
        kept = {one.key: asked.chosen[one.key] for one in self.filters if asked.chosen[one.key] != one.usual}
        if asked.sort != self.sort:
            kept["tri"] = asked.sort
        if asked.between:
            kept |= asked.between.kept()
        return f"{path}?{urlencode(kept)}" if kept else path

    def narrowed(self, asked: Asked) -> bool:
        """Whether words or a filter leave some out."""
        return (
            bool(asked.words)
            or bool(asked.between and asked.between.kept())
            or any(asked.chosen[one.key] != one.usual for one in self.filters)
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """What a list answers, ready to draw. ``url``: what was asked, without words."""

    listing: Listing
    asked: Asked
    table: Table
    pages: Pages
    url: str

    @property
    def narrowed(self) -> bool:
        """Whether words or a filter leave some out."""
        return self.listing.narrowed(self.asked)

    @property
    def filters(self) -> list[tuple[Filter, list[Option]]]:
        """Each filter and its choices."""
        return [
            (one, [Option(word, label, word == self.asked.chosen[one.key]) for word, label in one.choices])
            for one in self.listing.filters
        ]

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """What is chosen other than usual, in words, and the days, for paper."""
        between = [self.asked.days] if self.asked.between else []
        return [("Jours", between_days(*days)) for days in between] + [
            (one.label, option.label)
            for one, options in self.filters
            for option in options
            if option.current and option.word != one.usual
        ]

    @property
    def orders(self) -> list[Option]:
        """Each order both ways, for a screen without heads."""
        current = self.asked.sort
        return [
            Option(word, words, word == current)
            for column in self.listing.columns
            if column.sort
            for word, words in ((column.sort, column.label), (f"-{column.sort}", f"{column.label}, ordre inverse"))
        ]

    @property
    def empty(self) -> Empty:
        """What to say when there is no line."""
        if self.asked.wrong:
            return NOT_SOUGHT
        return self.listing.nothing if self.narrowed else self.listing.empty


def answer(listing: Listing, asked: Asked, path: str) -> Answer:
    """One page of what is asked, or every line of it when ``WHOLE`` is asked and they are not too many."""
    found: Any = [] if asked.wrong else listing.found(asked)
    url = listing.url(path, asked)
    form = FORM if asked.words else ""
    paginator = Paginator(found, A_PAGE)
    several = A_PAGE < paginator.count <= MOST
    if several and asked.page == WHOLE:
        paginator = Paginator(found, MOST)
    page = paginator.get_page(asked.page)
    lines = listing.shown(list(page.object_list))
    table = Table(listing.columns, lines, listing.caption, asked.sort, url, form)
    whole = WHOLE if several and asked.page != WHOLE else ""
    among = listing.whole(asked) if listing.whole and listing.narrowed(asked) else 0
    pages = Pages(page, url, paginator.count == listing.most, form, whole, listing.counted, among)
    return Answer(listing, asked, table, pages, url)


def rows_of(listing: Listing, asked: Asked) -> tuple[list[str], list[list[Any]]]:
    """The heads and every line of what is asked, as a file holds them. Each is shown: its reading is noted."""
    found: Any = [] if asked.wrong else listing.found(asked)
    lines = (listing.filed or listing.shown)(list(found[:]))
    return (
        [column.label for column in listing.columns],
        [[column.written(line) for column in listing.columns] for line in lines],
    )


def ordered(rows: "QuerySet[Any]", columns: Iterable[Column], asked: Asked) -> "QuerySet[Any]":
    """The rows in the order asked, by the field of its column, then by their id."""
    by = next(column.by for column in columns if column.sort == asked.order)
    return rows.order_by(f"{'-' if asked.down else ''}{by}", "pk")


def ranked(rows: Iterable[Any], columns: Iterable[Column], asked: Asked, then: Callable[[Any], Any]) -> list[Any]:
    """The same for rows in memory, by the function of the column, then by another; those without a value last."""
    by: Any = next(column.by for column in columns if column.sort == asked.order)
    valued: list[Any] = []
    blank: list[Any] = []
    for row in rows:
        (blank if by(row) in (None, "") else valued).append(row)
    return sorted(valued, key=lambda row: (by(row), then(row)), reverse=asked.down) + sorted(blank, key=then)


def matches(words: str, *texts: str) -> bool:
    """Whether each word asked begins a word of the texts, whatever its accents, apostrophes or hyphens."""
    known = {word for text in texts for word in folded(text).split()}
    joined = set[str]().union(*map(run_together, texts))

    def begins(part: str, among: set[str]) -> bool:
        return any(word.startswith(part) for word in among)

    return all(
        begins(folded(word).replace(" ", ""), joined) or all(begins(part, known) for part in folded(word).split())
        for word in words.split()
    )
