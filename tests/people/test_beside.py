"""What is written about a person is kept where she is, and two acts on her wait for each other."""

import ast
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection

from rivage.people.actions import hold
from rivage.people.models import Child, Person, Share, Transfer
from rivage.people.models.base import PersonRow
from rivage.vault.models import PersonKey
from tests.dossiers.path import new_person
from tests.meta.sources import files, name, tree
from tests.stories import after
from tests.world import World, acting

WHO = "referent:estuaire33"
# They are about her, and no row of hers: no slice, policies of their own.
APART = (Share, Transfer, PersonKey)


@pytest.mark.django_db
def test_a_row_beside_another_is_about_the_same_person_of_the_same_antenne(world: World) -> None:
    person = after(world, new_person)
    with acting(world[WHO]):
        first = Child.beside(person, given_name="Galet")
        second = Child.beside(first, given_name="Caillou")
    assert first.person is person
    assert {(row.person_id, row.antenne_id) for row in (first, second)} == {(person.pk, person.antenne_id)}
    assert (first.given_name, second.given_name) == ("Galet", "Caillou")


def pairs() -> Iterator[str]:
    """Rows about a person that are given her and her antenne one by one, maybe those of two different people."""
    apart = {model.__name__ for model in APART}
    for path in files("*.py"):
        calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
        for node in calls:
            given = {one.arg: ast.unparse(one.value) for one in node.keywords}
            her = {"person", "person_id"} & set(given) and given.get("antenne_id", "").endswith(".antenne_id")
            if her and ast.unparse(node.func) not in apart:
                yield f"{name(path)}:{node.lineno}"


def test_no_row_is_given_her_and_her_antenne_one_by_one() -> None:
    assert list(pairs()) == []
    assert not [model for model in APART if issubclass(model, PersonRow)]


@pytest.mark.django_db(transaction=True)
def test_a_person_is_held_until_the_act_is_over(world: World) -> None:
    person = new_person(world)

    def taken() -> bool:
        try:
            with acting(world[WHO]):
                return Person.objects.select_for_update(nowait=True).get(pk=person.pk) is None
        except OperationalError:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with acting(world[WHO]):
            assert hold(person, world[WHO]) == person
            assert pool.submit(taken).result(20)
        assert not pool.submit(taken).result(20)
