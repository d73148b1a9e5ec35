"""What the end of a function is refused for, or leaves, is said before its button; a task opens on its own line."""

import pytest
from django.urls import reverse

from rivage.accounts import duties, todo
from rivage.accounts.tables import NO_EVENT
from rivage.core.lists import NOT_SOUGHT
from tests.accounts.test_memberships import end, invite, page, signed_in
from tests.decisions.path import drafted, opined
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db


def read(world: World, actor: object, ending: object) -> str:
    answer = signed_in(actor).get(page(actor, f"{ending.pk}/clore"))  # type: ignore[attr-defined,arg-type]
    return answer.content.decode().replace("\u00a0", " ")


def test_one_of_two_administrators_is_not_offered_to_be_ended(world: World) -> None:
    ada, blaise = world.admins[:2]
    asked = read(world, ada, blaise)
    assert "Il reste deux personnes dans l’équipe technique : nommez-en une autre d’abord." in asked
    assert "Clore la fonction maintenant" not in asked
    assert "Clore la fonction maintenant" in read(world, ada, world["delegate:33"])


def test_the_last_delegate_of_a_departement_is_said_with_who_goes_on_in_its_name(world: World) -> None:
    admin, delegate = world.admins[0], world["delegate:33"]
    said = "Plus personne n’aura la fonction « Délégation départementale » (Gironde)"
    assert said in read(world, admin, delegate)
    assert "(secrétariat)" in read(world, admin, delegate)
    assert said not in read(world, admin, world["secretary:33"])
    end(world, admin, world["secretary:33"])
    with acting(admin):
        assert duties.alone(delegate) == [], "nobody goes on: what is lost says it"


def test_a_function_to_confirm_opens_on_its_own_page(world: World) -> None:
    proposed = invite(world, world.admins[0], body="pref33", role="secretary")
    with acting(world["delegate:33"]) as delegate:
        urls = [item.url for item in todo.confirmations(delegate, delegate.today)]
    assert [str(proposed.pk) in url for url in urls] == [True]


def test_days_of_the_trace_that_mean_nothing_show_nothing(world: World) -> None:
    demande = after(world, opined)
    lead = world["lead:estuaire33"]
    address = reverse("accounts:trace", kwargs={"membership": lead.pk})
    drafted(world, demande)
    shown = signed_in(lead).get(address).content.decode()
    wrong = signed_in(lead).get(address, {"du": world.today, "au": "2020-01-01"}).content.decode()
    assert NO_EVENT.title not in shown
    assert "Le dernier jour vient avant le premier." in wrong
    assert NOT_SOUGHT.title in wrong
