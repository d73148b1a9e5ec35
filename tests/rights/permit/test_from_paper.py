"""What a paper of the permit says is noted as it is, and marked: too early, unanswered, shorter than its article."""

import pytest

from rivage.core.refusal import Refused
from rivage.rights.permit import todo
from tests.bad_input.calling import Caller
from tests.rights.permit.path import DELEGATE, DESK, REFERENT, authorised, note
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db


def test_a_permit_of_before_the_path_is_noted_from_its_paper_alone(world: World) -> None:
    demande = after(world, authorised, 30)
    with pytest.raises(Refused, match="précède l’autorisation"):
        note(world, demande, "requested", -60, source="phone")
    note(world, demande, "requested", -60)
    with pytest.raises(Refused, match="vérifiez l’année"):
        note(world, demande, "delivered", -4000, until=-3900)
    for who in (REFERENT, DELEGATE, DESK):
        assert Caller(world[who]).get("rights:stay", person=demande.person_id).says("avant l’autorisation du parcours")


def test_a_next_request_is_noted_from_its_paper_while_the_last_has_no_answer(world: World) -> None:
    demande = after(world, authorised, 60)
    note(world, demande, "requested", -40)
    with pytest.raises(Refused, match="attend encore sa réponse"):
        note(world, demande, "delivered", -2, until=190, n=2, source="phone")
    note(world, demande, "delivered", -2, until=190, n=2)
    page = Caller(world[REFERENT]).get("rights:stay", person=demande.person_id)
    assert page.says("n’a pas de réponse notée.")


@pytest.mark.parametrize(("until", "marked"), [(150, True), (185, False)])
def test_a_permit_shorter_than_six_months_is_marked_on_page_lists_and_home(
    world: World, until: int, marked: bool
) -> None:
    demande = after(world, authorised, 30)
    note(world, demande, "delivered", -2, until=until, who=DESK)
    words = "plus courte que les six mois de l’article L425-4"
    for who in (REFERENT, DELEGATE, DESK):
        page = Caller(world[who]).get("rights:stay", person=demande.person_id)
        assert page.says(words) is marked, who
    assert Caller(world[REFERENT]).get("desk:follow_up").says(f"délivrée, {words}") is marked
    assert Caller(world[DESK]).get("desk:home").says(words) is marked
    with acting(world[REFERENT]) as actor:
        titles = [item.title for item in todo.of_the_antenne(actor, world.today)]
        assert ("Revoir la durée de l’autorisation" in titles) is marked
