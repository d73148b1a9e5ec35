"""Accounts to be given back: on the home of whose account it is, in every function, and of who may confirm it."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse

from rivage.accounts import roles
from rivage.accounts.enums import Role
from rivage.accounts.homes import Item, PanelLine, SidePanel, register
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.core import clock, french
from rivage.doors import shut
from rivage.doors.models import HOURS, LIFTED, Recovery, Unlocking
from rivage.doors.recovery import can_confirm
from rivage.law import territory
from rivage.law.wording import count, of_word

AFTER = f"{HOURS} heures après que quelqu’un d’autre l’a confirmé"


def own(membership: Membership, on: date) -> Iterator[Item]:
    """That somebody asks that the account of whoever reads be opened anew, until it ended."""
    row = Recovery.objects.live().filter(user=membership.user_id).select_related("asked_by").first()
    if row is not None:
        when = f"le {french.moment(row.opens_at, membership.zone)}" if row.opens_at else AFTER
        yield Item(
            title="Quelqu’un demande que votre compte soit rouvert",
            url=reverse("doors:account"),
            since=clock.local_day(row.created_at, membership.body.departement or territory.PARIS),
            who=row.asked_by.name,
            consequence=f"Si ce n’est pas vous, refusez : sinon un lien qui ouvre ce compte part {when}.",
            action="Lire, ou refuser",
            own=True,
        )


def recoveries(membership: Membership, on: date) -> Iterator[Item | SidePanel]:
    """Requests about accounts that this membership may confirm, the oldest first; beside, what became of its own."""
    own: list[PanelLine] = []
    for row in _live(membership):
        if row.asked_by_id == membership.user_id:
            own.append(_asked(membership, row))
        elif row.user_id != membership.user_id and row.confirmed_at is None and can_confirm(membership, row):
            yield _to_confirm(membership, row)
    if own:
        yield SidePanel("Ce que vous avez demandé", tuple(own), "")


def _live(membership: Membership) -> list[Recovery | Unlocking]:
    governed = Q(membership__in=Membership.objects.governed_by(membership))
    named = ("membership__body", "membership__user", "user", "asked_by", "confirmed_by")
    # What was opened again is said to who asked, for as long as she could have been asked for it.
    done = Q(confirmed_at__gt=clock.now() - LIFTED, asked_by=membership.user_id)
    # Nearly always none: what they name is read of those that are there, and not joined.
    held = [
        *Recovery.objects.live().filter(governed).prefetch_related(*named),
        *(Unlocking.objects.live() | Unlocking.objects.filter(done)).filter(governed).prefetch_related(*named),
    ]
    return sorted(held, key=lambda row: row.created_at)


def _to_confirm(membership: Membership, row: Recovery | Unlocking) -> Item:
    lifts = isinstance(row, Unlocking)
    return Item(
        title="Rouvrir un compte que des essais ont fermé" if lifts else "Rendre son compte à quelqu’un",
        url=link(membership, "recovery:reopen" if lifts else "recovery:ask", fonction=row.membership_id),
        since=clock.local_day(row.created_at, row.membership.body.departement or territory.PARIS),
        who=row.user.name,
        consequence=f"{row.asked_by.name} le demande, et quelqu’un d’autre le confirme : parlez d’abord à "
        "cette personne, de vive voix.",
        action="Voir",
    )


def _asked(membership: Membership, row: Recovery | Unlocking) -> PanelLine:
    lifts, waits = isinstance(row, Unlocking), "Quelqu’un d’autre ne l’a pas encore confirmé."
    said = f"Confirmé par {row.confirmed_by.name}." if row.confirmed_by else waits
    if row.confirmed_by and isinstance(row, Recovery) and row.opens_at:
        said += f" Le lien part le {french.moment(row.opens_at, membership.zone)}."
    return PanelLine(
        title=f"{'Rouvrir le compte' if lifts else 'Rendre le compte'} {of_word(row.user.name)}",
        url="" if lifts else link(membership, "recovery:end", fonction=row.membership_id),
        note=said,
        icon="unlock",
    )


def closed(membership: Membership, on: date) -> Iterator[Item]:
    """That accounts are closed now, for who may have them given back."""
    found = shut.now()
    if found:
        accounts = {one.user.pk: one.user.name for one in found}
        yield Item(
            title="Des comptes sont fermés" if len(accounts) > 1 else "Un compte est fermé",
            url=link(membership, "recovery:shut"),
            since=clock.local_day(min(one.since for one in found), territory.PARIS),
            who=next(iter(accounts.values())) if len(accounts) == 1 else "",
            consequence=f"{count(len(accounts), 'compte')}. Des mots de passe ou des codes faux ont été donnés, par "
            "leur titulaire ou par quelqu’un d’autre.",
            action="Voir",
        )


register(own, roles=roles.roles(), rank=0)
register(recoveries, roles=roles.leading(), rank=5)
register(closed, roles=(Role.ADMIN,), rank=7)
