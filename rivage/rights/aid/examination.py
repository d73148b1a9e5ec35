"""The aid examined on what is open to whoever instructs: help beside the decision, never the decision."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from rivage.commissions.enums import AfisAvis
from rivage.commissions.models import Avis
from rivage.core import clock
from rivage.decisions.enums import Authority, DecisionSense, DecisionStep
from rivage.decisions.models import Decision
from rivage.dossiers.afis import AWAITED, read, waiting
from rivage.dossiers.models import Demande, Period
from rivage.law import afis
from rivage.law.period import Days
from rivage.law.verdict import Outcome, Verdict
from rivage.rights.aid.documents import held_on, on_the_day
from rivage.rights.clocks.permit import unsigned


@dataclass(frozen=True, slots=True)
class Examination:
    """`verdict` of the law on a day, `months` of the period with amounts, `avis` of the commission on the aid, given
    on `avis_on`.

    `children`: those in charge, as the demande says or as they are decided; None when neither does; `said`: as the
    demande alone says. `refused_on`: the day on which the last
    request of a permit was refused. `standing`: how each condition of the text stands that day, by its code.
    """

    verdict: Verdict
    months: tuple[afis.DueMonth, ...]
    children: int | None
    said: int | None
    avis: Avis | None
    avis_on: date | None
    decision: Decision | None
    refused_on: date | None = None
    standing: Mapping[str, Outcome] = field(default_factory=dict)

    @property
    def awaits_document(self) -> bool:
        """Whether the permit is all that is missing."""
        open_ = [reason.code for reason in self.verdict.reasons if reason.outcome is not Outcome.YES]
        return open_ == [AWAITED]

    def can_decide(self, on: date) -> Verdict:
        """Whether the préfet may decide on the aid that day."""
        judged = self.decision is not None and self.decision.authority == Authority.JUDGMENT
        return afis.can_decide(on, commission_avis_on=self.avis_on, path_by_judgment=judged)

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
    """Examine the aid on a day, with the permit as it stood that day: what came later is no reason of a decision.

    `children`: the number that the order would carry, the demande's by default.
    """
    decision = Decision.objects.filter(demande=demande).exclude(step=DecisionStep.DRAFT).first()
    known = read(demande, on, decision.sense == DecisionSense.AUTHORISE if decision else None)
    counted = known.children if children is None else children
    permits = unsigned(lambda model: model.objects.filter(person=demande.person_id, on__lte=on))
    held = held_on(permits, known.document, on)
    facts = replace(known, children=counted, document=held)
    verdict = on_the_day(afis.evaluate(facts), permits, known.document, on)
    standing = {code: waiting(each).outcome for code, each in afis.by_condition(facts).items()}
    period = Period.objects.filter(decision_id=decision.pk).first() if decision else None
    months: tuple[afis.DueMonth, ...] = ()
    if period is not None:
        _, months = afis.months(Days(period.starts, period.ends), counted or 0, demande.departement)
    avis = avis_on_aid(demande)
    avis_on = clock.local_day(avis.rendered_at, demande.departement) if avis else None
    refusal = permits[-1].refusal if permits else None
    refused_on = refusal.on if refusal is not None else None
    return Examination(verdict, months, counted, known.children, avis, avis_on, decision, refused_on, standing)


def avis_on_aid(demande: Demande) -> Avis | None:
    """The last signed avis in which the commission spoke of the aid."""
    signed = Avis.objects.filter(demande=demande, signed_at__isnull=False).exclude(afis=AfisAvis.NOT_ASKED)
    return signed.order_by("-signed_at").first()
