"""Alerts forged, read by who has none to read, told of another département; the system role looking into files."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from rivage.accounts.models import system_perimeter
from rivage.core import clock
from rivage.core.perimeter import perimeter
from rivage.dossiers.models import Demande, Period
from rivage.people.models import Identity, Person, Share
from rivage.rights.alerts import actions as alerts
from rivage.rights.models import Alert, ApsFact
from tests.rights.alerts.test_alerts import begun, rows, sweep
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db
EVERYBODY = ("referent:estuaire33", "lead:estuaire33", "delegate:33", "secretary:33", "chair:33", "signatory:33")


def forged(path: Any, **values: Any) -> Alert:
    said = {
        "person_id": path.person_id, "antenne_id": path.antenne_id, "departement": "33", "clock": "path", "stage": 7,
        "due": clock.today("33") + timedelta(days=7), "holder": "user:x", "raised_at": clock.now(),
    }  # fmt: skip
    return Alert(**(said | values))


def refused(write: Any) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        write()


@pytest.mark.parametrize("name", EVERYBODY)
def test_nobody_writes_ends_or_deletes_an_alert(world: World, name: str) -> None:
    path = after(world, begun)
    sweep(world)
    with acting(world[name]):
        refused(lambda: forged(path).save(force_insert=True))
        with suppress(DatabaseError), transaction.atomic():
            Alert.objects.update(ended_at=clock.now())
        refused(lambda: Alert.objects.all().delete())
    assert not any(row.ended_at for row in rows())


@pytest.mark.parametrize(
    "name", ["lead:amarres33", "delegate:33", "delegate:75", "secretary:23", "chair:33", "signatory:33"]
)
def test_nobody_outside_her_antenne_reads_who_is_warned(world: World, name: str) -> None:
    after(world, begun)
    sweep(world)
    with acting(world[name]):
        assert Alert.objects.count() == 0


def test_the_system_of_a_departement_reaches_no_other(world: World) -> None:
    path = after(world, begun)
    sweep(world)
    with perimeter(system_perimeter("75")), transaction.atomic():
        assert Alert.objects.count() == 0
        assert Alert.objects.update(sent_at=clock.now()) == 0
        refused(lambda: forged(path).save(force_insert=True))
        refused(lambda: forged(path, departement="75").save(force_insert=True))


def test_the_system_role_sees_no_file(world: World) -> None:
    path = after(world, begun)
    with perimeter(system_perimeter("33")), transaction.atomic():
        for model in (Person, Identity, Period, Demande, ApsFact, Share):
            assert model.objects.count() == 0
        refused(lambda: forged(path, antenne_id=world.bodies["amarres33"].pk).save(force_insert=True))


def test_what_an_alert_is_about_never_changes(world: World) -> None:
    after(world, begun)
    sweep(world)
    with perimeter(system_perimeter("33")), transaction.atomic():
        for change in ({"holder": "user:x"}, {"due": world.today}, {"stage": 0}, {"clock": "aid"}):
            refused(lambda change=change: Alert.objects.update(**change))


def test_a_sweep_of_another_departement_touches_nothing(world: World) -> None:
    after(world, begun)
    sweep(world)
    assert alerts.sweep(departement="75", on=world.today) == 0
    assert len(rows(ended_at=None)) == 4
