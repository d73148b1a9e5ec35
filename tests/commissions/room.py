"""A commission, its members and a session, made through the actions."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from rivage.accounts.models import Membership
from rivage.commissions import actions
from rivage.commissions.models import AgendaItem, Member, Seance, Seat
from rivage.core import clock
from rivage.dossiers.models import Demande
from tests.dossiers.path import completed
from tests.world import PARIS, World, acting, away

PLACE = "Salle des Cartes"
# Number of the text, label, name: one person on seats 2 and 7; seat 5 vacant.
SEATS = (
    ("1", "magistrat", "Marc Ponton"),
    ("2", "solidarités", "Anne Passerelle"),
    ("3", "police", "Luc Écluse"),
    ("5", "gendarmerie", ""),
    ("7", "emploi", "Anne Passerelle"),
    ("8", "éducation", "Sylvie Jetée"),
    ("9", "médecin", "Omar Cabestan"),
    ("11", "Cap Estuaire", "Hélène Môle"),
)


class Room:
    """`members` and `seats` by name and by number; `accounts`: memberships of seats by number."""

    def __init__(self, world: World, code: str = "33") -> None:
        self.world, self.code = world, code
        self.seats: dict[str, Seat] = {}
        self.members: dict[str, Member] = {}
        self.accounts: dict[str, Membership] = {}
        with acting(world[f"delegate:{code}"]) as delegate:
            on = world.today
            self.members["Odile Cap"] = actions.name_holder(
                actor=delegate, on=on, seat=None, departement=code, name="Odile Cap", starts=on
            )
            for kind, label, name in SEATS:
                seat = actions.add_seat(actor=delegate, on=on, departement=code, kind=kind, label=label)
                self.seats[kind] = seat
                if name:
                    self._name(delegate, seat, name)

    def _name(self, delegate: Membership, seat: Seat, name: str) -> None:
        body = self.world.bodies["estuaire33"] if seat.kind == "11" else None
        self.members[name] = actions.name_holder(
            actor=delegate,
            on=self.world.today,
            seat=seat,
            member=self.members.get(name),
            name=name,
            body=body,
            email=f"{seat.kind}@exemple.invalid",
            starts=self.world.today,
        )

    def account(self, kind: str) -> Membership:
        """An account for the holder of a seat."""
        name = f"seat{kind}:{self.code}"
        self.accounts[kind] = self.world.member(
            name, f"pref{self.code}", "seat", [self.code], seat_id=self.seats[kind].pk
        )
        with acting(self.world[f"delegate:{self.code}"]):
            holder = self.seats[kind].holders.get().member
            holder.user = self.accounts[kind].user
            holder.save(update_fields=["user"])
        return self.accounts[kind]

    def seance(self, days: int = 10) -> Seance:
        at = away(days).astimezone(PARIS).replace(hour=14, minute=0)
        with acting(self.world[f"delegate:{self.code}"]) as delegate:
            return actions.plan_seance(actor=delegate, on=self.world.today, departement=self.code, at=at, place=PLACE)

    def scheduled(self, seance: Seance, who: str = "referent:amarres33") -> AgendaItem:
        """A complete demande put on its agenda."""
        return self.schedule(completed(self.world, who), seance)

    def schedule(self, demande: Demande, seance: Seance) -> AgendaItem:
        with acting(self.world[f"delegate:{self.code}"]) as delegate:
            return actions.schedule(
                actor=delegate, on=self.world.today, demande=demande, seance=seance, version=demande.version
            )

    def convened(self, seance: Seance, **values: str) -> Seance:
        with acting(self.world[f"delegate:{self.code}"]) as delegate:
            return actions.convene(
                actor=delegate, on=self.world.today, seance=seance, **({"channel": "mail"} | values)
            )

    def attend(self, seance: Seance, *names: str, mode: str = "present", to: str = "") -> None:
        with acting(self.world[f"delegate:{self.code}"]) as delegate:
            for name in names:
                actions.set_attendance(
                    actor=delegate,
                    on=day_of(seance),
                    seance=seance,
                    member=self.members[name],
                    mode=mode,
                    mandate_to=self.members[to] if to else None,
                )

    def missed(self, seance: Seance, *names: str) -> None:
        """The presence of each member noted: these are there, the others are not."""
        self.attend(seance, *names)
        self.attend(seance, *(name for name in self.members if name not in names), mode="absent")

    def opened(self, seance: Seance) -> Seance:
        with acting(self.world[f"delegate:{self.code}"]) as delegate:
            return actions.open_seance(actor=delegate, on=day_of(seance), seance=seance)


def day_of(seance: Seance) -> date:
    return seance.at.date()


@contextmanager
def on_the_day(seance: Seance) -> Iterator[datetime]:
    """The clock an hour after the session was to begin."""
    instant = seance.at + timedelta(hours=1)
    with clock.at(instant):
        yield instant


ALL_HERE = ("Odile Cap", "Marc Ponton", "Anne Passerelle", "Luc Écluse", "Sylvie Jetée")


def one_file_convened(world: World) -> tuple[Room, Seance, AgendaItem]:
    """A session that is convened, with one file on its agenda."""
    room = Room(world)
    seance = room.seance()
    item = room.scheduled(seance)
    return room, room.convened(seance), item


def one_file_sitting(world: World) -> tuple[Room, Seance, AgendaItem]:
    """The same session, open: five members there, one of them on two seats; others absent."""
    room, seance, item = one_file_convened(world)
    with on_the_day(seance):
        room.attend(seance, *ALL_HERE)
        return room, room.opened(seance), item
