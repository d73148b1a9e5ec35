"""Two tabs, or two colleagues, over the same person: a late one is refused with both wordings on the page."""

import re
from typing import Any

import pytest

from rivage.audit.models import Event
from rivage.people import actions as people
from rivage.people.models import Child, Contact, Correspondence, Identity
from tests.bad_input.calling import Caller
from tests.dossiers.path import new_person
from tests.stories import after
from tests.versions import version_in
from tests.world import World, acting

WHO, OTHER = "referent:estuaire33", "lead:estuaire33"
IDENTITY = {"name_in_use": "Lina Marée", "birth_source": "said", "zone": "french", "year": "1996"}
CONTACT = {"channels": ["phone"], "when": "Mardi", "at_association": "on"}
CHILD = {"given_name": "Petit Galet", "year": "2020"}


def shown(world: World, page: str) -> dict[str, Any]:
    """Somebody whose page it is, by the ids that it takes."""
    person = after(world, new_person)
    if page != "people:child":
        return {"person": person.pk}
    born = {"given_name": "Galet", "birth": "2020"}
    with acting(world[WHO]) as actor:
        return {"child": people.add_child(actor=actor, on=world.today, person=person, values=born).pk}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("page", "first", "second", "seen"),
    [
        ("people:identity", IDENTITY, IDENTITY | {"name_in_use": "Lina Sable"}, ("Lina Marée", "Lina Sable")),
        ("people:contact", CONTACT, CONTACT | {"when": "Jeudi"}, ("Mardi", "Jeudi")),
        ("people:contact", CONTACT, CONTACT | {"at_association": "", "address": "Ailleurs"}, ("oui", "Ailleurs")),
        ("people:child", CHILD, CHILD | {"given_name": "Grand Galet"}, ("Petit Galet", "Grand Galet")),
    ],
)
def test_who_sends_late_loses_nothing_and_overwrites_nothing(
    world: World, page: str, first: dict[str, Any], second: dict[str, Any], seen: tuple[str, str]
) -> None:
    ids = shown(world, page)
    mine, hers = Caller(world[WHO]), Caller(world[OTHER])
    version = {"version": version_in(mine.get(page, **ids).text)}
    assert hers.post(page, first | version, **ids).status == 200
    late = mine.post(page, second | version, **ids)
    assert late.status == 422
    assert late.says("Quelqu’un a enregistré autre chose")
    for words in (*seen, "En place maintenant"):
        assert late.says(words)
    assert _stands(world, page) == first
    assert mine.post(page, second | {"version": version_in(late.text)}, **ids).status == 200
    assert _stands(world, page) == second


@pytest.mark.django_db
def test_a_rule_of_contact_that_she_did_not_touch_stays_as_her_colleague_wrote_it(world: World) -> None:
    person = after(world, new_person)
    mine, hers = Caller(world[WHO]), Caller(world[OTHER])
    shown = mine.shown("people:contact", person=person.pk)
    rules = {"never": "Ne pas laisser de message.", "at_association": "on"}
    hers.post("people:contact", rules | shown | {"when": "Lundi, 9 h"}, person=person.pk)
    late = mine.post("people:contact", rules | shown | {"never": "Ne jamais sonner"}, person=person.pk)
    assert late.status == 422
    assert late.says('name="when" value="Lundi, 9 h"')
    assert late.says("Repris ici : vous n’y aviez rien changé.")
    carried = dict(re.findall(r'name="(version|before|when)" value="([^"]*)"', late.text))
    assert mine.post("people:contact", rules | carried | {"never": "Ne jamais sonner"}, person=person.pk).status == 200
    with acting(world[WHO]):
        kept = Contact.objects.get()
        assert (kept.when, kept.never) == ("Lundi, 9 h", "Ne jamais sonner")


def _stands(world: World, page: str) -> dict[str, Any]:
    """What is kept, as the form would send it."""
    with acting(world[WHO]):
        if page == "people:identity":
            return IDENTITY | {"name_in_use": Identity.objects.get().name_in_use}
        if page == "people:child":
            return CHILD | {"given_name": Child.objects.get().given_name}
        kept, letters = Contact.objects.get(), Correspondence.objects.get()
        found = CONTACT | {"when": kept.when}
        return found if letters.at_association else found | {"at_association": "", "address": letters.address}


@pytest.mark.django_db
def test_two_clicks_are_one_act(world: World) -> None:
    person = after(world, new_person)
    mine = Caller(world[WHO])
    sent = IDENTITY | {"version": version_in(mine.get("people:identity", person=person.pk).text)}
    for _ in range(2):
        assert mine.post("people:identity", sent, person=person.pk).status == 200
    with acting(world[WHO]):
        assert Event.objects.filter(kind="identity_changed").count() == 1


@pytest.mark.django_db
def test_a_form_that_says_not_what_it_was_shown_writes_nothing(world: World) -> None:
    person = after(world, new_person)
    assert Caller(world[WHO]).post("people:identity", IDENTITY, person=person.pk).status == 422
    with acting(world[WHO]):
        assert Identity.objects.get().name_in_use == "Awa Corail"
