"""The two drawings of the frise: months across on a desk, months down on a phone."""

from collections.abc import Iterator
from dataclasses import dataclass

from rivage.core.french import day_in_short
from rivage.rights.clocks import Clocks
from rivage.rights.frise.marks import (
    DOUBT,
    GAP,
    LANES,
    POSSIBLE,
    REMEDY,
    TINT,
    Axis,
    Bar,
    Shape,
    axis,
    bars,
    diamond,
    line,
    month_name,
    rect,
    text,
    title,
)

WIDTH, HEIGHT, LABELS = 1222, 344, 196
TOP = {"path": 118, "residence": 196, "aid": 274}
ROW, HEAD = 25, 52
COLUMN = {"path": 54, "residence": 135, "aid": 216}
COLUMN_WIDTH = 78
SHORT_NAMES = {"path": "Parcours", "residence": "Séjour", "aid": "Aide"}
# A word needs this many units of width to be read inside its bar.
ROOM_FOR_WORDS = 66
HALF_LETTER = 3.6
# On a phone: how high a label is, and how many letters a column holds at their full size.
LABEL_HEIGHT, ROOM_OF_PHONE = 18, 10
# Of an amount, which is set smaller to be exact.
THIN_LETTER = 6.2
LOST = (GAP, POSSIBLE, DOUBT, REMEDY)
FULL = ("f-plein", "f-recepisse")


@dataclass(frozen=True, slots=True)
class Drawing:
    view_box: str
    title: str
    shapes: tuple[Shape, ...]


def desk(found: Clocks) -> Drawing | None:
    """Months across, 1222 × 344. None when there is nothing to draw."""
    where = axis(found)
    if where is None:
        return None
    scale = (WIDTH - LABELS - 2) / where.months
    shapes = (*_desk_ground(found, where, scale), *_desk_labels(found), *_desk_marks(found, where, scale))
    return Drawing(f"0 0 {WIDTH} {HEIGHT}", title(where), (*shapes, *_desk_today(found, where, scale)))


def _desk_ground(found: Clocks, where: Axis, scale: float) -> Iterator[Shape]:
    today = LABELS + where.pos(found.on) * scale
    yield rect("f-avenir", today, 24, WIDTH - 2 - today, 316, 0)
    for index in range(where.months + 1):
        x, day = LABELS + index * scale, where.day(index)
        first = day.month == 1 and index
        yield line("f-an" if first else "t-filet", x, 24 if first else 46, x, 340)
        if index == where.months:
            break
        here = (day.year, day.month) == (found.on.year, found.on.month)
        yield text("t-fort" if here else "t-axe", x + scale / 2, 40, month_name(day), "middle")
        if first or not index:
            yield text("f-annee", x + 5, 17, str(day.year))
    for y in (46, 94, 172, 250):
        yield line("t-filet", 0, y, WIDTH - 2, y)


def _desk_labels(found: Clocks) -> Iterator[Shape]:
    yield diamond("f-jalon", 8, 62)
    yield text("t-nom", 26, 75, "Commission")
    signs = (
        Shape("circle", (("class", "k1"), ("cx", "8"), ("cy", "131"), ("r", "7"))),
        Shape("rect", (("class", "k2"), ("x", "1.5"), ("y", "202.5"), ("width", "13"), ("height", "13"))),
        Shape("path", (("class", "k3"), ("d", "M8 279l8 14H0z"))),
    )
    for lane, clock, sign in zip(LANES, found.all, signs, strict=True):
        y = TOP[lane] + 13
        first, second = clock.short or clock.need, clock.second.strip() if clock.second else clock.stands
        if lane == "path":
            second = f"{found.used} mois sur {found.most}"
        yield sign
        yield text("f-nom", 26, y, clock.name)
        yield text("t-mot", 26, y + 17, _fit(first))
        yield text("t-axe", 26, y + 33, _fit(second))


def _fit(words: str) -> str:
    """Words of the label column: the table below says them whole."""
    return words if len(words) <= 27 else f"{words[:26].rstrip()}…"


