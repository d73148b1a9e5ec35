"""From a permit refused to her antenne's sheet, with the day that her letter prints, which it alone reads."""

from dataclasses import replace
from datetime import date

from rivage.accounts.models import Membership
from rivage.accounts.sender import FOR_THE_PREFET, sender_of
from rivage.core.paper.letters import Remedies
from rivage.core.paper.ruled import DecisionGround
from rivage.core.paper.sheet import Sheet
from rivage.core.refusal import no
from rivage.decisions import said
from rivage.decisions.courts import court
from rivage.law.recours import ContestedAct, with_removal
from rivage.law.wording import day
from rivage.people.models import Person
from rivage.rights.clocks.facts import StayFacts
from rivage.rights.clocks.permit import PermitRequest
from rivage.rights.models import ApsFact
from rivage.rights.permit.motives import of_requests
from rivage.rights.permit.papers import RefusedSheet, refused_sheet
from rivage.rights.permit.refusal import PermitRuling, refusal_letter

NO_LETTER = "Un refus est motivé, en fait et en droit : dites d’abord pourquoi, sa lettre s’imprime ensuite."


def sheet(membership: Membership, found: StayFacts, one: PermitRequest | None, on: date) -> Sheet:
    """Of a request that was refused, in writing or by silence. Raises `Refused` for any other."""
    known = one.known(on) if one is not None else None
    if one is None or known is None or known.undone:
        raise no("not_refused", "Cette demande n’est pas refusée : il n’y a rien à expliquer d’un recours.")
    person = found.person
    silence = one.silence() if one.refusal is None else None
    letter = one.letter if one.letter is not None and on <= one.letter else None
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
            contest=known.day,
            moved=(known.sentence(on),) if known.seized else tuple(reason.sentence for reason in known.reasons),
            letter=letter,
            remedies=_remedies(person, refused_on, short=silence is not None or letter is not None),
            silent=silence is not None,
        )
    )


def _remedies(person: Person, refused_on: date, *, short: bool) -> Remedies:
    """`short`: the day is written above, and no other delay is said beside it."""
    found = Remedies.of(refused_on, court(person.departement), ContestedAct.PERMIT)
    ways = "Vous pouvez contester devant le tribunal administratif, dans le délai écrit plus haut."
    return replace(found, said=ways) if short else found


def refusal(membership: Membership, found: StayFacts, fact: ApsFact) -> Sheet:
    """The refusal that the service signs, as it says why. Raises `Refused` without a motive, or once it was handed."""
    one = found.request(fact.n)
    if one is None or one.refusal is None:
        raise no("not_refused", "Cette demande n’est pas refusée : il n’y a pas de refus à signer.")
    if one.told_on is not None:
        raise no("handed_already", f"Ce refus est remis depuis le {day(one.told_on)} : sa lettre est celle qu’elle a.")
    own = next((each for each in of_requests(membership, found).get(fact.n, ()) if each.own), None)
    if own is None or own.without:
        raise no("motives_missing", NO_LETTER, article="CRPA L211-2 et L211-5")
    person, place, on = found.person, fact.fact_departement or found.person.departement, one.refusal.on
    body = said.prefecture(place)
    kept = [DecisionGround(each.label, each.article) for each in own.motives if each.provided]
    file = person.reference.removeprefix("R-")
    return refusal_letter(
        PermitRuling(
            sender=sender_of(body, FOR_THE_PREFET),
            reference=person.reference,
            number=f"{on.year}-{place}-{file}-{one.n}-S",
            on=on,
            authority=said.authority(body),
            person=said.named(person.pk),
            address=("Remise en main propre",),
            asked_on=one.requested.on if one.requested is not None else None,
            renewal=one.renewal,
            warning=with_removal(on).for_her,
            remedies=Remedies.of(on, court(place), ContestedAct.PERMIT),
        ),
        said.grounds(kept, own.row.reasons, "CESEDA, art. L425-4"),
    )
