"""From one antenne to another: who guesses, who comes twice, who stays behind, who writes SQL."""

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.test import Client

from rivage.audit import sealing, verification
from rivage.audit.models import Event
from rivage.core import clock
from rivage.core.perimeter import Perimeter, perimeter
from rivage.core.refusal import Refused
from rivage.dossiers import actions as dossiers
from rivage.people import actions as people
from rivage.people.models import Person, Share, Transfer
from rivage.people.models.base import PersonRow
from rivage.vault import erasures, handover
from rivage.vault.fields import EncryptedField
from rivage.vault.models import PersonKey
from tests.attack.test_writing import run
from tests.decisions.path import opined, signed
from tests.dossiers.path import deposited, new_person
from tests.people.moving import moved, offered, welcomed
from tests.stories import after
from tests.world import World, acting, away

ORIGIN = ("lead:estuaire33", "referent:estuaire33", "other:estuaire33")
NEAR, FAR = "referent:amarres33", "referent:estuaire75"
ZERO = "0" * 8 + "-0000-0000-0000-" + "0" * 12


def nominative() -> list[type[Any]]:
    return [Person, PersonKey, Share, *(model for model in apps.get_models() if issubclass(model, PersonRow))]


def of_her(model: type[Any], person: Person) -> Any:
    return model.objects.filter(**{"pk" if model is Person else "person_id": person.pk})


def full(world: World) -> Person:
    """A path authorised, with a note, its openings to délégation and signatory."""
    demande = opined(world)
    with acting(world["referent:estuaire33"]) as actor:
        dossiers.add_note(actor=actor, on=world.today, person=demande.person, text="Un rendez-vous manqué.")
    signed(world, demande, sense="authorise", months=6)
    return demande.person


@pytest.mark.django_db
@pytest.mark.parametrize("to", [NEAR, FAR])
def test_move_01_the_origin_reads_nothing_more_in_any_table(world: World, to: str) -> None:
    person = full(world)
    there = {}
    with acting(world["lead:estuaire33"]):
        there = {model: of_her(model, person).count() for model in nominative()}
    assert sum(bool(n) for n in there.values()) > 12
    moved(world, person, to, with_notes=True)
    for who in ORIGIN:
        with acting(world[who]) as left:
            for model in nominative():
                assert not of_her(model, person).exists(), (who, model)
            rows = list(Transfer.objects.visible_to(left).values())
            seen = [person.reference] if who != "other:estuaire33" else []
            assert [row["reference"] for row in rows] == seen, who
            assert str(world[to].body_id) not in str(rows)
    with acting(world[to]):
        for model, n in there.items():
            if model not in (Share, PersonKey):
                assert of_her(model, person).count() >= n, model


@pytest.mark.django_db
def test_move_02_every_encrypted_value_opens_after_the_move(world: World) -> None:
    person = full(world)
    moved(world, person, FAR, with_notes=True)
    seen = 0
    with acting(world[FAR]):
        for model in nominative():
            columns = [one.name for one in model._meta.concrete_fields if isinstance(one, EncryptedField)]
            for row in of_her(model, person) if columns else ():
                seen += sum(isinstance(getattr(row, name), str) for name in columns)
    assert seen > 20


@pytest.mark.django_db
@pytest.mark.parametrize("to", [NEAR, FAR])
def test_move_03_nothing_the_origin_may_read_names_where_she_is(world: World, to: str) -> None:
    person = full(world)
    moved(world, person, to)
    here = world[to]
    named = {str(here.pk), str(here.body_id), str(here.user_id)}
    for who in (*ORIGIN, *(("delegate:33", "secretary:33", "signatory:33") if to == FAR else ())):
        with acting(world[who]):
            for table in ("audit_event", "people_share", "people_transfer", "vault_personkey"):
                with connection.cursor() as cursor:
                    cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} t WHERE to_jsonb(t)::text LIKE %s",
                                   [f"%{person.pk}%"])  # fmt: skip
                    said = " ".join(text for (text,) in cursor.fetchall())
                assert not {name for name in named if name in said}, (who, table)


@pytest.mark.django_db
def test_move_04_the_trace_says_it_on_both_sides(world: World) -> None:
    person = after(world, new_person)
    moved(world, person, FAR)
    with acting(world["lead:estuaire33"]) as left:
        event = Event.objects.visible_to(left).get(kind="suivi_closed")
        assert (event.user_id, event.membership_id, event.role, event.departement) == (None, None, "system", "33")
        assert not Event.objects.visible_to(left).filter(kind="person_welcomed").exists()
    with acting(world["lead:estuaire75"]) as here:
        assert Event.objects.visible_to(here).get(kind="person_welcomed").user_id == world[FAR].user_id


@pytest.mark.django_db
def test_move_05_whoever_guesses_learns_nothing_and_is_stopped(world: World) -> None:
    code = offered(world, after(world, new_person))
    with acting(world[NEAR]) as actor:
        tries = ["", "x", "A" * 19, handover.draw(), code[:-1] + ("3" if code[-1] != "3" else "4")]
        for typed in tries:
            assert people.look_at_transfer(actor=actor, on=world.today, code=typed) is None
            assert dossiers.welcome(actor=actor, on=world.today, code=typed) is None
        with pytest.raises(Refused, match="trop de codes inexacts"):
            people.look_at_transfer(actor=actor, on=world.today, code=code)
    with acting(world["lead:amarres33"]) as colleague, pytest.raises(Refused, match="trop de codes inexacts"):
        dossiers.welcome(actor=colleague, on=world.today, code=code)
    assert welcomed(world, code, FAR), "another antenne is not stopped by it"


