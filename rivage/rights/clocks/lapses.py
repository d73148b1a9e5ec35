"""What is about to lapse, or has: one at most for each clock, its first day without the right, and who can act.

Never where there is no need; never for whoever died, is away, or whose path was ended or stopped as a text allows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from rivage.core.french import day_in_words
from rivage.dossiers.enums import Claimable, Step
from rivage.dossiers.months import days_of
from rivage.law import parcours as law
from rivage.law.period import ONE_DAY, Days
from rivage.rights.clocks import aid, path
from rivage.rights.clocks.facts import LapseFacts
from rivage.rights.clocks.permit import held_days, valid_days
from rivage.rights.clocks.residence import Stay, authorised, needed_days, standing, until_of
from rivage.rights.clocks.rows import AidRow, PeriodRow
from rivage.rights.clocks.shapes import both, minus
from rivage.rights.enums import AfisSense, ClockName, PermitNeed

# A term passed without a renewal stays in sight this long, and for as long as a demande is examined.
AFTER = timedelta(days=90)
RANK = {str(name): rank for rank, name in enumerate((ClockName.PATH, ClockName.RESIDENCE, ClockName.AID))}
ASSOCIATION, DELEGATION, DESK = "L’association", "La délégation", "Le service du séjour"
PREFECTURE = "La préfecture"
RENEWAL = {
    Step.DRAFT: (ASSOCIATION, "dépose la demande de renouvellement"),
    Step.INCOMPLETE: (ASSOCIATION, "complète la demande de renouvellement"),
    Step.SUBMITTED: (DELEGATION, "inscrit la demande de renouvellement à une séance"),
    Step.COMPLETE: (DELEGATION, "inscrit la demande de renouvellement à une séance"),
    Step.SCHEDULED: ("La commission", "examine la demande de renouvellement"),
    Step.OPINED: ("Le préfet", "décide du renouvellement"),
}
PERMIT = {
    Stay.REQUESTED: (DESK, "répond à la demande de renouvellement du titre"),
    Stay.RECEIPT: (DESK, "répond à la demande, ou prolonge le récépissé"),
    Stay.SILENCE: (ASSOCIATION, "décide avec elle après le silence"),
    Stay.REFUSED: (ASSOCIATION, "décide avec elle après le refus"),
    Stay.REDO: (DESK, "répond de nouveau à la demande"),
}
# No renewal can be written while the decision before it is not told.
TO_TELL = (DELEGATION, "note la notification de la décision, pour que le renouvellement puisse se demander")
PROLONG = (ASSOCIATION, "demande que le récépissé soit prolongé")
TO_ASK = (ASSOCIATION, "demande le renouvellement de l’autorisation provisoire")
# Of a permit that was never held.
FIRST = {
    Stay.TO_REQUEST: (ASSOCIATION, "demande l’autorisation provisoire"),
    Stay.REQUESTED: (DESK, "répond à la demande d’autorisation provisoire"),
}


@dataclass(frozen=True, slots=True)
class Lapse:
    """A right that stops. `due`: first day without it; `who` does `what` to keep it.

    `back`: the day when it is known to come back. `never`: it was never opened, `due` being the first day on which it
    could have been, and `without` the days lost since. `last`: of an aid that runs, the last day of its last month.
    """

    clock: str
    due: date
    who: str
    what: str
    back: date | None = None
    never: bool = False
    without: int | None = None
    last: date | None = None

    @property
    def last_day(self) -> date:
        return self.last or self.due - ONE_DAY

    @property
    def step(self) -> str:
        return f"{self.who} {self.what}."

    def left(self, on: date) -> int:
        """Days from `on` to the first one without the right: zero on that day, then negative."""
        return (self.due - on).days

    def lost(self, on: date) -> int:
        """Days without the right so far, this one included."""
        return max(0, 1 - self.left(on)) if self.without is None else self.without


def lapses(found: LapseFacts, on: date) -> tuple[Lapse, ...]:
    """What lapses, the oldest first, however far. No query."""
    if found.parcours is None or found.parcours.ended_on is not None:
        return ()
    rows = [row for row in found.periods if row.parcours_id == found.parcours.pk]
    if not rows:
        return ()
    term = _path(found, rows, on)
    known = (term, _residence(found, term is not None, on), _aid(found, term, on))
    return tuple(sorted((one for one in known if one is not None), key=lambda one: (one.due, RANK[one.clock])))


def unopened(found: LapseFacts, on: date) -> tuple[Lapse, ...]:
    """Rights that the path opens and that were never given, since the first day on which they could be. No query.

    No mail is sent of them: nothing that was held stops. They are shown until they are opened.
    """
    if found.parcours is None or found.parcours.ended_on is not None:
        return ()
    known = (_permit_never_held(found, on), _aid_never_decided(found, on))
    return tuple(sorted((one for one in known if one is not None), key=lambda one: (one.due, RANK[one.clock])))


def _permit_never_held(found: LapseFacts, on: date) -> Lapse | None:
    known = authorised(found)
    held = held_days(found.permits)
    empty = minus(both(known, needed_days(found)), held)
    span = next((one for one in empty if on in one), None)
    if span is None or any(one.start < span.start for one in held) or span.start > min(known).start:
        return None
    code = standing(found, on).code
    return Lapse(ClockName.RESIDENCE, span.start, *(FIRST.get(code) or _permit_step(found, on)), never=True)


def _aid_never_decided(found: LapseFacts, on: date) -> Lapse | None:
    """Days on which the aid is asked and possible, nothing being decided of it: of a later period, `lapses` tells."""
    if any(one.sense == AfisSense.GRANT for one in found.afis):
        return None
    since = aid.without_since(found, on)
    if since is None or since >= on:
        return None
    lost = aid.days_without(found, on)
    return Lapse(ClockName.AID, since, "Le préfet", "décide de l’aide", never=True, without=lost)


def _path(found: LapseFacts, rows: Sequence[PeriodRow], on: date) -> Lapse | None:
    """The term of the period that runs, or of the last one, when nothing decided goes on from it."""
    whole = [row for row in rows if days_of(row) is not None]
    for one, two in pairwise(whole):
        if one.ended_on is None and one.ends < two.starts and on < two.starts:
            back = day_in_words(two.starts, on=on, weekday=False)
            return Lapse(ClockName.PATH, one.ends, DELEGATION, f"dit ce qui tient jusqu’au {back}", two.starts)
    last = path.last_of(rows)
    if last is None or last.ended_on is not None or not law.expected_months(path.used(found), on):
        return None
    asked = path.following(found)
    if asked is None and last.ends <= on - AFTER:
        return None
    if asked is None and path.pending(found) is not None:
        return Lapse(ClockName.PATH, last.ends, *TO_TELL)
    step = Step(asked.step) if asked is not None else Step.DRAFT
    return Lapse(ClockName.PATH, last.ends, *RENEWAL[step]) if step in RENEWAL else None


def _residence(found: LapseFacts, renewable: bool, on: date) -> Lapse | None:
    """The first day without a document of the path, of those authorised and of those that a renewal would open.

    Days on which nothing was ever held are no lapse: a permit is then to ask for.
    """
    known = authorised(found)
    if not known:
        return None
    following = path.renewal(found, path.periods(found), on) if renewable else None
    expected = [*known, following[1]] if following else known
    empty = minus(both(expected, needed_days(found)), held_days(found.permits))
    due = _first(empty, min(known).start, on)
    return Lapse(ClockName.RESIDENCE, due, *_permit_step(found, on)) if due else None


def _first(empty: Sequence[Days], begun: date, on: date) -> date | None:
    """The first day of the empty span that runs on `on` or comes after it, of those that begin after `begun`."""
    return next((span.start for span in empty if span.end > on and span.start > begun), None)


def _permit_step(found: LapseFacts, on: date) -> tuple[str, str]:
    if found.need is not None and found.need.need == PermitNeed.OTHER_TITLE and until_of(found) and not found.aps:
        return ASSOCIATION, "dit ce qu’il faut après le document détenu"
    asked = found.permits
    last = asked[-1] if asked else None
    stands = standing(found, on)
    if stands.code == Stay.APPOINTMENT and last is not None and last.appointment is not None:
        day = day_in_words(last.appointment.on, on=on, weekday=False)
        return ASSOCIATION, f"prépare avec elle le rendez-vous du {day}"
    if last is not None and stands.code == Stay.DELIVERED and last.n != stands.n:
        code = Stay.REFUSED if last.refusal else Stay.SILENCE if last.silent(on) else Stay.REQUESTED
        code = Stay.REDO if last.undone else code
        return PERMIT[code]
    if last is not None and last.receipt_ended(on) and stands.code in (Stay.REQUESTED, Stay.APPOINTMENT):
        return PROLONG
    if stands.code == Stay.REQUESTED and stands.n == 1:
        return FIRST[Stay.REQUESTED]
    return PERMIT.get(stands.code, TO_ASK)


def _aid(found: LapseFacts, term: Lapse | None, on: date) -> Lapse | None:
    """The first day without the aid granted: for want of the permit, of a renewal, or of its own decision."""
    every = list(aid.by_period(found))
    granted = [(row, one) for row, one, _ in every if one is not None and one.sense == AfisSense.GRANT]
    held = [span for row, _ in granted if (span := days_of(row)) is not None]
    if not held or granted[-1][1].ended_on is not None:
        return None
    without = minus(both(held, needed_days(found)), valid_days(found.permits))
    stops = _first(without, min(held).start, on)
    known = [Lapse(ClockName.AID, stops, *_permit_step(found, on))] if stops else []
    later = [(row, one, asked) for row, one, asked in every if row.starts >= granted[-1][0].ends]
    if later:
        row, one, asked = later[0]
        if one is None and row.ends > on and asked is not None and aid.wanted(found, asked):
            what = f"décide de l’aide pour la période {row.n}"
            known.append(Lapse(ClockName.AID, held[-1].end, "Le préfet", what))
    elif term is not None and term.due == held[-1].end and _still_wanted(found):
        known.append(Lapse(ClockName.AID, term.due, term.who, term.what))
    first = min(known, key=lambda one: one.due, default=None)
    return replace(first, last=aid.last_day(*granted[-1])) if first is not None and first.due > on else first


def _still_wanted(found: LapseFacts) -> bool:
    """Whether the aid is wanted after the term, as far as anybody said: no word on it is no refusal."""
    asked = path.following(found)
    said: AidRow | None = found.aids.get(asked.pk) if asked is not None else found.aid
    if said is None:
        return True
    return said.afis_asked is not False and Claimable.YES not in (said.rsa, said.ada)
