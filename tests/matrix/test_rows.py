"""The wall of the database alone: every nominative table, read raw by every reader."""

from typing import Any

import pytest
from django.db import connection, models, transaction

from rivage.core.db import emitter
from rivage.core.perimeter import perimeter
from rivage.people.models import Share
from tests.database import role
from tests.matrix.scene import Scene, nominative


def readable(model: type[models.Model], scene: Scene, name: str) -> set[str]:
    """Short names of the people whose rows of this table come out, without any filter of ours."""
    column = "id" if model._meta.model_name == "person" else "person_id"
    with perimeter(scene.world[name].perimeter()), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'SELECT DISTINCT {column} FROM "{model._meta.db_table}"')
        ids = {row[0] for row in cursor.fetchall()}
    return {short for short, person in scene.people.items() if person.pk in ids}


def expected(model: Any, scene: Scene, name: str, present: set[str]) -> set[str]:
    antenne = next((m.body_id for n, m in scene.world.memberships.items() if n == name and m.is_antenne), None)
    role = next((m.role for n, m in scene.world.memberships.items() if n == name), "")
    reads = not getattr(model, "READERS", ()) or role in model.READERS
    return {
        short
        for short, person in scene.people.items()
        if short in present and (person.antenne_id == antenne or (reads and model.SLICE in scene.slices(name, short)))
    }


def present(model: type[models.Model], scene: Scene) -> set[str]:
    """Short names of the people who have a row in this table, seen by the superuser (inside `role("postgres")`)."""
    column = "id" if model._meta.model_name == "person" else "person_id"
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT DISTINCT {column} FROM "{model._meta.db_table}"')
        ids = {row[0] for row in cursor.fetchall()}
    return {short for short, person in scene.people.items() if person.pk in ids}


def differences(scene: Scene) -> list[str]:
    """Each (table, reader) whose rows are not exactly those the design opens."""
    with role("postgres"):
        there = {model: present(model, scene) for model in nominative()}
    assert all(there.values()), "a table without a row to look for proves nothing"
    return [
        f"{model._meta.db_table} × {name}"
        for model in nominative()
        for name in scene.world.memberships
        if readable(model, scene, name) != expected(model, scene, name, there[model])
    ]


def test_rows_come_out_as_the_design_opens_them(scene: Scene, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        assert differences(scene) == []


def test_no_perimeter_no_row(scene: Scene, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock(), transaction.atomic():
        for model in nominative():
            assert model._default_manager.count() == 0, model


@pytest.mark.journey
def test_every_policy_removed_is_seen(scene: Scene, django_db_blocker: Any) -> None:
    """Mutants: each table opened to all; the comparison must tell for each."""
    tables = [model._meta.db_table for model in nominative()]
    with django_db_blocker.unblock():
        try:
            with role("rivage_owner"), connection.cursor() as cursor:
                for table in tables:
                    cursor.execute(f'DROP POLICY declared_app ON "{table}"')
                    cursor.execute(f'CREATE POLICY declared_app ON "{table}" FOR ALL TO rivage_app USING (true)')
            seen = {line.split(" × ")[0] for line in differences(scene)}
        finally:
            with role("rivage_owner"):
                emitter.apply()
        assert seen == set(tables)
        assert differences(scene) == []


def test_shares_come_out_to_antenne_giver_and_holder_only(scene: Scene, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        for name in ("referent:amarres33", "seat:75", "payer:75", "signatory:75", "admins"):
            membership = scene.world.admins[0] if name == "admins" else scene.world[name]
            with perimeter(membership.perimeter()), transaction.atomic():
                people = set(Share.objects.values_list("person_id", flat=True))
            mine = {p.pk for short, p in scene.people.items() if scene.slices(name, short)}
            assert people <= mine, name
