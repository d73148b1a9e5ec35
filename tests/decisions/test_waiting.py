"""A non-renewal decided after the term says, with its mark, what holds until it is notified (R121-12-10).

And since when a decision waits.
"""

import re

import pytest

from rivage.decisions import actions, todo
from rivage.decisions.basis import basis
from rivage.decisions.printing import PrintedDecision, sheet
from rivage.dossiers.models import Demande
from tests.bad_input.calling import Caller
from tests.decisions.path import REFUSAL, drafted, opined
from tests.dossiers.path import in_days
from tests.stories import after
from tests.world import World, acting


@pytest.mark.django_db
@pytest.mark.parametrize(("running", "printed"), [(150, False), (200, True)])
def test_what_holds_between_term_and_notification_is_printed(world: World, running: int, printed: bool) -> None:
    demande = after(world, opined, running=running)
    with acting(world["delegate:33"]) as delegate:
        actions.invite_observations(
            actor=delegate, on=world.today, demande=demande, invited_on=world.today, until=in_days(world, 15)
        )
    decision = drafted(world, demande, **REFUSAL)
    with acting(world["delegate:33"]) as delegate:
        held = Demande.objects.select_related("person__antenne", "parcours").get(pk=demande.pk)
        words = repr(
            sheet(PrintedDecision(delegate, held, decision, basis(held, world.today), world.today), "decision")
        )
    assert ("Entre le terme et la notification" in words) is printed
    assert ("les droits cessent au terme" in words) is printed


@pytest.mark.django_db
def test_the_days_since_the_avis_are_counted_one_way(world: World) -> None:
    demande = after(world, opined, rendered=9)
    desk = Caller(world["delegate:33"])
    listed = desk.get("decisions:list")
    assert listed.says("Jours depuis l’avis")
    assert re.search(r"\b9\b", re.sub(r"<[^>]+>", " ", listed.text[listed.text.index("<tbody") :]))
    assert desk.get("decisions:decision", demande=demande.pk).says("il y a 9 jours")
    with acting(world["signatory:33"]) as signatory:
        (item,) = todo.signatory(signatory, world.today)
    assert item.since == in_days(world, -9)
