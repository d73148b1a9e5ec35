"""An aid refused for want of a document is decided anew once the permit is delivered; the refusal stays."""

from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.db import DatabaseError, connection, transaction

from rivage.core.refusal import Refused
from rivage.desk.homes import home
from rivage.dossiers.enums import Part
from rivage.dossiers.models import Demande
from rivage.rights.aid import retaken
from rivage.rights.models import AfisDecision
from tests.bad_input.calling import Caller
from tests.dossiers.path import TEXTS
from tests.rights.aid.handed import hand
from tests.rights.aid.test_afis import decide
from tests.rights.permit.path import DELEGATE, DESK, REFERENT, authorised, note
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db
LACK = {"sense": "refuse", "motives": ["document"], "reasons": "Aucun document de séjour.", "children": None}


def without_document(world: World) -> Demande:
    with patch.dict(TEXTS[Part.AID], {"document": "aucun"}):
        return authorised(world, 60, "needed")


@pytest.fixture
def demande(world: World) -> Demande:
    found: Demande = after(world, without_document)
    note(world, found, "requested", -50)
    return found


def refused(world: World, demande: Demande) -> AfisDecision:
    row = decide(world, demande, **LACK, decided_on=world.today - timedelta(days=10))
    with acting(world[REFERENT]) as referent:
        hand(referent, row, world.today - timedelta(days=9))
    return row


def asked(world: World, who: str) -> list[str]:
    with acting(world[who]) as actor:
        items = [item for group in home(actor, world.today).groups for item in group.items]
        return [item.title for item in items if item.title == retaken.TITLE]


def test_the_condition_met_since_is_on_both_homes_and_decided(world: World, demande: Demande) -> None:
    before = refused(world, demande)
    for who in (REFERENT, DELEGATE):
        assert asked(world, who) == [], "its condition is lacking still"
    with pytest.raises(Refused, match="déjà notée"):
        decide(world, demande)
    note(world, demande, "delivered", -1, DESK, until=180)
    for who in (REFERENT, DELEGATE):
        assert asked(world, who) == [retaken.TITLE], who
        assert Caller(world[who]).get("rights:afis", demande=demande.pk).says("sont remplies aujourd’hui"), who
    with pytest.raises(Refused, match="après le refus"):
        decide(world, demande, decided_on=before.decided_on - timedelta(days=1))
    row = decide(world, demande)
    with acting(world[DELEGATE]):
        assert [one.pk for one in AfisDecision.objects.standing()] == [row.pk]
        assert AfisDecision.objects.get(pk=before.pk).replaced_on == row.decided_on
    for who in (REFERENT, DELEGATE):
        assert asked(world, who) == [], who
        page = Caller(world[who]).get("rights:afis", demande=demande.pk)
        for words in ("Aide accordée", "Refusée avant", "Décidée de nouveau le"):
            assert page.says(words), (who, words)
    remedies = Caller(world[REFERENT]).get("decisions:remedies", demande=demande.pk)
    assert remedies.says("L’aide est refusée."), "she may contest the refusal in its delay"


def test_a_refusal_is_handed_before_another_decision_takes_its_place(world: World, demande: Demande) -> None:
    decide(world, demande, **LACK, decided_on=world.today - timedelta(days=10))
    note(world, demande, "delivered", -1, DESK, until=180)
    assert asked(world, DELEGATE) == []
    with pytest.raises(Refused, match="déjà notée"):
        decide(world, demande)


def test_a_refusal_is_replaced_once_and_a_grant_never(world: World, demande: Demande) -> None:
    before = refused(world, demande)
    note(world, demande, "delivered", -1, DESK, until=180)
    row = decide(world, demande)
    for pk, day in ((row.pk, world.today), (before.pk, None)):
        with acting(world[DELEGATE]), pytest.raises(DatabaseError), transaction.atomic():
            AfisDecision.objects.filter(pk=pk).update(replaced_on=day)


def replaced_by_nothing(before: AfisDecision, day: date) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        AfisDecision.objects.filter(pk=before.pk).update(replaced_on=day)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("days", [-90, -10, 0, 90])
def test_nothing_is_replaced_by_nothing(world: World, demande: Demande, days: int) -> None:
    before = refused(world, demande)
    note(world, demande, "delivered", -1, DESK, until=180)
    with acting(world[DELEGATE]), pytest.raises(DatabaseError):
        replaced_by_nothing(before, world.today + timedelta(days=days))
