"""Jobs of the commission: a mail that says a date, a place, a link, and nothing of the subject."""

from uuid import UUID

from django.db import transaction
from procrastinate import JobContext
from procrastinate.contrib.django import app

from rivage.accounts.acting import doing
from rivage.accounts.enums import Role
from rivage.accounts.models import Membership
from rivage.commissions.models import Convocation
from rivage.core import clock, french, post
from rivage.core.perimeter import perimeter


@app.task(name="commissions.send_date", pass_context=True, retry=post.AGAIN)
def send_date(context: JobContext, membership: str, convocation: str) -> None:
    """Send a member her date, as the membership that convened; nothing leaves once that one has ended."""
    _send(context, membership, convocation, "date")


@app.task(name="commissions.send_cancelled", pass_context=True, retry=post.AGAIN)
def send_cancelled(context: JobContext, membership: str, convocation: str) -> None:
    """Send a member that her date is cancelled, as the membership that cancelled it."""
    _send(context, membership, convocation, "annulee")


def _send(context: JobContext, membership: str, convocation: str, name: str) -> None:
    acting = Membership.objects.in_force(clock.now()).filter(pk=UUID(membership)).first()
    if acting is None:
        return
    with doing(context), perimeter(acting.perimeter()), transaction.atomic():
        row = Convocation.objects.select_related("seance", "member__user").filter(pk=UUID(convocation)).first()
        if row is None or not row.member.address:
            return
        at = row.seance.at.astimezone(clock.zone(row.departement))
        post.send(
            "commissions",
            name,
            to=row.member.address,
            day=french.day_in_words(at.date(), on=clock.today(row.departement)),
            hour=french.hour(at.time()),
            place=row.seance.place,
            link=_link(row),
        )


def _link(row: Convocation) -> str:
    """The member's own page when she has an account, else the entrance."""
    held = Membership.objects.in_force(clock.now()).filter(
        user=row.member.user_id, role__in=(Role.SEAT, Role.CHAIR), departements__contains=[row.departement]
    )
    own = held.first() if row.member.user_id else None
    if own is None:
        return post.link("doors:public")
    return post.link("commissions:agenda", membership=own.pk, seance=row.seance_id)
