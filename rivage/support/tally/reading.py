"""The sums of an antenne as its lead reads them, and whether they follow its files."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from rivage.accounts.models import Membership
from rivage.core import questions
from rivage.law.wording import day
from rivage.support.enums import Moment
from rivage.support.evaluation.questions import EVALUATION
from rivage.support.models import Evaluation, Tally
from rivage.support.tally.cells import PEOPLE, Cell, Sums
from rivage.support.tally.counting import CountNote, cells, first_open
from rivage.vault import keys, opened
from rivage.vault.enums import KeyKind
from rivage.vault.errors import Damaged

# A number of people, up to which whoever knows them may say which of them it is.
TELLING = 2


@dataclass(frozen=True, slots=True)
class SumLine:
    """How many went from one answer to another."""

    question: str
    before: str
    after: str
    n: int

    @property
    def telling(self) -> bool:
        """So few that whoever knows the people knows which."""
        return self.n <= TELLING


@dataclass(frozen=True, slots=True)
class YearSums:
    """One year. `state`: in words; `behind`: its sums don't open, or are older than what the files say; `due`: it is
    over, to be let go; `tables`: for each pair of moments, its lines.
    """

    row: Tally
    state: str
    people: int
    tables: tuple[tuple[str, tuple[SumLine, ...]], ...]
    behind: bool
    due: bool

    @property
    def telling(self) -> bool:
        """Whether one of its numbers may say who it is."""
        return 0 < self.people <= TELLING or any(line.telling for _, lines in self.tables for line in lines)


def files(actor: Membership) -> list[list[Evaluation]]:
    """The evaluations of each person whom the antenne follows, her keys open."""
    rows = Evaluation.objects.visible_to(actor).filter(counted__isnull=False).order_by("person_id")
    kept = [list(hers) for _, hers in groupby(rows, key=lambda row: row.person_id)]
    keys.load({hers[0].person_id for hers in kept}, KeyKind.PRIVATE)
    return kept


def noted(of: list[list[Evaluation]]) -> dict[UUID, int]:
    """How many times each sums were written, by what the files say."""
    found = dict[UUID, int]()
    with opened.sorting():
        for hers in of:
            for tally, n in CountNote.last(hers).saves.items():
                found[tally] = max(found.get(tally, 0), n)
    return found


def in_files(tally: Tally, of: list[list[Evaluation]]) -> Sums:
    """These sums again, from what the files say was counted in them."""
    sums = Sums(noted(of).get(tally.pk, 0))
    with opened.sorting():
        for hers in of:
            rows = {row.pk: row for row in hers}
            said = {row.pk: questions.read(row.answers) for row in hers}
            sums = sums.moved(set(), cells(rows, said, tally, CountNote.last(hers).pairs))
    return sums


def sums_of(tally: Tally, known: dict[UUID, int]) -> Sums | None:
    """What they hold; None where they are behind the files."""
    try:
        sums: Sums = tally.sums
    except Damaged:
        return None
    return sums if sums.saves >= known.get(tally.pk, 0) else None


def is_due(tally: Tally, on: date) -> bool:
    """Whether a year is over, still counted in, and not let go."""
    return tally.let_go_on is None and first_open(on) <= tally.year < on.year


def years(actor: Membership, on: date) -> list[YearSums]:
    """Those that the antenne has, the last first. Nobody is shown."""
    rows = list(Tally.objects.visible_to(actor).order_by("-year"))
    known = noted(files(actor)) if rows else {}
    return [_year(row, sums_of(row, known), on) for row in rows]


def _year(row: Tally, sums: Sums | None, on: date) -> YearSums:
    tables = tuple(_tables(sums)) if sums else ()
    return YearSums(row, _state(row, on), sums.people if sums else 0, tables, sums is None, is_due(row, on))


def _state(row: Tally, on: date) -> str:
    if row.let_go_on is not None:
        return f"remises le {day(row.let_go_on)}"
    if row.year < first_open(on):
        return "elles n’ont pas été remises"
    return f"à remettre jusqu’au 31 mars {row.year + 1}" if is_due(row, on) else "se compte encore"


def _tables(sums: Sums) -> Iterator[tuple[str, tuple[SumLine, ...]]]:
    found = (cell for cell in sums.cells if cell != PEOPLE)
    order = {str(moment): n for n, moment in enumerate(Moment)}
    asked = {code: n for n, code in enumerate(EVALUATION.questions)}
    ranked = sorted(found, key=lambda cell: (order[cell[0]], order[cell[1]], asked.get(cell[2], 0), cell))
    for (before, after), several in groupby(ranked, key=lambda cell: cell[:2]):
        heading = f"{Moment(before).label}, puis {Moment(after).label}"
        yield heading, tuple(_line(cell, sums.cells[cell]) for cell in several)


def _line(cell: Cell, n: int) -> SumLine:
    _, _, code, before, after = cell
    version = max(v for v, asked in EVALUATION.versions.items() if code in asked)
    words = EVALUATION.offered(code, version)
    return SumLine(EVALUATION.versions[version][code].label, words.get(before, before), words.get(after, after), n)
