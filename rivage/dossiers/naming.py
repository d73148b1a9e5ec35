"""Bodies in which somebody is to be named, since files wait there that nobody reads: a count, never whose."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db import connection

from rivage.accounts.enums import Role
from rivage.accounts.homes import Item
from rivage.accounts.http import link
from rivage.accounts.models import Body, Membership
from rivage.dossiers.enums import Step
from rivage.law.wording import count

# What waits for whoever instructs.
UNREAD = (Step.SUBMITTED, Step.INCOMPLETE, Step.COMPLETE)


def _counted(question: str, *said: list[str]) -> dict[UUID, int]:
    with connection.cursor() as cursor:
        cursor.execute(question, said)
        return dict(cursor.fetchall())


def unmanned(membership: Membership, on: date) -> Iterator[Item]:
    """Préfectures to which demandes were deposited and where nobody ever instructed: somebody is to be named."""
    found = _counted("SELECT place, many FROM dossiers_unmanned(%s)", list(UNREAD))
    for body in Body.objects.filter(pk__in=found).order_by("name"):
        hers = membership.role == Role.ADMIN or body.pk == membership.body_id
        waits = f"{count(found[body.pk], 'demande')} y attendent" if found[body.pk] > 1 else "Une demande y attend"
        yield Item(
            title="Nommer quelqu’un : délégué ou déléguée départementale",
            url=link(membership, "accounts:propose" if hers else "accounts:memberships"),
            who=body.name,
            consequence=f"{waits} et personne n’y agit encore pour la délégation.",
            action="Proposer" if hers else "Voir",
        )


def left_unread(membership: Membership, on: date) -> Iterator[Item]:
    """Antennes where people are left whom no lead finds, each having set them aside: somebody else is to be named."""
    found = _counted("SELECT place, many FROM dossiers_left_unread()")
    for body in Body.objects.filter(pk__in=found).order_by("name"):
        said = f"{count(found[body.pk], 'personne')} n’y ont" if found[body.pk] > 1 else "Une personne n’y a"
        yield Item(
            title="Nommer quelqu’un de plus qui dirige l’antenne",
            url=link(membership, "accounts:memberships"),
            who=body.name,
            consequence=f"{said} plus personne, et aucun de ceux qui la dirigent ne lit leur dossier.",
            action="Voir",
        )
