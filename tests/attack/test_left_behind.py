"""Where she left: the name she took since, the day she moves again, and rows moved to shed what hangs on them."""

import pytest
from django.db import DatabaseError, connection, transaction

from rivage.core import clock
from rivage.core.versions import version_of
from rivage.dossiers.models import Aid, Demande, Period
from rivage.law.period import add_months
from rivage.people import actions as people
from rivage.people.models import Identity, Person, Share
from rivage.rights.models import AfisDecision
from tests.bad_input.calling import Caller
from tests.rights.aid.test_months import aided, answer, lines, ordered, read
from tests.rights.aid.test_moves import FAR, file_of, left
from tests.rights.takeover.path import confirmed, taken_over
from tests.stories import after
from tests.world import World, acting, away

__all__ = ["aided"]
pytestmark = pytest.mark.django_db
NAME = {"name_in_use": "Nouvelle Balise", "family_name": "BALISE", "given_names": "Nouvelle"}


def refused(statement: str, *values: object) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.rowcount == 0
    except DatabaseError:
        return True


@pytest.mark.parametrize("who", ["payer:33", "delegate:33"])
def test_the_name_she_took_since_is_not_told_where_she_left(world: World, aided: AfisDecision, who: str) -> None:
    order = ordered(world)
    left(world)
    known = file_of(world, order, who)[0]
    assert "Awa" in known
    with acting(world[FAR]) as actor:
        person = Person.objects.get()
        version = version_of(Identity.objects.get(person=person))
        people.change_identity(actor=actor, on=world.today, person=person, values=NAME, version=version)
    since = file_of(world, order, who)[0]
    assert "BALISE" not in since
    assert since.split(";")[:2] == known.split(";")[:2]
    page = Caller(world[who]).get("rights:order", order=order.pk)
    assert page.status == 200
    assert not page.says("Balise")


def test_the_day_of_another_move_is_not_told_to_the_first(world: World, aided: AfisDecision) -> None:
    order = ordered(world)
    (line,) = lines(world)
    left(world)
    read(world, order, answer(line, world))
    with acting(world["payer:33"]):
        before = set(Share.objects.values_list("holder", "ends"))
    world.body("estuaire23", "antenne", "Cap Estuaire Creuse", "23", parent=world.bodies["estuaire"])
    world.member("referent:estuaire23", "estuaire23", "referent", ["23"])
    with clock.at(away(40)):
        left(world, "referent:estuaire23", FAR)
    with acting(world["payer:33"]):
        assert set(Share.objects.values_list("holder", "ends")) == before


def test_the_last_month_paid_before_is_not_shed_with_its_row(world: World) -> None:
    begun = after(world, taken_over, begun=150, none_paid=False, paid_until=add_months(world.today.replace(day=1), -1))
    confirmed(world, begun)
    with acting(world["lead:estuaire33"]):
        known = Demande.objects.get()
        other = Demande(
            person_id=known.person_id, antenne_id=known.antenne_id, parcours_id=known.parcours_id,
            departement="33", kind="renouvellement", n=9,
        )  # fmt: skip
        other.save(force_insert=True)
        assert refused("UPDATE dossiers_aid SET demande_id = %s", other.pk)
        assert refused("UPDATE dossiers_aid SET paid_until = NULL")
        assert Aid.objects.get().paid_until is not None
        assert refused("UPDATE dossiers_demande SET parcours_id = gen_random_uuid() WHERE id = %s", known.pk)


def test_a_period_does_not_outlive_its_term_nor_an_answer_the_list(world: World, aided: AfisDecision) -> None:
    ordered(world)
    (line,) = lines(world)
    with acting(world["lead:estuaire33"]):
        assert refused("UPDATE dossiers_period SET ended_on = ends + 1")
        assert Period.objects.get().ended_on is None
    left(world)
    with acting(world["payer:33"]):
        assert refused("SELECT rights_left_answer(%s, 'zzz', CURRENT_DATE, 0, NULL)", line.pk)
