"""The commission's room on screen: prepared by the secretariat, read by a member, held and signed by the chair."""

from datetime import timedelta
from typing import Any

import pytest

from rivage.commissions import actions
from tests.commissions.room import ALL_HERE, Room, day_of, on_the_day
from tests.dossiers.path import completed
from tests.world import World, acting

pytestmark = pytest.mark.browser


def test_the_room_from_its_composition_to_its_minutes(world: World, visit: Any) -> None:
    room = Room(world)
    seat = room.account("8")
    first = room.seance(12)
    items = [room.scheduled(first, who) for who in ("referent:estuaire33", "referent:amarres33", "referent:amarres33")]
    completed(world, "referent:amarres33")
    desk = visit("delegate:33")
    for path in ("seances/", "seances/composition", f"seances/composition/siege/{room.seats['8'].pk}"):
        desk.go(path)
    desk.go("seances/composition/siege")
    desk.go(f"seances/composition/siege/{room.seats['5'].pk}/titulaire")
    desk.go("seances/prevoir")
    desk.go(f"seances/{first.pk}/preparation")
    desk.follow("Convoquer 7 membres")
    desk.press("Envoyer les 7 convocations")
    member = visit(f"seat8:{room.code}")
    member.go(f"seances/{first.pk}/lecture")
    member.go(f"seances/dossiers/{items[0].pk}")
    member.press("Je connais cette personne")
    assert member.page.get_by_text("Ce dossier vous est fermé").is_visible()
    desk.go(f"seances/{first.pk}/copies")
    desk.go(f"seances/{first.pk}")
    visit("lead:amarres33").go("seances/")
    assert seat.seat_id == room.seats["8"].pk


def test_a_session_held_on_its_screen(world: World, visit: Any) -> None:
    room = Room(world)
    seance = room.seance(12)
    items = [room.scheduled(seance, who) for who in ("referent:estuaire33", "referent:amarres33")]
    room.convened(seance)
    with on_the_day(seance):
        room.attend(seance, *ALL_HERE, "Hélène Môle")
        room.attend(seance, "Omar Cabestan", mode="remote")
        room.opened(seance)
    chair = visit("chair:33")
    chair.go(f"seances/{seance.pk}")
    chair.go(f"seances/{seance.pk}?vue=membres&dossier={items[0].pk}&noms=1")
    chair.go(f"seances/{seance.pk}?vue=ordre")
    chair.go(f"seances/dossiers/{items[1].pk}")
    chair.go(f"seances/dossiers/{items[1].pk}/report")
    chair.go(f"seances/{seance.pk}?dossier={items[0].pk}")
    chair.page.get_by_label("par un vote").check()
    chair.press("Noter l’avis et passer au suivant")
    assert chair.page.get_by_role("alert").is_visible()
    for question in ("Sur le parcours", "Sur l’aide"):
        chair.page.get_by_role("group", name=question, exact=True).get_by_label("favorable", exact=True).check()
    chair.page.get_by_label("par consensus").check()
    chair.press("Noter l’avis et passer au suivant")
    chair.go(f"seances/{seance.pk}?dossier={items[0].pk}")
    chair.follow("signer le relevé")
    chair.press("Signer le relevé")
    with on_the_day(seance), acting(world["delegate:33"]) as delegate:
        avis = actions.record_avis(
            actor=delegate, on=day_of(seance), item=items[1], sense="adjourned", afis="not_asked", mode="consensus",
            reasons="Il manque un plan.",
        )  # fmt: skip
        actions.sign_releve(actor=delegate, on=day_of(seance), avis=avis, signed_name="Odile Cap")
        seance = actions.close_seance(actor=delegate, on=day_of(seance), seance=seance)
        actions.write_minutes(actor=delegate, on=day_of(seance), seance=seance, text="Bilan présenté.")
    secretary = visit("secretary:33")
    secretary.go(f"seances/dossiers/{items[1].pk}/releve")
    secretary.go(f"seances/{seance.pk}/proces-verbal")
    secretary.page.get_by_label("Nom de la personne qui a signé").fill("Odile Cap")
    secretary.press("Noter la signature et figer")
    assert secretary.page.get_by_text("Empreinte de l’original").is_visible()
    assert seance.closed_at is not None
    assert seance.closed_at < seance.at + timedelta(days=1)
