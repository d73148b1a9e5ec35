"""The rules of rows: each app names its own tables and those to its left, and a migrate changes what differs alone."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models, transaction

from rivage.config import rowscli
from rivage.config.settings.base import HOUSE_APPS
from rivage.core.db import emitter
from rivage.core.db.rules import RowsError, by_hand, statements
from rivage.core.models import Row
from rivage.core.perimeter import perimeter
from tests.database import role
from tests.world import World

DOCS = Path(__file__).parents[2] / "docs"
LABELS = [name.removeprefix("rivage.") for name in HOUSE_APPS]
TABLE = re.compile(rf"\b({'|'.join(LABELS)})_[a-z_]+\b")


@pytest.fixture
def owner(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """A cursor of the owner, in a transaction that is given up."""
    with django_db_blocker.unblock(), role("rivage_owner"), transaction.atomic(), connection.cursor() as cursor:
        yield cursor
        transaction.set_rollback(True)


def to_the_right(app: str, text: str) -> list[str]:
    """What a rows.sql names that stands to the right of its app."""
    known = LABELS[: LABELS.index(app) + 1]
    bare = re.sub(r"--[^\n]*", "", text)
    return sorted({found[0] for found in TABLE.finditer(bare) if found[1] not in known})


def test_a_rows_sql_names_only_what_stands_left_of_its_app() -> None:
    named = {
        path: to_the_right(Path(app.path).name, path.read_text())
        for app in emitter.house()
        for path in emitter.hand_written(app)
    }
    assert {path: names for path, names in named.items() if names} == {}
    assert to_the_right("people", "SELECT dossiers_note; -- rights_alert") == ["dossiers_note"]


def test_nothing_is_done_to_a_database_that_is_as_declared(owner: Any) -> None:
    assert emitter.apply() == []
    owner.execute(
        "SELECT relation::regclass::text, mode FROM pg_locks JOIN pg_class c ON c.oid = relation"
        " WHERE pid = pg_backend_pid() AND relnamespace = 'public'::regnamespace AND mode <> 'AccessShareLock'"
    )
    assert owner.fetchall() == []


@pytest.mark.usefixtures("django_db_setup")
def test_a_migrate_that_changes_nothing_waits_for_nobody(django_db_blocker: Any) -> None:
    """While others hold every table against whatever is not a mere reading, longer than anybody waits for a lock."""
    with django_db_blocker.unblock(), role("rivage_owner"), connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(tablename, ', ') FROM pg_tables WHERE schemaname = 'public'")
        with psycopg.connect(**connection.get_connection_params()) as others:
            others.execute(f"LOCK TABLE {cursor.fetchone()[0]} IN EXCLUSIVE MODE")
            call_command("prepare_database", verbosity=0)


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("DROP POLICY declared_app ON people_child", "policy declared_app people_child"),
        ("ALTER POLICY declared_app ON people_child USING (true)", "policy declared_app people_child"),
        ("CREATE POLICY wide ON people_child USING (true)", "- policy wide people_child"),
        ("DROP TRIGGER declared_moving ON decisions_notification", "trigger declared_moving decisions_notification"),
        ("ALTER TABLE decisions_notification DISABLE TRIGGER declared_moving", "trigger declared_moving"),
        ("GRANT DELETE ON rights_apsfact TO rivage_app", "table  rights_apsfact"),
        ("GRANT SELECT (name_in_use) ON people_identity TO rivage_facts", "table  people_identity"),
        ("ALTER TABLE people_child NO FORCE ROW LEVEL SECURITY", "table  people_child"),
        ("GRANT EXECUTE ON FUNCTION people_transfer_of(bytea) TO rivage_app", "function people_transfer_of"),
        (
            "CREATE OR REPLACE FUNCTION rivage_bodies() RETURNS uuid[] LANGUAGE sql AS 'SELECT NULL::uuid[]'",
            "function rivage_bodies",
        ),
        ("CREATE FUNCTION people_door() RETURNS int LANGUAGE sql AS 'SELECT 1'", "- function people_door"),
        ("CREATE FUNCTION rivage_now(int) RETURNS int LANGUAGE sql AS 'SELECT 1'", "function rivage_now"),
    ],
)
def test_what_was_changed_by_hand_is_made_anew_and_nothing_else(owner: Any, broken: str, said: str) -> None:
    before = catalogue(owner)
    owner.execute(broken)
    assert catalogue(owner) != before
    changed = emitter.apply()
    assert len(changed) == 1
    assert changed[0].startswith(said)
    assert catalogue(owner) == before
    assert emitter.apply() == []


def catalogue(cursor: Any) -> list[tuple[Any, ...]]:
    """What the catalogue says of ours, without the numbers that a new object takes."""
    cursor.execute(emitter.CATALOGUE, {"labels": ["rivage", *LABELS]})
    return sorted((kind, on, name, digest) for kind, on, name, _oid, digest, _comment in cursor.fetchall())


def test_what_a_model_no_longer_declares_goes(owner: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apps.get_model("decisions", "Notification"), "MOVING", None)
    instead = "trigger declared_when_once decisions_notification"
    assert emitter.apply() == [instead, "- trigger declared_moving decisions_notification"]


def test_the_listing_is_what_the_models_declare(capsys: pytest.CaptureFixture[str]) -> None:
    """Written by `rivage rows --listing > docs/rows.sql`."""
    rowscli.show(None, listing=True)
    assert capsys.readouterr().out == (DOCS / "rows.sql").read_text(encoding="utf-8")


def about_her() -> list[type[models.Model]]:
    """Every model of a table that names a person accompanied."""
    named = ("person", "person_id", "people", "transfer")
    ours = [model for app in emitter.house() for model in app.get_models()]
    return [
        model
        for model in ours
        if model._meta.label == "people.Person" or any(field.name in named for field in model._meta.concrete_fields)
    ]


def test_a_table_about_a_person_says_how_long_it_is_kept() -> None:
    found = about_her()
    assert len(found) > 45
    assert [model._meta.label for model in found if not getattr(model, "RETENTION", ())] == []


def test_each_retention_line_is_one_of_the_document() -> None:
    document = (DOCS / "data-protection.md").read_text(encoding="utf-8")
    lines = {line for model in about_her() if issubclass(model, Row) for line in model.RETENTION}
    assert len(lines) >= 7
    for line in lines:
        assert re.search(
            rf"^\| {re.escape(line.part)} \|[^|]*\|[^|]*\| {re.escape(line.active)} \| {re.escape(line.then)} \|$",
            document,
            re.MULTILINE,
        ), line.part


# Tables about a person that only the owner's functions read.
UNREAD = ("people.TransferKey", "people.Aside")


@pytest.mark.django_db
def test_the_readers_of_the_context_are_put_in_place_of_their_call(world: World) -> None:
    """A reader that is called, once a row or with a plan of its own, would cost every query of every page."""
    tables = [model._meta.db_table for model in about_her() if model._meta.label not in UNREAD]
    with perimeter(world["delegate:33"].perimeter()), connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'EXPLAIN (VERBOSE) SELECT count(*) FROM "{table}"')
            plan = "\n".join(line for (line,) in cursor.fetchall())
            assert "current_setting" in plan, table
            called = set(re.findall(r"rivage_\w+", plan.replace("rivage_facts", "")))
            assert called == {"rivage_in"}, (table, plan)


def test_what_makes_no_object_is_said() -> None:
    assert list(statements("-- a; b\nSELECT $$;$$ ; SELECT ';' -- c\n;")) == ["SELECT $$;$$ ;", "SELECT ';' \n;"]
    for text in ("SELECT 1;", "DROP POLICY app ON people_child;", "GRANT SELECT ON a, b TO rivage_app;", "CREATE"):
        with pytest.raises(RowsError):
            by_hand(text)
