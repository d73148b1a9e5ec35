"""Why a request of a permit was refused, as each side said it last."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from uuid import UUID

from rivage.accounts.models import Membership
from rivage.core.french import lines_of
from rivage.law.afis_motifs import CodedMotif
from rivage.law.aps_motifs import coded
from rivage.law.no_motive import WITHOUT
from rivage.rights.clocks.facts import StayFacts
from rivage.rights.clocks.permit import PermitRequest
from rivage.rights.enums import ApsSource, side
from rivage.rights.models import PermitMotive

NO_MOTIVE = "sans motif : le papier ne dit pas pourquoi"


@dataclass(frozen=True, slots=True)
class WhyRefused:
    """What one side said last. `who`: « la préfecture »; `without`: the paper says no motive; `before`: what it noted
    wrong, oldest first, each in words with the row that took its place.
    """

    row: PermitMotive
    who: str
    motives: tuple[CodedMotif, ...]
    without: bool
    before: tuple[tuple[str, PermitMotive], ...] = ()

    @property
    def reasoned(self) -> bool:
        """Whether a motive is said, that a letter may print."""
        return bool(self.row.motives) and not self.without

    @property
    def own(self) -> bool:
        """Whether its service said it itself."""
        return self.row.source == ApsSource.OWN_DESK


def said_at(why: Iterable[WhyRefused], at: datetime) -> str:
    """What its service said at an instant and corrected since, in words; "" where it stands."""
    own = (each for each in why if each.own)
    return next((said for each in own for said, after in each.before if after.created_at > at), "")


def rows_of(membership: Membership, facts: Iterable[UUID]) -> dict[UUID, list[PermitMotive]]:
    """All that was said of these refusals, oldest first, by the fact that names each."""
    found: dict[UUID, list[PermitMotive]] = {}
    rows = PermitMotive.objects.visible_to(membership).filter(fact__in=list(facts))
    for row in rows.select_related("recorded_by__body", "fact").order_by("created_at"):
        found.setdefault(row.fact_id, []).append(row)
    return found


def of_requests(membership: Membership, found: StayFacts) -> dict[int, list[WhyRefused]]:
    """Of each request refused in writing, by rank, what each side said last; its service first."""
    refused = {found.named(one): one for one in found.permits if one.refused is not None}
    if not refused:
        return {}
    said = rows_of(membership, refused)
    return {one.n: _last(said.get(fact, ()), one) for fact, one in refused.items()}


def _last(rows: Iterable[PermitMotive], one: PermitRequest) -> list[WhyRefused]:
    of_side: dict[str, list[PermitMotive]] = {}
    for row in rows:
        of_side.setdefault(side(row.source, row.recorded_by.role), []).append(row)
    kept = sorted(of_side.items(), key=lambda pair: pair[1][-1].source != ApsSource.OWN_DESK)
    return [_of_side(who, said, one.refused.on if one.refused is not None else None) for who, said in kept]


def _of_side(who: str, rows: list[PermitMotive], on: date | None) -> WhyRefused:
    last, day = rows[-1], on or rows[-1].fact.on
    before = tuple((words(one, day), after) for one, after in pairwise(rows) if one.motives)
    return WhyRefused(last, who, tuple(coded(last.motives, day)), WITHOUT in last.motives, before)


def words(row: PermitMotive, on: date) -> str:
    """What was said of why, in a line. `on`: the day of the refusal."""
    labels = [NO_MOTIVE] if WITHOUT in row.motives else [each.label for each in coded(row.motives, on)]
    return " ".join((*labels, *lines_of(row.reasons)))
