"""The gestures of « Ce qui change »: what they do is said first, and the page of somebody who died is sober."""

import re
from datetime import timedelta
from typing import Any

import pytest

from rivage.core.french import day_in_words
from rivage.dossiers.models import Interruption, Parcours, Period, Renunciation
from rivage.law.wording import day
from rivage.people.models import Identity
from tests.bad_input.calling import Caller
from tests.dossiers.path import WHO, new_person, reads_again_first
from tests.rights.permit.path import authorised
from tests.rights.takeover.path import taken_over
from tests.rights.takeover.test_takeover_pages import Reader
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db
GESTURES = ("renounce", "interrupt", "absence", "death")


def test_what_stopping_costs_is_said_before_the_button(world: World) -> None:
    begun = after(world, taken_over)
    reader = Reader(world, WHO)
    page = reader.get("dossiers:renounce", person=begun.person_id).content.decode()
    effect = world.today + timedelta(days=15)
    assert day(effect) in page
    assert "compteront sur 24" in page
    assert "valeur à confirmer" in page
    refused = reader.post("dossiers:renounce", {"received_on": world.today}, person=begun.person_id)
    assert refused.status_code == 422
    assert "seule" in refused.content.decode()
    said = {"received_on": world.today, "received_alone": "on"}
    assert reader.post("dossiers:renounce", said, person=begun.person_id).status_code == 303
    page = reader.get("people:person", person=begun.person_id).content.decode()
    assert "Arrêt à sa demande" in page
    assert "Elle reprend sa parole" in reader.get("dossiers:gestures", person=begun.person_id).content.decode()
    for pressing in ("Préparer une demande", "préparer sa demande", "demande de renouvellement avant"):
        assert pressing not in page, pressing
    with acting(world[WHO]):
        word = Renunciation.objects.get()
    assert reader.post("dossiers:renounce_revoke", renunciation=word.pk).status_code == 303
    assert "Elle reprend sa parole" not in reader.get("dossiers:gestures", person=begun.person_id).content.decode()


def test_an_interruption_then_the_right_kind_of_demande(world: World) -> None:
    begun = after(world, taken_over)
    reader = Reader(world, WHO)
    said = {"from_day": world.today, "ground": "personal", "received_alone": "on"}
    assert reader.post("dossiers:interrupt", said, person=begun.person_id).status_code == 303
    page = reader.get("people:person", person=begun.person_id).content.decode()
    assert "Interrompu depuis" in page
    step = reader.get("people:step", person=begun.person_id).content.decode()
    assert "Préparer une reprise" in step
    page = reader.get("dossiers:open", person=begun.person_id).content.decode()
    assert re.search('value="reprise"[^>]*checked', page)
    assert 'value="renouvellement"' not in page
    with acting(world["delegate:33"]):
        assert Interruption.objects.get().get_ground_display() == "raison personnelle, qu’elle n’a pas à dire"


def test_away_then_back(world: World) -> None:
    begun = after(world, taken_over)
    reader = Reader(world, WHO)
    since = world.today - timedelta(days=9)
    answer = reader.post("dossiers:absence", {"kind": "no_news", "since": since}, person=begun.person_id)
    assert answer.status_code == 303
    page = reader.get("dossiers:gestures", person=begun.person_id).content.decode()
    assert "Sans nouvelles depuis" in page
    assert "Ses droits courent jusqu’au terme" in page
    assert "Sans nouvelles depuis" in reader.get("people:person", person=begun.person_id).content.decode()
    assert reader.post("dossiers:come_back", person=begun.person_id).status_code == 303
    for name in ("people:person", "dossiers:gestures"):
        assert "Sans nouvelles depuis" not in reader.get(name, person=begun.person_id).content.decode()


