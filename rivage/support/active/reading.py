"""The active file as it stands: who is accompanied, since when, in which phase; who came and who left between days."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Sum

from rivage.accounts.activity import AddedUp, moved
from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.core.french import decimal
from rivage.dossiers.enums import PENDING, Destination, ParcoursEnd, Step, SuiviEnd
from rivage.dossiers.models import Demande, Period, Suivi
from rivage.people.models import Arrival, Person, Transfer
from rivage.people.models.base import PersonRow
from rivage.support.enums import Outside, Phase
from rivage.support.models import FirstContact, MeansWait, Staffing, TurnedAway, WeekTime
from rivage.support.models.active import HOURS

Hers = TypeVar("Hers", bound=PersonRow)
# Report of 2025, L3980-3982: paths that one full-time post can bear.
BEARABLE = (12, 15)
# Once decided, a demande waits no longer for her to be presented.
OPEN = tuple(step for step in PENDING if step != Step.DECIDED)


def running(person: Person) -> Suivi | None:
    """Her accompaniment in course."""
    return Suivi.objects.filter(person=person, ends__isnull=True).first()


def contact_of(suivi: Suivi) -> FirstContact | None:
    """How it began, as it stands."""
    return FirstContact.objects.filter(suivi=suivi, replaced_by__isnull=True).first()


def history(suivi: Suivi) -> list[FirstContact]:
    """All that was noted of how it began, the last first."""
    rows = FirstContact.objects.filter(suivi=suivi).select_related("recorded_by__user")
    return list(rows.order_by("-created_at"))


def waits(rows: "QuerySet[MeansWait]") -> "QuerySet[MeansWait]":
    """Those that still wait: no demande of hers left since, and the accompaniment that she waits in goes on."""
    left = Demande.objects.filter(person=OuterRef("person"), deposited_at__date__gte=OuterRef("since"))
    goes_on = Suivi.objects.filter(
        person=OuterRef("person"), ends__isnull=True, created_at__lte=OuterRef("created_at")
    )
    return rows.filter(~Exists(left), Exists(goes_on), ended_on__isnull=True)


def waiting(person: Person) -> MeansWait | None:
    """Whether she waits for lack of means, and since when."""
    return waits(MeansWait.objects.filter(person=person)).first()


def wait_over(row: MeansWait) -> date | None:
    """The day a wait was over, noted or not: a demande left, or the accompaniment ended. None while she waits."""
    suivi = Suivi.objects.filter(person=row.person_id, created_at__lte=row.created_at).order_by("created_at").last()
    left = Demande.objects.filter(person=row.person_id, deposited_at__date__gte=row.since).order_by("deposited_at")
    first = left.first()
    presented = clock.local_day(first.deposited_at, first.deposited_in) if first and first.deposited_at else None
    days = [day for day in (row.ended_on, presented, suivi.ends if suivi else None) if day]
    return max(row.since, min(days)) if days else None


def waited(membership: Membership, first: date, last: date) -> int:
    """People who waited in this antenne a day at least between two days, both included."""
    rows = here(MeansWait.objects.visible_to(membership)).filter(since__lte=last)
    overs = ((row.person_id, wait_over(row)) for row in rows.exclude(ended_on__lt=first))
    return len({person for person, over in overs if over is None or over >= first})


def presented(person: Person, since: date) -> bool:
    """Whether a demande of hers left since that day, or her path runs."""
    left = Demande.objects.filter(person=person, deposited_at__date__gte=since).exists()
    return left or Period.objects.lived(after=since).filter(person=person).exists()


def phases(membership: Membership, people: Collection[UUID], on: date) -> dict[UUID, Phase]:
    """The phase of each of these people on a day: three questions for all."""
    if not people:
        return {}
    lived = dict[UUID, bool]()
    for row in Period.objects.visible_to(membership).lived().filter(person__in=people):
        lived[row.person_id] = lived.get(row.person_id, False) or row.starts <= on < (row.ended_on or row.ends)
    open_ = Demande.objects.visible_to(membership).filter(person__in=people, step__in=OPEN)
    filed = set(open_.values_list("person", flat=True))
    return {one: _phase(lived.get(one), one in filed) for one in people}


def _phase(lived: bool | None, filed: bool) -> Phase:
    if lived:
        return Phase.PATH
    if filed:
        return Phase.FILE
    return Phase.BEFORE if lived is None else Phase.AFTER


def here(rows: "QuerySet[Hers]") -> "QuerySet[Hers]":
    """Those written in this antenne: of whoever came from another, what that one wrote is not counted here."""
    came = Arrival.objects.filter(person=OuterRef("person"), accepted_at__gt=OuterRef("created_at"))
    return rows.filter(~Exists(came))


def own(membership: Membership) -> "QuerySet[Suivi]":
    """Accompaniments of this antenne."""
    return here(Suivi.objects.visible_to(membership))


@dataclass(frozen=True, slots=True)
class Movement(AddedUp):
    """Accompaniments between two days, both included.

    `again`: those of the entries that had been accompanied before; `transferred`: those of the ends whose file another
    association took; `towards`: the others, by where they go.
    """

    again: int = 0
    transferred: int = 0
    towards: dict[str, int] = field(default_factory=dict)


def movement(membership: Membership, first: date, last: date) -> Movement:
    """What came, what left and what stays of one's active file, both days included."""
    rows = (
        own(membership)
        .filter(starts__lte=last)
        .order_by("created_at")
        .values_list("person", "starts", "ends", "why", "destination", "end_kind")
    )
    kept, known, again = list(rows), set[UUID](), 0
    for person, starts, *_ in kept:
        again += person in known and first <= starts <= last
        known.add(person)
    where = Counter(said(*words) for _, _, ends, *words in kept if ends and first <= ends <= last)
    gone = transferred(membership, last)
    sums = moved([*((starts, ends) for _, starts, ends, *_ in kept), *gone], first, last)
    return Movement(
        sums.stock,
        sums.entered,
        sums.left,
        again=again,
        transferred=sum(1 for _, ends in gone if first <= ends <= last),
        towards=dict(where.most_common()),
    )


