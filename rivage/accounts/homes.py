"""What a home is made of, and who puts it there: each app registers in its `todo.py` what a function must do today.

A source gives lines to act on, panels beside them, or the steps of a session; `desk.homes` puts them together.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists

from rivage.accounts.models import Membership
from rivage.core.contest import Contest
from rivage.core.french import COUNTS, number

if TYPE_CHECKING:
    from django.db.models import QuerySet

WEEK = timedelta(days=7)
NO_TERM = "Aucun texte ne fixe de dernier jour. Ce qui attend depuis le plus longtemps vient en premier."


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do. `due`: its last day, when a text or a session sets one; else `since`, the day it began to wait.

    `person`: about whom, for the home to say her name where her identity is open, in `who`; `who` is given for anybody
    else. `consequence`: one line, what happens otherwise. `contest`: of a remedy, the days that are said for `due`.
    `always`: her page says it too when something else comes first, as it does a remedy. `own`: of the account of
    whoever reads, before anything else but what is `urgent`: somebody waits for it now; `first` of these, what a
    page promises so. `agreed`: what she said yes to, asked even once her antenne accompanies her no more.
    """

    title: str
    url: str
    due: date | None = None
    since: date | None = None
    who: str = ""
    person: UUID | None = None
    reference: str = ""
    consequence: str = ""
    action: str = "Ouvrir"
    contest: Contest | None = None
    always: bool = False
    own: bool = False
    urgent: bool = False
    first: bool = False
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class ItemGroup:
    """Things of one kind of term: all of them have a last day, or none."""

    title: str
    items: tuple[Item, ...]
    note: str = ""

    @property
    def dated(self) -> bool:
        return self.items[0].due is not None


@dataclass(frozen=True, slots=True)
class PanelLine:
    """A line of a side panel. `person`: whose name stands in place of the title, where her identity is open."""

    title: str
    url: str = ""
    person: UUID | None = None
    reference: str = ""
    note: str = ""
    icon: str = "calendar3"


@dataclass(frozen=True, slots=True)
class SidePanel:
    """A panel beside the list. `empty`: the sentence said when it has no line; `summary`: what the head of the home
    says of it to whom nothing else waits.
    """

    title: str
    lines: tuple[PanelLine, ...]
    empty: str
    url: str = ""
    link: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class SessionSteps:
    """The next session as six steps, and what to do now."""

    title: str
    figure: str
    steps: tuple[dict[str, str], ...]
    action: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Nothing:
    """What is said when nothing waits; no title, the panels alone."""

    title: str = "Rien à faire ici pour l’instant"
    text: str = "Les pages de votre fonction ne sont pas encore ouvertes."


@dataclass(frozen=True, slots=True)
class Home:
    """What a membership finds on a day."""

    items: tuple[Item, ...] = ()
    panels: tuple[SidePanel, ...] = ()
    session: SessionSteps | None = None
    nothing: Nothing = field(default_factory=Nothing)
    on: date = field(default=date.min)

    @property
    def groups(self) -> list[ItemGroup]:
        """What is urgent, of one's own account, late, this week, later, then what has no term; each oldest first, and
        of one day, what is to be done before what only waits (`always`).
        """
        rest = [item for item in self.items if not item.urgent]
        own = [item for item in rest if item.own]
        due_on = [(item.due, item) for item in rest if item.due and not item.own]
        dated = sorted(due_on, key=lambda pair: (pair[0], pair[1].title))
        undated = (item for item in rest if not (item.due or item.own))
        waiting = sorted(undated, key=lambda item: (item.since or date.min, item.always))
        late = [item for due, item in dated if due < self.on]
        week = [item for due, item in dated if self.on <= due <= self.on + WEEK]
        later = [item for due, item in dated if due > self.on + WEEK]
        named = (
            ("Maintenant", self.urgent, ""),
            ("Votre compte", own, ""),
            ("En retard", late, ""),
            ("Cette semaine", week, ""),
            ("Plus tard", later, ""),
            ("Sans date limite", waiting, NO_TERM),
        )
        return [ItemGroup(title, tuple(items), note) for title, items, note in named if items]

    @property
    def urgent(self) -> tuple[Item, ...]:
        """What stands before everything on the page, the next session too."""
        return tuple(sorted((item for item in self.items if item.urgent), key=lambda item: not item.first))

    @property
    def calm(self) -> list[ItemGroup]:
        """All the rest."""
        return [group for group in self.groups if not group.items[0].urgent]

    @property
    def has_main(self) -> bool:
        """Whether something stands beside its panels: what is not urgent, or the words said when nothing waits."""
        return bool(self.calm or (not self.items and self.nothing.title))

    @property
    def late(self) -> int:
        return sum(1 for item in self.items if item.due and item.due < self.on)

    @property
    def greeting(self) -> str:
        """« Neuf choses vous attendent, dont une en retard. », or what its panels say to those who only read."""
        if not self.items:
            return next((panel.summary for panel in self.panels if panel.summary), "Rien ne vous attend.")
        many = len(self.items)
        words = f"{feminine(many)} {'chose vous attend' if many < 2 else 'choses vous attendent'}"
        return f"{words}, dont {feminine(self.late).lower()} en retard." if self.late else f"{words}."


