"""Calls for presence on the homes of who may answer them."""

from collections.abc import Iterator
from datetime import date

from rivage.accounts.enums import ANTENNE_ROLES, Role
from rivage.accounts.homes import Item, register
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.core import clock, french
from rivage.law.wording import count
from rivage.network import telling
from rivage.network.models import PresenceCall


def waiting(membership: Membership, on: date) -> Iterator[Item]:
    """Each call that waits for an answer of one's association."""
    for call in PresenceCall.objects.visible_to(membership):
        if call.waits_for(membership.body_id):
            yield _item(
                membership,
                call,
                f"Appel d’un service : {count(call.people, 'personne')}",
                consequence=f"Le service attend une association : {call.when}.",
                action="Répondre",
            )


def unanswered(membership: Membership, on: date) -> Iterator[Item]:
    """Each call to which nobody goes, once the délégation is told of it."""
    for call in PresenceCall.objects.visible_to(membership):
        if call.unanswered(telling.antennes(call.departement)):
            since = french.moment(call.since, clock.zone(call.departement))
            yield _item(
                membership,
                call,
                f"Aucune association ne vient : {count(call.people, 'personne')}",
                consequence=f"Attendu : {call.when}. Appel du {since}. Téléphone du service : {call.phone}.",
                action="Lire l’appel",
            )


def _item(membership: Membership, call: PresenceCall, title: str, *, consequence: str, action: str) -> Item:
    return Item(
        title,
        link(membership, "network:calls"),
        due=clock.local_day(call.at, call.departement),
        who=call.service,
        consequence=consequence,
        action=action,
        urgent=True,
    )


register(waiting, roles=ANTENNE_ROLES, rank=1)
register(unanswered, roles=(Role.DELEGATE,), rank=1)
