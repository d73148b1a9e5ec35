"""M4, f: language, interpreter, court and where months are known from are read by no SQL, even with a live session."""

import pytest
from django.db import connection

from rivage.decisions.models import Decision, Notification
from rivage.dossiers.models import Parcours
from rivage.people import actions as people
from rivage.people.models import Accord
from tests.decisions.path import GRANT, drafted, opined, signed, told
from tests.world import World, acting

WHO = "referent:estuaire33"
WORDS = ("edo des rives", "cousine de passage", "TA inventé, n° 7", "pidgin du port", "par téléphone inventé")

pytestmark = pytest.mark.django_db


def raw(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT string_agg(to_jsonb(t)::text, '') FROM {table} t")
        return str(cursor.fetchone()[0])


def test_m4_sql_as_the_application_reads_none_of_these_words_and_pages_do(world: World) -> None:
    demande = opined(world)
    with acting(world[WHO]) as actor:
        people.give_accord(
            actor=actor, on=world.today, person=demande.person, kind="safety", given_on=world.today,
            language=WORDS[0], interpreter=WORDS[1],
        )  # fmt: skip
    decision = drafted(world, demande, **GRANT, authority="judgment", court=WORDS[2])
    with acting(world["delegate:33"]):
        assert Decision.objects.get(pk=decision.pk).court == WORDS[2]
        said = raw("decisions_decision")
        assert str(decision.pk) in said
        assert WORDS[2] not in said
    with acting(world[WHO]):
        word = Accord.objects.get(kind="safety")
        assert (word.language, word.interpreter) == WORDS[:2]
        said = raw("people_accord") + raw("dossiers_parcours")
        assert str(word.pk) in said
        assert not [one for one in WORDS if one in said]


def test_m4_a_notification_says_its_language_to_whom_it_is_open_alone(world: World) -> None:
    decision = signed(world, opined(world), **GRANT)
    told(world, decision, WHO, "person", "by_hand", language=WORDS[3], interpreter=WORDS[4])
    with acting(world["delegate:33"]):
        row = Notification.objects.get()
        assert (row.language, row.interpreter) == WORDS[3:]
        said = raw("decisions_notification")
        assert str(row.pk) in said
        assert not [one for one in WORDS if one in said]
    with acting(world["delegate:75"]):
        assert not Notification.objects.exists()
        assert not Parcours.objects.exists()
