"""Why a request of a permit was refused, as each side said it last."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from rivage.accounts.models import Membership
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
    """What one side said last. `who`: « la préfecture »; `without`: the paper says no motive."""

    row: PermitMotive
    who: str
    motives: tuple[CodedMotif, ...]
    without: bool

    @property
    def own(self) -> bool:
        """Whether its service said it itself."""
        return self.row.source == ApsSource.OWN_DESK


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
    last = {side(row.source, row.recorded_by.role): row for row in rows}
    kept = sorted(last.items(), key=lambda pair: pair[1].source != ApsSource.OWN_DESK)
    on = one.refused.on if one.refused is not None else None
    return [
        WhyRefused(
            row,
            who,
            tuple(coded(row.motives, on or row.fact.on)),
            WITHOUT in row.motives,
        )
        for who, row in kept
    ]
