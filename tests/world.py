"""A small invented country for the tests: three départements, their bodies and their people at work.

Everything is made through the actions, each inside the perimeter of whoever acts.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from rivage.accounts import actions as accounts
from rivage.accounts.models import Body, Membership, User
from rivage.accounts.roles import authority
from rivage.core import clock
from rivage.core.perimeter import perimeter
from rivage.demo.applications import open_accounts
from tests.database import Kept

PARIS = ZoneInfo("Europe/Paris")
PASSWORD = "une-phrase-de-passe-inventee"
# Of whoever signs decisions.
QUALITY = "La secrétaire générale de la préfecture"
SIGNING_ACT = "l’arrêté du 1er septembre 2026 portant délégation de signature"
HEAD = {"service": "Service des décisions individuelles", "contact": "05 36 49 00 00\nservice@exemple.invalid"}


def away(days: int) -> datetime:
    """The same hour in Paris, so many days from now: some days are of twenty-three hours, or of twenty-five."""
    here = clock.now().astimezone(PARIS)
    # The hour that comes twice stays the one it is.
    return (here + timedelta(days=days)).replace(fold=here.fold).astimezone(UTC)


@contextmanager
def acting(membership: Membership) -> Iterator[Membership]:
    """Act as a membership: its perimeter, in a transaction."""
    with perimeter(membership.perimeter()), transaction.atomic():
        yield membership


@dataclass
class World:
    """Bodies and memberships by a short name, e.g. `world["delegate:33"]`, `world["referent:estuaire33"]`."""

    today: date
    admins: list[Membership]
    bodies: dict[str, Body] = field(default_factory=dict)
    memberships: dict[str, Membership] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Membership:
        return self.memberships[name]

    def body(self, name: str, kind: str, label: str, departement: str = "", **values: Any) -> Body:
        with acting(self.admins[0]) as admin:
            self.bodies[name] = accounts.create_body(
                actor=admin, on=self.today, kind=kind, name=label, departement=departement, **values
            )
        return self.bodies[name]

    def user(self, name: str) -> User:
        with acting(self.admins[0]) as admin:
            return accounts.create_user(
                actor=admin,
                on=self.today,
                email=f"{name.replace(':', '.').replace(' ', '.')}@exemple.invalid",
                name=name.title(),
            )

    def member(self, name: str, body: str, role: str, departements: list[str], **values: Any) -> Membership:
        """Propose by one administrator, confirm by whoever may."""
        ends = values.pop("ends", clock.now() + timedelta(days=365))
        with acting(self.admins[0]) as admin:
            user = values.pop("user", None) or self.user(name)
            proposed = accounts.propose_membership(
                actor=admin,
                on=self.today,
                user=user,
                body=self.bodies[body],
                role=role,
                departements=departements,
                ends=ends,
                **values,
            )
        open_accounts(PASSWORD)
        with acting(self._confirmer(proposed)) as confirmer:
            signs = {"quality": QUALITY, "signing_act": SIGNING_ACT} if role == "signatory" else {}
            self.memberships[name] = accounts.confirm_membership(
                actor=confirmer, on=self.today, membership=proposed, known_by="met", **signs
            )
        return self.memberships[name]

    def _confirmer(self, proposed: Membership) -> Membership:
        leading = authority(proposed.body.kind)
        for membership in self.memberships.values():
            in_office = membership.body_id == proposed.body_id and membership.role in leading
            if in_office and membership.user_id != proposed.proposed_by_id:
                return membership
        return self.admins[1]


def build() -> World:
    """Gironde (33), Paris (75), Creuse (23); an association with two antennes in 33 and 75, another in 33."""
    accounts.create_first_admins([("un@exemple.invalid", "Admin Un"), ("deux@exemple.invalid", "Admin Deux")])
    open_accounts(PASSWORD)
    admins = list(Membership.objects.filter(role="admin").select_related("body", "user").order_by("user__email"))
    world = World(today=clock.today("33"), admins=admins)
    estuaire = world.body("estuaire", "head_office", "Cap Estuaire")
    world.body("estuaire33", "antenne", "Cap Estuaire Gironde", "33", parent=estuaire, town="Bordeaux")
    world.body("estuaire75", "antenne", "Cap Estuaire Paris", "75", parent=estuaire, town="Paris")
    amarres = world.body("amarres", "head_office", "Les Amarres")
    world.body("amarres33", "antenne", "Les Amarres Gironde", "33", parent=amarres, town="Bordeaux")
    for antenne, code in (("estuaire33", "33"), ("estuaire75", "75"), ("amarres33", "33")):
        world.member(f"lead:{antenne}", antenne, "lead", [code])
        world.member(f"referent:{antenne}", antenne, "referent", [code])
    world.member("other:estuaire33", "estuaire33", "referent", ["33"])
    for code, town in (("33", "Bordeaux"), ("75", "Paris"), ("23", "Guéret")):
        world.body(f"pref{code}", "prefecture", f"Préfecture {code}", code, town=town, **HEAD)
        world.member(f"delegate:{code}", f"pref{code}", "delegate", [code])
        for role in ("secretary", "chair", "signatory"):
            world.member(f"{role}:{code}", f"pref{code}", role, [code])
    return world


def revived(country: Kept[World]) -> World:
    """The world kept, on the day that it is now."""
    world = country.put_back()
    world.today = clock.today("33")
    return world
