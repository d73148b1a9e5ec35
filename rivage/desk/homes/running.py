"""What running paths need: those taken over to confirm, renewals to prepare and those that have not come."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.desk.homes.files import facts_of
from rivage.desk.homes.items import Item, link
from rivage.dossiers.enums import PENDING, Step
from rivage.dossiers.models import Demande, Period, TakeOver
from rivage.dossiers.renewal import point_from
from rivage.law.parcours import expected_months
from rivage.law.period import ONE_DAY
from rivage.people import names
from rivage.rights.clocks import path
from rivage.rights.clocks.renewal import EXPECTED


def to_confirm(membership: Membership, on: date) -> Iterator[Item]:
    """Paths taken over: to confirm by whoever instructs, to correct by the antenne when something differs."""
    mine = membership.is_antenne
    rows = list(
        TakeOver.objects.visible_to(membership)
        .filter(confirmed_on__isnull=True, contested_on__isnull=not mine, parcours__ended_on__isnull=True)
        .select_related("person")
        .defer("objection")
        .order_by("created_at")
    )
    called = names.called(membership, [row.person_id for row in rows])
    for row in rows:
        yield Item(
            title="Corriger un parcours repris" if mine else "Confirmer un parcours repris",
            url=link(membership, "rights:take_over_correct", takeover=row.pk)
            if mine
            else link(membership, "people:person", person=row.person_id),
            since=row.contested_on if mine else clock.local_day(row.created_at, row.person.departement),
            who=called.get(row.person_id, ""),
            reference=row.person.reference,
            consequence="La délégation dit que quelque chose diffère. L’aide n’est pas ordonnée avant."
            if mine
            else "Repris d’après les papiers. L’aide n’est pas ordonnée avant votre confirmation.",
            action="Corriger" if mine else "Lire",
        )


def unrenewed(membership: Membership, periods: list[Period], on: date, *, drafts: bool) -> list[Period]:
    """Periods with months left after them that nothing follows yet. `drafts`: a demande in preparation counts."""
    paths = [period.parcours_id for period in periods]
    steps = PENDING if drafts else [step for step in PENDING if step != Step.DRAFT]
    coming = set(
        Demande.objects.visible_to(membership)
        .filter(parcours_id__in=paths, step__in=steps)
        .values_list("parcours_id", flat=True)
    )
    held = Period.objects.visible_to(membership).filter(parcours_id__in=paths)
    later = set(held.filter(starts__gt=on).values_list("parcours_id", flat=True))
    found = facts_of(membership, [period.person for period in periods])
    return [
        period
        for period in periods
        if period.parcours_id not in coming | later and expected_months(path.used(found[period.person_id]), on)
    ]


def at_the_point(periods: list[Period], on: date) -> list[Period]:
    """Those whose fifth month has begun."""
    return [period for period in periods if point_from(period) <= on]


def to_renew(membership: Membership, periods: list[Period], called: dict[UUID, str]) -> Iterator[Item]:
    """For the antenne: the point of the fifth month, and the renewal to deposit."""
    for row in periods:
        yield Item(
            title="Point à préparer : renouvellement à déposer",
            url=link(membership, "people:person", person=row.person_id),
            due=row.ends - ONE_DAY,
            who=called.get(row.person_id, ""),
            reference=row.person.reference,
            consequence="Sans décision avant ce jour, les droits s’arrêtent au terme.",
            action="Préparer",
        )


def expected(membership: Membership, periods: list[Period], called: dict[UUID, str], on: date) -> Iterator[Item]:
    """For whoever instructs: nothing has come and the term is near."""
    near = [period for period in periods if period.ends - EXPECTED <= on]
    for row in unrenewed(membership, near, on, drafts=False):
        yield Item(
            title="Renouvellement attendu : aucune demande reçue",
            url=link(membership, "people:person", person=row.person_id),
            due=row.ends - ONE_DAY,
            who=called.get(row.person_id, ""),
            reference=row.person.reference,
            consequence="La page dit quelle séance arrive encore avant le terme.",
            action="Voir",
        )
