"""Columns of the accounts' lists."""

from collections.abc import Callable
from datetime import datetime

from django.urls import reverse

from rivage.accounts.models import Membership
from rivage.accounts.views.doors import place
from rivage.core.tables import Column, Link, State

SORTS = {"name": "user__name", "ends": "ends", "body": "body__name"}


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


def columns(actor: Membership, instant: datetime) -> tuple[Column, ...]:
    """The list's columns as `actor` sees them."""

    def link(row: Membership) -> Link:
        url = reverse("accounts:membership", kwargs={"membership": actor.pk, "fonction": row.pk})
        return Link(row.user.name if row.user else "", url)

    status: Callable[[Membership], State] = lambda row: state(row, instant)  # noqa: E731
    return (
        Column("person", "Personne", link, sort="name", kind="title"),
        Column("role", "Fonction", lambda row: row.get_role_display()),
        Column("body", "Organisme", place, sort="body"),
        Column("state", "État", status, kind="state"),
        Column("ends", "Jusqu’au", lambda row: row.last_day, sort="ends", kind="date"),
    )
