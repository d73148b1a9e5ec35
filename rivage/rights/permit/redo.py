"""A refusal of a permit that a remedy undid: whoever executes it reads a day, and nothing of the remedy."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet

from rivage.accounts.homes import Item
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.law.recours import silence
from rivage.law.wording import day
from rivage.people.models import Person
from rivage.rights.clocks import undone
from rivage.rights.clocks.facts import StayFacts, gather_all
from rivage.rights.enums import ApsStep
from rivage.rights.models import ApsFact

TITLE = "Réexaminer la demande de titre"
BY_JUDGE = f"{TITLE} : délai du juge"
ANSWER = "Une nouvelle réponse est due : délivrer l’autorisation, ou répondre de nouveau."
AWAITED = "La préfecture doit répondre de nouveau : la délivrance, ou une nouvelle réponse, ferme cette ligne."

NOTED = "La délégation note la réponse ; un titre délivré, ou un nouveau refus, se note ici."


def undone_of(membership: Membership, on: date) -> "QuerySet[ApsFact]":
    """What was refused, in writing or by silence, and holds no more."""
    return ApsFact.objects.visible_to(membership).filter(undone_on__isnull=False)


def item(membership: Membership, found: StayFacts) -> Item | None:
    """The line of one person: its day, for who executes; what is awaited, for her antenne."""
    row = undone.to_redo(found)
    if row is None:
        return None
    return Item(
        BY_JUDGE if row.redo_by else TITLE,
        link(membership, "rights:stay", person=found.person.pk),
        due=row.redo_by,
        since=None if row.redo_by else row.undone_on,
        person=found.person.pk,
        reference=found.person.reference,
        consequence=f"{words(found, row.n)} {AWAITED if membership.is_antenne else ANSWER}",
        action="Voir le titre",
        always=True,
    )


def of_all(membership: Membership, on: date) -> Iterator[Item]:
    """For her antenne and whoever instructs, path or no path."""
    people = Person.objects.visible_to(membership).filter(pk__in=undone_of(membership, on).values("person"))
    for found in gather_all(membership, list(people.order_by("reference")), StayFacts).values():
        line = item(membership, found)
        if line is not None:
            yield line


def to_answer(membership: Membership, found: StayFacts, on: date) -> Item | None:
    """For the service: the gracious remedy against its refusal, until it is answered, or silence answers."""
    row = undone.to_answer(found)
    asked = row.appeal_awaits if row is not None else None
    if asked is None or (born := silence(asked)) < on:
        return None
    return Item(
        "Répondre au recours gracieux contre le refus du titre",
        link(membership, "rights:stay", person=found.person.pk),
        due=born,
        person=found.person.pk,
        reference=found.person.reference,
        consequence=f"Recours fait au préfet le {day(asked)}. Sans réponse ce jour-là, le silence le refuse. {NOTED}",
        action="Voir le titre",
    )


def mark(found: StayFacts, n: int) -> str:
    """What stands at the head of the refusal of a request that holds no more, for who reads no remedy; else ""."""
    row = undone.refusal_undone(found, n)
    return f"refus qui ne tient plus depuis le {day(row.undone_on)}" if row is not None and row.undone_on else ""


def words(found: StayFacts, n: int) -> str:
    """Of a request, that its refusal holds no more, for every reader of its page; else ""."""
    row = undone.refusal_undone(found, n)
    if row is None or row.undone_on is None:
        return ""
    what = "Ce refus" if row.step == ApsStep.REFUSED else "Le refus par silence"
    again = undone.to_redo(found)
    due = f" : à réexaminer jusqu’au {day(row.redo_by)} inclus" if again == row and row.redo_by else ""
    return f"{what} ne tient plus depuis le {day(row.undone_on)}{due}."
