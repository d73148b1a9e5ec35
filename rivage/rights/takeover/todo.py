"""What a path taken over asks: to be confirmed by whoever instructs, to be corrected by the antenne."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet

from rivage.accounts.homes import Item
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.dossiers.models import TakeOver


def unconfirmed(membership: Membership, on: date) -> QuerySet[TakeOver]:
    """Those paths."""
    seen = TakeOver.objects.visible_to(membership).filter(confirmed_on__isnull=True, parcours__ended_on__isnull=True)
    return seen.filter(contested_on__isnull=not membership.is_antenne)


def to_confirm(membership: Membership, on: date) -> Iterator[Item]:
    """Paths taken over: to confirm by whoever instructs, to correct by the antenne when something differs."""
    mine = membership.is_antenne
    rows = unconfirmed(membership, on).select_related("person").defer("objection")
    for row in rows.order_by("created_at"):
        yield Item(
            title="Corriger un parcours repris" if mine else "Confirmer un parcours repris",
            url=link(membership, "rights:take_over_correct", takeover=row.pk)
            if mine
            else link(membership, "rights:take_over_confirm", takeover=row.pk),
            since=row.contested_on if mine else clock.local_day(row.created_at, row.person.departement),
            person=row.person_id,
            reference=row.person.reference,
            consequence="La délégation dit que quelque chose diffère. L’aide n’est pas ordonnée avant."
            if mine
            else "Repris d’après les papiers. L’aide n’est pas ordonnée avant votre confirmation.",
            action="Corriger" if mine else "Relire",
        )
