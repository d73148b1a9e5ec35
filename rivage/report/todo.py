"""What closing a year asks of the lead: from January, of the year that is over."""

from collections.abc import Iterator
from datetime import date

from rivage.accounts.enums import Role
from rivage.accounts.homes import Item, Nothing, register, register_nothing
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.law.wording import listed
from rivage.report import reading


def to_close(membership: Membership, on: date) -> Iterator[Item]:
    """Last year, until it is closed."""
    year = reading.to_close(membership, on)
    if year is not None:
        yield Item(
            f"Clore l’année {year}",
            link(membership, "report:close", year=year),
            since=date(on.year, 1, 1),
            consequence="Sans cela, rien ne sort de l’année pour qui finance, et votre siège ne peut pas la compter.",
            action="Relire",
        )


def not_closed(membership: Membership, on: date) -> Iterator[Item]:
    """The antennes of a head office that have not closed last year."""
    year = on.year - 1
    if names := reading.awaited(membership, year):
        yield Item(
            f"N’ont pas clos l’année {year} : {listed(names)}",
            link(membership, "report:together"),
            since=date(on.year, 1, 1),
            consequence="La somme de vos antennes se fait sans elles.",
            action="Lire",
        )


register(not_closed, roles=(Role.HEAD_OFFICE,), rank=92)
register_nothing(
    Nothing("Rien ne vous attend", "Le rapport d’activité fait la somme de ce qui sort de vos antennes."),
    roles=(Role.HEAD_OFFICE,),
)
register(to_close, roles=(Role.LEAD,), rank=92)
