"""The chair keeps what she signed, by number: the relevé and the minutes, never the file nor a name (ADR 0046)."""

from collections.abc import Iterator

import pytest

from rivage.commissions import actions
from rivage.commissions.models import AgendaItem, Avis, Seance
from rivage.core import clock
from rivage.people.models import Identity, Share
from tests.bad_input.calling import Caller
from tests.commissions.room import Room, day_of, on_the_day, one_file_sitting
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db

Signed = tuple[Room, Seance, AgendaItem]


@pytest.fixture
def signed(world: World) -> Iterator[Signed]:
    room, seance, item = after(world, one_file_sitting)
    with on_the_day(seance):
        with acting(world["delegate:33"]) as delegate:
            avis = actions.record_avis(
                actor=delegate, on=day_of(seance), item=item, sense="favourable", afis="favourable", mode="consensus",
                reasons="Le projet est prêt.", unpresented=True,
            )  # fmt: skip
        with acting(world["chair:33"]) as chair:
            actions.sign_releve(actor=chair, on=day_of(seance), avis=avis)
        yield room, seance, item


def test_what_is_left_to_her_is_the_number_and_the_avis(signed: Signed) -> None:
    room, _, item = signed
    with acting(room.world["chair:33"]) as chair:
        held = Share.objects.in_force(clock.now()).filter(holder="chair:33", person=item.person_id)
        assert [sorted(one.slices) for one in held] == [["avis", "reference"]]
        assert not Identity.objects.visible_to(chair).filter(person=item.person_id).exists()
        assert Avis.objects.visible_to(chair).filter(item=item).exists()


def test_she_reads_her_releve_again_and_not_the_file(signed: Signed) -> None:
    room, seance, item = signed
    chair = Caller(room.world["chair:33"])
    assert chair.get("commissions:releve", item=item.pk).says("Le projet est prêt.")
    assert chair.get("commissions:read", item=item.pk).status == 404
    shown = chair.get("commissions:seance", seance=seance.pk)
    assert shown.status == 200
    assert shown.says("relevé signé")
    assert not shown.says("Lire le dossier")
    page = chair.client.get(chair.url("commissions:seance", seance=seance.pk) + f"?dossier={item.pk}&noms=1")
    with acting(room.world["delegate:33"]) as delegate:
        called = Identity.objects.visible_to(delegate).get(person=item.person_id).called
    assert called not in page.content.decode()


def test_she_reads_the_minutes_once_they_are_signed_whole_or_not_at_all(signed: Signed) -> None:
    room, seance, item = signed
    chair = Caller(room.world["chair:33"])
    with acting(room.world["delegate:33"]) as delegate:
        on = day_of(seance)
        closed = actions.close_seance(actor=delegate, on=on, seance=seance)
        minutes = actions.write_minutes(actor=delegate, on=on, seance=closed, text="")
    assert chair.get("commissions:minutes", seance=seance.pk).says("Le procès-verbal se lit ici une fois signé.")

    def printed() -> bool:
        url = chair.url("commissions:minutes_file", seance=seance.pk, format="pdf")
        return bool(chair.client.get(url)["Content-Type"] == "application/pdf")

    assert not printed()
    with acting(room.world["delegate:33"]) as delegate:
        actions.sign_minutes(actor=delegate, on=on, minutes=minutes, signed_name="Odile Cap", version=minutes.version)
    assert printed()
    with acting(room.world["delegate:33"]) as delegate:
        shares = Share.objects.filter(holder="chair:33", person=item.person_id)
        shares.in_force(clock.now()).update(ends=clock.now(), ended_by=delegate.pk)
    assert not printed()
