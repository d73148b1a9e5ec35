"""Accounts to be given back: on the home of whose account it is, in every function, and of who may confirm it."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from rivage.accounts import roles
from rivage.accounts.homes import Item, register
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.core import clock, french
from rivage.doors.models import HOURS, Recovery
from rivage.doors.recovery import can_confirm
from rivage.law import territory

AFTER = f"{HOURS} heures après que quelqu’un d’autre l’a confirmé"


def own(membership: Membership, on: date) -> Iterator[Item]:
    """That somebody asks that the account of whoever reads be opened anew, until it ended."""
    row = Recovery.objects.live().filter(user=membership.user_id).select_related("asked_by").first()
    if row is not None:
        when = f"le {french.moment(row.opens_at, membership.zone)}" if row.opens_at else AFTER
        yield Item(
            title="Quelqu’un demande que votre compte soit rouvert",
            url=reverse("doors:account"),
            since=clock.local_day(row.created_at, membership.body.departement or territory.PARIS),
            who=row.asked_by.name,
            consequence=f"Si ce n’est pas vous, refusez : sinon un lien qui ouvre ce compte part {when}.",
            action="Lire, ou refuser",
            own=True,
        )


def recoveries(membership: Membership, on: date) -> Iterator[Item]:
    """Requests that this membership may confirm, the oldest first."""
    rows = Recovery.objects.live().filter(confirmed_at=None, membership__in=Membership.objects.governed_by(membership))
    rows = rows.exclude(asked_by=membership.user_id).exclude(user=membership.user_id)
    for row in rows.select_related("membership__body", "membership__user", "user", "asked_by").order_by("created_at"):
        if can_confirm(membership, row):
            yield Item(
                title="Rendre son compte à quelqu’un",
                url=link(membership, "recovery:ask", fonction=row.membership_id),
                since=clock.local_day(row.created_at, row.membership.body.departement or territory.PARIS),
                who=row.user.name,
                consequence=f"{row.asked_by.name} le demande, et quelqu’un d’autre le confirme : parlez d’abord à "
                "cette personne, de vive voix.",
                action="Voir",
            )


register(own, roles=roles.roles(), rank=0)
register(recoveries, roles=roles.leading(), rank=5)
