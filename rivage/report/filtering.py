"""What leaves of a closed year, for whoever funds: no number of people under eleven, nor one by subtraction.

Pure: no database (ADR 0060). Who reads a print is taken to know this rule, the prints of the years around, and those
before a correction.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from rivage.accounts.activity import ActivitySection, Figure, FigurePart

LEAST = 11


class HowSaid(StrEnum):
    """What a print says of a figure: its number; that it is under eleven; nothing, for another not to be found."""

    GIVEN = "given"
    FEW = "few"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Leaving:
    """A figure as it leaves. `parts`: those that are listed; the others are one sum, `rest`, under `pooled`. `ratio`:
    it is added to no other.
    """

    code: str
    label: str
    definition: str
    said: HowSaid
    n: int | Decimal | None = None
    unit: str = ""
    split: str = ""
    parts: tuple[tuple[str, str, int], ...] = ()
    pooled: tuple[str, ...] = ()
    named: str = ""
    ratio: bool = False

    @property
    def rest(self) -> int:
        """How many gave an answer that is not listed."""
        return int(self.n or 0) - sum(n for _, _, n in self.parts)


@dataclass(frozen=True, slots=True)
class LeavingSection:
    """A section as it leaves."""

    code: str
    title: str
    figures: tuple[Leaving, ...]


Listed = Mapping[str, Leaving]


def leaving(
    sections: Iterable[ActivitySection], before: Iterable[LeavingSection] = (), *, least: int = LEAST
) -> list[LeavingSection]:
    """Sections as they leave. `before`: those that left of the same year, corrected since: what they did not list is
    not listed now.
    """
    kept = list(sections)
    known = {figure.code: figure for section in before for figure in section.figures}
    own = {figure.code: figure for section in kept for figure in section.figures if not figure.inside}
    said = {code: _alone(figure, least) for code, figure in own.items()}
    said |= {code: HowSaid.SILENT for code, now in said.items() if _was_kept(known.get(code)) and now is HowSaid.GIVEN}
    said |= {code: HowSaid.SILENT for code, figure in own.items() if _tells_the_rest(figure, own, said, least)}
    for section in kept:
        said |= _of_what_adds_up(section, said)
    said |= {code: HowSaid.SILENT for code, figure in own.items() if figure.rests_on and _not(said, figure.rests_on)}
    found = []
    for section in kept:
        figures = tuple(
            _figure(own[one.code], said[one.code], known.get(one.code), least)
            for one in section.figures
            if one.code in own
        )
        if figures:
            found.append(LeavingSection(section.code, section.title, figures))
    return found


def _not(said: Mapping[str, HowSaid], code: str) -> bool:
    return said.get(code) is not HowSaid.GIVEN


def _was_kept(before: Leaving | None) -> bool:
    return before is not None and before.said is not HowSaid.GIVEN


def _alone(figure: Figure, least: int) -> HowSaid:
    """What may be said of a figure by itself."""
    if figure.n is None or figure.kind == "free":
        return HowSaid.GIVEN
    counted = figure.people if figure.kind == "ratio" else _fewest(figure.n, figure.people)
    return HowSaid.FEW if counted is not None and counted < least else HowSaid.GIVEN


def _fewest(n: int | Decimal, people: int | None) -> int:
    return int(n) if people is None else min(int(n), people)


def _tells_the_rest(figure: Figure, own: Mapping[str, Figure], said: Mapping[str, HowSaid], least: int) -> bool:
    """Whether a share of a figure that is given is under `least`, or would tell a rest that is. Which is not said: of
    eleven people, a share that is not under eleven is all of them.
    """
    if not figure.within or _not(said, figure.within):
        return False
    return _not(said, figure.code) or int(own[figure.within].n or 0) - int(figure.n or 0) < least


def _of_what_adds_up(section: ActivitySection, said: Mapping[str, HowSaid]) -> dict[str, HowSaid]:
    """Of four figures that add up, arrivals and ends are said only where all four are: the stocks of two years give
    their difference. Not even that one is under eleven: with the difference, ten and none would be told.
    """
    placed = [figure for figure in section.figures if figure.place]
    if all(said.get(figure.code) is HowSaid.GIVEN for figure in placed):
        return {}
    return {figure.code: HowSaid.SILENT for figure in placed if figure.place in ("entered", "left")}


def _figure(figure: Figure, said: HowSaid, before: Leaving | None, least: int) -> Leaving:
    bare = Leaving(
        figure.code,
        figure.label,
        figure.definition,
        said,
        unit=figure.unit,
        named=figure.named,
        ratio=figure.kind == "ratio",
    )
    if said is not HowSaid.GIVEN:
        return bare
    shown = replace(bare, n=figure.n)
    if not figure.parts or figure.many:
        return shown
    listed = _listed(figure.parts, before, least)
    if not listed:
        return shown
    return replace(
        shown,
        split=figure.split,
        parts=tuple((part.code, part.label, part.n) for part in listed),
        pooled=tuple(part.label for part in figure.parts if part not in listed),
    )


def _listed(parts: Sequence[FigurePart], before: Leaving | None, least: int) -> list[FigurePart]:
    """The parts that are told apart: all, or those left once the ones under `least` are one sum with the last of the
    list that is not, whatever its number: chosen by it, it would tell theirs. Another joins them while that sum could
    not be so many for each of them.
    """
    once = {code for code, _, _ in before.parts} if before is not None else {part.code for part in parts}
    apart = [part for part in parts if _fewest(part.n, part.people) >= least and part.code in once]
    pool = [part for part in parts if part not in apart]
    if pool and apart:
        pool.append(apart.pop())
    while apart and pool and sum(part.n for part in pool) < 2 * least - 1:
        pool.append(apart.pop())
    return apart


@dataclass(frozen=True, slots=True)
class Together:
    """A figure over several antennes. `given`: how many of them it is the sum of; None of what none gives."""

    code: str
    label: str
    definition: str
    n: int | Decimal | None
    given: int
    unit: str = ""
    split: str = ""
    parts: tuple[tuple[str, str, int], ...] = ()

    @property
    def rest(self) -> int:
        return int(self.n or 0) - sum(n for _, _, n in self.parts)


def together(
    antennes: Sequence[Sequence[LeavingSection]], kept: Mapping[str, int]
) -> list[tuple[str, tuple[Together, ...]]]:
    """The sums of what leaves each antenne, by title of section: nothing that their own prints don't tell.

    `kept`: by code, what those that keep a figure add up to, where the database tells it (`report_kept_sums`).
    """
    titles, codes = dict[str, str](), dict[str, dict[str, list[Leaving]]]()
    for antenne in antennes:
        for section in antenne:
            titles[section.code] = section.title
            for figure in section.figures:
                if not figure.ratio:
                    codes.setdefault(section.code, {}).setdefault(figure.code, []).append(figure)
    return [
        (titles[code], tuple(_summed(rows, kept.get(figure)) for figure, rows in figures.items()))
        for code, figures in codes.items()
    ]


def _summed(rows: Sequence[Leaving], kept: int | None) -> Together:
    given = [row for row in rows if row.said is HowSaid.GIVEN and row.n is not None]
    first = rows[0]
    n: int | Decimal | None = sum((row.n for row in given if row.n is not None), kept or 0)
    labels, parts = dict[str, str](), dict[str, int]()
    for row in given:
        for code, label, many in row.parts:
            labels[code] = label
            parts[code] = parts.get(code, 0) + many
    return Together(
        first.code,
        first.label,
        first.definition,
        n if given or kept is not None else None,
        len(rows) if kept is not None else len(given),
        unit=first.unit,
        split=next((row.split for row in given if row.split), ""),
        parts=tuple((code, labels[code], many) for code, many in parts.items()),
    )
