"""Calls for presence on the homes of who may answer them."""

from collections.abc import Iterator
from datetime import date

from rivage.accounts.enums import ANTENNE_ROLES
from rivage.accounts.homes import Item, register
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.core import clock, french
from rivage.law.wording import count
from rivage.network.models import PresenceCall


def waiting(membership: Membership, on: date) -> Iterator[Item]:
    """Each call that waits for an answer."""
    for call in PresenceCall.objects.waiting(membership).order_by("at"):
        moment = french.moment(call.at, clock.zone(call.departement))
        yield Item(
            f"Appel d’un service : {count(call.people, 'personne')}",
            link(membership, "network:calls"),
            due=clock.local_day(call.at, call.departement),
            who=call.service,
            consequence=f"Le service attend une association à partir du {moment}.",
            action="Répondre",
            urgent=True,
        )


register(waiting, roles=ANTENNE_ROLES, rank=1)
