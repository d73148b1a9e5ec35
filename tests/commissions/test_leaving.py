"""What the end of a member's function says of the sessions to which she is convened."""

import pytest

from rivage.accounts import closing
from rivage.law.wording import day as day_in_words
from tests.commissions.room import Room
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db


def test_the_end_of_a_member_s_function_says_the_session_it_is_convened_to_and_that_the_seat_stays(
    world: World,
) -> None:
    room = after(world, Room)
    account, seance = room.account("3"), room.seance()
    room.scheduled(seance)
    admin = room.world["delegate:33"]
    with acting(admin):
        assert closing.told(admin, account) == []
    room.convened(seance)
    with acting(admin):
        (said,) = closing.told(admin, account)
        assert f"à la séance du {day_in_words(seance.day)}".replace("\u00a0", " ") in said.sentence.replace(
            "\u00a0", " "
        )
        assert "le siège reste" in said.sentence
        assert closing.told(admin, room.world["secretary:33"]) == []
