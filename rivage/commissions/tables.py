"""Lists of sessions and of files on an agenda."""

from collections.abc import Container, Iterable, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from rivage.accounts.enums import Role
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.commissions.enums import AvisSense
from rivage.commissions.models import AgendaItem, Seance
from rivage.commissions.views.answers import title
from rivage.core import clock
from rivage.core.french import day_in_words, hour
from rivage.core.lists import Asked, Empty, Filter, Found, Listing, ordered
from rivage.core.tables import Column, Link, State
from rivage.dossiers.enums import Step
from rivage.people import names
from rivage.people.tables import NOBODY, SEARCHED, by_referent, of_referent, of_team, team
from rivage.vault import opened

WHEN, COMING = "quand", "a-venir"
TIMES = (("", "Toutes"), (COMING, "À venir"), ("passees", "Passées"))
NO_SEANCE = Empty("Aucune séance n’est prévue", "Sans date, aucune demande complète ne peut être examinée.")
NONE_CONVENED = Empty(
    "Aucune séance pour l’instant", "La prochaine séance apparaît ici dès que la commission est convoquée."
)

NO_PASSAGE = Empty("Aucune de vos demandes n’est inscrite à une séance")
PASSED = State("neutre", "check-lg", "examinée, la décision suit")
EXAMINED = State("neutre", "check-lg", "examinée")


# No tick on an avis that is not favourable.
SENSES = {
    AvisSense.FAVOURABLE: ("ok", "check-lg"),
    AvisSense.UNFAVOURABLE: ("neutre", "x-lg"),
    AvisSense.ADJOURNED: ("attente", "arrow-repeat"),
}
SECOND = "Une seconde convocation suit, sur le même ordre du jour."


def lacking(seances: "QuerySet[Seance]") -> "QuerySet[Seance]":
    """Those closed for want of a quorum that nobody has convened again."""
    again = Seance.objects.filter(second_of__isnull=False).values("second_of")
    missed = seances.filter(closed_at__isnull=False, opened_at__isnull=True, cancelled_at__isnull=True)
    return missed.exclude(pk__in=again)


def seance_state(seance: Seance) -> State:
    """What a session is, from its instants."""
    if seance.cancelled_at is not None:
        return State("neutre", "slash-circle", "annulée")
    if seance.missed:
        return State("attente", "people", "close, sans quorum")
    if seance.closed_at is not None:
        return State("ok", "check-lg", "close")
    if seance.opened_at is not None:
        return State("cours", "clock", "ouverte")
    if seance.convened_at is not None:
        return State("inscrit", "envelope-check", "convoquée")
    return State("neutre", "calendar3", "prévue")


def item_state(item: AgendaItem, suspended: Container[UUID] = ()) -> State:
    """Where a file of an agenda stands. `suspended`: those whose avis no longer holds (`standing.suspended`)."""
    avis = getattr(item, "avis", None)
    if item.postponed_at is not None:
        words = "reportée" if item.postponed_by_id else "retirée de l’ordre du jour"
        words = "séance annulée" if item.postponed_at == item.seance.cancelled_at else words
        return State("attente", "arrow-return-left", words)
    if item.pk in suspended:
        return State("attente", "people", "avis suspendu, sans quorum")
    if avis is not None:
        words = avis.get_sense_display() if avis.signed_at is None else f"{avis.get_sense_display()}, relevé signé"
        return State(*SENSES[AvisSense(avis.sense)], words)
    if item.demande.step != Step.SCHEDULED:
        return State("neutre", "dash-circle", str(Step(item.demande.step).label))
    if item.presented_at is not None and item.left_at is None:
        return State("cours", "clock", "présentation en cours")
    if item.seance.missed:
        return State("attente", "people", "pas examinée, faute de quorum")
    return State("neutre", "circle", "à examiner")


class Passage(NamedTuple):
    """One passage of a demande, as its association reads it: the avis itself comes with the decision.

    `postponed_on`: the day in its département. `reason`, `adjourned`: what the chair, or the commission, said.
    """

    title: str
    place: str
    state: State
    postponed_on: date | None
    reason: str
    adjourned: str
    missed: bool = False
    cancelled: bool = False

    @property
    def said(self) -> str:
        """Why it was put off, in one sentence."""
        if self.postponed_on is not None:
            day = day_in_words(self.postponed_on, on=date.min, weekday=False)
            if self.cancelled:
                return f"Séance annulée le {day} : « {self.reason} »"
            if not self.reason:
                return f"Retirée de l’ordre du jour le {day}."
            return f"Reportée le {day} par la présidence : « {self.reason} »"
        if self.missed:
            return SECOND
        return f"La commission attend : « {self.adjourned} »" if self.adjourned else ""


def passage(row: AgendaItem) -> Passage:
    """What an antenne reads of a file of an agenda."""
    adjourned = hasattr(row, "avis") and row.avis.sense == "adjourned" and row.avis.signed_at
    passed = PASSED if row.demande.step in (Step.SCHEDULED, Step.OPINED) else EXAMINED
    return Passage(
        title=title(row.seance),
        place=row.seance.place,
        state=passed if hasattr(row, "avis") and not adjourned else item_state(row),
        postponed_on=clock.local_day(row.postponed_at, row.departement),
        reason=row.postponed_reason if row.postponed_at else "",
        adjourned=row.avis.reasons if adjourned else "",
        missed=row.seance.missed and row.demande.step == Step.SCHEDULED,
        cancelled=row.postponed_at is not None and row.postponed_at == row.seance.cancelled_at,
    )


