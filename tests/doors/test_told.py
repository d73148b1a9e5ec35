"""What the doors say of what was done, and of functions that open nothing today."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from rivage.accounts.models import Membership, User
from rivage.core import clock
from rivage.doors.passwords import GuessedFirst
from tests.doors.holding import come_in
from tests.doors.test_asked_again import Sending
from tests.world import PASSWORD, World, acting

LEA = User(name="Léa Flot", email="lea.flot@exemple.invalid")


@pytest.mark.parametrize("typed", ["leaflot2026!!", "Flot.Lea.2026", "leaflotleaflot", "lea.flot@exemple"])
def test_a_password_made_of_her_own_name_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        GuessedFirst().validate(typed, LEA)


def test_words_that_hold_a_short_name_among_others_are_taken() -> None:
    GuessedFirst().validate("tortue agrafe violet gouttière", LEA)


def words(client: Client, path: str) -> str:
    return " ".join(client.get(path).content.decode().replace("\xa0", " ").split())


def test_a_function_that_has_ended_is_told_to_who_comes_in(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    held = world["other:estuaire33"]
    with acting(world["lead:estuaire33"]):
        Membership.objects.filter(pk=held.pk).update(ends=clock.now() + timedelta(seconds=1))
    now = clock.now() + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: now)
    client = Client()
    assert held.user
    come_in(client, held.user)
    assert "cette fonction a pris fin le" in words(client, "/fonctions")


def test_a_function_of_a_later_day_is_told_with_its_day(world: World) -> None:
    later = clock.now() + timedelta(days=7)
    held = world.member("plus tard", "estuaire33", "referent", ["33"], starts=later, ends=later + timedelta(days=9))
    client = Client()
    assert held.user
    come_in(client, held.user)
    assert "cette fonction est confirmée et s’ouvre le" in words(client, "/fonctions")
    assert "Aucune fonction" not in words(client, "/fonctions")


def test_what_is_asked_again_is_named(world: World) -> None:
    page = Sending(world).send().content.decode().replace("\xa0", " ")
    assert "Ce que vous envoyez : une proposition de fonction" in page


def test_a_password_changed_says_so(world: World) -> None:
    user = world["referent:estuaire33"].user
    assert user
    client = Client()
    come_in(client, user)
    new = "quatre mots posés sans lien"
    client.post("/mot-de-passe", {"old": PASSWORD, "new": new, "again": new})
    assert "Votre mot de passe est changé" in words(client, f"/m/{world['referent:estuaire33'].pk}/")
