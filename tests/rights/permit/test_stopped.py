"""An authorisation that a judge stopped: what it asked of each waits, is said, and comes back with what he rules."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from rivage.decisions import actions, acts
from rivage.decisions.actions import RecoursSaid
from rivage.decisions.models import Recours
from rivage.desk.homes import home
from rivage.dossiers.models import Aid, Demande, Period
from tests.bad_input.calling import Caller
from tests.rights.permit.path import DELEGATE, DESK, REFERENT, authorised, day
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db
WAITS, AID_WAITS = "En attente du juge : titre de séjour", "En attente du juge : décision sur l’aide"
ASKS = {REFERENT: "Demander l’autorisation provisoire", DESK: "Donner un rendez-vous"}


def titles(world: World, who: str) -> list[str]:
    with acting(world[who]) as actor:
        return [item.title for group in home(actor, world.today).groups for item in group.items]


def file(world: World, demande: Demande, kind: str, outcome: str, ordered: str = "nothing", ago: int = 0) -> Recours:
    with acting(world[DELEGATE]) as actor:
        held = Demande.objects.get(pk=demande.pk)
        (act,) = [one for one in acts.of(actor, [held.pk], world.today) if one.about == "path"]
        said = RecoursSaid(kind, day(world, -ago), outcome=outcome, outcome_on=day(world, -ago), ordered=ordered)
        return actions.file_recours(actor=actor, on=world.today, demande=held, act=act.pk, said=said)


def test_what_it_asked_waits_for_the_judge_and_comes_back(world: World) -> None:
    demande = after(world, authorised, 40, "needed")
    with acting(world[REFERENT]):
        asked = Aid.objects.filter(demande=demande, afis_asked=True).exists()
    for who, title in ASKS.items():
        assert title in titles(world, who), who
    file(world, demande, "urgent", "granted", "suspended", ago=3)
    for who, title in ASKS.items():
        found = titles(world, who)
        assert WAITS in found, who
        assert title not in found, who
    assert (AID_WAITS in titles(world, DELEGATE)) == asked
    assert "Noter la décision sur l’aide" not in titles(world, DELEGATE)
    page = Caller(world[REFERENT]).get("rights:stay", person=demande.person_id)
    assert page.says("en attente : le juge a arrêté l’autorisation")
    step = Caller(world[REFERENT]).get("people:step", person=demande.person_id)
    assert step.says(WAITS)
    with acting(world[DESK]) as desk:
        assert not Recours.objects.visible_to(desk).exists(), "it reads a day, and nothing of the remedy"
    file(world, demande, "content", "rejected")
    for who, title in ASKS.items():
        found = titles(world, who)
        assert title in found, who
        assert WAITS not in found, who


def test_only_a_remedy_says_that_a_period_is_stopped(world: World) -> None:
    demande = after(world, authorised, 40, "needed")
    for who in (REFERENT, DELEGATE):
        with acting(world[who]), pytest.raises(DatabaseError), transaction.atomic():
            Period.objects.filter(person=demande.person_id).update(stopped_on=world.today - timedelta(days=1))
