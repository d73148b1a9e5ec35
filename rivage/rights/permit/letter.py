"""The remedies made against a refusal of a permit, for her antenne's pages."""

from collections.abc import Iterable
from uuid import UUID

from rivage.accounts.models import Membership
from rivage.decisions.recours.enums import About, RecoursOutcome
from rivage.decisions.recours.models import Recours


def remedies_made(membership: Membership, people: Iterable[UUID]) -> dict[UUID, list[Recours]]:
    """By the act, the remedies made against a refusal of a permit and not taken back, as open to this membership."""
    rows = Recours.objects.visible_to(membership).filter(person__in=list(people), about=About.PERMIT)
    found: dict[UUID, list[Recours]] = {}
    for row in rows.exclude(outcome=RecoursOutcome.WITHDRAWN).defer("court"):
        if row.act is not None:
            found.setdefault(row.act, []).append(row)
    return found
