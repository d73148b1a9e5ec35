"""Raw writing as rivage_app, inside the perimeter of somebody who has an account: what the database itself refuses."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.utils import DatabaseError, ProgrammingError

from rivage.commissions.models import Seance
from rivage.core import clock
from rivage.core.perimeter import perimeter
from rivage.demo.applications import open_accounts
from rivage.dossiers.models import Demande, Parcours, Period
from rivage.people.models import Identity, Person
from rivage.vault import keys
from rivage.vault.models import PersonKey
from tests.dossiers.path import deposited, new_demande, new_person
from tests.stories import after
from tests.world import PASSWORD, World, acting

MAY_DELETE = {
    "dossiers_planaction",
    "dossiers_notedraft",
    "dossiers_piece",
    "people_accompaniment",
    "people_accord",
    "people_child",
    "people_contact",
    "people_correspondence",
    "people_accordcorrection",
    "people_exclusion",
    "people_identity",
    "people_relaycorrection",
    "pieces_filesegment",
    "pieces_piecefile",
}


def run(sql: str, *values: Any) -> int:
    """Rows touched, in a savepoint so that a refusal leaves the rest of the test alive."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return cursor.rowcount


def refusal(sql: str, *values: Any) -> str:
    """What the database answers, which must be a refusal."""
    with pytest.raises(DatabaseError) as caught:
        run(sql, *values)
    return str(caught.value).split("\n")[0]


ACCORD = (
    "INSERT INTO people_accord (id, created_at, person_id, antenne_id, kind, given_on, language, interpreter)"
    " VALUES (gen_random_uuid(), now(), %s, %s, 'parcours', '2026-01-01', 'x', '')"
)


@pytest.mark.django_db
def test_01_no_row_about_a_person_of_another_antenne(world: World) -> None:
    person = after(world, new_person)
    with acting(world["lead:amarres33"]) as other:
        known = refusal(ACCORD, person.pk, other.body_id)
        assert "refusée" in known
        assert refusal(ACCORD, uuid4(), other.body_id) == known
    with acting(world["lead:estuaire33"]) as own:
        assert run(ACCORD, person.pk, own.body_id) == 1


@pytest.mark.django_db
def test_02_a_row_never_changes_person_nor_antenne(world: World) -> None:
    person, other = after(world, new_person), new_person(world, name="Lina Marée")
    with acting(world["lead:estuaire33"]):
        run("DELETE FROM people_correspondence WHERE person_id = %s", other.pk)
        assert "refusée" in refusal(
            "UPDATE people_correspondence SET person_id = %s WHERE person_id = %s", other.pk, person.pk
        )
        antenne = world.bodies["estuaire75"].pk
        assert "refusée" in refusal("UPDATE people_person SET antenne_id = %s WHERE id = %s", antenne, person.pk)
        assert "refusée" in refusal("UPDATE people_person SET departement = '75' WHERE id = %s", person.pk)
        assert "refusée" in refusal("UPDATE people_person SET reference = 'R-AAAAAA' WHERE id = %s", person.pk)
        assert run("UPDATE people_person SET age_band = '45-54' WHERE id = %s", person.pk) == 1


@pytest.mark.django_db
def test_03_a_row_points_to_nothing_hidden_and_tells_nothing(world: World) -> None:
    theirs = after(world, new_demande, "referent:amarres33")
    mine = new_demande(world)
    sql = (
        "INSERT INTO dossiers_residence (id, created_at, person_id, antenne_id, demande_id, papers)"
        " VALUES (gen_random_uuid(), now(), %s, %s, %s, '')"
    )
    second = new_person(world, name="Thuy Lagon")
    with acting(world["lead:estuaire33"]) as own:
        hidden = refusal(sql, mine.person_id, own.body_id, theirs.pk)
        assert refusal(sql, mine.person_id, own.body_id, uuid4()) == hidden
        assert "refusée" in hidden
        assert "refusée" in refusal(sql, second.pk, own.body_id, mine.pk)
        assert run(sql, mine.person_id, own.body_id, mine.pk) == 1


