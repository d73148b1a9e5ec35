"""The aid examined on what is open to whoever instructs: help beside the decision, never the decision."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from rivage.commissions.enums import AfisSense as AvisOnAfis
from rivage.commissions.models import Avis
from rivage.decisions.basis import local_day
from rivage.decisions.enums import DecisionSense, DecisionStep
from rivage.decisions.models import Decision
from rivage.dossiers.afis import DOCUMENT
from rivage.dossiers.enums import Claimable, Held
from rivage.dossiers.models import Aid, Demande, Period
from rivage.law import afis
from rivage.law.period import Period as Days
from rivage.law.verdict import Verdict
from rivage.people import birth
from rivage.people.enums import Zone
from rivage.people.models import Identity

NATIONALITIES = {
    Zone.FRENCH: afis.Nationality.FRENCH,
    Zone.EUROPEAN: afis.Nationality.EUROPEAN,
    Zone.OTHER: afis.Nationality.OTHER,
}
CLAIMS = {
    Claimable.YES: afis.Claim.YES,
    Claimable.NO: afis.Claim.NO,
    Claimable.TO_CHECK: afis.Claim.TO_CHECK,
}


@dataclass(frozen=True, slots=True)
class Examination:
    """`verdict` of the law on a day, `months` of the period with amounts, `avis_on` of the commission on the aid.

    `children`: those in charge, as the demande says; None when it does not.
    """

    verdict: Verdict
    months: tuple[afis.AfisMonth, ...]
    children: int | None
    avis_on: date | None
    decision: Decision | None

    def kept(self) -> dict[str, Any]:
        """What is kept beside the decision: codes, articles and amounts, no fact of hers."""
        return {
            "outcome": self.verdict.outcome.value,
            "reasons": [
                {"code": reason.code, "article": reason.article, "outcome": reason.outcome.value}
                for reason in self.verdict.reasons
            ],
            "to_confirm": [value.name for value in self.verdict.to_confirm],
            "months": [
                {
                    "month": month.month.isoformat(),
                    "euros": str(month.amount.value),
                    "to_confirm": month.amount.to_confirm,
                }
                for month in self.months
            ],
        }


def examine(demande: Demande, on: date, children: int | None = None) -> Examination:
    """Examine the aid on a day. `children`: the number that the order would carry, the demande's by default."""
    aid = Aid.objects.filter(demande=demande).first()
    identity = Identity.objects.filter(person=demande.person_id).first()
    decision = Decision.objects.filter(demande=demande).exclude(step=DecisionStep.DRAFT).first()
    counted = children if children is not None else (aid.children if aid else None)
    verdict = afis.evaluate(_facts(demande, aid, identity, decision, counted, on))
    period = Period.objects.filter(decision_id=decision.pk).first() if decision else None
    months: tuple[afis.AfisMonth, ...] = ()
    if period is not None:
        months = afis.months(Days(period.starts, period.ends), counted or 0, demande.departement)
    return Examination(verdict, months, counted, avis_on_aid(demande), decision)


def avis_on_aid(demande: Demande) -> date | None:
    """The day the commission gave its avis on the aid: None without a signed one, or when it was not asked."""
    avis = (
        Avis.objects.filter(demande=demande, signed_at__isnull=False)
        .exclude(afis=AvisOnAfis.NOT_ASKED)
        .order_by("-signed_at")
        .first()
    )
    return local_day(avis.rendered_at, demande) if avis else None


def _facts(
    demande: Demande,
    aid: Aid | None,
    identity: Identity | None,
    decision: Decision | None,
    children: int | None,
    on: date,
) -> afis.Facts:
    born = birth.parse(identity.birth) if identity else None
    exact = born[0] if born and born[0] == born[1] else None
    zone = Zone(identity.zone) if identity and identity.zone in Zone.values else Zone.UNKNOWN
    return afis.Facts(
        decided_on=on,
        departement=demande.departement,
        path_authorised=decision.sense == DecisionSense.AUTHORISE if decision else None,
        born_on=exact,
        birth_year=born[0].year if born and not exact else None,
        nationality=NATIONALITIES.get(zone),
        document=DOCUMENT.get(Held(aid.document)) if aid and aid.document else None,
        requested_on=local_day(demande.deposited_at, demande) if demande.deposited_at else None,
        resources=aid.resources if aid else None,
        children=children,
        rsa=CLAIMS.get(Claimable(aid.rsa)) if aid and aid.rsa else None,
        ada=CLAIMS.get(Claimable(aid.ada)) if aid and aid.ada else None,
    )
