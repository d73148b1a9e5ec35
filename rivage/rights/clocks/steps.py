"""The next step of the permit in words: one sentence, who must do what before which day. The nearest day first."""

from collections.abc import Iterator
from datetime import date

from rivage.core.contest import Contest
from rivage.core.french import capital, day_in_words
from rivage.decisions.recours.delay import Delay
from rivage.law.recours import with_removal
from rivage.rights.clocks.facts import StayFacts
from rivage.rights.clocks.path import stopped
from rivage.rights.clocks.permit import PermitRequest
from rivage.rights.clocks.residence import AHEAD, Stay, authorised, needed, standing, stopped_words, until_of
from rivage.rights.clocks.undone import to_redo
from rivage.rights.enums import PermitNeed


def next_step(found: StayFacts, on: date, removal: str) -> str:
    """« L’association prépare avec elle le rendez-vous du 14 janvier. », or "": nobody has to act for the permit.
    `removal`: what is said of a refusal that comes with an obligation to leave; "" where the page says it already.
    """
    known = _residence(found, on, removal)
    return min(known, key=lambda step: step[0])[1] if known else ""


def _day(day: date, on: date) -> str:
    return day_in_words(day, on=on, weekday=False)


def _residence(found: StayFacts, on: date, removal: str) -> list[tuple[date, str]]:
    if not any(span.end > on for span in authorised(found)):
        since = stopped(found, on) if needed(found, on) else None
        waits = [(on, f"{stopped_words(since)} : l’autorisation provisoire attend ce qu’il jugera.")] if since else []
        return _remedy(found, on, removal) or waits
    told = _other_document(found, on)
    if told:
        return told
    stands = standing(found, on)
    last = found.request(stands.n)
    if stands.code == Stay.DELIVERED:
        return _remedy(found, on, removal)
    if stands.code == Stay.TO_REQUEST:
        return [(on, "L’association demande l’autorisation provisoire au service du séjour, dès aujourd’hui.")]
    if stands.code in (Stay.TO_RENEW, Stay.ENDED) and stands.until is not None:
        if stands.code == Stay.ENDED:
            return [(on, "L’association demande le renouvellement de l’autorisation provisoire, dès aujourd’hui.")]
        day = _day(stands.until, on)
        sentence = f"L’association demande le renouvellement de l’autorisation provisoire jusqu’au {day} inclus."
        return [(stands.until, sentence)]
    if stands.code == Stay.REDO and last is not None:
        return _anew(found, last, on)
    if stands.code == Stay.SILENCE and last is not None:
        return _silence(last, on)
    if stands.code == Stay.REFUSED and last is not None:
        return _refused(last, on, removal)
    if stands.code == Stay.RECEIPT and stands.until is not None and stands.until <= on + AHEAD:
        return [_answer(last, stands.until, on)]
    if last is not None and (ended := last.receipt_ended(on)) and stands.code in (Stay.REQUESTED, Stay.APPOINTMENT):
        return [(ended, f"Le récépissé a fini le {_day(ended, on)} : l’association demande qu’il soit prolongé.")]
    if stands.code == Stay.APPOINTMENT and last is not None and last.appointment is not None:
        day = _day(last.appointment.on, on)
        prepare = (last.appointment.on, f"L’association prépare avec elle le rendez-vous du {day}.")
        return [prepare, *_remedy(found, on, removal)]
    return _remedy(found, on, removal)


def _answer(last: PermitRequest | None, until: date, on: date) -> tuple[date, str]:
    """What the service is waited for while a récépissé runs: its answer, whichever, before silence refuses."""
    silence = last.silence() if last is not None else None
    if silence is not None and on < silence.refused_on <= until:
        born = _day(silence.refused_on, on)
        return silence.refused_on, f"Le service du séjour répond à la demande : sinon, le silence la refuse le {born}."
    waits = "Le service du séjour répond à la demande, ou prolonge le récépissé"
    return until, f"{waits}, jusqu’au {_day(until, on)} inclus."


def contested(found: StayFacts, on: date) -> tuple[PermitRequest, Contest] | None:
    """The last request of which the refusal, written or of silence, may still be contested, and until when: no end of
    the path, no permit held before it and no other request since shortens a remedy. A permit delivered since ends it.
    """
    for asked in _refusals(found):
        contest = asked.until(on)
        if contest is not None and on <= contest.last:
            return asked, contest
    return None


