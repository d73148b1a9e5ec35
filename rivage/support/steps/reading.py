"""Her steps as her antenne reads them: what waits first, then the newest."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from rivage.accounts.models import Membership
from rivage.core.french import days
from rivage.people.models import Person
from rivage.support.enums import StepDomain, StepOutcome
from rivage.support.models import Approach
from rivage.support.steps import wording
from rivage.support.steps.told import told_of
from rivage.vault import keys
from rivage.vault.enums import KeyKind

REFLECTION = (StepDomain.PROCEDURE, "reflection")
# Nothing is awaited any more.
SETTLED = (StepOutcome.OBTAINED, StepOutcome.DROPPED, StepOutcome.REDIRECTED)


@dataclass(frozen=True, slots=True)
class ApproachLine:
    """A step as it stands, with the rows that it replaced, the newest first."""

    row: Approach
    before: tuple[Approach, ...]
    on: date

    @property
    def title(self) -> str:
        return wording.titled(self.row)

    @property
    def words(self) -> str:
        return wording.words(self.row)

    @property
    def noted_at(self) -> datetime:
        """When it was first noted."""
        return (self.row, *self.before)[-1].created_at

    @property
    def late(self) -> bool:
        """Its day has passed, and nothing was noted."""
        return self.row.due is not None and self.row.due < self.on

    @property
    def open(self) -> bool:
        """Nothing is obtained yet, and nobody gave up."""
        return self.row.outcome not in SETTLED

    @property
    def refused(self) -> bool:
        """It is refused, and nothing else was answered since: who looks still waits, this step does not."""
        return bool(self.row.outcome == StepOutcome.REFUSED)

    @property
    def waiting(self) -> int | None:
        """Days since it was asked, until it was refused, or until it began, where it is obtained; None where nobody
        waited.
        """
        if self.refused and self.row.answered_on is not None:
            return (self.row.answered_on - self.row.asked_on).days
        if self.open:
            return (self.on - self.row.asked_on).days
        if self.row.outcome != StepOutcome.OBTAINED or self.row.answered_on is None:
            return None
        return ((told_of(self.row).starts or self.row.answered_on) - self.row.asked_on).days

    @property
    def waited(self) -> str:
        """« 12 jours », "" where nobody waited, or not yet a day."""
        return days(self.waiting) if self.waiting else ""

    @property
    def refusals(self) -> int:
        """How many times it was refused; what was corrected is not counted."""
        struck = {row.replaces_id for row in (self.row, *self.before) if row.why}
        refused = StepOutcome.REFUSED
        return len(
            {row.answered_on for row in (self.row, *self.before) if row.outcome == refused and row.pk not in struck}
        )

    @property
    def permit_refused(self) -> bool:
        """A place to live was refused for her document."""
        return self.row.domain == StepDomain.HOUSING and told_of(self.row).reason == "permit"

    @property
    def runs(self) -> bool:
        """It is obtained, and today is between its days."""
        told = told_of(self.row)
        return bool(told.starts and told.starts <= self.on and not (told.ends and told.ends < self.on))

    @property
    def history(self) -> list[tuple[str, str, str]]:
        """What each row before said, and by whom and why the next one corrected it."""
        after = (self.row, *self.before)
        return [
            (wording.said(row), now.recorded_by.user.name if now.recorded_by.user else "", now.why)
            for now, row in zip(after, self.before, strict=False)
        ]

    @property
    def barriers(self) -> list[str]:
        return wording.barriers(self.row)


@dataclass(frozen=True, slots=True)
class StillSought:
    """What was asked of a domain and is not obtained: since when, and how many times it was refused."""

    since: date
    refusals: int
    on: date

    @property
    def waited(self) -> str:
        """« 127 jours »."""
        return days((self.on - self.since).days)

    @property
    def refused(self) -> str:
        """« 3 refus en 127 jours », or "" where nothing was refused."""
        return f"{self.refusals} refus en {self.waited}" if self.refusals else ""


def sought(known: Iterable[ApproachLine], domain: str, on: date) -> StillSought | None:
    """What is asked of a domain, from the first step that what was last obtained did not answer; None where what was
    obtained runs, or nothing is asked.
    """
    of_it = [line for line in known if line.row.domain == domain]
    if any(line.runs for line in of_it):
        return None
    over = [told.ends for line in of_it if (told := told_of(line.row)).ends]
    wanted = [line for line in of_it if line.row.asked_on >= max(over, default=date.min)]
    if not any(line.open for line in wanted):
        return None
    return StillSought(min(line.row.asked_on for line in wanted), sum(line.refusals for line in wanted), on)


def searches(known: Iterable[ApproachLine], on: date) -> dict[tuple[UUID, str], StillSought]:
    """What each person still looks for, by person and domain, from all the steps of theirs."""
    of_each = defaultdict[tuple[UUID, str], list[ApproachLine]](list)
    for line in known:
        of_each[line.row.person_id, line.row.domain].append(line)
    found = {key: sought(hers, key[1], on) for key, hers in of_each.items()}
    return {key: one for key, one in found.items() if one is not None}


def reflection_from(known: Iterable[ApproachLine]) -> date | None:
    """The first day of her last reflection period."""
    noted = [told_of(line.row).starts for line in known if (line.row.domain, line.row.kind) == REFLECTION]
    return max((starts for starts in noted if starts), default=None)


def lines(person: Person, on: date) -> list[ApproachLine]:
    """Each step of hers once, as it stands; what a correction says never took place is left out."""
    return standing(_rows(Approach.objects.filter(person=person)), on)


def standing(rows: Iterable[Approach], on: date) -> list[ApproachLine]:
    """Rows of some people, all of them, as steps: the last asked first."""
    by_pk = {row.pk: row for row in rows}
    replaced = {row.replaces_id for row in by_pk.values()}
    found = [
        ApproachLine(row, tuple(_before(row, by_pk)), on)
        for row in by_pk.values()
        if row.pk not in replaced and row.domain
    ]
    return sorted(found, key=lambda line: (line.row.asked_on, line.row.created_at), reverse=True)


def taken_back(person: Person) -> list[tuple[Approach, str]]:
    """What was noted and never took place: the rows that say so, each with what it struck."""
    rows = {row.pk: row for row in _rows(Approach.objects.filter(person=person))}
    struck = ((row, row.replaces_id) for row in rows.values() if not row.domain)
    return [(row, wording.said(rows[before])) for row, before in struck if before]


def waiting(known: Iterable[ApproachLine]) -> list[ApproachLine]:
    """Those to take up again, the soonest first."""
    return sorted((line for line in known if line.row.due), key=lambda line: (line.row.due, line.row.due_at is None))


def domains(known: Iterable[ApproachLine]) -> list[tuple[str, str, int]]:
    """Code, words and number of steps of each domain that has some, in the order of the domains."""
    many = Counter(line.row.domain for line in known)
    return [(code, words, many[code]) for code, words in StepDomain.choices if many[code]]


def of_antenne(membership: Membership, on: date) -> list[ApproachLine]:
    """The steps of all whom the antenne's member accompanies, as they stand, in one query and one for their keys."""
    return standing(_rows(Approach.objects.visible_to(membership)), on)


def of_people(membership: Membership, people: Iterable[UUID], on: date) -> list[ApproachLine]:
    """Steps of several people, as they stand, in one query and one for their keys."""
    return standing(_rows(Approach.objects.visible_to(membership).filter(person__in=list(people))), on)


def _before(row: Approach, by_pk: dict[UUID, Approach]) -> Iterable[Approach]:
    while row.replaces_id:
        row = by_pk[row.replaces_id]
        yield row


def _rows(of: "QuerySet[Approach]") -> list[Approach]:
    found = list(of.select_related("recorded_by__user").order_by("created_at", "pk"))
    keys.load({row.person_id for row in found}, KeyKind.PRIVATE)
    return found
