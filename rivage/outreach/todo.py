"""Cards that wait, on the homes of those who accompany; the next round, on that of who goes out."""

from collections.abc import Iterator
from datetime import date

from rivage.accounts.enums import ANTENNE_ROLES
from rivage.accounts.homes import Item, Nothing, register, register_nothing
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.law.wording import count
from rivage.outreach.enums import VOLUNTEER
from rivage.outreach.models import Card


def left(membership: Membership, on: date) -> Iterator[Item]:
    """The cards that nobody took."""
    waiting = Card.objects.visible_to(membership).filter(taken_on__isnull=True).order_by("left_on")
    since = waiting.values_list("left_on", flat=True).first()
    if since is not None:
        yield Item(
            f"{count(waiting.count(), 'carte laissée', 'cartes laissées')} après une rencontre",
            link(membership, "outreach:cards"),
            since=since,
            consequence="Quelqu’un attend qu’on la rappelle.",
            action="Lire",
            urgent=True,
        )


def taken(membership: Membership, on: date) -> Iterator[Item]:
    """Those that one took, until she is called back."""
    for card in Card.objects.visible_to(membership).filter(taken_by=membership, done_on__isnull=True):
        yield Item(
            "Rappeler quelqu’un qui a laissé une carte",
            link(membership, "outreach:cards"),
            since=card.taken_on,
            consequence="C’est vous qui l’avez prise.",
            action="Lire",
        )


register(left, roles=ANTENNE_ROLES, rank=12)
register(taken, roles=ANTENNE_ROLES, rank=13)
register_nothing(
    Nothing(
        "Rien ne vous attend", "Notez vos sorties dans Terrain, et laissez une carte si quelqu’un veut être rappelé."
    ),
    roles=(VOLUNTEER,),
)
