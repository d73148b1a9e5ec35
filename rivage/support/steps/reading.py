"""Her steps as her antenne reads them: what waits first, then the newest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rivage.accounts.models import Membership
from rivage.core.french import days, hour
from rivage.law.wording import day
from rivage.people.models import Person
from rivage.support.enums import Barrier, StepDomain, StepOutcome
from rivage.support.models import Approach
from rivage.vault import keys
from rivage.vault.enums import KeyKind


@dataclass(frozen=True, slots=True)
class ApproachLine:
    """A step as it stands, with the rows that it replaced, the newest first."""

    row: Approach
    before: tuple[Approach, ...]
    on: date

    @property
    def title(self) -> str:
        return titled(self.row)

    @property
    def words(self) -> str:
        return words(self.row)

    @property
    def late(self) -> bool:
        """Its day has passed, and nothing was noted."""
        return self.row.due is not None and self.row.due < self.on

    @property
    def waited(self) -> str:
        """« 12 jours », of what has no answer."""
        return "" if self.row.answered_on else days((self.on - self.row.asked_on).days)

    @property
    def history(self) -> list[tuple[str, str, str]]:
        """What each row before said, and by whom and why the next one corrected it."""
        after = (self.row, *self.before)
        return [
            (said(row), now.recorded_by.user.name if now.recorded_by.user else "", now.why)
            for now, row in zip(after, self.before, strict=False)
        ]

    @property
    def barriers(self) -> list[str]:
        return [Barrier(code).label for code in self.row.barriers.split(",") if code]


def titled(row: Approach) -> str:
    """« Emploi, auprès de la mission locale »."""
    label = StepDomain(row.domain).label
    return f"{label[0].upper()}{label[1:]}{f', auprès de {row.partner}' if row.partner else ''}"


def words(row: Approach) -> str:
    """« faite le 3 mars ; obtenu le 5 avril ; à reprendre le 12 avril à 9 h »."""
    said = [f"faite le {day(row.asked_on)}"]
    if row.answered_on:
        said.append(f"{StepOutcome(row.outcome).label}, le {day(row.answered_on)}")
    if row.due:
        said.append(f"à reprendre le {day(row.due)}{f' à {hour(row.due_at)}' if row.due_at else ''}")
    return " ; ".join(said)


def lines(person: Person, on: date) -> list[ApproachLine]:
    """Each step of hers once, as it stands; what a correction says never took place is left out."""
    rows = _rows([person.pk])
    by_pk = {row.pk: row for row in rows}
    replaced = {row.replaces_id for row in rows}
    found = [
        ApproachLine(row, tuple(_before(row, by_pk)), on) for row in rows if row.pk not in replaced and row.domain
    ]
    return sorted(found, key=lambda line: (line.row.asked_on, line.row.created_at), reverse=True)


def said(row: Approach) -> str:
    """A row, in one line."""
    return f"{titled(row)} : {words(row)}"


def taken_back(person: Person) -> list[tuple[Approach, str]]:
    """What was noted and never took place: the rows that say so, each with what it struck."""
    return [(row, said(row.replaces)) for row in _rows([person.pk]) if not row.domain and row.replaces]


def waiting(known: Iterable[ApproachLine]) -> list[ApproachLine]:
    """Those to take up again, the soonest first."""
    return sorted((line for line in known if line.row.due), key=lambda line: (line.row.due, line.row.due_at is None))


def of_people(membership: Membership, people: Iterable[UUID]) -> list[Approach]:
    """Steps of several people, as they stand, in one query and one for their keys."""
    rows = _rows(list(people), membership)
    replaced = {row.replaces_id for row in rows}
    return [row for row in rows if row.pk not in replaced]


def _before(row: Approach, by_pk: dict[UUID, Approach]) -> Iterable[Approach]:
    while row.replaces_id:
        row = by_pk[row.replaces_id]
        yield row


def _rows(people: list[UUID], membership: Membership | None = None) -> list[Approach]:
    seen = Approach.objects.visible_to(membership) if membership else Approach.objects.all()
    related = ("recorded_by__user", "replaces")
    found = list(seen.filter(person__in=people).select_related(*related).order_by("created_at", "pk"))
    keys.load({row.person_id for row in found}, KeyKind.PRIVATE)
    return found
