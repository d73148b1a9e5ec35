"""What the permit asks of each: of the desk, whose whole home it is; of the antenne that accompanies."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from rivage.accounts.homes import Found, Item, PanelLine, SidePanel
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.core.contest import Contest
from rivage.core.french import day_in_short
from rivage.decisions.lateness import Hand, to_hand
from rivage.decisions.recours.enums import RecoursKind
from rivage.law.period import ONE_DAY
from rivage.law.recours import last_day, with_removal
from rivage.law.wording import listed
from rivage.people.enums import ApsNeed
from rivage.rights.clocks.facts import StayFacts, lapse_facts, stay_facts
from rivage.rights.clocks.followed import followed
from rivage.rights.clocks.path import stopped
from rivage.rights.clocks.permit import UNTOLD, PermitRequest
from rivage.rights.clocks.residence import (
    AHEAD,
    Stay,
    StayStanding,
    authorised,
    needed,
    standing,
    stopped_words,
    until_of,
)
from rivage.rights.clocks.steps import contested, possible
from rivage.rights.enums import PermitNeed
from rivage.rights.permit import handing, letter, redo
from rivage.rights.permit.missing import missing

# Where a request waits for its answer.
WAITING = (Stay.REQUESTED, Stay.APPOINTMENT)
# Of a permit refused: its day is the letter's own; nobody read it yet.
TO_COURT = "Saisir le tribunal contre le refus du titre"
TO_READ = "Refus du titre : lire sa lettre avec elle"
# Where nothing is to be asked, given nor renewed.
DONE = (Stay.NOT_NEEDED, Stay.NO_PATH, Stay.DELIVERED, Stay.REFUSED, Stay.REDO)
# Title of the line, and what happens otherwise.
AT_THE_DESK = {
    Stay.TO_REQUEST: ("Donner un rendez-vous", "L’autorisation n’est pas encore demandée."),
    Stay.REQUESTED: ("Répondre à la demande", "Sans réponse, le silence vaut refus."),
    Stay.APPOINTMENT: ("Recevoir au rendez-vous", "Un récépissé ou l’autorisation peut être remis."),
    Stay.RECEIPT: ("Répondre à la demande", "Après ce jour, le récépissé ne vaut plus."),
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
        again = redo.item(membership, found[person.pk])
        item = _at_the_desk(membership, found[person.pk], stands[person.pk], on)
        answer = redo.to_answer(membership, found[person.pk], on)
        yield from (line for line in (again, answer, item) if line is not None)
        yield from _to_hand(membership, found[person.pk])
    yield from handing.to_hand(membership, found, handing.AT_THE_DESK, on)
    done = tuple(
        PanelLine(
            title=person.reference,
            url=link(membership, "rights:stay", person=person.pk),
            person=person.pk,
            reference=person.reference,
            note=_noted(found[person.pk], stands[person.pk]),
            icon="person-vcard",
        )
        for person in people
        if stands[person.pk].code in (Stay.DELIVERED, Stay.REFUSED)
    )
    yield SidePanel("Titres délivrés ou refusés", done, "Aucun titre n’est encore délivré.")


def _noted(found: StayFacts, stands: StayStanding) -> str:
    """Where it stands, and that what was delivered is shorter than its article says."""
    held = found.request(stands.n)
    against = held.against if held is not None else ""
    return f"{stands.words}, {against}" if against else stands.words


def _at_the_desk(membership: Membership, found: StayFacts, stands: StayStanding, on: date) -> Item | None:
    page, common = link(membership, "rights:stay", person=found.person.pk), _common(found)
    if needed(found, on) and (waits := _waits_for_the_judge(found, stands, page, on, common)) is not None:
        return waits
    words = AT_THE_DESK.get(stands.code)
    if words is None or not any(span.end > on for span in authorised(found)):
        return None
    title, consequence = words
    due = _due(found, stands)
    refused = _silent(found, stands, on)
    if stands.code == Stay.RECEIPT and refused is not None and (due is None or refused <= due):
        due, consequence = refused - ONE_DAY, AT_THE_DESK[Stay.REQUESTED][1]
    since = _since(found, stands)
    return Item(title, page, due=due, since=since, consequence=consequence, action="Noter", **common)


def _common(found: StayFacts) -> dict[str, Any]:
    return {"person": found.person.pk, "reference": found.person.reference}


def _to_hand(membership: Membership, found: StayFacts) -> Iterator[Item]:
    """For the desk: a refusal of its own of which nobody noted yet that it reached her."""
    last = found.permits[-1] if found.permits else None
    if last is None or last.refusal is None or not last.refusal.own or last.told_on is not None:
        return
    if redo.words(found, last.n):
        return
    url = link(membership, "rights:stay", person=found.person.pk)
    act = Hand(found.person.pk, found.person.reference, found.person.departement, last.refusal.on, url)
    yield to_hand(act, "Remettre le refus du titre", UNTOLD)


def _since(found: StayFacts, stands: StayStanding) -> date:
    """Since when it waits: the silence, or the request; before any, the path."""
    last = found.request(stands.n)
    silence = last.silence() if last is not None else None
    if stands.code == Stay.SILENCE and silence is not None:
        return silence.refused_on
    if stands.code in WAITING and last is not None and last.requested is not None:
        return last.requested.on
    return min(span.start for span in authorised(found))


def said_at_the_desk(membership: Membership, found: StayFacts, on: date) -> str:
    """What the home of the desk says of her, for her page, where the others read that the antenne asks, or that it
    contests; else "".
    """
    stands = standing(found, on)
    left = missing(membership, found) if stands.code == Stay.REFUSED else []
    if left:
        said = [one.words if not rank else one.words[0].lower() + one.words[1:] for rank, one in enumerate(left)]
        return f"{listed(said)}."
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
    facts = stay_facts(membership, followed(membership, on))
    refusals = _refusals(membership, facts, on)
    for pk, found in facts.items():
        yield from _of_the_antenne(membership, found, refusals.get(pk), on)
    yield from handing.to_hand(membership, facts, handing.OF_THE_ANTENNE, on)


@dataclass(frozen=True, slots=True)
class OpenRefusal:
    """A request that was refused, and until when it may be contested. `letter`: the last day that her letter prints,
    where her antenne wrote it; `made`: whether a remedy was made, which its own line says; `seized`: whether one is
    before the court, which alone keeps that day.
    """

    asked: PermitRequest
    contest: Contest
    letter: date | None
    made: bool
    seized: bool


def _refusals(membership: Membership, facts: Mapping[UUID, StayFacts], on: date) -> dict[UUID, OpenRefusal]:
    """Of those whose permit was refused, in writing or by silence, the refusal that may still be contested."""
    open_: dict[UUID, tuple[PermitRequest, Contest]] = {}
    for pk, found in facts.items():
        known = contested(found, on) or _last_refused(found)
        if known is not None:
            open_[pk] = known
    # Of nearly nobody, a permit was refused.
    made = letter.remedies_made(membership, open_) if open_ else {}
    found_ = {}
    for pk, (asked, contest) in open_.items():
        act = facts[pk].named(asked)
        rows = made.get(act, []) if act is not None else []
        seized = any(row.kind == RecoursKind.CONTENTIOUS for row in rows)
        found_[pk] = OpenRefusal(asked, contest, asked.letter, bool(rows), seized)
    return found_


def _last_refused(found: StayFacts) -> tuple[PermitRequest, Contest] | None:
    """The last refusal that is written, whatever became of its delay: her letter may say a later day."""
    asked = next((one for one in reversed(found.permits) if one.refusal is not None), None)
    contest = asked.contest() if asked is not None else None
    return (asked, contest) if asked is not None and contest is not None else None


def _of_the_antenne(membership: Membership, found: StayFacts, refused: OpenRefusal | None, on: date) -> Iterator[Item]:
    stands = standing(found, on)
    common = _common(found)
    page = link(membership, "rights:stay", person=found.person.pk)
    said = found.person.aps_need == ApsNeed.YES or found.need is not None
    running = said and any(span.end > on for span in authorised(found))
    to_do = _while_it_runs(membership, found, stands, page, on, common) if running else None
    if said and (line := _waits_for_the_judge(found, stands, page, on, common)) is not None:
        yield line
    last = found.permits[-1] if found.permits else None
    asked = refused.asked if refused is not None else None
    if last is not None and to_do is None and last.silent(on) and (running or asked is last):
        to_do = _after_silence(last, page, on, common)
    elif refused is not None and any(due(refused, on) for due in (_first_of_all, _is_open, _may_be_shorter)):
        yield _to_contest(refused, page, on, common, anew=asked is not last)
    known = refused.asked.known(on) if refused is not None else None
    stopped = known is not None and bool(known.stopped)
    if refused is not None and refused.asked.refusal is not None and refused.asked.told_on is None and not stopped:
        yield _to_tell(refused.asked, page, found.person.departement, on, common)
    short = (
        _too_short(found.request(stands.n), page, on, common) if running and stands.code == Stay.DELIVERED else None
    )
    if short is not None:
        yield short
    if to_do is not None:
        yield to_do


def _waits_for_the_judge(
    found: StayFacts, stands: StayStanding, page: str, on: date, common: dict[str, Any]
) -> Item | None:
    """What would be asked, given or renewed, as long as a judge stops the authorisation: it waits, and is not lost."""
    since = stopped(found, on)
    if since is None or stands.code in DONE or any(span.end > on for span in authorised(found)):
        return None
    words = f"{stopped_words(since)} : rien n’est à demander ni à délivrer. Cette ligne attend ce qu’il jugera."
    title = "En attente du juge : titre de séjour"
    return Item(title, page, since=since, consequence=words, action="Voir", always=True, **common)


def _too_short(asked: PermitRequest | None, page: str, on: date, common: dict[str, Any]) -> Item | None:
    """A permit shorter than its article says, as long as it may be contested: counted from its first day."""
    if asked is None or asked.valid is None or not asked.against or on > (last := last_day(asked.valid.start)):
        return None
    words = (
        f"L’autorisation délivrée est {asked.against}. Le service du séjour peut la corriger ; sinon, le recours se "
        f"fait au plus tard le {day_in_short(last, on=on)}."
    )
    return Item("Revoir la durée de l’autorisation", page, due=last, consequence=words, action="Voir", **common)


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
    known = asked.known(on)
    contest = known.day if known is not None and known.open(on) else None
    said = f" {known.sentence(on)}" if known is not None and known.matters(on) else ""
    words = f"Le silence vaut refus.{said} Une nouvelle demande, ou une réponse venue tard, se note sur cette page."
    due = contest.due(on) if contest is not None else None
    return Item(
        "Décider avec elle après le silence", page, due=due, since=on, consequence=words, contest=contest, **common
    )


def _first_of_all(refused: OpenRefusal, on: date) -> bool:
    """Whether the day that her letter prints is still to come, and no court was seized."""
    known = refused.asked.known(on)
    undone = known is not None and known.undone
    return refused.letter is not None and on <= refused.letter and not refused.seized and not undone


def _is_open(refused: OpenRefusal, on: date) -> bool:
    """Whether she may contest it, and nothing is asked for yet: legal aid and a remedy have lines of their own."""
    known = refused.asked.known(on)
    return not refused.made and on <= refused.contest.last and not (known is not None and known.awaited)


def _may_be_shorter(refused: OpenRefusal, on: date) -> bool:
    """Whether the delay of an obligation to leave may still run: nobody read her letter, and no court was seized. What
    else was asked meanwhile does not keep it.
    """
    asked, known = refused.asked, refused.asked.known(on)
    if asked.refusal is None or asked.told_on is not None or asked.letter is not None or refused.seized:
        return False
    return on <= asked.refusal.on + timedelta(days=with_removal(on).days) and not (known is not None and known.undone)


def _to_tell(asked: PermitRequest, page: str, departement: str, on: date, common: dict[str, Any]) -> Item:
    """A refusal of which nobody noted yet when it reached her: for today, since the delay runs from it."""
    taken_on = asked.refusal.on if asked.refusal is not None else None
    act = Hand(common["person"], common["reference"], departement, taken_on, page)
    line = to_hand(act, "Noter la remise du refus du titre", UNTOLD, always=True)
    return replace(line, due=line.due or on)


def _to_contest(refused: OpenRefusal, page: str, on: date, common: dict[str, Any], *, anew: bool) -> Item:
    """A refusal, as long as it may be contested; after, the page of the permit says it. Before anything else, until
    the last day that her letter prints. `anew`: another was asked.
    """
    asked, contest = refused.asked, refused.contest
    if refused.letter is not None and _first_of_all(refused, on):
        known = asked.known(on)
        kept = f" {known.since(on)}".rstrip() if known is not None else ""
        words = f"{with_removal(on).sentence} C’est le jour que dit sa lettre.{kept}"
        return Item(
            TO_COURT, page, due=refused.letter, consequence=words, urgent=True, first=True, always=True, **common
        )
    title, first, start = "Silence sur la demande d’autorisation provisoire", "", ""
    due, urgent = contest.due(on), False
    if asked.refusal is not None:
        shorter = with_removal(on)
        title, first = "Refus de l’autorisation provisoire", f"{shorter.sentence} "
        start = f" {UNTOLD}" if asked.told_on is None else ""
        # Nobody asks whether it comes with an obligation to leave: while a shorter delay may run, it is for today.
        due = on if on <= asked.refusal.on + timedelta(days=shorter.days) else due
        urgent = _may_be_shorter(refused, on)
    other = f" La demande n° {asked.n} se conteste encore, même si une autre a été faite." if anew else ""
    known = asked.known(on)
    moved = known is not None and (refused.made or known.awaited)
    said = known.sentence(on) if known is not None and moved else contest.sentence(on)
    words = f"{first}{said}{start}{other}"
    if urgent:
        # Not the day of the ordinary delay: read in five seconds, it would say that two months are left.
        return Item(TO_READ, page, due=due, consequence=words, urgent=True, always=True, **common)
    return Item(f"{title} : recours possible", page, due=due, consequence=words, contest=contest, **common)
