"""Who left, whether news may be asked of her, and which moment after asks for itself, from today's facts."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, Max, OuterRef

from rivage.accounts.models import Membership
from rivage.dossiers.enums import ParcoursEnd
from rivage.dossiers.models import Period, Suivi
from rivage.law.period import add_months
from rivage.people.models import Person
from rivage.support.enums import Moment
from rivage.support.models import Evaluation, NewsAccord, NoNews

# How long after she left she is still to be asked whether news may be: then silence is a no.
TO_ASK = timedelta(days=180)
MONTHS = {Moment.SIX: 6, Moment.TWELVE: 12}
# Six months after the last moment, nobody is asked to look for her any more.
LAST = 18


@dataclass(frozen=True, slots=True)
class AfterDue:
    """What is to be done of somebody who left. `moment` "": to ask her whether news may be."""

    person: UUID
    moment: str
    since: date


def exits(membership: Membership, on: date, person: UUID | None = None) -> dict[UUID, date]:
    """The day on which each left, of the last eighteen months: the end of her path, or of her accompaniment where she
    had none. Not those whose path runs, nor the dead.
    """
    first = add_months(on, -LAST)
    paths = Period.objects.visible_to(membership).lived(after=first)
    ended = Suivi.objects.visible_to(membership).filter(ends__gt=first, end_kind="")
    if person is not None:
        paths, ended = paths.filter(person=person), ended.filter(person=person)
    dead = Suivi.objects.filter(end_kind=ParcoursEnd.DEATH).values("person")
    pathless = ~Exists(Period.objects.filter(person=OuterRef("person")).lived())
    again = Exists(Suivi.objects.filter(person=OuterRef("person"), ends__isnull=True))
    found = dict(paths.exclude(person__in=dead).values_list("person").annotate(last=Max("over")))
    found |= dict(ended.filter(pathless, ~again).exclude(person__in=dead).values_list("person").annotate(Max("ends")))
    return {one: day for one, day in found.items() if day <= on}


def accords(people: Iterable[UUID]) -> dict[UUID, NewsAccord]:
    """What each of these people answered, as it stands."""
    rows = NewsAccord.objects.filter(person__in=set(people), replaced_by__isnull=True)
    return {row.person_id: row for row in rows.order_by("created_at")}


def accord_of(person: Person) -> NewsAccord | None:
    """What she answered, as it stands, whatever the exit."""
    return accords([person.pk]).get(person.pk)


def past(person: Person) -> list[NewsAccord]:
    """What she answered before, the last first."""
    rows = NewsAccord.objects.filter(person=person, replaced_by__isnull=False)
    return list(rows.select_related("recorded_by__user").order_by("-created_at"))


def due(membership: Membership, on: date) -> list[AfterDue]:
    """What waits to be asked: of who left, whether news may be; of who said yes, her news at six and twelve months."""
    left = exits(membership, on)
    return _due(left, accords(left), on)


@dataclass(frozen=True, slots=True)
class AfterHer:
    """Of one person: the day she left, what she answered of it, and the moment at which her news are to be asked."""

    left: date | None
    accord: NewsAccord | None
    moment: Moment | None


def of_her(membership: Membership, person: Person, on: date) -> AfterHer:
    """What is known of her after; a day of exit of the last eighteen months alone."""
    left = exits(membership, on, person.pk)
    said = accords([person.pk])
    asked = [Moment(one.moment) for one in _due(left, said, on) if one.moment]
    day = left.get(person.pk)
    row = said.get(person.pk)
    return AfterHer(day, row if row and row.exit_on == day else None, asked[0] if asked else None)


def _due(left: Mapping[UUID, date], said: Mapping[UUID, NewsAccord], on: date) -> list[AfterDue]:
    said = _of_exit(left, said)
    asked = [AfterDue(one, "", day) for one, day in left.items() if one not in said and on < day + TO_ASK]
    agreed = {one: row.exit_on for one, row in said.items() if row.agreed and row.until and row.until >= on}
    news, silent = _noted(agreed)
    for one, day in agreed.items():
        reached = [moment for moment, months in MONTHS.items() if add_months(day, months) <= on]
        if reached and (one, reached[-1]) not in news | silent:
            asked.append(AfterDue(one, reached[-1], add_months(day, MONTHS[reached[-1]])))
    return asked


def _of_exit(left: Mapping[UUID, date], said: Mapping[UUID, NewsAccord]) -> dict[UUID, NewsAccord]:
    """Answers of the exit that stands, not of one before."""
    return {one: row for one, row in said.items() if row.exit_on == left.get(one)}


def _noted(left: Mapping[UUID, date]) -> tuple[set[tuple[UUID, str]], set[tuple[UUID, str]]]:
    """Since each left, whose news were noted and of whom none came, by person and moment."""
    if not left:
        return set(), set()
    evaluated = Evaluation.objects.filter(person__in=left, moment__in=MONTHS, replaced_by__isnull=True)
    news = {(one, moment) for one, moment, day in evaluated.values_list("person", "moment", "day") if day >= left[one]}
    none_came = NoNews.objects.filter(person__in=left).values_list("person", "moment", "exit_on")
    return news, {(one, moment) for one, moment, day in none_came if day == left[one]}


@dataclass(frozen=True, slots=True)
class AfterSums:
    """Of those who left in the last eighteen months: how many were asked, agreed, and what came at each moment."""

    left: int
    asked: int
    agreed: int
    news: dict[str, int]
    silent: dict[str, int]


def sums(membership: Membership, on: date) -> AfterSums:
    """Exact, for the antenne alone. Who said no, or was not asked, is counted and called by nobody."""
    left = exits(membership, on)
    said = _of_exit(left, accords(left))
    news, silent = (Counter(moment for _, moment in found) for found in _noted(left))
    return AfterSums(
        left=len(left),
        asked=len(said),
        agreed=sum(row.agreed for row in said.values()),
        news={moment.label: news[moment] for moment in MONTHS},
        silent={moment.label: silent[moment] for moment in MONTHS},
    )
