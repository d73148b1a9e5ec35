"""The trace in lines that a person can read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from rivage.audit import registry, subjects
from rivage.audit.models import Event
from rivage.core.french import capital, day_in_short, day_in_words, folded, hour
from rivage.core.tables import Column
from rivage.law.wording import NBSP

FILES_SHOWN = 5
# Written once for each part of a page, or for each of those to whom a file is opened.
TOGETHER = ("read", "file_opened", "file_given_back", "file_closed")
AT_ONCE = timedelta(minutes=1)


@dataclass(frozen=True)
class EventLine:
    """One event: who, under which function, did what, to which account or function, about which files, when."""

    when: str
    act: str
    who: str
    function: str
    about: str
    files: str
    departement: str


COLUMNS = (
    Column("act", "Acte", lambda line: line.act, kind="title"),
    Column("when", "Instant", lambda line: line.when, sort="instant", by="at"),
    Column("who", "Compte", lambda line: line.who),
    Column("function", "Fonction", lambda line: line.function),
    Column("about", "Concerne", lambda line: line.about),
    Column("files", "Dossiers", lambda line: line.files),
    Column("departement", "Département", lambda line: line.departement, sort="departement", by="departement"),
)


def acts() -> list[tuple[str, str]]:
    """Each act that the trace knows and what one reads, in the order of what one reads."""
    labels = tuple((code, label(code)) for code in registry.known())
    return [("", "Tous"), *_in_order(labels)]


@lru_cache(maxsize=1)
def _in_order(labels: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    """Sorted once: they are the words of the program."""
    return sorted(labels, key=lambda act: folded(act[1]))


def lines(events: Iterable[Event], zone: ZoneInfo) -> list[EventLine]:
    """The lines of some events, with three queries for their names. An id that may not be named is counted."""
    rows = list(events)
    # Of an act about a person, whose account it names is hers to tell: whom she sets aside is one.
    about = {row.object_id for row in rows if row.object_id and not row.people}
    users = subjects.names(subjects.USER, {row.user_id for row in rows} | about)
    functions = subjects.names(subjects.FUNCTION, {row.membership_id for row in rows} | about)
    people = subjects.names(subjects.PERSON, [person for row in rows for person in row.people])
    return [
        EventLine(
            when=_when(row, zone),
            act=label(row.kind),
            who=users.get(row.user_id, "") if row.user_id else "",
            function=functions.get(row.membership_id, "") if row.membership_id else "",
            about=_about(row, users, functions),
            files=_files([people[person] for person in row.people if person in people], len(row.people)),
            departement=row.departement,
        )
        for row in rows
    ]


def _about(row: Event, users: Mapping[UUID, str], functions: Mapping[UUID, str]) -> str:
    if row.people or not row.object_id or row.object_id == row.user_id:
        return ""
    return users.get(row.object_id) or functions.get(row.object_id, "")


def grouped(events: Sequence[Event], zone: ZoneInfo) -> list[EventLine]:
    """The same for a page: what one opening of a file wrote several times, its parts or its readers, is one line with
    how many. The trace keeps each, and a file of the list has them all.
    """
    heads: list[Event] = []
    counts: list[int] = []
    for row in events:
        if heads and _same_opening(heads[-1], row):
            counts[-1] += 1
        else:
            heads.append(row)
            counts.append(1)
    return [
        replace(line, act=f"{line.act}, {many}{NBSP}fois") if many > 1 else line
        for line, many in zip(lines(heads, zone), counts, strict=True)
    ]


def _same_opening(one: Event, other: Event) -> bool:
    return (
        one.kind in TOGETHER
        and (one.kind, one.user_id, one.membership_id) == (other.kind, other.user_id, other.membership_id)
        and set(one.people) == set(other.people)
        and abs(one.at - other.at) <= AT_ONCE
    )


def _when(row: Event, zone: ZoneInfo) -> str:
    at = row.at.astimezone(zone)
    return f"{day_in_short(at.date(), on=at.date())} {at.year},{NBSP}{hour(at.time())}"


def label(kind: str) -> str:
    """What one reads of a kind of act."""
    known = registry.known().get(kind)
    words = known.label if known else kind
    return capital(words)


def _files(named: list[str], count: int) -> str:
    """The file numbers that may be read here. How many others an act concerned is not said: it counts their people."""
    if not named:
        return "dossier non nommé" if count else ""
    shown, more = ", ".join(sorted(named)[:FILES_SHOWN]), len(named) - FILES_SHOWN
    if more <= 0:
        return shown
    return f"{shown} et {more} autres" if more > 1 else f"{shown} et un autre"


@dataclass(frozen=True)
class Reader:
    """Somebody who opened a file on a day; `who` is empty where names of colleagues are not shown."""

    day: str
    function: str
    who: str


def readers(rows: Iterable[tuple[date, UUID | None, UUID | None]], named: bool, mine: UUID) -> list[Reader]:
    """(day, membership, user) lines as readers, each function once a day. `mine`: that of whoever asks."""
    found = list(rows)
    functions = subjects.names(subjects.FUNCTION, [membership for _, membership, _ in found])
    users = subjects.names(subjects.USER, [user for _, _, user in found]) if named else {}
    lines_ = [
        Reader(
            day=f"{day_in_words(day, on=day, weekday=False)} {day.year}",
            function=_function(membership, functions, mine),
            who=users.get(user, "") if user and membership != mine else "",
        )
        for day, membership, user in found
    ]
    return list(dict.fromkeys(lines_))


def _function(membership: UUID | None, functions: Mapping[UUID, str], mine: UUID) -> str:
    if membership is None:
        return "Tâche automatique"
    return "Vous" if membership == mine else functions.get(membership, "")
