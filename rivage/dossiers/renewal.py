"""Going on: when a renewal is to be prepared, and which kind of demande fits where the path stands (R121-12-10)."""

from datetime import date

from rivage.dossiers.enums import DemandeKind
from rivage.dossiers.models import Parcours, Period
from rivage.dossiers.standing import standing
from rivage.law.period import add_months
from rivage.people.models import Person

# The point of the fifth month: two months before the end of six, or from the start of a shorter remainder.
POINT_MONTHS = 2


def kinds_for(person: Person, on: date) -> list[DemandeKind]:
    """The kinds of demande that may be opened now, the likeliest first."""
    parcours = Parcours.objects.filter(person=person, ended_on__isnull=True).first()
    kind = standing(parcours, on).kind
    if parcours is not None and kind == "none" and parcours.months_before:
        return [DemandeKind.REPRISE, DemandeKind.RENOUVELLEMENT]
    return {
        "running": [DemandeKind.RENOUVELLEMENT],
        "renouncing": [DemandeKind.RENOUVELLEMENT],
        "interrupting": [DemandeKind.REPRISE],
        "interrupted": [DemandeKind.REPRISE],
        "lapsed": [DemandeKind.RENOUVELLEMENT, DemandeKind.REPRISE],
    }.get(kind, [DemandeKind.INITIALE, DemandeKind.RENOUVELLEMENT, DemandeKind.REPRISE])


def point_from(period: Period) -> date:
    """The day from which the point is to be prepared: the first of the fifth month."""
    return add_months(period.starts, max(0, period.months - POINT_MONTHS))
