"""Two people for the first month of an aid: who noted both the avis and the aid from paper does not order it too
(finding M10, ADR 0036).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery

from rivage.accounts.enums import INSTRUCTING, Source
from rivage.accounts.models import Membership
from rivage.commissions.models import Avis
from rivage.core import clock
from rivage.law.wording import listed
from rivage.rights.enums import AfisSense
from rivage.rights.models import AfisCorrection, AfisDecision

HERS = "Vous avez noté d’après le papier l’avis de la commission et la décision sur l’aide."
NOBODY = "Personne d’autre ne le peut aujourd’hui : faites nommer quelqu’un à la délégation ou au secrétariat."


@dataclass(frozen=True, slots=True)
class Noted:
    """Who noted alone, from paper, what opens the months of a decision."""

    user: UUID
    name: str


def noted_alone(membership: Membership, among: Iterable[UUID] | None = None) -> dict[UUID, Noted]:
    """By decision, those that one person noted or corrected with their relevé, of which no month is ordered yet.
    `among` some of them, or of all.
    """
    corrected = AfisCorrection.objects.filter(
        decision__demande=OuterRef("demande"), recorded_by__user=OuterRef("signed_by__user")
    )
    releve = Avis.objects.filter(demande=OuterRef("demande"), signed_source=Source.SIGNED_PAPER).filter(
        Q(signed_by__user=OuterRef("recorded_by__user")) | Exists(corrected)
    )
    seen = AfisDecision.objects.visible_to(membership).filter(sense=AfisSense.GRANT, months__isnull=True)
    if among is not None:
        seen = seen.filter(pk__in=set(among))
    rows = seen.annotate(
        user=Subquery(releve.values("signed_by__user")[:1]), name=Subquery(releve.values("signed_by__user__name")[:1])
    ).values_list("pk", "user", "name")
    return {decision: Noted(user, name) for decision, user, name in rows if user}


def noted_releve(membership: Membership, demande: UUID) -> bool:
    """Whether this user noted from paper the relevé of a demande."""
    avis = Avis.objects.visible_to(membership).filter(demande=demande, signed_source=Source.SIGNED_PAPER)
    return avis.filter(signed_by__user=membership.user_id).exists()


def who_else(membership: Membership, departement: str) -> str:
    """« Le premier mois attend un ordre émis par Marc Ponton. », or what to do where nobody else may."""
    others = Membership.objects.in_force(clock.now()).filter(
        role__in=INSTRUCTING, departements__contains=[departement]
    )
    names = sorted(set(others.exclude(user=membership.user_id).values_list("user__name", flat=True)))
    if not names:
        return f"Le premier mois attend que quelqu’un d’autre l’ordonne. {NOBODY}"
    *before, last = names
    said = f"{', '.join(before)} ou {last}" if before else listed(names)
    return f"Le premier mois attend un ordre émis par {said}."
