"""The lists of demandes, of whom an antenne no longer follows, of whom the end of an agrément concerns."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse

from rivage.accounts.enums import BodyKind
from rivage.accounts.models import Body, Membership
from rivage.associations.models import Agrement, AgrementStanding
from rivage.core import clock
from rivage.core.french import days
from rivage.core.lists import Asked, Empty, Filter, Found, Listing, ordered
from rivage.core.tables import Column, Link, State
from rivage.dossiers import states
from rivage.dossiers.enums import PENDING, Step
from rivage.dossiers.models import Demande, Period
from rivage.law.wording import day
from rivage.people import names, panels
from rivage.people.enums import Slice
from rivage.people.models import Person, Transfer
from rivage.people.tables import (
    ANTENNE,
    NOBODY,
    SEARCHED,
    by_antenne,
    by_referent,
    of_antenne,
    of_referent,
    of_team,
    person_link,
    team,
)
from rivage.vault import opened

STEP, DRAFTS = "etape", "preparation"
# Once decided, a demande waits no longer for an answer.
WAITS = tuple(step for step in PENDING if step != Step.DECIDED)
# What the demandes may be narrowed to, by the word in the address.
WAITING = {
    "": ("En cours", PENDING),
    DRAFTS: ("En préparation", (Step.DRAFT,)),
    "deposees": ("Déposées, à vérifier", (Step.SUBMITTED,)),
    "a-completer": ("À compléter", (Step.INCOMPLETE,)),
    "completes": ("Complètes, à inscrire", (Step.COMPLETE,)),
    "inscrites": ("Inscrites à une séance", (Step.SCHEDULED,)),
    "a-decider": ("À décider ou à notifier", (Step.OPINED, Step.DECIDED)),
    "sans-objet": ("Sans objet", (Step.WITHOUT_OBJECT,)),
    "retirees": ("Retirées", (Step.WITHDRAWN,)),
    "closes": ("Closes", (Step.NOTIFIED, Step.WITHDRAWN, Step.FORWARDED, Step.WITHOUT_OBJECT)),
}
NO_DEMANDE = Empty("Aucune demande ne répond", "Changez le mot cherché, l’étape ou l’association.")
NO_DEPOSIT = Empty(
    "Aucune demande n’attend", "Une demande apparaît ici dès qu’une association la dépose auprès de votre service."
)


@dataclass(frozen=True, slots=True)
class DemandeLine:
    """One demande. `deposited`: the day in its département; `waits`: days since, or since it was begun, as long
    as it waits.
    """

    demande: Demande
    link: Link
    state: State
    deposited: date | None
    waits: str
    team: str


def demandes(membership: Membership, on: date) -> Listing:
    """Demandes by step, and how long each has waited. A draft is read by its antenne alone."""
    called = names.Called(membership)

    def found(asked: Asked) -> Found:
        rows = _of_step(membership, asked.chosen[STEP])
        if antenne := asked.chosen.get(ANTENNE):
            rows = rows.filter(person__antenne=UUID(antenne))
        rows = of_referent(rows, asked)
        dated = rows.annotate(since=Coalesce("deposited_at", "created_at")).select_related("person", "person__antenne")
        return names.answering(dated, columns, asked, called)

    columns = (
        Column("person", "Personne", lambda line: line.link, sort=names.BY_NAME, kind="title"),
        Column("ref", "Numéro", lambda line: line.demande.person.reference, "numero", "ref", "person__reference"),
        *of_antenne(membership, lambda line: line.demande.person.antenne.name, "person__antenne__name"),
        Column("kind", "Demande", lambda line: line.demande.get_kind_display()),
        Column("step", "Étape", lambda line: line.state, "etape", "state", "step"),
        Column("since", "Déposée", lambda line: line.deposited, kind="date"),
        Column("waits", "Attend depuis", lambda line: line.waits, "attend", by="since"),
        *of_team(membership, lambda line: line.team),
    )
    steps = [(word, label) for word, (label, _) in WAITING.items() if membership.is_antenne or word != DRAFTS]
    steps += [(one.word, one.label) for one in states.choices]
    return Listing(
        page="dossiers:list",
        caption="Demandes",
        columns=columns,
        sort="attend",
        found=found,
        shown=lambda rows: _demandes(rows, membership, called, on),
        filters=(
            Filter(STEP, "Étape ou issue", steps),
            *by_antenne(membership),
            *by_referent(membership, clock.now()),
        ),
        searched=SEARCHED,
        empty=_no_demande(membership) if membership.is_antenne else NO_DEPOSIT,
        nothing=NO_DEMANDE,
        counted="demande",
        whole=lambda asked: _of_step(membership, asked.chosen[STEP]).count(),
    )


def _of_step(membership: Membership, step: str) -> "QuerySet[Demande]":
    """Those of a step, or of an outcome. A draft is read by its antenne alone."""
    seen = Demande.objects.visible_to(membership)
    if not membership.is_antenne:
        seen = seen.exclude(step=Step.DRAFT)
    return seen.filter(step__in=WAITING[step][1]) if step in WAITING else states.narrowed(seen, membership, step)


def _no_demande(membership: Membership) -> Empty:
    return Empty(
        "Aucune demande n’est en cours",
        "Une demande se prépare depuis la page de la personne, avec elle.",
        reverse("people:list", kwargs={"membership": membership.pk}),
        "Voir les personnes",
    )


def _demandes(rows: Sequence[Demande], membership: Membership, called: names.Called, on: date) -> list[DemandeLine]:
    """The lines of one page, with the names that the reader may read; each is noted as shown."""
    known = called.of(row.person_id for row in rows)
    shown, beside = states.shown(membership, rows, on), team(membership, [row.person_id for row in rows])
    lines = []
    for row in rows:
        name = known.get(row.person_id)
        names.note(row.person_id, row.antenne_id, named=row.person_id in known)
        url = reverse("dossiers:demande", kwargs={"membership": membership.pk, "demande": row.pk})
        deposited = clock.local_day(row.deposited_at, row.departement) if row.deposited_at else None
        since = deposited or clock.local_day(row.created_at, row.departement)
        waits = days(max((on - since).days, 0)) if row.step in WAITS else ""
        link = Link(name or row.person.reference, url)
        lines.append(DemandeLine(row, link, shown[row.pk].state, deposited, waits, beside.get(row.person_id, "")))
    return lines


NO_TRANSFER = Empty(
    "Aucun suivi n’est clos",
    "Un suivi se clôt quand une personne est accueillie ailleurs avec le code qui lui a été remis.",
)
CLOSED = (
    Column("ref", "Numéro", lambda row: row.reference, sort="numero", kind="title", by="reference"),
    Column("state", "Suivi", lambda row: "clos"),
    Column("closed", "Le", lambda row: clock.local_day(row.closed_at, row.departement), "le", "date", "closed_at"),
)


def closed(membership: Membership) -> Listing:
    """Those whose suivi is closed here because they went: a number, a date, and nothing else."""

    def found(asked: Asked) -> Found:
        rows = Transfer.objects.visible_to(membership).filter(closed_at__isnull=False)
        if asked.words:
            rows = rows.filter(reference__icontains=asked.words)
        return ordered(rows, CLOSED, asked)

    return Listing(
        page="dossiers:closed",
        caption="Suivis clos",
        columns=CLOSED,
        sort="-le",
        found=found,
        searched="Chercher par numéro",
        empty=NO_TRANSFER,
        names=False,
    )


# Six months before its end (review I17): the length of a period, hence of a renewal to come.
SOON = 183
NO_END = Empty(
    "Aucun agrément noté ne finit dans les six mois",
    "La liste des personnes concernées apparaît ici six mois avant la fin d’un agrément.",
)
NOBODY_CONCERNED = Empty("Aucune personne de cette antenne ne vous est ouverte")


class Concerned(NamedTuple):
    """One person whose antenne loses its agrément, and what changes for her."""

    person: Person
    link: Link
    step: str


def ending(membership: Membership, on: date) -> dict[Body, AgrementStanding]:
    """The antennes of this membership whose agrément ended or soon ends, by name."""
    antennes = Body.objects.filter(kind=BodyKind.ANTENNE).select_related("parent").order_by("name")
    here = (
        antennes.filter(pk=membership.body_id)
        if membership.is_antenne
        else antennes.filter(departement__in=membership.departements)
    )
    standings = Agrement.objects.standings(here, on)
    return {antenne: standing for antenne, standing in standings.items() if standing.soon(on, SOON)}


def _accompanied(membership: Membership, antennes: Iterable[Body]) -> "QuerySet[Person]":
    """Whom these antennes accompany, of those this membership reads."""
    read = Person.objects.visible_to(membership, Slice.IDENTITY)
    return read.filter(antenne__in=antennes).exclude(panels.over())


@dataclass(frozen=True, slots=True)
class Touched:
    """How many people an antenne accompanies, of those one reads, and how many of them have a demande or rights that
    run.
    """

    people: int
    running: int


def touched(membership: Membership, antennes: Iterable[Body], on: date) -> dict[UUID, Touched]:
    """What the end of an agrément touches, by antenne; nothing where it touches nobody."""
    people = dict(_accompanied(membership, antennes).values_list("pk", "antenne_id"))
    pending = Demande.objects.visible_to(membership).filter(person__in=people, step__in=PENDING)
    running = set(pending.values_list("person_id", flat=True))
    running |= set(_open(membership, people, on).values_list("person_id", flat=True))
    many, busy = Counter(people.values()), Counter(people[one] for one in running)
    return {antenne: Touched(many[antenne], busy[antenne]) for antenne in many}


def _open(membership: Membership, people: Iterable[UUID], on: date) -> "QuerySet[Period]":
    """The rights of these people that run on a day."""
    return Period.objects.visible_to(membership).filter(
        person__in=people, starts__lte=on, ends__gt=on, ended_on__isnull=True
    )


def concerned(membership: Membership, standings: dict[Body, AgrementStanding], on: date) -> Listing:
    """Whom the end of an agrément concerns: they keep their accompaniment, some need somebody to ask for them."""
    called = names.Called(membership)

    def found(asked: Asked) -> Found:
        rows = _accompanied(membership, standings)
        if antenne := asked.chosen.get(ANTENNE):
            rows = rows.filter(antenne=UUID(antenne))
        return names.answering(rows.select_related("antenne"), columns, asked, called, ("pk", "reference"))

    def shown(rows: Sequence[Person]) -> list[Concerned]:
        known, steps = called.of(row.pk for row in rows), _steps(rows, membership, standings, on)
        for row in rows:
            opened.note(row.pk, row.antenne_id, Slice.IDENTITY)
        return [Concerned(row, person_link(membership, row, known.get(row.pk)), steps[row.pk]) for row in rows]

    columns = (
        Column("person", "Personne", lambda line: line.link, sort=names.BY_NAME, kind="title"),
        Column("ref", "Numéro", lambda line: line.person.reference, "numero", "ref", "reference"),
        *of_antenne(membership, lambda line: line.person.antenne.name, "antenne__name"),
        Column("next", "Pour elle", lambda line: line.step),
    )
    return Listing(
        page="dossiers:concerned",
        caption="Fin d’un agrément",
        columns=columns,
        sort=names.BY_NAME,
        found=found,
        shown=shown,
        filters=by_antenne(membership) if len(standings) > 1 else (),
        searched=SEARCHED,
        empty=NOBODY_CONCERNED if standings else NO_END,
        nothing=NOBODY,
    )


def _steps(
    people: Sequence[Person], membership: Membership, standings: dict[Body, AgrementStanding], on: date
) -> dict[UUID, str]:
    """One sentence for each: what to do so that nothing stops."""
    ids = [one.pk for one in people]
    pending: dict[UUID, Any] = {
        row.person_id: row for row in Demande.objects.visible_to(membership).filter(person__in=ids, step__in=PENDING)
    }
    ends = {row.person_id: row.ends for row in _open(membership, ids, on).order_by("ends")}
    return {one.pk: _step(pending.get(one.pk), ends.get(one.pk), standings[one.antenne], on) for one in people}


def _step(demande: Demande | None, ends: date | None, standing: AgrementStanding, on: date) -> str:
    if demande is not None and demande.step == Step.DRAFT:
        if standing.ended or standing.last_day is None:
            return "Sa demande n’est pas déposée : une association agréée la dépose, avec le code qu’elle lui apporte."
        return f"Déposer sa demande jusqu’au {day(standing.last_day)} inclus."
    if demande is not None:
        return "Sa demande suit son cours."
    if ends is not None and (standing.ended or standing.until is None or ends > standing.until):
        last = day(ends - timedelta(days=1))
        return f"Ses droits courent jusqu’au {last}. Son renouvellement est à déposer par une association agréée."
    if ends is not None:
        return f"Déposer son renouvellement : ses droits courent jusqu’au {day(ends - timedelta(days=1))}."
    return "Rien ne change pour elle."
