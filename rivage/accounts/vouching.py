"""The second person that a proposed function waits for: who confirms it, and from when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from rivage.accounts import access, roles
from rivage.accounts.enums import Role
from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.core.french import moment
from rivage.law.verdict import Verdict

Leading = dict[UUID, list[Membership]]


@dataclass(frozen=True, slots=True)
class Confirmer:
    """Somebody who confirms a proposal. `since`: from when, None when she may now."""

    membership: Membership
    since: str = ""

    @property
    def name(self) -> str:
        return self.membership.user.name if self.membership.user else ""

    @property
    def place(self) -> str:
        return str(self.membership)


def leading(proposals: Iterable[Membership]) -> Leading:
    """Whoever was ever confirmed with authority in the bodies of these proposals, by body."""
    bodies = {row.body_id for row in proposals}
    found: Leading = {body: [] for body in bodies}
    for row in Membership.objects.filter(body__in=bodies, confirmed_by__isnull=False).select_related("body", "user"):
        if row.role in roles.authority(row.body.kind):
            found[row.body_id].append(row)
    return found


def _stands(actor: Membership, proposed: Membership, of_body: list[Membership]) -> Verdict:
    """Whether the actor is the second person, once its holder has opened her account. `of_body`: who leads, or led.

    Two technical administrators never hold a body between them, even one whose functions they ended: outside its
    first function, one of its own authorities proposes, or comes back to hers, and none other is there to confirm. The
    authority that a body has no more is confirmed by who stands above (`relieves`). Whom the proposer confirmed is not
    there for it.
    """
    instant = clock.now()
    concerned = {proposed.proposed_by_id, proposed.user_id}
    others = [row for row in of_body if row.pk != proposed.pk]
    known = {row.user_id for row in others}
    there = {
        row.user_id for row in others if row.counts_at(instant) and not access.confirmed_by_proposer(row, proposed)
    }
    own = not (there - concerned) and (not known or bool(known & concerned))
    leaderless = not there and proposed.role in roles.authority(proposed.body.kind)
    allowed = access.can_confirm(actor, proposed, own=own, leaderless=leaderless)
    return access.can_vouch(actor, proposed) if allowed else allowed


def verdict(actor: Membership, proposed: Membership, of_body: list[Membership]) -> Verdict:
    """Whether the actor is the second person that this proposal waits for."""
    opened, stands = access.was_opened(proposed), _stands(actor, proposed, of_body)
    return stands if opened or not stands else opened


def may_confirm(actor: Membership, proposed: Membership) -> Verdict:
    """The same of one proposal."""
    return verdict(actor, proposed, leading([proposed])[proposed.body_id])


def waiting_for(actor: Membership) -> list[Membership]:
    """What waits for the actor to confirm it, the oldest first."""
    since = access.vouches_from(actor)
    if since is None or since > clock.now():
        return []
    rows = list(
        Membership.objects.governed_by(actor)
        .filter(confirmed_by__isnull=True, ends__gt=clock.now(), user__activated_at__isnull=False)
        .exclude(proposed_by=actor.user_id)
        .exclude(user=actor.user_id)
        .select_related("user", "body", "proposed_by")
        .order_by("created_at")
    )
    of_bodies = leading(rows) if rows else {}
    return [row for row in rows if verdict(actor, row, of_bodies[row.body_id])]


def confirmers(proposed: Membership) -> list[Confirmer]:
    """Who confirms this proposal once its holder opened her account: those who may now, then each from when."""
    instant, of_body = clock.now(), leading([proposed])[proposed.body_id]
    asked = Q(body=proposed.body_id) | Q(role=Role.ADMIN)
    asked |= Q(pk__in=Membership.objects.above(proposed.body, instant).values("pk"))
    found: dict[UUID | None, tuple[datetime, Confirmer]] = {}
    for row in Membership.objects.in_force(instant).filter(asked).select_related("user", "body").order_by("starts"):
        since, said = access.vouches_from(row), _stands(row, proposed, of_body)
        if since and (said or said.codes == ("new_account",)):
            told = moment(since, proposed.zone) if since > instant else ""
            found.setdefault(row.user_id, (max(since, instant), Confirmer(row, told)))
    return [one for _since, one in sorted(found.values(), key=lambda pair: pair[0])]
