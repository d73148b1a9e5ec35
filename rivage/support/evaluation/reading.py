"""What was noted of where she stands, and which moment is due, from today's facts."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Case, DateField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Sum, When

from rivage.accounts.models import Membership
from rivage.core import questions
from rivage.dossiers.models import Parcours, Period, Suivi
from rivage.law.duration import most_months
from rivage.people.models import Person
from rivage.support import answered
from rivage.support.enums import Moment
from rivage.support.evaluation.questions import EVALUATION, NO_ANSWER, NOT_ASKED
from rivage.support.models import Evaluation
from rivage.vault import keys, opened
from rivage.vault.enums import KeyKind

# Around the end of a period: the renewal is prepared, or the exit is still of the path.
NEAR = timedelta(days=60)
# After that, an exit that nobody noted is no longer asked for.
FORGOTTEN = timedelta(days=180)
# The last that was noted, whatever its moment.
LAST = "last"
AFTER = (Moment.EXIT, Moment.SIX, Moment.TWELVE)


def standing(person: Person) -> list[Evaluation]:
    """Her evaluations as they stand, the oldest first."""
    return list(
        answered.standing(Evaluation)
        .filter(person=person)
        .select_related("recorded_by__user")
        .order_by("day", "created_at")
    )


def replaced(person: Person) -> list[tuple[Evaluation, list[tuple[str, str]]]]:
    """Those that were corrected, the last first, each with what replaced it and the answers that this changed."""
    rows = Evaluation.objects.filter(person=person, replaced_by__isnull=False)
    kept = rows.select_related("replaced_by__recorded_by__user").order_by("-created_at")
    return [(row, _changed(row, row.replaced_by)) for row in kept]


def _changed(row: Evaluation, after: Evaluation) -> list[tuple[str, str]]:
    now = dict(EVALUATION.lines(questions.read(after.answers), after.questionnaire))
    then = EVALUATION.lines(questions.read(row.answers), row.questionnaire)
    return [(label, words) for label, words in then if now.get(label) != words]


def in_path(person: Person, day: date) -> bool:
    """Whether a day is of a path of hers, or follows its end closely."""
    return Period.objects.filter(person=person).lived(after=day - NEAR).filter(starts__lte=day).exists()


def going_out(person: Person, day: date) -> bool:
    """Whether an exit is of this day: her last path is over, or about to be, or her accompaniment ended about then."""
    last = Period.objects.filter(person=person).lived().order_by("starts").last()
    if last is not None and (last.ended_on or last.ends) <= day + NEAR:
        return True
    suivi = Suivi.objects.filter(person=person).order_by("created_at").last()
    return suivi is not None and suivi.ends is not None and suivi.ends <= day + NEAR


@dataclass(frozen=True, slots=True)
class Due:
    """A moment that is due, and since when."""

    moment: Moment
    since: date


def due(membership: Membership, on: date) -> "QuerySet[Period]":
    """The last periods of those of whom an evaluation is due: `opens`, the day from which one would do."""
    same = Period.objects.filter(person=OuterRef("person")).lived()
    later, sooner = same.filter(starts__gt=OuterRef("starts")), same.filter(starts__lt=OuterRef("starts"))
    opens = Case(When(over__gt=on + NEAR, then=F("starts") - NEAR), default=F("over") - NEAR)
    noted = answered.standing(Evaluation).filter(person=OuterRef("person"), day__gte=OuterRef("opens"))
    rows = Period.objects.visible_to(membership).lived(after=on - FORGOTTEN).filter(~Exists(later), starts__lte=on)
    rows = rows.annotate(opens=ExpressionWrapper(opens, output_field=DateField()))
    runs = Q(over__gt=on) & ~Exists(noted) & (Q(over__lte=on + NEAR) | ~Exists(sooner))
    return rows.filter(runs | Q(over__lte=on) & ~Exists(noted.filter(moment__in=AFTER)))


def due_of(rows: "Iterable[Period]", on: date) -> dict[UUID, Due]:
    """The moment that is due of each of these people."""
    kept = list(rows)
    spent = _spent([row.parcours_id for row in kept]) if kept else {}
    return {row.person_id: _due(row, spent[row.parcours_id], on) for row in kept}


def _due(row: Period, months: int, on: date) -> Due:
    over = row.ended_on or row.ends
    if over <= on:
        return Due(Moment.EXIT, over)
    if over > on + NEAR:
        return Due(Moment.ENTRY, row.starts)
    return Due(Moment.EXIT if months >= most_months(on) else Moment.RENEWAL, max(over - NEAR, row.starts))


def _spent(paths: Sequence[UUID]) -> dict[UUID, int]:
    rows = Parcours.objects.filter(pk__in=paths).annotate(granted=Sum("periods__months"))
    return {row.pk: row.months_before + (row.granted or 0) for row in rows}


@dataclass(frozen=True, slots=True)
class SaidAt:
    """One answer. `change`: what it was at the evaluation before, where it was said and differs."""

    words: str
    change: str = ""


def picture(rows: Sequence[Evaluation]) -> list[tuple[str, list[SaidAt]]]:
    """Each question with its answer at each evaluation; what changed since the one before is said."""
    said = [(row, questions.read(row.answers)) for row in rows]
    lines = []
    for code, question in EVALUATION.questions.items():
        cells, before = list[SaidAt](), ""
        for row, answers in said:
            words = EVALUATION.said(code, answers, row.questionnaire)
            known = answers.get(code) not in (NOT_ASKED, NO_ANSWER, None)
            cells.append(SaidAt(words, before if known and before and before != words else ""))
            before = words if known else before
        lines.append((question.label, cells))
    return lines


@dataclass(frozen=True, slots=True)
class Line:
    """One answer of a question: how many gave it before, and after."""

    question: str
    answer: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Both:
    """What an antenne's evaluations say between two moments. `both`: people evaluated at both; `alone`: at the first
    and not, or not yet, at the second; `others`: never at the first.
    """

    lines: list[Line]
    both: int
    alone: int
    others: int


def between(membership: Membership, first: str, last: str) -> Both:
    """Of whoever was evaluated at both moments, how many gave each answer before and after. Exact.

    Of two evaluations of the same moment, the earlier is the one before and the later the one after; `last`: also
    `LAST`, whatever its moment. Nobody is shown.
    """
    kept = defaultdict[UUID, list[Evaluation]](list)
    for row in Evaluation.objects.visible_to(membership).filter(replaced_by__isnull=True).order_by("day"):
        kept[row.person_id].append(row)
    keys.load(set(kept), KeyKind.PRIVATE)
    found = Counter[tuple[str, str, bool]]()
    both = alone = 0
    with opened.sorting():
        for rows in kept.values():
            before = next((row for row in rows if row.moment == first), None)
            after = next((row for row in reversed(rows) if row is not before and last in (LAST, row.moment)), None)
            if before is None:
                continue
            if after is None or after.day < before.day:
                alone += 1
                continue
            both += 1
            for row, later in ((before, False), (after, True)):
                found.update((code, words, later) for code, words in questions.read(row.answers).items())
    return Both(list(_lines(found)) if both else [], both, alone, len(kept) - both - alone)


def _lines(found: Counter[tuple[str, str, bool]]) -> Iterator[Line]:
    for code, question in EVALUATION.questions.items():
        for answer, words in EVALUATION.offered(code).items():
            before, after = found[code, answer, False], found[code, answer, True]
            if before or after:
                yield Line(question.label, words, before, after)
