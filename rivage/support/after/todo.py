"""What after asks of her antenne: to ask once whether news may be; then, of who said yes, for her news."""

from collections.abc import Iterator
from datetime import date

from rivage.accounts.homes import Item
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.people import panels
from rivage.people.models import Person
from rivage.support.after import reading
from rivage.support.enums import Moment


def to_ask(membership: Membership, on: date) -> Iterator[Item]:
    """Each until it is answered; who said no is never on a home. Whom nobody accompanies any more is asked nothing
    new: her page says so, and that no answer is a no.
    """
    found = reading.due(membership, on)
    if not found:
        return
    people = Person.objects.visible_to(membership).in_bulk([one.person for one in found])
    resting = panels.resting(membership, people)
    for one in sorted(found, key=lambda each: each.since):
        if one.person not in people or (not one.moment and one.person in resting):
            continue
        title = f"Ses nouvelles, {Moment(one.moment).label}" if one.moment else "Lui demander si l’on peut la rappeler"
        yield Item(
            title,
            link(membership, "support:news", person=one.person),
            since=one.since,
            person=one.person,
            reference=people[one.person].reference,
            consequence="Elle a dit oui : ce qu’elle devient, ou sans nouvelles."
            if one.moment
            else "Sans réponse d’elle, c’est non : personne ne la rappellera.",
            action="Noter",
            agreed=bool(one.moment),
        )
