"""The file number: drawn again when another person, of any antenne, already has it."""

from collections.abc import Iterator

import pytest
from django.db import IntegrityError

from rivage.core import ids
from rivage.people.actions.file import DRAWS
from rivage.people.models import Identity, Person
from tests.dossiers.path import new_person
from tests.stories import after
from tests.world import World, acting


def draws(monkeypatch: pytest.MonkeyPatch, *numbers: str) -> Iterator[str]:
    """The next file numbers, as `ids` will draw them; gives what is left to draw."""
    letters = iter("".join(number.removeprefix("R-") for number in numbers))
    monkeypatch.setattr(ids.secrets, "choice", lambda _: next(letters))
    return letters


@pytest.mark.django_db
def test_a_number_taken_by_another_antenne_is_drawn_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = after(world, new_person, "referent:amarres33", "Sofia Galet").reference
    draws(monkeypatch, taken, taken, "R-KKKKKK")
    made = new_person(world, name="Lina Marée")
    with acting(world["lead:estuaire33"]):
        assert Person.objects.get(pk=made.pk).reference == "R-KKKKKK"
        assert Identity.objects.get(person=made).name_in_use == "Lina Marée"


@pytest.mark.django_db
def test_drawing_ends(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = after(world, new_person, "referent:amarres33", "Sofia Galet").reference
    left = draws(monkeypatch, *[taken] * DRAWS, "R-KKKKKK")
    with pytest.raises(IntegrityError):
        new_person(world, name="Lina Marée")
    assert "".join(left) == "KKKKKK"
