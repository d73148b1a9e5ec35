"""Where a path stands on a day, computed from its facts (design §4): no workflow, nothing stored but dates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from rivage.accounts.models import Membership
from rivage.dossiers.enums import ParcoursEnd
from rivage.dossiers.models import Interruption, Parcours, Period, Renunciation, Suivi
from rivage.law.period import ONE_DAY
from rivage.law.wording import day
from rivage.people.models import Person

# Nobody had news of her, or she has left: no text ends her rights for that, and one gesture takes it back.
ABSENT = (ParcoursEnd.NO_NEWS, ParcoursEnd.MOVED)


@dataclass(frozen=True, slots=True)
class PathStanding:
    """`kind`: none, running, renouncing, interrupting, interrupted, lapsed, or a `ParcoursEnd`, from the day `since`.

    `word`: what she said and may still take back.
    """

    kind: str
    since: date | None = None
    word: Renunciation | Interruption | None = None

    @property
    def sentence(self) -> str:
        """In words, neutral enough for a list."""
        said = {
            "renouncing": "Arrêt à sa demande, le {}",
            "interrupting": "Interruption, le {}",
            "interrupted": "Interrompu depuis le {}",
            "lapsed": "Période finie le {}",
            ParcoursEnd.AT_HER_WISH: "Arrêté à sa demande, le {}",
            ParcoursEnd.NO_NEWS: "Sans nouvelles depuis le {}",
            ParcoursEnd.MOVED: "Partie, le {}",
            ParcoursEnd.DEATH: "Suivi arrêté le {}",
            ParcoursEnd.NOT_RENEWED: "Non renouvelé, le {}",
            ParcoursEnd.FULL: "24 mois atteints, le {}",
            ParcoursEnd.ORDINARY_LAW: "Titre ou droit commun, le {}",
        }.get(self.kind, "")
        if not said or self.since is None:
            return ""
        return said.format(day(self.since - ONE_DAY if self.kind == "lapsed" else self.since))


class Words(NamedTuple):
    """What she said of a path, not taken back: the last interruption."""

    renunciation: Renunciation | None = None
    interruption: Interruption | None = None


NOTHING = Words()


def words(paths: Iterable[Parcours], membership: Membership) -> dict[UUID, Words]:
    """Those of each of these paths of which there is one that this membership may read: two queries for all."""
    asked = {"parcours__in": list(paths), "revoked_on__isnull": True}
    stops = Renunciation.objects.visible_to(membership).filter(**asked)
    breaks = Interruption.objects.visible_to(membership).filter(**asked).order_by("from_day")
    stopped, broken = {row.parcours_id: row for row in stops}, {row.parcours_id: row for row in breaks}
    return {path: Words(stopped.get(path), broken.get(path)) for path in stopped | broken}


def standing(parcours: Parcours | None, on: date, said: Words | None = None) -> PathStanding:
    """Where this path stands on a day. `said`: her words of it, when they are read already."""
    if parcours is None:
        return PathStanding("none")
    if parcours.ended_on is not None:
        return PathStanding(parcours.end_kind, parcours.ended_on)
    word = renunciation(parcours) if said is None else said.renunciation
    if word is not None:
        kind = "renouncing" if on < word.effective_on else str(ParcoursEnd.AT_HER_WISH)
        return PathStanding(kind, word.effective_on, word)
    periods = list(parcours.periods.all())
    if not periods:
        return PathStanding("none")
    breaks = Interruption.objects.filter(parcours=parcours, revoked_on__isnull=True).order_by("from_day")
    last = breaks.last() if said is None else said.interruption
    if last is not None and not any(_over(row) > max(last.from_day, row.starts) for row in periods):
        return PathStanding("interrupting" if on < last.from_day else "interrupted", last.from_day, last)
    # One that never began says nothing of what runs: a reprise may come before it.
    end = max((_over(row) for row in periods if _over(row) > row.starts), default=_over(periods[-1]))
    return PathStanding("running") if on < end else PathStanding("lapsed", end)


def _over(period: Period) -> date:
    """The first day without the rights of this period."""
    return period.ended_on or period.ends


def renunciation(parcours: Parcours) -> Renunciation | None:
    """Her word to stop, not taken back."""
    return Renunciation.objects.filter(parcours=parcours, revoked_on__isnull=True).first()


def of_person(person: Person | UUID, on: date) -> tuple[Parcours | None, PathStanding]:
    """Her last path, and where it stands. The one that runs comes last: PostgreSQL puts no end after every end."""
    paths = Parcours.objects.filter(person=person).prefetch_related("periods")
    found = paths.order_by("ended_on", "created_at").last()
    return found, standing(found, on)


def at_rest() -> "QuerySet[Suivi]":
    """Accompaniments that their antenne ended, and that have not begun again since."""
    running = Suivi.objects.filter(person=OuterRef("person"), ends__isnull=True)
    return Suivi.objects.filter(~Exists(running), ends__isnull=False).exclude(why="").order_by("ends", "created_at")


def ended_today(person: Person | UUID, on: date) -> Suivi | None:
    """Her accompaniment whose end was said this day, and since which none began: what a slip of the hand ended."""
    last = Suivi.objects.filter(person=person).order_by("created_at").last()
    return last if last and last.why and last.said_on == on else None


def closed_on(person: Person | UUID) -> date | None:
    """The day her follow-up stopped for good, None while it goes on. Read by who sees her path, or accompanies her."""
    ended = Parcours.objects.filter(person=person, end_kind=ParcoursEnd.DEATH).values_list("ended_on", flat=True)
    suivis = Suivi.objects.filter(person=person, end_kind=ParcoursEnd.DEATH).values_list("ends", flat=True)
    return min((found for found in ended.union(suivis) if found), default=None)
