"""Ids at hand are sent as one array; a query that many statements hold is put into SQL once."""

import uuid
from typing import Any

import pytest
from django.db.models import Model
from django.db.models.sql.compiler import SQLCompiler

from rivage.audit.models import Event
from rivage.core.db import lookups
from rivage.core.db.lookups import MANY, Among, AnyOf, Holding, Written
from rivage.dossiers.models import Demande
from rivage.people.models import Person
from tests.dossiers.path import deposited
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db


def sql(rows: Any) -> tuple[str, tuple[Any, ...]]:
    said: tuple[str, tuple[Any, ...]] = rows.order_by().query.sql_with_params()
    return said


@pytest.mark.parametrize("column", ["pk", "person", "person_id", "parcours"])
def test_hundreds_of_ids_are_one_value_of_a_statement_whatever_the_column(world: World, column: str) -> None:
    for many, form in ((MANY, " = ANY (%s::uuid[])"), (300, " IN (SELECT unnest(%s::uuid[]))")):
        said, values = sql(Demande.objects.filter(**{f"{column}__in": [uuid.uuid4() for _ in range(many)]}))
        assert form in said
        assert len(values) == 1


@pytest.mark.parametrize("many", [MANY, 0])
def test_ids_at_hand_choose_the_rows_that_they_did(world: World, monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    monkeypatch.setattr(lookups, "MANY", many)
    one, two = after(world, deposited), deposited(world)
    with acting(world["lead:estuaire33"]):
        both = {one.pk, two.pk}
        assert set(Demande.objects.filter(pk__in=[one.pk, two.pk, one.pk]).values_list("pk", flat=True)) == both
        assert set(Demande.objects.filter(person__in={one.person_id}).values_list("pk", flat=True)) == {one.pk}
        assert set(Demande.objects.exclude(pk__in=(one.pk,)).values_list("pk", flat=True)) == {two.pk}
        assert not Demande.objects.filter(pk__in=[]).exists()
        asked: list[list[Any]] = [[str(one.pk)], [one.pk, None]]
        for given in asked:
            assert Demande.objects.get(pk__in=given).pk == one.pk
        rows: list[Model] = [one.person]
        assert Demande.objects.get(person__in=rows).pk == one.pk
        assert Demande.objects.get(person__in=Person.objects.filter(pk=one.person_id)).pk == one.pk


@pytest.mark.parametrize("form", [Among, AnyOf])
def test_a_query_written_once_chooses_the_same_rows_in_all_that_hold_it(
    world: World, monkeypatch: pytest.MonkeyPatch, form: type[Among]
) -> None:
    one, _ = after(world, deposited), deposited(world)
    written: list[Any] = []
    as_sql = SQLCompiler.as_sql

    def counted(self: SQLCompiler, *args: Any, **named: Any) -> Any:
        written.append(self.query.model)
        return as_sql(self, *args, **named)

    with acting(world["lead:estuaire33"]):
        hers = form("person", Written(Person.objects.filter(reference=one.person.reference).values("pk")))
        monkeypatch.setattr(SQLCompiler, "as_sql", counted)
        for rows in (Demande.objects.filter(hers), Demande.objects.exclude(pk__in=[]).filter(hers)):
            assert rows.get().pk == one.pk
        assert written.count(Person) == 1
        assert not Demande.objects.filter(form("person", Written(Person.objects.none().values("pk")))).exists()


def test_arrays_that_hold_one_of_the_ids_at_hand_are_found_by_one_value(world: World) -> None:
    one = after(world, deposited).person_id
    membership = world["lead:estuaire33"]
    with acting(membership):
        found = Event.objects.filter(Holding("people", [uuid.uuid4(), one]))
        assert len(sql(found)[1]) == 1
        told = set(Event.objects.filter(people__contains=[one]).values_list("pk", flat=True))
        assert told
        assert set(found.values_list("pk", flat=True)) == told
        assert not Event.objects.filter(Holding("people", [uuid.uuid4()])).exists()
        assert not Event.objects.filter(Holding("people", [])).exists()
