"""Her accord taken back stops what the page says, by where she is; a mistake is corrected and both stay written."""

from datetime import timedelta

import pytest

from rivage.core.refusal import Refused
from rivage.dossiers import actions, tasks, todo
from rivage.dossiers.models import Account, Aid, Demande, Period, Project, Renunciation, Situation
from rivage.law.wording import day
from rivage.people import actions as people
from rivage.people.models import Accord, AccordCorrection, Identity, Person, Share
from tests.dossiers.path import WHO, deposited, fill, new_demande
from tests.people.test_pages import send, words
from tests.rights.takeover.path import confirmed, taken_over
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db


def accord_of(world: World, person: Person, kind: str = "parcours") -> Accord:
    with acting(world[WHO]) as actor:
        known = Accord.objects.filter(person=person, kind=kind).first()
        return known or people.give_accord(
            actor=actor, on=world.today, person=person, kind=kind, given_on=world.today, language="français"
        )


def take_back(world: World, accord: Accord, alone: bool = True) -> None:
    with acting(world[WHO]) as actor:
        actions.take_word_back(actor=actor, on=world.today, accord=accord, said_on=world.today, received_alone=alone)


def test_before_the_deposit_nothing_leaves_and_what_is_prepared_stays(world: World) -> None:
    demande = fill(world, after(world, new_demande))
    take_back(world, accord_of(world, demande.person), alone=False)
    with acting(world[WHO]) as actor:
        held = Demande.objects.get(pk=demande.pk)
        assert held.step == "draft"
        with pytest.raises(Refused, match="Son accord est repris le"):
            actions.submit(actor=actor, on=world.today, demande=held, version=held.version)
        (item,) = todo.drafts(actor, world.today)
        assert (item.title, item.action) == ("Demande arrêtée sans son accord", "Voir")
        assert "si elle le veut" in item.consequence
        (task,) = (one for one in tasks.tasks(held, tasks.missing(held, world.today)) if one.part == "accord")
        assert task.note == f"repris le {day(world.today)}"


def test_once_deposited_the_demande_is_withdrawn_and_the_state_reads_no_more(world: World) -> None:
    demande = after(world, deposited)
    accord = accord_of(world, demande.person)
    with pytest.raises(Refused, match="seule"):
        take_back(world, accord, alone=False)
    with acting(world["delegate:33"]):
        assert Person.objects.filter(pk=demande.person_id).exists(), "nothing was done"
    take_back(world, accord)
    with acting(world[WHO]):
        assert Demande.objects.get(pk=demande.pk).step == "withdrawn"
        left = Share.objects.filter(person=demande.person_id, ended_by=None)
        assert [(one.holder, one.slices) for one in left] == [("delegate:33", ["reference"])]
    with acting(world["delegate:33"]):
        for model in (Identity, Situation, Account, Project, Aid):
            assert not model.objects.filter(person=demande.person_id).exists(), model


def test_once_authorised_it_is_a_renunciation_never_at_once(world: World) -> None:
    begun = confirmed(world, taken_over(world, begun=60))
    accord = accord_of(world, begun.person)
    take_back(world, accord)
    with acting(world[WHO]):
        word = Renunciation.objects.get()
        assert word.effective_on == world.today + timedelta(days=15)
        assert Period.objects.get().ended_on == word.effective_on
        assert Accord.objects.get(pk=accord.pk).withdrawn_on == world.today


def test_a_mistake_is_corrected_with_its_reason_and_both_stay_written(world: World) -> None:
    begun = confirmed(world, taken_over(world, begun=60))
    accord = accord_of(world, begun.person)
    take_back(world, accord)
    with acting(world[WHO]) as actor:
        with pytest.raises(Refused, match="ce qui s’est passé"):
            actions.restore_word(actor=actor, on=world.today, accord=accord, reason=" ")
        actions.restore_word(actor=actor, on=world.today, accord=accord, reason="Erreur de personne.")
        kept = AccordCorrection.objects.get()
        assert (kept.withdrawn_on, kept.reason) == (world.today, "Erreur de personne.")
        assert Accord.objects.get(pk=accord.pk).withdrawn_on is None
        assert Period.objects.get().ended_on is None
    with acting(world["delegate:33"]):
        assert not AccordCorrection.objects.exists(), "the reason stays in the antenne"
    page = words(send(world, WHO, "people:person", person=begun.person_id))
    assert "Erreur de personne." in page


def test_her_accord_is_read_again_before_and_one_tap_changes_nothing(world: World) -> None:
    demande = after(world, deposited)
    accord = accord_of(world, demande.person)
    read = words(send(world, WHO, "dossiers:word_back", accord=accord.pk))
    assert "Sa demande est retirée" in read
    assert "checked" not in read, "nothing is answered for her"
    tapped = send(world, WHO, "dossiers:word_back", {"said_on": world.today.isoformat()}, accord=accord.pk)
    assert tapped.status_code == 422
    assert "?." not in words(tapped), "a question keeps its own mark"
    alone = {"said_on": world.today.isoformat(), "received_alone": "no"}
    assert send(world, WHO, "dossiers:word_back", alone, accord=accord.pk).status_code == 422
    with acting(world[WHO]):
        assert Accord.objects.get(pk=accord.pk).withdrawn_on is None
    assert (
        send(world, WHO, "dossiers:word_back", alone | {"received_alone": "yes"}, accord=accord.pk).status_code == 303
    )
    corrected = send(world, WHO, "dossiers:word_restored", {"reason": "Erreur de ligne."}, accord=accord.pk)
    assert corrected.status_code == 303
