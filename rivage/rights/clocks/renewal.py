"""The renewal of a running path: when to prepare it, which session is in time, what a late one costs (R121-12-10)."""

from dataclasses import dataclass
from datetime import date, timedelta

from rivage.commissions.models import AgendaItem, Seance
from rivage.core import clock
from rivage.core.french import days as some_days
from rivage.dossiers.enums import PENDING, Step
from rivage.dossiers.models import Demande, Parcours, Period
from rivage.dossiers.months import months_of
from rivage.dossiers.renewal import point_from
from rivage.dossiers.standing import standing
from rivage.law import parcours as law
from rivage.law.duration import most_months
from rivage.law.period import ONE_DAY, Days
from rivage.law.values import at
from rivage.law.wording import day

# Whoever instructs is told when nothing has come so many days before the term.
EXPECTED = timedelta(days=45)
FROM_TERM, FROM_DECISION = "continu_depuis_le_terme", "depuis_la_decision"
SUSPENDED, KEPT = "droits_suspendus", "droits_maintenus_jusqu_a_notification"


@dataclass(frozen=True, slots=True)
class Late:
    """What a decision taken after the term costs, under each reading: days without rights, and days of the 24 months
    that pass without any. `session`: the day counted from, None when no session is planned.
    """

    session: date | None
    gap: int
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Renewal:
    """`last_day` of rights; `point`: from when it is prepared; `left`: months of `most` not used
    once this period is over; `remaining`: those that the renewal opens;
    `demande`: the one in course; `on_agenda`: its session; `heard`: whether the commission said there what it thinks;
    `in_time`: sessions that can still come before the term.
    """

    period: Period
    last_day: date
    point: date
    left: int
    most: int
    remaining: int
    demande: Demande | None
    on_agenda: date | None
    heard: bool
    in_time: tuple[date, ...]
    late: Late | None

    @property
    def to_prepare(self) -> bool:
        return self.demande is None or self.demande.step == Step.DRAFT

    @property
    def overdue(self) -> bool:
        """Whether its antenne is late: nothing is deposited, and no session comes before the term any more."""
        return self.late is not None and self.to_prepare

    @property
    def last_session(self) -> date | None:
        """The latest session that leaves the days of a convocation and comes before the term."""
        return self.in_time[-1] if self.in_time else None


def renewal(parcours: Parcours, on: date) -> Renewal | None:
    """The renewal of this path as known on a day: None without a last period that runs or has just run out."""
    # Read once: where the path stands and the months used are counted from them too.
    hers = list(Parcours.objects.filter(person=parcours.person_id).prefetch_related("periods"))
    parcours = next(path for path in hers if path.pk == parcours.pk)
    stands = standing(parcours, on)
    lived = [row for row in parcours.periods.all() if (row.ended_on or row.ends) > row.starts]
    period = lived[-1] if lived else None
    if period is None or stands.kind not in ("running", "lapsed") or period.starts > on:
        return None
    demande = Demande.objects.filter(parcours=parcours, step__in=PENDING).first()
    term = period.ended_on or period.ends
    sessions = sessions_to_come(parcours.departement, on)
    in_time = tuple(held for held in sessions if held < term)
    on_agenda, heard = _on_agenda(demande, parcours)
    decided = on_agenda or (None if in_time else next(iter(sessions), None))
    used = months_of(hers)
    is_late = on_agenda >= term if on_agenda else not in_time
    return Renewal(
        period=period,
        last_day=term - ONE_DAY,
        point=point_from(period),
        left=max(0, most_months(on) - used),
        most=most_months(on),
        remaining=law.expected_months(used, on),
        demande=demande,
        on_agenda=on_agenda,
        heard=heard,
        in_time=in_time,
        late=late(Days(period.starts, term), decided, on) if is_late else None,
    )


def sessions_to_come(departement: str, on: date) -> list[date]:
    """Days of the coming sessions whose convocation may still be received in time (CRPA R133-8)."""
    zone = clock.zone(departement)
    rows = Seance.objects.filter(departement=departement, at__gt=clock.now(), closed_at__isnull=True).order_by("at")
    days = [row.at.astimezone(zone).date() for row in rows]
    return [held for held in days if held - notice(on) >= on]


def notice(on: date) -> timedelta:
    """What a convocation leaves before its session."""
    return timedelta(days=int(at("commission.convocation_jours", on).value))


def _on_agenda(demande: Demande | None, parcours: Parcours) -> tuple[date | None, bool]:
    """The day of its session, and whether an avis was given there."""
    if demande is None:
        return None, False
    found = (
        AgendaItem.objects.filter(demande=demande, postponed_at__isnull=True)
        .exclude(seance__closed_at__isnull=False, seance__opened_at__isnull=True)
        .order_by("seance__at")
        .values_list("seance__at", "avis__rendered_at")
        .last()
    )
    if found is None:
        return None, False
    return clock.local_day(found[0], parcours.departement), found[1] is not None


def late(period: Days, decided: date | None, on: date) -> Late:
    """Both readings of a renewal decided after the term: where the months start, and whether rights run meanwhile."""
    if decided is None:
        words = f"Aucune séance n’est prévue avant le {day(period.end)}. Chaque jour compte à partir de ce jour-là."
        if period.end <= on:
            words = f"Aucune séance n’est prévue. Depuis le {day(period.end)}, chaque jour compte."
        return Late(None, max(0, (on - period.end).days), (words,))
    gap = max(0, (decided - period.end).days)
    if not gap:
        held = "a lieu" if on <= decided else "a eu lieu"
        words = (
            f"La séance du {day(decided)} {held} le premier jour sans droits. Décidé et notifié ce jour-là, le "
            "renouvellement ne laisse aucun jour perdu ; ensuite, chaque jour compte."
        )
        return Late(decided, gap, (words,))
    _, from_term = law.renewal_start(period.end, decided, chosen=FROM_TERM)
    _, from_decision = law.renewal_start(period.end, decided, chosen=FROM_DECISION)
    kept = law.end_of_rights(period, decided, renewal_pending=True, chosen=KEPT).days_kept
    lost = some_days(gap)
    return Late(
        decided,
        gap,
        (
            f"Décidé le {day(decided)} au plus tôt, le renouvellement vient {lost} après le terme.",
            f"Si les nouveaux mois partent du {day(from_decision)}, les {lost} ne comptent pas dans les "
            f"{most_months(decided)}.",
            f"S’ils partent du {day(from_term)}, les {lost} comptent, même si aucun droit n’a été perçu.",
            f"Entre les deux, les droits s’arrêtent ({lost} perdus), ou courent jusqu’à la notification"
            f"{' (aucun jour perdu)' if kept else ''}. Le texte ne tranche pas.",
        ),
    )
