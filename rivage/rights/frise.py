"""The frise: three clocks under one axis of months, drawn as attributes of an SVG. Two drawings, one set of marks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rivage.core.french import MONTHS, SHORT_MONTHS, day_in_short, days
from rivage.law.period import Period as Days
from rivage.law.period import add_months
from rivage.rights.clocks import Clocks

LEAST_MONTHS = 24
LANES = ("path", "residence", "aid")
TINT = {"path": "k1", "residence": "k2", "aid": "k3"}
GAP = "f-rupture"


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
    """From the month of the first request or right: 24 months and those of the gaps. None without either."""
    firsts = [days.start for _, days in found.periods] + [meeting.on for meeting in found.meetings]
    if found.asked_on:
        firsts.append(found.asked_on)
    if not firsts:
        return None
    lost = sum(gap.days.started_months for gap in found.gaps)
    begin = min(firsts).replace(day=1)
    last = max([days.end for _, days in found.periods] + [found.on])
    needed = (last.year - begin.year) * 12 + last.month - begin.month + 1
    return Axis(begin, max(LEAST_MONTHS + lost, needed))


def bars(found: Clocks, where: Axis) -> list[Bar]:
    """Every bar, in drawing order."""
    return [*_path(found, where), *_residence(found, where), *_aid(found, where)]


def _path(found: Clocks, where: Axis) -> Iterator[Bar]:
    touching = {gap.days.end for gap in found.gaps}
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
    for gap in found.gaps:
        length = days(gap.days.days)
        yield Bar("path", where.pos(gap.days.start), where.pos(gap.days.end), GAP, "!", over=length)
    if found.next_period:
        n, period = found.next_period
        yield _inside(Bar("path", where.pos(period.start), where.pos(period.end), "f-attendu", f"Période {n}"), where)


def _residence(found: Clocks, where: Axis) -> Iterator[Bar]:
    if not found.residence_wanted or not found.periods:
        return
    start, end = where.pos(found.periods[0][1].start), where.pos(found.periods[-1][1].end)
    yield _inside(Bar("residence", start, end, "f-attente", "à demander"), where)


def _aid(found: Clocks, where: Axis) -> Iterator[Bar]:
    for month in found.aid_months:
        start = where.pos(month.month)
        look = "f-plein" if month.month <= found.on else "f-acquis"
        yield _inside(Bar("aid", start, start + 1, look, str(int(month.amount.value))), where)
    if found.aid_waiting and found.periods:
        _, period = found.periods[-1]
        first = where.pos(period.start.replace(day=1))
        for index in range(period.started_months):
            yield _inside(Bar("aid", first + index, first + index + 1, "f-attente"), where)


def _inside(bar: Bar, where: Axis) -> Bar:
    """The same bar cut at the end of the axis."""
    end = min(bar.end, float(where.months))
    return Bar(bar.lane, min(bar.start, end), end, bar.look, bar.text, bar.over, bar.first, bar.last)


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
    return f"Frise des trois horloges, de {months}"


def rows(found: Clocks) -> list[dict[str, str]]:
    """The same in a table: from, to, clock, state. Gaps are marked so that they are set in bold."""
    table = []
    for n, period in found.periods:
        state = "ouverte" if period.start <= found.on else "accordée, à venir"
        table.append(_row(period, "Parcours", f"période {n}, {state}", found.on))
    table += [_row(gap.days, "Parcours", gap.sentence, found.on) | {"gap": "yes"} for gap in found.gaps]
    if found.next_period:
        n, period = found.next_period
        table.append(_row(period, "Parcours", f"période {n}, à demander", found.on))
    for month in found.aid_months:
        span = Days(month.month, add_months(month.month, 1))
        told = f"{month.amount.value} €{' (à confirmer)' if month.amount.to_confirm else ''}".replace(".", ",")
        table.append(_row(span, "Aide", told, found.on))
    for meeting in found.meetings:
        said = {"held": "séance", "coming": "séance à venir", "postponed": "report de la séance"}[meeting.state]
        when = day_in_short(meeting.on, on=found.on)
        table.append({"first": when, "last": when, "clock": "Commission", "state": said, "sort": str(meeting.on)})
    return sorted(table, key=lambda row: row["sort"])


def _row(span: Days, clock: str, state: str, on: date) -> dict[str, str]:
    first, last = day_in_short(span.start, on=on), day_in_short(span.last_day, on=on)
    return {"first": first, "last": last, "clock": clock, "state": state, "sort": str(span.start)}
