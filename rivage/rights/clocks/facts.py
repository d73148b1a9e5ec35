"""What the clocks are read from, as open to one membership: a constant number of queries for one person or for all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from rivage.accounts.models import Membership
from rivage.commissions.models import AgendaItem
from rivage.decisions.models import Decision
from rivage.dossiers.models import Aid, Demande, Parcours, Period
from rivage.people.models import Person
from rivage.rights.clocks.permit import Request, requests
from rivage.rights.models import AfisDecision, AfisMonth, ApsFact, NeedSpan, ResidenceNeed
from rivage.vault import keys
from rivage.vault.enums import KeyKind


@dataclass(slots=True)
class Facts:
    """What the clocks are read from. What is not open to the reader stays empty.

    `aid`: what the last demande says of it, `aids` of each demande; `need`: why a permit is needed or not, for her
    antenne alone; `need_spans` since when it is, for those who read the dates; `months`: those ordered to the payer,
    with its answers; `decisions`: demande to decision; `aid_ends`: decision on the aid to the day of its end.
    """

    person: Person
    parcours: Parcours | None = None
    periods: list[Period] = field(default_factory=list)
    demandes: list[Demande] = field(default_factory=list)
    aid: Aid | None = None
    afis: list[AfisDecision] = field(default_factory=list)
    items: list[AgendaItem] = field(default_factory=list)
    decisions: dict[UUID, UUID] = field(default_factory=dict)
    aids: dict[UUID, Aid] = field(default_factory=dict)
    months: list[AfisMonth] = field(default_factory=list)
    need: ResidenceNeed | None = None
    need_spans: list[NeedSpan] = field(default_factory=list)
    aps: list[ApsFact] = field(default_factory=list)
    aid_ends: dict[UUID, date] = field(default_factory=dict)
    _permits: tuple[Request, ...] | None = field(default=None, repr=False)

    @property
    def permits(self) -> tuple[Request, ...]:
        """Requests of a permit by rank, put together once all facts are read."""
        if self._permits is None:
            self._permits = requests(self.aps)
        return self._permits


OF_A_PERMIT = (*(each.name for each in ApsFact._meta.concrete_fields), "recorded_by__role")
# Gives the rows of a model that are read, of the people asked for.
Rows = Callable[[Any], Any]


def gather(membership: Membership, person: Person) -> Facts:
    """The facts of one person."""
    return gather_all(membership, [person])[person.pk]


def gather_all(membership: Membership, people: Sequence[Person]) -> dict[UUID, Facts]:
    """The facts of each person: twelve queries, whatever their number. Encrypted texts are left where they are."""
    found = {person.pk: Facts(person) for person in people}
    ids = list(found)

    def rows(model: Any) -> Any:
        seen = model.objects.visible_to(membership).filter(person__in=ids)
        # Of who wrote a fact down, its side alone is read.
        return seen.select_related("recorded_by").only(*OF_A_PERMIT) if model is ApsFact else seen

    fill(found, rows)
    if membership.is_antenne:
        needs = list(rows(ResidenceNeed))
        keys.load([row.person_id for row in needs], KeyKind.PRIVATE)
        for row in needs:
            found[row.person_id].need = row
    return found


def fill(found: dict[UUID, Facts], rows: Rows) -> None:
    """Read into `found` all that is not her antenne's alone, each model through `rows`: ten queries."""
    _path(found, rows)
    _aid(found, rows)
    for row in rows(NeedSpan).order_by("created_at"):
        found[row.person_id].need_spans.append(row)
    for row in rows(ApsFact).order_by("n", "created_at"):
        found[row.person_id].aps.append(row)


def _path(found: dict[UUID, Facts], rows: Rows) -> None:
    for row in rows(Parcours).order_by("created_at"):
        found[row.person_id].parcours = row
    for row in rows(Period).order_by("starts"):
        found[row.person_id].periods.append(row)
    for row in rows(Demande).order_by("n"):
        found[row.person_id].demandes.append(row)
    for row in rows(AgendaItem).select_related("seance").order_by("seance__at"):
        found[row.person_id].items.append(row)
    for person, demande, decision in rows(Decision).values_list("person_id", "demande_id", "pk"):
        found[person].decisions[demande] = decision


def _aid(found: dict[UUID, Facts], rows: Rows) -> None:
    for row in rows(Aid):
        found[row.person_id].aids[row.demande_id] = row
    for facts in found.values():
        facts.aid = facts.aids.get(facts.demandes[-1].pk) if facts.demandes else None
    decided = rows(AfisDecision).select_related("end").defer("reasons", "end__reasons")
    for row in decided.order_by("decided_on"):
        found[row.person_id].afis.append(row)
        if (end := getattr(row, "end", None)) is not None:
            found[row.person_id].aid_ends[row.pk] = end.decided_on
    for row in rows(AfisMonth).order_by("month"):
        found[row.person_id].months.append(row)
