"""A pack of fifty files, read, drawn and set, against typst alone on the same sheets."""

from collections.abc import Iterator
from itertools import count

from django.db import transaction

from rivage.accounts.models import Membership
from rivage.commissions import printing
from rivage.core import clock
from rivage.core.paper import pack, pdf, sheet
from rivage.core.paper.sheet import Sheet
from rivage.core.perimeter import perimeter
from rivage.decisions import printing as decided
from rivage.decisions.enums import DecisionSense, DecisionStep
from rivage.decisions.models import Decision
from rivage.dossiers import papers, parts
from rivage.dossiers.models import Demande
from tests.bench.measure import Measure, side_by_side
from tests.bench.nation import readers

FILES = 50
MOST_ROUNDS = 8
TIMES_TYPST, LONGEST, A_LETTER = 2.0, 0.5, 10.0


def measures() -> Iterator[Measure]:
    membership = secretary()
    sessions = count()

    def typst() -> None:
        pdf("core/sheet", next(drawn))

    drawn = iter([sheet.data(sheets(membership, f"2026-00-T{n:04d}")) for n in range(MOST_ROUNDS)])
    works = (lambda: pack(sheets(membership, f"2026-00-S{next(sessions):04d}")), typst)
    whole, alone = side_by_side(*works, rounds=MOST_ROUNDS, longest=20.0)
    of = {"tout": whole.p50, "typst": alone.p50, "à la montre": whole.wall}
    yield Measure("papier", f"lot de {FILES} dossiers / typst seul", whole.p50 / alone.p50, TIMES_TYPST, "", of=of)
    yield Measure("papier", f"lot de {FILES} dossiers, à la montre", whole.wall / 1e3, LONGEST, "s", of=of)
    yield from _letters(membership)


def _letters(membership: Membership) -> Iterator[Measure]:
    """The letters of as many decisions, drawn beforehand: what each costs to set among others, and alone."""
    drawn = letters(membership)
    many, one = side_by_side(lambda: pack(drawn), lambda: pack(drawn[:1]), rounds=MOST_ROUNDS, longest=20.0)
    of = {"lot": many.p50, "seule": one.p50, "lettres": float(len(drawn))}
    yield Measure("papier", f"une lettre, dans un lot de {len(drawn)}", many.p50 / len(drawn), A_LETTER, "ms", of=of)


def secretary() -> Membership:
    """The secretariat that reads the most files."""
    return Membership.objects.select_related("body", "user").get(pk=readers("secretary")[-1].membership)


def letters(membership: Membership) -> list[Sheet]:
    """The letters of what was granted last."""
    with perimeter(membership.perimeter()), transaction.atomic():
        seen = (
            Decision.objects.visible_to(membership)
            .filter(sense=DecisionSense.AUTHORISE)
            .exclude(step=DecisionStep.DRAFT)
        )
        rows = seen.select_related("demande__person__antenne").order_by("-decided_on")[:FILES]
        on = clock.today(membership.departements[0])
        made = (decided.letter(decided.of(membership, row, on)) for row in rows)
        return [one for one in made if one is not None]


def sheets(membership: Membership, reference: str) -> list[Sheet]:
    """The core of fifty files as a member's copy has it, read again as a new request would."""
    with perimeter(membership.perimeter()), transaction.atomic():
        seen = Demande.objects.visible_to(membership).select_related("person__antenne").order_by("created_at")
        demandes = list(seen[:FILES])
        parts.lay(demandes)
        on = clock.today(membership.departements[0])
        return [
            papers.core_copy(
                papers.CoreCopy(
                    **printing.core(demande),  # type: ignore[arg-type]
                    session_reference=reference,
                    session=on,
                    copy=1,
                    copies=1,
                    seat="Siège 1",
                )
            )
            for demande in demandes
        ]