def test_the_page_of_somebody_who_died_is_sober(world: World) -> None:
    begun = after(world, taken_over)
    reader = Reader(world, WHO)
    with acting(world[WHO]):
        called = Identity.objects.get(person=begun.person_id).called
    for gesture in ("death", "renounce", "interrupt"):
        assert called in reader.get(f"dossiers:{gesture}", person=begun.person_id).content.decode()
    asked = reader.get("dossiers:death", person=begun.person_id).content.decode()
    reads_again_first(asked, "Les droits, les mois d’aide et les demandes s’arrêtent ce jour")
    assert "Noté par erreur, cela se reprend" in asked
    unsure = reader.post("dossiers:death", {"died_on": world.today}, person=begun.person_id)
    assert unsure.status_code == 422
    sure = {"died_on": world.today, "sure": "on"}
    assert reader.post("dossiers:death", sure, person=begun.person_id).status_code == 303
    page = reader.get("people:person", person=begun.person_id).content.decode()
    assert f"Le suivi est arrêté depuis le {day_in_words(world.today, on=world.today)}" in page
    ways = [reader.url(f"dossiers:{name}", person=begun.person_id) for name in ("gestures", "open")]
    for gone in ("La joindre sans risque", "Prochaine étape", "Préparer une demande", "Sa parole", *ways):
        assert gone not in page, gone
    assert "Décès" not in reader.get("dossiers:gestures", person=begun.person_id).content.decode()
    home = reader.get("desk:home").content.decode()
    assert begun.person.reference not in home
    back = reader.get("dossiers:death_undo", person=begun.person_id)
    reads_again_first(back.content.decode(), "Ses droits courent de nouveau")
    version = {"version": back.context["form"].initial["version"]}
    assert reader.post("dossiers:death_undo", version, person=begun.person_id).status_code == 303
    assert "La joindre sans risque" in reader.get("people:person", person=begun.person_id).content.decode()


@pytest.mark.parametrize("who", ["delegate:33", "signatory:33", "lead:amarres33", "other:estuaire33"])
@pytest.mark.parametrize("gesture", GESTURES)
def test_nobody_else_has_these_pages(world: World, who: str, gesture: str) -> None:
    begun = after(world, taken_over)
    reader = Reader(world, who)
    assert reader.get(f"dossiers:{gesture}", person=begun.person_id).status_code == 404
    data: dict[str, Any] = {"died_on": world.today, "sure": "on", "since": world.today, "kind": "no_news"}
    assert reader.post(f"dossiers:{gesture}", data, person=begun.person_id).status_code == 404
    with acting(world[WHO]):
        assert Parcours.objects.get().end_kind == ""


@pytest.mark.parametrize(
    ("gesture", "said"),
    [
        ("renounce", {"received_alone": "on", "received_on": ""}),
        ("interrupt", {"received_alone": "on", "from_day": "", "ground": "personal"}),
        ("death", {"died_on": "", "sure": "on"}),
    ],
)
def test_what_ends_wears_no_tick_once_it_is_noted(world: World, gesture: str, said: dict[str, str]) -> None:
    begun = after(world, taken_over)
    reader = Caller(world[WHO])
    typed = {name: value or world.today.isoformat() for name, value in said.items()}
    done = reader.post(f"dossiers:{gesture}", typed, person=begun.person_id)
    assert 'class="rv-alerte rv-icone lagune"' in done.text
    assert "rv-icone mousse" not in done.text


def test_without_a_path_there_is_nothing_to_stop(world: World) -> None:
    person = after(world, new_person)
    reader = Reader(world, WHO)
    answer = reader.get("dossiers:renounce", person=person.pk)
    assert answer.status_code == 403
    assert "rien à arrêter" in answer.content.decode()
    assert "Décès" in reader.get("dossiers:gestures", person=person.pk).content.decode()


def test_a_period_that_has_run_out_is_not_said_to_run(world: World) -> None:
    demande = after(world, authorised, 200)
    with acting(world[WHO]):
        last = Period.objects.get().ends - timedelta(days=1)
    assert last < world.today
    step = Reader(world, WHO).get("people:step", person=demande.person_id).content.decode()
    assert f"Période finie le {day(last)}." in step
    assert "La période court" not in step
