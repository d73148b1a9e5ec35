"""Lists of sessions and of files on an agenda."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, QuerySet
from django.urls import reverse

from rivage.accounts.enums import Role
from rivage.accounts.models import Membership
from rivage.commissions.models import AgendaItem, Seance
from rivage.commissions.views.answers import title
from rivage.core import clock
from rivage.core.lists import Asked, Empty, Filter, Found, Listing, ordered
from rivage.core.tables import Column, Link, State
from rivage.dossiers.enums import Step

WHEN = "quand"
TIMES = (("", "Toutes"), ("a-venir", "À venir"), ("passees", "Passées"))
NO_SEANCE = Empty("Aucune séance n’est prévue", "Sans date, aucune demande complète ne peut être examinée.")
NONE_CONVENED = Empty(
    "Aucune séance pour l’instant", "La prochaine séance apparaît ici dès que la commission est convoquée."
)


def seance_state(seance: Seance) -> State:
    """What a session is, from its instants."""
    if seance.closed_at is not None and seance.opened_at is None:
        return State("attente", "people", "close, sans quorum")
    if seance.closed_at is not None:
        return State("ok", "check-lg", "close")
    if seance.opened_at is not None:
        return State("cours", "clock", "ouverte")
    if seance.convened_at is not None:
        return State("inscrit", "envelope-check", "convoquée")
    return State("neutre", "calendar3", "prévue")


def item_state(item: AgendaItem) -> State:
    """Where a file of an agenda stands."""
    avis = getattr(item, "avis", None)
    if item.postponed_at is not None:
        return State("attente", "arrow-return-left", "reportée")
    if avis is not None:
        words = avis.get_sense_display() if avis.signed_at is None else f"{avis.get_sense_display()}, relevé signé"
        return State("attente" if avis.sense == "adjourned" else "ok", "check-lg", words)
    if item.demande.step != Step.SCHEDULED:
        return State("neutre", "dash-circle", str(Step(item.demande.step).label))
    if item.presented_at is not None and item.left_at is None:
        return State("cours", "clock", "présentation en cours")
    return State("neutre", "circle", "à examiner")


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
            coming = {"at__gte": clock.now()}
            rows = rows.filter(**coming) if asked.chosen[WHEN] == "a-venir" else rows.exclude(**coming)
        return ordered(rows, columns, asked)

    def shown(rows: Sequence[Seance]) -> list[SeanceLine]:
        files = _files(rows)
        return [SeanceLine(row, Link(title(row), to(row)), files.get(row.pk, 0)) for row in rows]

    def to(row: Seance) -> str:
        return reverse(target, kwargs={"membership": membership.pk, "seance": row.pk})

    several = len(membership.departements) > 1
    code = Column("code", "Département", lambda line: line.seance.departement, "departement", by="departement")
    columns = (
        Column("title", "Séance", lambda line: line.link, sort="date", kind="title", by="at"),
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
    )


def _files(shown: Iterable[Seance]) -> dict[UUID, int]:
    items = AgendaItem.objects.filter(seance__in=[row.pk for row in shown], postponed_at__isnull=True).order_by()
    return dict(items.values_list("seance").annotate(Count("pk")))
