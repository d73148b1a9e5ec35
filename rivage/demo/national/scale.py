"""How much to invent."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """`paths`: people with at least one demande (about 2.4 demandes each). `events`: lines of the trace."""

    people: int
    paths: int
    antennes: int
    referents: int
    events: int


# The nation of the design's budgets (§7), and one small enough for a test.
SCALES = {
    "national": Scale(people=40_000, paths=4_900, antennes=150, referents=9, events=2_000_000),
    "small": Scale(people=160, paths=60, antennes=5, referents=1, events=2_000),
}
