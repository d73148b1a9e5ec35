"""The clock of the permit: its need first, then where the last request stands, and what is next."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from rivage.core.french import day_in_short, day_in_words
from rivage.dossiers.months import days_of
from rivage.law.period import ONE_DAY, Days
from rivage.law.wording import day as in_full
from rivage.people.enums import ApsNeed
from rivage.rights.clocks.doubts import doubt_of
from rivage.rights.clocks.facts import StayFacts
from rivage.rights.clocks.path import stopped
from rivage.rights.clocks.permit import PermitRequest, Said
from rivage.rights.clocks.shapes import ALWAYS, Clock, both, minus
from rivage.rights.enums import PermitNeed

# A renewal is asked for this long before the last day, so that an appointment is still to be had.
AHEAD = timedelta(days=90)


class Stay(StrEnum):
    """Where the permit stands on a day."""

    NOT_NEEDED = "not_needed"
    AFTER = "after"
    NO_PATH = "no_path"
    TO_REQUEST = "to_request"
    REQUESTED = "requested"
    APPOINTMENT = "appointment"
    RECEIPT = "receipt"
    DELIVERED = "delivered"
    TO_RENEW = "to_renew"
    ENDED = "ended"
    REFUSED = "refused"
    SILENCE = "silence"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class StayStanding:
    """`code`: where it stands; `n`: rank of the request that says so; `until`: last day of what is held.

    `words` say it in a sentence's end, `short` and `second` on a figure's two labels.
    """

    code: Stay
    words: str = ""
    short: str = ""
    second: str = ""
    n: int = 0
    until: date | None = None


def authorised(found: StayFacts) -> list[Days]:
    """Days on which the path is authorised, cut where its rights ended, or since a judge stopped its decision."""
    held = ((row, span) for row in found.periods if (span := days_of(row)) is not None)
    cut = (span.cut(row.stopped_on) if row.stopped_on is not None else span for row, span in held)
    return [span for span in cut if span is not None]


def stopped_words(since: date) -> str:
    """Why nothing is to be asked nor decided, in a sentence."""
    return f"L’autorisation du parcours est arrêtée par le juge depuis le {in_full(since)}"


def needed_days(found: StayFacts) -> list[Days]:
    """The days on which a permit is needed, as this reader may know it: of another document's last day, her antenne
    alone reads.
    """
    spans = found.need_spans
    first = not spans[0].needed if spans else found.person.aps_need == ApsNeed.YES
    needed = [ALWAYS] if first else []
    for row in spans:
        after = Days(row.since, date.max)
        needed = [*minus(needed, [after]), after] if row.needed else minus(needed, [after])
    if found.need is not None and found.need.need == PermitNeed.OTHER_TITLE and (until := until_of(found)):
        needed = [*needed, Days(until + ONE_DAY, date.max)]
    return needed


def until_of(found: StayFacts) -> date | None:
    """Last day of another document, as her antenne wrote it."""
    written = found.need.until if found.need is not None else ""
    return date.fromisoformat(written) if written else None


def needed(found: StayFacts, on: date) -> bool:
    return any(on in span for span in needed_days(found))


def standing(found: StayFacts, on: date) -> StayStanding:
    """Where the permit stands on a day."""
    if not needed(found, on) and not found.aps:
        return StayStanding(Stay.NOT_NEEDED)
    open_ = authorised(found)
    asked = found.permits
    if not asked:
        if found.dead and not any(span.end > on for span in open_):
            return StayStanding(Stay.NO_PATH, f"pas possible : {found.dead}", "titre nécessaire", "pas possible")
        if stopped(found, on) is not None:
            words = "en attente : le juge a arrêté l’autorisation"
            return StayStanding(Stay.AFTER, words, "titre nécessaire", "en attente")
        if open_:
            return StayStanding(Stay.TO_REQUEST, "à demander", "titre nécessaire", "à demander", 1)
        return StayStanding(Stay.AFTER, "possible après l’autorisation", "titre nécessaire", "après l’autorisation")
    last = asked[-1]
    before = asked[-2] if len(asked) > 1 else None
    if before is not None and before.sure and on in before.sure and (not last.delivered or last.refusal):
        return _delivered(before, on, last)
    return _with_doubt(asked, _of_request(last, on, max((span.end for span in open_), default=on)), on)


def _with_doubt(asked: Sequence[PermitRequest], stands: StayStanding, on: date) -> StayStanding:
    """The same, with the récépissé that a refusal may have ended."""
    doubt = doubt_of(asked, on)
    if doubt is None:
        return stands
    of_this = stands.code in (Stay.REFUSED, Stay.REDO) and doubt.n == stands.n
    what = "titre" if doubt.permit and of_this else "récépissé"
    until = f"({what} jusqu’au {_long(doubt.until, on)}, à vérifier)"
    words = f"{stands.words} {until}" if of_this else f"{stands.words} ; {doubt.words(on)}"
    return replace(stands, words=words, second=f"{what} à vérifier")


def _of_request(last: PermitRequest, on: date, path_end: date) -> StayStanding:
    if last.refusal is not None:
        refused = f"refusée le {_long(last.refusal.on, on)}"
        words = _refused_after(last.delivered, last.refusal, on, refused) if last.delivered else refused
        if last.undone:
            return StayStanding(Stay.REDO, f"à réexaminer ; {words}, {last.undone}", "à réexaminer", "", last.n)
        return StayStanding(Stay.REFUSED, words, "refusée", "", last.n)
    if last.valid is not None:
        final = _long(last.valid.last_day, on)
        if on >= last.valid.end:
            return StayStanding(
                Stay.ENDED, f"finie le {final}, à renouveler", "finie", "à renouveler", last.n, last.valid.last_day
            )
        if last.valid.end < path_end and last.valid.end <= on + AHEAD:
            words = f"délivrée jusqu’au {final}, à renouveler avant ce jour"
            return StayStanding(
                Stay.TO_RENEW, words, _short(last.valid, on), "à renouveler", last.n, last.valid.last_day
            )
        return _delivered(last, on)
    return _waiting(last, on)


def _refused_after(given: Said, refusal: Said, on: date, refused: str) -> str:
    """Of a permit noted as delivered, then refused; or refused by its service though others noted it as delivered."""
    delivered = f"délivrée le {_long(given.on, on)}"
    if given.on < refusal.on:
        return f"{delivered}, puis {refused}"
    return f"{refused} ; {given.who} avait noté : {delivered}"


def _long(day: date, on: date) -> str:
    return day_in_words(day, on=on, weekday=False)


def _short(span: Days, on: date) -> str:
    return f"jusqu’au {day_in_short(span.last_day, on=on)}"


def _waiting(last: PermitRequest, on: date) -> StayStanding:
    """Of a request without answer: silence, récépissé, appointment, or the request alone."""
    silence = last.silence()
    running = next((span for span in reversed(last.receipts) if on in span), None)
    held = f"récépissé jusqu’au {_long(running.last_day, on)}" if running else ""
    ended = last.receipt_ended(on)
    held = f"récépissé fini le {_long(ended, on)}" if ended else held
    until = running.last_day if running else None
    if silence is not None and silence.refused_on <= on:
        words = f"sans réponse, ce qui vaut refus depuis le {_long(silence.refused_on, on)}"
        words = f"{held}, {words}" if held else words
        if last.undone:
            return StayStanding(Stay.REDO, f"à réexaminer ; {words}, {last.undone}", "à réexaminer", "", last.n, until)
        return StayStanding(Stay.SILENCE, words, "sans réponse", "vaut refus", last.n, until)
    if running is not None:
        return StayStanding(Stay.RECEIPT, held, f"récépissé, {_short(running, on)}", "en attente", last.n, until)
    if last.appointment is not None and last.appointment.on >= on:
        short = f"rendez-vous le {day_in_short(last.appointment.on, on=on)}"
        words = f"rendez-vous le {_long(last.appointment.on, on)}"
        return StayStanding(Stay.APPOINTMENT, f"{held}, {words}" if held else words, short, "", last.n)
    if last.requested is None:
        return StayStanding(Stay.REQUESTED, held or "en attente", "en attente", "", last.n)
    words = f"demandée le {_long(last.requested.on, on)}"
    words = f"{held}, {words}" if held else words
    if silence is not None:
        words += f" ; sans réponse le {_long(silence.refused_on, on)}, ce silence vaudra refus"
    short = f"demandée le {day_in_short(last.requested.on, on=on)}"
    return StayStanding(Stay.REQUESTED, words, short, "en attente", last.n)


def _delivered(one: PermitRequest, on: date, renewal: PermitRequest | None = None) -> StayStanding:
    """A permit held today, and where its renewal stands."""
    span = one.valid
    assert span is not None, "asked only of a request that gave a permit"  # noqa: S101 - said for the checker
    words, second = f"délivrée jusqu’au {_long(span.last_day, on)}", ""
    if one.refused is not None and one.refusal is None:
        first, then = _long(one.refused.on, on), _long(span.start, on)
        words = f"refusée le {first}, puis délivrée le {then}, jusqu’au {_long(span.last_day, on)}"
    if renewal is not None:
        second = "renouvellement demandé"
        if renewal.refusal:
            second = "renouvellement refusé"
        elif renewal.silent(on):
            second = "renouvellement sans réponse, ce qui vaut refus"
        elif renewal.requested:
            second += f" le {_long(renewal.requested.on, on)}"
        words += f" ; {second}"
    return StayStanding(Stay.DELIVERED, words, _short(span, on), second, one.n, span.last_day)


def clock(found: StayFacts, on: date) -> Clock:
    """The clock in words: the need as this reader may know it, then where it stands."""
    need = _need_in_words(found, on)
    stands = standing(found, on)
    if stands.code != Stay.NOT_NEEDED:
        return Clock("Séjour", need, stands.words, stands.short, stands.second or " ")
    if found.person.aps_need == ApsNeed.NO:
        until = until_of(found)
        held = f"un autre document est détenu, jusqu’au {day_in_words(until, on=on, weekday=False)}" if until else ""
        return Clock("Séjour", need, held or "un autre document est détenu", "pas nécessaire")
    short = "besoin à dire" if found.person.aps_need == ApsNeed.UNKNOWN else "sans objet"
    return Clock("Séjour", need, "", short)


def _need_in_words(found: StayFacts, on: date) -> str:
    """Her antenne reads the true need; others, whether there is one."""
    written = found.need.need if found.need is not None else ""
    if written == PermitNeed.ASYLUM:
        return "aucune autorisation tant que la demande d’asile est examinée"
    if written == PermitNeed.NOT_CONCERNED:
        return "sans objet : nationalité française ou européenne"
    if found.person.aps_need == ApsNeed.UNKNOWN:
        return "besoin d’une autorisation pas encore su"
    if needed(found, on):
        return "autorisation provisoire nécessaire"
    return "pas besoin d’autorisation provisoire" if found.person.aps_need == ApsNeed.NO else "sans objet"


def uncovered(found: StayFacts, held: list[Days]) -> list[Days]:
    """Days authorised and needed on which `held` gives nothing."""
    return minus(both(authorised(found), needed_days(found)), held)
