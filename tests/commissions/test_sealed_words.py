"""The words of a session stand under the préfecture's keyset: read by who acts there, by no dump."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from rivage.accounts import fields
from rivage.commissions import actions
from rivage.commissions.models import Minutes, Seance
from rivage.core.perimeter import Perimeter, perimeter
from rivage.vault.errors import Damaged, KeyMissing
from tests.commissions.room import Room, day_of
from tests.commissions.test_kept import Signed, signed
from tests.stories import after
from tests.world import World, acting

__all__ = ["signed"]

URGENT = "Un hébergement finit ce soir près de la gare."
REMARKS = "La séance est close à 16 h, faute de salle."


def urgent(world: World) -> Seance:
    room = after(world, Room)
    seance = room.seance(days=2)
    room.scheduled(seance)
    return room.convened(seance, urgent_reason=URGENT)


def stored(table: str, column: str) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")
        return bytes(cursor.fetchone()[0])


def test_what_is_written_of_a_session_is_sealed_and_read_again(signed: Signed) -> None:
    room, seance, _ = signed
    world, on = room.world, day_of(seance)
    with acting(world["delegate:33"]) as delegate:
        closed = actions.close_seance(actor=delegate, on=on, seance=seance)
        minutes = actions.write_minutes(actor=delegate, on=on, seance=closed, text=REMARKS)
        actions.sign_minutes(actor=delegate, on=on, minutes=minutes, signed_name="Odile Cap", version=minutes.version)
    for who in ("delegate:33", "secretary:33", "chair:33", "signatory:33"):
        with acting(world[who]):
            found = Minutes.objects.get()
            assert (found.text, found.data["signed_name"]) == (REMARKS, "Odile Cap")
    with acting(world["delegate:33"]):
        for column in ("text", "data"):
            assert b"Odile" not in stored("commissions_minutes", column)
            assert b"salle" not in stored("commissions_minutes", column)


@pytest.mark.django_db
def test_without_the_keyset_nothing_is_read_and_what_was_altered_is_not_shown(world: World) -> None:
    urgent(world)
    delegate = world["delegate:33"]
    without = Perimeter(role="delegate", membership=delegate.pk, user=delegate.user_id, departements=("33",))
    with perimeter(without), transaction.atomic(), pytest.raises(KeyMissing):
        assert Seance.objects.get().urgent_reason
    with acting(delegate):
        assert Seance.objects.get().urgent_reason == URGENT
        value = stored("commissions_seance", "urgent_reason")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE commissions_seance SET urgent_reason = %s", [value[:-1] + bytes([value[-1] ^ 1])])
        with pytest.raises(Damaged, match=r"commissions_seance\.urgent_reason"):
            assert Seance.objects.get().urgent_reason
        with (
            pytest.raises(IntegrityError, match="ne revient pas"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("UPDATE commissions_seance SET urgent_reason = %s", [value])


@pytest.mark.django_db
def test_a_value_of_another_row_or_column_opens_nothing(world: World) -> None:
    urgent(world)
    with acting(world["delegate:33"]):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE commissions_seance SET cancelled_reason = urgent_reason")
        row = Seance.objects.get()
        assert row.urgent_reason == URGENT
        with pytest.raises(Damaged, match="cancelled_reason"):
            assert row.cancelled_reason


@pytest.mark.django_db
def test_what_stood_in_clear_is_sealed_by_the_migration(world: World) -> None:
    """The plain column is played by the place."""
    urgent(world)
    with acting(world["delegate:33"]):
        Seance.objects.update(urgent_reason=None)
        fields.seal_column(apps, ("commissions", "Seance"), "place", "urgent_reason")
        row = Seance.objects.get()
        assert row.place
        assert row.urgent_reason == row.place
