"""Remedies by SQL: who writes one, who reads who helps her, and that nothing noted changes without being kept."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from rivage.core.perimeter import facts
from rivage.decisions.models import ContestHelp, Recours, RecoursCorrection
from rivage.decisions.recours.models import SAID
from rivage.vault.errors import KeyMissing
from tests.decisions.test_recours import followed, handed, helped, made
from tests.dossiers.path import WHO
from tests.world import World, acting

pytestmark = pytest.mark.django_db
COURT = "tribunal administratif de Bordeaux, n° 260001"
LEAD, DELEGATE, SECRETARY, SIGNATORY, CHAIR = (
    "lead:estuaire33",
    "delegate:33",
    "secretary:33",
    "signatory:33",
    "chair:33",
)
WRITE = {WHO: True, LEAD: True, DELEGATE: True, SECRETARY: True, SIGNATORY: False, CHAIR: False, "delegate:75": False}
HELP = {WHO: True, LEAD: True, DELEGATE: False, SECRETARY: False, SIGNATORY: False, CHAIR: False}


def took(act: Any) -> bool:
    """Whether the database takes a write, which is then undone."""
    try:
        with transaction.atomic():
            taken = act() != 0
            transaction.set_rollback(True)
    except (DatabaseError, KeyMissing):
        return False
    return taken


def test_who_writes_a_remedy(world: World) -> None:
    decision = handed(world)
    common: dict[str, Any] = {"person_id": decision.person_id, "antenne_id": decision.antenne_id}
    common |= {"demande_id": decision.demande_id, "about": "path", "decision_id": decision.pk, "kind": "gracious"}
    other = world[LEAD]
    for who, may in WRITE.items():
        with acting(world[who]) as actor:
            said = common | {"filed_on": world.today, "recorded_by": actor}
            assert took(lambda said=said: Recours(**said).save(force_insert=True)) == may, who
            forged = said | {"recorded_by": other if actor != other else world[WHO]}
            assert not took(lambda said=forged: Recours(**said).save(force_insert=True)), who


def test_who_reads_and_writes_who_helps_her(world: World) -> None:
    decision = handed(world)
    helped(world, decision, helped_by="lawyer", lawyer="Maître Inventée", aid_asked_on=world.today)
    for who, may in HELP.items():
        with acting(world[who]) as actor:
            assert ContestHelp.objects.exists() == may, who
            mine = {"aid_asked_on": None, "recorded_by": actor}
            assert took(lambda: ContestHelp.objects.update(**mine)) == may, who  # noqa: B023 - called at once
    with facts(), connection.cursor() as cursor, pytest.raises(DatabaseError, match="denied"), transaction.atomic():
        cursor.execute("SELECT count(*) FROM decisions_contesthelp")


def test_a_court_changes_only_beside_what_keeps_it(world: World) -> None:
    row = made(world, handed(world), "content", court=COURT)
    kept = {name: getattr(row, name) for name in SAID if name != "court"}
    with acting(world[DELEGATE]) as actor:
        held = Recours.objects.get(pk=row.pk)
        one = {"recours": held, "corrected_on": world.today, "why": "Mal lu.", "recorded_by": actor}

        def write() -> int:
            held.court = f"{COURT}2"
            held.save(update_fields=["court"])
            return 1

        assert not took(write)
        RecoursCorrection.beside(held, **one, **kept).save(force_insert=True)
        assert not took(write), "what it keeps is not the court"
        RecoursCorrection.beside(held, **one, **kept, court=COURT).save(force_insert=True)
        assert took(write)
    again = followed(world, row, memoir_due=world.today)
    assert again.memoir_due == world.today, "a court that stays is not written again"


@pytest.mark.parametrize("who", [WHO, DELEGATE])
def test_what_is_contested_is_an_act_of_this_demande(world: World, who: str) -> None:
    decision = handed(world)
    common: dict[str, Any] = {"person_id": decision.person_id, "antenne_id": decision.antenne_id}
    common |= {"demande_id": decision.demande_id}
    filed = {"kind": "gracious", "filed_on": world.today}
    with acting(world[who]) as actor:
        for about in ("aid", "aid_end", "permit"):
            for act in (uuid4(), decision.pk):
                said = common | {"about": about, "act": act, "recorded_by": actor}
                assert not took(lambda said=said: Recours(**said, **filed).save(force_insert=True)), about
                assert not took(lambda said=said: ContestHelp(**said).save(force_insert=True)), about
        said = common | {"about": "path", "recorded_by": actor}
        assert took(lambda: Recours(**said, **filed, decision_id=decision.pk).save(force_insert=True))


@pytest.mark.parametrize(
    "changed",
    [{"filed_on": None}, {"kind": "urgent"}, {"memoir_due": None}, {"outcome": "pending", "outcome_on": None}],
)
def test_what_was_noted_changes_only_beside_what_keeps_it(world: World, changed: dict[str, Any]) -> None:
    decision = handed(world)
    row = made(world, decision, "content", memoir_due=world.today, outcome="rejected", outcome_on=world.today)
    said = changed if "filed_on" not in changed else {"filed_on": world.today - timedelta(days=1)}
    kept = {name: getattr(row, name) for name in ("kind", "filed_on", "memoir_due", "memoir_on", "outcome")}
    kept |= {name: getattr(row, name) for name in ("outcome_on", "ordered", "reexamine_days")}
    with acting(world[DELEGATE]) as actor:
        write = lambda: Recours.objects.filter(pk=row.pk).update(**said)  # noqa: E731 - tried twice
        assert not took(write)
        one = {"recours": row, "corrected_on": world.today, "why": "Mal lu.", "recorded_by": actor}
        RecoursCorrection.beside(row, **one, **(kept | {"memoir_due": None})).save(force_insert=True)
        assert not took(write), "what it keeps is not what stood"
        RecoursCorrection.beside(row, **one, **kept).save(force_insert=True)
        assert took(write)
    with acting(world[SECRETARY]):
        assert not took(write), "kept by another"
        assert not took(lambda: RecoursCorrection.objects.update(filed_on=world.today))
        assert not took(lambda: Recours.objects.update(demande_id=None, about="aid", act=row.pk, decision_id=None))
        assert not took(lambda: Recours.objects.all().delete()[0])


def test_who_helps_her_is_of_one_act_and_in_one_s_own_name(world: World) -> None:
    decision = handed(world)
    row = helped(world, decision, helped_by="lawyer", lawyer="Maître Inventée")
    with acting(world[LEAD]) as lead:
        held = ContestHelp.objects.filter(pk=row.pk)
        assert not took(lambda: held.update(act=uuid4()))
        assert not took(lambda: held.update(about="aid"))
        assert not took(lambda: held.update(helped_by="nobody")), "in the name of who wrote it before"
        assert not took(lambda: held.update(helped_by="nobody", recorded_by=world[DELEGATE]))
        assert took(lambda: held.update(helped_by="nobody", recorded_by=lead))
