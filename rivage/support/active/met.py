"""How accompaniments began: as it was noted; by a code, for who came from another antenne; again, for who is back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rivage.accounts.models import Membership
from rivage.people.models import Arrival
from rivage.support.active.reading import own
from rivage.support.enums import Origin
from rivage.support.models import FirstContact
from rivage.vault import keys
from rivage.vault.enums import KeyKind


@dataclass(frozen=True, slots=True)
class Met:
    """How one accompaniment began. `origin`: an `Origin`, "" where nobody noted it. `first`: how she and the antenne
    met at first, where this is a return. `contact`: what was noted of it.
    """

    origin: str
    again: bool = False
    first: str = ""
    contact: FirstContact | None = None

    @property
    def said(self) -> str:
        """« par le 115 », « revenue, rencontrée d’abord par le 115 »; "" where nothing is noted."""
        words = Origin(self.origin).label if self.origin else ""
        if not self.again:
            return words
        before = f"rencontrée d’abord {Origin(self.first).label}" if self.first else ""
        return ", ".join(part for part in ("revenue", words, before) if part)


def arrivals(membership: Membership, people: Collection[UUID] | None = None) -> dict[UUID, datetime]:
    """When each who came from another antenne was welcomed in this one, the last time."""
    rows = Arrival.objects.visible_to(membership).order_by("accepted_at")
    found = rows if people is None else rows.filter(person__in=people)
    return dict(found.values_list("person", "accepted_at"))


def met(membership: Membership, people: Collection[UUID]) -> dict[UUID, Met]:
    """How each accompaniment of these people in this antenne began, by its id. Decrypted: who shows them says so."""
    rows = list(own(membership).filter(person__in=people).order_by("created_at").values_list("pk", "person"))
    contacts = FirstContact.objects.filter(replaced_by__isnull=True, suivi__in=[pk for pk, _ in rows])
    noted = {row.suivi_id: row for row in contacts}
    keys.load({row.person_id for row in noted.values()}, KeyKind.PRIVATE)
    came, found, before = arrivals(membership, people), dict[UUID, Met](), dict[UUID, str]()
    for pk, person in rows:
        contact, again = noted.get(pk), person in before
        by_code = Origin.ASSOCIATION if person in came and not again else ""
        origin = contact.origin if contact else by_code
        found[pk] = Met(origin, again, before.get(person, ""), contact)
        before[person] = before.get(person) or origin
    return found
