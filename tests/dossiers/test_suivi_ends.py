"""An accompaniment outside a path ends with why and towards what, leaves lists and home, and begins again."""

from typing import Any

import pytest
from django.urls import reverse

from rivage.core.refusal import Refused
from rivage.desk.homes import home
from rivage.dossiers import actions
from rivage.dossiers.models import Demande, Suivi
from rivage.dossiers.standing import at_rest
from rivage.people.models import Person
from tests.dossiers.path import WHO, deposited, new_demande, reads_again_first
from tests.people.test_pages import send, words
from tests.rights.takeover.path import taken_over
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db
SAID = {"why": "done", "destination": "work"}


def end(world: World, person: Person, **said: Any) -> Suivi:
    with acting(world[WHO]) as actor:
        return actions.end_suivi(
            actor=actor, on=world.today, person=person, **({"ended_on": world.today} | SAID | said)
        )


def test_it_leaves_the_list_and_the_home_and_is_found_by_name(world: World) -> None:
    person = after(world, new_demande).person
    with acting(world[WHO]) as actor:
        assert home(actor, world.today).items, "a demande to finish"
    end(world, person)
    with acting(world[WHO]) as actor:
        assert not home(actor, world.today).items
    assert "Awa" not in words(send(world, WHO, "people:list"))
    assert "Awa" in words(send(world, WHO, "people:list", {"suivi": "", "q": "awa"}))
    assert "Awa" in words(send(world, WHO, "people:list", {"suivi": "termines", "q": "awa"}))
    assert "Accompagnement terminé le" in words(send(world, WHO, "people:person", person=person.pk))
    assert "L’accompagnement est terminé depuis le" in words(send(world, WHO, "people:step", person=person.pk))
    with acting(world[WHO]) as actor:
        demande = Demande.objects.get(person=person)
        with pytest.raises(Refused, match="reprenez-le"):
            actions.submit(actor=actor, on=world.today, demande=demande, version=demande.version)


def test_it_begins_again_and_what_was_said_stays_written(world: World) -> None:
    person = after(world, new_demande).person
    end(world, person, why="other", destination="unknown", words="Elle part chez sa sœur.")
    with pytest.raises(Refused, match="déjà terminé"):
        end(world, person)
    again = reverse("dossiers:suivi_resume", kwargs={"membership": world[WHO].pk, "person": person.pk})
    assert f'method="post" action="{again}"' in words(send(world, WHO, "people:step", person=person.pk))
    assert send(world, WHO, "dossiers:suivi_resume", {}, person=person.pk).status_code == 303
    with acting(world[WHO]) as actor:
        assert home(actor, world.today).items
        assert [(one.why, one.ends) for one in Suivi.objects.filter(person=person).order_by("created_at")] == [
            ("other", world.today),
            ("", None),
        ]
    assert "Awa" in words(send(world, WHO, "people:list"))


def test_nothing_is_answered_for_her_and_an_other_is_said_in_words(world: World) -> None:
    person = after(world, new_demande).person
    asked = words(send(world, WHO, "dossiers:suivi_end", person=person.pk))
    assert "checked" not in asked
    reads_again_first(asked, "puis s’efface : rien ne le fait revenir après")
    assert "Ses tâches quittent l’accueil" in asked
    empty = {"ended_on": world.today.isoformat(), "why": "other", "destination": "work"}
    assert send(world, WHO, "dossiers:suivi_end", empty, person=person.pk).status_code == 422
    said = empty | {"words": "Elle préfère."}
    assert send(world, WHO, "dossiers:suivi_end", said, person=person.pk).status_code == 303
    gestures = words(send(world, WHO, "dossiers:gestures", person=person.pk))
    assert "Elle préfère." in gestures


def test_rights_that_run_and_a_demande_that_waits_hold_it(world: World) -> None:
    begun = taken_over(world, begun=60)
    with pytest.raises(Refused, match="parcours court"):
        end(world, begun.person)


def test_a_demande_that_waits_holds_it(world: World) -> None:
    demande = after(world, deposited)
    with pytest.raises(Refused, match="attend une réponse"):
        end(world, demande.person)


def test_a_death_noted_by_mistake_leaves_ended_what_had_ended(world: World) -> None:
    person = after(world, new_demande).person
    end(world, person)
    with acting(world[WHO]) as actor:
        actions.note_death(actor=actor, on=world.today, person=person, died_on=world.today)
        actions.unnote_death(actor=actor, on=world.today, person=person)
        assert [one.why for one in at_rest().filter(person=person)] == ["done"]
        actions.resume_suivi(actor=actor, on=world.today, person=person)
        assert not at_rest().filter(person=person).exists()
