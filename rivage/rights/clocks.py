"""The three clocks of a person on a date: path, residence, aid. Each says its need before its dates (design §4)."""

from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from uuid import UUID

from rivage.accounts.models import Membership
from rivage.commissions.models import AgendaItem
from rivage.core.french import amount, day_in_short, day_in_words, days
from rivage.decisions.basis import local_day
from rivage.decisions.models import Decision
from rivage.dossiers.enums import PENDING, Claimable, Step
from rivage.dossiers.models import Aid, Demande, Parcours, Period
from rivage.law import afis
from rivage.law import parcours as law
from rivage.law.period import Period as Days
from rivage.law.values import at
from rivage.people.enums import ApsNeed
from rivage.people.models import Person
from rivage.rights.enums import AfisSense
from rivage.rights.models import AfisDecision


@dataclass(frozen=True, slots=True)
class Clock:
    """`need`: whether it concerns her, in words; `stands`: where it stands; `short`: a figure's label."""

    name: str
    need: str
    stands: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """Days without rights between two periods that should have touched: only where there is a need."""

    days: Days

    @property
    def sentence(self) -> str:
        return f"rupture de {days(self.days.days)}"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session at which a demande was, or is to be examined."""

    on: date
    state: str  # held, coming, postponed


@dataclass(frozen=True, slots=True)
class Clocks:
    """`periods`: rank and days of rights; `aid_months`: granted months with their amounts; `next_period`: days that a
    pending or coming renewal would open.
    """

    on: date
    path: Clock
    residence: Clock
    aid: Clock
    used: int
    most: int
    periods: tuple[tuple[int, Days], ...] = ()
    gaps: tuple[Gap, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    aid_months: tuple[afis.AfisMonth, ...] = ()
    asked_on: date | None = None
    next_period: tuple[int, Days] | None = None
    residence_wanted: bool = False
    aid_waiting: bool = False

    @property
    def remaining(self) -> int:
        return max(0, self.most - self.used)

    @property
    def all(self) -> tuple[Clock, Clock, Clock]:
        return self.path, self.residence, self.aid

    @property
    def header(self) -> str:
        """« 16 mois utilisés sur 24, restent 8. 2 ruptures, 81 jours. »"""
        said = f"{self.used} mois utilisés sur {self.most}, restent {self.remaining}."
        if not self.gaps:
            return said
        lost = sum(gap.days.days for gap in self.gaps)
        return f"{said} {len(self.gaps)} rupture{'s' if len(self.gaps) > 1 else ''}, {days(lost)}."


@dataclass(slots=True)
class Facts:
    """What the clocks are read from, as open to one membership."""

    person: Person
    parcours: Parcours | None = None
    periods: list[Period] = field(default_factory=list)
    demandes: list[Demande] = field(default_factory=list)
    aid: Aid | None = None
    afis: list[AfisDecision] = field(default_factory=list)
    items: list[AgendaItem] = field(default_factory=list)
    decisions: dict[UUID, UUID] = field(default_factory=dict)


def gather(membership: Membership, person: Person) -> Facts:
    """Read them, in a constant number of queries; what is not open to this membership stays empty."""
    demandes = list(Demande.objects.visible_to(membership).filter(person=person).order_by("n"))
    last = demandes[-1] if demandes else None
    return Facts(
        person=person,
        parcours=Parcours.objects.visible_to(membership).filter(person=person).order_by("created_at").last(),
        periods=list(Period.objects.visible_to(membership).filter(person=person).order_by("starts")),
        demandes=demandes,
        aid=Aid.objects.visible_to(membership).filter(demande=last).first() if last else None,
        afis=list(AfisDecision.objects.visible_to(membership).filter(person=person).order_by("decided_on")),
        items=list(
            AgendaItem.objects.visible_to(membership)
            .filter(person=person)
            .select_related("seance")
            .order_by("seance__at")
        ),
        decisions=dict(Decision.objects.visible_to(membership).filter(person=person).values_list("demande_id", "pk")),
    )


def clocks(membership: Membership, person: Person, on: date) -> Clocks:
    """Where the three clocks of a person stand on a date, for this reader."""
    return read(gather(membership, person), on)


def read(found: Facts, on: date) -> Clocks:
    """The clocks of these facts on a date. No query."""
    held = [(row.n, days) for row in found.periods if (days := _days(row)) is not None]
    used = law.months_used((days for _, days in held), found.parcours.months_before if found.parcours else 0)
    return Clocks(
        on=on,
        path=_path(found, held, on),
        residence=_residence(found, held),
        aid=_aid(found),
        used=used,
        most=int(at("psp.duree_totale_max_mois", on).value),
        periods=tuple(held),
        gaps=_gaps([(row.n, days) for row in found.periods if row.ended_on is None and (days := _days(row))]),
        meetings=_meetings(found, on),
        aid_months=_aid_months(found),
        asked_on=_asked_on(found),
        next_period=_next(held, used, on),
        residence_wanted=found.person.aps_need == ApsNeed.YES,
        aid_waiting=bool(found.aid and found.aid.afis_asked and not found.afis),
    )


def _days(row: Period) -> Days | None:
    return Days(row.starts, row.ends).cut(row.ended_on or row.ends)


def _path(found: Facts, held: list[tuple[int, Days]], on: date) -> Clock:
    pending = next((row for row in found.demandes if row.step in PENDING), None)
    need = f"{pending.get_kind_display()} {_step(pending)}" if pending else "aucune demande en cours"
    running = next(((n, days) for n, days in held if on in days), None)
    coming = next(((n, days) for n, days in held if days.start > on), None)
    if running:
        stands = f"période {running[0]}, finit le {day_in_words(running[1].last_day, on=on, weekday=False)}"
        return Clock("Parcours", need, stands, f"finit le {day_in_short(running[1].last_day, on=on)}")
    if coming:
        stands = f"commence le {day_in_words(coming[1].start, on=on, weekday=False)}"
        return Clock("Parcours", need, stands, f"commence le {day_in_short(coming[1].start, on=on)}")
    if held:
        stands = f"fini le {day_in_words(held[-1][1].last_day, on=on, weekday=False)}"
        return Clock("Parcours", need, stands, f"fini le {day_in_short(held[-1][1].last_day, on=on)}")
    return Clock("Parcours", need, "aucune période ouverte", "aucune période")


def _step(demande: Demande) -> str:
    return str(Step(demande.step).label)


def _residence(found: Facts, held: list[tuple[int, Days]]) -> Clock:
    need = found.person.aps_need
    if need == ApsNeed.YES:
        stands = "à demander" if held else "possible après l’autorisation"
        return Clock("Séjour", "autorisation provisoire nécessaire", stands, "titre nécessaire")
    if need == ApsNeed.NO:
        return Clock(
            "Séjour", "pas besoin d’autorisation provisoire", "un autre document est détenu", "pas nécessaire"
        )
    return Clock("Séjour", "sans objet", "", "sans objet")


def _aid(found: Facts) -> Clock:
    if found.afis:
        last = found.afis[-1]
        if last.sense == AfisSense.REFUSE:
            return Clock("Aide", "demandée", "refusée")
        months = _aid_months(found)
        stands = f"accordée, {amount(months[-1].amount.value)} par mois" if months else "accordée"
        return Clock("Aide", "demandée", stands)
    aid = found.aid
    if aid is None or aid.afis_asked is None:
        return Clock("Aide", "à voir avec la personne", "")
    if not aid.afis_asked:
        return Clock("Aide", "non souhaitée", "")
    if aid.rsa == Claimable.YES:
        return Clock("Aide", "RSA possible à la place", "CASF L121-9 II")
    if aid.ada == Claimable.YES:
        return Clock("Aide", "ADA possible à la place", "CASF L121-9 II")
    return Clock("Aide", "demandée", "pas encore décidée")


def _gaps(held: list[tuple[int, Days]]) -> tuple[Gap, ...]:
    return tuple(Gap(Days(one.end, two.start)) for (_, one), (_, two) in pairwise(held) if one.end < two.start)


def _meetings(found: Facts, on: date) -> tuple[Meeting, ...]:
    met = []
    for item in found.items:
        day = local_day(item.seance.at, item)  # type: ignore[arg-type]
        state = "postponed" if item.postponed_at else "coming" if day > on else "held"
        met.append(Meeting(day, state))
    return tuple(met)


def _aid_months(found: Facts) -> tuple[afis.AfisMonth, ...]:
    periods = {row.decision_id: row for row in found.periods}
    months: list[afis.AfisMonth] = []
    by_demande = {row.pk: row for row in found.demandes}
    for decision in found.afis:
        demande = by_demande.get(decision.demande_id)
        if decision.sense != AfisSense.GRANT or demande is None:
            continue
        row = periods.get(found.decisions.get(demande.pk))
        days = _days(row) if row else None
        if days is not None:
            months += afis.months(days, decision.children, demande.departement)
    return tuple(months)


def _asked_on(found: Facts) -> date | None:
    first = found.demandes[0] if found.demandes else None
    if first is None:
        return None
    return local_day(first.deposited_at, first) if first.deposited_at else first.created_at.date()


def _next(held: list[tuple[int, Days]], used: int, on: date) -> tuple[int, Days] | None:
    """What a renewal would open after the last period, while it still runs."""
    if not held or held[-1][1].end <= on:
        return None
    n, last = held[-1]
    months = law.expected_months(used, on)
    return (n + 1, Days.of_months(last.end, months)) if months else None
