import pytest

from rivage.people import actions as people
from rivage.people.models import Contact, Identity, Person, Share
from rivage.vault import keys
from tests.world import World, acting


def new_person(world: World, who: str = "referent:estuaire33", name: str = "Awa Corail") -> Person:
    with acting(world[who]) as actor:
        return people.create_person(
            actor=actor,
            on=world.today,
            identity={"name_in_use": name, "birth": "1994"},
            contact={"never": "Ne pas laisser de message."},
            aps_need="yes",
        )


@pytest.mark.django_db
def test_nobody_but_the_antenne_sees_a_person_before_deposit(world: World) -> None:
    person = new_person(world)
    with acting(world["referent:estuaire33"]) as own:
        assert Person.objects.visible_to(own).get() == person
        assert Identity.objects.get(person=person).called == "Awa Corail"
    for name in ("delegate:33", "referent:amarres33", "referent:estuaire75", "chair:33"):
        with acting(world[name]):
            assert not Person.objects.exists(), name


@pytest.mark.django_db
def test_a_deposit_opens_the_slices_of_the_delegate_and_no_other(world: World) -> None:
    person = new_person(world)
    with acting(world["referent:estuaire33"]) as own:
        keys.open_to(person.pk, person.antenne_id, world.bodies["pref33"].pk)
        people.open_file(actor=own, on=world.today, person=person, holder="delegate:33", opening="deposit")
    with acting(world["delegate:33"]) as delegate:
        assert Person.objects.visible_to(delegate).get() == person
        assert Identity.objects.get(person=person).called == "Awa Corail"
        assert not Contact.objects.exists()
        assert Share.objects.get().slices == [
            "reference", "identity", "correspondence", "situation", "account", "project", "aid", "pieces", "avis",
            "decision", "stay",
        ]  # fmt: skip
    with acting(world["delegate:75"]):
        assert not Person.objects.exists()
