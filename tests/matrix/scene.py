"""A scene for the access matrix: people at every step of being opened, with a canary in every text of every table.

What each reader may see is written here by hand, from the design's table of slices, never computed by the code
under test.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.apps import apps
from django.db import models, transaction

from rivage.accounts import roles
from rivage.associations.models import Agrement
from rivage.commissions.models import Member, PaperCopy, Seance, Seat, SeatHolder
from rivage.core import clock
from rivage.core.perimeter import Perimeter, perimeter
from rivage.core.versions import version_of
from rivage.dossiers import models as dossiers
from rivage.outreach import actions as outreach
from rivage.outreach.actions import RoundTold
from rivage.outreach.models import Round, Workshop
from rivage.outreach.workshops.actions import WorkshopTold, note_workshop
from rivage.people.models import (
    Person,
    Share,
)
from rivage.people.models.base import PersonRow
from rivage.report import models as report
from rivage.rights import models as rights
from rivage.rights.fund import actions as fund
from rivage.support import models as support
from rivage.support.tally.cells import Sums
from rivage.vault import keys
from tests.database import set_down
from tests.matrix.written import Rows, canary
from tests.matrix.written_files import a_file
from tests.world import World, build

# Every role of the house that somebody holds, and those that confirm others in their body.
EVERYONE = {
    "referent", "lead", "head_office", "delegate", "secretary", "chair", "seat", "signatory", "desk", "payer",
    "region", "ministry", "admin", "auditor",
}  # fmt: skip
AUTHORITY = {"lead", "head_office", "delegate", "chair", "desk", "payer", "region", "ministry", "admin"}

CANARY = re.compile(r"CANARI-([a-z0-9]+)-([a-z]+)-[a-z_]+")

CORE = {"reference", "situation", "account", "project", "aid"}
DELEGATE = CORE | {"identity", "correspondence", "pieces", "avis", "decision", "stay"}
# Slices open to each holder, from the design (§5), by the step that opens them.
OPENED = {
    "delegate": DELEGATE,
    "seat": CORE,
    "protecting": CORE | {"safety"},
    "chair": CORE | {"identity", "avis"},
    "signatory": {"reference", "identity", "project", "avis", "decision"},
    "desk": {"reference", "identity", "decision", "residence", "stay"},
    "payer": {"reference", "identity", "decision", "correspondence"},
}
# Slices that a holder may open further without reading them.
PASSED = {"delegate": {"safety", "residence"}, "chair": {"decision"}}


Kept = TypeVar("Kept", bound=models.Model)


def nominative() -> list[type[models.Model]]:
    """Every model about a person, with its slice."""
    return [model for model in apps.get_models() if issubclass(model, PersonRow) or model is Person]


@dataclass(eq=False)
class Scene:
    """`people`: short name to person. `readers`: short name of person to {membership name: slices}.

    `objects`: short name of person to {name of a URL argument: value}.
    """

    world: World
    people: dict[str, Person] = field(default_factory=dict)
    readers: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    objects: dict[str, dict[str, Any]] = field(default_factory=dict)
    seances: dict[str, Seance] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    copies: dict[str, PaperCopy] = field(default_factory=dict)
    orders: dict[str, rights.AfisOrder] = field(default_factory=dict)
    agrements: dict[str, Agrement] = field(default_factory=dict)
    aids_of_fund: dict[str, rights.FundAid] = field(default_factory=dict)
    rounds: dict[str, Round] = field(default_factory=dict)
    workshops: dict[str, Workshop] = field(default_factory=dict)
    tallies: dict[str, support.Tally] = field(default_factory=dict)

    def slices(self, membership: str, person: str) -> set[str]:
        """Slices of a person open to a membership; `all` for those of her antenne."""
        return self.readers[person].get(membership, set())

    def common(self, name: str, reader: str) -> Any:
        """An object that is nobody's file, near the reader: a session, a member, a membership."""
        code = (self.world[reader].departements or ["33"])[0]
        code = code if code in self.seances else "33"
        known = {
            "seance": self.seances[code].pk,
            "member": self.members[f"seat:{code}"].pk,
            "seat": self.world[f"seat:{code}"].seat_id,
            "copy": self.copies[code].pk,
            "order": self.orders[code].pk,
            "fonction": self.world[reader].pk,
            "organisme": self.world[reader].body_id,
            "agrement": self.agrements[code].pk,
            "fundaid": self._of_antenne(self.aids_of_fund, reader, code).pk,
            "round": self._of_antenne(self.rounds, reader, code).pk,
            "workshop": self._of_antenne(self.workshops, reader, code).pk,
            "tally": self._of_antenne(self.tallies, reader, code).pk,
        }
        return known[name]

    def _of_antenne(self, known: dict[str, Kept], reader: str, code: str) -> Kept:
        """That of the reader's own antenne, else one of the département."""
        own = next((n for n, body in self.world.bodies.items() if body.pk == self.world[reader].body_id), "")
        return known.get(own) or known[f"estuaire{code}"]


