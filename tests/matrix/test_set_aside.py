"""Whom she sets aside reads nothing of her, in any function: the gate alone, the rows alone, and each one missed."""

from collections.abc import Iterator
from typing import Any
from unittest import mock
from uuid import UUID

import pytest
from django.db import connection, transaction

from rivage.core.db import emitter
from rivage.core.perimeter import perimeter
from rivage.people.models import Aside, Person, Share
from rivage.people.models.person import NotAside
from rivage.people.models.rules import SET_ASIDE
from tests.database import role
from tests.matrix.scene import Scene, nominative
from tests.matrix.test_rows import present, readable

HER, COLLEAGUE = "seance", "decidee"
CLOSED = """
INSERT INTO people_aside (id, created_at, exclusion_id, person_id, digest, mark)
  SELECT gen_random_uuid(), now(), '00000000-0000-0000-0000-000000000000', %s, made, (people_digested('{mark}'))[1]
  FROM unnest(people_digested(%s)) made"""


@pytest.fixture
def aside(scene: Scene, django_db_blocker: Any) -> Iterator[list[str]]:
    """Everybody who reads something of her is set aside, those who accompany her too."""
    names = [name for name, one in scene.world.memberships.items() if one.departements == ["33"]]
    with django_db_blocker.unblock():
        with role("postgres"), connection.cursor() as cursor:
            cursor.execute(CLOSED, [scene.people[HER].pk, [f"user:{scene.world[name].user_id}" for name in names]])
        yield names
        with role("postgres"):
            Aside.objects.filter(exclusion_id=UUID(int=0)).delete()


def rows_out(scene: Scene, names: list[str]) -> set[str]:
    """Tables whose rows about her come out, without any filter of ours."""
    models_ = [*nominative(), Share]
    return {m._meta.db_table for m in models_ for name in names if HER in readable(m, scene, name)}


def gates_out(scene: Scene, names: list[str]) -> set[str]:
    """Tables of which a gate gives her rows, the database letting everything through."""
    found = set()
    for model in nominative():
        for name in names:
            with perimeter(scene.world[name].perimeter()), transaction.atomic():
                seen = model._default_manager.visible_to(scene.world[name])  # type: ignore[attr-defined]
                column = "pk" if model is Person else "person"
                if seen.filter(**{column: scene.people[HER].pk}).exists():
                    found.add(model._meta.db_table)
    return found


def test_neither_wall_lets_her_rows_out_and_others_are_still_read(scene: Scene, aside: list[str]) -> None:
    assert rows_out(scene, aside) == set()
    assert COLLEAGUE in readable(Person, scene, "delegate:33")
    with role("postgres"):
        assert gates_out(scene, aside) == set()


@pytest.mark.journey
def test_a_policy_that_forgets_it_is_seen(scene: Scene, aside: list[str]) -> None:
    """Mutants: the condition taken out of each table in turn."""
    tables = [model._meta.db_table for model in (*nominative(), Share)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, policyname, qual FROM pg_policies WHERE policyname IN ('app', 'declared_app') "
            "AND tablename = ANY (%s)",
            [tables],
        )
        policies = cursor.fetchall()
    with role("postgres"):
        there = {model._meta.db_table for model in nominative() if HER in present(model, scene)}
    try:
        with role("rivage_owner"), connection.cursor() as cursor:
            for table, name, asked in policies:
                assert "rivage_excluded()" in asked, table
                forgetful = asked.replace("rivage_excluded()", "'{}'")
                cursor.execute(f'ALTER POLICY {name} ON "{table}" USING ({forgetful})')
        assert rows_out(scene, aside) == {*there, "people_share"}
    finally:
        with role("rivage_owner"):
            emitter.apply()
    assert rows_out(scene, aside) == set()


@pytest.mark.journey
def test_a_gate_that_forgets_it_is_seen(scene: Scene, aside: list[str]) -> None:
    """Mutant: the condition of the gate always true."""
    assert SET_ASIDE in NotAside.template
    with role("postgres"), mock.patch.object(NotAside, "template", "(%(expressions)s IS NOT NULL)"):
        assert "people_person" in gates_out(scene, aside)