def waiting(found: StayFacts, on: date) -> tuple[PermitRequest, Delay] | None:
    """The last request of which the refusal is contestable, contested or stopped, and how its delay stands."""
    for asked in _refusals(found):
        known = asked.known(on)
        if known is not None and known.matters(on):
            return asked, known
    return None


def _refusals(found: StayFacts) -> Iterator[PermitRequest]:
    """The last requests first, until one that gave a permit."""
    for asked in reversed(found.permits):
        if asked.refusal is None and asked.delivered is not None:
            return
        yield asked


def remedy_words(found: StayFacts, on: date) -> str:
    """« recours gracieux en attente, tribunal, dernier jour sûr : 13 octobre », « recours, dernier jour sûr : … »; ""
    where nothing refused may be contested. Of one that holds no more, where it stands says so already.
    """
    asked, known = waiting(found, on) or (None, None)
    return known.words(on) if asked is not None and known is not None and not asked.undone else ""


def remedy_sentence(found: StayFacts, on: date) -> str:
    """The same in sentences."""
    _, known = waiting(found, on) or (None, None)
    return known.sentence(on) if known is not None else ""


def warning(found: StayFacts, on: date, *, hers: bool) -> str:
    """What is read before anything else of a permit refused, as long as it may be brought before the court; else "".
    `hers`: to her antenne.
    """
    asked, known = waiting(found, on) or (None, None)
    if asked is None or known is None or asked.refusal is None or known.stopped or known.seized is not None:
        return ""
    return with_removal(on).said_to(hers=hers)


def _remedy(found: StayFacts, on: date, removal: str) -> list[tuple[date, str]]:
    asked, _ = waiting(found, on) or (None, None)
    if asked is None:
        return []
    if asked.undone:
        return _anew(found, asked, on)
    return _refused(asked, on, removal) if asked.refusal is not None else _silence(asked, on)


def _other_document(found: StayFacts, on: date) -> list[tuple[date, str]]:
    """For her antenne alone: another document ends, and what comes after is to be said."""
    if found.need is None or found.need.need != PermitNeed.OTHER_TITLE or found.aps:
        return []
    until = until_of(found)
    if until is None or until > on + AHEAD:
        return []
    ends = "finit" if on <= until else "a fini"
    sentence = f"Le document détenu {ends} le {_day(until, on)}. L’association dit ce qu’il faut ensuite."
    return [(until, sentence)]


def _silence(last: PermitRequest, on: date) -> list[tuple[date, str]]:
    known = last.known(on)
    if known is None:
        return []
    if not known.matters(on):
        return [(on, "L’association reprend la demande d’autorisation provisoire avec le service du séjour.")]
    return [(_due(known, on), f"Le silence vaut refus, et la personne peut le contester. {known.sentence(on)}")]


def _refused(last: PermitRequest, on: date, removal: str) -> list[tuple[date, str]]:
    known = last.known(on)
    if known is None or not known.matters(on):
        return [(on, "L’association décide avec elle après le refus de l’autorisation provisoire.")]
    said = (removal, "L’autorisation est refusée, et la personne peut contester ce refus.", known.sentence(on))
    return [(_due(known, on), " ".join(filter(None, said)))]


def _anew(found: StayFacts, last: PermitRequest, on: date) -> list[tuple[date, str]]:
    """Of a refusal that holds no more: who answers, and the judge's day."""
    row = to_redo(found)
    due = row.redo_by if row is not None else None
    until = f", jusqu’au {_day(due, on)} inclus" if due else ""
    return [(due or on, f"La préfecture répond de nouveau à la demande{until}. {capital(last.undone)}.")]


def _due(known: Delay, on: date) -> date:
    return known.day.due(on) if known.day is not None else on


def possible(found: StayFacts, on: date) -> str:
    """What her antenne is told when a permit has become possible and nothing is asked for yet; "" otherwise."""
    if found.need is None or found.need.need != PermitNeed.NEEDED or standing(found, on).code != Stay.TO_REQUEST:
        return ""
    open_since = min((span.start for span in authorised(found) if span.end > on), default=found.need.changed_on)
    since = max(found.need.changed_on, open_since)
    if since >= on:
        return "L’autorisation provisoire devient possible dès aujourd’hui : demandez-la."
    return f"L’autorisation provisoire est possible depuis le {_day(since, on)} : demandez-la."
