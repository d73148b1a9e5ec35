"""What hearing her before an aid ends asks of each home."""

from collections.abc import Iterator
from datetime import date, timedelta

from rivage.accounts.homes import Item
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.law.period import ONE_DAY
from rivage.law.wording import day, listed
from rivage.rights.aid.reexamination import ARTICLE, dates, moved
from rivage.rights.heard import unanswered, unread, waiting

# The préfet need not end it: past these days without an end, the aid goes on and nothing is asked.
AFTER = timedelta(days=60)
CONSIDERED = "La fin de l’aide est envisagée : ce qu’elle en dit est lu avant la décision."
DECIDED = "La fin de l’aide est décidée avant sa réponse : ce qu’elle en dit se note, et la délégation le relit."


def to_hear(membership: Membership, on: date) -> Iterator[Item]:
    """For the antenne: whom the préfet invited to answer before her aid ends, until she has, or her days are over."""
    for row in unanswered(membership, on):
        yield Item(
            title="Recueillir ses observations sur l’aide",
            url=link(membership, "rights:end_heard", demande=row.decision.demande_id),
            due=row.until,
            person=row.person_id,
            reference=row.person.reference,
            consequence=DECIDED if row.decision.ended_on is not None else CONSIDERED,
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


def to_read_again(membership: Membership, on: date) -> Iterator[Item]:
    """For whoever instructs: what she said of an end that was decided without it, until it is said maintained."""
    for row in unread(membership, on):
        yield Item(
            title="Relire la fin de l’aide : elle a répondu après",
            url=link(membership, "rights:end", demande=row.decision.demande_id),
            since=row.received_on,
            person=row.person_id,
            reference=row.person.reference,
            consequence="La décision a été prise sans ses observations : le préfet peut y revenir, ou la maintenir.",
            action="Lire",
        )


def to_look_again(membership: Membership, on: date) -> Iterator[Item]:
    """For whoever instructs: an aid that something new touches, until it is said that it does not change."""
    rows = moved(membership, on).select_related("person").defer("reasons", "verdict")
    found = dates(membership, [row.person_id for row in rows])
    for row in rows:
        days = found.get(row.person_id, [])
        if not days:
            continue
        yield Item(
            title="Réexaminer l’aide",
            url=link(membership, "rights:months", person=row.person_id),
            since=days[0],
            person=row.person_id,
            reference=row.person.reference,
            consequence=f"Un fait nouveau est signalé le {listed([day(one) for one in days])} ({ARTICLE}).",
            action="Réexaminer",
        )
