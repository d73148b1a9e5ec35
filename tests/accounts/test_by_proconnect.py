"""A body may ask ProConnect of whoever acts for it: the page says so, and the database lets nobody else in."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import IntegrityError, connection, transaction
from django.test import Client

from rivage.accounts import actions
from rivage.accounts.http import OPENED_BY, PROCONNECT, STRONG
from rivage.accounts.models import Body, Membership
from rivage.audit.models import Event
from rivage.config.sessions import SessionStore
from rivage.core import clock
from rivage.core.logins import DOORS, login
from rivage.core.perimeter import Perimeter, perimeter
from rivage.core.refusal import Refused
from tests.attack.test_entering import ENTER, alone, refused, value
from tests.bad_input.calling import Caller
from tests.world import World, acting

LEAD = "lead:estuaire33"
SET = {"issuer": "https://proconnect.example", "client": "x", "algorithm": "RS256", "two_factors": ("eidas2",)}

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(settings: Any) -> None:
    settings.PROCONNECT = SET | {"secret": Path("nowhere")}


def ask(world: World, wanted: bool = True, body: Body | None = None) -> None:
    admin = world.admins[0]
    with acting(admin):
        actions.open_by(actor=admin, on=world.today, body=body or world[LEAD].body, proconnect=wanted)


def opened_by(client: Client, door: str) -> None:
    with login(DOORS):
        session = client.session
        session[OPENED_BY] = door
        session.save()


@pytest.mark.usefixtures("known")
def test_the_technical_team_alone_asks_it_and_takes_it_back_traced(world: World) -> None:
    actor = world[LEAD]
    with acting(actor), pytest.raises(Refused, match="équipe technique"):
        actions.open_by(actor=actor, on=world.today, body=actor.body, proconnect=True)
    for wanted in (True, True, False):
        ask(world, wanted)
        with acting(world.admins[0]):
            assert Body.objects.get(pk=actor.body_id).by_proconnect is wanted
    with acting(world.admins[0]):
        kinds = Event.objects.filter(object_id=actor.body_id, kind__startswith="body_by").order_by("at")
        assert list(kinds.values_list("kind", flat=True)) == ["body_by_proconnect", "body_by_any_door"]


@pytest.mark.usefixtures("known")
def test_the_team_itself_keeps_every_door(world: World) -> None:
    with pytest.raises(Refused, match="toute porte"):
        ask(world, body=world.admins[0].body)
    with acting(world.admins[0]), pytest.raises(IntegrityError), transaction.atomic():
        Body.objects.filter(pk=world.admins[0].body_id).update(by_proconnect=True)


def test_what_is_not_set_is_not_asked(world: World) -> None:
    with pytest.raises(Refused, match="n’est pas réglé"):
        ask(world)


@pytest.mark.usefixtures("known")
def test_its_page_reads_what_it_closes_first(world: World) -> None:
    caller, page = Caller(world.admins[0]), {"organisme": world[LEAD].body_id}
    assert caller.get("accounts:body", **page).says("Exiger ProConnect")
    form = caller.shown("accounts:body_door", **page)
    assert caller.get("accounts:body_door", **page).says("plus personne n’agit pour cet organisme")
    assert caller.post("accounts:body_door", {}, **page).status == 422
    assert caller.post("accounts:body_door", form, **page).says("entrent par ProConnect seul")
    assert caller.get("accounts:body_door", **page).says("Ne plus exiger ProConnect")
    stale = caller.post("accounts:body_door", form, **page)
    assert stale.status == 422
    with acting(world.admins[0]):
        assert Body.objects.get(pk=world[LEAD].body_id).by_proconnect


@pytest.mark.usefixtures("known")
def test_whoever_came_in_otherwise_is_told_the_way_and_keeps_her_words(world: World) -> None:
    client, home = Client(), f"/m/{world[LEAD].pk}/"
    client.force_login(world[LEAD].user)
    assert client.get(home).status_code == 200
    ask(world)
    page = client.get(home)
    assert page.status_code == 403
    assert f"/entrer/proconnect?suite={home.replace('/', '%2F')}" in page.content.decode()
    assert client.get(home, headers={"HX-Request": "true"}).status_code == 401
    sent = client.post(home, {"words": "two words"}, headers={"Origin": "http://testserver"})
    assert sent.status_code == 403
    assert "two words" in sent.content.decode()
    with perimeter(Perimeter(role="auditor")):
        assert Event.objects.filter(kind="refused", details__status=403).count() == 3
    for door, status in ((PROCONNECT, 200), ("another", 403), ("", 403)):
        opened_by(client, door)
        assert client.get(home).status_code == status
    ask(world, False)
    assert client.get(home).status_code == 200


def test_where_it_is_not_set_any_more_the_way_is_not_shown(world: World, settings: Any) -> None:
    settings.PROCONNECT = SET | {"secret": Path("nowhere")}
    ask(world)
    settings.PROCONNECT = None
    client = Client()
    client.force_login(world[LEAD].user)
    page = client.get(f"/m/{world[LEAD].pk}/").content.decode()
    assert "/entrer/proconnect" not in page
    assert "prévenez l’équipe technique" in page


def token(membership: Membership, door: str) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(membership.user_id)
    session[STRONG] = clock.now().isoformat()
    session[OPENED_BY] = door
    session.save()
    return str(session.session_key)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("known")
def test_the_database_lets_in_by_the_door_that_the_body_asks_for_alone(world: World) -> None:
    colleague, lead = world["delegate:33"], world[LEAD]
    ask(world)
    by_any, by_it = token(lead, ""), token(lead, PROCONNECT)
    with alone() as opened:
        for shown in (by_any, token(lead, "ProConnect")):
            with opened.transaction():
                assert refused(opened, ENTER, lead.pk, shown)
        assert value(opened, ENTER, lead.pk, by_it)
        assert value(opened, ENTER, colleague.pk, token(colleague, ""))
        # The web writes neither which door a session came by nor, but for the technical team, what a body asks for.
        assert refused(opened, "UPDATE accounts_session SET opened_by = 'proconnect'")
        with opened.transaction():
            value(opened, ENTER, lead.pk, by_it)
            assert refused(opened, "UPDATE accounts_body SET by_proconnect = false")
    with connection.cursor() as cursor:
        cursor.execute("SELECT by_proconnect FROM accounts_body WHERE id = %s", [lead.body_id])
        assert cursor.fetchone() == (True,)
