"""The list of who acts for a body."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse

from rivage.accounts.models import Membership
from rivage.accounts.views.doors import place
from rivage.core.lists import Asked, Empty, Filter, Listing, ordered
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
        return Link(row.user.name if row.user else "", url)

    columns = (
        Column("person", "Personne", link, sort="name", kind="title", by="user__name"),
        Column("role", "Fonction", lambda row: row.get_role_display()),
        Column("body", "Organisme", place, sort="body", by="body__name"),
        Column("state", "État", lambda row: state(row, instant), kind="state"),
        Column("ends", "Jusqu’au", lambda row: row.last_day, sort="ends", kind="date", by="ends"),
    )

    def found(asked: Asked) -> "QuerySet[Membership]":
        rows = Membership.objects.governed_by(actor).select_related("user", "body")
        for word in asked.words.split():
            rows = rows.filter(Q(user__name__icontains=word) | Q(body__name__icontains=word))
        return ordered(_at(rows, asked.chosen[STATE], instant), columns, asked)

    return Listing(
        page="accounts:memberships",
        caption="Fonctions",
        columns=columns,
        sort="name",
        found=found,
        filters=(Filter(STATE, "État", STATES),),
        searched="Nom ou organisme",
        empty=NO_FUNCTION,
        nothing=NO_FUNCTION,
    )


def _at(rows: "QuerySet[Membership]", state: str, instant: datetime) -> "QuerySet[Membership]":
    if state == "attente":
        return rows.filter(confirmed_by=None, ends__gt=instant)
    if state == "finies":
        return rows.filter(ends__lte=instant)
    return rows.filter(ends__gt=instant) if state == "cours" else rows
