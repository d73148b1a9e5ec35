"""What people put on a home: a file that nobody in office may read."""

from collections.abc import Iterator
from datetime import date

from django.db import connection

from rivage.accounts import roles
from rivage.accounts.enums import Role
from rivage.accounts.homes import Item, register
from rivage.accounts.http import link
from rivage.accounts.models import Membership


def unread(membership: Membership, on: date) -> Iterator[Item]:
    """Functions in which everybody is set aside by somebody: another agent is needed. Nothing says whose file."""
    every = roles.roles().values()
    kinds = [kind for kind in every if kind.holds == kind.code and not kind.by_seat]
    held_by = [(kind.code, [role.code for role in every if role.holds == kind.code]) for kind in kinds]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(['people_unread(%s, %s)'] * len(kinds))}",
            [value for pair in held_by for value in pair],
        )
        counts = cursor.fetchone()
    for kind, many in zip(kinds, counts, strict=True):
        if many:
            yield Item(
                title="Un dossier attend un autre agent" if many == 1 else f"{many} dossiers attendent un autre agent",
                url=link(membership, "accounts:memberships"),
                who=kind.label,
                consequence="Personne, à cette fonction, ne peut s’en charger : il faut nommer quelqu’un d’autre.",
                action="Nommer quelqu’un",
            )


register(unread, roles=(Role.DELEGATE, Role.CHAIR), rank=15)