# How a session is drawn; one that did not examine her demande is crossed.
MEETINGS = {"held": "f-jalon ok", "coming": "f-jalon avenir"}


def _desk_marks(found: Clocks, where: Axis, scale: float) -> Iterator[Shape]:
    for meeting in found.meetings:
        x = LABELS + where.pos(meeting.on) * scale
        look = MEETINGS.get(meeting.state, "f-jalon non")
        yield diamond(look, x, 62)
        if meeting.state not in MEETINGS:
            yield Shape("path", (("class", "f-croix"), ("d", f"M{x - 4:.1f} 66l8 8m0-8l-8 8")))
        coming = "séance du " + day_in_short(meeting.on, on=found.on)
        words = {"held": "séance", "coming": coming, "postponed": "report", "missed": "sans quorum"}
        yield text("t-mot", x + 13, 74.5, words[meeting.state])
    drawn = bars(found, where)
    for bar in drawn:
        yield from _desk_bar(bar, scale)
    for lane, top in TOP.items():
        over = [
            (LABELS + (bar.start + bar.end) / 2 * scale, bar.over) for bar in drawn if bar.lane == lane and bar.over
        ]
        yield from _desk_over(top, over)


def _desk_bar(bar: Bar, scale: float) -> Iterator[Shape]:
    x, width, y = LABELS + bar.start * scale, (bar.end - bar.start) * scale, TOP[bar.lane]
    cell = bar.lane == "aid"
    inset = 1.5 if cell else 0.5
    yield rect(_look(bar), x + inset, y, width - 2 * inset, 26)
    if bar.text and (cell or bar.look in LOST):
        words = "?" if bar.look == DOUBT and width < ROOM_FOR_WORDS else bar.text
        if not cell or bar.look in LOST or len(words) * THIN_LETTER < width:
            look = f"{_inside(bar)} f-montant" if cell else _inside(bar)
            yield text(look, x + width / 2, y + 18, words, "middle")
    elif bar.text and width > ROOM_FOR_WORDS:
        yield text(_inside(bar), x + 9, y + 18, bar.text)
    if bar.first:
        yield text("t-axe", x, y + 44, bar.first)
    if bar.last and width > ROOM_FOR_WORDS:
        yield text("t-axe", x + width, y + 44, bar.last, "end")


def _desk_over(top: float, over: list[tuple[float, str]]) -> Iterator[Shape]:
    """What is said over the bars of a lane, each in its middle; one that would stand on another goes to its right."""
    free: float = LABELS
    for middle, words in sorted(over):
        half = len(words) * HALF_LETTER
        middle = min(max(middle, free + half), WIDTH - 2 - half)
        free = middle + half + HALF_LETTER
        yield text("f-mal", middle, top - 6, words, "middle")


def _look(bar: Bar) -> str:
    return bar.look if bar.look in LOST else f"{bar.look} {TINT[bar.lane]}"


def _inside(bar: Bar) -> str:
    if bar.look in LOST:
        return "f-mal"
    return "f-dans" if bar.look in FULL else f"f-sur {TINT[bar.lane]}"


def _desk_today(found: Clocks, where: Axis, scale: float) -> Iterator[Shape]:
    x = LABELS + where.pos(found.on) * scale
    yield line("f-jour", x, 24, x, 340)
    left = min(max(x - 42, 0), WIDTH - 86)
    yield rect("f-jour-p", left, 2, 84, 21, 10)
    yield text("f-jour-t", left + 42, 17, "aujourd’hui", "middle")


def phone(found: Clocks) -> Drawing | None:
    """Months down, 296 wide. None when there is nothing to draw."""
    where = axis(found)
    if where is None:
        return None
    shapes = (*_phone_ground(found, where), *_phone_marks(found, where))
    return Drawing(f"0 0 296 {58 + ROW * where.months}", f"{title(where)}, de haut en bas", shapes)


