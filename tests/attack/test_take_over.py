"""Months forged, confirmed by oneself, ended by who may not: what the database refuses of a path taken over."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from rivage.decisions.models import Decision
from rivage.dossiers.models import Demande, Parcours, Period, TakeOver
from rivage.law.period import add_months
from rivage.rights.models import AfisDecision
from tests.attack.test_writing import refusal, run
from tests.dossiers.path import WHO, deposited, new_demande, new_person
from tests.rights.takeover.path import confirmed, taken_over
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db
UNDO = "SELECT rights_undo_take_over(%s)"
FIXED = "ne se modifie plus"


def refused(write: Callable[[], Any]) -> None:
    """A write of the ORM that the database must refuse, in a savepoint."""
    with pytest.raises(DatabaseError), transaction.atomic():
        write()


def demande_of(begun: TakeOver, n: int = 7, **values: Any) -> Demande:
    common = {"person_id": begun.person_id, "antenne_id": begun.antenne_id, "parcours_id": begun.parcours_id}
    said = {"departement": "33", "kind": "renouvellement", "n": n, "step": "notified", "taken_over": True}
    return Demande(**(common | said | values))


def decision_of(world: World, demande: Demande, **values: Any) -> Decision:
    said = {
        "departement": "33",
        "sense": "authorise",
        "step": "notified",
        "decided_on": world.today,
        "starts": world.today,
        "months": 6,
        "recorded_by": world[WHO],
        "source": "paper_held",
    }
    common = {"person_id": demande.person_id, "antenne_id": demande.antenne_id, "demande": demande}
    return Decision(**(common | said | values))


def period_of(world: World, begun: TakeOver, decision: Decision, months: int = 6, **values: Any) -> Period:
    starts = add_months(world.today, 12)
    said = {
        "run": begun.parcours.number,
        "n": 9,
        "starts": starts,
        "months": months,
        "ends": add_months(starts, months),
    }
    common = {"person_id": begun.person_id, "antenne_id": begun.antenne_id, "parcours_id": begun.parcours_id}
    return Period(**(common | said | {"decision_id": decision.pk} | values))


def test_a_path_of_this_house_is_not_taken_over(world: World) -> None:
    demande = after(world, deposited)
    common = {"person_id": demande.person_id, "antenne_id": demande.antenne_id, "parcours_id": demande.parcours_id}
    with acting(world["lead:estuaire33"]) as lead:
        said = TakeOver(**common, source="paper_held", recorded_by=lead)
        refused(lambda: said.save(force_insert=True))
        refused(lambda: demande_of(said).save(force_insert=True))
        assert "refusé" in refusal("UPDATE dossiers_demande SET taken_over = true WHERE id = %s", demande.pk)
        sql = "UPDATE dossiers_parcours SET months_before = 0, number = 5 WHERE id = %s"
        assert "refusé" in refusal(sql, demande.parcours_id)


def test_in_the_name_of_another_nobody_takes_over(world: World) -> None:
    person = after(world, new_person)
    with acting(world["lead:estuaire33"]) as lead:
        path = Parcours(person=person, antenne_id=person.antenne_id, departement="33")
        path.save(force_insert=True)
        common = {"person": person, "antenne_id": person.antenne_id, "parcours": path, "source": "phone"}
        refused(lambda: TakeOver(**common, recorded_by=world["delegate:33"]).save(force_insert=True))
        done = {"confirmed_on": world.today, "confirmed_by": lead}
        refused(lambda: TakeOver(**common, recorded_by=lead, **done).save(force_insert=True))
    for name in ("lead:amarres33", "delegate:33"):
        with acting(world[name]) as actor:
            common["antenne_id"] = actor.body_id
            refused(lambda actor=actor: TakeOver(**common, recorded_by=actor).save(force_insert=True))


@pytest.mark.parametrize(
    "forged",
    [
        {"sense": "refuse"},
        {"source": "own_desk"},
        {"step": "signed"},
        {"step": "draft"},
        {"departement": "75"},
        {"authority": "judgment", "court": "TA, n° 1"},
    ],
)
def test_no_decision_of_the_state_is_faked(world: World, forged: dict[str, Any]) -> None:
    begun = after(world, taken_over)
    with acting(world[WHO]):
        demande = demande_of(begun)
        demande.save(force_insert=True)
        refused(lambda: decision_of(world, demande, **forged).save(force_insert=True))
        for who in ("delegate:33", "signatory:33"):
            refused(lambda who=who: decision_of(world, demande, recorded_by=world[who]).save(force_insert=True))
            refused(lambda who=who: decision_of(world, demande, signed_by=world[who]).save(force_insert=True))


def test_months_are_those_of_a_decision_written_down(world: World) -> None:
    begun = after(world, taken_over)
    real = new_demande(world, person=new_person(world, name="Lina Marée"))
    with acting(world[WHO]):
        refused(lambda: decision_of(world, real).save(force_insert=True))
        given = Decision.objects.get()
        refused(lambda: period_of(world, begun, given).save(force_insert=True))
        refused(lambda: period_of(world, begun, given, decision_id=uuid4()).save(force_insert=True))
        held = Period.objects.get()
        assert FIXED in refusal("UPDATE dossiers_period SET months = 5 WHERE id = %s", held.pk)
        assert FIXED in refusal("UPDATE dossiers_period SET ends = ends + 30 WHERE id = %s", held.pk)


def test_once_confirmed_nothing_is_added(world: World) -> None:
    begun = after(world, taken_over, afis="", afis_decided_on=None)
    confirmed(world, begun)
    with acting(world[WHO]) as actor:
        refused(lambda: demande_of(begun).save(force_insert=True))
        demande, decision = Demande.objects.get(), Decision.objects.get()
        aid = AfisDecision(
            person_id=demande.person_id, antenne_id=demande.antenne_id, demande=demande, sense="grant",
            decided_on=world.today, recorded_by=actor, source="paper_held",
        )  # fmt: skip
        refused(lambda: aid.save(force_insert=True))
        refused(lambda: period_of(world, begun, decision).save(force_insert=True))
        assert "refusé" in refusal(UNDO, begun.parcours_id)
        assert "refusé" in refusal("UPDATE dossiers_parcours SET months_before = 1 WHERE id = %s", begun.parcours_id)


def test_who_instructs_alone_confirms_and_under_its_own_name(world: World) -> None:
    begun = after(world, taken_over)
    sql = "UPDATE dossiers_takeover SET confirmed_on = '2026-01-01', confirmed_by_id = %s WHERE id = %s"
    with acting(world["lead:estuaire33"]) as lead:
        assert "refusé" in refusal(sql, lead.pk, begun.pk)
    for name in ("delegate:75", "lead:amarres33", "signatory:33", "chair:33"):
        with acting(world[name]) as actor:
            assert run(sql, actor.pk, begun.pk) == 0, name
    with acting(world["delegate:33"]) as delegate:
        assert "refusé" in refusal(sql, world["secretary:33"].pk, begun.pk)
        assert FIXED in refusal("UPDATE dossiers_takeover SET source = 'own_desk' WHERE id = %s", begun.pk)
        assert run(sql, delegate.pk, begun.pk) == 1
        assert FIXED in refusal("UPDATE dossiers_takeover SET confirmed_on = NULL WHERE id = %s", begun.pk)


def test_only_her_antenne_erases_and_only_what_nothing_stands_on(world: World) -> None:
    begun = after(world, taken_over)
    for name in ("delegate:33", "lead:amarres33", "chair:33"):
        with acting(world[name]):
            assert "refusé" in refusal(UNDO, begun.parcours_id), name
    with acting(world["lead:estuaire33"]):
        assert "refusé" in refusal(UNDO, uuid4())
        run("UPDATE dossiers_period SET ended_on = %s WHERE person_id = %s", world.today, begun.person_id)
        assert "refusé" in refusal(UNDO, begun.parcours_id)
        run("UPDATE dossiers_period SET ended_on = NULL WHERE person_id = %s", begun.person_id)
        assert run(UNDO, begun.parcours_id) == 1


def test_the_administration_has_no_early_end_even_by_hand(world: World) -> None:
    begun = after(world, taken_over)
    cut = "UPDATE dossiers_period SET ended_on = %s WHERE person_id = %s"
    end = "UPDATE dossiers_parcours SET end_kind = %s, ended_on = %s WHERE id = %s"
    with acting(world["delegate:33"]):
        assert "refusé" in refusal(cut, world.today, begun.person_id)
        for kind in ("death", "at_her_wish", "no_news", "moved"):
            assert "refusé" in refusal(end, kind, world.today, begun.parcours_id), kind


def test_what_has_ended_is_not_given_back_by_her_antenne(world: World) -> None:
    begun = after(world, taken_over)
    ended = world.today - timedelta(days=3)
    with acting(world[WHO]):
        run("UPDATE dossiers_period SET ended_on = %s WHERE person_id = %s", ended, begun.person_id)
        sql = "UPDATE dossiers_period SET ended_on = NULL WHERE person_id = %s"
        assert "refusé" in refusal(sql, begun.person_id)
