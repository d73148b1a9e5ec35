"""What hearing her before an aid ends asks of each home."""

from collections.abc import Iterator
from datetime import date, timedelta

from rivage.accounts.homes import Item
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.law.period import ONE_DAY
from rivage.law.wording import day
from rivage.rights.heard import unanswered, waiting

# The préfet need not end it: past these days without an end, the aid goes on and nothing is asked.
AFTER = timedelta(days=60)


def to_hear(membership: Membership, on: date) -> Iterator[Item]:
    """For the antenne: whom the préfet invited to answer before her aid ends, until she has, or her days are over."""
    for row in unanswered(membership, on):
        yield Item(
            title="Recueillir ses observations sur l’aide",
            url=link(membership, "rights:end_heard", demande=row.decision.demande_id),
            due=row.until,
            person=row.person_id,
            reference=row.person.reference,
            consequence="La fin de l’aide est envisagée : ce qu’elle en dit est lu avant la décision.",
            action="Écrire",
        )


def to_rule(membership: Membership, on: date) -> Iterator[Item]:
    """For whoever instructs: she answered, or her days are over; the préfet may end the aid, and need not."""
    for row in waiting(membership, on):
        if (not row.received_on and row.until >= on) or row.until + AFTER < on:
            continue
        said = f"Observations reçues le {day(row.received_on)}." if row.received_on else "Elle n’a pas répondu."
        yield Item(
            title="Fin de l’aide : décider, ou la laisser",
            url=link(membership, "rights:end", demande=row.decision.demande_id),
            since=row.received_on or row.until + ONE_DAY,
            person=row.person_id,
            reference=row.person.reference,
            consequence=f"{said} Le préfet peut mettre fin à l’aide, il n’y est pas tenu.",
        )
