"""Bodies, accounts and functions of the invented nation, and the commission of each département."""

import random
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from uuid import UUID

from django.contrib.auth.hashers import make_password

from rivage.accounts.enums import Role
from rivage.accounts.models import Body, Membership, User
from rivage.accounts.verifiers import sealed
from rivage.commissions.models import Commission, Member, Seance, Seat, SeatHolder
from rivage.core import clock
from rivage.demo.country import DOMAIN, HEAD, PASSWORD, QUALITY, SIGNING_ACT
from rivage.demo.national.calendar import MONTH, MONTHS_AHEAD, MONTHS_BACK, later, told_on
from rivage.demo.national.copying import Copier
from rivage.demo.national.scale import Scale
from rivage.law import territory
from rivage.law.period import add_months
from rivage.vault import keysets

SEATS = ("1", "3", "5", "6", "8")
STATE_ROLES = ("delegate", "secretary", "chair", "signatory")
# Places of many people: they get several antennes and a larger share of the paths.
LARGE = ("75", "13", "69", "59", "33", "31", "93", "06", "34", "44")
EVERY_MONTHS = 4


@dataclass(slots=True)
class Antenne:
    """An antenne and who works there; `weight`: its share of the people."""

    body: Body
    lead: Membership
    referents: list[Membership]
    weight: float


@dataclass(slots=True)
class Place:
    """One département: its bodies, functions, sessions oldest first."""

    code: str
    prefecture: Body
    roles: dict[str, Membership] = field(default_factory=dict)
    seats: list[Membership] = field(default_factory=list)
    seances: list[Seance] = field(default_factory=list)
    antennes: list[Antenne] = field(default_factory=list)
    orders: int = 0


class Founding:
    """Draws every body of a scale."""

    def __init__(self, scale: Scale, draw: random.Random, copier: Copier) -> None:
        self.scale, self.draw, self.copier = scale, draw, copier
        self.today = told_on()
        self.since, self.until = add_months(self.today, -MONTHS_BACK), add_months(self.today, MONTHS_AHEAD)
        self.start = datetime.combine(self.since, time(), clock.zone(territory.PARIS))
        self.verifier = make_password(PASSWORD)
        self.admins = [self._user(f"admin{n}", f"Admin {n}") for n in (1, 2)]
        self.users = 0

    def _user(self, login: str, name: str) -> User:
        user = User(email=f"{login}@{DOMAIN}", name=name, activated_at=self.start)
        user.password = sealed(user.pk, self.verifier)
        return user

    def found(self) -> list[Place]:
        """Every département, or as many as there are antennes."""
        team = self._body("rivage", "Équipe technique", "")
        for user, other in (self.admins, self.admins[::-1]):
            self.copier.add(user)
            self._membership(user, team, "admin", [], confirmed_by=other)
        places = [self._place(place.code) for place in territory.departements()[: self.scale.antennes]]
        extra = [place for place in places if place.code in LARGE] or places
        for n in range(self.scale.antennes):
            place = places[n] if n < len(places) else extra[n % len(extra)]
            place.antennes.append(self._antenne(place.code, n))
        return places

    def _place(self, code: str) -> Place:
        place = Place(code, self._body("prefecture", f"Préfecture {code}", code))
        for role in STATE_ROLES:
            place.roles[role] = self._member(place.prefecture, role, code)
        for role in ("desk", "payer"):
            place.roles[role] = self._member(self._body(role, f"{role.title()} {code}", code), role, code)
        self.copier.add(Commission(departement=code, order_reference=f"Arrêté {code}", order_date=self.since))
        for kind in SEATS:
            seat = self.copier.add(Seat(departement=code, kind=kind, label=f"Siège {kind}"))
            held = self._member(place.prefecture, "seat", code, seat_id=seat.pk)
            sits = {"departement": code, "starts": self.since, "ends": self.until}
            member = self.copier.add(Member(name=str(held.user), user=held.user, **sits))
            self.copier.add(SeatHolder(seat=seat, member=member, **sits))
            place.seats.append(held)
        self._seances(place)
        return place

    def _seances(self, place: Place) -> None:
        zone = clock.zone(place.code)
        day = later(self.since, self.draw.randrange(100))
        while day < add_months(self.today, 5):
            at = datetime(day.year, day.month, day.day, 14, tzinfo=zone)
            held = day < self.today
            place.seances.append(
                self.copier.add(
                    Seance(
                        departement=place.code,
                        at=at,
                        place="Salle des cartes",
                        convened_at=at - timedelta(days=12) if day < later(self.today, 12) else None,
                        opened_at=at if held else None,
                        closed_at=at + timedelta(hours=3) if held else None,
                    )
                )
            )
            day = later(day, EVERY_MONTHS * MONTH + self.draw.randrange(-20, 20))

    def _antenne(self, code: str, n: int) -> Antenne:
        parent = self._body("head_office", f"Association {n}", "")
        body = self._body("antenne", f"Association {n}, {code}", code, parent)
        lead = self._member(body, "lead", code)
        referents = [self._member(body, "referent", code) for _ in range(self.scale.referents)]
        return Antenne(body, lead, referents, self.draw.lognormvariate(0, 0.8) * (3 if code in LARGE else 1))

    def _body(self, kind: str, name: str, code: str, parent: Body | None = None) -> Body:
        row = Body(kind=kind, name=name, departement=code, parent=parent, address="1 quai", town="Essai-sur-Mer")
        row.service, row.contact = HEAD["service"], HEAD["contact"]
        body: Body = self.copier.add(row)
        if kind in ("antenne", "prefecture"):
            keysets.create(body.pk)
        return body

    def _member(self, body: Body, role: str, code: str, seat_id: UUID | None = None) -> Membership:
        self.users += 1
        user = self._user(f"{role}.{self.users}", f"Agente Inventée {self.users}")
        return self._membership(self.copier.add(user), body, role, [code], seat_id=seat_id)

    def _membership(
        self,
        user: User,
        body: Body,
        role: str,
        codes: list[str],
        seat_id: UUID | None = None,
        confirmed_by: User | None = None,
    ) -> Membership:
        one, two = self.admins
        proposed_by = None if confirmed_by else one
        made: Membership = self.copier.add(
            Membership(
                user=user,
                body=body,
                role=role,
                departements=codes,
                seat_id=seat_id,
                quality=QUALITY if role == Role.SIGNATORY else "",
                signing_act=SIGNING_ACT if role == Role.SIGNATORY else "",
                starts=self.start,
                ends=clock.now() + timedelta(days=700),
                proposed_by=proposed_by,
                confirmed_by=confirmed_by or two,
                confirmed_at=self.start,
            )
        )
        return made