def _phone_ground(found: Clocks, where: Axis) -> Iterator[Shape]:
    today = HEAD + where.pos(found.on) * ROW
    yield rect("f-avenir", 0, today, 296, HEAD + where.months * ROW - today, 0)
    yield Shape("circle", (("class", "k1"), ("cx", "62"), ("cy", "12"), ("r", "6.5")))
    yield Shape("rect", (("class", "k2"), ("x", "137"), ("y", "6"), ("width", "12"), ("height", "12")))
    yield Shape("path", (("class", "k3"), ("d", "M224 5l7.5 13h-15z")))
    for lane, x in (("path", 73), ("residence", 154), ("aid", 235)):
        yield text("t-nom", x, 17, SHORT_NAMES[lane])
    for lane, x in COLUMN.items():
        lost = sum(1 for gap in found.past if gap.clock == lane)
        if lost:
            yield text("f-mal", x, 40, f"{lost} rupture{'s' if lost > 1 else ''}")
    for index in range(where.months + 1):
        y, day = HEAD + index * ROW, where.day(index)
        yield line("f-an" if day.month == 1 and index else "t-filet", 0, y, 296, y)
        if index < where.months:
            named = day.month == 1 or not index
            words = f"{month_name(day)} {day.year % 100}" if named else month_name(day)
            here = (day.year, day.month) == (found.on.year, found.on.month)
            # With its year, a month would touch the sessions and the first column.
            look = "t-fort" if named or here else "t-axe"
            yield text(f"{look} f-montant" if named else look, 2, y + 17, words)


def _phone_marks(found: Clocks, where: Axis) -> Iterator[Shape]:
    labels: dict[str, list[tuple[float, str]]] = {lane: [] for lane in LANES}
    for bar in bars(found, where):
        x, y, height = COLUMN[bar.lane], HEAD + bar.start * ROW, (bar.end - bar.start) * ROW
        yield rect(_look(bar), x + 0.75, y + 0.75, COLUMN_WIDTH - 1.5, height - 1.5)
        words = _phone_words(bar)
        if words and bar.look in LOST:
            # A mark lower than its label: above it, since what a bar says stands at its own top.
            above = height < LABEL_HEIGHT and bar.lane != "aid"
            labels[bar.lane].append((y + height - LABEL_HEIGHT / 2 if above else y + height / 2, words))
        elif words and bar.lane == "aid":
            yield text(_inside(bar), x + 39, y + 17, words, "middle")
        elif words and height > 20:
            yield text(_narrow(_inside(bar), words), x + 7, y + 18, words)
        if bar.first and height > 40:
            yield text(f"{_inside(bar)} f-fin", x + 7, y + 35, bar.first)
    for lane, held in labels.items():
        yield from _phone_labels(COLUMN[lane], held)
    yield from _phone_meetings(found, where)
    today = HEAD + where.pos(found.on) * ROW
    yield line("f-jour", 0, today, 296, today)


def _phone_labels(x: float, held: list[tuple[float, str]]) -> Iterator[Shape]:
    """What is lost or refused, each beside its mark; one that would stand on another goes below it."""
    free = 0.0
    for beside, words in sorted(held):
        middle = max(beside, free + LABEL_HEIGHT / 2)
        free = middle + LABEL_HEIGHT / 2 + 1
        wide = min(COLUMN_WIDTH - 4.0, 2 * HALF_LETTER * len(words) - 8)
        yield rect("f-etiq", x + 39 - wide / 2, middle - LABEL_HEIGHT / 2, wide, LABEL_HEIGHT, 3)
        yield text(_narrow("f-mal", words), x + 39, middle + 4.5, words, "middle")


def _narrow(look: str, words: str) -> str:
    """The look of words that a column of the phone must hold."""
    return f"{look} f-montant" if len(words) > ROOM_OF_PHONE else look


def _phone_words(bar: Bar) -> str:
    if bar.look == POSSIBLE:
        return "? possible"
    if bar.look == DOUBT:
        return f"? {bar.text}"
    if bar.look == REMEDY:
        return bar.text
    return f"! {bar.over}" if bar.over else bar.text


def _phone_meetings(found: Clocks, where: Axis) -> Iterator[Shape]:
    for meeting in found.meetings:
        look = MEETINGS.get(meeting.state, "f-jalon non")
        yield diamond(look, 46, HEAD + where.pos(meeting.on) * ROW - 8)
