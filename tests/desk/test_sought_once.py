"""What a list or a home asks of everyone followed is sought from the few rows that answer, not from each of all."""

from typing import Any

import pytest
from django.db.models import QuerySet

from rivage.commissions.models import AgendaItem
from rivage.decisions.models import Decision
from rivage.decisions.outcome import missed, of_missed
from rivage.decisions.tables import narrowed as steps_of
from rivage.dossiers import actions as dossiers
from rivage.dossiers.models import Demande
from tests.decisions.path import GRANT, opined, signed, told
from tests.dossiers.path import WHO
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db


def _read(rows: QuerySet[Any]) -> list[str]:
    """The tables that stand in the statement itself, beside what it asks of others."""
    return [name for name, many in rows.query.alias_refcount.items() if many]


def test_what_could_not_be_handed_is_to_hand_over_until_it_is(world: World) -> None:
    decision = signed(world, after(world, opined), **GRANT)
    told(world, decision, "delegate:33", "association", "secure")
    told(world, decision, WHO, "person", "by_hand", outcome="impossible")
    for lists, waits in ((("", "a-notifier"), True), (("notifiees",), True), (("a-preparer", "a-signer"), False)):
        with acting(world["delegate:33"]) as delegate:
            seen = Demande.objects.visible_to(delegate)
            steps = steps_of(delegate, world.today)
            assert [seen.filter(steps[word][1]).exists() for word in lists] == [waits] * len(lists)
            assert Decision.objects.visible_to(delegate).filter(missed()).exists()
    told(world, decision, WHO, "person", "by_hand")
    with acting(world["delegate:33"]):
        assert not Demande.objects.filter(of_missed()).exists()
        assert not Decision.objects.filter(missed()).exists()


def test_the_list_to_decide_is_counted_on_demandes_alone(world: World) -> None:
    with acting(world["delegate:33"]) as delegate:
        to_do = steps_of(delegate, world.today)[""][1]
        assert _read(Demande.objects.filter(to_do)) == ["dossiers_demande"]


@pytest.mark.parametrize("model", [Demande, Decision])
@pytest.mark.parametrize("name", ["lead:estuaire33", "referent:estuaire33"])
def test_an_antenne_seeks_its_rows_by_its_own_column(world: World, model: type[Demande], name: str) -> None:
    reader = world[name]
    said = str(model.objects.visible_to(reader).query)
    assert f'"{model._meta.db_table}"."antenne_id" = {reader.body_id}' in said
    assert any(index.fields == ["antenne_id"] for index in model._meta.indexes)


def test_the_files_of_several_sessions_are_those_that_each_examines(world: World) -> None:
    after(world, opined)
    two = opined(world)
    with acting(world["delegate:33"]):
        assert AgendaItem.objects.examined().count() == AgendaItem.objects.standing().count() == 2
        assert _read(AgendaItem.objects.examined()) == ["commissions_agendaitem"]
    with acting(world["referent:estuaire33"]):
        dossiers.move(two, "withdraw", two.version)
    with acting(world["delegate:33"]):
        assert AgendaItem.objects.examined().count() == AgendaItem.objects.standing().count() == 1
