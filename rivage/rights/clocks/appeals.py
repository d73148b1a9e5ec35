"""How the delay to contest a refused permit stands, for each of those who read it."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from rivage.accounts.models import Membership
from rivage.core.contest import Contest
from rivage.decisions.recours.delay import Delay, of_act, of_acts
from rivage.decisions.recours.enums import About, RecoursKind, RecoursOutcome
from rivage.decisions.recours.models import Recours
from rivage.rights.clocks.rows import PermitRow


def delays(
    membership: Membership, asked: Mapping[UUID, Contest | None], rows: Mapping[UUID, PermitRow]
) -> dict[UUID, Delay]:
    """By the fact that names a refusal. `asked`: what its day alone gives; `rows`: these facts. Who reads no remedy,
    the service that refused, reads the days of the gracious one that the fact carries (ADR 0057).
    """
    if membership.is_antenne or membership.role in Recours.READERS:
        return of_acts(membership, asked)
    return {pk: of_act(contest, _gracious(rows[pk]), None, partial=True) for pk, contest in asked.items()}


def _gracious(row: PermitRow) -> Iterator[Recours]:
    """What the fact says of it, as a remedy that is kept nowhere."""
    if row.appealed_on is None:
        return
    answered = row.appeal_answered_on
    # What the préfet granted undoes the refusal that same day.
    granted = answered is not None and row.undone_on == answered and row.redo_by is None
    ruled = RecoursOutcome.GRANTED if granted else RecoursOutcome.REJECTED
    yield Recours(
        about=About.PERMIT,
        act=row.pk,
        kind=RecoursKind.GRACIOUS,
        filed_on=row.appealed_on,
        outcome=RecoursOutcome.PENDING if answered is None else ruled,
        outcome_on=answered,
    )
