"""Workshops as they stand, and what they add up to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from rivage.accounts.models import Membership
from rivage.core import french
from rivage.law.period import add_months
from rivage.law.wording import count
from rivage.outreach.enums import WorkshopKind
from rivage.outreach.models import Workshop
from rivage.outreach.reading import hours_of, lasting, team_of
from rivage.outreach.workshops.actions import settled

MONTHS = 12


def standing(membership: Membership) -> "QuerySet[Workshop]":
    """The workshops of an antenne as they stand: none that was replaced, none that is said never to have been."""
    rows = Workshop.objects.visible_to(membership).filter(replaced_by__isnull=True)
    return rows.exclude(came__isnull=True, missed="", replaces__isnull=False, why__gt="")


def waiting(membership: Membership, on: date) -> "QuerySet[Workshop]":
    """Those of today and before whose people are still to count."""
    return standing(membership).filter(came__isnull=True, missed="", day__lte=on).order_by("day")


@dataclass(frozen=True, slots=True)
class WorkshopLine:
    """A workshop in words."""

    row: Workshop

    @property
    def title(self) -> str:
        return french.capital(self.row.get_kind_display())

    @property
    def hours(self) -> str:
        """« 14 h, 2 h »."""
        return hours_of(self.row.kept)

    @property
    def team(self) -> str:
        """« 1 salariée, 2 bénévoles »."""
        return team_of(self.row.kept)

    @property
    def planned(self) -> bool:
        return not settled(self.row) and not self.row.why

    @property
    def nothing(self) -> bool:
        """Whether it is said that nothing took place: noted by mistake."""
        return not settled(self.row) and bool(self.row.why)

    @property
    def unknown(self) -> int:
        """Of people who came, those of whom nobody said whether they are in a path."""
        return (self.row.came or 0) - (self.row.in_path or 0) - (self.row.outside or 0)

    @property
    def whom(self) -> str:
        """« 5 en parcours, 4 hors parcours, 3 sans précision »."""
        row = self.row
        unknown = self.unknown or None
        said = ((row.in_path, "en parcours"), (row.outside, "hors parcours"), (unknown, "sans précision"))
        return ", ".join(f"{many}\u00a0{words}" for many, words in said if many is not None) if row.came else ""


@dataclass(slots=True)
class WorkshopSum:
    """What workshops of one kind add up to. `came`: one person counts each time; `unknown`: of them, not said whether
    in a path; `minutes`: between the two hours, of the `timed` ones.
    """

    label: str
    held: int = 0
    came: int = 0
    in_path: int = 0
    outside: int = 0
    unknown: int = 0
    missed: int = 0
    planned: int = 0
    minutes: int = 0
    timed: int = 0

    def add(self, row: Workshop) -> None:
        """Count one more."""
        if row.came is None:
            self.missed += bool(row.missed)
            self.planned += not row.missed
            return
        self.held += 1
        self.came += row.came
        self.in_path += row.in_path or 0
        self.outside += row.outside or 0
        self.unknown += WorkshopLine(row).unknown
        lasted = row.kept.get("minutes", 0)
        self.minutes += lasted
        self.timed += bool(lasted)

    @property
    def hours(self) -> str:
        """« 12 h 30 »."""
        return lasting(self.minutes)

    @property
    def untimed(self) -> int:
        return self.held - self.timed


def sums(rows: Iterable[Workshop]) -> tuple[list[WorkshopSum], WorkshopSum]:
    """What they add up to by kind, in the order of kinds, and in all."""
    found = {code: WorkshopSum(str(label)) for code, label in WorkshopKind.choices}
    whole = WorkshopSum("en tout")
    for row in rows:
        found[row.kind].add(row)
        whole.add(row)
    return [one for one in found.values() if one.held or one.missed or one.planned], whole


def by_month(membership: Membership, until: date) -> list[tuple[date, int, int]]:
    """First day, workshops held and people come of each of the last twelve months, the oldest first."""
    starts = [add_months(until.replace(day=1), -back) for back in reversed(range(MONTHS))]
    found = {start: [0, 0] for start in starts}
    rows = standing(membership).filter(day__gte=starts[0], day__lte=until, came__isnull=False)
    for day, came in rows.values_list("day", "came"):
        found[day.replace(day=1)][0] += 1
        found[day.replace(day=1)][1] += came or 0
    return [(start, held, came) for start, (held, came) in found.items()]


def told(row: Workshop) -> str:
    """« 12 personnes sont venues », or why none did; « prévu »."""
    if row.missed:
        return row.get_missed_display()
    if row.came is None:
        return "prévu"
    return count(row.came, "personne est venue", "personnes sont venues")
