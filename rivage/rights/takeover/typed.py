"""What was typed of a path taken over, as a page shows it."""

from typing import Any

from rivage.accounts.models import Membership
from rivage.decisions.models import Decision
from rivage.dossiers.models import Aid, Period, TakeOver
from rivage.law.period import ONE_DAY
from rivage.law.wording import day, month
from rivage.rights.enums import AfisSense
from rivage.rights.models import AfisDecision, ApsFact


def typed(membership: Membership, held: TakeOver) -> dict[str, Any]:
    """Its periods, with their last day and that of their decision, the permit and the aid, as far as each is open to
    this reader.
    """
    rows = Period.objects.filter(parcours=held.parcours_id, created_at=held.created_at).order_by("starts")
    aid = (
        AfisDecision.objects.visible_to(membership)
        .filter(demande__parcours=held.parcours_id, created_at=held.created_at)
        .first()
    )
    signed = Decision.objects.visible_to(membership).filter(pk__in=[row.decision_id for row in rows])
    decided = dict(signed.values_list("pk", "decided_on"))
    return {
        "held": held,
        "periods": [
            {
                "n": row.n,
                "first": row.starts,
                "last": row.ends - ONE_DAY,
                "months": row.months,
                "decided": decided.get(row.decision_id),
            }
            for row in rows
        ],
        "titles": _titles(membership, held),
        "aid": aid,
        "paid_until": _paid_until(membership, aid),
    }


def _titles(membership: Membership, held: TakeOver) -> list[str]:
    """« autorisation du 3 mars 2026 au 2 septembre 2026 inclus », « demandée le 2 août 2026 »."""
    facts = ApsFact.objects.visible_to(membership).filter(person=held.person_id, created_at=held.created_at)
    return [
        f"autorisation du {day(row.on)} au {day(row.until)} inclus"
        if row.until
        else f"{row.get_step_display()} le {day(row.on)}"
        for row in facts.order_by("on")
    ]


def _paid_until(membership: Membership, aid: AfisDecision | None) -> str:
    """The last month paid before Rivage, in words; nothing for whom the aid asked is closed to."""
    if aid is None or aid.sense != AfisSense.GRANT:
        return ""
    asked = Aid.objects.visible_to(membership).filter(demande=aid.demande_id).only("paid_until").first()
    if asked is None:
        return ""
    return month(asked.paid_until) if asked.paid_until else "aucun mois versé"
