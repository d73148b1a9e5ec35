"""The pages of a path taken over: one form, nothing typed lost, confirmed by whoever instructs."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rivage.dossiers.models import Parcours, TakeOver
from rivage.people.models import Person
from tests.dossiers.path import WHO, new_person
from tests.rights.takeover.path import taken_over
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db


class Reader:
    """Somebody signed in under one membership."""

    def __init__(self, world: World, name: str) -> None:
        self.membership = world[name]
        self.client = Client()
        self.client.force_login(self.membership.user)

    def url(self, page: str, **ids: Any) -> str:
        return reverse(page, kwargs={"membership": self.membership.pk, **ids})

    def get(self, page: str, **ids: Any) -> Any:
        return self.client.get(self.url(page, **ids))

    def post(self, page: str, data: dict[str, Any] | None = None, **ids: Any) -> Any:
        return self.client.post(self.url(page, **ids), data or {})


ABOUT = {"adult": "no", "name_in_use": "Lina Marée", "zone": "other", "never": ""}


def shown(page: str) -> dict[str, str]:
    """The version that a page carries."""
    found = re.search(r'name="version" value="(\w+)"', page)
    assert found
    return {"version": found[1]}


def typed(world: World, **changes: Any) -> dict[str, Any]:
    starts = world.today - timedelta(days=40)
    return {
        "starts": starts,
        "months": 6,
        "decided_on": starts,
        "need": "needed",
        "aps_until": starts + timedelta(days=180),
        "afis": "grant",
        "afis_decided_on": starts,
        "children": 2,
        "paid_until": "none",
        "source": "paper_held",
    } | changes


def test_somebody_new_in_one_form(world: World) -> None:
    reader = Reader(world, WHO)
    page = reader.get("rights:take_over_new").content.decode()
    assert "Reprendre un parcours en cours" in page
    begun = world.today - timedelta(days=300)
    about = ABOUT | {"year": world.today.year - 30, "since": begun.isoformat()}
    answer = reader.post("rights:take_over_new", typed(world, **about))
    assert answer.status_code == 303
    with acting(world[WHO]):
        person = Person.objects.get()
        assert person.age_band == "25-34"
        assert person.suivis.get().starts == begun
    assert answer["Location"] == reader.url("people:person", person=person.pk)
    assert "Voir le parcours repris" in reader.client.get(answer["Location"]).content.decode()
    page = reader.get("rights:taken_over", person=person.pk).content.decode()
    assert "Parcours repris" in page
    assert "À confirmer" in page


def test_a_need_not_known_yet_is_taken_over_as_such_and_is_a_task(world: World) -> None:
    person = after(world, new_person)
    with acting(world[WHO]):
        Person.objects.filter(pk=person.pk).update(aps_need="unknown")
    reader = Reader(world, WHO)
    answer = reader.post("rights:take_over", typed(world, need="unknown", aps_until=""), person=person.pk)
    assert answer.status_code == 303
    with acting(world[WHO]):
        assert Person.objects.get().aps_need == "unknown"
        begun = TakeOver.objects.get()
    assert "Dire si une autorisation provisoire" in reader.get("desk:home").content.decode()
    page = reader.get("rights:take_over_correct", takeover=begun.pk).content.decode()
    assert re.search(r'value="unknown"[^>]* checked', page)
    refused = reader.post("rights:take_over_correct", typed(world, need="unknown"), takeover=begun.pk)
    assert "Une date de titre" in refused.content.decode()


def test_a_doubt_on_her_age_keeps_nothing(world: World) -> None:
    reader = Reader(world, WHO)
    about = {"adult": "yes", "name_in_use": "Lina Marée", "zone": "other"}
    answer = reader.post("rights:take_over_new", typed(world, **about))
    assert answer.status_code == 422
    assert "protéger d’abord" in answer.content.decode()
    again = reader.post("rights:take_over_new", typed(world, **about) | {"mistaken": "1"}).content.decode()
    assert "Vous aviez répondu qu’il y a un doute." in again
    assert 'value="Lina Marée"' in again
    with acting(world[WHO]):
        assert not Person.objects.exists()


def test_a_refusal_keeps_what_was_typed_and_nobody(world: World) -> None:
    reader = Reader(world, WHO)
    about = {
        "adult": "no",
        "name_in_use": "Lina Marée",
        "year": world.today.year - 30,
        "zone": "other",
        "never": "Ni message",
    }
    answer = reader.post("rights:take_over_new", typed(world, **about, months=5))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "R121-12-10" in page
    assert 'value="Lina Marée"' in page
    assert "Ni message" in page
    assert f'value="{world.today - timedelta(days=40)}"' in page
    with acting(world[WHO]):
        assert not Person.objects.exists()
        assert not Parcours.objects.exists()


def test_earlier_periods_are_whole_or_asked_again(world: World) -> None:
    person = after(world, new_person)
    reader = Reader(world, WHO)
    before = world.today - timedelta(days=300)
    answer = reader.post("rights:take_over", typed(world, starts_0=before), person=person.pk)
    assert answer.status_code == 422
    assert "Il manque la date de la décision de cette période" in answer.content.decode()
    answer = reader.post(
        "rights:take_over", typed(world, starts_0=before, decided_on_0=before, months_0=6), person=person.pk
    )
    assert answer.status_code == 303


def test_whoever_instructs_confirms_or_says_what_differs(world: World) -> None:
    begun = after(world, taken_over)
    delegate, referent = Reader(world, "delegate:33"), Reader(world, WHO)
    page = delegate.get("rights:taken_over", person=begun.person_id).content.decode()
    assert "Relire et confirmer" in page
    assert "d’après le papier que la personne détient" in page
    assert "Corriger ce qui a été saisi" not in page
    answer = delegate.post("rights:take_over_contest", {"words": "Décision du 3 mars."}, takeover=begun.pk)
    assert answer.status_code == 303
    page = referent.get("rights:take_over_correct", takeover=begun.pk).content.decode()
    assert "Décision du 3 mars." in page
    assert f'value="{world.today - timedelta(days=60)}"' in page
    answer = referent.post("rights:take_over_correct", typed(world), takeover=begun.pk)
    assert answer.status_code == 303
    assert delegate.post("rights:take_over_confirm", takeover=begun.pk).status_code == 404
    with acting(world[WHO]):
        again = TakeOver.objects.get()
    page = delegate.get("rights:take_over_confirm", takeover=again.pk).content.decode()
    assert "ne se corrige plus" in page
    assert "Période 1" in page
    assert delegate.post("rights:take_over_confirm", takeover=again.pk).status_code == 403
    assert delegate.post("rights:take_over_confirm", shown(page), takeover=again.pk).status_code == 303
    page = referent.get("rights:taken_over", person=begun.person_id).content.decode()
    assert "Confirmé par la délégation" in page
    assert "Corriger ce qui a été saisi" not in page
    assert referent.post("rights:take_over_undo", takeover=again.pk).status_code == 403


def test_erased_when_typed_by_mistake(world: World) -> None:
    begun = after(world, taken_over)
    referent = Reader(world, WHO)
    page = referent.get("rights:take_over_undo", takeover=begun.pk).content.decode()
    assert "Tout ce qui a été saisi est effacé" in page
    assert referent.post("rights:take_over_undo", takeover=begun.pk).status_code == 403
    assert referent.post("rights:take_over_undo", shown(page), takeover=begun.pk).status_code == 303
    assert Reader(world, "delegate:33").get("people:person", person=begun.person_id).status_code == 404
    with acting(world[WHO]):
        assert not Parcours.objects.exists()


@pytest.mark.parametrize("name", ["lead:amarres33", "delegate:75", "chair:33", "other:estuaire33"])
def test_nobody_else_reads_or_acts(world: World, name: str) -> None:
    begun = after(world, taken_over)
    reader = Reader(world, name)
    for page in ("take_over_confirm", "take_over_undo", "take_over_contest", "take_over_correct"):
        assert reader.post(f"rights:{page}", takeover=begun.pk).status_code == 404, page
    assert reader.get("rights:take_over", person=begun.person_id).status_code == 404
