"""From a permit refused to her antenne's sheet, with the day that her letter prints, which it alone reads."""

from dataclasses import replace
from datetime import date

from rivage.accounts.models import Membership
from rivage.core.paper.letters import Remedies
from rivage.core.paper.sheet import Sheet
from rivage.core.refusal import no
from rivage.decisions import said
from rivage.decisions.courts import court
from rivage.law.recours import with_removal
from rivage.people.models import Person
from rivage.rights.clocks.facts import StayFacts
from rivage.rights.clocks.permit import PermitRequest
from rivage.rights.clocks.steps import until
from rivage.rights.permit.papers import RefusedSheet, refused_sheet


def sheet(membership: Membership, found: StayFacts, one: PermitRequest | None, on: date) -> Sheet:
    """Of a request that was refused, in writing or by silence. Raises `Refused` for any other."""
    contest = until(found, one, on) if one is not None else None
    if one is None or contest is None:
        raise no("not_refused", "Cette demande n’est pas refusée : il n’y a rien à expliquer d’un recours.")
    person = found.person
    silence = one.silence() if one.refusal is None else None
    refused_on = one.refusal.on if one.refusal is not None else silence.refused_on if silence is not None else on
    return refused_sheet(
        RefusedSheet(
            reference=person.reference,
            person=said.named(person.pk),
            on=on,
            n=one.n,
            warning="" if silence is not None else with_removal(on).for_her,
            refused_on=refused_on,
            told_on=one.told_on,
            contest=contest,
            letter=one.letter,
            remedies=_remedies(person, refused_on, silent=silence is not None),
            silent=silence is not None,
        )
    )


def _remedies(person: Person, refused_on: date, *, silent: bool) -> Remedies:
    found = Remedies.of(refused_on, court(person.departement))
    ways = "Vous pouvez contester ce silence devant le tribunal administratif, dans le délai écrit plus haut."
    return replace(found, said=ways) if silent else found
