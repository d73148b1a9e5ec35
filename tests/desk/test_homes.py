"""Each role signs in and its home says what needs it today."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rivage.accounts import actions as accounts
from rivage.accounts import homes
from rivage.accounts.homes import Item, PanelLine, SidePanel
from rivage.accounts.models import Membership
from rivage.accounts.todo import confirmations
from rivage.core import clock
from rivage.core.french import first_name
from rivage.core.perimeter import Perimeter, perimeter
from rivage.demo.applications import open_accounts
from rivage.desk.homes import home
from rivage.dossiers.todo import running_periods
from tests.decisions.path import GRANT, opined, signed
from tests.dossiers.path import fill, new_demande
from tests.rights.alerts.test_alerts import begun
from tests.rights.takeover.path import confirmed
from tests.stories import after
from tests.world import PASSWORD, World, acting


def opened(membership: Membership, path: str = "") -> Any:
    client = Client()
    client.force_login(membership.user)
    return client.get(f"/m/{membership.pk}/{path}")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["referent:estuaire33", "lead:estuaire33", "delegate:33", "secretary:33", "chair:33", "signatory:33"]
)
def test_every_role_has_a_home_that_says_so_when_nothing_waits(world: World, name: str) -> None:
    response = opened(world[name])
    assert response.status_code == 200
    assert "Rien ne vous attend." in response.content.decode()
    assert "rv-vide" in response.content.decode()


@pytest.mark.parametrize(
    ("name", "greeted"),
    [
        ("Claire Digue", "Claire"),
        ("Dr. Claire Digue", "Claire"),
        ("Dr Claire Digue", "Claire"),
        ("Me DIGUE Claire", "Claire"),
        ("Dr.", "Dr."),
    ],
)
def test_somebody_is_greeted_by_her_name_never_by_her_title(name: str, greeted: str) -> None:
    assert first_name(name) == greeted


@pytest.mark.django_db
def test_a_home_greets_without_the_title(world: World) -> None:
    titled = world.member("dr rose jetee", "estuaire33", "referent", ["33"])
    assert str(titled.user) == "Dr Rose Jetee"
    assert "Bonjour Rose." in opened(titled).content.decode()


@pytest.mark.django_db
def test_the_technical_administration_has_a_home(world: World) -> None:
    response = opened(world.admins[0])
    assert response.status_code == 200
    assert "Aucune fonction à confirmer" in response.content.decode()


@pytest.mark.django_db
def test_an_interim_says_so_with_its_act_and_its_end(world: World) -> None:
    ends = clock.now() + timedelta(days=90)
    interim = world.member(
        "interim:23", "pref23", "delegate", ["23"], interim_act="Arrêté du 3 novembre 2026", ends=ends
    )
    text = opened(interim).content.decode()
    assert "Vous agissez par intérim." in text
    assert "Arrêté du 3 novembre 2026, jusqu’au" in text
    assert "par intérim." not in opened(world["delegate:33"]).content.decode()


@pytest.mark.django_db
def test_whoever_has_authority_confirms_and_the_others_are_told_nothing(world: World) -> None:
    newcomer = world.user("nina novice")
    with acting(world.admins[0]) as admin:
        accounts.propose_membership(
            actor=admin, on=world.today, user=newcomer, body=world.bodies["estuaire33"], role="referent",
            departements=["33"], ends=clock.now() + timedelta(days=30),
        )  # fmt: skip
    open_accounts(PASSWORD)
    assert "Confirmer une fonction" in opened(world["lead:estuaire33"]).content.decode()
    for other in (world["lead:amarres33"], world["referent:estuaire33"], world["delegate:33"], world.admins[1]):
        assert "Confirmer une fonction" not in opened(other).content.decode()


@pytest.mark.django_db
def test_the_technical_team_is_told_of_a_function_of_its_own(world: World) -> None:
    newcomer = world.user("nina novice")
    with acting(world.admins[0]) as admin:
        accounts.propose_membership(
            actor=admin, on=world.today, user=newcomer, body=admin.body, role="auditor", departements=[],
            ends=clock.now() + timedelta(days=30),
        )  # fmt: skip
    open_accounts(PASSWORD)
    assert "Confirmer une fonction" in opened(world.admins[1]).content.decode()
    assert "Confirmer une fonction" not in opened(world.admins[0]).content.decode()


@pytest.mark.django_db
def test_a_thing_waits_since_the_day_it_is_in_paris_not_in_utc(world: World) -> None:
    tomorrow = world.today + timedelta(days=1)
    newcomer = world.user("nina novice")
    with clock.at(datetime.combine(tomorrow, time(0, 5), clock.zone("33"))):
        with acting(world.admins[0]) as admin:
            accounts.propose_membership(
                actor=admin, on=tomorrow, user=newcomer, body=world.bodies["estuaire33"], role="referent",
                departements=["33"], ends=clock.now() + timedelta(days=30),
            )  # fmt: skip
        open_accounts(PASSWORD)
        assert [item.since for item in confirmations(world["lead:estuaire33"], tomorrow)] == [tomorrow]


@pytest.mark.django_db
def test_each_home_names_what_waits_for_its_role(world: World) -> None:
    to_sign = after(world, opined)
    signed(world, opined(world, "referent:amarres33"), **GRANT)
    delegate = opened(world["delegate:33"]).content.decode()
    for words in (
        "Préparer la décision",
        "Notifier la décision",
        "Noter la décision sur l’aide",
        "Ce qui va s’interrompre",
    ):
        assert words in delegate, words
    signatory = opened(world["signatory:33"]).content.decode()
    assert "Décider" in signatory
    assert to_sign.person.reference in signatory
    antenne = opened(world["referent:amarres33"]).content.decode()
    assert "Remettre la décision en main propre" in antenne
    assert to_sign.person.reference not in antenne
    assert "Awa Corail" not in opened(world["delegate:75"]).content.decode()


@pytest.mark.django_db
def test_a_draft_says_what_is_left(world: World) -> None:
    demande = after(world, new_demande)
    text = opened(world["referent:estuaire33"]).content.decode()
    assert "Finir la demande" in text
    assert "Reste\u00a0: son accord" in text
    fill(world, demande)
    assert "Son accord" not in opened(world["referent:estuaire33"]).content.decode()


@pytest.mark.django_db
def test_a_home_opens_the_names_that_it_shows_and_no_others(world: World) -> None:
    soon, later = (confirmed(world, begun(world, left)) for left in (20, 150))
    text = opened(world["delegate:33"]).content.decode()
    assert soon.person.reference in text
    assert later.person.reference not in text
    with perimeter(Perimeter(role="auditor")), connection.cursor() as cursor:
        cursor.execute("SELECT people FROM audit_event WHERE kind = 'read' ORDER BY at DESC LIMIT 1")
        assert cursor.fetchone()[0] == [soon.person_id]


def test_a_number_that_stands_for_a_name_is_said_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    one = after(world, opined)
    line = PanelLine(one.person.reference, person=one.person_id, reference=one.person.reference)
    monkeypatch.setattr(homes, "_sources", [])
    homes.register(lambda membership, on: [SidePanel("", (line,), "")], roles=("lead",), rank=1)
    for name in ("lead:estuaire33", "lead:amarres33"):
        with acting(world[name]) as reader:
            (shown,) = home(reader, world.today).panels[0].lines
        assert (shown.title == line.title) == (shown.reference == "")


def test_sources_are_read_in_the_order_of_ranks_by_their_roles_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(homes, "_sources", [])
    for title, roles, rank in (("second", ("payer",), 20), ("first", ("payer", "desk"), 10), ("other", ("desk",), 5)):
        homes.register(lambda membership, on, title=title: [Item(title, "/")], roles=roles, rank=rank)
    payer = Membership(role="payer")
    assert [item.title for item in homes.found(payer, date(2026, 11, 28)) if isinstance(item, Item)] == [
        "first",
        "second",
    ]


def test_a_role_has_its_words_once_when_nothing_waits() -> None:
    with pytest.raises(ValueError, match="déjà ses mots"):
        homes.register_nothing(homes.Nothing("Rien", ""), roles=("payer",))
    assert homes.nothing("region").title == "Rien à faire ici pour l’instant"


@pytest.mark.django_db
def test_terms_of_one_day_keep_one_order(world: World) -> None:
    for _ in range(4):
        begun(world)
    lead = world["lead:estuaire33"]
    with acting(lead):
        found = running_periods(lead, world.today)
    assert len(found) == 4
    assert len({row.ends for row in found}) == 1
    assert [row.person.reference for row in found] == sorted(row.person.reference for row in found)


@pytest.mark.django_db
def test_a_home_reads_ends_that_stand_then_those_undone_and_joins_nothing_to_what_is_nearly_never_there(
    world: World,
) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert opened(world["lead:estuaire33"]).status_code == 200
    read = [query["sql"] for query in queries]
    assert sum(sql.startswith('SELECT "rights_afisend"') for sql in read) == 2
    (asked,) = (sql for sql in read if 'FROM "doors_unlocking"' in sql)
    assert "accounts_body" not in asked.partition(" WHERE ")[0]
