"""The permits that were delivered and that nobody noted as handed to her: a duty of the desk, and of her antenne."""

from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

from rivage.accounts.homes import Item
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.decisions.enums import NotificationOutcome
from rivage.decisions.lateness import untold
from rivage.rights.clocks.facts import StayFacts
from rivage.rights.enums import ApsSource, ApsStep
from rivage.rights.models import PermitNotice

AT_THE_DESK = "Remettre l’autorisation"
OF_THE_ANTENNE = "Noter la remise de l’autorisation"
WORDS = "Elle est délivrée, et rien ne dit que la personne l’a reçue."


def to_hand(membership: Membership, facts: Mapping[UUID, StayFacts], title: str, on: date) -> Iterator[Item]:
    """Of the last request of each, delivered and not yet over, the hand-over that nobody noted. One query at most."""
    waiting = {pk: found for found in facts.values() if (pk := _delivered(found, on)) is not None}
    if not waiting:
        return
    told = PermitNotice.objects.visible_to(membership).filter(fact__in=waiting, replaced_at__isnull=True)
    handed = set(told.exclude(outcome=NotificationOutcome.IMPOSSIBLE).values_list("fact_id", flat=True))
    for fact, found in waiting.items():
        given = found.permits[-1].delivered
        if fact in handed or given is None:
            continue
        person = found.person
        yield Item(
            title,
            link(membership, "rights:stay_told", apsfact=fact),
            person=person.pk,
            reference=person.reference,
            action="Noter la remise",
            always=True,
            **untold(person.departement, given.on, WORDS),
        )


def _delivered(found: StayFacts, on: date) -> UUID | None:
    """The fact by which her last request is said to be delivered, unless the paper was read in her hands."""
    last = found.permits[-1] if found.permits else None
    if last is None or last.sure is None or last.sure.end <= on or last.refusal is not None:
        return None
    rows = [row for row in found.aps if (row.n, row.step) == (last.n, ApsStep.DELIVERED)]
    if any(row.corrected is None and row.source == ApsSource.PAPER_SHE_HOLDS for row in rows):
        return None
    return rows[0].pk
