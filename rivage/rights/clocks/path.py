"""The clock of the path: its periods, the sessions that examine it, what a renewal would open."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from rivage.core.clock import local_day
from rivage.core.french import day_in_short, day_in_words
from rivage.dossiers.enums import PENDING, DemandeKind, Step
from rivage.dossiers.months import days_of, months_used
from rivage.law import parcours as law
from rivage.law.period import ONE_DAY, Days
from rivage.law.wording import day as in_full
from rivage.rights.clocks.facts import ClockFacts, LapseFacts, StayFacts
from rivage.rights.clocks.rows import DemandeRow, PeriodRow
from rivage.rights.clocks.shapes import Clock, Gap, Meeting

Held = list[tuple[int, Days]]
STOPPED, STOPPED_SHORT = "autorisation arrêtée par le juge", "arrêté par le juge"
NOTHING_ASKED = "aucune demande en cours"


def periods(found: StayFacts) -> Held:
    """Rank and days of rights of each period that had any."""
    return [(row.n, span) for row in found.periods if (span := days_of(row)) is not None]


def stopped(found: StayFacts, on: date) -> date | None:
    """Since when a judge stops the authorisation that would run or is to come; None where none does."""
    held = [(row.stopped_on, days_of(row)) for row in found.periods if row.stopped_on is not None]
    return max((since for since, span in held if span is not None and span.end > on), default=None)


def last_of(rows: Sequence[PeriodRow]) -> PeriodRow | None:
    """The last period that had any day of rights: one that never began may stand after a reprise."""
    return next((row for row in reversed(rows) if days_of(row) is not None), None)


def pending(found: LapseFacts) -> DemandeRow | None:
    """The demande that is being examined, or written."""
    return next((row for row in found.demandes if row.step in PENDING), None)


def following(found: LapseFacts) -> DemandeRow | None:
    """The demande that may open what comes next: one whose period is open waits for its notification alone."""
    opened = {row.decision_id for row in found.periods}
    rows = [row for row in found.demandes if row.step in PENDING]
    return next((row for row in rows if found.decisions.get(row.pk) not in opened), None)


def clock(found: LapseFacts, held: Held, on: date) -> Clock:
    """The clock in words, with what a judge stopped of it."""
    said, since = _clock(found, held, on), stopped(found, on)
    if since is None:
        return said
    return replace(said, stands=f"{said.stands}, {STOPPED} depuis le {in_full(since)}", short=STOPPED_SHORT)


def _clock(found: LapseFacts, held: Held, on: date) -> Clock:
    asked = pending(found)
    need = _asked(found, asked)
    running = next(((n, days) for n, days in held if on in days), None)
    coming = next(((n, days) for n, days in held if days.start > on), None)
    if running:
        stands = f"période {running[0]}, finit le {day_in_words(running[1].last_day, on=on, weekday=False)}"
        return Clock("Parcours", need, stands, f"finit le {day_in_short(running[1].last_day, on=on)}")
    if coming:
        stands = f"commence le {day_in_words(coming[1].start, on=on, weekday=False)}"
        return Clock("Parcours", need, stands, f"commence le {day_in_short(coming[1].start, on=on)}")
    if held:
        stands = f"fini le {day_in_words(held[-1][1].last_day, on=on, weekday=False)}"
        return Clock("Parcours", need, stands, f"fini le {day_in_short(held[-1][1].last_day, on=on)}")
    return Clock("Parcours", need, "aucune période ouverte", "aucune période")


def _asked(found: LapseFacts, asked: DemandeRow | None) -> str:
    """What is asked, and what became of the last demande when it opens nothing."""
    if asked is not None:
        refused = asked.pk in found.refusals
        return _turned_down(found, asked) if refused else f"{DemandeKind(asked.kind).label} {Step(asked.step).label}"
    last = max(found.demandes, key=lambda row: row.created_at, default=None)
    if last is None:
        return NOTHING_ASKED
    ends = {Step.WITHDRAWN: "retirée", Step.WITHOUT_OBJECT: "sans objet"}
    if last.pk in found.refusals:
        return _turned_down(found, last)
    said = ends.get(Step(last.step))
    return f"{DemandeKind(last.kind).label} {said}" if said else NOTHING_ASKED


def _turned_down(found: LapseFacts, row: DemandeRow) -> str:
    """« renouvellement refusé, décision suspendue par le juge le 12 novembre 2026 »."""
    label = DemandeKind(row.kind).label
    said = f"{label} refusé" if row.kind == DemandeKind.RENOUVELLEMENT else f"{label} refusée"
    return ", ".join(filter(None, (said, found.stopped.get(row.pk, ""))))


def gaps(found: ClockFacts, on: date) -> list[Gap]:
    """Days between two periods that should have touched; then those that begin at the term, when nothing is decided.

    Between two paths nothing was to touch: each is asked for anew. A period ended by what a text allows leaves no gap;
    a demande that is pending after the term does. What is foreseen lasts until the session that examines the renewal,
    when one is planned after the term, else as long as the period that a renewal would open; nothing is foreseen when
    no month remains, nor for a path that is over.
    """
    whole = [row for row in found.periods if row.ended_on is None]
    empty = [
        Days(one.ends, two.starts)
        for one, two in pairwise(whole)
        if one.parcours_id == two.parcours_id and one.ends < two.starts
    ]
    tomorrow = on + ONE_DAY
    if _waits(found, on):
        empty.append(Days(periods(found)[-1][1].end, tomorrow))
    past = [Gap(span) for one in empty if one.start <= on and (span := one.cut(tomorrow)) is not None]
    coming = [Gap(Days(max(one.start, tomorrow), one.end), foreseen=True) for one in empty if one.end > tomorrow]
    term = _at_the_term(found, on)
    return past + coming + ([Gap(term, foreseen=True)] if term else [])


def _over(found: LapseFacts) -> bool:
    return found.parcours is not None and found.parcours.ended_on is not None


def _waits(found: LapseFacts, on: date) -> bool:
    """Whether the last period is over while a demande is pending: its rights are missing until it is decided.

    The first demande of another path is no renewal of it.
    """
    last = last_of(found.periods)
    if last is None or last.ended_on is not None or last.ends > on or _over(found):
        return False
    same = found.parcours is None or found.parcours.pk == last.parcours_id
    return same and bool(following(found))


def _at_the_term(found: ClockFacts, on: date) -> Days | None:
    """What begins at the term of the last period when nothing is decided."""
    following = renewal(found, periods(found), on)
    if following is None or _over(found) or following[1].start <= on:
        return None
    session = next((met.on for met in meetings(found, on) if met.state == "coming"), None)
    if session is None:
        return following[1]
    return Days(following[1].start, session) if session > following[1].start else None


def meetings(found: ClockFacts, on: date) -> tuple[Meeting, ...]:
    """The sessions at which her demandes were, or are to be examined."""
    met = []
    for item in found.items:
        day = local_day(item.at, item.departement)
        over = "missed" if item.closed_at and not item.opened_at else "held"
        met.append(Meeting(day, "postponed" if item.postponed_at else "coming" if day > on else over))
    return tuple(met)


def asked_on(found: LapseFacts) -> date | None:
    """The day of the first deposit, or the day when the first demande was opened."""
    first = found.demandes[0] if found.demandes else None
    if first is None:
        return None
    return local_day(first.deposited_at or first.created_at, first.departement)


def used(found: LapseFacts) -> int:
    """Months of open rights of all her paths, elsewhere included."""
    before = {path.pk: path.months_before for path in (*found.earlier, found.parcours) if path is not None}
    held = [(row.parcours_id, days) for row in found.periods if (days := days_of(row)) is not None]
    return months_used(before, held)


def renewal(found: LapseFacts, held: Held, on: date) -> tuple[int, Days] | None:
    """What a renewal would open after the last period, while it still runs. Nothing follows one that was cut."""
    row = last_of(found.periods)
    if not held or held[-1][1].end <= on or row is None or row.ended_on is not None:
        return None
    n, last = held[-1]
    months = law.expected_months(used(found), on)
    return (n + 1, Days.of_months(last.end, months)) if months else None
