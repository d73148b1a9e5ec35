"""The months of the aid of a person on a date: due, ordered, paid, returned, suspended, ended, each at its own amount.

What is due is computed again at each reading, from the decision, the period and what moved since. What was ordered and
answered is read from the rows. A difference between the two is shown as `to_settle`, never corrected silently: a
decree may be retroactive (décret n° 2022-1340), a birth may be told late.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any
from uuid import UUID

from rivage.accounts.enums import Role
from rivage.accounts.models import Membership
from rivage.core.clock import local_day
from rivage.decisions.enums import DecisionStep
from rivage.decisions.models import Decision
from rivage.dossiers.actions.transfers import place
from rivage.dossiers.enums import ParcoursEnd
from rivage.dossiers.models import Aid, Parcours, Period, TakeOver
from rivage.dossiers.standing import ABSENT
from rivage.law import afis
from rivage.law.parameter import Value
from rivage.law.period import ONE_DAY, Days, add_months
from rivage.law.values import parameter, reading
from rivage.rights.aid import noticed, scales
from rivage.rights.aid.noticed import Noticed
from rivage.rights.aid.ordered import LINE, NOTHING, Ordered, as_ordered
from rivage.rights.enums import AfisSense, PayerAnswer
from rivage.rights.models import AfisDecision, AfisMonth, AfisOrder, AidEvent

# Columns read of each: thousands of rows make one page.
GRANTED = (
    "pk", "person_id", "antenne_id", "demande_id", "demande__parcours_id", "decided_on", "created_at", "children",
    "place", "ended_on",
)  # fmt: skip
SPAN = ("starts", "ends", "ended_on")
PATH = ("ended_on", "end_kind")


class MonthState(StrEnum):
    """Where a month stands. `due`: begun and not ordered yet. `ended`: granted, then lost to an end. `before`: paid
    before Rivage, without an order nor an answer.
    """

    COMING = "coming"
    DUE = "due"
    ORDERED = "ordered"
    PAID = "paid"
    RETURNED = "returned"
    SUSPENDED = "suspended"
    ENDED = "ended"
    BEFORE = "before"


ANSWERED = {
    PayerAnswer.PAID: MonthState.PAID,
    PayerAnswer.RETURNED: MonthState.RETURNED,
    PayerAnswer.SUSPENDED: MonthState.SUSPENDED,
}


@dataclass(frozen=True, slots=True)
class Grant:
    """A decision that granted the aid, and what its months are read from. `whole`: the days it was granted for.

    `stopped_on`: first day without rights, when they ended before the term. `ended_on`: day of the préfet's decision
    ending the aid. `recorded_at`: when the decision was written down. `changes`: (day, children in charge from it), in
    order, since the first that it could not know. `confirmed`: false for a path taken over that nobody of the
    préfecture has confirmed. `died`: the path ended by her death. `paid_until`: first day of the last month paid
    before Rivage.
    """

    decision: UUID
    person: UUID
    antenne: UUID
    departement: str
    decided_on: date
    recorded_at: datetime
    children: int
    whole: Days
    stopped_on: date | None = None
    ended_on: date | None = None
    changes: tuple[tuple[date, int], ...] = ()
    confirmed: bool = True
    died: bool = False
    paid_until: date | None = None

    def paid_before(self, month: date) -> bool:
        """Whether a month, by its first day, was paid before Rivage: it is never ordered."""
        return self.paid_until is not None and month <= self.paid_until

    def knew(self, told: datetime) -> bool:
        """Whether the decision knew what was told at an instant: a birth may be older than it, and told after it."""
        return told <= self.recorded_at and local_day(told, self.departement) <= self.decided_on


@dataclass(frozen=True, slots=True)
class Month:
    """A month by its first day. `amount`: what is due under the law known now, in euros, None once ended.

    `children`: those it is counted on. `to_confirm`: the amount rests on a value or a reading that nobody confirmed.
    `grant`: None for whom the decision is closed to, or what moved it (the payer): nothing is then said to be due.
    `noticed`: what the payer says that the month is worth, shown beside and never counted.
    """

    month: date
    state: MonthState
    children: int
    amount: Decimal | None
    to_confirm: bool
    grant: Grant | None
    ordered: Ordered | None = None
    value: Value | None = None
    noticed: Noticed | None = None

    @property
    def to_settle(self) -> Decimal:
        """What is left to pay, in euros, negative where more was ordered or paid than is due: what is due less what
        the payer says that it paid, or less what was ordered until it answers. Zero before the order.
        """
        if self.ordered is None or self.grant is None:
            return NOTHING
        return (self.amount or NOTHING) - self.ordered.counted


def children_in(grant: Grant, month: date, *, more: str | None = None, fewer: str | None = None) -> int:
    """Children in charge for a month, under the readings in use or those given (afis.naissance, afis.enfant_parti)."""
    held = grant.children
    for day, count in grant.changes:
        name, chosen = ("afis.naissance", more) if count > held else ("afis.enfant_parti", fewer)
        counted = _counts_from(day, reading(name, day, chosen).value, grant.whole.start)
        if counted is not None and month >= counted:
            held = count
    return held


def _counts_from(day: date, said: str, start: date) -> date | None:
    """First month in which a change of `day` counts; None when it waits for the renewal.

    The readings are of what changes in a period: what was so before its `start` is so from its first month.
    """
    first = day.replace(day=1)
    if day < start:
        return first
    if said == "au_renouvellement":
        return None
    return add_months(first, 1) if said == "mois_suivant" else first


def _readings(grant: Grant, month: date) -> set[int]:
    """The numbers of children that the readings give for a month: one when they agree."""
    births = dict(parameter("afis.naissance").alternatives)
    leaves = dict(parameter("afis.enfant_parti").alternatives)
    return {children_in(grant, month, more=more, fewer=fewer) for more in births for fewer in leaves}


def due_months(
    grant: Grant, lines: Mapping[date, Ordered] = MappingProxyType({})
) -> list[tuple[date, int, Value, bool]]:
    """The months due for a grant: first day, children, amount by its law, and whether it is to be confirmed.

    `lines`: what was ordered of each month.
    """
    found = []
    for month in covered(grant):
        line = lines.get(month)
        count, value = worth(grant, month, (line.children, line.amount) if line is not None else None)
        sure = not value.to_confirm and (not grant.changes or len(_readings(grant, month)) == 1)
        found.append((month, count, value, not sure))
    return found


def covered(grant: Grant) -> list[date]:
    """The first days of the months that a grant covers, whatever was ordered of them."""
    _, due = afis.months(
        grant.whole, grant.children, grant.departement, ended_on=grant.ended_on, stopped_on=grant.stopped_on
    )
    return [each.month for each in due]


def worth(grant: Grant, month: date, ordered: tuple[int, Decimal] | None = None) -> tuple[int, Value]:
    """Children counted for a month of a grant, and its amount by its law. `ordered`: as `scales.due`."""
    count = children_in(grant, month)
    return count, scales.due(count, max(month, grant.whole.start), grant.departement, ordered)


def months(grants: Iterable[Grant], ordered: Iterable[Ordered], on: date) -> list[Month]:
    """The months of one person on a day, in order, each once. No query.

    A month belongs to the first decision that covers it: two periods that touch inside a month do not pay it twice.
    """
    lines = {line.month: line for line in ordered}
    found: dict[date, Month] = {}
    kept = in_order(grants)
    for grant in kept:
        for month, children, value, to_confirm in due_months(grant, lines):
            line = lines.get(month)
            if month not in found:
                state = _state(line, month, on, grant)
                found[month] = Month(month, state, children, value.value, to_confirm, grant, line, value)
    for grant in kept:
        if grant.stopped_on is None and grant.ended_on is None:
            continue
        for each in afis.months(grant.whole, grant.children, grant.departement)[1]:
            if each.month not in found:
                line = lines.get(each.month)
                state = ANSWERED[PayerAnswer(line.answer)] if line and line.answer else _ended(grant, each.month)
                children = line.children if line else grant.children
                found[each.month] = Month(each.month, state, children, None, False, grant, line)
    for month, line in lines.items():
        if month not in found:
            found[month] = Month(month, _state(line, month, on), line.children, None, line.to_confirm, None, line)
    return [found[month] for month in sorted(found)]


def in_order(grants: Iterable[Grant]) -> list[Grant]:
    """The grants of one person, the first to cover a month first."""
    return sorted(grants, key=lambda grant: (grant.whole.start, grant.decided_on))


def _ended(grant: Grant, month: date) -> MonthState:
    return MonthState.BEFORE if grant.paid_before(month) else MonthState.ENDED


def _state(line: Ordered | None, month: date, on: date, grant: Grant | None = None) -> MonthState:
    if line is None and grant is not None and grant.paid_before(month):
        return MonthState.BEFORE
    if line is None:
        return MonthState.DUE if month <= on else MonthState.COMING
    return ANSWERED[PayerAnswer(line.answer)] if line.answer else MonthState.ORDERED


Grants = dict[UUID, list[Grant]]


def _whose(month: Month) -> tuple[UUID | None, date]:
    ordered = month.ordered.decision if month.ordered else None
    return month.grant.decision if month.grant else ordered, month.month


@dataclass(slots=True)
class Books:
    """Grants and ordered months of people, as open to one membership."""

    grants: Grants = field(default_factory=lambda: defaultdict(list))
    ordered: dict[UUID, list[Ordered]] = field(default_factory=lambda: defaultdict(list))
    noticed: dict[UUID, list[Noticed]] = field(default_factory=dict)

    def months(self, person: UUID, on: date) -> list[Month]:
        found = months(self.grants.get(person, ()), self.ordered.get(person, ()), on)
        told = self.noticed.get(person)
        return [replace(month, noticed=noticed.of(told, *_whose(month))) for month in found] if told else found


def read_books(membership: Membership, people: Iterable[UUID] | None = None, departement: str = "") -> Books:
    """Read the grants and ordered months that this membership may see, in a constant number of queries.

    `people`: only those. `departement`: only grants whose place it is today. A reader to whom what moved the aid is
    closed (the payer) is given what was ordered and nothing due.
    """
    books = Books()
    lines = AfisMonth.objects.visible_to(membership).order_by("month")
    wanted = None if people is None else list(people)
    if wanted is not None:
        lines = lines.filter(person__in=wanted)
    found = list(lines.values_list("person_id", *LINE, named=True))
    # An order is closed to her antenne: its months are hers to read, its number is not joined to them.
    numbers = dict(AfisOrder.objects.filter(pk__in={line.order_id for line in found}).values_list("pk", "n"))
    for line in found:
        books.ordered[line.person_id].append(as_ordered(line, numbers.get(line.order_id, 0)))
    # The payer says it of what was ordered.
    books.noticed = noticed.read(membership, books.ordered) if found else {}
    if membership.role != Role.PAYER:
        books.grants = read_grants(membership, wanted, departement)
    return books


def read_grants(membership: Membership, people: list[UUID] | None = None, departement: str = "") -> Grants:
    """The grants of each person alone."""
    seen = AfisDecision.objects.visible_to(membership).filter(sense=AfisSense.GRANT)
    decisions = seen.annotate(place=place("demande__"))
    if people is not None:
        decisions = decisions.filter(person__in=people)
    if departement:
        decisions = decisions.filter(place=departement)
    found: Grants = defaultdict(list)
    for grant in _grants(membership, list(decisions.values_list(*GRANTED, named=True))):
        found[grant.person].append(grant)
    return found


def _grants(membership: Membership, rows: list[Any]) -> list[Grant]:
    demandes = [row.demande_id for row in rows]
    people = {row.person_id for row in rows}
    decided = dict(
        Decision.objects.visible_to(membership)
        .filter(demande__in=demandes)
        .exclude(step=DecisionStep.DRAFT)
        .values_list("demande_id", "pk")
    )
    opened = Period.objects.visible_to(membership).filter(person__in=people)
    periods = {row.decision_id: row for row in opened.values_list("decision_id", *SPAN, named=True)}
    followed = Parcours.objects.visible_to(membership).filter(person__in=people)
    paths = {row.pk: row for row in followed.values_list("pk", *PATH, named=True)}
    taken = TakeOver.objects.visible_to(membership).filter(person__in=people, confirmed_on__isnull=True)
    waiting = set(taken.values_list("parcours_id", flat=True))
    paid_until = _paid_until(membership, demandes)
    changes: dict[UUID, list[tuple[date, int, datetime]]] = defaultdict(list)
    events = AidEvent.objects.visible_to(membership).filter(person__in=people, correction__isnull=True)
    columns = ("person_id", "on", "children", "created_at")
    for person, *change in events.filter(children__isnull=False).order_by("on", "created_at").values_list(*columns):
        changes[person].append(tuple(change))
    found = []
    for row in rows:
        period, path = periods.get(decided.get(row.demande_id)), paths.get(row.demande__parcours_id)
        if period is None or path is None:
            continue
        # Nobody has news of her, or she lives elsewhere: no text ends her rights before their term.
        ended_on = None if path.end_kind in ABSENT else path.ended_on
        found.append(
            Grant(
                decision=row.pk,
                person=row.person_id,
                antenne=row.antenne_id,
                departement=row.place,
                decided_on=row.decided_on,
                recorded_at=row.created_at,
                children=row.children,
                whole=Days(period.starts, period.ends),
                stopped_on=min((day for day in (period.ended_on, ended_on) if day), default=None),
                ended_on=row.ended_on,
                confirmed=path.pk not in waiting,
                died=path.end_kind == ParcoursEnd.DEATH,
                paid_until=paid_until.get(row.demande_id),
            )
        )
    return [_changed(grant, changes[grant.person]) if grant.person in changes else grant for grant in found]


def _changed(grant: Grant, changes: Sequence[tuple[date, int, datetime]]) -> Grant:
    """The grant with what changed since. The last change told for a day holds: it is corrected by telling it again.

    `changes`: day, children, when it was told, in order. After an older change, what the decision knew is its number.
    """
    known = [grant.knew(told) for _, _, told in changes]
    if all(known):
        return grant
    first = known.index(False)
    since = {
        day: grant.children if knew else children
        for (day, children, _), knew in zip(changes[first:], known[first:], strict=True)
    }
    return replace(grant, changes=tuple(since.items()))


def _paid_until(membership: Membership, demandes: list[UUID]) -> dict[UUID, date]:
    """Of each demande of a path that ran before Rivage, the last month paid by then, by its first day."""
    rows = Aid.objects.visible_to(membership).filter(demande__in=demandes, paid_until__isnull=False)
    return {demande: month for demande, month in rows.values_list("demande_id", "paid_until") if month}


def last_covered(grant: Grant) -> date:
    """The last day of rights of a grant."""
    days = grant.whole.cut(grant.stopped_on or grant.whole.end)
    return (days or grant.whole).end - ONE_DAY
