"""How the delay to contest a refused permit stands, for each of those who read it."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from rivage.accounts.models import Membership
from rivage.core.contest import Contest
from rivage.decisions.recours.delay import Delay, of_act, of_acts
from rivage.decisions.recours.enums import About, RecoursKind, RecoursOutcome
from rivage.decisions.recours.models import Recours
from rivage.law.wording import day
from rivage.rights.clocks.rows import PermitRow


def delays(
    membership: Membership, asked: Mapping[UUID, Contest | None], rows: Mapping[UUID, PermitRow]
) -> dict[UUID, Delay]:
    """By the fact that names a refusal. `asked`: what its day alone gives; `rows`: these facts. Who reads no remedy,
    the service that refused, reads the days of the gracious one that the fact carries (ADR 0057).
    """
    if membership.is_antenne or membership.role in Recours.READERS:
        return of_acts(membership, asked)
    return {pk: _told(contest, rows[pk]) for pk, contest in asked.items()}


def _told(contest: Contest | None, row: PermitRow) -> Delay:
    if row.undone_on is not None:
        stopped = f"refus qui ne tient plus depuis le {day(row.undone_on)}"
        return Delay(contest, stopped=stopped, undone=True, partial=True)
    return of_act(contest, _gracious(row), None, partial=True)


def _gracious(row: PermitRow) -> Iterator[Recours]:
    """What the fact says of it, as a remedy that is kept nowhere."""
    if row.appealed_on is not None:
        yield Recours(
            about=About.PERMIT,
            act=row.pk,
            kind=RecoursKind.GRACIOUS,
            filed_on=row.appealed_on,
            outcome=RecoursOutcome.REJECTED if row.appeal_answered_on else RecoursOutcome.PENDING,
            outcome_on=row.appeal_answered_on,
        )
