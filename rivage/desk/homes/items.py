"""What a home is made of: lines to act on, grouped by how soon, and panels beside them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.urls import reverse

from rivage.accounts.models import Membership
from rivage.core.french import COUNTS, number

WEEK = timedelta(days=7)
NO_TERM = "Aucun texte ne fixe de dernier jour. Ce qui attend depuis le plus longtemps vient en premier."


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do. `due`: its last day, when a text or a session sets one; else `since`, the day it began to wait.

    `who`: a name, only for those to whom the identity is open; `consequence`: one line, what happens otherwise.
    """

    title: str
    url: str
    due: date | None = None
    since: date | None = None
    who: str = ""
    reference: str = ""
    consequence: str = ""
    action: str = "Ouvrir"


@dataclass(frozen=True, slots=True)
class ItemGroup:
    title: str
    items: tuple[Item, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class PanelLine:
    """A line of a side panel."""

    title: str
    url: str = ""
    reference: str = ""
    note: str = ""
    icon: str = "calendar3"


@dataclass(frozen=True, slots=True)
class SidePanel:
    """A panel beside the list. `empty`: the sentence said when it has no line."""

    title: str
    lines: tuple[PanelLine, ...]
    empty: str
    url: str = ""
    link: str = ""


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
class Home:
    """`nothing_title`, `nothing_text`: said when nothing waits; no title, the panels alone."""

    items: tuple[Item, ...] = ()
    panels: tuple[SidePanel, ...] = ()
    session: SessionSteps | None = None
    nothing_title: str = "Rien ne vous attend aujourd’hui"
    nothing_text: str = "Ce qui arrivera se rangera ici, le plus ancien d’abord."
    on: date = field(default=date.min)
    summary: str = ""

    @property
    def groups(self) -> list[ItemGroup]:
        """Late, this week, later, then what has no term; each oldest first."""
        due_on = [(item.due, item) for item in self.items if item.due]
        dated = sorted(due_on, key=lambda pair: (pair[0], pair[1].title))
        waiting = sorted((item for item in self.items if not item.due), key=lambda item: item.since or date.min)
        late = [item for due, item in dated if due < self.on]
        week = [item for due, item in dated if self.on <= due <= self.on + WEEK]
        later = [item for due, item in dated if due > self.on + WEEK]
        named = (
            ("En retard", late, ""),
            ("Cette semaine", week, ""),
            ("Plus tard", later, ""),
            ("Sans date limite", waiting, NO_TERM),
        )
        return [ItemGroup(title, tuple(items), note) for title, items, note in named if items]

    @property
    def late(self) -> int:
        return sum(1 for item in self.items if item.due and item.due < self.on)

    @property
    def greeting(self) -> str:
        """« Neuf choses vous attendent, dont une en retard. », or the `summary` of those who only read."""
        if self.summary:
            return self.summary
        if not self.items:
            return "Rien ne vous attend."
        many = len(self.items)
        words = f"{_feminine(many)} {'chose vous attend' if many < 2 else 'choses vous attendent'}"
        return f"{words}, dont {_feminine(self.late).lower()} en retard." if self.late else f"{words}."


def _feminine(many: int) -> str:
    return "Une" if many == 1 else COUNTS[many] if many < len(COUNTS) else number(many)


def merged(*parts: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(item for part in parts for item in part)


def link(membership: Membership, name: str, **ids: UUID) -> str:
    """The address of a page under the acting membership."""
    return reverse(name, kwargs={"membership": membership.pk, **ids})
