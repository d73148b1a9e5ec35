"""The frise: three clocks under one axis of months, drawn as attributes of an SVG. Two drawings, one set of marks."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from rivage.core.french import SHORT_MONTHS, amount, day_in_short, days
from rivage.decisions.enums import DecisionStep
from rivage.law.afis import DueMonth
from rivage.law.period import ONE_DAY, Days, add_months
from rivage.law.wording import MONTHS, of_word
from rivage.rights.clocks import Clocks, Gap
from rivage.rights.clocks.doubts import doubted_days, doubts
from rivage.rights.clocks.shapes import both, minus
from rivage.rights.enums import ClockName, PayerAnswer

LANES = ("path", "residence", "aid")
CLOCKS = {ClockName.PATH: "Parcours", ClockName.RESIDENCE: "Séjour", ClockName.AID: "Aide"}
TINT = {"path": "k1", "residence": "k2", "aid": "k3"}
GAP = "f-rupture"
POSSIBLE = "f-possible"
DOUBT = "f-possible f-doute"
REMEDY = "f-recours"
PARTLY = "f-partiel"
# Days of a bar wide enough for the word.
ROOM_FOR_REFUSED = 40
MEETINGS = {
    "held": "séance",
    "coming": "séance à venir",
    "postponed": "report de la séance",
    "missed": "séance close faute de quorum",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """A mark from `start` to `end` months. `look`: its class; `text` inside, `over` above, `first`, `last` below."""

    lane: str
    start: float
    end: float
    look: str
    text: str = ""
    over: str = ""
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Axis:
    """`begin`: first day of the first month; `months`: how many are shown."""

    begin: date
    months: int

    def pos(self, day: date) -> float:
        """Months from the start, the day as a part of its own month."""
        following = add_months(day.replace(day=1), 1)
        length = (following - day.replace(day=1)).days
        return (day.year - self.begin.year) * 12 + day.month - self.begin.month + (day.day - 1) / length

    def day(self, index: int) -> date:
        return add_months(self.begin, index)


def axis(found: Clocks) -> Axis | None:
    """From the month of the first request or right: those that a path may have, and the gaps. None without either."""
    firsts = [days.start for _, days in found.periods] + [meeting.on for meeting in found.meetings]
    if found.asked_on:
        firsts.append(found.asked_on)
    if not firsts:
        return None
    lost = sum(gap.days.started_months for gap in found.past if gap.clock == ClockName.PATH)
    begin = min(firsts).replace(day=1)
    remedies = [one.until for one in found.refusals if one.until]
    last = max([found.on, *(days.end for _, days in found.periods), *remedies])
    needed = (last.year - begin.year) * 12 + last.month - begin.month + 1
    return Axis(begin, max(found.most + lost, needed))


def bars(found: Clocks, where: Axis) -> list[Bar]:
    """Every bar, in drawing order."""
    lanes = (_path, _remedies, _residence, _aid, _gaps)
    drawn = [bar for lane in lanes for bar in lane(found, where)]
    return [cut for bar in drawn if (cut := _inside(bar, where)) is not None]


def _path(found: Clocks, where: Axis) -> Iterator[Bar]:
    touching = {gap.days.end for gap in found.past if gap.clock == ClockName.PATH}
    for index, (n, period) in enumerate(found.periods):
        start, end = where.pos(period.start), where.pos(period.end)
        today = where.pos(found.on)
        first = day_in_short(period.start, on=found.on) if not index or period.start in touching else ""
        last = day_in_short(period.last_day, on=found.on)
        split = start < today < end
        if start < today:
            yield Bar(
                "path", start, min(end, today), "f-plein", f"Période {n}", first=first, last="" if split else last
            )
        if end > today:
            text = f"Période {n}" if start >= today else ""
            yield Bar(
                "path", max(start, today), end, "f-acquis", text, first="" if start < today else first, last=last
            )
    if found.next_period:
        n, period = found.next_period
        yield Bar("path", where.pos(period.start), where.pos(period.end), "f-attendu", f"Période {n}")


def _remedies(found: Clocks, where: Axis) -> Iterator[Bar]:
    """Each refusal: from the day it reached her to the last day on which she may contest it, else from the day it was
    taken, a month long.
    """
    for one in found.refusals:
        start, contest = where.pos(one.decided_on), one.delay.day
        end, over = start + 1, one.delay.short(found.on)
        if not one.delay.stopped and one.told_on is None:
            over = "remise impossible" if one.step == DecisionStep.NOTIFIED else "à notifier"
        elif not one.delay.stopped and one.told_on is not None and contest is not None:
            start, end = where.pos(one.told_on), where.pos(contest.said(found.on) + ONE_DAY)
        yield Bar("path", start, end, REMEDY, "refusée", over=over)


def _gaps(found: Clocks, where: Axis) -> Iterator[Bar]:
    """Past gaps hatched with their length; foreseen ones dashed, with a question mark and their first day."""
    named = set()
    for gap in found.gaps:
        start, end = where.pos(gap.days.start), where.pos(gap.days.end)
        if not gap.foreseen:
            yield Bar(gap.clock, start, end, GAP, "!", over=days(gap.days.days))
        elif drawn_apart(gap, found):
            over = f"rupture possible le {day_in_short(gap.days.start, on=found.on)}"
            yield Bar(gap.clock, start, end, POSSIBLE, "?", over="" if gap.clock in named else over)
            named.add(gap.clock)


def drawn_apart(gap: Gap, found: Clocks) -> bool:
    """Whether a foreseen gap has a mark of its own: that of the path at its term is the period to ask for."""
    return found.next_period is None or gap.clock != ClockName.PATH or gap.days != found.next_period[1]


def _residence(found: Clocks, where: Axis) -> Iterator[Bar]:
    """Each permit and récépissé on its days, what a refusal left in doubt, then what is asked for on those to come."""
    unsure = doubted_days(found.permits)
    after = {days.start for days in (*(gap.days for gap in found.gaps), *unsure)}
    taken: list[Days] = []
    for one in found.permits:
        if (held := one.sure) is not None:
            taken.append(held)
            last = day_in_short(held.last_day, on=found.on) if held.end in after else ""
            yield from _held(found, where, held, "f-plein", f"APS n° {one.n}", last)
        for span in minus(one.sure_receipts, taken):
            last = day_in_short(span.last_day, on=found.on) if span.end in after else ""
            yield from _held(found, where, span, "f-recepisse", "récép.", last)
            taken.append(span)
    for span in unsure:
        yield Bar("residence", where.pos(span.start), where.pos(span.end), DOUBT, "à vérifier")
    taken += unsure
    for bar, span in _permit_remedy(found, where, taken):
        yield bar
        taken.append(span)
    if not found.residence_wanted or not found.periods:
        return
    foreseen = [gap.days for gap in found.foreseen if gap.clock == ClockName.RESIDENCE]
    tomorrow = Days(found.on + ONE_DAY, date.max)
    look, words = ("f-attente", "en attente") if _asked(found) else ("f-attendu", _not_asked(found))
    for span in minus(both([period for _, period in found.periods], [tomorrow]), [*taken, *foreseen]):
        yield Bar("residence", where.pos(span.start), where.pos(span.end), look, words)


def _permit_remedy(found: Clocks, where: Axis, taken: list[Days]) -> Iterator[tuple[Bar, Days]]:
    """The days on which a refusal of the permit, written or of silence, may be contested, where nothing is drawn."""
    for asked in reversed(found.permits):
        if asked.delivered is not None and asked.refusal is None:
            return
        known, silence = asked.known(found.on), asked.silence()
        if known is None or known.undone or (known.day is None and not known.matters(found.on)):
            continue
        refused_on = asked.refusal.on if asked.refusal is not None else silence.refused_on if silence else found.on
        # The days that are past are drawn as lost, where nothing was held.
        starts, over = max(refused_on, found.on + ONE_DAY), known.short(found.on)
        last = known.day.said(found.on) if known.day is not None else add_months(starts, 1)
        left = [Days(starts, last + ONE_DAY)] if last >= starts else []
        for span in minus(left, taken):
            words = "refusée" if asked.refusal is not None and span.days > ROOM_FOR_REFUSED else ""
            yield Bar("residence", where.pos(span.start), where.pos(span.end), REMEDY, words, over=over), span
            over = ""
        return


def _not_asked(found: Clocks) -> str:
    """Of the days to come that nothing covers: what the last request came to, else that one is to be made."""
    last = found.permits[-1] if found.permits else None
    if last is not None and last.refusal is not None:
        return "refusée"
    return "sans réponse" if last is not None and last.silent(found.on) else "à demander"


def _asked(found: Clocks) -> bool:
    """Whether the last request still waits for its answer."""
    return bool(found.permits) and not found.permits[-1].answered and not found.permits[-1].silent(found.on)


def _held(found: Clocks, where: Axis, span: Days, look: str, words: str, last: str) -> Iterator[Bar]:
    """A document: what is past, then what is to come."""
    start, end, today = where.pos(span.start), where.pos(span.end), where.pos(found.on)
    first = day_in_short(span.start, on=found.on)
    if start < today:
        split = end > today
        yield Bar("residence", start, min(end, today), look, words, first=first, last="" if split else last)
    if end > today:
        text, begins = ("", "") if start < today else (words, first)
        yield Bar("residence", max(start, today), end, "f-acquis", text, first=begins, last=last)


def _aid(found: Clocks, where: Axis) -> Iterator[Bar]:
    lost = [gap.days for gap in found.gaps if gap.clock == ClockName.AID]
    for month in found.aid_months:
        if any(month.month in span for span in lost):
            continue
        start, paid = where.pos(month.month), _paid(found, month)
        shown = month.amount.value if paid is None else paid
        look = "f-attente" if month.month <= found.on else "f-acquis"
        if paid is not None:
            look = "f-plein" if paid >= month.amount.value else PARTLY
        yield Bar("aid", start, start + 1, look, amount(shown).removesuffix("\u00a0€"))
    if found.aid_waiting and found.periods:
        _, period = found.periods[-1]
        first = where.pos(period.start.replace(day=1))
        for index in range(period.started_months):
            yield Bar("aid", first + index, first + index + 1, "f-attente")


def _paid(found: Clocks, month: DueMonth) -> Decimal | None:
    """What the payer says that it paid of a month, its amount where it was paid before Rivage; None as long as nothing
    says so.
    """
    line = next((row for row in found.aid_lines if row.month == month.month), None)
    if line is not None and line.answer == PayerAnswer.PAID:
        return line.paid or Decimal(0)
    return month.amount.value if found.paid_until is not None and month.month <= found.paid_until else None


def _inside(bar: Bar, where: Axis) -> Bar | None:
    """The same bar cut to the axis, None when it is outside."""
    start, end = max(bar.start, 0.0), min(bar.end, float(where.months))
    if end <= start:
        return None
    return replace(bar, start=start, end=end)


def number(value: float) -> str:
    """A coordinate, with a point whatever the language of the page."""
    return f"{value:.1f}"


@dataclass(frozen=True, slots=True)
class Shape:
    """One element: `tag` rect, line, text, path or circle; `attrs` already written; `words` of a text."""

    tag: str
    attrs: tuple[tuple[str, str], ...]
    words: str = ""


def rect(look: str, x: float, y: float, width: float, height: float, radius: int = 4) -> Shape:
    filled = (("fill", "url(#hachure)"),) if look == GAP else ()
    size = (("x", x), ("y", y), ("width", max(width, 0.5)), ("height", max(height, 0.5)))
    box = tuple((name, number(value)) for name, value in size)
    return Shape("rect", (("class", look), *filled, *box, ("rx", str(radius))))


def line(look: str, x1: float, y1: float, x2: float, y2: float) -> Shape:
    ends = (("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2))
    return Shape("line", (("class", look), *((name, number(value)) for name, value in ends)))


def text(look: str, x: float, y: float, words: str, anchor: str = "start") -> Shape:
    return Shape("text", (("class", look), ("text-anchor", anchor), ("x", number(x)), ("y", number(y))), words)


def diamond(look: str, x: float, y: float) -> Shape:
    return Shape("path", (("class", look), ("d", f"M{number(x)} {number(y)}l8 8-8 8-8-8z")))


def month_name(day: date) -> str:
    return SHORT_MONTHS[day.month - 1]


def title(where: Axis) -> str:
    """« Frise des trois horloges, de juin 2025 à juillet 2027 »"""
    first, last = where.begin, where.day(where.months - 1)
    months = f"{MONTHS[first.month - 1]} {first.year} à {MONTHS[last.month - 1]} {last.year}"
    return f"Frise des trois horloges, {of_word(months)}"


def rows(found: Clocks) -> list[dict[str, str]]:
    """The same in a table: from, to, clock, state. Gaps are marked so that they are set in bold."""
    table = []
    for n, period in found.periods:
        state = "ouverte" if period.start <= found.on else "accordée, à venir"
        table.append(_row(period, "Parcours", f"période {n}, {state}", found.on))
    table += [
        _row(gap.days, CLOCKS[gap.clock], gap.sentence, found.on) | {"gap": "yes"}
        for gap in found.gaps
        if not gap.foreseen or drawn_apart(gap, found)
    ]
    table += _permit_rows(found)
    if found.next_period:
        n, period = found.next_period
        table.append(_row(period, "Parcours", f"période {n}, à demander", found.on))
    for month in found.aid_months:
        span = Days(month.month, add_months(month.month, 1))
        told = f"{amount(month.amount.value)}{' (à confirmer)' if month.amount.to_confirm else ''}"
        paid = _paid(found, month)
        if paid is not None:
            told += f", versé {amount(paid)}"
        elif month.month <= found.on:
            told += ", pas encore versé"
        table.append(_row(span, "Aide", told, found.on))
    for meeting in found.meetings:
        said = MEETINGS[meeting.state]
        when = day_in_short(meeting.on, on=found.on)
        table.append({"first": when, "last": when, "clock": "Commission", "state": said, "sort": str(meeting.on)})
    table += _refusal_rows(found)
    return sorted(table, key=lambda row: row["sort"])


def _refusal_rows(found: Clocks) -> Iterator[dict[str, str]]:
    """Each refusal, then the days on which she may contest it."""
    for one in found.refusals:
        when = day_in_short(one.decided_on, on=found.on)
        common = {"clock": "Parcours", "sort": str(one.decided_on)}
        stop = f", {one.delay.stopped}" if one.delay.stopped else ""
        yield common | {"first": when, "last": when, "state": f"demande refusée{stop}"}
        if not stop and one.told_on is not None:
            last = one.delay.day.said(found.on) if one.delay.day is not None else one.told_on
            yield _row(Days(one.told_on, last + ONE_DAY), "Parcours", one.delay.words(found.on), found.on)


def _permit_rows(found: Clocks) -> Iterator[dict[str, str]]:
    """Each permit, récépissé, and request that waits."""
    for one in found.permits:
        if one.sure is not None:
            yield _row(one.sure, "Séjour", f"autorisation n° {one.n}", found.on)
        for span in one.sure_receipts:
            yield _row(span, "Séjour", f"récépissé, demande n° {one.n}", found.on)
        if one.requested is not None and not one.answered:
            state = "sans réponse" if one.silent(found.on) else "en attente"
            row = _row(Days(one.requested.on, one.requested.on + ONE_DAY), "Séjour", "", found.on)
            yield row | {"last": "", "state": f"demande n° {one.n}, {state}"}
        if one.refusal is not None and (known := one.known(found.on)) is not None:
            last = known.day.said(found.on) if known.day is not None else one.refusal.on
            span = Days(one.refusal.on, max(last, one.refusal.on) + ONE_DAY)
            yield _row(span, "Séjour", f"demande n° {one.n} refusée, {known.words(found.on)}", found.on)
    for doubt in doubts(found.permits):
        yield _row(doubt.days, "Séjour", f"demande n° {doubt.n}, {doubt.words(found.on)}", found.on)


def _row(span: Days, clock: str, state: str, on: date) -> dict[str, str]:
    first, last = day_in_short(span.start, on=on), day_in_short(span.last_day, on=on)
    return {"first": first, "last": last, "clock": clock, "state": state, "sort": str(span.start)}
