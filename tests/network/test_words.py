"""What is written of a call in words, and the name of a service, which is that of nobody."""

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from rivage.accounts.http import link
from rivage.core import clock
from rivage.doors.models import ServiceCode
from rivage.network.forms import looks_like_somebody
from rivage.network.models import when
from tests.network.test_calls import DELEGATE, PHONE, said_of, signed
from tests.world import World, acting

CALLED = datetime(2026, 11, 30, 21, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (CALLED, "dès que possible"),
        (datetime(2026, 11, 30, 20, 50, tzinfo=UTC), "dès que possible"),
        (datetime(2026, 11, 30, 21, 30, tzinfo=UTC), "aujourd’hui, lundi 30 novembre, à 22 h 30"),
        (datetime(2026, 12, 1, 1, 0, tzinfo=UTC), "demain, mardi 1er décembre, à 2 h"),
        (datetime(2026, 12, 2, 1, 0, tzinfo=UTC), "mercredi 2 décembre, à 2 h"),
    ],
)
def test_an_hour_is_said_with_its_day(at: datetime, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: CALLED)
    assert when(at, CALLED, "33").replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("name", "somebody"),
    [
        ("Awa Corail", True),
        ("CORAIL Awa", True),
        ("Mme Corail", True),
        ("Brigadier Galet", True),
        ("Jean-Marc Galet Inventé", True),
        ("Commissariat inventé de Bordeaux", False),
        ("Brigade Littorale", False),
        ("Police Aux Frontières", False),
        ("Commissariat", False),
        ("Brigade des mineurs", False),
    ],
)
def test_what_reads_as_a_name_of_a_person(name: str, somebody: bool) -> None:
    assert looks_like_somebody(name) is somebody


@pytest.mark.django_db
def test_a_code_is_given_to_no_person_nor_telephone(world: World) -> None:
    delegate = world[DELEGATE]
    client, address = signed(delegate), link(delegate, "network:codes")
    sent = {"departement": "33", "phone": PHONE, "once": uuid4()}
    for service, said in (("Awa Corail", "Jamais le nom d’une personne"), ("Poste 05 36 49", "s’écrit plus bas")):
        answer = client.post(address, sent | {"service": service})
        assert answer.status_code == 422
        assert said in said_of(answer)
        assert ("c’est celui d’un service" in said_of(answer)) == (service == "Awa Corail")
    with acting(delegate):
        assert not ServiceCode.objects.exists()
    assert re.search(
        r'rv-ref fs-4">[\w-]+<', client.post(address, sent | {"service": "Hôtel 33000 B"}).content.decode()
    )
    sure = client.post(address, sent | {"service": "Awa Corail", "sure": "on", "once": uuid4()})
    assert sure.status_code == 200
