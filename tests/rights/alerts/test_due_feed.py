"""« Mon agenda des échéances »: the days of the page, for a telephone, and nothing about whom."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.audit.models import Event
from rivage.core import clock
from rivage.doors import feeds
from rivage.rights.alerts import lapsing
from tests.people.moving import moved
from tests.rights.alerts.test_alerts import begun, with_permit
from tests.rights.permit.path import DELEGATE, DESK, REFERENT, authorised, note
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db
LEAD = "lead:estuaire33"


def drawn(membership: Membership) -> str:
    """The path that the page shows once."""
    client = Client()
    client.force_login(membership.user)
    page = client.post(link(membership, "rights:due_address")).content.decode()
    found = re.search(r'value="https?://[^/]+(/calendrier/[^"]+)"', page)
    assert found
    assert found[1] not in client.get(link(membership, "rights:due_address")).content.decode()
    return found[1]


def read(path: str) -> Any:
    return Client().get(path)


def days(path: str) -> list[date]:
    said = re.findall(r"DTSTART;VALUE=DATE:(\d{8})", read(path).content.decode())
    return [date.fromisoformat(one) for one in said]


def shown(membership: Membership) -> set[date]:
    with acting(membership) as reader:
        found = {line.lapse.last_day for line in lapsing.lines(reader, reader.today)}
    return {day for day in found if day >= membership.today}


@pytest.mark.parametrize("name", [REFERENT, LEAD, DELEGATE, "secretary:33"])
def test_it_gives_the_days_of_the_page_and_says_nothing_of_them(world: World, name: str) -> None:
    late = after(world, with_permit, until=-4)
    soon, same = begun(world, 3), begun(world, 3)
    begun(world, 50)
    path = drawn(world[name])
    assert set(days(path)) == shown(world[name]) != set()
    assert len(days(path)) == len(set(days(path))), "one line a day, however many"
    text = read(path).content.decode()
    assert set(re.findall(r"SUMMARY:(.*?)\r", text)) == {"Échéance"}
    for one in (late, soon, same):
        for word in (one.person.reference, str(one.person.pk), "Corail"):
            assert word not in text
    bare = re.sub(r"UID:\S+|DT\w+[;:]\S+", "", text)
    for word in ("Rivage", settings.PUBLIC_HOST, "Gironde", "33", "arcours", "éjour", "LOCATION", "DESCRIPTION"):
        assert word not in bare, word


def test_another_antenne_and_whoever_she_left_read_none_of_her_days(world: World) -> None:
    path = after(world, with_permit, until=20)
    near, far = drawn(world[REFERENT]), drawn(world["lead:amarres33"])
    assert (days(near) != [], days(far)) == (True, [])
    moved(world, path.person, "referent:amarres33")
    assert days(near) == []


def test_it_opens_no_longer_than_it_stands(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    lead = world[LEAD]
    path, client = drawn(lead), Client()
    client.force_login(lead.user)  # type: ignore[arg-type]
    again = drawn(lead)
    assert (read(path).status_code, read(again).status_code) == (404, 200)
    assert read(again.replace("/calendrier/", "/agenda/")).status_code == 404, "another purpose"
    client.post(link(lead, "rights:due_end"))
    assert read(again).status_code == 404
    path, later = drawn(lead), clock.now() + timedelta(days=366)
    with monkeypatch.context() as patched:
        patched.setattr(clock, "now", lambda: later)
        assert read(path).status_code == 404


def test_who_reads_the_page_by_another_hat_draws_none(world: World) -> None:
    desk = world[DESK] if DESK in world.memberships else world["chair:33"]
    for other in (desk, world["chair:33"], world.admins[0]):
        client = Client()
        client.force_login(other.user)  # type: ignore[arg-type]
        assert client.post(link(other, "rights:due_address")).status_code == 404


def test_its_use_is_traced_once_a_day_and_too_often_waits(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    path = drawn(world[LEAD])
    monkeypatch.setattr(feeds, "OFTEN", 2)
    assert [read(path).status_code for _ in range(3)] == [200, 200, 429]
    assert read("/calendrier/inventee.ics").status_code == 404
    with acting(world[LEAD]):
        assert Event.objects.filter(kind="standing_link_drawn").count() == 1


def test_an_appointment_for_a_permit_is_a_day_of_her_antenne_s_under_the_same_title(world: World) -> None:
    demande = after(world, authorised, 60, "needed")
    note(world, demande, "requested", -30)
    note(world, demande, "appointment", 13)
    met = world.today + timedelta(days=13)
    path = drawn(world[REFERENT])
    assert met in days(path)
    assert met not in shown(world[REFERENT]), "nothing stops on it"
    assert set(re.findall(r"SUMMARY:(.*?)\r", read(path).content.decode())) == {"Échéance"}
    assert met not in days(drawn(world[DELEGATE]))
