"""A decision taken before Rivage, written down from the paper by her antenne."""

from datetime import date, datetime

from rivage.accounts.models import Membership
from rivage.decisions.enums import Authority, DecisionSense, DecisionStep
from rivage.decisions.models import Decision
from rivage.dossiers.models import Demande


def record_past(
    *, actor: Membership, demande: Demande, starts: date, months: int, decided_on: date, source: str, instant: datetime
) -> Decision:
    """Write an authorisation already notified, with where it is known from. The database takes it for a path being
    taken over alone.
    """
    decision = Decision.beside(
        demande,
        demande=demande,
        departement=demande.departement,
        authority=Authority.PREFET,
        sense=DecisionSense.AUTHORISE,
        step=DecisionStep.NOTIFIED,
        decided_on=decided_on,
        starts=starts,
        months=months,
        recorded_by=actor,
        source=source,
        created_at=instant,
    )
    decision.save(force_insert=True)
    return decision
