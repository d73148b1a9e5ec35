"""A demande without object: three grounds and no other, told to her antenne, reopened with both reasons kept."""

import pytest

from rivage.accounts.homes import Item
from rivage.core.refusal import Refused
from rivage.dossiers import actions, todo
from rivage.dossiers.models import Demande, WithoutObject
from tests.bad_input.calling import Caller
from tests.dossiers.path import WHO, closed_without_object, deposited
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db
TYPED = {"ground": "twice", "since": "2026-01-01", "words": "Vue deux fois."}


def waiting(world: World) -> list[Item]:
    with acting(world[WHO]) as referent:
        return list(todo.without_object(referent, world.today))


@pytest.mark.parametrize(
    "changed", [{"ground": ""}, {"ground": "no_project"}, {"words": " "}, {"since": "2099-01-01"}]
)
def test_no_other_ground_closes_a_demande_without_a_decision(world: World, changed: dict[str, str]) -> None:
    demande = after(world, deposited)
    delegate = Caller(world["delegate:33"])
    page = delegate.get("dossiers:without_object", demande=demande.pk)
    assert page.says("ni la commission ni le préfet ne la liront plus")
    shown = delegate.shown("dossiers:without_object", demande=demande.pk)
    answer = delegate.post("dossiers:without_object", shown | TYPED | changed, demande=demande.pk)
    assert answer.status == 422
    with acting(world["delegate:33"]):
        assert Demande.objects.get(pk=demande.pk).step == "submitted"
        assert not WithoutObject.objects.exists()


def test_a_demande_closed_without_object_wears_no_tick(world: World) -> None:
    demande = after(world, deposited)
    delegate = Caller(world["delegate:33"])
    shown = delegate.shown("dossiers:without_object", demande=demande.pk)
    typed = shown | TYPED | {"since": world.today.isoformat()}
    done = delegate.post("dossiers:without_object", typed, demande=demande.pk)
    assert done.says("La demande est notée sans objet.")
    assert "rv-icone mousse" not in done.text


def test_a_ground_that_no_list_has_is_refused_by_the_verb_too(world: World) -> None:
    demande = after(world, deposited)
    with acting(world["delegate:33"]) as delegate, pytest.raises(Refused, match="revient au préfet"):
        actions.without_object(
            actor=delegate, on=world.today, demande=demande, version=demande.version,
            ground="no_project", since=world.today, words="Elle n’a pas de projet.",
        )  # fmt: skip


def test_the_association_reads_why_and_says_that_it_did(world: World) -> None:
    demande = after(world, deposited)
    with acting(world["delegate:33"]) as delegate:
        closed_without_object(world, delegate, demande)
    (item,) = waiting(world)
    assert item.person == demande.person_id
    referent = Caller(world[WHO])
    assert referent.get("dossiers:demande", demande=demande.pk).says("La même demande est au dossier")
    assert referent.post("dossiers:without_object_read", {}, demande=demande.pk).status == 200
    assert waiting(world) == []
    listed = Caller(world["delegate:33"]).client.get(
        Caller(world["delegate:33"]).url("dossiers:list"), {"etape": "sans-objet"}
    )
    assert demande.person.reference in listed.content.decode()


def test_it_is_reopened_with_a_reason_and_both_stay(world: World) -> None:
    demande = after(world, deposited)
    with acting(world["delegate:33"]) as delegate:
        closed_without_object(world, delegate, demande)
    caller = Caller(world["delegate:33"])
    shown = caller.shown("dossiers:reopen", demande=demande.pk)
    assert caller.post("dossiers:reopen", shown | {"why": " "}, demande=demande.pk).status == 422
    page = caller.post("dossiers:reopen", shown | {"why": "Il y avait deux personnes."}, demande=demande.pk)
    assert page.says("Il y avait deux personnes.")
    assert page.says("La même demande est au dossier")
    with acting(world["delegate:33"]):
        again = Demande.objects.get(pk=demande.pk)
        assert (again.step, again.closed_on, again.deposited_at) == ("submitted", None, demande.deposited_at)
    assert waiting(world) == []


def test_the_association_contests_once_and_is_answered(world: World) -> None:
    demande = after(world, deposited)
    with acting(world["delegate:33"]) as delegate:
        closed_without_object(world, delegate, demande)
    referent, desk = Caller(world[WHO]), Caller(world["delegate:33"])
    assert referent.get("dossiers:contest", demande=demande.pk).says("ou dit pourquoi elle la maintient")
    assert referent.post("dossiers:contest", {"why": " "}, demande=demande.pk).status == 422
    page = referent.post("dossiers:contest", {"why": "L’autre était de sa sœur."}, demande=demande.pk)
    assert page.says("L’autre était de sa sœur.")
    assert waiting(world) == []
    with acting(world["delegate:33"]) as delegate:
        (item,) = todo.contested(delegate, world.today)
    assert item.person == demande.person_id
    again = referent.post("dossiers:contest", {"why": "Encore."}, demande=demande.pk)
    assert again.says("C’est déjà contesté.")
    assert desk.get("dossiers:demande", demande=demande.pk).says("Maintenir sans objet")
    assert desk.post("dossiers:uphold", {"why": "C’est le même dossier."}, demande=demande.pk).says("Maintenue le")
    with acting(world["delegate:33"]) as delegate:
        assert list(todo.contested(delegate, world.today)) == []
    (told,) = waiting(world)
    assert told.title == "Lire pourquoi la demande reste sans objet"
    assert referent.get("dossiers:demande", demande=demande.pk).says("C’est le même dossier.")