def transferred(membership: Membership, last: date) -> list[tuple[date, date]]:
    """Those whose file another antenne took: all that stays here is from when to when."""
    rows = Transfer.objects.visible_to(membership).filter(closed_at__isnull=False)
    days = ((row.followed_since, clock.local_day(row.closed_at, row.departement)) for row in rows)
    return [(since, on) for since, on in days if since and on and since <= last]


def towards(row: Suivi) -> str:
    """In words, where she went."""
    return said(row.why, row.destination, row.end_kind)


def said(why: str, destination: str, end_kind: str) -> str:
    """The same of the codes of an end."""
    if end_kind == ParcoursEnd.DEATH:
        return "décès"
    if destination and destination != Destination.UNKNOWN:
        return Destination(destination).label
    return SuiviEnd(why).label if why else "non précisé"


@dataclass(frozen=True, slots=True)
class Load:
    """Paths in course for the posts that accompany. `per_post` is None where nobody said how many there are."""

    paths: int
    posts: Decimal | None

    @property
    def per_post(self) -> Decimal | None:
        return (self.paths / self.posts).quantize(Decimal("0.1")) if self.posts else None

    @property
    def sentence(self) -> str:
        """« 19 parcours par poste, plus que les 12 à 15 qu’un poste peut porter »."""
        each = self.per_post
        if each is None or self.posts is None:
            return ""
        low, high = BEARABLE
        said = f"{decimal(each)} parcours par poste"
        if each > high:
            return f"{said}\u00a0: plus que les {low} à {high} qu’un poste peut porter"
        if each < low:
            return f"{said}\u00a0: moins que les {low} à {high} qu’un poste peut porter"
        return f"{said}, dans les {low} à {high} qu’un poste peut porter"


def posts_on(membership: Membership, on: date) -> Staffing | None:
    """The posts of the antenne on a day: the last said."""
    rows = Staffing.objects.visible_to(membership).filter(since__lte=on)
    return rows.order_by("-since", "-created_at").first()


def load(membership: Membership, on: date) -> Load:
    """Of the whole antenne for its lead; of those whom one accompanies, without posts, for the others."""
    periods = Period.objects.visible_to(membership).lived(after=on).filter(starts__lte=on)
    said = posts_on(membership, on)
    return Load(periods.values("person").distinct().count(), said.posts if said else None)


def week_of(membership: Membership, monday: date) -> WeekTime | None:
    """One's own hours of a week, as they stand."""
    rows = WeekTime.objects.visible_to(membership).filter(week=monday, recorded_by=membership)
    return rows.order_by("-created_at").first()


def hours(membership: Membership, first: date, last: date) -> dict[str, Decimal]:
    """Hours of the team by phase in the weeks that begin between two days."""
    later = WeekTime.objects.filter(
        week=OuterRef("week"), recorded_by=OuterRef("recorded_by"), created_at__gt=OuterRef("created_at")
    )
    rows = WeekTime.objects.visible_to(membership).filter(~Exists(later), week__range=(first, last))
    found = rows.aggregate(**{name: Sum(name) for name in HOURS})
    return {name: found[name] or Decimal(0) for name in HOURS}


def turned_away(membership: Membership, first: date, last: date) -> list[TurnedAway]:
    """What was counted between two days, the last first, what was taken back with it."""
    rows = TurnedAway.objects.visible_to(membership).filter(day__range=(first, last))
    return list(rows.select_related("recorded_by__user").order_by("-day", "-created_at"))


def sums_of(rows: Iterable[TurnedAway]) -> list[tuple[str, int]]:
    """How many, by situation."""
    found = Counter[str]()
    for row in rows:
        if row.taken_back_on is None:
            found[row.kind] += row.n
    return [(label, found[value]) for value, label in Outside.choices if found[value]]
