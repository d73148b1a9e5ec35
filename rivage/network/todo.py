"""Calls for presence on the homes of who may answer them, or goes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from rivage.accounts.enums import ANTENNE_ROLES, Role
from rivage.accounts.homes import Item, register
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.core import clock, french
from rivage.law.wording import count
from rivage.network import telling
from rivage.network.models import PresenceCall


def waiting(membership: Membership, on: date) -> Iterator[Item]:
    """Each call that waits for an answer of one's association, and each to which it goes, as long as it stands."""
    for call in PresenceCall.objects.visible_to(membership):
        if call.waits_for(membership.body_id):
            yield _item(
                membership,
                call,
                f"Appel d’un service : {count(call.people, 'personne')}",
                consequence=f"Appel du {_at(call, call.created_at)}. Le service attend une association : {call.when}.",
                action="Répondre",
            )
        elif call.goes is not None and call.goes.body_id == membership.body_id:
            item = _item(
                membership,
                call,
                f"Vous y allez : rappeler le service, {count(call.people, 'personne')}",
                consequence=f"Téléphone du service : {call.phone}. Attendu : {call.when}.",
                action="Lire l’appel",
            )
            # It stands until a day after its hour, and is late for none of it.
            yield replace(item, due=max(on, clock.local_day(call.at, call.departement)), urgent=False)


def unanswered(membership: Membership, on: date) -> Iterator[Item]:
    """Each call to which nobody goes, once the délégation is told of it."""
    for call in PresenceCall.objects.visible_to(membership):
        if call.unanswered(telling.antennes(call.departement)):
            yield _item(
                membership,
                call,
                f"Aucune association ne vient : {count(call.people, 'personne')}",
                consequence=(
                    f"Attendu : {call.when}. Appel du {_at(call, call.since)}. Téléphone du service : {call.phone}."
                ),
                action="Lire l’appel",
            )


def _at(call: PresenceCall, instant: datetime) -> str:
    return french.moment(instant, clock.zone(call.departement))


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
