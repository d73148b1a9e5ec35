"""Cards and workshops that wait, on the homes of those who accompany; the next round, on that of who goes out."""

from collections.abc import Iterator
from datetime import date

from rivage.accounts.enums import ANTENNE_ROLES
from rivage.accounts.homes import Item, Nothing, register, register_nothing
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.law.wording import count
from rivage.outreach.enums import VOLUNTEER
from rivage.outreach.models import Card
from rivage.outreach.workshops import reading as workshops
from rivage.outreach.workshops.actions import HOW
from rivage.outreach.workshops.reading import WorkshopLine


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


def to_count(membership: Membership, on: date) -> Iterator[Item]:
    """Workshops of today, and of before, until it is said how many people came."""
    for row in workshops.waiting(membership, on):
        line = WorkshopLine(row)
        at = f", {line.hours}" if line.hours else ""
        yield Item(
            f"Atelier\u00a0: {row.get_kind_display()}{at}",
            link(membership, "outreach:workshop", workshop=row.pk),
            since=row.day,
            consequence=HOW,
            action="Noter",
        )


register(left, roles=ANTENNE_ROLES, rank=12)
register(taken, roles=ANTENNE_ROLES, rank=13)
register(to_count, roles=ANTENNE_ROLES, rank=95)
register_nothing(
    Nothing(
        "Rien ne vous attend", "Notez vos sorties dans Terrain, et laissez une carte si quelqu’un veut être rappelé."
    ),
    roles=(VOLUNTEER,),
)
