"""One neutral mail when a refusal of a permit is noted: to those who follow her when its service noted it, to the
service when they did. Chosen when it was noted, and again before it leaves.
"""

from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from rivage.accounts.enums import ANTENNE_ROLES, Role
from rivage.accounts.models import Membership, system_perimeter
from rivage.audit import trace
from rivage.core import clock, post
from rivage.core.perimeter import perimeter
from rivage.people.enums import Slice
from rivage.rights.alerts import plain
from rivage.rights.enums import ASSOCIATION, STATE_SIDE, side
from rivage.rights.models import ApsFact

SEND = "rights.send_refused"


@transaction.atomic
def tell(fact: UUID) -> int:
    """Queue a mail for each who is to read of a refusal. Gives how many."""
    row = plain.refusal(fact)
    if row is None:
        return 0
    told = _readers(row)
    with perimeter(system_perimeter(row.person.departement)):
        for user in sorted(told):
            app.configure_task(SEND).defer(fact=str(fact), user=str(user))
    return len(told)


@transaction.atomic
def send(fact: UUID, user: UUID) -> bool:
    """Send one of them her mail, unless it was corrected, or she may read it no more."""
    row = plain.refusal(fact)
    held = _readers(row).get(user) if row is not None else None
    if row is None or held is None or held.user is None:
        return False
    with perimeter(system_perimeter(row.person.departement)):
        post.send("rights", "nouvelle", to=held.user.email, link=post.link("rights:lapses", membership=held.pk))
        people, antennes = {row.person_id}, {row.antenne_id}
        trace.record("permit_refusal_told", people=people, antennes=antennes, departement=row.person.departement)
    return True


def _readers(row: ApsFact) -> dict[UUID, Membership]:
    """By user, the function by which each is to read it: of the sides that did not note it."""
    wrote = Membership.objects.get(pk=row.recorded_by_id)
    here = side(row.source, wrote.role)
    at_work = Membership.objects.in_force(clock.now()).filter(user__isnull=False).select_related("user")
    found: dict[UUID, Membership] = {}
    if here != ASSOCIATION:
        near = {user for _, user in plain.accompanied([row.person_id])}
        hers = at_work.filter(body=row.antenne_id, role__in=ANTENNE_ROLES)
        found |= {one.user_id: one for one in hers if one.user_id is not None and one.user_id in near}
    if here != STATE_SIDE:
        opened = plain.opened([row.person_id], clock.now())
        holders = {holder for _, holder, slices in opened if Slice.STAY in slices}
        desks = (one for one in at_work.filter(role=Role.DESK) if holders & set(one.holders))
        found |= {one.user_id: one for one in desks if one.user_id is not None}
    return found
