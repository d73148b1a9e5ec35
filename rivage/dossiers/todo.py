"""What demandes ask of the antenne that prepares them, and of whoever checks them; readings that later apps share."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from rivage.accounts import closing, duties, policies, roles
from rivage.accounts.enums import ANTENNE_ROLES, INSTRUCTING, Role
from rivage.accounts.homes import Item, Nothing, PanelLine, SidePanel, register, register_nothing
from rivage.accounts.http import link
from rivage.accounts.models import Body, Membership
from rivage.associations.access import can_ask
from rivage.core import clock, perimeter
from rivage.core.db.calls import answer
from rivage.core.french import capital, day_in_words
from rivage.dossiers import asks, parts, states, tables, tasks
from rivage.dossiers.enums import Part, Step
from rivage.dossiers.models import Demande, MissingRequest, PartVersion, Period, Renunciation, WithoutObject
from rivage.dossiers.naming import UNREAD, left_unread, unmanned
from rivage.law.period import ONE_DAY
from rivage.law.wording import count, day
from rivage.people.models.base import PersonRowQuerySet, narrowed_to

_PERIODS = "dossiers.running"
# Of a closing, what a home has no use for: it is decrypted where it is read.
CLOSING_WORDS = ("words", "reopened_why", "contested_why", "upheld_why")
# How long a home says that a demande was withdrawn; the list says it after.
TOLD = timedelta(days=30)
SAID_USAGE = capital(asks.USAGE)
STOPPED = "Ce qui est préparé reste ici ; rien ne part sans un nouvel accord, si elle le veut."
UNAPPROVED = "Votre association n’a plus d’agrément : une autre la dépose, avec le code que la personne lui apporte."
AT_WORK = (Step.SUBMITTED, Step.INCOMPLETE, Step.COMPLETE, Step.SCHEDULED, Step.OPINED, Step.DECIDED)


def demandes(membership: Membership, *steps: str) -> "PersonRowQuerySet[Demande]":
    """Demandes at these steps that this membership may read, with their person and antenne."""
    return Demande.objects.visible_to(membership).filter(step__in=steps).select_related("person", "person__antenne")


def waiting_at(*steps: str) -> duties.Count:
    """How many demandes of a département are at these steps, for whoever may have somebody named there."""

    def count(body: Body, place: str, role: str) -> int:
        return int(answer("SELECT dossiers_waiting(%s, %s)", place, list(steps)))

    return count


def _left(body: Body, place: str, role: str) -> int:
    """Whom nobody of an antenne accompanies any more."""
    return int(answer("SELECT dossiers_left(%s, NULL)", body.pk))


def _leaves(actor: Membership, ending: Membership) -> closing.Remaining | None:
    """How many the end of a function leaves with nobody, to the technical team, which reads none of them."""
    if actor.role != Role.ADMIN or not (ending.is_antenne and ending.confirmed_by_id and ending.ends > clock.now()):
        return None
    many = answer("SELECT dossiers_left(%s, %s)", ending.body_id, ending.pk) - _left(ending.body, "", ending.role)
    if many < 1:
        return None
    whom = "Une personne n’aura plus personne qui l’accompagne"
    if many > 1:
        whom = f"{many} personnes n’auront plus personne qui les accompagne"
    return closing.Remaining(f"{whom} : la personne responsable de l’antenne dit qui prend la suite.", "", "")


def running_periods(membership: Membership, on: date) -> list[Period]:
    """Periods running on a day with their person and path, by end. Whoever died or is away is left in peace.

    Read once a request.
    """
    cache = perimeter.current().cache
    key = _PERIODS, membership.pk, on, narrowed_to()
    if key not in cache:
        cache[key] = list(
            Period.objects.visible_to(membership)
            .filter(starts__lte=on, ends__gt=on, ended_on__isnull=True, parcours__ended_on__isnull=True)
            .select_related("person", "parcours")
            .order_by("ends", "person__reference")
        )
    found: list[Period] = cache[key]
    return found


def drafts(membership: Membership, on: date) -> Iterator[Item]:
    """Demandes to finish, and what is left of each."""
    rows = list(_drafts(membership, on).order_by("created_at"))
    closed = bool(rows) and not can_ask(membership.body, on)
    accords = tasks.accords({row.person_id for row in rows})
    ready = _ready(rows)
    for row in rows:
        accord = accords.get(row.person_id)
        back = tasks.word_back(accord)
        lacks = [_low(part) for part in parts.of(row) if part != Part.ACCORD and part not in ready[row.pk]]
        lacks = [_low(Part.ACCORD), *lacks] if accord is None else lacks
        yield Item(
            title="Demande arrêtée sans son accord" if back else "Finir la demande",
            url=link(membership, "dossiers:demande", demande=row.pk),
            since=clock.today(row.departement) if row.wished_on is None else row.wished_on,
            person=row.person_id,
            reference=row.person.reference,
            consequence=f"Accord {back}. {STOPPED}" if back else UNAPPROVED if closed else _lacking(lacks),
            action="Voir" if back else "Continuer",
        )


def _drafts(membership: Membership, on: date) -> QuerySet[Demande]:
    return demandes(membership, Step.DRAFT)


def _ready(rows: list[Demande]) -> dict[UUID, set[str]]:
    """Parts whose last accepted wording is said ready, by demande: one query for all."""
    last: dict[tuple[UUID, str], bool] = {}
    written = PartVersion.objects.filter(demande__in=rows, aside=False).order_by("version")
    for demande, part, ready in written.values_list("demande_id", "part", "ready"):
        last[demande, part] = ready
    return {row.pk: {part for (demande, part), ready in last.items() if demande == row.pk and ready} for row in rows}


def _low(part: Part) -> str:
    """The name of a part inside a sentence."""
    label = str(part.label)
    return label[:1].lower() + label[1:]


def _lacking(lacks: list[str]) -> str:
    if not lacks:
        return "Tout est prêt : la demande peut être déposée."
    shown = ", ".join(lacks[:3])
    more = len(lacks) - 3
    return f"Reste : {shown} et {more} autre{'s' if more > 1 else ''}." if more > 0 else f"Reste : {shown}."


def unapproved(membership: Membership, on: date) -> Iterator[Item]:
    """Antennes whose agrément has ended, as long as somebody is accompanied there and no other is noted."""
    ended = {antenne: one for antenne, one in tables.ending(membership, on).items() if one.ended}
    found = tables.touched(membership, ended, on) if ended else {}
    for antenne, standing in ended.items():
        if antenne.pk not in found or standing.last_day is None:
            continue
        many, running, mine = found[antenne.pk].people, found[antenne.pk].running, membership.is_antenne
        files = count(running, "dossier en cours", "dossiers en cours") if running else "aucun dossier en cours"
        whose = "L’agrément de votre association" if mine else "Son agrément"
        reads = policies.allows("dossiers:concerned", "GET", membership.role)
        yield Item(
            title="Agrément fini : voir qui cela concerne",
            url=link(membership, "dossiers:concerned" if reads else "people:list"),
            since=standing.until,
            who="" if mine else antenne.name,
            consequence=f"{whose} a pris fin le {day(standing.last_day)} : {count(many, 'personne')}, {files}. "
            "Les nouvelles demandes partent d’une association agréée.",
            action="Voir",
        )


def stopping(membership: Membership, on: date) -> Iterator[Item]:
    """For the antenne: who asked to stop, until the day it takes effect: one word of hers keeps all."""
    for row in _stopping(membership, on).select_related("person").order_by("effective_on"):
        yield Item(
            title="Elle a demandé l’arrêt : en reparler avec elle",
            url=link(membership, "people:person", person=row.person_id),
            due=row.effective_on - ONE_DAY,
            person=row.person_id,
            reference=row.person.reference,
            consequence=f"Ses droits s’arrêtent le {day(row.effective_on)}. Jusque-là, un mot d’elle suffit pour tout "
            "garder.",
            action="Voir",
        )


def _stopping(membership: Membership, on: date) -> QuerySet[Renunciation]:
    rows = Renunciation.objects.visible_to(membership).filter(revoked_on__isnull=True, effective_on__gt=on)
    return rows.filter(parcours__ended_on__isnull=True)


def asked(membership: Membership, on: date) -> Iterator[Item]:
    """Pieces and words that were asked for."""
    for row in _asked(membership, on).select_related("demande", "person"):
        wanted = ", ".join(_low(Part(part)) for part in row.parts if part in Part.values)
        without = "Sans réponse, la demande n’avance pas." if row.holds else f"{SAID_USAGE} : la demande avance sans."
        yield Item(
            title="Répondre à la demande de pièces" if row.holds else "Répondre à une question de la délégation",
            url=link(membership, "dossiers:demande", demande=row.demande_id),
            due=row.until,
            person=row.person_id,
            reference=row.person.reference,
            consequence=f"Demandé : {wanted}. {without}" if wanted else "",
            action="Compléter" if row.holds else "Répondre",
        )


def _asked(membership: Membership, on: date) -> QuerySet[MissingRequest]:
    rows = MissingRequest.objects.visible_to(membership).defer("text", "answers").filter(answered_at__isnull=True)
    return rows.filter(Q(demande__step=Step.INCOMPLETE) | Q(demande__step=Step.SUBMITTED, holds=False))


def without_object(membership: Membership, on: date) -> Iterator[Item]:
    """Demandes that the délégation closed without a decision, until they are read."""
    rows = _without_object(membership, on).select_related("person")
    for row in rows.defer(*CLOSING_WORDS):
        yield Item(
            title=f"Lire pourquoi la demande {'reste' if row.upheld_on else 'est'} sans objet",
            url=link(membership, "dossiers:demande", demande=row.demande_id),
            since=row.upheld_on or row.closed_on,
            person=row.person_id,
            reference=row.person.reference,
            consequence="La délégation l’a fermée sans décision. "
            + ("Une nouvelle demande reste possible." if row.upheld_on else "Cela se conteste."),
            action="Lire",
        )


def _without_object(membership: Membership, on: date) -> QuerySet[WithoutObject]:
    return WithoutObject.objects.visible_to(membership).filter(read_on__isnull=True, reopened_on__isnull=True)


def forwarded(membership: Membership, on: date) -> Iterator[Item]:
    """For the antenne: demandes forwarded to another préfet, whose service reads nothing until she opens them."""
    for row in _forwarded(membership, on).order_by("deposited_at"):
        yield Item(
            title="Ouvrir la demande au service à qui elle est transmise",
            url=link(membership, "dossiers:demande", demande=row.pk),
            since=clock.local_day(row.deposited_at, row.departement),
            person=row.person_id,
            reference=row.person.reference,
            consequence="D’ici là, personne ne l’examine. La date du dépôt ne change pas.",
        )


def _forwarded(membership: Membership, on: date) -> QuerySet[Demande]:
    return demandes(membership, Step.FORWARDED)


def contested(membership: Membership, on: date) -> Iterator[Item]:
    """For whoever instructs: closings that her antenne contests, until they are reopened or upheld."""
    rows = _contested(membership, on).select_related("person")
    for row in rows.defer(*CLOSING_WORDS):
        yield Item(
            title="Répondre : l’association conteste le sans objet",
            url=link(membership, "dossiers:demande", demande=row.demande_id),
            since=row.contested_on,
            person=row.person_id,
            reference=row.person.reference,
            consequence="Rouvrez la demande, ou dites pourquoi elle reste sans objet.",
            action="Répondre",
        )


def _contested(membership: Membership, on: date) -> QuerySet[WithoutObject]:
    rows = WithoutObject.objects.visible_to(membership)
    return rows.filter(contested_on__isnull=False, upheld_on__isnull=True, reopened_on__isnull=True)


@dataclass(frozen=True, slots=True)
class AtWork:
    """What a later app says of a demande that is being instructed. `joins`: what it reads with all of them, beside
    what the apps on its left do; `items`: its lines for one.
    """

    joins: Callable[[QuerySet[Demande]], QuerySet[Demande]]
    items: Callable[[Membership, Demande], Iterable[Item]]


_at_work: list[AtWork] = []


def register_at_work(one: AtWork) -> None:
    """Add what an app says of the demandes at work; the apps speak of each in the order of their rooms."""
    _at_work.append(one)


def instructed(membership: Membership, on: date) -> Iterator[Item]:
    """What each demande asks of whoever instructs, from its deposit to its notification, the oldest deposit first."""
    asked_for = Prefetch("missing_requests", queryset=MissingRequest.objects.defer("text", "answers"))
    rows: QuerySet[Demande] = demandes(membership, *AT_WORK).prefetch_related(asked_for).order_by("deposited_at")
    for one in _at_work:
        rows = one.joins(rows)
    terms = {period.parcours_id: period.ends for period in running_periods(membership, on)}
    ways = states.shown(membership, [row for row in rows if row.step == Step.COMPLETE], on)
    for row in rows:
        yield from _at_the_desk(membership, row, terms.get(row.parcours_id), ways.get(row.pk))
        for one in _at_work:
            yield from one.items(membership, row)


def withdrawn(membership: Membership, on: date) -> Iterator[SidePanel]:
    """For whoever instructs: demandes that left its work because they were taken back, by number."""
    rows = demandes(membership, Step.WITHDRAWN).filter(closed_on__gt=on - TOLD, deposited_at__isnull=False)
    lines = tuple(
        PanelLine(
            title=row.person.reference,
            url=link(membership, "dossiers:demande", demande=row.pk),
            note=f"retirée à sa demande le {day_in_words(row.closed_on, on=on)}",
            icon="dash-circle",
        )
        for row in rows.order_by("-closed_on", "person__reference")
        if row.closed_on
    )
    if lines:
        yield SidePanel("Demandes retirées", lines, "")


def _at_the_desk(membership: Membership, row: Demande, term: date | None, way: states.Shown | None) -> Iterator[Item]:
    common: dict[str, Any] = {"person": row.person_id, "reference": row.person.reference}
    page = link(membership, "dossiers:demande", demande=row.pk)
    if row.step == Step.SUBMITTED:
        yield Item(
            "Dire si la demande est complète",
            page,
            since=clock.local_day(row.deposited_at, row.departement),
            consequence=f"Déposée par {row.person.antenne.name}.",
            action="Vérifier",
            **common,
        )
    elif row.step == Step.INCOMPLETE:
        until = max((asked.until for asked in row.missing_requests.all() if asked.answered_at is None), default=None)
        yield Item(
            "Attendre les pièces demandées",
            page,
            due=until,
            consequence=f"{row.person.antenne.name} répond avant ce jour.",
            **common,
        )
    elif row.step == Step.COMPLETE:
        yield Item(
            "Inscrire à une séance",
            way.url if way and way.url else page,
            due=term - ONE_DAY if term else None,
            since=clock.local_day(row.completed_at, row.departement),
            consequence="Sans décision au terme, les droits s’arrêtent." if term else "La demande est complète.",
            action=way.action.split()[0] if way and way.url else "Inscrire",
            **common,
        )


duties.counted(Role.DELEGATE, waiting_at(*UNREAD))
duties.counted(Role.LEAD, _left)
closing.tell(_leaves)
register(drafts, roles=ANTENNE_ROLES, rank=10, of_people=True, waiting=_drafts)
register(unapproved, roles=(*ANTENNE_ROLES, *INSTRUCTING), rank=8)
register(stopping, roles=ANTENNE_ROLES, rank=13, of_people=True, waiting=_stopping)
register(asked, roles=ANTENNE_ROLES, rank=15, of_people=True, waiting=_asked)
register(forwarded, roles=ANTENNE_ROLES, rank=14, of_people=True, waiting=_forwarded)
register(without_object, roles=ANTENNE_ROLES, rank=16, of_people=True, waiting=_without_object)
register(instructed, roles=INSTRUCTING, rank=10, of_people=True)
register(contested, roles=INSTRUCTING, rank=12, of_people=True, waiting=_contested)
register(withdrawn, roles=INSTRUCTING, rank=80)
register(unmanned, roles=(Role.ADMIN, Role.CHAIR, "region", "ministry"), rank=4)
register(left_unread, roles=(Role.ADMIN, *roles.authority("head_office")), rank=20)
register_nothing(
    Nothing(
        "Rien ne vous attend aujourd’hui",
        "Les demandes à finir, les pièces demandées et les décisions à remettre se rangeront ici.",
    ),
    roles=ANTENNE_ROLES,
)
register_nothing(
    Nothing(
        "Rien n’attend la délégation aujourd’hui",
        "Un dépôt, un avis à faire signer ou une décision à notifier se rangera ici.",
    ),
    roles=INSTRUCTING,
)
