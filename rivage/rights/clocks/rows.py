"""The rows that the clocks are read from, as light as they come: thousands are read for one list."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from rivage.commissions.models import AgendaItem
from rivage.dossiers.models import Aid, Demande, Parcours, Period
from rivage.rights.models import AfisDecision, AfisMonth, ApsFact, NeedSpan


class PathRow(NamedTuple):
    """Of `Parcours`."""

    person_id: UUID
    pk: UUID
    months_before: int
    ended_on: date | None


class PeriodRow(NamedTuple):
    """Of `Period`."""

    person_id: UUID
    parcours_id: UUID
    n: int
    starts: date
    ends: date
    ended_on: date | None
    decision_id: UUID
    stopped_on: date | None = None


class DemandeRow(NamedTuple):
    """Of `Demande`."""

    person_id: UUID
    parcours_id: UUID
    pk: UUID
    kind: str
    step: str
    departement: str
    created_at: datetime
    deposited_at: datetime | None


class ItemRow(NamedTuple):
    """Of `AgendaItem`, with the instant of its session."""

    person_id: UUID
    departement: str
    postponed_at: datetime | None
    at: datetime
    opened_at: datetime | None
    closed_at: datetime | None


class AidRow(NamedTuple):
    """Of `Aid`."""

    person_id: UUID
    demande_id: UUID
    afis_asked: bool | None
    rsa: str
    ada: str
    document: str
    paid_until: date | None


class AfisRow(NamedTuple):
    """Of an `AfisDecision` that holds, with the day on which the préfet ended it."""

    person_id: UUID
    pk: UUID
    demande_id: UUID
    sense: str
    children: int
    ended_on: date | None


class MonthRow(NamedTuple):
    """Of `AfisMonth`."""

    person_id: UUID
    month: date
    answer: str
    paid: Decimal | None


class SpanRow(NamedTuple):
    """Of `NeedSpan`."""

    person_id: UUID
    needed: bool
    since: date


class PermitRow(NamedTuple):
    """Of `ApsFact`. `corrected`: by which `ApsCorrection`, when it was noted wrong: it is then read no more.
    `undone_on`: since when the refusal that it names holds no more; `redo_by`: the judge's day to answer anew;
    `appealed_on`: the day of the first gracious remedy against it, `appeal_answered_on`: that of its answer;
    `appeal_awaits`: the day of the one that waits for its answer.
    """

    person_id: UUID
    pk: UUID
    n: int
    step: str
    on: date
    until: date | None
    source: str
    recorded_by_id: UUID
    corrected: UUID | None
    undone_on: date | None = None
    redo_by: date | None = None
    appealed_on: date | None = None
    appeal_answered_on: date | None = None
    appeal_awaits: date | None = None


# Each with its model, its order, and the columns that it names otherwise.
MODELS: dict[type, tuple[Any, tuple[str, ...], dict[str, str]]] = {
    PathRow: (Parcours, ("created_at",), {}),
    PeriodRow: (Period, ("starts",), {}),
    DemandeRow: (Demande, ("n",), {}),
    ItemRow: (
        AgendaItem,
        ("seance__at",),
        {"at": "seance__at", "opened_at": "seance__opened_at", "closed_at": "seance__closed_at"},
    ),
    AidRow: (Aid, (), {}),
    AfisRow: (AfisDecision, ("decided_on",), {}),
    MonthRow: (AfisMonth, ("month",), {}),
    SpanRow: (NeedSpan, ("created_at",), {}),
    PermitRow: (ApsFact, ("n", "created_at"), {"corrected": "correction__pk"}),
}


def read(kind: Any, within: Callable[[Any], Any]) -> Iterator[Any]:
    """The rows of a kind, in order: one query. `within`: those of its model that may be read, of the people asked."""
    model, order, named = MODELS[kind]
    columns = (named.get(name, name) for name in kind._fields)
    rows = within(model)
    held = rows.standing() if kind is AfisRow else rows
    return map(kind._make, held.order_by(*order).values_list(*columns))
