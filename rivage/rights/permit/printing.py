"""From a permit refused to its papers: the letter of its service, kept as it is handed, and her antenne's sheet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from rivage.accounts import policies
from rivage.accounts.enums import Role
from rivage.accounts.models import Body, Membership
from rivage.accounts.sender import FOR_THE_PREFET, sender_of
from rivage.core.paper.kept import again, kept
from rivage.core.paper.letters import Remedies, Sender
from rivage.core.paper.ruled import DecisionGround
from rivage.core.paper.sheet import Sheet
from rivage.core.refusal import Refused, no
from rivage.decisions import notices, said
from rivage.decisions.courts import court
from rivage.decisions.enums import NotificationOutcome
from rivage.decisions.recours.delay import Delay
from rivage.law.recours import ContestedAct, with_removal
from rivage.law.wording import day
from rivage.people.models import Person
from rivage.rights.clocks import gather
from rivage.rights.clocks.facts import StayFacts
from rivage.rights.clocks.permit import PermitRequest
from rivage.rights.enums import ApsSource, ApsStep
from rivage.rights.models import ApsFact, PermitMotive, PermitNotice
from rivage.rights.permit import motives, told
from rivage.rights.permit.papers import RefusedSheet, refused_sheet
from rivage.rights.permit.refusal import PermitRuling, refusal_letter

LETTER = "rights:stay_refusal"
NOT_KEPT = "sa lettre n’est pas gardée ici, c’est celle qu’elle a."
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
            moved=_moved(known, on),
            letter=letter,
            remedies=_remedies(person, refused_on, short=silence is not None or letter is not None),
            silent=silence is not None,
        )
    )


def _moved(known: Delay, on: date) -> str:
    """What alone gives the day that is said, where it is not the refusal; or that the court is seized."""
    if known.seized:
        return known.sentence(on)
    return known.cause.sentence if known.cause is not None else ""


def _remedies(person: Person, refused_on: date, *, short: bool) -> Remedies:
    """`short`: the day is written above, and no other delay is said beside it."""
    found = Remedies.of(refused_on, court(person.departement), ContestedAct.PERMIT)
    ways = "Vous pouvez contester devant le tribunal administratif, dans le délai écrit plus haut."
    return replace(found, said=ways) if short else found


def refusal(membership: Membership, found: StayFacts, fact: ApsFact) -> Sheet:
    """The refusal as it was handed, else as the service signs it: it says why. Raises `Refused` without a motive, or
    where another paper was handed; to whoever is not its service, until it is handed.
    """
    kept_one = handed(membership, fact)
    if kept_one is not None:
        return kept_one
    one = found.request(fact.n)
    if one is not None and one.told_on is not None:
        raise no("handed_already", f"Ce refus est remis depuis le {day(one.told_on)} : {NOT_KEPT}")
    if membership.role != Role.DESK:
        raise no("not_handed", "Cette lettre se lit une fois remise à la personne.")
    return tried(fact, motives.rows_of(membership, [fact.pk])) or _letter(membership, found, fact)


def handed(membership: Membership, fact: ApsFact) -> Sheet | None:
    """The refusal as it was handed; None where it was not kept, or is not handed."""
    rows = PermitNotice.objects.visible_to(membership).filter(fact=told.first(fact), replaced_at__isnull=True)
    row = rows.filter(letter__isnull=False).exclude(outcome=NotificationOutcome.IMPOSSIBLE).first()
    return again(row.letter) if row is not None and row.letter else None


def letter_says(membership: Membership, fact: UUID, why: Iterable[motives.WhyRefused]) -> str:
    """What the letter kept of a refusal says of why, in words, where its service corrected it since; else ""."""
    said_of = [each for each in why if each.own and each.before]
    if not said_of:
        return ""
    rows = list(
        PermitNotice.objects.visible_to(membership).filter(fact=fact, letter__isnull=False).order_by("created_at")
    )
    stands = next((row for row in rows if row.replaced_at is None), None)
    # A day corrected takes the letter with it: it says what was said when it was first kept.
    first = next((row for row in rows if stands is not None and row.letter == stands.letter), None)
    return motives.said_at(said_of, first.created_at) if first is not None else ""


def with_letter(membership: Membership, people: Iterable[UUID]) -> set[UUID]:
    """Of those people, the refusals whose letter is kept as it was handed, by the fact that names each; to her antenne
    and to the service that signs.
    """
    if not policies.allows(LETTER, "GET", membership.role):
        return set()
    rows = PermitNotice.objects.visible_to(membership).filter(person__in=list(people), letter__isnull=False)
    standing = rows.filter(replaced_at__isnull=True).exclude(outcome=NotificationOutcome.IMPOSSIBLE)
    return set(standing.values_list("fact_id", flat=True))


def keep(actor: Membership, row: PermitNotice) -> None:
    """Keep with a notice about to be written the refusal that was handed with it. A day corrected changes no letter,
    nor does a hand-over said not to have been: what was signed is handed as it was signed.
    """
    if row.fact.step != ApsStep.REFUSED:
        return
    before = notices.kept_before(row, lambda one: one.letter is not None)
    if before is not None:
        row.letter = before.letter
        return
    handed_before = row.replaces is not None and row.replaces.outcome != NotificationOutcome.IMPOSSIBLE
    if handed_before and not row.new_letter:
        # It was handed already, and not this letter.
        return
    said_of = motives.rows_of(actor, [row.fact_id])
    try:
        made = None if row.new_letter else tried(row.fact, said_of)
        row.letter = kept(made or _letter(actor, gather(actor, row.fact.person), row.fact))
    except Refused:
        # Refused on a paper that Rivage would not print: what was handed is that paper.
        return


def tried(fact: ApsFact, said_of: Mapping[UUID, Sequence[PermitMotive]]) -> Sheet | None:
    """The letter of a hand-over that was noted, then said not to have been: None where there is none, or where its
    service said why anew since. `said_of`: all that was said of why, by refusal.
    """
    last = PermitNotice.objects.filter(fact=fact, letter__isnull=False).order_by("created_at").last()
    if last is None or last.letter is None:
        return None
    own = (row for row in said_of.get(fact.pk, ()) if row.source == ApsSource.OWN_DESK)
    return None if any(row.created_at > last.created_at for row in own) else again(last.letter)


def around(person: Person, own: motives.WhyRefused) -> dict[str, str | tuple[str, ...]]:
    """What the letter takes around its words, for who signs it: its head and its foot by lines, how it is signed."""
    sender = _sender(said.prefecture(own.row.fact.fact_departement or person.departement), own)
    head = sender.letterhead
    lines = (head.authority, head.service, *head.lines)
    return {
        "head": tuple(line for line in lines if line),
        "signature": sender.capacity,
        "foot": ", ".join(head.foot),
    }


def _sender(prefecture: Body, own: motives.WhyRefused) -> Sender:
    """The préfecture, by the service that refuses: neither the délégation's name, nor its ways to be reached."""
    return sender_of(prefecture, FOR_THE_PREFET, by=own.row.recorded_by.body)


def _letter(membership: Membership, found: StayFacts, fact: ApsFact) -> Sheet:
    """The refusal that the service signs, as it stands. Raises `Refused` without a motive."""
    one = found.request(fact.n)
    if one is None or one.refusal is None:
        raise no("not_refused", "Cette demande n’est pas refusée : il n’y a pas de refus à signer.")
    own = next((each for each in motives.of_requests(membership, found).get(fact.n, ()) if each.own), None)
    if own is None or not own.reasoned:
        raise no("motives_missing", NO_LETTER, article="CRPA L211-2 et L211-5")
    person, place, on = found.person, fact.fact_departement or found.person.departement, one.refusal.on
    body = said.prefecture(place)
    grounds = [DecisionGround(each.label, each.article) for each in own.motives if each.provided]
    file = person.reference.removeprefix("R-")
    return refusal_letter(
        PermitRuling(
            sender=_sender(body, own),
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
        said.grounds(grounds, own.row.reasons, "CESEDA, art. L425-4"),
    )
