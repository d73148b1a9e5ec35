import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from rivage.config import checks
from rivage.config.server import EmbeddedServer
from rivage.config.state import Trouble
from tests.database import role, set_durable

DATABASE = str(settings.DATABASES["default"]["NAME"])


@contextmanager
def changed(server: EmbeddedServer, sql: str, back: str) -> Iterator[None]:
    """The database, spoilt by its superuser for the length of the block."""
    server.psql(sql, database=DATABASE)
    try:
        yield
    finally:
        server.psql(back, database=DATABASE)


@contextmanager
def granted(sql: str) -> Iterator[None]:
    """Roles, spoilt by the superuser where nobody else sees it: they are of the whole server, not of one database, and
    the tests of another worker run there.
    """
    with role("postgres"), transaction.atomic():
        connection.cursor().execute(sql)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def durable(embedded_server: EmbeddedServer) -> Iterator[None]:
    """The server of the tests as one that people write in: committed is on the disk."""
    set_durable(embedded_server, True)
    while "off" in embedded_server.psql("SHOW fsync; SHOW full_page_writes; SHOW synchronous_commit"):
        time.sleep(0.02)
    yield
    set_durable(embedded_server, False)


@pytest.mark.usefixtures("durable")
@pytest.mark.django_db
def test_a_sound_installation_has_nothing_to_say() -> None:
    assert checks.troubles() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("ALTER ROLE rivage_app BYPASSRLS", "rivage_app a rolbypassrls"),
        ("GRANT rivage_owner TO rivage_app", "a reçu le rôle rivage_owner"),
        ("CREATE TABLE mine (); ALTER TABLE mine OWNER TO rivage_app", "mine appartient"),
    ],
)
def test_a_role_with_too_much_power_is_refused(sql: str, sentence: str) -> None:
    with granted(sql):
        assert sentence in " ".join(checks.roles())
    assert list(checks.roles()) == []


@pytest.mark.django_db(transaction=True)
def test_a_web_that_may_become_the_figures_is_refused(settings: Any) -> None:
    settings.MODE = "production"
    said = " ".join(checks.roles())
    for login in ("rivage_facts", "rivage_door", "rivage_sealer"):
        assert f"rivage_app a reçu le rôle {login}" in said


@pytest.mark.django_db(transaction=True)
def test_a_login_whose_statements_are_seen_is_refused() -> None:
    with granted("ALTER ROLE rivage_door RESET track_activities"):
        assert "ALTER ROLE rivage_door SET track_activities = off" in " ".join(checks.roles())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("login", ["rivage_app", "rivage_facts"])
@pytest.mark.parametrize("said", ["statement_timeout = 1", "search_path = 'pg_temp'", "track_activities = on"])
def test_a_login_that_set_itself_otherwise_is_refused_with_what_to_do(login: str, said: str) -> None:
    name = said.partition(" ")[0]
    with granted(f"ALTER ROLE {login} SET {said}"):
        assert f"ALTER ROLE {login} RESET {name}" in " ".join(checks.roles())
    assert list(checks.roles()) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("sql", "file", "sentence"),
    [
        ("GRANT EXECUTE ON FUNCTION pg_notify(text, text) TO PUBLIC", "database", "rivage_app exécute pg_notify"),
        ("GRANT EXECUTE ON FUNCTION lo_creat(int) TO PUBLIC", "database", "rivage_app exécute lo_creat"),
        ("GRANT EXECUTE ON FUNCTION pg_terminate_backend(int, bigint) TO rivage_door", "database", "rivage_door"),
        ("GRANT CREATE ON SCHEMA public TO PUBLIC", "database", "tous écrivent dans le schéma public"),
        ("GRANT CONNECT ON DATABASE postgres TO PUBLIC", "roles", "tous entrent dans la base postgres"),
        ("ALTER ROLE rivage_owner RESET statement_timeout", "roles", "rivage_owner n’a pas son délai"),
    ],
)
def test_an_installation_that_skipped_a_file_is_refused_with_what_to_do(sql: str, file: str, sentence: str) -> None:
    with granted(sql):
        said = " ".join(checks.installation())
        assert f"config/{file}.sql n’a pas été passé" in said
        assert sentence in said
        assert "superutilisateur" in said
    assert list(checks.installation()) == []


@pytest.mark.django_db
def test_where_anybody_is_said_to_act_nothing_is_served(settings: Any) -> None:
    assert list(checks.rehearsal()) == []
    for settings.MODE in ("demo", "production"):
        assert "schéma rehearsal" in " ".join(checks.rehearsal())


@pytest.mark.django_db
def test_a_shut_table_that_somebody_reads_is_refused(embedded_server: EmbeddedServer) -> None:
    opened, shut = "GRANT SELECT ON {} TO rivage_app", "REVOKE SELECT ON {} FROM rivage_app"
    for table in checks.SHUT_TABLES:
        with changed(embedded_server, opened.format(table), shut.format(table)):
            assert f"{table} est ouverte à rivage_app" in " ".join(checks.row_policies())


@pytest.mark.django_db
def test_a_table_of_ours_without_row_policies_is_refused(embedded_server: EmbeddedServer) -> None:
    bare = "CREATE TABLE core_forgotten (id int)"
    with changed(embedded_server, bare, "DROP TABLE core_forgotten"):
        assert "core_forgotten n’a pas de règles de lignes imposées" in " ".join(checks.row_policies())
        assert "core_forgotten n’a pas de règle de lignes pour rivage_app" in " ".join(checks.row_policies())


