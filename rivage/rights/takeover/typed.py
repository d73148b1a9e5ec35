"""What was typed of a path taken over, as a page shows it."""

from typing import Any

from rivage.accounts.models import Membership
from rivage.dossiers.models import Aid, Period, TakeOver
from rivage.law.period import ONE_DAY
from rivage.law.wording import month
from rivage.rights.enums import AfisSense
from rivage.rights.models import AfisDecision


def typed(membership: Membership, held: TakeOver) -> dict[str, Any]:
    """Its periods, with their last day, and the aid as far as it is open to this reader."""
    rows = Period.objects.filter(parcours=held.parcours_id, created_at=held.created_at).order_by("starts")
    aid = (
        AfisDecision.objects.visible_to(membership)
        .filter(demande__parcours=held.parcours_id, created_at=held.created_at)
        .first()
    )
    return {
        "held": held,
        "periods": [(row.n, row.starts, row.ends - ONE_DAY, row.months) for row in rows],
        "aid": aid,
        "paid_until": _paid_until(membership, aid),
    }


def _paid_until(membership: Membership, aid: AfisDecision | None) -> str:
    """The last month paid before Rivage, in words; nothing for whom the aid asked is closed to."""
    if aid is None or aid.sense != AfisSense.GRANT:
        return ""
    asked = Aid.objects.visible_to(membership).filter(demande=aid.demande_id).only("paid_until").first()
    if asked is None:
        return ""
    return month(asked.paid_until) if asked.paid_until else "aucun mois versé"
