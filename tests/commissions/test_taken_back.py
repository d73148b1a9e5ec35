"""What was noted too soon or by mistake in the room: undone with its reason, and what had been noted stays."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from rivage.accounts.homes import Item
from rivage.commissions import actions, panels, quorum, recall, todo
from rivage.commissions.models import AgendaItem, Avis, Deport, Minutes, Reopening, Seance
from rivage.commissions.views import answers
from rivage.core import clock
from rivage.core.paper.kept import lines
from rivage.core.refusal import Refused
from rivage.dossiers import states
from rivage.dossiers.models import Demande
from rivage.people import actions as people
from rivage.people.models import Share
from tests.commissions.room import ALL_HERE, PLACE, Room, day_of, on_the_day
from tests.commissions.test_pages import Browser
from tests.dossiers.path import completed
from tests.stories import after
from tests.versions import version_in
from tests.world import World, acting

pytestmark = pytest.mark.django_db

WHY = "Le bouton a été touché par erreur."


@pytest.fixture
def room(world: World) -> Room:
    return after(world, Room)


@pytest.fixture
def sat(room: Room) -> Iterator[tuple[Seance, AgendaItem]]:
    """A session open on its day, one file on its agenda."""
    seance = room.seance()
    item = room.scheduled(seance)
    seance = room.convened(seance)
    with on_the_day(seance):
        room.attend(seance, *ALL_HERE)
        yield room.opened(seance), item


def reads(room: Room, item: AgendaItem) -> set[str]:
    """Seats to whom the file is open now."""
    with acting(room.world["delegate:33"]):
        found = Share.objects.in_force(clock.now()).filter(person=item.person_id, holder__startswith="seat:")
        return set(found.values_list("holder", flat=True))


def close(room: Room, seance: Seance) -> Seance:
    with acting(room.world["secretary:33"]) as secretary:
        return actions.close_seance(actor=secretary, on=day_of(seance), seance=seance)


def reopen(room: Room, seance: Seance, reason: str = WHY, who: str = "secretary:33") -> Seance:
    with acting(room.world[who]) as actor:
        return actions.reopen_seance(actor=actor, on=day_of(seance), seance=seance, reason=reason)


def avis_of(room: Room, item: AgendaItem, version: int = 0) -> Avis:
    with acting(room.world["delegate:33"]) as actor:
        return actions.record_avis(
            actor=actor, on=day_of(item.seance), item=item, sense="favourable", afis="favourable", mode="consensus",
            version=version, unpresented=True,
        )  # fmt: skip


def reference(room: Room, item: AgendaItem) -> str:
    """The number of a file."""
    with acting(room.world["delegate:33"]):
        return AgendaItem.objects.select_related("person").get(pk=item.pk).person.reference


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.verdict.codes[0]


def test_a_session_closed_too_soon_is_open_again_and_its_minutes_say_so(
    room: Room, sat: tuple[Seance, AgendaItem]
) -> None:
    seance, item = sat
    before = reads(room, item)
    avis_of(room, item)
    seance = close(room, seance)
    closed_at = seance.closed_at
    assert (bool(before), reads(room, item)) == (True, set())
    for who, reason, why in (("secretary:33", " ", "no_reason"), ("chair:33", WHY, "not_in_office")):
        with pytest.raises(Refused) as refused:
            reopen(room, seance, reason, who)
        assert code(refused) == why
    with pytest.raises(Refused, match="dit le nom"):
        reopen(room, seance, "Awa Corail attendait encore.")
    seance = reopen(room, seance)
    assert (seance.closed_at, reads(room, item)) == (None, before)
    avis_of(room, item, version=1)
    seance = close(room, seance)
    with acting(room.world["secretary:33"]) as secretary:
        kept = Reopening.objects.get(seance=seance)
        assert (kept.closed_at, kept.reason, kept.reopened_by_id) == (closed_at, WHY, secretary.pk)
        minutes = actions.write_minutes(actor=secretary, on=day_of(seance), seance=seance, text="")
        said = " ".join(lines(recall.project(minutes))).replace("\u00a0", " ")
        assert "Séance close à 15 h, rouverte à 15 h" in said
        assert WHY in said


def test_what_is_signed_stays_closed(room: Room, sat: tuple[Seance, AgendaItem]) -> None:
    seance, item = sat
    avis = avis_of(room, item)
    with acting(room.world["chair:33"]) as chair:
        actions.sign_releve(actor=chair, on=day_of(seance), avis=avis)
    seance = close(room, seance)
    with pytest.raises(Refused, match="relevés d’avis sont signés"):
        reopen(room, seance)
    with acting(room.world["secretary:33"]) as secretary:
        minutes = actions.write_minutes(actor=secretary, on=day_of(seance), seance=seance, text="")
        actions.sign_minutes(
            actor=secretary, on=day_of(seance), minutes=minutes, signed_name="Odile Cap", version=minutes.version
        )
    with pytest.raises(Refused, match="procès-verbal est signé"):
        reopen(room, seance)
    with acting(room.world["secretary:33"]):
        assert Minutes.objects.get(seance=seance).data["reopened"] == []


def test_a_session_closed_for_want_of_a_quorum_is_open_again_until_a_second_one_is_planned(room: Room) -> None:
    seance = room.seance()
    item = room.scheduled(seance)
    seance = room.convened(seance)
    before = reads(room, item)
    with clock.at(seance.at - timedelta(hours=1)), pytest.raises(Refused) as early:
        close(room, seance)
    assert code(early) == "too_early"
    with on_the_day(seance) as now:
        with pytest.raises(Refused, match=r"il reste 7\u00a0membres à noter"):
            close(room, seance)
        room.missed(seance, "Odile Cap")
        seance = close(room, seance)
        seance = reopen(room, seance)
        assert (seance.closed_at, reads(room, item)) == (None, before)
        seance = close(room, seance)
        with acting(room.world["delegate:33"]) as delegate:
            at = now + timedelta(days=9)
            actions.reconvene(actor=delegate, on=day_of(seance), seance=seance, at=at, place=PLACE)
        with pytest.raises(Refused) as refused:
            reopen(room, seance)
        assert code(refused) == "reconvened"


def test_nobody_reads_again_days_after_the_session(room: Room, sat: tuple[Seance, AgendaItem]) -> None:
    seance, item = sat
    avis_of(room, item)
    close(room, seance)
    with clock.at(seance.at + timedelta(days=3)):
        assert reopen(room, seance).closed_at is None
        assert reads(room, item) == set()


def test_who_said_by_mistake_that_she_knows_the_person_reads_again(room: Room, sat: tuple[Seance, AgendaItem]) -> None:
    seance, item = sat
    seat, member = room.account("8"), room.members["Sylvie Jetée"]
    before = reads(room, item)

    def take_back(who: str, reason: str = WHY, name: str = "Sylvie Jetée") -> Deport:
        with acting(room.world[who]) as actor:
            return actions.take_back_aside(
                actor=actor, on=day_of(seance), item=item, member=room.members[name], reason=reason
            )

    with acting(seat):
        actions.stand_aside(actor=seat, on=day_of(seance), item=item, member=member, ground="knows")
    assert reads(room, item) == before - {f"seat:{seat.seat_id}"}
    for who, reason, why in (("chair:33", WHY, "not_in_office"), ("secretary:33", "", "no_reason")):
        with pytest.raises(Refused) as refused:
            take_back(who, reason)
        assert code(refused) == why
    take_back("secretary:33")
    assert reads(room, item) == before
    with acting(room.world["delegate:33"]):
        kept = Deport.objects.get(item=item)
        assert (kept.ground, kept.taken_back_reason, quorum.aside(item)) == ("knows", WHY, frozenset())
    # She does know her: it is noted again, beside what was taken back.
    with acting(seat):
        actions.stand_aside(actor=seat, on=day_of(seance), item=item, member=member, ground="knows")
    with acting(room.world["delegate:33"]):
        assert Deport.objects.filter(item=item).count() == 2
        assert quorum.aside(item) == {member.pk}


def test_no_other_ground_is_taken_back_and_the_words_tell_none(room: Room) -> None:
    seance = room.seance()
    item = room.scheduled(seance, "referent:estuaire33")
    with acting(room.world["referent:estuaire33"]) as referent:
        people.exclude(actor=referent, on=room.world.today, person=item.person, holder=f"seat:{room.seats['8'].pk}")
    room.convened(seance)
    said = set()
    for name in ("Sylvie Jetée", "Hélène Môle", "Marc Ponton"):
        with acting(room.world["secretary:33"]) as secretary, pytest.raises(Refused) as refused:
            actions.take_back_aside(
                actor=secretary, on=room.world.today, item=item, member=room.members[name], reason=WHY
            )
        said.add(str(refused.value).replace(name, "ce membre"))
    assert len(said) == 1
    # Whose association instructed the file is not offered; whoever else takes no part is, whatever the reason.
    page = Browser(room.world["secretary:33"]).get("aside_back", item=item.pk).content.decode()
    assert ("Sylvie Jetée" in page, "Hélène Môle" in page, "Marc Ponton" in page) == (True, False, False)


def test_an_hour_of_presentation_noted_by_mistake_is_undone(room: Room, sat: tuple[Seance, AgendaItem]) -> None:
    seance, item = sat
    with acting(room.world["chair:33"]) as chair:
        common = {"actor": chair, "on": day_of(seance), "item": item}
        with pytest.raises(Refused):
            actions.undo_presentation(**common)
        actions.present(**common)
        actions.leave(**common)
        assert actions.undo_presentation(**common).left_at is None
        assert actions.undo_presentation(**common).presented_at is None
        actions.present(**common)
        actions.leave(**common)
    avis_of(room, item)
    with acting(room.world["chair:33"]), pytest.raises(Refused, match="déjà rendu"):
        actions.undo_presentation(**common)


def test_the_screen_leads_to_each_and_the_pages_say_what_they_do(room: Room, sat: tuple[Seance, AgendaItem]) -> None:
    seance, item = sat
    desk, chair = Browser(room.world["secretary:33"]), Browser(room.world["chair:33"])
    sylvie = {"member": str(room.members["Sylvie Jetée"].pk)}
    assert "Ce membre ne prend part ni au débat ni au vote" in chair.get("aside", item=item.pk).content.decode()
    assert chair.read_again("aside", sylvie, item=item.pk).status_code == 303
    assert desk.url("aside_back", item=item.pk) in desk.get("seance", seance=seance.pk).content.decode()
    assert chair.get("aside_back", item=item.pk).status_code == 404
    assert desk.read_again("aside_back", sylvie | {"reason": WHY}, item=item.pk).status_code == 303
    assert desk.url("aside_back", item=item.pk) not in desk.get("seance", seance=seance.pk).content.decode()
    waiting = desk.get("close", seance=seance.pk)
    assert waiting.status_code == 303, "a file without an avis: the session doesn't close"
    avis_of(room, item)
    assert desk.post("close", seance=seance.pk).status_code == 422, "not read"
    assert desk.read_again("close", seance=seance.pk).status_code == 303
    assert desk.url("reopen", seance=seance.pk) in desk.get("seance", seance=seance.pk).content.decode()
    assert desk.read_again("reopen", {"reason": WHY}, seance=seance.pk).status_code == 303
    screen = desk.get("seance", seance=seance.pk).content.decode()
    assert WHY in screen
    assert desk.url("close", seance=seance.pk) in screen


def test_a_convocation_read_before_a_file_joined_the_agenda_is_not_sent(room: Room) -> None:
    seance = room.seance()
    first = reference(room, room.scheduled(seance))
    desk = Browser(room.world["delegate:33"])
    read = desk.get("convene", seance=seance.pk).content.decode()
    assert first in read
    assert "Ce qui est lu ne se reprend pas" in read
    second = reference(room, room.scheduled(seance))
    sent = {"channel": "paper", "urgent_reason": "", "version": version_in(read)}
    late = desk.post("convene", sent, seance=seance.pk)
    assert (late.status_code, second in late.content.decode()) == (422, True)
    with acting(room.world["delegate:33"]):
        assert Seance.objects.get(pk=seance.pk).convened_at is None
    assert desk.read_again("convene", {"channel": "paper"}, seance=seance.pk).status_code == 303


def test_a_session_without_its_quorum_is_said_wherever_its_file_is_until_it_is_convened_again(room: Room) -> None:
    seance = room.seance()
    item = room.scheduled(seance)
    seance = room.convened(seance)
    referent, desk = room.world["referent:amarres33"], room.world["delegate:33"]

    def told() -> tuple[str, str]:
        """What the antenne reads at home, then of the demande."""
        with acting(referent):
            (panel,) = todo.dates(referent, day_of(seance))
            shown = panels.sessions(referent, [Demande.objects.get(pk=item.demande_id)], day_of(seance))
            return " ".join(line.note for line in panel.lines), shown[item.demande_id].state.text

    with on_the_day(seance) as now:
        room.missed(seance, "Odile Cap")
        seance = close(room, seance)
        home, state = told()
        assert "close faute de quorum, une seconde convocation suit" in home
        assert state.startswith("Sans quorum le")
        with acting(desk):
            (task,) = todo.missing(desk, day_of(seance))
            assert task.title == "Prévoir la seconde convocation"
            at = now + timedelta(days=9)
            actions.reconvene(actor=desk, on=day_of(seance), seance=seance, at=at, place=PLACE)
            assert not list(todo.missing(desk, day_of(seance)))
        home, state = told()
        assert ("quorum" in home, state.startswith("Inscrite à la séance")) == (False, True)


def test_an_avis_suspended_is_a_task_in_place_of_a_signature(room: Room, sat: tuple[Seance, AgendaItem]) -> None:
    seance, item = sat
    avis_of(room, item)
    room.attend(seance, *ALL_HERE, mode="absent")
    with acting(room.world["chair:33"]) as chair:
        tasks = [one.title for one in todo.chair(chair, day_of(seance)) if isinstance(one, Item)]
    assert tasks == ["Reprendre ou ajourner un avis"]
    screen = Browser(room.world["chair:33"]).get("seance", f"?dossier={item.pk}", seance=seance.pk).content.decode()
    assert ("Avis suspendu" in screen, ">voir le relevé</a>" in screen) == (True, True)
    sheet = Browser(room.world["chair:33"]).get("releve", item=item.pk).content.decode()
    assert ("Avis suspendu" in sheet, "Signer le relevé" in sheet) == (True, False)


def test_a_seat_whose_mandate_ends_is_told_so_and_which_sessions_come_after(room: Room) -> None:
    seat, seance = room.account("8"), room.seance()
    room.scheduled(seance)
    room.convened(seance)
    on = room.world.today
    with acting(seat):
        assert not list(todo.mandate(seat, on))
    with acting(room.world["delegate:33"]) as delegate:
        held = room.seats["8"].holders.get()
        actions.end_holder(actor=delegate, on=on, holder=held, ends=on + timedelta(days=2))
    with acting(seat):
        (panel,) = todo.mandate(seat, on)
        assert "Votre mandat finit le" in panel.summary
        assert [line.title for line in panel.lines[1:]] == [answers.title(seance)]


def test_a_complete_demande_leads_to_the_session_that_it_may_join(room: Room) -> None:
    demande, desk = completed(room.world, "referent:amarres33"), room.world["delegate:33"]

    def way() -> states.Shown:
        with acting(desk):
            return panels.to_schedule(desk, [demande], room.world.today)[demande.pk]

    assert way().action == "Prévoir une séance"
    seance = room.seance()
    assert str(seance.pk) in way().url
