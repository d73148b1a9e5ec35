"""What an evaluation adds to the sums of its antenne and year, and what a correction takes back (ADR 0058)."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from rivage.accounts.models import Membership
from rivage.core import questions
from rivage.core.refusal import no
from rivage.people.models import Person
from rivage.support.models import Evaluation, Tally
from rivage.support.tally.cells import PEOPLE, Behind, Cell, Sums, of_passage, passages
from rivage.vault.errors import Damaged

# A year is counted in, and let go, until this day of the next one.
LAST_MONTH, LAST_DAY = 3, 31

# The sums counted in, the evaluation before, the one after.
Pair = tuple[UUID, UUID, UUID]
Said = Mapping[UUID, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class CountNote:
    """What one person's evaluations added so far, kept under her key on the last one written.

    `pairs`: the passages counted. `saves`: of the sums counted in, their `Sums.saves` then.
    `number`: one more each time. Its length tells how many evaluations she has, which is plain, and nothing of them.
    """

    number: int = 0
    pairs: tuple[Pair, ...] = ()
    saves: Mapping[UUID, int] = field(default_factory=dict)

    def written(self) -> str:
        saves = {str(tally): n for tally, n in self.saves.items()}
        return json.dumps([self.number, [[str(one) for one in pair] for pair in self.pairs], saves])

    @classmethod
    def read(cls, text: str) -> "CountNote":
        number, pairs, saves = json.loads(text)
        known = tuple((UUID(tally), UUID(before), UUID(after)) for tally, before, after in pairs)
        return cls(number, known, {UUID(tally): n for tally, n in saves.items()})

    @classmethod
    def last(cls, rows: Iterable[Evaluation]) -> "CountNote":
        """That of whichever was written last, of one person's; an empty one where none was counted."""
        return max((cls.read(row.counted) for row in rows if row.counted), key=lambda one: one.number, default=cls())


def sealed_for(tally: Tally) -> str:
    """What binds sums that were let go to their row and year."""
    return f"support_tally.sealed:{tally.pk}:{tally.year}"


def last_day(year: int) -> date:
    """The last day on which a year is counted in, and let go."""
    return date(year + 1, LAST_MONTH, LAST_DAY)


def first_open(on: date) -> int:
    """The first year that is still counted in."""
    return on.year if on > last_day(on.year - 1) else on.year - 1


def is_open(actor: Membership, on: date, year: int) -> bool:
    """Whether what is dated of this year is counted by this antenne."""
    gone = Tally.objects.visible_to(actor).filter(year=year, let_go_on__isnull=False)
    return year >= first_open(on) and not gone.exists()


def hold_open(actor: Membership, on: date, years: Collection[int] = ()) -> list[Tally]:
    """The sums of this antenne that are still counted in, locked in the order of their years; made for `years`."""
    own = Tally.objects.visible_to(actor).filter(year__gte=first_open(on))
    new = {year for year in years if year >= first_open(on)} - set(own.values_list("year", flat=True))
    made = [Tally(body_id=actor.body_id, year=year, sums=Sums()) for year in sorted(new)]
    # Another transaction may be making them.
    Tally.objects.bulk_create(made, ignore_conflicts=True)
    return list(own.filter(let_go_on__isnull=True).order_by("year").select_for_update(no_key=True, of=("self",)))


def count(actor: Membership, on: date, person: Person, row: Evaluation) -> None:
    """Add what an evaluation about to be written changes, and note it on that row. Her person's row is held.

    All that is counted of her is reckoned again from her evaluations that stand: one noted late, between two others,
    changes what follows it. What was let go, and what another antenne counted, stays. Each sums that is still counted
    in is written again each time, so that what is written tells nothing. Raises `Refused` for sums that are behind.
    """
    rows = {one.pk: one for one in Evaluation.objects.filter(person=person)} | {row.pk: row}
    replaced = {one.replaces_id for one in rows.values()}
    found = list(passages(one for one in rows.values() if one.pk not in replaced))
    held = {one.pk: one for one in hold_open(actor, on, {row.day.year, *(after.day.year for _, after in found)})}
    by_year = {one.year: one.pk for one in held.values()}
    note = CountNote.last(rows.values())
    gone = tuple(pair for pair in note.pairs if pair[0] not in held)
    counted = {_first(rows, after) for _, _, after in gone}
    pairs = tuple(
        (by_year[after.day.year], before.pk, after.pk)
        for before, after in found
        if after.day.year in by_year and _first(rows, after.pk) not in counted
    )
    said = {one.pk: questions.read(one.answers) for one in rows.values()}
    for tally in held.values():
        back, added = (cells(rows, said, tally, of) for of in (note.pairs, pairs))
        tally.sums = _moved(tally, note, back, added)
        tally.save(update_fields=["sums"])
    saves = {tally.pk: tally.sums.saves for tally in held.values()}
    row.counted = CountNote(note.number + 1, (*gone, *pairs), saves).written()


def _first(rows: Mapping[UUID, Evaluation], pk: UUID) -> UUID:
    """The evaluation that a row corrects, through all its corrections."""
    while before := rows[pk].replaces_id:
        pk = before
    return pk


def cells(rows: Mapping[UUID, Evaluation], said: Said, tally: Tally, pairs: Iterable[Pair]) -> set[Cell]:
    """What one person adds to these sums: once at most to each cell. `said`: the answers of each evaluation."""
    own = [(rows[before], rows[after]) for known, before, after in pairs if known == tally.pk]
    return {cell for pair in own for cell in (PEOPLE, *of_passage(*pair, said))}


def _moved(tally: Tally, note: CountNote, back: set[Cell], added: set[Cell]) -> Sums:
    try:
        sums: Sums = tally.sums
        if sums.saves < note.saves.get(tally.pk, 0):
            raise Behind
        return sums.moved(back, added)
    except (Behind, Damaged) as error:
        raise no(
            "tally_behind",
            f"Les sommes de {tally.year} ne suivent plus les dossiers : une sauvegarde plus ancienne a sans doute été "
            "remise. Rien n’a été noté. La personne responsable de l’antenne les refait depuis les dossiers : File "
            "active, « Sommes d’une année ». Recommencez ensuite.",
        ) from error
