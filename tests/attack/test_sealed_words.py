"""M4, f: language, interpreter, court and where months are known from are read by no SQL, even with a live session."""

import pytest
from django.db import connection

from rivage.core.refusal import Refused
from rivage.decisions.models import Decision, Notification, Observations
from rivage.dossiers.models import Parcours
from rivage.people import actions as people
from rivage.people.models import Accord
from tests.decisions.path import GRANT, drafted, opined, signed, told
from tests.rights.permit.path import with_desk
from tests.world import World, acting

WHO = "referent:estuaire33"
WORDS = ("edo", "personne de son choix", "TA inventé, n° 7", "pidgin", "interprète par téléphone")

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


def test_what_she_says_before_a_decision_is_read_by_who_takes_it_alone(world: World) -> None:
    with_desk(world)
    demande = opined(world)
    with acting(world["delegate:33"]) as actor:
        invited = {"invited_on": world.today, "until": world.today, "recorded_by": actor}
        Observations.beside(demande.person, demande_id=demande.pk, **invited).save(force_insert=True)
    decision = signed(world, demande, **GRANT)
    told(world, decision, WHO, "person", "by_hand", language="français")
    told(world, decision, "delegate:33", "association", "secure")
    for who in (WHO, "delegate:33", "desk:33"):
        with acting(world[who]):
            assert Decision.objects.exists(), who
            assert Observations.objects.exists() == (who != "desk:33"), who


@pytest.mark.parametrize("said", [{"language": "Zoé Invitée"}, {"language": "edo", "interpreter": "Zoé Invitée"}])
def test_nobody_s_name_stands_for_a_language_or_an_interpreter(world: World, said: dict[str, str]) -> None:
    decision = signed(world, opined(world), **GRANT)
    with pytest.raises(Refused, match="parmi ce qui est proposé"):
        told(world, decision, WHO, "person", "by_hand", **said)
    with acting(world[WHO]) as actor:
        common = {"actor": actor, "on": world.today, "person": decision.person, "given_on": world.today}
        with pytest.raises(Refused, match="parmi ce qui est proposé"):
            people.give_accord(kind="safety", **common, **said)
