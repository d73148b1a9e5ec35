"""Homes of those who see no file: the technical administration and the auditor of the trace."""

from collections.abc import Iterator
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Q

from rivage.accounts.enums import AUTHORITY, Role
from rivage.accounts.models import Membership
from rivage.audit.models import Event
from rivage.core import clock
from rivage.desk.homes.items import Home, Item, link
from rivage.law import territory

# Refusals of the same membership on one day, above which the auditor is told.
MANY_REFUSALS = 10


def admin(membership: Membership, on: date) -> Home:
    """Memberships proposed that nobody has confirmed yet."""
    return Home(
        items=tuple(confirmations(membership)),
        nothing_title="Aucune fonction à confirmer",
        nothing_text="Une fonction proposée par quelqu’un attend ici qu’une autre personne la confirme.",
        on=on,
    )


def confirmations(membership: Membership) -> Iterator[Item]:
    """Memberships that this one may confirm: those of its body, or of a body where nobody has authority yet."""
    now = clock.now()
    waiting = (
        Membership.objects.filter(confirmed_by__isnull=True, ends__gt=now, user__isnull=False)
        .exclude(proposed_by=membership.user_id)
        .exclude(user=membership.user_id)
        .select_related("user", "body", "proposed_by")
        .order_by("created_at")
    )
    if membership.role == Role.ADMIN:
        led = Q()
        for kind, roles in AUTHORITY.items():
            led |= Q(body__kind=kind, role__in=roles)
        waiting = waiting.exclude(body__in=Membership.objects.in_force(now).filter(led).values("body"))
    else:
        waiting = waiting.filter(body=membership.body_id)
    for row in waiting:
        proposer = row.proposed_by.name if row.proposed_by else "l’installation"
        yield Item(
            title="Confirmer une fonction",
            url=link(membership, "accounts:memberships"),
            since=clock.local_day(row.created_at, row.body.departement or territory.PARIS),
            who=row.user.name if row.user else "",
            consequence=f"{row}. Proposée par {proposer}.",
            action="Voir",
        )


def auditor(membership: Membership, on: date) -> Home:
    """Alarms of the trace: pages in error, and repeated refusals of one membership."""
    since = datetime.combine(clock.today(territory.PARIS), time(), clock.zone(territory.PARIS))
    today = Event.objects.filter(at__gte=since, kind__in=("refused", "page_failed"))
    counts: dict[tuple[str, UUID | None], int] = {}
    for kind, function in today.values_list("kind", "membership_id"):
        counts[kind, function] = counts.get((kind, function), 0) + 1
    items = []
    for (kind, function), many in sorted(counts.items(), key=lambda found: -found[1]):
        if kind == "refused" and many < MANY_REFUSALS:
            continue
        what = "Des accès refusés se répètent" if kind == "refused" else "Une page est en erreur"
        by_one = ", par la même fonction" if function else ""
        items.append(
            Item(
                title=what,
                url=link(membership, "audit:trace"),
                due=on,
                consequence=f"{many} fois aujourd’hui{by_one}.",
                action="Voir la trace",
            )
        )
    return Home(
        items=tuple(items),
        nothing_title="La trace ne signale rien aujourd’hui",
        nothing_text="Des refus répétés ou une page en erreur s’afficheraient ici.",
        on=on,
    )


def nothing(membership: Membership, on: date) -> Home:
    """Roles whose rooms are not built yet."""
    return Home(
        nothing_title="Rien à faire ici pour l’instant",
        nothing_text="Les pages de votre fonction ne sont pas encore ouvertes.",
        on=on,
    )