@pytest.mark.django_db
def test_04_a_reader_deletes_nothing(world: World) -> None:
    demande = after(world, deposited)
    with acting(world["delegate:33"]):
        for table in ("dossiers_piece", "dossiers_planaction", "people_identity"):
            assert run(f"SELECT 1 FROM {table} WHERE person_id = %s", demande.person_id), table
            assert run(f"DELETE FROM {table} WHERE person_id = %s", demande.person_id) == 0, table


@pytest.mark.django_db
def test_05_deleting_is_granted_where_a_verb_needs_it_and_nowhere_else(world: World) -> None:
    labels = tuple(app.label for app in apps.get_app_configs() if app.name.startswith("rivage."))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND split_part(relname, '_', 1) = ANY (%s) AND has_table_privilege('rivage_app', oid, 'DELETE')",
            [list(labels)],
        )
        assert {name for (name,) in cursor.fetchall()} == MAY_DELETE


@pytest.mark.django_db
def test_06_no_key_is_added_changed_or_moved_by_another(world: World) -> None:
    person = after(world, new_person)
    sql = (
        "INSERT INTO vault_personkey (id, created_at, person_id, antenne_id, kind, body_id, wrapped)"
        " VALUES (gen_random_uuid(), now(), %s, %s, %s, %s, '')"
    )
    with acting(world["lead:amarres33"]) as other:
        assert "refusée" in refusal(sql, person.pk, other.body_id, "shared", other.body_id)
    with acting(world["lead:estuaire33"]) as own:
        assert "refusée" in refusal(sql, person.pk, own.body_id, "private", world.bodies["pref33"].pk)
        assert "refusée" in refusal(sql, person.pk, own.body_id, "shared", world.bodies["amarres33"].pk)
        assert "permission denied" in refusal(
            "UPDATE vault_personkey SET wrapped = '' WHERE person_id = %s", person.pk
        )
        keys.open_to(person.pk, person.antenne_id, world.bodies["pref33"].pk)
        assert PersonKey.objects.filter(person_id=person.pk).count() == 3


@pytest.mark.django_db
def test_07_who_only_reads_the_procedure_writes_none_of_it(world: World) -> None:
    demande = after(world, deposited)
    with acting(world["delegate:33"]):
        seance = Seance.objects.create(departement="33", at=clock.now(), place="Salle des cartes")
        assert run("UPDATE dossiers_demande SET competence = 'x' WHERE id = %s", demande.pk) == 1
    with acting(world["lead:estuaire33"]):
        assert run("SELECT 1 FROM commissions_seance WHERE id = %s", seance.pk) == 1
        assert "row-level security" in refusal("UPDATE commissions_seance SET place = 'x' WHERE id = %s", seance.pk)
        for step in ("complete", "opined", "decided"):
            assert "refusée" in refusal("UPDATE dossiers_demande SET step = %s WHERE id = %s", step, demande.pk), step


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["seat", "desk", "payer"])
def test_08_seats_desk_and_payer_move_no_demande_and_write_no_decision(world: World, role: str) -> None:
    demande = after(world, deposited)
    delegate = world["delegate:33"]
    with acting(delegate):
        parcours = Parcours.objects.get(person=demande.person_id)
    with perimeter(replace(delegate.perimeter(), role=role)), transaction.atomic():
        assert "row-level security" in refusal(
            "UPDATE dossiers_demande SET competence = 'x' WHERE id = %s", demande.pk
        )
        assert "row-level security" in refusal(
            "INSERT INTO decisions_decision (id, created_at, person_id, antenne_id, demande_id, departement,"
            " authority, court, sense, step, motives, motives_kept, reasons,"
            " signed_name, recorded_by_id, source, version)"
            " VALUES (gen_random_uuid(), now(), %s, %s, %s, '33', 'prefet', '', 'refuse', 'draft', '{}', '', '', '',"
            " %s, 'own_desk', 0)",
            demande.person_id, demande.antenne_id, demande.pk, delegate.pk,
        )  # fmt: skip
        assert "row-level security" in refusal(PERIOD, demande.person_id, demande.antenne_id, parcours.pk)


