"""The aid and the permit go with her to another département: nothing is ordered twice, nothing stops."""

import pytest

from rivage.core import clock
from rivage.dossiers.models import Demande
from rivage.law.period import add_months
from rivage.people.models import Share
from rivage.rights import actions
from rivage.rights.models import AfisDecision, AfisMonth
from tests.people.moving import moved
from tests.rights.test_months import aided, first, ordered
from tests.world import World, acting

__all__ = ["aided"]
pytestmark = pytest.mark.django_db
FAR = "referent:estuaire75"


def test_the_aid_is_ordered_where_she_is_from_now_on(world: World, aided: AfisDecision) -> None:
    ordered(world)
    with acting(world["lead:estuaire33"]):
        person = Demande.objects.get().person
    moved(world, person, FAR)
    with acting(world["payer:33"]):
        assert not AfisMonth.objects.exists()
    with acting(world["delegate:75"]):
        assert AfisMonth.objects.count() == 1, "what was ordered is known"
    month = add_months(first(world), 1)
    after = clock.now().replace(year=month.year, month=month.month, day=2)
    with clock.at(after), acting(world["delegate:75"]) as delegate:
        actions.order_month(actor=delegate, on=month, departement="75", month=month)
        assert AfisMonth.objects.filter(month=first(world)).count() == 1
        assert AfisMonth.objects.get(month=month).order.departement == "75"
        assert Share.objects.filter(holder="payer:75").count() == 1
    with clock.at(after), acting(world["payer:75"]):
        assert AfisMonth.objects.filter(month=month).exists()
