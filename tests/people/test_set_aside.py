"""Whom she sets aside, over HTTP and through the verbs: by person, in every function, and nobody is told."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from rivage.accounts.homes import found
from rivage.audit import trace
from rivage.audit.models import Event
from rivage.commissions import actions as commissions
from rivage.commissions import printing
from rivage.commissions.models import Member, SeatHolder
from rivage.core.refusal import Refused
from rivage.people import actions as people
from rivage.people import readers
from rivage.people.models import Exclusion, Person
from rivage.people.todo import unread
from tests.commissions.room import Room
from tests.dossiers.path import deposited, new_person
from tests.stories import after
from tests.world import World, acting

WHO = "referent:estuaire33"
WAITS = "Un dossier attend un autre agent"


def ask(world: World, who: str, name: str, data: dict | None = None, **ids):
    client = Client()
    client.force_login(world[who].user, backend="django.contrib.auth.backends.ModelBackend")
    url = reverse(name, kwargs={"membership": world[who].pk, **ids})
    return client.get(url) if data is None else client.post(url, data)


def set_aside(world: World, person: Person, *holders: str) -> None:
    with acting(world[WHO]) as referent:
        for holder in holders:
            people.exclude(actor=referent, on=world.today, person=person, holder=holder)


def user(world: World, who: str) -> str:
    return f"user:{world[who].user_id}"


def closed(person: Person, *names: str) -> set[str]:
    return {row.holder for row in Exclusion.closing([person.pk], names)}


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "colleague"), [("secretary:33", "delegate:33"), ("delegate:33", "secretary:33")])
def test_h3_an_agent_set_aside_finds_her_nowhere_and_a_colleague_does_the_work(
    world: World, who: str, colleague: str
) -> None:
    demande = after(world, deposited)
    empty = ask(world, who, "desk:home").content.decode().count("Awa")
    assert empty, "she is on that home before"
    set_aside(world, demande.person, user(world, who))
    pages = {
        "people:person": {"person": demande.person_id},
        "dossiers:demande": {"demande": demande.pk},
    }
    for page, ids in pages.items():
        assert ask(world, who, page, **ids).status_code == 404, page
        assert ask(world, colleague, page, **ids).status_code == 200, page
    lists = ("desk:home", "people:list", "dossiers:list", "desk:follow_up")
    for page in lists:
        said = ask(world, who, page).content.decode()
        assert not {"Awa", demande.person.reference} & set(said.replace("<", " ").split()), page
        assert WAITS not in said
    assert "Corail" not in ask(world, who, "people:list", {"q": "awa"}).content.decode()
    assert b"Corail" not in ask(world, who, "people:list_export", {"format": "csv"}).content
    with acting(world[who]):
        assert not Person.objects.filter(pk=demande.person_id).exists()


@pytest.mark.django_db
def test_h3_a_function_received_later_does_not_read_either(world: World) -> None:
    room = after(world, Room)
    seat = room.account("8")
    demande = deposited(world)
    set_aside(world, demande.person, f"user:{seat.user_id}")
    world.member("secretary2:33", "pref33", "secretary", ["33"], user=seat.user)
    assert ask(world, "secretary2:33", "people:person", person=demande.person_id).status_code == 404
    with acting(world["delegate:33"]) as delegate:
        assert Person.objects.visible_to(delegate).filter(pk=demande.person_id).exists()


@pytest.mark.django_db
def test_h3_every_member_and_every_agent_can_be_named_and_who_accompanies_her_cannot(world: World) -> None:
    room = after(world, Room)
    with acting(world["delegate:33"]) as delegate:
        for kind in ("10", "11"):
            commissions.add_seat(actor=delegate, on=world.today, departement="33", kind=kind, label="deux du même nom")
    world.body("payer33", "payer", "Caisse inventée", "33")
    world.member("payer:33", "payer33", "payer", ["33"])
    person = new_person(world)
    with acting(world[WHO]):
        able = readers.of(person)
        assert len({one.label for one in able}) == len(able), "each line says which it is"
        offered = {one.holder: one for one in able}
    agents = ("delegate:33", "secretary:33", "chair:33", "signatory:33", "payer:33", "lead:estuaire33")
    assert {user(world, name) for name in agents} <= set(offered)
    assert {f"member:{member.pk}" for member in room.members.values()} <= set(offered)
    assert user(world, WHO) not in offered
    assert user(world, "referent:amarres33") not in offered, "another antenne reads nothing of her"
    assert "Seule personne à cette fonction" in offered[user(world, "payer:33")].label
    assert "Seule personne" not in offered[user(world, "secretary:33")].label
    assert "police" in offered[f"member:{room.members['Luc Écluse'].pk}"].label
    with pytest.raises(Refused):
        set_aside(world, person, user(world, WHO))
    said = ask(world, WHO, "people:readers", person=person.pk).content.decode()
    assert "Luc Écluse" in said
    assert said.index("Votre association</p>") < said.index("Membres de la commission</p>") < said.index("Sièges</p>")
    assert "checked" not in said, "nobody is chosen before she says"
    assert ask(world, WHO, "people:readers", {"holder": user(world, "payer:33")}, person=person.pk).status_code == 303
    assert "payeur" in ask(world, WHO, "people:person", person=person.pk).content.decode()


@pytest.mark.django_db
def test_a_member_named_without_an_account_stays_set_aside_once_there_is_one(world: World) -> None:
    room = after(world, Room)
    person = new_person(world)
    member = room.members["Sylvie Jetée"]
    set_aside(world, person, f"member:{member.pk}")
    with acting(world["delegate:33"]) as delegate:
        holder = SeatHolder.objects.get(member=member)
        commissions.propose_account(actor=delegate, on=world.today, holder=holder, email="sylvie@exemple.invalid")
        known = Member.objects.get(pk=member.pk).user_id
    with acting(world[WHO]):
        assert Exclusion.objects.get(person=person).holder == f"member:{member.pk}"
        assert closed(person, f"user:{known}", f"member:{member.pk}", f"user:{world[WHO].user_id}") == {
            f"user:{known}",
            f"member:{member.pk}",
        }
        assert [one.name for one in readers.closed(person, readers.of(person)).values()] == ["Sylvie Jetée"]


@pytest.mark.django_db
def test_an_agenda_has_no_hole_where_a_file_is_hidden(world: World) -> None:
    room = after(world, Room)
    seance = room.seance()
    first, second, third = (room.scheduled(seance) for _ in range(3))
    with acting(world["referent:amarres33"]) as referent:
        people.exclude(actor=referent, on=world.today, person=first.person, holder=user(world, "secretary:33"))
    page = ask(world, "secretary:33", "commissions:preparation", seance=seance.pk).content.decode()
    assert re.findall(r'rv-chiffre">(\d+)</span>\.', page) == ["1", "2"]
    with acting(world["secretary:33"]) as secretary:
        commissions.reorder(actor=secretary, on=world.today, item=third, position=1, shown=2)
        assert [(one.order, one.reference) for one in printing.agenda(seance)] == [
            (1, third.person.reference),
            (2, second.person.reference),
        ]
    with acting(world["delegate:33"]):
        assert [one.reference for one in printing.agenda(seance)] == [
            one.person.reference for one in (first, third, second)
        ]


@pytest.mark.django_db
def test_a_colleague_of_her_antenne_set_aside_reads_nothing_and_cannot_be_named(world: World) -> None:
    person = after(world, new_person)
    assert ask(world, "lead:estuaire33", "people:person", person=person.pk).status_code == 200
    set_aside(world, person, user(world, "lead:estuaire33"), user(world, "other:estuaire33"))
    assert ask(world, "lead:estuaire33", "people:person", person=person.pk).status_code == 404
    other = world["other:estuaire33"].user
    with acting(world[WHO]) as referent, pytest.raises(Refused, match="ne lise rien"):
        people.assign(actor=referent, on=world.today, person=person, user=other, kind="co_referent")


@pytest.mark.django_db
def test_a_file_that_nobody_in_office_may_read_waits_for_another_agent(world: World) -> None:
    demande = after(world, deposited)
    set_aside(world, demande.person, user(world, "secretary:33"))
    with acting(world["delegate:33"]) as delegate:
        assert list(unread(delegate, world.today)) == []
    set_aside(world, demande.person, user(world, "delegate:33"))
    for who in ("delegate:33", "chair:33"):
        with acting(world[who]) as reader:
            items = [one for one in found(reader, world.today) if getattr(one, "title", "") == WAITS]
        assert [(one.reference, one.person) for one in items] == [("", None)], who
    with acting(world["delegate:75"]) as elsewhere:
        assert list(unread(elsewhere, world.today)) == []
    world.member("secretary2:33", "pref33", "secretary", ["33"])
    assert ask(world, "secretary2:33", "people:person", person=demande.person_id).status_code == 200
    with acting(world["delegate:33"]) as delegate:
        assert list(unread(delegate, world.today)) == []


def traced(world: World, who: str) -> list[str]:
    """Every line of the trace as a file, without its heading: acts about people, as this function reads them."""
    said = ask(world, who, "accounts:trace_export", {"format": "csv"})
    assert said.status_code == 200
    return said.content.decode().splitlines()


@pytest.mark.django_db
def test_the_trace_tells_nobody_that_somebody_set_him_aside(world: World) -> None:
    """An act about her alone is nowhere; one about several shows the others; elsewhere nothing changes."""
    person, other = after(world, new_person), new_person(world)
    with acting(world[WHO]):
        trace.record("read", people=[person.pk, other.pk], antennes=[person.antenne_id], slices=[])
    before = traced(world, "lead:estuaire33")
    assert any(person.reference in line for line in before)
    set_aside(world, person, user(world, "lead:estuaire33"))
    said = traced(world, "lead:estuaire33")
    assert not [line for line in said if person.reference in line or "non nommé" in line or "écarté" in line]
    shared = [line for line in before if person.reference in line and other.reference in line]
    assert len(shared) == 1
    assert {line for line in before if person.reference not in line} <= set(said)
    alone = f";{other.reference};33"
    assert [line for line in said if line.endswith(alone) and shared[0].startswith(line.removesuffix(alone))]
    page = ask(world, "lead:estuaire33", "accounts:trace").content.decode()
    assert other.reference in page
    assert "non nommé" not in page
    with acting(world["lead:estuaire33"]) as lead:
        assert not Event.objects.filter(kind="reader_excluded").exists()
        assert not Event.objects.visible_to(lead).filter(people=[person.pk]).exists()
    world.bodies["rivage"] = world.admins[0].body
    world.member("auditor", "rivage", "auditor", [])
    with acting(world["auditor"]) as auditor:
        assert Event.objects.visible_to(auditor).filter(kind="reader_excluded").exists()


@pytest.mark.django_db
def test_an_agent_and_a_member_of_one_name_are_one_and_set_aside_together(world: World) -> None:
    """Whatever comes first: the member set aside, then an account made under her name without a word of her seat."""
    room = after(world, Room)
    person = new_person(world)
    member = f"member:{room.members['Sylvie Jetée'].pk}"
    set_aside(world, person, member)
    agent = world.member("secretary2:33", "pref33", "secretary", ["33"], user=world.user("sylvie jetee"))
    elsewhere = world.member("secretary2:75", "pref75", "secretary", ["75"], user=world.user("Luc Ecluse"))
    with acting(world[WHO]) as referent:
        assert [row.holder for row in Exclusion.objects.all()] == [member]
        assert closed(person, member, f"user:{agent.user_id}") == {member, f"user:{agent.user_id}"}
        found = [one for one in readers.of(person) if member in one.holders]
        assert [set(one.holders) for one in found] == [{member, f"user:{agent.user_id}"}]
        lifted = Exclusion.objects.get()
    # Read before the gesture: every title under which she reads again.
    asked = " ".join(ask(world, WHO, "people:reader_back", exclusion=lifted.pk).content.decode().split())
    for said in ("secrétariat de la commission", "commission : éducation", "tenus pour une seule personne"):
        assert said in asked
    with acting(world[WHO]) as referent:
        people.readmit(actor=referent, on=world.today, exclusion=lifted)
        assert not Exclusion.objects.exists()
        people.exclude(actor=referent, on=world.today, person=person, holder=f"user:{agent.user_id}")
        assert closed(person, member, f"user:{elsewhere.user_id}") == {member}
    page = ask(world, WHO, "people:person", person=person.pk).content.decode()
    assert page.count("Ne plus écarter") == 1
