"""The page *Trace* and who opened a file: who reads what of it, and no content ever."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from rivage.accounts import tables
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.audit.models import Event
from rivage.core import clock
from rivage.core.french import day_in_words
from rivage.people import actions as people
from rivage.people.models import Identity, Person
from rivage.vault import keys, opened
from tests.doors.holding import enter
from tests.world import World, acting, away

pytestmark = pytest.mark.django_db

CANARY = "Awa Corail"


def create(world: World, who: str) -> Person:
    with acting(world[who]) as actor:
        return people.create_person(
            actor=actor,
            on=world.today,
            identity={"name_in_use": CANARY},
            contact={"never": f"Jamais chez {CANARY}"},
            aps_need="yes",
        )


def deposit(world: World, person: Person) -> None:
    with acting(world["referent:estuaire33"]) as actor:
        keys.open_to(person.pk, person.antenne_id, world.bodies["pref33"].pk)
        people.open_file(actor=actor, on=world.today, person=person, holder="delegate:33", opening="deposit")


def read(world: World, who: str, *rows: Person) -> None:
    with acting(world[who]):
        for person in rows:
            assert Identity.objects.get(person=person).called == CANARY
        trace.read(opened.take())


@pytest.fixture
def auditor(world: World) -> Membership:
    world.bodies["rivage"] = world.admins[0].body
    return world.member("auditor", "rivage", "auditor", [])


def get(membership: Membership, rest: str = "", **headers: Any) -> Any:
    client = Client(headers=headers)
    assert membership.user is not None
    client.force_login(membership.user)
    return client.get(f"/m/{membership.pk}/trace/{rest}")


def post(membership: Membership, rest: str = "", **data: str) -> Any:
    client = Client()
    assert membership.user is not None
    client.force_login(membership.user)
    return client.post(f"/m/{membership.pk}/trace/{rest}", data)


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    content: str = response.content.decode()
    assert CANARY not in content
    # The acts that one may choose are those of the house, not those that happened.
    said = re.sub(r"<select.*?</select>", "", content, flags=re.DOTALL)
    return " ".join(re.split(r"[ \n]+", said))


def test_the_auditor_reads_all_with_numbers_and_no_content(world: World, auditor: Membership) -> None:
    one, two = create(world, "referent:estuaire33"), create(world, "referent:amarres33")
    deposit(world, one)
    read(world, "delegate:33", one)
    page = text(get(auditor))
    assert one.reference in page
    assert two.reference in page
    for words in ("A ouvert le dossier", "A lu", "Delegate:33", "Préfecture 33 (33)", "A confirmé une fonction"):
        assert words in page
    # Showing file numbers is itself traced.
    with acting(auditor):
        mine = Event.objects.filter(kind="read", membership_id=auditor.pk)
        assert {person for row in mine for person in row.people} == {one.pk, two.pk}


def test_the_lead_reads_what_concerns_her_people_and_nothing_of_others(world: World, auditor: Membership) -> None:
    one, two = create(world, "referent:estuaire33"), create(world, "referent:amarres33")
    deposit(world, one)
    with acting(world["referent:amarres33"]) as actor:
        keys.open_to(two.pk, two.antenne_id, world.bodies["pref33"].pk)
        people.open_file(actor=actor, on=world.today, person=two, holder="delegate:33", opening="deposit")
    read(world, "delegate:33", one, two)
    page = text(get(world["lead:estuaire33"]))
    assert one.reference in page
    assert "Delegate:33" in page
    assert two.reference not in page
    assert "Referent:Amarres33" not in page
    assert "autre" not in page.partition("<tbody")[2].partition("</tbody>")[0]
    assert "A confirmé une fonction" not in page


@pytest.mark.parametrize("name", ["referent:estuaire33", "delegate:33", "chair:33", "signatory:33"])
def test_nobody_else_reads_the_trace(world: World, name: str) -> None:
    assert get(world[name]).status_code == 404
    assert get(world.admins[0]).status_code == 404


def test_days_and_pages(world: World, auditor: Membership) -> None:
    with clock.at(away(-40)), acting(world.admins[0]) as admin:
        for _ in range(30):
            trace.record("membership_ended", role="delegate")
        old = clock.today("75")
    assert admin.user is not None
    page = text(get(auditor))
    assert "A clos une fonction" not in page
    asked = text(get(auditor, f"?du={old}&au={old}"))
    assert asked.count("A clos une fonction") == 25
    assert text(get(auditor, f"?du={old}&au={old}&page=2")).count("A clos une fonction") == 5
    assert "Rien ces jours-là" in text(get(auditor, f"?du={old - timedelta(days=9)}&au={old - timedelta(days=8)}"))
    for wrong in ("?du=31/02/2026", f"?du={old}&au={old - timedelta(days=1)}"):
        response = get(auditor, wrong)
        assert response.status_code == 422
        assert post(auditor, wrong).status_code == 422
        assert (
            "Cette date n’existe pas" in response.content.decode() or "avant le premier" in response.content.decode()
        )


def test_an_act_and_who_did_it_are_found_ordered_and_exported(world: World, auditor: Membership) -> None:
    one = create(world, "referent:estuaire33")
    deposit(world, one)
    read(world, "delegate:33", one)
    asked = text(get(auditor, "?acte=read"))
    assert "A lu" in asked
    assert "A ouvert le dossier" not in asked
    sent = post(auditor, "?acte=read", q="delegate:33")
    assert "Delegate:33" in text(sent)
    assert "Rien ces jours-là" in text(post(auditor, "?acte=read", q="personne de ce nom"))
    newest, oldest = text(get(auditor)), text(get(auditor, "?tri=instant&page=tout"))
    assert newest.index("A lu") < newest.index("A ouvert le dossier")
    assert oldest.index("A lu") > oldest.index("A ouvert le dossier")
    lead = world["lead:estuaire33"]
    lines = post(lead, "fichier?acte=read", q="delegate:33", format="csv").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("Acte;Instant;Compte;Fonction;Concerne;Dossiers;Département")
    assert one.reference in lines[1]
    assert post(world["referent:estuaire33"], "fichier", format="csv").status_code == 404


def test_one_opening_is_one_line_of_the_page_and_all_of_them_in_a_file(world: World, auditor: Membership) -> None:
    one, two = create(world, "referent:estuaire33"), create(world, "referent:estuaire33")
    deposit(world, one)
    for person, slices in ((one, ["identity"]), (one, ["reference"]), (one, ["stay"]), (two, ["reference"])):
        with acting(world["referent:estuaire33"]):
            trace.record("read", people=[person.pk], antennes=[person.antenne_id], departement="33", slices=slices)
    page = text(get(auditor, "?acte=read"))
    assert re.findall(r"A lu(?:, (\d+)\u00a0fois)?", page.partition("<tbody")[2]) == ["", "3"]
    lines = post(auditor, "fichier?acte=read", format="csv").content.decode("utf-8-sig").splitlines()
    assert sum(line.startswith("A lu;") for line in lines) >= 4


def test_an_event_that_waits_for_its_seal_alarms_the_auditor(world: World, auditor: Membership) -> None:
    with clock.at(clock.now() - timedelta(minutes=9)), acting(world.admins[0]):
        trace.record("membership_ended", role="delegate")
    assert "La trace n’est plus scellée" in text(get(auditor))
    assert "La trace n’est plus scellée" not in text(get(world["lead:estuaire33"]))


def test_a_person_and_her_referent_can_know_who_opened_the_file(world: World) -> None:
    person = create(world, "referent:estuaire33")
    deposit(world, person)
    read(world, "delegate:33", person)
    address = f"personnes/{person.pk}/lecteurs"
    seen = text(get(world["referent:estuaire33"], address))
    assert "Délégation départementale, Préfecture 33 (33)" in seen
    today = clock.today("33")
    assert f"{day_in_words(today, on=today, weekday=False)} {today.year}" in seen
    assert "Delegate:33" not in seen
    assert "Delegate:33" in text(get(world["lead:estuaire33"], address))
    fragment = text(get(world["referent:estuaire33"], address, **{"HX-Request": "true"}))
    assert "<html" not in fragment
    assert "Préfecture 33" in fragment
    for name in ("other:estuaire33", "referent:amarres33", "lead:estuaire75", "delegate:33"):
        assert get(world[name], address).status_code == 404, name


def test_an_erased_file_keeps_no_number_in_the_trace(world: World, auditor: Membership) -> None:
    person = create(world, "lead:estuaire33")
    with acting(world["lead:estuaire33"]) as lead:
        people.erase_person(actor=lead, on=world.today, person=person)
    for membership in (auditor, world["lead:estuaire33"]):
        page = text(get(membership))
        assert person.reference not in page
        assert "A effacé le dossier" in page
        assert "dossier non nommé" in page
    assert get(world["lead:estuaire33"], f"personnes/{person.pk}/lecteurs").status_code == 404


def test_the_application_reads_no_file_number_outside_its_bodies(world: World) -> None:
    person = create(world, "referent:estuaire33")
    for name in ("referent:amarres33", "delegate:33", "lead:estuaire75"):
        with acting(world[name]):
            assert people_references([person]) == []
    with acting(world["lead:estuaire33"]):
        assert people_references([person]) == [person.reference]


def people_references(rows: list[Person]) -> list[str]:
    found = Person.objects.raw("SELECT * FROM people_references(%s)", [[row.pk for row in rows]])
    return [row.reference for row in found]


def test_no_false_total_is_said(world: World, auditor: Membership, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST", 100)
    with acting(world.admins[0]):
        for _ in range(120):
            trace.record("membership_ended", role="delegate")
    first = text(get(auditor))
    assert "1 à 25 sur 100\u00a0événements ou plus" in first
    assert "1 à 25 sur 100\u00a0événements ou plus" in text(get(auditor, "?page=deux"))
    monkeypatch.setattr(tables, "MOST", 1000)
    assert "ou plus" not in text(get(auditor))


def test_the_trace_is_found_by_file_by_account_tried_and_by_departement(world: World, auditor: Membership) -> None:
    one, two = create(world, "referent:estuaire33"), create(world, "referent:estuaire33")
    deposit(world, one)
    for typed in (one.reference, one.reference.lower().removeprefix("r-"), f" {one.reference.replace('-', ' ')} "):
        asked = text(post(auditor, q=typed))
        assert one.reference in asked
        assert two.reference not in asked
    assert "Rien ces jours-là" in text(post(auditor, q="R-999999"))
    assert two.reference not in text(post(world["lead:amarres33"], q=two.reference)).partition("<tbody")[2]
    # What is tried at the entrance names the account that was tried.
    tried = world["delegate:33"].user
    assert tried is not None
    for _ in range(5):
        enter(Client(), tried.email, "faux-mot-de-passe")
    found = (
        text(post(auditor, "?acte=sign_in_refused", q="delegate:33")).partition("<tbody")[2].partition("</tbody")[0]
    )
    assert found.count("Entrée refusée") == found.count(tried.name) == 4
    with acting(world["delegate:75"]):
        trace.record("membership_ended", role="delegate")
    assert "A clos une fonction" in text(get(auditor, "?departement=75&acte=membership_ended"))
    assert "Rien ces jours-là" in text(get(auditor, "?departement=33&acte=membership_ended"))
    lines = post(auditor, "fichier?departement=75&acte=membership_ended", format="csv").content.decode("utf-8-sig")
    assert [line.rpartition(";")[2] for line in lines.splitlines()] == ["Département", "75"]
    assert 'name="departement"' not in get(world["lead:estuaire33"]).content.decode()


def test_whom_an_act_about_a_person_names_is_not_said(world: World, auditor: Membership) -> None:
    person, told = create(world, "referent:estuaire33"), world["delegate:33"].user
    assert told is not None
    with acting(world["referent:estuaire33"]):
        trace.record_on("file_closed", person, object_id=told.pk, holder="delegate:33")
        trace.record("link_sent", object_id=told.pk, purpose="open")
    assert told.name in text(get(auditor, "?acte=link_sent"))
    assert told.name not in text(get(auditor, "?acte=file_closed")).partition("<tbody")[2]


def test_few_refusals_and_closures_are_on_the_auditors_home(world: World, auditor: Membership) -> None:
    tried = world["delegate:33"].user
    assert tried is not None

    def home() -> str:
        client = Client()
        client.force_login(auditor.user)
        return text(client.get(f"/m/{auditor.pk}/"))

    for name in ("referent:estuaire33", "lead:amarres33"):
        for _ in range(2):
            assert get(world[name], "fichier").status_code in (404, 405)
    with clock.at(clock.now() - timedelta(days=3)), acting(world["delegate:75"]):
        trace.record("page_failed", page="accounts:trace")
    for _ in range(7):
        enter(Client(), tried.email, "faux-mot-de-passe")
    page = home()
    assert "La trace ne signale rien aujourd’hui" not in page
    for words in (
        "Des accès ont été refusés",
        "Des entrées se sont fermées après cinq essais",
        "3\u00a0fois aujourd’hui, sur 1\u00a0compte",
        "Refusé ou fermé en sept jours",
        "Page en erreur",
        "4\u00a0fois, dont 4 aujourd’hui",
    ):
        assert words in page, words
    address = re.search(r'href="(/m/[^"]+acte=sign_in_locked[^"]*)"', page)
    assert address
    client = Client()
    client.force_login(auditor.user)
    assert "Entrée fermée après cinq essais" in text(client.get(address[1].replace("&amp;", "&")))
