"""A session convened is cancelled or moved: what it costs is read first, what was sent stays as it was sent."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail

from rivage.accounts.models import Membership
from rivage.audit.models import Event
from rivage.commissions import actions, jobs, printing, tables
from rivage.commissions.actions import Elsewhen
from rivage.commissions.models import AgendaItem, Convocation, Seance
from rivage.core import clock
from rivage.core.refusal import Refused
from rivage.dossiers.enums import Step
from rivage.dossiers.models import Demande
from rivage.people.models import Share
from tests.commissions.room import Room, on_the_day, one_file_convened
from tests.commissions.test_pages import Browser
from tests.database import queued
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db

Convened = tuple[Room, Seance, AgendaItem]
WHY = "La salle est inondée."


@pytest.fixture
def convened(world: World) -> Convened:
    return after(world, one_file_convened)


def cancel(room: Room, seance: Seance, who: str = "secretary:33", **values: Any) -> Seance:
    with acting(room.world[who]) as actor:
        said = {"reason": WHY} | values
        return actions.cancel_seance(actor=actor, on=room.world.today, seance=seance, **said)


def readers(item: AgendaItem) -> int:
    held = Share.objects.in_force(clock.now()).filter(demande_id=item.demande_id)
    return held.filter(holder__startswith="seat:").count() + held.filter(holder__startswith="chair:").count()


def test_what_it_costs_is_read_before_and_a_reason_is_asked(convened: Convened) -> None:
    room, seance, _ = convened
    desk = Browser(room.world["secretary:33"])
    shown = desk.get("preparation", seance=seance.pk).content.decode()
    assert "Annuler ou déplacer la séance" in shown
    page = desk.get("cancel", seance=seance.pk).content.decode().replace("\u00a0", " ").replace("\u202f", " ")
    for words in (
        "1 dossier quitte cette séance",
        "6 courriels le disent, 1 lettre s’imprime ensuite",
        "reçues au moins 5 jours avant elle",
        "Cette séance, sa convocation et votre raison restent notées",
    ):
        assert words in page
    assert desk.read_again("cancel", {"reason": ""}, seance=seance.pk).status_code == 422
    assert desk.post("cancel", {"reason": WHY}, seance=seance.pk).status_code == 422
    half = desk.read_again("cancel", {"reason": WHY, "day": "01/02/2030"}, seance=seance.pk)
    assert "Nouvelle heure." in half.content.decode()
    with acting(room.world["secretary:33"]):
        assert Seance.objects.get(pk=seance.pk).cancelled_at is None


def test_cancelled_its_demandes_are_complete_again_and_nobody_reads_them(convened: Convened) -> None:
    room, seance, item = convened
    with acting(room.world["secretary:33"]):
        assert readers(item) > 1
    done = Browser(room.world["secretary:33"]).read_again("cancel", {"reason": WHY}, True, seance=seance.pk)
    assert "Ses demandes sont de nouveau complètes." in done.content.decode()
    with acting(room.world["secretary:33"]):
        assert readers(item) == 0
        assert Demande.objects.get(pk=item.demande_id).step == Step.COMPLETE
        row = Seance.objects.get(pk=seance.pk)
        assert (row.cancelled_at, row.cancelled_reason, row.missed) == (row.closed_at, WHY, False)
        assert tables.seance_state(row).text == "annulée"
        assert Event.objects.filter(kind="seance_cancelled", object_id=row.pk).exists()
    # Complete, it waits for another session, and may be put on one.
    with acting(room.world["secretary:33"]):
        again = Demande.objects.get(pk=item.demande_id)
    assert room.schedule(again, room.seance(20)).position == 1


def test_moved_its_agenda_goes_with_it_to_be_convened_anew(convened: Convened) -> None:
    room, seance, item = convened
    at = seance.at + timedelta(days=7)
    other = cancel(room, seance, instead=Elsewhen(at, "Salle des Voiles", remote=True))
    with acting(room.world["secretary:33"]):
        assert (other.instead_of_id, other.at, other.place, other.convened_at) == (
            seance.pk, at, "Salle des Voiles", None,
        )  # fmt: skip
        assert [one.demande_id for one in AgendaItem.objects.standing().filter(seance=other)] == [item.demande_id]
        assert Demande.objects.get(pk=item.demande_id).step == Step.SCHEDULED
        assert readers(item) == 0
    room.convened(other)
    with acting(room.world["secretary:33"]):
        assert readers(item) > 1


def test_both_convocations_stay_as_they_were_sent_and_the_letters_say_which_is_cancelled(convened: Convened) -> None:
    room, seance, _ = convened
    with acting(room.world["secretary:33"]):
        notice = Convocation.objects.get(seance=seance, member=room.members["Odile Cap"])
        before = printing.convocation(notice)
    other = cancel(room, seance, instead=Elsewhen(seance.at + timedelta(days=7), "Salle des Voiles", remote=False))
    room.convened(other)
    with acting(room.world["secretary:33"]):
        notice = Convocation.objects.get(pk=notice.pk)
        assert printing.convocation(notice) == before
        assert Convocation.objects.filter(seance=other).count() == Convocation.objects.filter(seance=seance).count()
        said = str(printing.cancellation(notice))
        for words in (WHY, seance.reference, "Salle des Voiles"):
            assert words in said
    desk = Browser(room.world["secretary:33"])
    assert desk.get("cancellations_file", seance=seance.pk)["Content-Type"] == "application/pdf"
    assert desk.get("cancellations_file", seance=other.pk).status_code == 303
    for shown in (desk.get("preparation", seance=seance.pk), desk.get("seance", seance=seance.pk)):
        assert "La séance prévue à sa place" in shown.content.decode()
    assert "À la place de la séance du" in desk.get("preparation", seance=other.pk).content.decode()


def test_who_was_convened_by_mail_is_told_by_mail(convened: Convened) -> None:
    room, seance, _ = convened
    cancel(room, seance)
    for job in queued("commissions.send_cancelled"):
        jobs.send_cancelled(SimpleNamespace(job=job), **job.args)
    assert len(mail.outbox) == 6
    assert {one.subject.split(" : ")[0] for one in mail.outbox} == {"Une date annulée"}
    assert WHY not in "".join(str(one.body) for one in mail.outbox)


def test_the_association_reads_why(convened: Convened) -> None:
    room, seance, item = convened
    cancel(room, seance)
    with acting(room.world["referent:amarres33"]):
        row = AgendaItem.objects.select_related("seance", "demande").get(pk=item.pk)
        assert tables.passage(row).said.endswith(f"« {WHY} »")
        assert tables.passage(row).said.startswith("Séance annulée le")


def refused(room: Room, seance: Seance, who: str = "secretary:33") -> str:
    with pytest.raises(Refused) as found:
        cancel(room, seance, who)
    return found.value.verdict.codes[0]


def test_neither_before_the_convocation_nor_after_the_opening_nor_twice(convened: Convened) -> None:
    room, seance, _ = convened
    assert refused(room, room.seance(30)) == "not_convened"
    assert refused(room, seance, "chair:33") == "not_in_office"
    cancel(room, seance)
    assert refused(room, seance) == "cancelled"
    with acting(room.world["secretary:33"]) as secretary, pytest.raises(Refused):
        actions.reopen_seance(actor=secretary, on=room.world.today, seance=seance, reason="Erreur.")


def test_once_open_it_is_not_cancelled(convened: Convened) -> None:
    room, seance, _ = convened
    with on_the_day(seance):
        room.attend(seance, "Odile Cap", "Marc Ponton", "Anne Passerelle", "Luc Écluse", "Sylvie Jetée")
        room.opened(seance)
        assert refused(room, seance) == "opened"
        member: Membership = room.world["secretary:33"]
        assert "Annuler ou déplacer" not in Browser(member).get("preparation", seance=seance.pk).content.decode()
