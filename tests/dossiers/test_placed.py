"""Where a fact took place, and who presented a demande, stay with the fact: a transfer changes neither."""

from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.db import connection

from rivage.core import clock
from rivage.dossiers import actions as dossiers
from rivage.dossiers import parts
from rivage.dossiers.models import Demande, Period
from rivage.people.models import Person
from rivage.rights.models import ApsFact
from tests.database import role
from tests.dossiers.path import WHO, deposited, fill, new_demande, values
from tests.people.moving import moved
from tests.rights.permit.path import authorised, note
from tests.stories import after
from tests.world import World, acting, away

pytestmark = pytest.mark.django_db
FAR = "referent:estuaire75"


def with_a_permit(world: World) -> Person:
    demande = authorised(world, 40)
    note(world, demande, "delivered", -2, until=180)
    with acting(world[WHO]):
        return Demande.objects.get(pk=demande.pk).person


def test_period_permit_and_deposit_stay_where_they_took_place(world: World) -> None:
    person = after(world, with_a_permit)
    here = world.bodies["estuaire33"].pk
    moved(world, person, FAR)
    with acting(world[FAR]):
        assert set(Period.objects.values_list("fact_departement", "fact_antenne")) == {("33", here)}
        assert set(ApsFact.objects.values_list("fact_departement", "fact_antenne")) == {("33", here)}
        assert set(Demande.objects.values_list("deposited_in", "presented_by")) == {("33", here)}
        assert Demande.objects.get().antenne_id == world.bodies["estuaire75"].pk, "its row follows her"


def test_what_is_noted_after_a_move_is_of_where_she_is(world: World) -> None:
    person = after(world, with_a_permit)
    moved(world, person, FAR)
    with acting(world[FAR]) as actor:
        fact = ApsFact.beside(person, n=2, step="requested", on=world.today, source="with_her", recorded_by=actor)
        fact.antenne_id = actor.body_id
        fact.fact_departement = "33"
        fact.save(force_insert=True)
        fact.refresh_from_db()
        assert (fact.fact_departement, fact.fact_antenne) == ("75", actor.body_id), "whatever its writer says"


def test_who_presented_a_demande_is_written_by_its_deposit_alone(world: World) -> None:
    demande = after(world, deposited)
    here = world.bodies["estuaire33"].pk
    with acting(world[WHO]):
        Demande.objects.filter(pk=demande.pk).update(presented_by=world.bodies["amarres33"].pk, deposited_in="75")
        assert Demande.objects.values_list("presented_by", "deposited_in").get() == (here, "33")
    draft = new_demande(world)
    with acting(world[WHO]):
        assert Demande.objects.values_list("presented_by", "deposited_in").get(pk=draft.pk) == (None, "")


def ready_on(world: World, demande: Demande) -> date | None:
    with acting(world[WHO]):
        return Demande.objects.get(pk=demande.pk).ready_on


def save(world: World, demande: Demande, said: dict[str, Any]) -> None:
    with acting(world[WHO]) as actor:
        held = Demande.objects.get(pk=demande.pk)
        version = parts.version(held, "engagements")
        dossiers.save_part(
            actor=actor, on=clock.today("33"), demande=held, part="engagements", values=said, version=version
        )


def test_the_day_a_demande_is_ready_is_that_on_which_nothing_lacked(world: World) -> None:
    demande = fill(world, new_demande(world))
    assert ready_on(world, demande) is None, "her accord came after the last page"
    whole = values("engagements", world.today)
    save(world, demande, whole)
    assert ready_on(world, demande) == world.today
    save(world, demande, whole | {"engagements": ""})
    assert ready_on(world, demande) is None, "something lacks again"
    with clock.at(away(3)):
        save(world, demande, whole)
    assert ready_on(world, demande) == world.today + timedelta(days=3)


def test_a_demande_that_is_deposited_was_ready(world: World) -> None:
    assert ready_on(world, after(world, deposited)) == world.today


@pytest.mark.django_db(transaction=True)
def test_rows_written_before_are_filled_from_what_is_known(world: World) -> None:
    person = with_a_permit(world)
    moved(world, person, FAR)
    here = world.bodies["estuaire33"].pk
    filled = import_module("rivage.dossiers.migrations.0023_fill_where_a_fact_took_place")
    steps = import_module("rivage.rights.migrations.0018_fill_where_a_fact_took_place")
    with role("rivage_owner"), connection.cursor() as cursor:
        cursor.execute("UPDATE dossiers_demande SET presented_by = NULL, deposited_in = ''")
        cursor.execute("UPDATE dossiers_period SET fact_antenne = NULL, fact_departement = ''")
        cursor.execute("UPDATE rights_apsfact SET fact_antenne = NULL, fact_departement = ''")
        for sql in (filled.DEPOSITS, filled.PERIODS, steps.STEPS):
            cursor.execute(sql)
    with acting(world[FAR]):
        assert set(Period.objects.values_list("fact_departement", "fact_antenne")) == {("33", here)}
        assert set(ApsFact.objects.values_list("fact_departement", "fact_antenne")) == {("33", here)}
        assert set(Demande.objects.values_list("deposited_in", "presented_by")) == {("33", here)}