def _everything(world: World, antenne: str, code: str) -> Perimeter:
    """Enough to write every table of one person: only the scene has it."""
    holders = (f"delegate:{code}",)
    return Perimeter(
        role="delegate",
        membership=world[f"delegate:{code}"].pk,
        user=world[f"delegate:{code}"].user_id,
        bodies=(world.bodies[antenne].pk,),
        holders=holders,
        departements=(code,),
        keys=(world.bodies[antenne].pk, world.bodies[f"pref{code}"].pk),
    )


def compose(world: World) -> Scene:
    """The scene: eight people over three antennes and two départements."""
    scene = Scene(world)
    _without_files(world)
    for code in ("33", "75"):
        _commission(scene, code)
        _funds(scene, code)
    give = {
        "brouillon": ("estuaire33", {}),
        "deposee": ("estuaire33", {"delegate": 1}),
        "seance": ("estuaire33", {"delegate": 1, "seat": 1, "protecting": 1, "chair": 1}),
        "decidee": ("estuaire33", {"delegate": 1, "signatory": 1}),
        "accordee": ("estuaire33", {"delegate": 1, "desk": 1, "payer": 1}),
        "close": ("estuaire33", {"delegate": 0, "seat": 0, "protecting": 0, "chair": 0, "signatory": 0, "desk": 0}),
        "voisine": ("amarres33", {"delegate": 1, "seat": 1}),
        "paris": ("estuaire75", {"delegate": 1, "seat": 1, "chair": 1, "signatory": 1}),
    }
    for name, (antenne, openings) in give.items():
        _person(scene, name, antenne, openings)
    return scene


def strangers() -> list[roles.DeclaredRole]:
    """Roles of apps that stand beside. Until this scene says by hand what is open to them, nothing is."""
    return [role for role in roles.roles().values() if role.code not in EVERYONE and not role.automatic]


def _without_files(world: World) -> None:
    """Those who read nobody's file: the technical team, the control of accesses, those who steer."""
    for role in strangers():
        # Of an antenne that accompanies people, where it has such a body: it is there that something could open.
        body = "estuaire33" if role.body == "antenne" else role.code
        if body not in world.bodies:
            world.body(body, role.body, f"Organisme inventé, {role.label}", "33")
        world.member(role.code, body, role.code, ["33"])
    world.memberships["admin"] = world.admins[0]
    world.bodies["rivage"] = world.admins[0].body
    world.body("region75", "region", "Direction régionale inventée", "75")
    world.body("ministry", "ministry", "Ministère inventé")
    for name, body, role, codes in (
        ("auditor", "rivage", "auditor", []),
        ("head_office:estuaire", "estuaire", "head_office", []),
        ("region:75", "region75", "region", ["75"]),
        ("ministry", "ministry", "ministry", []),
    ):
        world.member(name, body, role, codes)