PERIOD = (
    "INSERT INTO dossiers_period (id, created_at, person_id, antenne_id, parcours_id, run, n, starts, months, ends,"
    " decision_id) VALUES (gen_random_uuid(), now(), %s, %s, %s, 1, 1, '2026-01-01', 6, '2026-07-01',"
    " gen_random_uuid())"
)


@pytest.mark.django_db
def test_09_an_antenne_grants_itself_no_month(world: World) -> None:
    demande = after(world, deposited)
    with acting(world["lead:estuaire33"]):
        parcours = Parcours.objects.get(person=demande.person_id)
        assert "refusée" in refusal(PERIOD, demande.person_id, demande.antenne_id, parcours.pk)
    with acting(world["delegate:33"]):
        assert run(PERIOD, demande.person_id, demande.antenne_id, parcours.pk) == 1
    with acting(world["lead:estuaire33"]):
        period = Period.objects.get(parcours=parcours)
        assert "ne se modifie plus" in refusal(
            "UPDATE dossiers_period SET ends = '2027-01-01' WHERE id = %s", period.pk
        )
        assert run("UPDATE dossiers_period SET ended_on = '2026-03-01' WHERE id = %s", period.pk) == 1


@pytest.mark.django_db
def test_10_nobody_writes_the_trace_in_anothers_name(world: World) -> None:
    sql = (
        "INSERT INTO audit_event (id, created_at, at, kind, user_id, membership_id, role, departement, people,"
        " antennes, details) VALUES (gen_random_uuid(), now(), now(), 'read', %s, %s, %s, '', '{}', '{}', '{}')"
    )
    other = world["delegate:33"]
    about = sql.replace("'', '{}', '{}', '{}'", "'', '{}', ARRAY[gen_random_uuid()], '{}'")
    assert "row-level security" in refusal(about, None, None, ""), "in nobody's name, of no antenne"
    with acting(world["lead:estuaire33"]) as own:
        assert "row-level security" in refusal(sql, other.user_id, other.pk, "delegate")
        assert "row-level security" in refusal(sql, own.user_id, own.pk, "delegate")
        assert "row-level security" in refusal(sql, None, None, "")
        assert run(sql, own.user_id, own.pk, "lead") == 1
        for column in ("created_at", "at"):
            for never in ("'infinity'", "'-infinity'", "'20000-01-01'"):
                values = {"created_at": "now()", "at": "now()"} | {column: never}
                spoiled = sql.replace("now(), now()", ", ".join(values.values()))
                assert "aucun calendrier" in refusal(spoiled, own.user_id, own.pk, "lead"), never
        assert "permission denied" in refusal(
            "INSERT INTO audit_seal (n, at, count, previous, hmac) VALUES (1, now(), 0, '', '')"
        )


