"""The decisions on the aid, and its end, among the acts that may be contested (`decisions.acts`)."""

from collections.abc import Collection
from uuid import UUID

from rivage.accounts import policies
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.decisions import remedies
from rivage.decisions.acts import Contestable
from rivage.decisions.recours.enums import About
from rivage.rights.ended import contest_of, noted, told_on
from rivage.rights.enums import AfisSense
from rivage.rights.refusals import decided

SAID = {AfisSense.GRANT: "L’aide est accordée.", AfisSense.REFUSE: "L’aide est refusée."}


def aids(membership: Membership, demandes: Collection[UUID]) -> list[Contestable]:
    """The decisions on the aid, granted or refused."""
    found = []
    for row in decided(membership).filter(demande__in=demandes):
        notices = list(row.notices.all())
        stands = remedies.standing(notices)
        found.append(
            Contestable(
                About.AID,
                row.pk,
                row.demande_id,
                SAID[AfisSense(row.sense)],
                row.decided_on,
                stands.on if stands is not None and stands.reached else None,
                remedies.contest(notices),
                _page(membership, "rights:afis", row.demande_id),
                row.sense == AfisSense.REFUSE,
            )
        )
    return found


def ends(membership: Membership, demandes: Collection[UUID]) -> list[Contestable]:
    """The ends of an aid before its term."""
    return [
        Contestable(
            About.AID_END,
            row.pk,
            row.decision.demande_id,
            "L’aide a pris fin avant son terme.",
            row.decided_on,
            told_on(row),
            contest_of(row),
            _page(membership, "rights:end", row.decision.demande_id),
        )
        for row in noted(membership).filter(decision__demande__in=demandes)
    ]


def _page(membership: Membership, name: str, demande: UUID) -> str:
    return link(membership, name, demande=demande) if policies.allows(name, "GET", membership.role) else ""
