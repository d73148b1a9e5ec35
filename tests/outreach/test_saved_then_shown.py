"""What one saved is on the page that follows, and what a list adds up follows the list."""

from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django.test import Client

from rivage.accounts.http import link
from rivage.core import clock
from rivage.outreach import actions
from rivage.outreach.models import Round
from tests.outreach.test_outreach import LEAD, noted, signed
from tests.world import World, acting

pytestmark = pytest.mark.django_db
TYPING = {"HX-Request": "true"}


@pytest.mark.parametrize("page", ["outreach:rounds", "outreach:workshops", "support:active"])
def test_what_a_list_adds_up_comes_with_its_lines(world: World, page: str) -> None:
    lead, first = world[LEAD], world.today.replace(day=1, month=1)
    noted(lead, world.today)
    address = link(lead, page)
    whole = signed(lead).get(address).content.decode()
    assert whole.count('id="totaux"') == 1
    typed = signed(lead).post(address, {"du": first.isoformat(), "au": world.today.isoformat()}, headers=TYPING)
    lines = typed.content.decode()
    assert "<h1" not in lines
    (beside,) = lines.split('data-hx-swap-oob="innerHTML:#totaux"')[1:]
    if page != "outreach:workshops":
        assert "1er\u00a0janvier" in beside


def form(day: date, **more: Any) -> dict[str, Any]:
    return {"kind": "street", "day": day.isoformat(), "at": "21:40", "met": "23", "once": uuid4(), **more}


@pytest.mark.parametrize("days", [1, 80])
def test_a_round_just_saved_is_on_the_page_that_follows(world: World, days: int) -> None:
    lead = world[LEAD]
    page = signed(lead).post(link(lead, "outreach:new_round"), form(world.today - timedelta(days=days)), follow=True)
    assert "Aucune sortie n’est notée" not in page.content.decode()
    assert ">23</td>" in page.content.decode()


def test_on_the_first_of_a_month_the_night_before_is_shown(world: World) -> None:
    young = (world.today.replace(day=1) + timedelta(days=32)).replace(day=1)
    with clock.at(datetime(young.year, young.month, 1, 8, tzinfo=clock.zone("33"))):
        lead = world.member("lead:young", "estuaire33", "lead", ["33"])
        noted(lead, young - timedelta(days=1))
        page = signed(lead).get(link(lead, "outreach:rounds")).content.decode()
        assert "Aucune sortie n’est notée" not in page


def test_the_same_round_from_another_form_is_asked_about_and_a_second_press_keeps_it(world: World) -> None:
    lead, address = world[LEAD], link(world[LEAD], "outreach:new_round")
    client = signed(lead)
    assert client.post(address, form(world.today)).status_code == 302
    asked = client.post(address, form(world.today))
    assert asked.status_code == 422
    for words in ("est déjà notée", "Celle qui est notée", "La lire, ou la corriger", "C’est une autre sortie"):
        assert asked.content.decode().count(words) == 1, words
    assert client.post(address, form(world.today, at="22:10")).status_code == 302
    assert client.post(address, form(world.today, kind="walk_in")).status_code == 302
    assert client.post(address, form(world.today, autre="oui")).status_code == 302
    with acting(lead):
        assert Round.objects.count() == 4


@pytest.mark.parametrize("other", [{"met": "24"}, {"met": "", "cancelled": "weather"}])
def test_a_round_of_the_same_hour_and_place_is_asked_about_whatever_its_numbers(world: World, other: Any) -> None:
    lead = world[LEAD]
    client, address = signed(lead), link(lead, "outreach:new_round")
    client.post(address, form(world.today))
    asked = client.post(address, form(world.today, **other))
    assert asked.status_code == 422
    assert "<dd>23</dd>" in asked.content.decode()


def test_a_round_that_a_phone_kept_takes_no_zone_and_no_team_that_nobody_said(world: World) -> None:
    lead = world[LEAD]
    client, address = signed(lead), link(lead, "outreach:new_round")
    with acting(lead):
        zone = str(actions.open_zone(actor=lead, on=world.today, kind="street", name="Quais").pk)
    client.post(address, form(world.today, zone=zone, staff="1", volunteers="2"))
    assert f'<option value="{zone}" selected>' in client.get(address).content.decode()
    kept = f"{address}?telephone"
    page = client.get(kept).content.decode()
    assert '<option value="" selected>…' in page
    assert "Envoyer cette sortie" in page
    asked = client.post(kept, form(world.today, at="23:00"))
    assert asked.status_code == 422
    for words in ("Il manque\u00a0: Zone", "Dites qui était là"):
        assert words in asked.content.decode(), words
    assert client.post(kept, form(world.today, at="23:00", zone="sans", volunteers="3")).status_code == 302
    with acting(lead):
        held = Round.objects.order_by("-created_at")[0]
        assert (held.kept["zone"], held.kept["staff"], held.kept["volunteers"]) == ("", 0, 3)


def test_what_a_phone_kept_is_sent_by_the_function_that_notes_rounds_once_one_signed(world: World) -> None:
    page = Client().get("/terrain/sortie").content.decode()
    assert 'href="/terrain/envoyer"' in page
    asked = Client().get("/terrain/envoyer")
    assert asked.status_code == 302
    assert parse_qs(urlsplit(asked["Location"]).query)["suite"] == ["/terrain/envoyer"]
    volunteer = world.member("volunteer:1", "estuaire33", "volunteer", ["33"])
    assert signed(volunteer).get("/terrain/envoyer")["Location"] == link(volunteer, "outreach:rounds")
    assert signed(world["delegate:33"]).get("/terrain/envoyer")["Location"] == "/fonctions"
    beside = world.member("volunteer:1", "amarres33", "volunteer", ["33"], user=volunteer.user)
    both = signed(beside).get("/terrain/envoyer").content.decode()
    assert link(volunteer, "outreach:rounds") in both
    assert link(beside, "outreach:rounds") in both