@pytest.mark.django_db
def test_11_a_membership_reaches_no_further_than_it_was_proposed(world: World) -> None:
    chair, secretary = world["chair:33"], world["secretary:33"]
    with acting(chair):
        for change in (
            "role = 'delegate'",
            "departements = '{75}'",
            "ends = ends + interval '1 day'",
            "user_id = NULL",
        ):
            answer = refusal(f"UPDATE accounts_membership SET {change} WHERE id = %s", secretary.pk)
            assert "refusée" in answer, change
    insert = (
        "INSERT INTO accounts_membership (id, created_at, user_id, body_id, role, departements, starts, ends,"
        " interim_act, quality, proposed_by_id, confirmed_by_id, confirmed_at)"
        " VALUES (gen_random_uuid(), now(), %s, %s, 'delegate', %s, now(), now() + interval '1 day', '', '', %s,"
        " %s, %s)"
    )
    admin = world.admins[0]
    with acting(admin):
        elsewhere = [secretary.user_id, secretary.body_id, ["75"], admin.user_id, None, None]
        assert "refusée" in refusal(insert, *elsewhere)
        confirmed = [secretary.user_id, secretary.body_id, ["33"], admin.user_id, chair.user_id, clock.now()]
        assert "refusée" in refusal(insert, *confirmed)
        assert run(insert, secretary.user_id, secretary.body_id, ["33"], admin.user_id, None, None) == 1
    open_accounts(PASSWORD)
    confirm = (
        "UPDATE accounts_membership SET confirmed_by_id = %s, confirmed_at = now(), known_by = 'met'"
        " WHERE confirmed_by_id IS NULL"
    )
    with acting(world["lead:estuaire33"]) as lead:
        assert "refusée" in refusal(confirm, lead.user_id)
        assert "refusée" in refusal(confirm, chair.user_id)
    with acting(chair):
        assert run(confirm, chair.user_id) == 1


@pytest.mark.django_db
def test_12_a_body_keeps_its_nature_and_its_place(world: World) -> None:
    pref = world.bodies["pref33"].pk
    with acting(world["delegate:75"]):
        assert "refusé" in refusal("UPDATE accounts_body SET address = 'x' WHERE id = %s", pref)
    with acting(world.admins[0]):
        assert "refusé" in refusal("UPDATE accounts_body SET departement = '2A' WHERE id = %s", pref)
        assert run("UPDATE accounts_body SET address = 'x' WHERE id = %s", pref) == 1


@pytest.mark.django_db
def test_13_an_encrypted_field_is_not_written_in_bulk(world: World) -> None:
    person = after(world, new_person)
    with acting(world["lead:estuaire33"]):
        identity = Identity.objects.get(person=person)
        with pytest.raises(TypeError, match="encrypted"), transaction.atomic():
            Identity.objects.update(nationality="x")
        with pytest.raises(TypeError, match="encrypted"), transaction.atomic():
            Identity.objects.filter(nationality="x").exists()
        identity.nationality = "x"
        with pytest.raises(TypeError, match="encrypted"), transaction.atomic():
            Identity.objects.bulk_update([identity], ["nationality"])
        stored = Identity.objects.values_list("name_in_use", flat=True).get(person=person)
        assert b"Corail" not in bytes(stored)


@pytest.mark.django_db
def test_14_a_length_tells_nothing_of_a_short_value(world: World) -> None:
    people = [
        new_person(world, name=name, zone=zone) for name, zone in (("Awa", "french"), ("Lina Marée", "european"))
    ]
    with acting(world["lead:estuaire33"]), connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT octet_length(zone), octet_length(name_in_use) FROM people_identity")
        assert len(cursor.fetchall()) == 1
        found = {Identity.objects.get(person=person).zone for person in people}
        assert found == {"french", "european"}
        long = Identity.objects.get(person=people[0])
        for text in ("", "À", "€" * 21, "x" * 63, "x" * 64, "fin\x80"):
            long.never, long.name_in_use = text, text
            long.save()
            assert Identity.objects.get(person=people[0]).name_in_use == text


@pytest.mark.django_db
def test_15_a_person_is_created_in_her_antennes_own_place(world: World) -> None:
    with acting(world["lead:estuaire33"]) as own:
        with pytest.raises(ProgrammingError, match="refusée"), transaction.atomic():
            Person(antenne_id=own.body_id, departement="75").save(force_insert=True)
        with pytest.raises(ProgrammingError), transaction.atomic():
            Person(antenne=world.bodies["amarres33"], departement="33").save(force_insert=True)
        assert not Demande.objects.exists()