def _commission(scene: Scene, code: str) -> None:
    world = scene.world
    with perimeter(world[f"delegate:{code}"].perimeter()), transaction.atomic():
        for kind, label in (("1", "protecting"), ("8", "seat")):
            seat = Seat.objects.create(departement=code, kind=kind, label=label)
            member = Member.objects.create(
                departement=code, name=f"Membre {label} {code}", starts=world.today, ends=date(2029, 1, 1)
            )
            SeatHolder.objects.create(
                departement=code, seat=seat, member=member, starts=world.today, ends=date(2029, 1, 1)
            )
            scene.members[f"{label}:{code}"] = member
            name = f"{label}:{code}"
            world.member(name, f"pref{code}", "seat", [code], seat_id=seat.pk)
            Member.objects.filter(pk=member.pk).update(user=world[name].user)
        scene.seances[code] = Seance.objects.create(
            departement=code,
            at=clock.now() + timedelta(days=10),
            place="Salle des cartes",
            convened_at=clock.now(),
        )
        scene.members[f"aside:{code}"] = Member.objects.create(
            departement=code, name=f"Membre retiré {code}", starts=world.today, ends=date(2029, 1, 1)
        )
        scene.copies[code] = PaperCopy.objects.create(
            departement=code,
            seance=scene.seances[code],
            number=1,
            member=scene.members[f"seat:{code}"],
            printed_by=world[f"secretary:{code}"],
        )
        scene.agrements[code] = Agrement.objects.create(
            association=world.bodies["estuaire"],
            departement=code,
            reference="Arrêté inventé",
            starts=world.today - timedelta(days=400),
            ends=world.today + timedelta(days=100),
            source="own_desk",
            recorded_by=world[f"delegate:{code}"],
        )
        scene.orders[code] = rights.AfisOrder.objects.create(
            departement=code,
            n=1,
            month=world.today.replace(day=1),
            issued_at=clock.now(),
            issued_by=world[f"delegate:{code}"],
        )
    for role, kind in (("desk", "desk"), ("payer", "payer")):
        world.body(f"{role}{code}", kind, f"{role.title()} {code}", code)
        world.member(f"{role}:{code}", f"{role}{code}", role, [code])


def _funds(scene: Scene, code: str) -> None:
    """The line of a département, and what each of its antennes asks of it."""
    world = scene.world
    with perimeter(world[f"delegate:{code}"].perimeter()), transaction.atomic():
        line = rights.FundLine.objects.create(
            departement=code,
            year=world.today.year,
            amount=Decimal(1000),
            opened_on=world.today,
            recorded_by=world[f"delegate:{code}"],
        )
    for antenne in (f"estuaire{code}", f"amarres{code}"):
        if f"referent:{antenne}" in world.memberships:
            _fund(scene, line, antenne)
            _team(scene, antenne)


def _fund(scene: Scene, line: rights.FundLine, antenne: str) -> None:
    """An aid of the fund asked by an antenne, which reads its own alone."""
    referent = scene.world[f"referent:{antenne}"]
    with perimeter(referent.perimeter()), transaction.atomic():
        scene.aids_of_fund[antenne] = aid = rights.FundAid.objects.create(
            departement=line.departement,
            line=line,
            antenne=scene.world.bodies[antenne],
            number=f"F-{antenne.upper()}",
            purpose="training",
            asked=Decimal(100),
            asked_on=scene.world.today,
            asked_by=referent,
        )
        scene.rounds[antenne] = outreach.note_round(
            actor=referent, on=scene.world.today, told=RoundTold(scene.world.today, "street", met=1), once=uuid4()
        )
        scene.workshops[antenne] = note_workshop(
            actor=referent, on=scene.world.today, told=WorkshopTold(scene.world.today, "french", came=3), once=uuid4()
        )
    delegate = scene.world[f"delegate:{line.departement}"]
    with perimeter(delegate.perimeter()), transaction.atomic():
        said = {"opinion": "favourable", "voice": "delegation", "opinion_on": scene.world.today}
        acts: dict[str, Any] = {"actor": delegate, "on": scene.world.today}
        held = rights.FundAid.objects.get(pk=aid.pk)
        held = fund.give_opinion(**acts, aid=held, **said, version=version_of(held))
        instead = said | {"opinion": "against"}
        fund.correct_fund(**acts, aid=held, instead=instead, why="typing", version=version_of(held))


