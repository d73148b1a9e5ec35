"""What the fund puts on a home: to whoever instructs, what is to rule on and to pay; to an antenne, what it asked."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from rivage.accounts.homes import Item, PanelLine, SidePanel
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.core.french import amount
from rivage.rights.enums import FundSense
from rivage.rights.fund.reading import aids, line_of
from rivage.rights.fund.tables import state_of
from rivage.rights.models import FundAid


def to_rule(membership: Membership, on: date) -> Iterator[Item]:
    """Each stays until it is decided, then until it is paid."""
    rows = aids(membership).filter(withdrawn_on__isnull=True, paid_on__isnull=True).exclude(sense=FundSense.REFUSE)
    for row in rows.select_related("antenne").order_by("asked_on", "number"):
        granted = row.granted is not None
        if granted:
            title, said = "Payer une aide du fonds", f"{amount(row.granted or 0)} accordés, pas encore payés."
        elif row.opinion_on is not None:
            title, said = "Décider d’une aide du fonds", f"{amount(row.asked)} demandés, l’avis est donné."
        else:
            title, said = "Donner l’avis sur une aide du fonds", f"{amount(row.asked)} demandés."
        yield Item(
            title=title,
            url=link(membership, "rights:fund_aid", fundaid=row.pk),
            since=row.decided_on or row.asked_on,
            reference=row.number,
            consequence=f"{row.antenne.name}. {said}",
            action="Voir la demande",
        )


LATELY = 5


def asked(membership: Membership, on: date) -> Iterator[SidePanel]:
    """For an antenne, where the fund is open this year: what it asked last, and where each stands."""
    if line_of(membership, on) is None:
        return
    rows = aids(membership).filter(line__year=on.year).order_by("-asked_on", "number")[:LATELY]
    yield SidePanel(
        "Fonds d’action sociale",
        tuple(
            PanelLine(
                row.number,
                link(membership, "rights:fund_aid", fundaid=row.pk),
                note=f"{amount(_stands_at(row))}, {state_of(row).text}",
                icon="wallet2",
            )
            for row in rows
        ),
        "Le fonds est ouvert cette année dans le département. Vous n’avez encore rien demandé.",
        link(membership, "rights:fund"),
        "Voir le fonds",
    )


def _stands_at(row: FundAid) -> Decimal:
    """What was paid, else granted, else asked."""
    return next(given for given in (row.paid, row.granted, row.asked) if given is not None)
