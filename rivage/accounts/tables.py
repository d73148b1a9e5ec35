"""Three lists: who acts for a body, the bodies, and what the trace holds."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse

from rivage.accounts.enums import Role
from rivage.accounts.http import link as address
from rivage.accounts.models import Body, Membership
from rivage.accounts.sender import without_town
from rivage.audit import subjects
from rivage.audit import tables as trace
from rivage.audit.models import Event
from rivage.core.french import folded
from rivage.core.lists import Asked, Empty, Filter, Found, Listing, matches, ordered, ranked
from rivage.core.tables import Column, Link, State
from rivage.law import territory

STATE = "etat"
STATES = (("", "Tous"), ("cours", "En cours"), ("attente", "À confirmer"), ("finies", "Finies"))
ACT, PLACE = "acte", "departement"
PLACES = (("", "Tous"), *((one.code, f"{one.code} {one.name}") for one in territory.departements()))
USUAL_DAYS = timedelta(days=30)
# A shorter time is asked for what comes before these.
MOST = 1000
NO_EVENT = Empty("Rien ces jours-là", "Choisissez d’autres dates, un autre acte, ou changez le mot cherché.")
NO_BODY = Empty("Aucun organisme ne répond", "Changez le mot cherché ou le choix fait.")
TOWN, WITHOUT = "ville", "sans"
TOWNS = (("", "Tous"), (WITHOUT, "Sans ville"))
NO_FUNCTION = Empty("Aucune fonction ne répond", "Changez le mot cherché ou l’état.")


def state(membership: Membership, instant: datetime) -> State:
    """Where a membership stands at an instant."""
    if membership.ends <= instant:
        words = "Finie" if membership.confirmed_by_id else "Proposition retirée"
        return State("inscrit", "dash-circle", words)
    if not membership.confirmed_by_id:
        return State("attente", "hourglass-split", "À confirmer")
    if membership.starts > instant:
        return State("neutre", "calendar3", "À venir")
    return State("ok", "check-lg", "En cours")


def memberships(actor: Membership, instant: datetime) -> Listing:
    """The functions of one's body, or all of them for the technical team."""

    def link(row: Membership) -> Link:
        url = reverse("accounts:membership", kwargs={"membership": actor.pk, "fonction": row.pk})
        return Link(_name(row), url)

    columns = (
        Column("person", "Personne", link, sort="name", kind="title", by=lambda row: folded(_name(row))),
        Column("role", "Fonction", _role, sort="role", by=lambda row: folded(_role(row))),
        Column("body", "Organisme", lambda row: row.place, sort="body", by=lambda row: folded(row.place)),
        Column("state", "État", lambda row: state(row, instant), kind="state"),
        Column("ends", "Jusqu’au", lambda row: row.last_day, sort="ends", kind="date", by=lambda row: row.ends),
    )

    def found(asked: Asked) -> list[Membership]:
        rows = Membership.objects.governed_by(actor).select_related("user", "body")
        answering = (
            row
            for row in _at(rows, asked.chosen[STATE], instant)
            if matches(asked.words, _name(row), row.place, _role(row))
        )
        return ranked(answering, columns, asked, then=lambda row: (folded(_name(row)), row.pk))

    return Listing(
        page="accounts:memberships",
        caption="Fonctions",
        columns=columns,
        sort="name",
        found=found,
        filters=(Filter(STATE, "État", STATES),),
        searched="Nom, fonction ou organisme",
        empty=NO_FUNCTION,
        nothing=NO_FUNCTION,
    )


def bodies(actor: Membership) -> Listing:
    """Every body, and from where its letters are dated."""

    def link(row: Body) -> Link:
        return Link(row.name, address(actor, "accounts:body", organisme=row.pk))

    columns = (
        Column("body", "Organisme", link, sort="name", kind="title", by=lambda row: folded(row.name)),
        Column("kind", "Nature", _kind, sort="kind", by=lambda row: folded(_kind(row))),
        Column("departement", "Département", lambda row: row.departement, sort="code", by=lambda row: row.departement),
        Column("town", "Ville", lambda row: row.town, sort="town", by=lambda row: folded(row.town)),
    )

    def found(asked: Asked) -> list[Body]:
        rows = without_town() if asked.chosen[TOWN] == WITHOUT else Body.objects.all()
        answering = (row for row in rows if matches(asked.words, row.name, row.town, row.departement, _kind(row)))
        return ranked(answering, columns, asked, then=lambda row: (folded(row.name), row.pk))

    return Listing(
        page="accounts:bodies",
        caption="Organismes",
        columns=columns,
        sort="name",
        found=found,
        filters=(Filter(TOWN, "Ville", TOWNS),),
        searched="Nom, ville ou nature",
        empty=NO_BODY,
        nothing=NO_BODY,
    )


def _kind(row: Body) -> str:
    return str(row.get_kind_display())


def _name(row: Membership) -> str:
    return row.holder_name


def _role(row: Membership) -> str:
    return str(row.get_role_display())


def _at(rows: "QuerySet[Membership]", state: str, instant: datetime) -> "QuerySet[Membership]":
    if state == "attente":
        return rows.filter(confirmed_by=None, ends__gt=instant)
    if state == "finies":
        return rows.filter(ends__lte=instant)
    return rows.filter(ends__gt=instant) if state == "cours" else rows


def events(membership: Membership, on: date) -> Listing:
    """The events of some days that a membership may read, the last of them first."""
    zone, act = membership.zone, Filter(ACT, "Acte", trace.acts())

    def found(asked: Asked) -> Found:
        first, last = asked.days
        rows = Event.objects.visible_to(membership).filter(
            at__gte=datetime.combine(first, time(), zone),
            at__lt=datetime.combine(last + timedelta(days=1), time(), zone),
        )
        if kind := asked.chosen[ACT]:
            rows = rows.filter(kind=kind)
        if place := asked.chosen.get(PLACE):
            rows = rows.filter(departement=place)
        if asked.words:
            rows = rows.filter(_said_by(asked.words))
        return ordered(rows, trace.COLUMNS, asked)[:MOST]

    def shown(rows: Sequence[Event]) -> list[trace.EventLine]:
        return trace.grouped(rows, zone)

    def filed(rows: Sequence[Event]) -> list[trace.EventLine]:
        return trace.lines(rows, zone)

    return Listing(
        page="accounts:trace",
        caption="Trace",
        columns=trace.COLUMNS,
        sort="-instant",
        found=found,
        shown=shown,
        filed=filed,
        filters=(act, Filter(PLACE, "Département", PLACES)) if membership.role == Role.AUDITOR else (act,),
        usual_days=(on - USUAL_DAYS, on),
        searched="Compte, fonction, organisme ou numéro de dossier",
        most=MOST,
        counted="événement",
        empty=NO_EVENT,
        nothing=NO_EVENT,
        names=False,
    )


def _said_by(words: str) -> Q:
    """Whose act it is, whose account it is about, or the file of this number."""
    users = subjects.called(subjects.USER, words)
    named = Q(user_id__in=users) | Q(membership_id__in=subjects.called(subjects.FUNCTION, words))
    named |= Q(object_id__in=users, people=[])
    for person in subjects.called(subjects.PERSON, words):
        named |= Q(people__contains=[person])
    return named
