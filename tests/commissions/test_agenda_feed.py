"""The days of sessions for a calendar: an address without an account, which opens them and nothing else."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from rivage.accounts.http import link
from rivage.accounts.models import Membership, User
from rivage.core import clock
from rivage.core.logins import DEFAULT, DOORS, login
from rivage.core.perimeter import Perimeter, WayIn, perimeter
from rivage.core.refusal import Refused
from rivage.doors import feeds, standing_links
from rivage.doors.enums import StandingPurpose
from rivage.doors.models import StandingLink
from tests.commissions.room import PLACE, Room
from tests.dossiers.path import new_person
from tests.world import World, acting

AGENDA = StandingPurpose.AGENDA


def drawn(membership: Membership) -> str:
    """The path that the page shows once."""
    client = Client()
    client.force_login(membership.user)  # type: ignore[arg-type]
    page = client.post(link(membership, "commissions:agenda_address")).content.decode()
    found = re.search(r'value="https?://[^/]+(/agenda/[^"]+)"', page)
    assert found
    again = client.get(link(membership, "commissions:agenda_address")).content.decode()
    assert found[1] not in again
    return found[1]


def read(path: str) -> Any:
    return Client().get(path)


def days(path: str) -> list[str]:
    return re.findall(r"DTSTART:(\w+)", read(path).content.decode())


def written(instant: Any) -> str:
    return str(instant.astimezone(clock.zone("75")).strftime("%Y%m%dT%H%M%S"))


def test_it_gives_the_days_of_its_departement_and_says_nothing_of_them(world: World) -> None:
    here, there = Room(world), Room(world, "75")
    one, other = here.seance(), here.seance(20)
    there.seance(12)
    text = read(drawn(world["delegate:33"])).content.decode()
    assert text.count("BEGIN:VEVENT") == 2
    assert len(set(re.findall(r"UID:([0-9a-f]{32})@agenda", text))) == 2
    for said in ("Rivage", str(one.pk), str(other.pk), settings.PUBLIC_HOST):
        assert said not in text, "a calendar shows it to whoever looks at a telephone"
    assert set(re.findall(r"SUMMARY:(.*?)\r", text)) == {"Réunion"}
    for word in (PLACE, one.reference, "S1", "commission", "Ponton", "rostitu"):
        assert word not in text


def test_a_seat_reads_those_that_were_convened(world: World) -> None:
    room = Room(world)
    room.seance()
    assert read(drawn(room.account("8"))).content.count(b"BEGIN:VEVENT") == 0


def test_it_opens_no_longer_than_it_stands(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    path = drawn(world["secretary:33"])
    assert read(path).status_code == 200
    again = drawn(world["secretary:33"])
    assert (read(path).status_code, read(again).status_code) == (404, 200)
    with acting(world["secretary:33"]) as secretary:
        standing_links.end(actor=secretary, on=world.today, purpose=AGENDA)
        with pytest.raises(Refused):
            standing_links.end(actor=secretary, on=world.today, purpose=AGENDA)
    assert read(again).status_code == 404
    path = drawn(world["chair:33"])
    later = clock.now() + timedelta(days=366)
    with monkeypatch.context() as patched:
        patched.setattr(clock, "now", lambda: later)
        assert read(path).status_code == 404


@pytest.mark.parametrize("ended", ["account", "function"])
def test_it_ends_with_the_account_and_with_the_function(world: World, ended: str) -> None:
    path, chair = drawn(world["chair:33"]), world["chair:33"]
    if ended == "account":
        with login(DOORS):
            User.objects.filter(pk=chair.user_id).update(is_active=False)
    else:
        with acting(world["delegate:33"]):
            Membership.objects.filter(pk=chair.pk).update(ends=clock.now() + timedelta(milliseconds=1))
    assert read(path).status_code == 404


def test_nothing_is_kept_by_which_one_would_read_it_again(world: World) -> None:
    token = drawn(world["chair:33"]).removeprefix("/agenda/").removesuffix(".ics")
    with login(DOORS):
        (held,) = StandingLink.objects.all()
    assert token.encode() not in bytes(held.digest)
    assert len(bytes(held.digest)) == 32


def test_sql_by_a_token_reads_nobody_and_writes_nothing(world: World) -> None:
    person = new_person(world)
    assert person
    Room(world).seance()
    token = drawn(world["delegate:33"]).removeprefix("/agenda/").removesuffix(".ics")
    way = Perimeter(role="", departements=("33",), way=WayIn("rivage_enter_link", (token,)))
    with login(DEFAULT), perimeter(way), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM commissions_seance")
        assert cursor.fetchone() == (1,)
        for table in ("people_person", "people_identity", "people_share", "dossiers_demande", "audit_event",
                      "doors_standinglink", "doors_recovery", "commissions_member",
                      "commissions_seatholder", "associations_agrement"):  # fmt: skip
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,), table
        cursor.execute("SELECT rivage_membership(), rivage_bodies(), rivage_holders()")
        assert cursor.fetchone() == (None, [], [])


def test_who_guesses_is_traced_and_who_asks_too_often_waits(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read("/agenda/inventee.ics").status_code == 404
    path = drawn(world["chair:33"])
    monkeypatch.setattr(feeds, "OFTEN", 2)
    assert [read(path).status_code for _ in range(3)] == [200, 200, 429]


def test_another_function_neither_reads_nor_ends_it(world: World) -> None:
    path = drawn(world["chair:33"])
    with acting(world["delegate:33"]), connection.cursor() as cursor:
        cursor.execute("UPDATE doors_standinglink SET ended_at = rivage_now()")
        assert cursor.rowcount == 0
    assert read(path).status_code == 200
