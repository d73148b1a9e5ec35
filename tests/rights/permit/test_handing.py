"""A permit that is delivered is to be handed to her: on the homes of the desk and of her antenne until then."""

from typing import Any

import pytest

from rivage.core.refusal import Refused
from rivage.decisions.notices import Told
from rivage.rights.models import PermitNotice
from rivage.rights.permit import actions
from tests.bad_input.calling import Caller
from tests.rights.permit.path import DELEGATE, DESK, REFERENT, authorised, day, note, person_of
from tests.stories import after
from tests.versions import version_in
from tests.world import World, acting

pytestmark = pytest.mark.django_db
TITLES = {DESK: "Remettre l’autorisation", REFERENT: "Noter la remise de l’autorisation"}


def waiting(world: World) -> set[str]:
    return {who for who, title in TITLES.items() if Caller(world[who]).get("desk:home").says(title)}


def test_it_waits_until_its_hand_over_is_noted_even_once_tried_in_vain(world: World) -> None:
    demande = after(world, authorised, 40)
    fact = note(world, demande, "delivered", -2, until=100, who=DESK)
    assert waiting(world) == {DESK, REFERENT}
    assert Caller(world[DESK]).get("desk:home").says("rien ne dit que la personne l’a reçue")
    for outcome in ("impossible", "handed"):
        assert waiting(world) == {DESK, REFERENT}, "what was tried in vain is still to do"
        with acting(world[REFERENT]) as actor:
            told = Told("person", "by_hand", outcome, world.today)
            actions.tell_permit(actor=actor, on=world.today, fact=fact, told=told)
    assert waiting(world) == set()


@pytest.mark.parametrize(
    ("source", "waits"), [("paper_held", set()), ("phone", {DESK, REFERENT}), ("signed_paper", {DESK, REFERENT})]
)
def test_a_paper_that_was_read_in_her_hands_was_handed(world: World, source: str, waits: set[str]) -> None:
    note(world, after(world, authorised, 40), "delivered", -2, until=100, source=source)
    assert waiting(world) == waits


def test_one_that_is_over_or_refused_since_waits_no_more(world: World) -> None:
    demande = after(world, authorised, 60)
    note(world, demande, "delivered", -30, until=-1, who=DESK)
    assert waiting(world) == set()


def typed(world: World, desk: Caller, person: Any, **values: Any) -> dict[str, Any]:
    version = version_in(desk.get("rights:stay", person=person).text)
    said = {"n": "1", "step": "delivered", "fact_on": str(day(world, -1)), "until": str(day(world, 200))}
    return said | {"handed": "on", "version": version} | values


def test_the_same_day_is_one_gesture_sent_twice_or_not(world: World) -> None:
    demande = after(world, authorised, 40)
    desk, person = Caller(world[DESK]), demande.person_id
    sent = typed(world, desk, person)
    for _ in range(2):
        assert desk.post("rights:stay", sent, person=person).says("C’est noté")
    assert waiting(world) == set()
    with acting(world[DESK]):
        row = PermitNotice.objects.get()
    assert (row.on, row.outcome, row.channel, row.source) == (day(world, -1), "handed", "prefecture", "own_desk")
    for who in (DESK, DELEGATE, REFERENT):
        assert Caller(world[who]).get("rights:stay", person=person).says("Remise de l’autorisation"), who


def test_nothing_else_is_handed_so(world: World) -> None:
    demande = after(world, authorised, 40)
    desk, person = Caller(world[DESK]), demande.person_id
    answer = desk.post("rights:stay", typed(world, desk, person, step="requested", until=""), person=person)
    assert (answer.status, answer.says("se dit d’une autorisation délivrée")) == (422, True)
    told = actions.StepTold(1, "requested", world.today, "paper_held", handed=True)
    with acting(world[REFERENT]) as actor, pytest.raises(Refused, match="se dit d’une autorisation"):
        actions.record_aps(actor=actor, on=world.today, person=person_of(demande), told=told)