@pytest.mark.django_db
def test_move_06_the_code_opens_nothing_to_its_own_antenne_nor_to_the_state(world: World) -> None:
    code = offered(world, after(world, new_person))
    for who in ("lead:estuaire33", "referent:estuaire33"):
        assert welcomed(world, code, who) is None
    for who in ("delegate:33", "delegate:75", "chair:33", "signatory:33"):
        with pytest.raises(Refused, match="Seule une association"):
            welcomed(world, code, who)


def accept_by_hand(world: World, who: Perimeter, digest: bytes) -> None:
    with perimeter(who), transaction.atomic():
        run("SELECT * FROM people_transfer_accept(%s, %s, %s)", digest, b"cle", b"cle")


@pytest.mark.django_db
def test_move_07_sql_without_the_code_moves_nothing(world: World) -> None:
    person = after(world, new_person)
    code = offered(world, person)
    opener = handover.opener(code)
    assert opener is not None
    near = world[NEAR].perimeter()
    for digest in (b"", bytes(32), opener.secret):
        with pytest.raises(ProgrammingError, match="accueil refusé"):
            accept_by_hand(world, near, digest)
    wrong = [
        Perimeter(role="delegate", bodies=near.bodies),
        Perimeter(role="lead", bodies=(world.bodies["pref33"].pk,)),
        Perimeter(role="lead", bodies=(world.bodies["estuaire33"].pk,)),
        Perimeter(role="lead", bodies=(world.bodies["amarres33"].pk, world.bodies["estuaire75"].pk)),
        Perimeter(role="lead"),
    ]
    for who in wrong:
        with pytest.raises(ProgrammingError, match="accueil refusé"):
            accept_by_hand(world, who, opener.digest)
    with clock.at(away(31)), pytest.raises(ProgrammingError, match="accueil refusé"):
        accept_by_hand(world, world[NEAR].perimeter(), opener.digest)
    with acting(world["lead:estuaire33"]):
        assert Person.objects.get().antenne_id == world.bodies["estuaire33"].pk


@pytest.mark.django_db
def test_move_08_nobody_reads_the_keys_on_their_way(world: World) -> None:
    offered(world, after(world, new_person))
    for who in ("lead:estuaire33", NEAR, FAR, "delegate:33"):
        with acting(world[who]):
            for sql in (
                "SELECT digest FROM people_transferkey",
                "DELETE FROM people_transferkey",
                "UPDATE people_transferkey SET digest = ''",
                "SELECT * FROM people_transfer_of(''::bytea)",
                "UPDATE people_transfer SET ends = now()",
                "UPDATE people_transfer SET closed_at = now()",
            ):
                with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                    run(sql)


@pytest.mark.django_db
def test_move_09_no_statement_of_the_application_moves_a_row(world: World) -> None:
    person = after(world, deposited).person
    there = world.bodies["amarres33"].pk
    both = Perimeter(role="lead", bodies=(world.bodies["estuaire33"].pk, there))
    with perimeter(both), transaction.atomic():
        for table in ("people_person", "people_identity", "dossiers_demande", "dossiers_account"):
            with pytest.raises(ProgrammingError, match="refusée"), transaction.atomic():
                run(f"UPDATE {table} SET antenne_id = %s", there)
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            run("UPDATE people_share SET antenne_id = %s", there)
        assert Person.objects.get().pk == person.pk


@pytest.mark.django_db
def test_move_10_nobody_offers_the_person_of_another(world: World) -> None:
    person = after(world, new_person)
    sql = (
        "INSERT INTO people_transfer (id, created_at, person_id, antenne_id, departement, reference, with_notes,"
        " offered_by_id, offered_at, ends, was_open) VALUES"
        f" ('{ZERO}', now(), %s, %s, '33', %s, false, %s, now(), now() + interval '9 days', false)"
    )
    for who, antenne in ((NEAR, "amarres33"), (NEAR, "estuaire33"), ("delegate:33", "estuaire33")):
        with acting(world[who]) as actor, pytest.raises(ProgrammingError), transaction.atomic():
            run(sql, person.pk, world.bodies[antenne].pk, person.reference, actor.pk)
    with acting(world["referent:estuaire33"]) as actor:
        run(sql, person.pk, actor.body_id, person.reference, actor.pk)


@pytest.mark.django_db
def test_move_11_the_pages_of_who_left_answer_like_unknown_ones(world: World) -> None:
    person = after(world, deposited).person
    moved(world, person, FAR)
    for who in ("lead:estuaire33", "referent:estuaire33", "delegate:33"):
        membership = world[who]
        client = Client(raise_request_exception=False)
        client.force_login(membership.user)
        answer = client.get(f"/m/{membership.pk}/personnes/{person.pk}/")
        assert answer.status_code == 404, who
        assert person.reference not in answer.content.decode()


@pytest.mark.django_db
def test_move_12_erased_after_a_move_means_erased_in_the_backups_of_before(world: World) -> None:
    person = after(world, new_person)
    moved(world, person, "lead:estuaire75")
    with acting(world["lead:estuaire75"]) as lead:
        people.erase_person(actor=lead, on=world.today, person=Person.objects.get())
    from_register = {(row.person, row.antenne) for row in erasures.read()}
    for antenne in ("estuaire33", "estuaire75"):
        assert (person.pk, world.bodies[antenne].pk) in from_register


@pytest.mark.django_db(transaction=True)
def test_move_13_the_trace_is_whole_after_a_move(world: World, settings: Any, tmp_path: Path) -> None:
    settings.RIVAGE_ANCHORS = tmp_path
    moved(world, after(world, deposited).person, FAR)
    assert sealing.seal() > 0
    assert verification.verify().faults == []
