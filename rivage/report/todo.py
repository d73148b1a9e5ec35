"""What closing a year asks of the lead: from January, of the year that is over."""

from collections.abc import Iterator
from datetime import date

from rivage.accounts.enums import Role
from rivage.accounts.homes import Item, register
from rivage.accounts.http import link
from rivage.accounts.models import Membership
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


register(to_close, roles=(Role.LEAD,), rank=92)