def _team(scene: Scene, antenne: str) -> None:
    """What a team counts of itself, by its lead."""
    lead, today = scene.world[f"lead:{antenne}"], scene.world.today
    own = {"body": scene.world.bodies[antenne], "recorded_by": lead}
    with perimeter(lead.perimeter()), transaction.atomic():
        support.Staffing.objects.create(since=today, posts=2, **own)
        support.WeekTime.objects.create(week=today - timedelta(days=today.weekday()), path=7, **own)
        support.TurnedAway.objects.create(day=today, kind="caming", **own)
        scene.tallies[antenne] = support.Tally.objects.create(
            body=scene.world.bodies[antenne], year=today.year, sums=Sums(1)
        )
        set_down(scene.tallies[antenne], year=today.year - 1)
        year = {"year": today.year - 1, **own}
        closing = report.YearClosing.objects.create(closed_on=today, figures=[], **year)
        leaving = report.YearLeaving.objects.create(closing=closing, n=1, figures=[], **year)
        report.YearTotal.objects.create(leaving=leaving, code="stock", n=5, said="few", **own)


def _person(scene: Scene, name: str, antenne: str, openings: dict[str, int]) -> None:
    world = scene.world
    body = world.bodies[antenne]
    code = body.departement
    everything = _everything(world, antenne, code)
    with perimeter(everything), transaction.atomic():
        person = Person(antenne=body, departement=code)
        keys.create(person.pk, body.pk)
        person.save(force_insert=True)
        rows = Rows(person, name, world, scene)
        rows.antenne()
        a_file(rows.add, rows.referent(), partial(canary, name))
        for kind, in_force in openings.items():
            if kind == "delegate":
                keys.open_to(person.pk, body.pk, world.bodies[f"pref{code}"].pk)
            # The antenne opens to the délégation, which opens to the others.
            with perimeter(replace(everything, role="lead") if kind == "delegate" else everything):
                _share(scene, person, kind, code, in_force)
        if openings.get("delegate"):
            rows.state()
    referent = world[f"referent:{antenne}"]
    with perimeter(referent.perimeter()), transaction.atomic():
        before = rows.add(dossiers.Parcours, departement=code, ended_on=world.today, end_kind="no_news")
        taken = rows.add(dossiers.TakeOver, parcours=before, source="paper_held", recorded_by=referent, objection=None)
        rows.transfer(referent)
    with perimeter(everything), transaction.atomic():
        taken.objection = canary(name, "takeover", "objection")
        taken.save(update_fields=["objection"])
    with perimeter(Perimeter(role="system", departements=(code,))), transaction.atomic():
        rows.add(
            rights.Alert,
            departement=code,
            clock="path",
            due=world.today + timedelta(days=90),
            stage=90,
            holder="antenne",
            raised_at=clock.now(),
        )
    scene.people[name] = person
    scene.objects[name] = rows.ids
    scene.readers[name] = {f"lead:{antenne}": {"all"}, f"referent:{antenne}": {"all"}}
    for kind, in_force in openings.items():
        if in_force:
            scene.readers[name][f"{kind}:{code}"] = OPENED[kind]
            if kind == "delegate":
                scene.readers[name][f"secretary:{code}"] = OPENED[kind]


def _share(scene: Scene, person: Person, kind: str, code: str, in_force: int) -> None:
    holder = scene.world[f"{kind}:{code}"].holders[0]
    now, starts = clock.now(), clock.now() - timedelta(days=2)
    row = Share(
        person=person,
        antenne_id=person.antenne_id,
        departement=code,
        holder=holder,
        slices=sorted(OPENED[kind]),
        passes=sorted(PASSED.get(kind, ())),
        giver_id=scene.world[f"delegate:{code}"].pk,
        purpose="instruction",
        ground="scène",
        starts=now,
        ends=now + timedelta(days=60),
    )
    row.save(force_insert=True)
    set_down(row, starts=starts, ends=row.ends if in_force else starts + timedelta(days=1))


def build_scene() -> Scene:
    return compose(build())


def foreign(text: str, scene: Scene, membership: str, people: dict[UUID, str] | None = None) -> set[tuple[str, str]]:
    """Canaries found in `text` that this membership may not read: (person, table)."""
    tables = {model._meta.model_name: model.SLICE for model in nominative()}  # type: ignore[attr-defined]
    found = set(CANARY.findall(text))
    return {
        (person, table) for person, table in found if not scene.slices(membership, person) & {"all", tables[table]}
    }
