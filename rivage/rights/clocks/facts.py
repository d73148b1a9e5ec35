"""What the clocks are read from, as open to one membership: a constant number of queries for one person or for all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from rivage.accounts.models import Membership
from rivage.commissions.models import AgendaItem
from rivage.decisions.models import Decision
from rivage.dossiers.models import Aid, Demande, Parcours, Period
from rivage.people.models import Person
from rivage.rights.models import AfisDecision, AfisMonth, ApsFact, NeedSpan, ResidenceNeed


@dataclass(slots=True)
class Facts:
    """What the clocks are read from. What is not open to the reader stays empty.

    `aid`: what the last demande says of it, `aids` of each demande; `need`: why a permit is needed or not, for her
    antenne alone; `need_spans` since when it is, for those who read the dates; `months`: those ordered to the payer,
    with its answers; `decisions`: demande to decision.
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


def gather(membership: Membership, person: Person) -> Facts:
    """The facts of one person."""
    return gather_all(membership, [person])[person.pk]


def gather_all(membership: Membership, people: Sequence[Person]) -> dict[UUID, Facts]:
    """The facts of each person: eleven queries, whatever their number. Encrypted texts are left where they are."""
    found = {person.pk: Facts(person) for person in people}
    ids = list(found)
    _path(membership, ids, found)
    _aid(membership, ids, found)
    for row in _of(NeedSpan, membership, ids).order_by("created_at"):
        found[row.person_id].need_spans.append(row)
    for row in _of(ApsFact, membership, ids).select_related("recorded_by").order_by("n", "created_at"):
        found[row.person_id].aps.append(row)
    if membership.is_antenne:
        for row in _of(ResidenceNeed, membership, ids):
            found[row.person_id].need = row
    return found


def _of(model: Any, membership: Membership, ids: Iterable[UUID]) -> Any:
    return model.objects.visible_to(membership).filter(person__in=ids)


def _path(membership: Membership, ids: list[UUID], found: dict[UUID, Facts]) -> None:
    for row in _of(Parcours, membership, ids).order_by("created_at"):
        found[row.person_id].parcours = row
    for row in _of(Period, membership, ids).order_by("starts"):
        found[row.person_id].periods.append(row)
    for row in _of(Demande, membership, ids).order_by("n"):
        found[row.person_id].demandes.append(row)
    for row in _of(AgendaItem, membership, ids).select_related("seance").order_by("seance__at"):
        found[row.person_id].items.append(row)
    decided = _of(Decision, membership, ids).values_list("person_id", "demande_id", "pk")
    for person, demande, decision in decided:
        found[person].decisions[demande] = decision


def _aid(membership: Membership, ids: list[UUID], found: dict[UUID, Facts]) -> None:
    for row in _of(Aid, membership, ids):
        found[row.person_id].aids[row.demande_id] = row
    for facts in found.values():
        facts.aid = facts.aids.get(facts.demandes[-1].pk) if facts.demandes else None
    for row in _of(AfisDecision, membership, ids).defer("reasons").order_by("decided_on"):
        found[row.person_id].afis.append(row)
    for row in _of(AfisMonth, membership, ids).order_by("month"):
        found[row.person_id].months.append(row)
