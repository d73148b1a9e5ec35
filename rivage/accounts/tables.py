"""The list of who acts for a body."""

from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from rivage.accounts.models import Membership
from rivage.accounts.views.doors import place
from rivage.core.french import folded
from rivage.core.lists import Asked, Empty, Filter, Listing, matches, ranked
from rivage.core.tables import Column, Link, State

STATE = "etat"
STATES = (("", "Tous"), ("cours", "En cours"), ("attente", "À confirmer"), ("finies", "Finies"))
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
        Column("body", "Organisme", place, sort="body", by=lambda row: folded(place(row))),
        Column("state", "État", lambda row: state(row, instant), kind="state"),
        Column("ends", "Jusqu’au", lambda row: row.last_day, sort="ends", kind="date", by=lambda row: row.ends),
    )

    def found(asked: Asked) -> list[Membership]:
        rows = Membership.objects.governed_by(actor).select_related("user", "body")
        answering = (
            row
            for row in _at(rows, asked.chosen[STATE], instant)
            if matches(asked.words, _name(row), place(row), _role(row))
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


def _name(row: Membership) -> str:
    return row.user.name if row.user else ""


def _role(row: Membership) -> str:
    return str(row.get_role_display())


def _at(rows: "QuerySet[Membership]", state: str, instant: datetime) -> "QuerySet[Membership]":
    if state == "attente":
        return rows.filter(confirmed_by=None, ends__gt=instant)
    if state == "finies":
        return rows.filter(ends__lte=instant)
    return rows.filter(ends__gt=instant) if state == "cours" else rows
