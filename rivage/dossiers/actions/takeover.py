"""A path that was running before Rivage: what its antenne reads on the papers, checked as a decision would be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core.refusal import no
from rivage.dossiers import parts
from rivage.dossiers.actions.ends import in_course
from rivage.dossiers.actions.periods import check_before, held_days
from rivage.dossiers.enums import PENDING, DemandeKind, Step
from rivage.dossiers.models import Aid, Demande, Parcours, Period, TakeOver
from rivage.dossiers.months import used_months
from rivage.law import parcours as law
from rivage.law.facts import BadFact
from rivage.law.period import Days, add_months
from rivage.law.wording import day
from rivage.people import names
from rivage.people.models import Person

# A year mistyped, rather than a rule.
FAR = 366
FIRST_DAY = date(2016, 10, 31)


@dataclass(frozen=True, slots=True)
class PaperPeriod:
    """One period as its decision says: first day, months, and the day of the decision."""

    starts: date
    months: int
    decided_on: date


@verb
def begin(
    *,
    actor: Membership,
    on: date,
    person: Person,
    months_before: int,
    months_before_source: str,
    source: str,
    next_session: date | None,
    instant: datetime,
) -> TakeOver:
    """Open the path to what the papers say. `instant`: the one instant of all the rows of this taking over.

    Raises `Refused` when a path is already kept here.
    """
    check_before(person, months_before, months_before_source, on)
    parcours = _free_parcours(actor, on, person)
    if parcours is None:
        parcours = Parcours.beside(person, departement=person.departement)
        parcours.save(force_insert=True)
    take_over = TakeOver.beside(
        person,
        parcours=parcours,
        source=source,
        recorded_by=actor,
        next_session=next_session,
        created_at=instant,
    )
    take_over.save(force_insert=True)
    parcours.months_before, parcours.months_before_source = months_before, months_before_source.strip()
    parcours.save(update_fields=["months_before", "months_before_source"])
    trace.record_about("path_taken_over", take_over, departement=person.departement, source=source)
    return take_over


def _free_parcours(actor: Membership, on: date, person: Person) -> Parcours | None:
    """A path opened here on which nothing stands (a demande that was taken back), or None."""
    parcours = in_course(actor=actor, on=on, person=person)
    if parcours is None:
        return None
    if Period.objects.filter(parcours=parcours).exists():
        raise no("already_here", "Son parcours est déjà dans Rivage : il n’y a rien à reprendre.")
    if Demande.objects.filter(parcours=parcours, step__in=PENDING).exists():
        raise no(
            "one_pending",
            "Une demande est en préparation ou déposée dans Rivage. Retirez-la d’abord, à la parole de la personne, "
            "puis reprenez le parcours.",
        )
    return parcours


def checked(parcours: Parcours, spans: Sequence[PaperPeriod], on: date) -> list[Days]:
    """The days that each decision opened, in their order, as the law counts them.

    `spans`: oldest first, the last one being the period that runs. Raises `Refused` for a duration, a total, an
    overlap or a day that cannot be, naming the period.
    """
    opened: list[Days] = []
    existing, used = held_days(parcours), used_months(parcours)
    others = Parcours.objects.filter(person=parcours.person_id).exclude(pk=parcours.pk)
    elsewhere = [days for other in others for days in held_days(other)]
    for span in spans:
        _check_days(span, on)
        if opened and add_months(opened[-1].start, opened[-1].months) == span.starts < opened[-1].end:
            # Her papers end the period before on the eve of its month's last day: what they say was decided.
            existing[-1] = opened[-1] = Days(opened[-1].start, span.starts)
        try:
            verdict, granted = law.grant(
                span.starts,
                used,
                span.months,
                span.decided_on,
                existing=existing,
            )
        except BadFact as error:
            raise no("bad_period", f"Période du {day(span.starts)} : {error.sentence}") from error
        if granted is None:
            reason = verdict.reasons[0]
            raise no(reason.code, f"Période du {day(span.starts)} : {reason.sentence}", reason.article)
        crossed = next((days for days in elsewhere if granted.overlaps(days)), None)
        if crossed is not None:
            raise no(
                "overlap_other_path",
                f"Période du {day(span.starts)} : un autre de ses parcours a couru du {day(crossed.start)} au "
                f"{day(crossed.last_day)} inclus. Deux périodes se chevaucheraient. Vérifiez les dates.",
                "CASF R121-12-10",
            )
        if span.decided_on >= granted.end:
            raise no("decided_after", f"Période du {day(span.starts)} : sa décision est datée d’après sa fin.")
        used += span.months
        existing.append(granted)
        opened.append(granted)
    return opened


def _check_days(span: PaperPeriod, on: date) -> None:
    if span.starts > on:
        raise no(
            "starts_future", f"Le {day(span.starts)} est après aujourd’hui : un parcours se reprend quand il court."
        )
    if span.decided_on > on:
        raise no("decided_future", "Une décision ne peut pas être datée d’après aujourd’hui.")
    if min(span.starts, span.decided_on) < FIRST_DAY:
        raise no("before_the_decree", f"Aucun parcours n’a commencé avant le {day(FIRST_DAY)}. Vérifiez l’année.")
    if abs((span.starts - span.decided_on).days) > FAR:
        raise no(
            "decided_far",
            f"Période du {day(span.starts)} : plus d’un an la sépare de sa décision. Vérifiez l’année.",
        )


def past_demande(*, actor: Membership, take_over: TakeOver, span: PaperPeriod) -> Demande:
    """The demande that this decision answered, closed, with empty parts."""
    parcours, person = take_over.parcours, take_over.person
    last = Demande.objects.filter(parcours=parcours).aggregate(n=Max("n"))["n"] or 0
    first = parcours.months_before == 0 and not Period.objects.filter(parcours=parcours).exists()
    demande = Demande.beside(
        person,
        parcours=parcours,
        departement=parcours.departement,
        kind=DemandeKind.INITIALE if first else DemandeKind.RENOUVELLEMENT,
        n=last + 1,
        step=Step.NOTIFIED,
        taken_over=True,
        decided_on=span.decided_on,
        closed_on=span.decided_on,
        created_at=take_over.created_at,
    )
    demande.save(force_insert=True)
    parts.create_empty(demande)
    return demande


def past_aid(demande: Demande, asked: bool, children: int, paid_until: date | None) -> None:
    """Whether the aid was asked with this demande, for how many children, and the last month paid before Rivage."""
    Aid.objects.filter(demande=demande).update(
        afis_asked=asked, children=children if asked else None, paid_until=paid_until
    )


def past_period(*, take_over: TakeOver, span: PaperPeriod, days: Days, n: int, decision_id: UUID) -> Period:
    """The months that this decision opened."""
    parcours = take_over.parcours
    period = Period.beside(
        take_over,
        parcours=parcours,
        run=parcours.number,
        n=n,
        starts=days.start,
        months=span.months,
        ends=days.end,
        decision_id=decision_id,
        created_at=take_over.created_at,
    )
    period.save(force_insert=True)
    return period


@verb
def confirm(*, actor: Membership, on: date, take_over: TakeOver) -> None:
    """Whoever instructs says that the papers agree. The caller has checked the gate and holds the row."""
    take_over.confirmed_on, take_over.confirmed_by = on, actor
    take_over.save(update_fields=["confirmed_on", "confirmed_by"])
    trace.record_about("take_over_confirmed", take_over)


@verb
def contest(*, actor: Membership, on: date, take_over: TakeOver, words: str) -> None:
    """Whoever instructs says what differs, without a name. The caller has checked the gate and holds the row."""
    if not words.strip():
        raise no("no_text", "Dites ce qui diffère, en une phrase.")
    names.nameless([take_over.person_id], words, otherwise="Dites ce qui diffère, sans le nom de la personne.")
    take_over.contested_on, take_over.contested_by, take_over.objection = on, actor, words
    take_over.save(update_fields=["contested_on", "contested_by", "objection"])
    trace.record_about("take_over_contested", take_over)
