"""What leaves pins no number of people under the least: every history of a small country, read by who knows the rule.

With a least of three instead of eleven all cases may be written down: those that give the same prints are what a
reader can't tell apart.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rivage.accounts.activity import ActivitySection, Figure, FigurePart
from rivage.report.filtering import LEAST, HowSaid, LeavingSection, leaving

SMALL = 3


def flow(start: int, entered: int, left: int, name: str = "", within: bool = False) -> ActivitySection:
    numbers = {"start": start, "entered": entered, "left": left, "end": start + entered - left}
    figures = (
        Figure(
            code=f"{name}{place}",
            label=place,
            definition=place,
            n=n,
            place=place,  # type: ignore[arg-type]
            within=place if within and place in ("start", "end") else "",
        )
        for place, n in numbers.items()
    )
    return ActivitySection(f"{name}flow", "Corail", tuple(figures))


def whole(*numbers: int, code: str = "one") -> ActivitySection:
    parts = tuple(FigurePart(str(n), str(n), many) for n, many in enumerate(numbers))
    figure = Figure(code=code, label="un", definition="un", n=sum(numbers), parts=parts, split="par couleur")
    return ActivitySection(code, "Corail", (figure,))


def seen(sections: Iterable[LeavingSection]) -> Hashable:
    """All that a print tells."""
    return tuple((one.code, one.said, one.n, one.parts, one.pooled) for section in sections for one in section.figures)


Case = tuple[int, ...]


def pinned(cases: dict[Case, Hashable], cells: dict[Case, Case], most: int | Case) -> list[tuple[Case, int]]:
    """The cases of which a number under three is the only one that the same prints may have. `most`: near the end of
    the country of the test, what a reader thinks possible is not in it.
    """
    alike = defaultdict[Hashable, list[Case]](list)
    for case, print_ in cases.items():
        alike[print_].append(cells[case])
    found = []
    for case, print_ in cases.items():
        ends = most if isinstance(most, tuple) else (most,) * len(case)
        if any(n > end for n, end in zip(case, ends, strict=True)):
            continue
        for place, n in enumerate(cells[case]):
            if n < SMALL and {other[place] for other in alike[print_]} == {n}:
                found.append((case, place))
    return found


@pytest.mark.parametrize("many", [2, 3, 4])
def test_no_part_of_a_sum_is_pinned(many: int) -> None:
    cases = {case: seen(leaving([whole(*case)], least=SMALL)) for case in product(range(9), repeat=many)}
    assert pinned(cases, {case: case for case in cases}, 5) == []


def test_arrivals_ends_and_stocks_of_two_years_pin_nothing() -> None:
    cases, cells = {}, {}
    for case in product(range(7), repeat=5):
        start, came, left, came_then, left_then = case
        middle = start + came - left
        end = middle + came_then - left_then
        if middle < 0 or end < 0:
            continue
        years = flow(start, came, left), flow(middle, came_then, left_then)
        cases[case] = tuple(seen(leaving([year], least=SMALL)) for year in years)
        cells[case] = (*case, middle, end)
    assert pinned(cases, cells, 3) == []


def test_paths_pin_neither_themselves_nor_who_is_outside_one() -> None:
    cases, cells = {}, {}
    for case in product(range(7), range(6), range(6), range(7), range(4), range(4)):
        start, came, left, paths, begun, ended = case
        end, after = start + came - left, paths + begun - ended
        if end < 0 or after < 0 or paths > start or after > end:
            continue
        cases[case] = seen(
            leaving([flow(start, came, left), flow(paths, begun, ended, "p", within=True)], least=SMALL)
        )
        cells[case] = (*case, end, after, start - paths, end - after)
    assert pinned(cases, cells, (4, 2, 2, 4, 1, 1)) == []


def test_a_corrected_year_lists_nothing_that_it_kept_before() -> None:
    cases, cells = {}, {}
    for before, now in product(product(range(6), repeat=3), repeat=2):
        if sum(abs(one - then) for one, then in zip(before, now, strict=True)) > 1:
            continue
        first = leaving([whole(*before)], least=SMALL)
        again = leaving([whole(*now)], first, least=SMALL)
        listed = {code for section in first for one in section.figures for code, _, _ in one.parts}
        assert {code for section in again for one in section.figures for code, _, _ in one.parts} <= listed
        cases[*before, *now] = (seen(first), seen(again))
        cells[*before, *now] = before
    assert pinned(cases, cells, 3) == []


@given(st.lists(st.integers(0, 60), min_size=1, max_size=12), st.integers(0, 200))
def test_no_number_under_eleven_is_printed_nor_found_by_taking_away(numbers: list[int], start: int) -> None:
    entered = sum(numbers)
    left = min(start + entered, numbers[0] * 3)
    for section in leaving([flow(start, entered, left), whole(*numbers)]):
        for one in section.figures:
            assert one.said is not HowSaid.GIVEN or int(one.n or 0) >= LEAST
            assert all(n >= LEAST for _, _, n in one.parts)
            assert not one.parts or one.rest == 0 or one.rest >= LEAST
            assert not one.parts or len(one.pooled) != 1 or one.rest >= LEAST


def test_acts_of_few_people_are_few_whatever_they_are() -> None:
    parts = (FigurePart("a", "a", 40, 4), FigurePart("b", "b", 30, 20))
    figure = Figure(code="steps", label="x", definition="x", n=70, people=22, parts=parts, split="par domaine")
    (section,) = leaving([ActivitySection("s", "s", (figure,))])
    assert section.figures[0].n == 70
    assert section.figures[0].parts == ()
    few = Figure(code="steps", label="x", definition="x", n=70, people=9)
    (section,) = leaving([ActivitySection("s", "s", (few,))])
    assert (section.figures[0].said, section.figures[0].n) == (HowSaid.FEW, None)


def test_what_rests_on_a_kept_figure_is_kept_and_what_is_inside_never_leaves() -> None:
    figures = (
        Figure(code="paths", label="x", definition="x", n=9),
        Figure(code="each", label="x", definition="x", n=4, kind="ratio", rests_on="paths"),
        Figure(code="posts", label="x", definition="x", n=2, kind="free"),
        Figure(code="secret", label="x", definition="x", n=99, inside=True),
    )
    (section,) = leaving([ActivitySection("s", "s", figures)])
    assert [(one.code, one.said) for one in section.figures] == [
        ("paths", HowSaid.FEW),
        ("each", HowSaid.SILENT),
        ("posts", HowSaid.GIVEN),
    ]
