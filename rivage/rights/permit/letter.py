"""The last day that her letter of refusal prints, and the remedies made against a refusal, for her antenne's pages."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from rivage.accounts.models import Membership
from rivage.decisions.recours.enums import About, RecoursOutcome
from rivage.decisions.recours.models import Recours
from rivage.rights.models import LetterDay
from rivage.vault import keys
from rivage.vault.enums import KeyKind
from rivage.vault.errors import KeyMissing


def days(membership: Membership, people: Iterable[UUID]) -> dict[UUID, date]:
    """By the fact that names each refusal, the day that her letter prints. Nothing for whoever is not her antenne, nor
    of what another antenne wrote, whose key did not come with her.
    """
    if not membership.is_antenne:
        return {}
    rows = list(LetterDay.objects.visible_to(membership).filter(person__in=list(people)))
    keys.load([row.person_id for row in rows], KeyKind.PRIVATE)
    found = {}
    for row in rows:
        try:
            text = row.last_day
        except KeyMissing:
            continue
        if text:
            found[row.fact_id] = date.fromisoformat(text)
    return found


def remedies_made(membership: Membership, people: Iterable[UUID]) -> dict[UUID, list[Recours]]:
    """By the act, the remedies made against a refusal of a permit and not taken back, as open to this membership."""
    rows = Recours.objects.visible_to(membership).filter(person__in=list(people), about=About.PERMIT)
    found: dict[UUID, list[Recours]] = {}
    for row in rows.exclude(outcome=RecoursOutcome.WITHDRAWN).defer("court"):
        if row.act is not None:
            found.setdefault(row.act, []).append(row)
    return found
