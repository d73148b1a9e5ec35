"""The context of the transaction: nothing of it outlives an error, a savepoint, a request or a connection."""

import threading
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import TransactionTestCase

from rivage.core.perimeter import NOBODY, Perimeter, current, facts, perimeter
from rivage.people.models import Person
from tests.dossiers.path import new_person
from tests.stories import after
from tests.world import World, acting

HERS = Perimeter(role="lead", departements=("33",))
OTHERS = Perimeter(role="chair", departements=("75",))


def inside() -> tuple[str, str]:
    """The role of the context and the role of the database, as PostgreSQL has them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('rivage.role', true), ''), current_user::text")
        found: tuple[str, str] = cursor.fetchone()
    return found


def broken() -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO audit_seal (n) VALUES (NULL)")


@pytest.mark.django_db
def test_41_an_error_caught_in_facts_does_not_leave_the_whole_country_open(world: World) -> None:
    after(world, new_person)
    with acting(world["lead:amarres33"]):
        with facts():
            assert Person.objects.values_list("pk").count() == 1
        with pytest.raises(ValueError, match="essai"), facts():
            raise ValueError("essai")
        assert inside() == ("lead", "rivage_app")
        assert Person.objects.values_list("pk").count() == 0


@pytest.mark.django_db
def test_42_a_database_error_in_facts_or_in_a_nested_perimeter_is_the_one_seen(world: World) -> None:
    with perimeter(HERS):
        for nested in (facts, lambda: perimeter(OTHERS)):
            with pytest.raises(Exception, match=r"permission denied|null value"), transaction.atomic(), nested():
                broken()
            assert inside() == ("lead", "rivage_app")
            assert current() is HERS


@pytest.mark.django_db
def test_43_a_nested_perimeter_gives_the_outer_one_back(world: World) -> None:
    with perimeter(HERS), transaction.atomic():
        with perimeter(OTHERS):
            assert inside()[0] == "chair"
            with pytest.raises(DatabaseError), transaction.atomic():
                broken()
            assert inside()[0] == "chair"
        assert inside()[0] == "lead"
        with pytest.raises(ValueError, match="essai"), transaction.atomic(), perimeter(OTHERS):
            raise ValueError("essai")
        assert inside()[0] == "lead"
    assert inside()[0] == ""


class Committed(TransactionTestCase):
    """On a connection that really commits and is used again."""

    def test_44_nothing_stays_on_the_connection(self) -> None:
        with perimeter(HERS), transaction.atomic():
            assert inside()[0] == "lead"
        assert inside() == ("", "rivage_app")
        with transaction.atomic():
            assert inside() == ("", "rivage_app")
        with pytest.raises(ValueError, match="essai"), perimeter(HERS), transaction.atomic(), facts():
            raise ValueError("essai")
        assert inside() == ("", "rivage_app")

    def test_45_a_perimeter_entered_before_its_transaction_or_after_is_put(self) -> None:
        with transaction.atomic(), perimeter(HERS):
            assert inside()[0] == "lead"
        with perimeter(HERS):
            connection.close()
            with transaction.atomic():
                assert inside()[0] == "lead"

    def test_46_another_thread_acts_as_nobody(self) -> None:
        seen: list[Any] = []
        with perimeter(HERS), transaction.atomic():
            thread = threading.Thread(target=lambda: seen.append(current()))
            thread.start()
            thread.join()
        assert seen == [NOBODY]
