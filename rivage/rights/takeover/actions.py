"""Taking over a path that was running before Rivage: its periods, its decisions, the permit and the aid, in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from rivage.accounts.acting import verb
from rivage.accounts.enums import Source
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core import clock
from rivage.core.refusal import Stale, no, require
from rivage.core.versions import version_of
from rivage.decisions.actions.recording import record_past
from rivage.dossiers import actions as dossiers
from rivage.dossiers.actions import takeover as path
from rivage.dossiers.actions.demande import open_to_prefecture
from rivage.dossiers.actions.takeover import PaperPeriod
from rivage.dossiers.models import Demande, TakeOver
from rivage.law import afis
from rivage.law.period import ONE_DAY, Days, add_months
from rivage.law.values import at
from rivage.law.wording import month
from rivage.people.actions import hold, open_file
from rivage.people.enums import ApsNeed
from rivage.people.models import Person
from rivage.rights import access
from rivage.rights.aid.scales import MOST_CHILDREN
from rivage.rights.enums import NEED_KNOWN_OR_NOT, READ_AS, AfisSense, ApsStep, PermitNeed
from rivage.rights.models import AfisDecision, ApsFact, NeedSpan, ResidenceNeed

PAPERS = (Source.SIGNED_PAPER, Source.PAPER_SHE_HOLDS, Source.PHONE)


@dataclass(frozen=True, slots=True)
class Running:
    """What is typed. `running`: the period in course; `earlier`: those before it, of this path.

    `need`: a `PermitNeed`, or that it is not known yet: what was said of it before stands.
    `aps_from`, `aps_until`: first and last day of the permit held; `aps_asked_on`: its renewal was asked. `afis`: an
    `AfisSense`, "" when the aid was not asked. Once granted, either `paid_until` is the last month paid before Rivage,
    or `none_paid` says that none was. `next_session`: told by the délégation, or None.
    """

    running: PaperPeriod
    source: str
    need: str
    earlier: Sequence[PaperPeriod] = ()
    months_before: int = 0
    months_before_source: str = ""
    aps_from: date | None = None
    aps_until: date | None = None
    aps_asked_on: date | None = None
    afis: str = ""
    afis_decided_on: date | None = None
    children: int = 0
    paid_until: date | None = None
    none_paid: bool = False
    next_session: date | None = None


@verb
@transaction.atomic
def take_over(*, actor: Membership, on: date, person: Person, known: Running) -> TakeOver:
    """Write down a path that is running, as its papers say, and open it to whoever instructs it on paper already.

    Everything counts at once, and shows « à confirmer » until they have confirmed. Raises `Refused`, with nothing
    kept, for what the law does not allow or a date that cannot be.
    """
    held = hold(person, actor)
    require(access.can_take_over(actor, held))
    _check_source(known, on)
    _check_aps(known, on)
    _check_aid(known, on)
    instant = clock.now()
    begun = path.begin(
        actor=actor,
        on=on,
        person=held,
        months_before=known.months_before,
        months_before_source=known.months_before_source,
        source=known.source,
        next_session=known.next_session,
        instant=instant,
    )
    demandes, days = _periods(actor, on, begun, known)
    _aid(actor, demandes[-1], known, _paid_until(known, days, demandes[-1].departement, on), instant)
    _residence(actor, on, held, known, instant)
    _open(actor, on, demandes)
    return begun


@verb
@transaction.atomic
def take_over_new(
    *,
    actor: Membership,
    on: date,
    identity: dict[str, str],
    contact: dict[str, Any],
    adult_said: bool,
    known: Running,
    since: date | None = None,
) -> TakeOver:
    """The same for somebody whom Rivage did not know: the accompaniment is written in the same gesture, `since` the
    day it began, or from today.
    """
    person = dossiers.open_suivi(
        actor=actor,
        on=on,
        identity=identity,
        contact=contact,
        aps_need=READ_AS[PermitNeed(known.need)] if known.need in PermitNeed.values else ApsNeed.UNKNOWN,
        adult_said=adult_said,
        typed=True,
        since=since,
    )
    return take_over(actor=actor, on=on, person=person, known=known)


@verb
@transaction.atomic
def correct_take_over(*, actor: Membership, on: date, wrong: TakeOver, known: Running) -> TakeOver:
    """Erase what was typed and type it again, while nobody has confirmed it and nothing was built on it."""
    held = _hold(wrong, actor)
    require(access.can_correct(actor, held))
    _undo(held)
    return take_over(actor=actor, on=on, person=wrong.person, known=known)


@verb
@transaction.atomic
def undo_take_over(*, actor: Membership, on: date, wrong: TakeOver, version: str) -> None:
    """Erase a path wrongly taken over. Its openings end now. Raises `Refused` once confirmed or built upon.

    `version`: `version_of` the row that was read; raises `Stale` when somebody said something of it since.
    """
    held = _hold(wrong, actor)
    require(access.can_correct(actor, held))
    _check_read(held, version)
    _undo(held)


def _undo(held: TakeOver) -> None:
    trace.record_about("take_over_undone", held)
    with connection.cursor() as cursor:
        cursor.execute("SELECT rights_undo_take_over(%s)", [held.parcours_id])


@verb
@transaction.atomic
def confirm_take_over(*, actor: Membership, on: date, take_over: TakeOver, version: str) -> TakeOver:
    """Whoever instructs says that their papers agree. The permit and the aid open to those who serve them.

    `version`: `version_of` the row that was read; raises `Stale` when somebody said what differs since.
    """
    held = _hold(take_over, actor)
    require(access.can_confirm(actor, held))
    _check_read(held, version)
    path.confirm(actor=actor, on=on, take_over=held)
    person = held.person
    last = Demande.objects.filter(parcours=held.parcours_id, taken_over=True).order_by("n").last()
    if last is None:
        return held
    granted = AfisDecision.objects.filter(demande=last, sense=AfisSense.GRANT).exists()
    openings = (("desk", "authorise_residence", person.aps_need == ApsNeed.YES), ("payer", "grant_afis", granted))
    for holder, opening, wanted in openings:
        if wanted:
            open_file(
                actor=actor,
                on=on,
                person=person,
                holder=f"{holder}:{last.departement}",
                opening=opening,
                demande=last.pk,
                departement=last.departement,
            )
    return held


@verb
@transaction.atomic
def contest_take_over(*, actor: Membership, on: date, take_over: TakeOver, words: str) -> TakeOver:
    """Whoever instructs says what differs from their papers; her antenne types the path again."""
    held = _hold(take_over, actor)
    require(access.can_confirm(actor, held))
    path.contest(actor=actor, on=on, take_over=held, words=words)
    return held


def _check_read(held: TakeOver, version: str) -> None:
    if version != version_of(held):
        raise Stale


def _hold(take_over: TakeOver, actor: Membership) -> TakeOver:
    """The row through the gate, read again and locked until the transaction ends."""
    seen = TakeOver.objects.visible_to(actor).select_for_update(of=("self",)).select_related("parcours", "person")
    found = seen.filter(pk=take_over.pk).first()
    if found is None:
        raise no("erased", "Cette reprise a été effacée : l’association la saisit de nouveau.")
    return found


def _check_source(known: Running, on: date) -> None:
    if known.source not in PAPERS:
        raise no("no_source", "Dites d’après quoi ce parcours est repris.")
    if known.next_session and known.next_session < on:
        raise no("session_past", "La prochaine séance ne peut pas être avant aujourd’hui.")
    if any(span.starts >= known.running.starts for span in known.earlier):
        raise no("earlier_after", "Une période antérieure commence après la période en cours. Vérifiez les dates.")


def _check_aps(known: Running, on: date) -> None:
    if known.need not in dict(NEED_KNOWN_OR_NOT):
        raise no("no_need", "Dites si une autorisation provisoire de séjour est nécessaire.")
    dates = (known.aps_from, known.aps_until, known.aps_asked_on)
    if known.need != PermitNeed.NEEDED and any(dates):
        raise no(
            "aps_not_needed",
            "Une date de titre se note si une autorisation est nécessaire : dites-le, ou laissez-la vide.",
        )
    if known.aps_from and not known.aps_until:
        raise no("aps_until", "Il manque le dernier jour écrit sur le titre.")
    if known.aps_from and known.aps_from > on:
        raise no("aps_future", "Un titre délivré ne peut pas commencer après aujourd’hui.")
    if known.aps_from and known.aps_until and known.aps_until < known.aps_from:
        raise no("aps_dates", "Le dernier jour d’un titre ne vient pas avant le premier.")
    if known.aps_asked_on and known.aps_asked_on > on:
        raise no("aps_asked_future", "Une demande de titre ne peut pas être datée d’après aujourd’hui.")


def _check_aid(known: Running, on: date) -> None:
    if known.afis and known.afis not in AfisSense.values:
        raise no("no_such_sense", "L’aide est accordée, refusée, ou n’a pas été demandée.")
    if not known.afis:
        if known.afis_decided_on:
            raise no("afis_not_asked", "L’aide n’a pas été demandée : elle n’a pas de date de décision.")
        return
    if known.afis_decided_on is None:
        raise no("afis_decided_on", "Il manque la date de la décision sur l’aide.")
    if known.afis_decided_on > on:
        raise no("decided_future", "Une décision ne peut pas être datée d’après aujourd’hui.")
    if known.afis_decided_on < known.running.decided_on:
        raise no("before_path", "L’aide se décide après l’autorisation du parcours, ou le même jour.")
    if not 0 <= known.children <= MOST_CHILDREN:
        raise no("children_out", f"Le nombre d’enfants à charge va de 0 à {MOST_CHILDREN}.")


def _paid_until(known: Running, days: Days, departement: str, on: date) -> date | None:
    """The last month paid before Rivage, by its first day, or None. `days`: those of the period in course."""
    if known.afis != AfisSense.GRANT:
        if known.paid_until:
            raise no("paid_not_granted", "Sans aide accordée, aucun mois n’a pu être versé.")
        return None
    if (known.paid_until is None) is not known.none_paid:
        raise no("paid_unsaid", "Dites quel est le dernier mois versé avant Rivage, ou qu’aucun mois n’est versé.")
    if known.paid_until is None:
        return None
    last = known.paid_until.replace(day=1)
    if last > on:
        raise no("paid_future", f"Dernier mois versé avant Rivage : {month(last)} n’a pas commencé.")
    granted = [each.month for each in afis.months(days, known.children, departement)[1]]
    if last not in granted:
        raise no(
            "paid_elsewhere",
            f"Dernier mois versé avant Rivage : {month(last)} n’est pas un mois accordé pour la période en cours "
            f"({month(granted[0])} à {month(granted[-1])}). Si aucun d’eux n’est versé, choisissez « aucun mois "
            "versé ».",
        )
    return last


def _periods(actor: Membership, on: date, begun: TakeOver, known: Running) -> tuple[list[Demande], Days]:
    """One demande, decision and period for each span, oldest first, and the days of the last."""
    spans = [*sorted(known.earlier, key=lambda span: span.starts), known.running]
    opened = path.checked(begun.parcours, spans, on)
    demandes = []
    for n, (span, days) in enumerate(zip(spans, opened, strict=True), start=1):
        demande = path.past_demande(actor=actor, take_over=begun, span=span)
        decision = record_past(
            actor=actor,
            demande=demande,
            starts=span.starts,
            months=span.months,
            decided_on=span.decided_on,
            source=known.source,
            instant=begun.created_at,
        )
        path.past_period(take_over=begun, span=span, days=days, n=n, decision_id=decision.pk)
        demandes.append(demande)
    return demandes, opened[-1]


def _aid(actor: Membership, demande: Demande, known: Running, paid_until: date | None, instant: datetime) -> None:
    path.past_aid(demande, bool(known.afis), known.children, paid_until)
    if known.afis and known.afis_decided_on:
        AfisDecision.beside(
            demande,
            demande=demande,
            sense=known.afis,
            decided_on=known.afis_decided_on,
            children=known.children,
            recorded_by=actor,
            source=known.source,
            created_at=instant,
        ).save(force_insert=True)


def _residence(actor: Membership, on: date, person: Person, known: Running, instant: datetime) -> None:
    if known.need not in PermitNeed.values:
        return
    need = ResidenceNeed.objects.filter(person=person).first() or ResidenceNeed.beside(person)
    need.need, need.until, need.changed_on = known.need, "", on
    need.save()
    NeedSpan.beside(
        person,
        needed=known.need == PermitNeed.NEEDED,
        # Of the permits before, nothing is said: no gap is made out of what nobody typed.
        since=known.running.starts,
        recorded_by=actor,
        created_at=instant,
    ).save(force_insert=True)
    Person.objects.filter(pk=person.pk).update(aps_need=READ_AS[PermitNeed(known.need)])
    last = known.aps_until
    if last is not None:
        first = known.aps_from or _likely(last, known.running.starts, on)
        _fact(actor, person, 1, ApsStep.DELIVERED, first, last, known.source, instant)
    if known.aps_asked_on is not None:
        n = 2 if last is not None else 1
        _fact(actor, person, n, ApsStep.REQUESTED, known.aps_asked_on, None, known.source, instant)


def _likely(last: date, starts: date, on: date) -> date:
    """The first day of a permit of which only the last is known: the period’s, or the shortest permit’s."""
    least = int(at("aps.duree_minimale_mois", on).value)
    return min(starts if starts <= last else add_months(last + ONE_DAY, -least), on)


def _fact(
    actor: Membership, person: Person, n: int, step: str, on: date, until: date | None, source: str, instant: datetime
) -> None:
    ApsFact.beside(
        person,
        n=n,
        step=step,
        on=on,
        until=until,
        source=source,
        recorded_by=actor,
        created_at=instant,
    ).save(force_insert=True)


def _open(actor: Membership, on: date, demandes: Sequence[Demande]) -> None:
    """To the délégation, each demande by its name: what her antenne prepares next stays with it."""
    for demande in demandes:
        open_to_prefecture(actor, on, demande, demande.departement, opening="take_over")