class PassageLine(NamedTuple):
    """One file that an antenne presents."""

    item: AgendaItem
    link: Link
    passage: Passage
    team: str


class SeanceLine(NamedTuple):
    """One session, and how many files it examines, of those that may be read."""

    seance: Seance
    link: Link
    files: int


def opened_seances(membership: Membership) -> "QuerySet[Seance]":
    """The sessions of one's départements; a seat and the chair read those that were convened."""
    rows = Seance.objects.filter(departement__in=membership.departements)
    return rows.filter(convened_at__isnull=False) if membership.role in (Role.SEAT, Role.CHAIR) else rows


def seances(membership: Membership, *, plans: bool) -> Listing:
    """Sessions, latest first. `plans`: whether this role sets their dates."""
    target = "commissions:agenda" if membership.role == Role.SEAT else "commissions:seance"

    def found(asked: Asked) -> Found:
        rows = opened_seances(membership)
        if asked.words:
            rows = rows.filter(place__icontains=asked.words)
        if asked.chosen[WHEN]:
            coming = Q(at__gte=clock.now())
            rows = rows.filter(coming if asked.chosen[WHEN] == COMING else ~coming)
        return ordered(rows, columns, asked)

    def shown(rows: Sequence[Seance]) -> list[SeanceLine]:
        files = _files(rows)
        return [SeanceLine(row, Link(title(row), to(row)), files.get(row.pk, 0)) for row in rows]

    def to(row: Seance) -> str:
        return link(membership, target, seance=row.pk)

    several = len(membership.departements) > 1
    code = Column("code", "Département", lambda line: line.seance.departement, "departement", by="departement")
    columns = (
        Column("title", "Séance", lambda line: line.link, sort="date", kind="title", by="at"),
        Column("hour", "Heure", lambda line: _hour(line.seance)),
        Column("ref", "Référence", lambda line: line.seance.reference, kind="ref"),
        *((code,) if several else ()),
        Column("state", "État", lambda line: seance_state(line.seance), kind="state"),
        Column("place", "Lieu", lambda line: line.seance.place, sort="lieu", by="place"),
        Column("files", "Dossiers", lambda line: line.files, kind="number"),
    )
    return Listing(
        page="commissions:list",
        caption="Séances",
        columns=columns,
        sort="-date",
        found=found,
        shown=shown,
        filters=(Filter(WHEN, "Montrer", TIMES),),
        searched="Chercher par lieu",
        empty=NO_SEANCE if plans else NONE_CONVENED,
        names=False,
        counted="séance",
        whole=lambda _: opened_seances(membership).count(),
    )


def passages(membership: Membership) -> Listing:
    """The demandes that an antenne presents, by their sessions: the avis itself comes with the decision."""
    called = names.Called(membership)

    def found(asked: Asked) -> Found:
        rows = AgendaItem.objects.visible_to(membership).select_related("seance", "person", "demande", "avis")
        if asked.chosen[WHEN]:
            coming = Q(seance__at__gte=clock.now())
            rows = rows.filter(coming if asked.chosen[WHEN] == COMING else ~coming)
        rows = of_referent(rows, asked)
        return names.answering(rows, columns, asked, called)

    def shown(rows: Sequence[AgendaItem]) -> list[PassageLine]:
        known, beside = called.of(row.person_id for row in rows), team(membership, [row.person_id for row in rows])
        for row in rows:
            opened.note(row.person_id, row.antenne_id, row.SLICE)
            names.note(row.person_id, row.antenne_id, named=row.person_id in known)
        return [PassageLine(row, to(row, known), passage(row), beside.get(row.person_id, "")) for row in rows]

    def to(row: AgendaItem, known: dict[UUID, str]) -> Link:
        url = link(membership, "dossiers:demande", demande=row.demande_id)
        return Link(known.get(row.person_id) or row.person.reference, url)

    columns = (
        Column("person", "Personne", lambda line: line.link, sort=names.BY_NAME, kind="title"),
        Column("ref", "Numéro", lambda line: line.item.person.reference, "numero", "ref", "person__reference"),
        Column("seance", "Séance", lambda line: line.passage.title, "date", by="seance__at"),
        Column("place", "Lieu", lambda line: line.passage.place),
        Column("state", "État", lambda line: line.passage.state, kind="state"),
        Column("said", "Raison", lambda line: line.passage.said),
        *of_team(membership, lambda line: line.team),
    )
    return Listing(
        page="commissions:list",
        caption="Dossiers que vous présentez",
        columns=columns,
        sort="-date",
        found=found,
        shown=shown,
        filters=(Filter(WHEN, "Montrer", TIMES), *by_referent(membership, clock.now())),
        searched=SEARCHED,
        empty=NO_PASSAGE,
        nothing=NOBODY,
        whole=lambda _: AgendaItem.objects.visible_to(membership).count(),
    )


def _hour(seance: Seance) -> str:
    return hour(seance.at.astimezone(clock.zone(seance.departement)).time())


def _files(shown: Iterable[Seance]) -> dict[UUID, int]:
    items = AgendaItem.objects.examined().filter(seance__in=[row.pk for row in shown]).order_by()
    return dict(items.values_list("seance").annotate(Count("pk")))
