"""What the permit asks of each: of the desk, whose whole home it is; of the antenne that accompanies."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from rivage.accounts.homes import Found, Item, PanelLine, SidePanel
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.core.contest import Contest
from rivage.core.french import day_in_short
from rivage.law.period import ONE_DAY
from rivage.law.recours import with_removal
from rivage.people.enums import ApsNeed
from rivage.rights.clocks.facts import StayFacts, lapse_facts, stay_facts
from rivage.rights.clocks.followed import followed
from rivage.rights.clocks.permit import PermitRequest
from rivage.rights.clocks.residence import AHEAD, Stay, StayStanding, authorised, standing, until_of
from rivage.rights.clocks.steps import contested, possible
from rivage.rights.enums import PermitNeed

# Where a request waits for its answer.
WAITING = (Stay.REQUESTED, Stay.APPOINTMENT)
# Title of the line, and what happens otherwise.
AT_THE_DESK = {
    Stay.TO_REQUEST: ("Donner un rendez-vous", "L’autorisation n’est pas encore demandée."),
    Stay.REQUESTED: ("Répondre à la demande", "Sans réponse, le silence vaut refus."),
    Stay.APPOINTMENT: ("Recevoir au rendez-vous", "Un récépissé ou l’autorisation peut être remis."),
    Stay.RECEIPT: ("Délivrer l’autorisation", "Après ce jour, le récépissé ne vaut plus."),
    Stay.TO_RENEW: ("Renouveler l’autorisation", "Après ce jour, le titre ne vaut plus."),
    Stay.ENDED: ("Renouveler l’autorisation", "Le titre est fini, le parcours est autorisé."),
    Stay.SILENCE: ("Répondre à la demande", "Le silence vaut refus. Une réponse écrite reste possible."),
}


def desk(membership: Membership, on: date) -> Iterator[Found]:
    """People authorised who need a permit: to request, to receive, to deliver, to renew before a day."""
    people = sorted(followed(membership, on), key=lambda one: one.reference)
    found = lapse_facts(membership, people)
    stands = {person.pk: standing(found[person.pk], on) for person in people}
    for person in people:
        item = _at_the_desk(membership, found[person.pk], stands[person.pk], on)
        if item is not None:
            yield item
    done = tuple(
        PanelLine(
            title=person.reference,
            url=link(membership, "rights:stay", person=person.pk),
            person=person.pk,
            reference=person.reference,
            note=stands[person.pk].words,
            icon="person-vcard",
        )
        for person in people
        if stands[person.pk].code in (Stay.DELIVERED, Stay.REFUSED)
    )
    yield SidePanel("Titres délivrés ou refusés", done, "Aucun titre n’est encore délivré.")


def _at_the_desk(membership: Membership, found: StayFacts, stands: StayStanding, on: date) -> Item | None:
    words = AT_THE_DESK.get(stands.code)
    if words is None or not any(span.end > on for span in authorised(found)):
        return None
    title, consequence = words
    due = _due(found, stands)
    refused = _silent(found, stands, on)
    if stands.code == Stay.RECEIPT and refused is not None and (due is None or refused <= due):
        due, consequence = refused - ONE_DAY, AT_THE_DESK[Stay.REQUESTED][1]
    return Item(
        title=title,
        url=link(membership, "rights:stay", person=found.person.pk),
        due=due,
        since=min(span.start for span in authorised(found)),
        person=found.person.pk,
        reference=found.person.reference,
        consequence=consequence,
        action="Noter",
    )


def said_at_the_desk(membership: Membership, found: StayFacts, on: date) -> str:
    """What the home of the desk says of her, for her page, where the others read that the antenne asks; else ""."""
    stands = standing(found, on)
    asks = stands.code in (Stay.TO_REQUEST, Stay.TO_RENEW, Stay.ENDED)
    item = _at_the_desk(membership, found, stands, on) if asks else None
    return f"{item.title}. {item.consequence}" if item else ""


def _due(found: StayFacts, stands: StayStanding) -> date | None:
    """The last day to act: what is held ends, an appointment comes, silence makes a refusal."""
    last = found.request(stands.n)
    if stands.code in (Stay.RECEIPT, Stay.TO_RENEW, Stay.ENDED):
        return stands.until
    if stands.code == Stay.APPOINTMENT and last is not None and last.appointment is not None:
        return last.appointment.on
    silence = last.silence() if last is not None else None
    if stands.code == Stay.REQUESTED and silence is not None:
        return silence.refused_on - ONE_DAY
    return None


def _silent(found: StayFacts, stands: StayStanding, on: date) -> date | None:
    """The day, still to come, on which silence makes a refusal: a récépissé stops no delay of silence."""
    last = found.request(stands.n)
    silence = last.silence() if last is not None else None
    return silence.refused_on if silence is not None and silence.refused_on > on else None


def of_the_antenne(membership: Membership, on: date) -> Iterator[Item]:
    """A permit to ask for or to renew, another document that ends, while rights run; a silence or a refusal to contest
    as long as it may be: no end of the path shortens a remedy.
    """
    for found in stay_facts(membership, followed(membership, on)).values():
        yield from _of_the_antenne(membership, found, on)


def _of_the_antenne(membership: Membership, found: StayFacts, on: date) -> Iterator[Item]:
    stands = standing(found, on)
    common: dict[str, Any] = {"person": found.person.pk, "reference": found.person.reference}
    page = link(membership, "rights:stay", person=found.person.pk)
    said = found.person.aps_need == ApsNeed.YES or found.need is not None
    running = said and any(span.end > on for span in authorised(found))
    to_do = _while_it_runs(membership, found, stands, page, on, common) if running else None
    last = found.permits[-1] if found.permits else None
    asked, contest = contested(found, on) or (None, None)
    if last is not None and to_do is None and last.silent(on) and (running or asked is last):
        to_do = _after_silence(last, page, on, common)
    elif asked is not None and contest is not None:
        yield _to_contest(asked, contest, page, on, common, anew=asked is not last)
    if to_do is not None:
        yield to_do


def _while_it_runs(
    membership: Membership, found: StayFacts, stands: StayStanding, page: str, on: date, common: dict[str, Any]
) -> Item | None:
    """What is to be asked for, of a path that goes on."""
    other = found.need is not None and found.need.need == PermitNeed.OTHER_TITLE
    until = until_of(found) if other else None
    if until and until <= on + AHEAD:
        title = "Dire ce qu’il faut après le document détenu"
        words = "Après ce jour, ce document ne vaut plus." if on <= until else "Ce document ne vaut plus."
        return Item(
            title, link(membership, "rights:need", person=found.person.pk), due=until, consequence=words,
            action="Dire si un titre est nécessaire", **common,
        )  # fmt: skip
    if stands.code == Stay.TO_REQUEST:
        words = possible(found, on) or "Sans elle, ni travail ni aide."
        since = min(span.start for span in authorised(found))
        return Item("Demander l’autorisation provisoire", page, since=since, consequence=words, **common)
    asked = found.request(stands.n)
    if asked is not None and (ended := asked.receipt_ended(on)) and stands.code in WAITING:
        words = f"Il a fini le {day_in_short(ended, on=on)}, et l’autorisation n’est pas délivrée."
        return Item("Demander que le récépissé soit prolongé", page, due=ended, consequence=words, **common)
    if stands.code in (Stay.TO_RENEW, Stay.ENDED):
        ends = "finit" if stands.until is None or on <= stands.until else "a fini"
        words = f"Le titre {ends} le {day_in_short(stands.until, on=on)}." if stands.until else ""
        return Item("Demander le renouvellement du titre", page, due=stands.until, consequence=words, **common)
    return None


def _after_silence(asked: PermitRequest, page: str, on: date, common: dict[str, Any]) -> Item:
    """As long as a silence may still be contested; after, it is to decide all the same."""
    contest = asked.remedy(on)
    contest = contest if contest is not None and on <= contest.last else None
    said = f" {contest.sentence(on)}" if contest is not None else ""
    words = f"Le silence vaut refus.{said} Une nouvelle demande, ou une réponse venue tard, se note sur cette page."
    due = contest.due(on) if contest is not None else None
    return Item(
        "Décider avec elle après le silence", page, due=due, since=on, consequence=words, contest=contest, **common
    )


def _to_contest(
    asked: PermitRequest, contest: Contest, page: str, on: date, common: dict[str, Any], *, anew: bool
) -> Item:
    """A refusal, as long as it may be contested; after, the page of the permit says it. `anew`: another was asked."""
    title, first, start = "Silence sur la demande d’autorisation provisoire", "", ""
    due = contest.due(on)
    if asked.refusal is not None:
        shorter = with_removal(on)
        title, first = "Refus de l’autorisation provisoire", f"{shorter.sentence} "
        start = " Le délai part du jour où la lettre lui est remise."
        # Nobody asks whether it comes with an obligation to leave: while a shorter delay may run, it is for today.
        due = on if on <= asked.refusal.on + timedelta(days=shorter.days) else due
    other = f" La demande n° {asked.n} se conteste encore, même si une autre a été faite." if anew else ""
    words = f"{first}{contest.sentence(on)}{start}{other}"
    return Item(f"{title} : recours possible", page, due=due, consequence=words, contest=contest, **common)
