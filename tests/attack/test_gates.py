"""The gates alone: asked for one reader inside the perimeter of another, so that the database hides nothing."""

import pytest

from rivage.dossiers.models import Account, Demande, PlanAction, Project
from tests.attack.test_shares import deposited, renewal
from tests.stories import after
from tests.world import World, acting


@pytest.mark.django_db
def test_26_the_gate_too_opens_the_demande_that_was_deposited_and_no_other(world: World) -> None:
    first = after(world, deposited)
    second = renewal(world, first)
    with acting(world["lead:estuaire33"]):
        assert Demande.objects.filter(pk__in=(first.pk, second.pk)).count() == 2
        delegate = world["delegate:33"]
        assert set(Demande.objects.visible_to(delegate)) == {first}
        for model in (Account, Project):
            assert set(model.objects.visible_to(delegate).values_list("demande_id", flat=True)) == {first.pk}
        actions = PlanAction.objects.visible_to(delegate).values_list("project__demande", flat=True)
        assert set(actions) == {first.pk}
