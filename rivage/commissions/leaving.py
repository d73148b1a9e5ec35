"""What the end of a member's function leaves: sessions to which she is convened, and a seat that stays."""

from rivage.accounts import closing, policies
from rivage.accounts.enums import Role
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.commissions.models import Convocation
from rivage.core import clock
from rivage.law.wording import day, listed


def convened(actor: Membership, ending: Membership) -> closing.Remaining | None:
    """The sessions to come to which the holder of a seat, or the chair, is convened."""
    if ending.role not in (Role.SEAT, Role.CHAIR) or not (ending.user and ending.confirmed_by_id):
        return None
    rows = Convocation.objects.filter(
        member__user=ending.user, seance__closed_at__isnull=True, seance__at__gt=clock.now()
    )
    days = [day(row.seance.day) for row in rows.select_related("seance").order_by("seance__at")]
    if not days:
        return None
    to = f"à la séance du {days[0]}" if len(days) == 1 else f"aux séances des {listed(days)}"
    opened = policies.allows("commissions:commission", "GET", actor.role)
    return closing.Remaining(
        f"{ending.user.name} a reçu sa convocation {to} : le siège reste, l’appel l’attend, et le quorum le compte "
        "toujours.",
        link(actor, "commissions:commission") if opened else "",
        "Voir les sièges",
    )
