"""The invented country of the demo: bodies, accounts and functions, made through the actions."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from rivage.accounts import actions
from rivage.accounts.enums import BodyKind, KnownBy, Role
from rivage.accounts.models import Body, Membership, User
from rivage.accounts.roles import authority
from rivage.core import clock
from rivage.core.perimeter import perimeter
from rivage.demo.applications import come_in, open_accounts

# Written on the sign-in page of the demo: it guards invented people, on this machine alone.
PASSWORD = "rivage-demo-personnes-inventees"  # noqa: S105
DOMAIN = "exemple.invalid"

# Antennes before the préfecture that reads them; each line: short name, kind, name, département, association.
BODIES = (
    ("estuaire", "head_office", "Cap Estuaire", "", ""),
    ("estuaire33", "antenne", "Cap Estuaire, antenne de Gironde", "33", "estuaire"),
    ("estuaire75", "antenne", "Cap Estuaire, antenne de Paris", "75", "estuaire"),
    ("amarres", "head_office", "Les Amarres", "", ""),
    ("amarres33", "antenne", "Les Amarres, Gironde", "33", "amarres"),
    ("amarres23", "antenne", "Les Amarres, Creuse", "23", "amarres"),
    ("pref33", "prefecture", "Préfecture de la Gironde", "33", ""),
    ("pref75", "prefecture", "Préfecture de Paris", "75", ""),
    ("pref23", "prefecture", "Préfecture de la Creuse", "23", ""),
    ("desk33", "desk", "Bureau du séjour, Gironde", "33", ""),
    ("desk75", "desk", "Préfecture de police, séjour", "75", ""),
    ("payer33", "payer", "MSA Rives du Sud", "33", ""),
)
# From where each dates its papers, and where one writes to it, by département.
TOWNS = {"33": ("33000", "Bordeaux"), "75": ("75001", "Paris"), "23": ("23000", "Guéret")}

# Whoever has authority in a body comes first: the following are confirmed by them.
PEOPLE = (
    ("agnes.amer", "Agnès Amer", "estuaire", "head_office", ""),
    ("helene.mole", "Hélène Môle", "estuaire33", "lead", "33"),
    ("jeanne.quai", "Jeanne Quai", "estuaire33", "referent", "33"),
    ("paul.embrun", "Paul Embrun", "estuaire33", "referent", "33"),
    ("maud.balancelle", "Maud Balancelle", "estuaire33", "volunteer", "33"),
    ("rose.jetee", "Rose Jetée", "amarres33", "lead", "33"),
    ("yann.bouee", "Yann Bouée", "amarres33", "referent", "33"),
    ("iris.berge", "Iris Berge", "estuaire75", "lead", "75"),
    ("nadia.phare", "Nadia Phare", "estuaire75", "referent", "75"),
    ("tom.galet", "Tom Galet", "amarres23", "lead", "23"),
    ("claire.digue", "Claire Digue", "pref33", "delegate", "33"),
    ("lise.bassin", "Lise Bassin", "pref33", "secretary", "33"),
    ("odile.cap", "Odile Cap", "pref33", "chair", "33"),
    ("anne.semaphore", "Anne Sémaphore", "pref33", "signatory", "33"),
    ("sophie.rade", "Sophie Rade", "pref75", "delegate", "75"),
    ("omar.cale", "Omar Cale", "pref75", "chair", "75"),
    ("rene.chenal", "René Chenal", "pref23", "chair", "23"),
    ("remi.musoir", "Rémi Musoir", "desk33", "desk", "33"),
    ("ines.ecluse", "Inès Écluse", "desk75", "desk", "75"),
    ("yves.balise", "Yves Balise", "payer33", "payer", "33"),
)
# In what quality she signs for the préfet.
QUALITY = "La secrétaire générale de la préfecture"
SIGNING_ACT = "l’arrêté du 1er septembre 2026 portant délégation de signature"
# At the head of the letters of a préfecture, with a number that is given to nobody.
HEAD = {"service": "Service des décisions individuelles", "contact": "05 36 49 00 00\ndecisions@prefecture.invalid"}
FOUNDED = 200
INTERIM_ACT = "Arrêté du préfet de la Creuse, 2 novembre 2026"


@contextmanager
def acting(membership: Membership) -> Iterator[Membership]:
    """Act as a membership: its perimeter, in one transaction."""
    with perimeter(membership.perimeter()), transaction.atomic():
        yield membership


@dataclass
class Country:
    """Bodies and memberships by short name; a membership's is "<login>" or "<login>@<body>" for a second hat."""

    admins: list[Membership]
    bodies: dict[str, Body] = field(default_factory=dict)
    members: dict[str, Membership] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Membership:
        return self.members[name]

    def add_body(self, short: str, kind: str, name: str, departement: str, parent: str) -> None:
        code, town = TOWNS.get(departement, ("", ""))
        with acting(self.admins[0]) as admin:
            self.bodies[short] = actions.create_body(
                actor=admin,
                on=clock.today(departement or "75"),
                kind=kind,
                name=name,
                departement=departement,
                parent=self.bodies.get(parent),
                address=f"1, quai de l’Exemple\n{code} {town}" if town else "",
                town=town,
                **(HEAD if kind == BodyKind.PREFECTURE else {}),
            )

    def add_user(self, login: str, name: str) -> User:
        with acting(self.admins[0]) as admin:
            return actions.create_user(actor=admin, on=clock.today("75"), email=f"{login}@{DOMAIN}", name=name)

    def seat(
        self,
        login: str,
        user: User | str,
        body: str,
        role: str,
        code: str,
        *,
        days: int = 700,
        interim_act: str = "",
        seat_id: UUID | None = None,
    ) -> Membership:
        """Propose a function by the technical team, confirmed by whoever has authority. `user`: a name, for
        a new account.
        """
        on = clock.today(code or "75")
        with acting(self.admins[0]) as admin:
            proposed = actions.propose_membership(
                actor=admin,
                on=on,
                user=user if isinstance(user, User) else self.add_user(login, user),
                body=self.bodies[body],
                role=role,
                departements=[code] if code else [],
                ends=clock.now() + timedelta(days=days),
                interim_act=interim_act,
                seat_id=seat_id,
            )
        return self.confirm(login, proposed, self._confirmer(proposed), clock.now())

    def confirm(self, login: str, proposed: Membership, confirmer: Membership, instant: datetime) -> Membership:
        """Confirm a function proposed by another, at an instant, once its holder opened her account."""
        open_accounts(PASSWORD)
        come_in(proposed)
        with clock.at(instant), acting(confirmer) as actor:
            signs = {"quality": QUALITY, "signing_act": SIGNING_ACT} if proposed.role == Role.SIGNATORY else {}
            self.members[login] = actions.confirm_membership(
                actor=actor, on=clock.today("75"), membership=proposed, known_by=KnownBy.MET, **signs
            )
        return self.members[login]

    def name_interim(self) -> None:
        """Creuse has no delegate: Gironde's holds the post, by a dated act, six months at most."""
        with clock.at(clock.now() - timedelta(days=19)):
            claire = User.objects.get(email=f"claire.digue@{DOMAIN}")
            self.seat("claire.digue@23", claire, "pref23", "delegate", "23", days=150, interim_act=INTERIM_ACT)

    def _confirmer(self, proposed: Membership) -> Membership:
        leading = authority(proposed.body.kind)
        held = (m for m in self.members.values() if m.body_id == proposed.body_id and m.role in leading)
        return next((m for m in held if m.user_id != proposed.user_id), self.admins[1])


def build() -> Country:
    """Three départements, two associations, one of them with two antennes, as they were two hundred days ago."""
    with clock.at(clock.now() - timedelta(days=FOUNDED)):
        return _build()


def _build() -> Country:
    actions.create_first_admins([(f"ada.vigie@{DOMAIN}", "Ada Vigie"), (f"blaise.hune@{DOMAIN}", "Blaise Hune")])
    open_accounts(PASSWORD)
    admins = list(Membership.objects.filter(role=Role.ADMIN).select_related("body", "user").order_by("user__email"))
    country = Country(admins)
    country.bodies["rivage"] = admins[0].body
    for line in BODIES:
        country.add_body(*line)
    for login, name, body, role, code in PEOPLE:
        country.seat(login, name, body, role, code)
    country.seat("marc.sonde", "Marc Sonde", "rivage", "auditor", "")
    return country
