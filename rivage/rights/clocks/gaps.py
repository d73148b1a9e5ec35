"""Gaps, past and foreseen, of the three clocks; and the days of the path that gave nothing."""

from datetime import date

from rivage.law.period import ONE_DAY, Days
from rivage.rights.clocks import aid, path, residence
from rivage.rights.clocks.doubts import doubted_days, maybe_valid_days
from rivage.rights.clocks.facts import ClockFacts, StayFacts
from rivage.rights.clocks.permit import held_days
from rivage.rights.clocks.shapes import Gap, both, count, joined, minus
from rivage.rights.enums import ClockName


def gaps(found: ClockFacts, on: date) -> tuple[Gap, ...]:
    """Past gaps by date, then foreseen ones: a right that is needed and absent. Never one where there is no need.

    - path: days between two periods that should have touched; foreseen from the term, when nothing is decided;
    - residence: days authorised on which a permit is needed and no document of the path is held, neither permit nor
      récépissé; foreseen from the last day of what is held, until the term of what is authorised;
    - aid: months granted that the payer did not pay, and days on which it is asked, possible, and not decided.

    A day on which a récépissé is in doubt (`doubts.Doubt`) is no gap: it is not known to be lost.

    A gap that runs on `on` counts this day and is past. A foreseen one begins after it.
    """
    every = [*path.gaps(found, on), *permit_gaps(found, on), *_aid(found, on)]
    return tuple(sorted(every, key=lambda gap: (gap.foreseen, gap.days.start, gap.clock)))


def permit_gaps(found: StayFacts, on: date) -> list[Gap]:
    """Those of the permit alone, past then foreseen, each by date."""
    empty = residence.uncovered(found, [*held_days(found.permits), *doubted_days(found.permits)])
    tomorrow = on + ONE_DAY
    first = min((span.start for span in residence.authorised(found)), default=on)
    past = [span for one in empty if one.start <= on and (span := one.cut(tomorrow)) is not None]
    # Days of a period that begins later, for somebody who never held anything, are not foreseen: they are to ask for.
    coming = [one for one in empty if one.start > max(on, first)]
    return [
        *(Gap(span, ClockName.RESIDENCE) for span in past),
        *(Gap(span, ClockName.RESIDENCE, foreseen=True) for span in coming),
    ]


def _aid(found: ClockFacts, on: date) -> list[Gap]:
    granted = joined(aid.month_of(one.month) for one in aid.granted_months(found))
    unpaid = both(aid.unpaid_months(found), granted)
    return [Gap(span, ClockName.AID) for span in joined([*unpaid, *aid.late_days(found, on)])]


def lost_days(found: ClockFacts, on: date) -> int:
    """The true loss out of 24 months: days authorised without any right received (*mois autorisés sans droit perçu*).

    A day until `on` counts when it is authorised, when at least one right is needed that day (a permit, the aid), and
    when none of those needed is received. The permit is received on the days of a delivered one, and of a renewal's
    récépissé, which prolongs it; the récépissé of a first request lets her stay but not work (R431-14): it is no gap,
    and not yet the right. What is in doubt is no loss that can be told. The aid is received in a granted month, unless
    the payer answered that it was not paid. Days that are not authorised are no loss out of 24: they do
    not count in the months.
    """
    until = Days(date.min, on + ONE_DAY)
    open_days = both(residence.authorised(found), [until])
    permit = both(open_days, residence.needed_days(found))
    money = both(open_days, aid.wanted_days(found, on))
    without_permit = minus(permit, maybe_valid_days(found.permits))
    without_money = both(money, [*aid.unpaid_months(found), *aid.undecided_days(found, on)])
    with_permit, with_money = minus(permit, without_permit), minus(money, without_money)
    return count(minus([*without_permit, *without_money], [*with_permit, *with_money]))