def feminine(many: int) -> str:
    """« Une », « Cinq », « 21 », before what is feminine."""
    return "Une" if many == 1 else COUNTS[many] if many < len(COUNTS) else number(many)


Found = Item | SidePanel | SessionSteps
Source = Callable[[Membership, date], Iterable[Found]]
# Rows without which a source finds nothing.
Waiting = Callable[[Membership, date], "QuerySet[Any]"]


@dataclass(frozen=True, slots=True)
class _Registered:
    source: Source
    roles: frozenset[str]
    rank: int
    of_people: bool
    waiting: Waiting | None


_sources: list[_Registered] = []
_nothing: dict[str, Nothing] = {}


def register(
    source: Source, *, roles: Iterable[str], rank: int, of_people: bool = False, waiting: Waiting | None = None
) -> None:
    """Put what `source` finds on the homes of these roles. It is read, and its panels stand, in the order of ranks.

    `of_people`: each of its lines is about one person, and the page of this person says the first of hers. `waiting`:
    the rows without which it finds nothing, so that her page asks of all sources at once which to read.
    """
    _sources.append(_Registered(source, frozenset(roles), rank, of_people, waiting))
    _sources.sort(key=lambda one: one.rank)


def register_nothing(nothing: Nothing, *, roles: Iterable[str]) -> None:
    """Say these words on the homes of these roles when nothing waits. Raises ValueError where others are said."""
    for role in roles:
        if role in _nothing:
            raise ValueError(f"L’accueil de {role} a déjà ses mots quand rien n’attend.")
        _nothing[role] = nothing


def found(membership: Membership, on: date) -> list[Found]:
    """All that the apps put on the home of this membership, in their order."""
    sources = [one.source for one in _sources if membership.role in one.roles]
    return [one for source in sources for one in source(membership, on)]


def of_people(membership: Membership, on: date) -> list[Item]:
    """What the home would put, in its order, of the lines about people alone."""
    asked = [one for one in _sources if one.of_people and membership.role in one.roles]
    sources = _with_rows(asked, membership, on)
    items = tuple(one for source in sources for one in source(membership, on) if isinstance(one, Item))
    return [item for group in Home(items=items, on=on).groups for item in group.items]


def _with_rows(asked: "list[_Registered]", membership: Membership, on: date) -> list[Source]:
    """Those that have rows to read, in their order: one query for all that say which."""
    rows = {one.source: Exists(one.waiting(membership, on)) for one in asked if one.waiting is not None}
    if not rows:
        return [one.source for one in asked]
    answers = Membership.objects.filter(pk=membership.pk).values_list(*rows.values()).get()
    found = dict(zip(rows, answers, strict=True))
    return [one.source for one in asked if found.get(one.source, True)]


def nothing(role: str) -> Nothing:
    """What is said to this role when nothing waits."""
    return _nothing.get(role, Nothing())