@pytest.mark.django_db
def test_a_policy_open_to_every_role_is_refused(embedded_server: EmbeddedServer) -> None:
    opened = (
        "CREATE TABLE core_forgotten (id int); ALTER TABLE core_forgotten ENABLE ROW LEVEL SECURITY;"
        "CREATE POLICY wide ON core_forgotten USING (true)"
    )
    with changed(embedded_server, opened, "DROP TABLE core_forgotten"):
        assert "ouverte à tous les rôles" in " ".join(checks.row_policies())


@pytest.mark.django_db
def test_a_rule_changed_or_added_by_hand_is_refused(embedded_server: EmbeddedServer) -> None:
    assert list(checks.declared_rules()) == []
    wider = "CREATE POLICY door ON people_child FOR SELECT TO rivage_app USING (true)"
    with changed(embedded_server, wider, "DROP POLICY door ON people_child"):
        assert "celles de cette version (0), ou ne sont déclarées nulle part (1)" in " ".join(checks.declared_rules())
    off = "ALTER TABLE people_share DISABLE TRIGGER guard_excluded"
    with changed(embedded_server, off, "ALTER TABLE people_share ENABLE TRIGGER guard_excluded"):
        assert "celles de cette version (1), ou ne sont déclarées nulle part (0)" in " ".join(checks.declared_rules())


@pytest.mark.django_db
def test_figures_may_neither_decrypt_nor_write(embedded_server: EmbeddedServer) -> None:
    opened = "CREATE TABLE core_forgotten (name bytea); GRANT SELECT, INSERT ON core_forgotten TO rivage_facts"
    with changed(embedded_server, opened, "DROP TABLE core_forgotten"):
        said = " ".join(checks.facts_columns())
    assert "peut lire core_forgotten.name" in said
    assert "peut écrire dans core_forgotten" in said


@pytest.mark.django_db
def test_a_server_that_prints_rows_in_its_log_is_refused(embedded_server: EmbeddedServer) -> None:
    grant = "GRANT SET ON PARAMETER log_min_error_statement TO rivage_app"
    with changed(embedded_server, grant, "REVOKE SET ON PARAMETER log_min_error_statement FROM rivage_app"):
        checks.rows("SELECT set_config('log_min_error_statement', 'error', true)")
    assert "log_min_error_statement" in " ".join(checks.server_settings())


@pytest.mark.django_db
def test_a_connection_that_waits_without_end_is_refused() -> None:
    checks.rows("SELECT set_config('lock_timeout', '0', true)")
    assert "lock_timeout" in " ".join(checks.server_settings())


@pytest.mark.parametrize(
    ("version", "sentence"),
    [
        (140025, "n’est pas éprouvé sur PostgreSQL 14"),
        (150019, "il faut 15.20 ou plus"),
        (160015, "il faut 16.16 ou plus"),
        (170011, "il faut 17.12 ou plus"),
        (180006, "il faut 18.7 ou plus"),
        (190000, "n’est pas éprouvé sur PostgreSQL 19"),
    ],
)
def test_a_server_with_known_flaws_is_refused(version: int, sentence: str) -> None:
    assert sentence in " ".join(checks.flaws(version))


@pytest.mark.parametrize("version", [150020, 160016, 170012, 180007, 180008])
def test_a_server_without_known_flaws_is_accepted(version: int) -> None:
    assert list(checks.flaws(version)) == []


@pytest.mark.django_db
def test_production_asks_for_an_updated_server_of_its_own(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "SAFE_FROM", {})
    assert list(checks.server_version()) == []
    settings.MODE = "production"
    said = " ".join(checks.troubles())
    assert "La base est le serveur embarqué" in said
    assert "n’est pas éprouvé sur PostgreSQL" in said


def keys(folder: Path, mode: int = 0o700, file_mode: int = 0o600) -> dict[str, Any]:
    folder.mkdir(parents=True)
    (folder / "root.json").write_text("{}")
    (folder / "root.json").chmod(file_mode)
    folder.chmod(mode)
    return {"STATE": folder.parents[1], "RIVAGE_KEYS": folder, "RIVAGE_ROOT_KEY": folder / "root.json"}


@pytest.mark.parametrize(
    ("place", "mode", "file_mode", "sentence"),
    [
        ("kept/keys", 0o755, 0o600, "ouvert à d’autres que son propriétaire"),
        ("kept/keys", 0o700, 0o640, "root.json est ouvert à d’autres"),
        ("pg/keys", 0o700, 0o600, "dans les données de la base"),
        ("backups/keys", 0o700, 0o600, "dans le dossier des sauvegardes"),
    ],
)
def test_keys_within_reach_are_refused(
    tmp_path: Path,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    mode: int,
    file_mode: int,
    sentence: str,
) -> None:
    monkeypatch.setenv("RIVAGE_BACKUPS", str(tmp_path / "backups"))
    for setting, value in keys(tmp_path / place, mode, file_mode).items():
        setattr(settings, setting, value)
    assert sentence in " ".join(checks.keys_folder())


def test_keys_in_their_place_are_accepted(tmp_path: Path, settings: Any) -> None:
    for setting, value in keys(tmp_path / "kept" / "keys").items():
        setattr(settings, setting, value)
    assert list(checks.keys_folder()) == []


@pytest.mark.django_db
def test_only_the_demo_opens_until_there_is_a_second_factor(settings: Any) -> None:
    settings.MODE = "production"
    with pytest.raises(Trouble, match="verrous de la production"):
        call_command("check_installation")


@pytest.mark.django_db
def test_a_production_process_stops_before_it_serves_with_a_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "troubles", lambda: ["Il manque le second facteur."])
    monkeypatch.setattr(checks, "connection", type("Closed", (), {"close": staticmethod(lambda: None)}))
    checks.refuse_to_serve()
    monkeypatch.setattr(settings, "MODE", "production")
    with pytest.raises(SystemExit, match="Il manque le second facteur"):
        checks.refuse_to_serve()
