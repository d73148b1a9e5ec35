"""A session from its date to its minutes, through the actions."""

import hashlib

import pytest

from rivage.commissions import actions, recall
from rivage.commissions.models import Avis, Convocation, Minutes
from rivage.core import clock
from rivage.dossiers.models import Demande
from rivage.people.models import Share
from rivage.vault import keys
from tests.commissions.room import ALL_HERE, Room, day_of, on_the_day
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db


def test_a_file_goes_from_the_agenda_to_the_signatory_and_into_the_minutes(world: World) -> None:
    room = after(world, Room)
    seat = room.account("8")
    seance = room.seance()
    item = room.scheduled(seance)
    seance = room.convened(seance)
    with acting(world["delegate:33"]):
        assert Convocation.objects.filter(seance=seance).count() == len(room.members)
        assert Share.objects.filter(person=item.person_id, holder=f"seat:{seat.seat_id}").count() == 1
    with on_the_day(seance):
        room.attend(seance, *ALL_HERE)
        seance = room.opened(seance)
        on = day_of(seance)
        with acting(world["chair:33"]) as chair:
            actions.present(actor=chair, on=on, item=item)
            actions.leave(actor=chair, on=on, item=item)
            avis = actions.record_avis(
                actor=chair, on=on, item=item, sense="favourable", afis="favourable", mode="counts",
                votes_for=4, votes_against=1, abstentions=0, reasons="Projet prêt.", dissent="Trop tôt.",
                dissent_by=room.members["Luc Écluse"],
            )  # fmt: skip
        with acting(world["chair:33"]) as chair:
            actions.sign_releve(actor=chair, on=on, avis=avis)
        with acting(world["signatory:33"]):
            assert Avis.objects.get(pk=avis.pk).reasons == "Projet prêt."
            assert Demande.objects.get(pk=item.demande_id).step == "opined"
        with acting(world["chair:33"]) as chair:
            held = Share.objects.in_force(clock.now()).filter(person=item.person_id, holder="chair:33")
            assert [sorted(one.slices) for one in held] == [["avis", "reference"]]
        with acting(world["delegate:33"]) as delegate:
            actions.close_seance(actor=delegate, on=on, seance=seance)
            minutes = actions.write_minutes(actor=delegate, on=on, seance=seance, text="Bilan présenté.")
            minutes = actions.sign_minutes(
                actor=delegate, on=on, minutes=minutes, signed_name="Odile Cap", version=minutes.version
            )
            made, same = recall.print_again(minutes)
        assert same
        assert hashlib.sha256(made).hexdigest() == minutes.sha256
        with acting(seat):
            assert not Share.objects.in_force(clock.now()).filter(person=item.person_id).exists()
        with acting(world["lead:amarres33"]):
            keys.destroy(item.person_id)
        with acting(world["delegate:33"]):
            made, same = recall.print_again(Minutes.objects.get(pk=minutes.pk))
        assert not same
