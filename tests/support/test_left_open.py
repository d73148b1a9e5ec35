"""What stays open when an accompaniment ends, said before; and where she went, once it has."""

from datetime import timedelta

import pytest

from rivage.dossiers import actions as dossiers
from rivage.law.wording import day
from tests.bad_input.calling import Caller
from tests.dossiers.path import WHO, new_person
from tests.stories import after
from tests.support.test_danger import assessed
from tests.support.test_steps import noted
from tests.titles.path import noted as right
from tests.world import World, acting

pytestmark = pytest.mark.django_db


def test_the_page_that_ends_lists_what_stays_open(world: World) -> None:
    person, caller = after(world, new_person), Caller(world[WHO])
    assert not caller.get("dossiers:suivi_end", person=person.pk).says("Reste ouvert")
    assessed(world, person, again=40)
    noted(world, person, domain="housing", kind="chrs", asked_on=-9, partner="SIAO")
    noted(world, person, domain="work", asked_on=-9, due=30)
    noted(world, person, domain="french", asked_on=-9, answered_on=-2, outcome="refused")
    right(world, person, "sante", "asked", -3)
    right(world, person, "compte", "declined", -3)
    page = caller.get("dossiers:suivi_end", person=person.pk)
    for words in (
        f"Danger à revoir le {day(world.today + timedelta(days=40))}",
        "CHRS, auprès de SIAO, sans réponse encore",
        f"Mission locale, à reprendre le {day(world.today + timedelta(days=30))}",
        "Protection maladie, demandé le",
    ):
        assert page.says(words.replace("\u00a0", " ")), words
    assert page.text.count("Reste ouvert") == 4, "neither what was refused nor what she does not want"


def test_once_ended_her_page_says_from_when_to_when_and_where_she_went(world: World) -> None:
    person = after(world, new_person)
    with acting(world[WHO]) as actor:
        dossiers.end_suivi(
            actor=actor, on=world.today, person=person, ended_on=world.today, why="done", destination="housing"
        )
    page = Caller(world[WHO]).get("support:summary", person=person.pk)
    assert page.says("Accompagnée du")
    assert page.says("Vers : un logement.")
