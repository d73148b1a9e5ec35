"""What a session reads of the months granted before a demande."""

import re
from uuid import uuid4

import pytest

from rivage.commissions import actions
from rivage.commissions.models import AgendaItem, Seance
from rivage.dossiers.actions import grant_period
from rivage.dossiers.models import Demande, Parcours
from rivage.dossiers.months import used_months
from tests.bad_input.calling import Caller
from tests.commissions.room import Room, day_of, on_the_day, one_file_sitting
from tests.commissions.test_opinions import record
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db


def test_what_a_demande_was_granted_since_is_none_of_what_was_granted_before_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    room, seance, item = after(world, one_file_sitting)
    with on_the_day(seance):
        reads_what_was_granted(room, seance, item, monkeypatch)


def reads_what_was_granted(room: Room, seance: Seance, item: AgendaItem, monkeypatch: pytest.MonkeyPatch) -> None:
    page, words = Caller(room.world["delegate:33"]), "Accordés avant cette demande {} mois sur 24"

    def said() -> str:
        shown = page.get("commissions:seance", seance=seance.pk).text.replace("\u00a0", " ")
        return " ".join(re.sub("<[^>]+>", " ", shown).split())

    assert words.format(0) in said()
    avis = record(room, item)
    with acting(room.world["chair:33"]) as chair:
        actions.sign_releve(actor=chair, on=day_of(seance), avis=avis)
    with acting(room.world["delegate:33"]) as delegate:
        demande = Demande.objects.select_related("parcours").get(pk=item.demande_id)
        grant_period(
            actor=delegate, on=day_of(seance), demande=demande, decision_id=uuid4(), months=6, starts=day_of(seance)
        )
        assert used_months(demande.parcours) == 6
    assert words.format(0) in said(), "its own months are none of what the commission had before it"
    monkeypatch.setattr(Parcours, "months_before", property(lambda _: 6, lambda *_: None))
    assert words.format(0) + ", dont 6 accordés ailleurs" in said()
