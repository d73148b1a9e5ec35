"""rows.sql may be applied again and again: `rivage migrate` does so each time."""

import pytest
from django.conf import settings

from rivage.config.rows import rows_files
from rivage.config.server import EmbeddedServer

CATALOGUE = """
SELECT 'policy', tablename, policyname, cmd, roles::text, qual, with_check FROM pg_policies WHERE schemaname = 'public'
UNION ALL SELECT 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), '', '', '' FROM pg_trigger
    WHERE NOT tgisinternal
UNION ALL SELECT 'table', relname, relacl::text, relrowsecurity::text, relforcerowsecurity::text, '', '' FROM pg_class
    WHERE relnamespace = 'public'::regnamespace
UNION ALL SELECT 'column', attrelid::regclass::text, attname, attacl::text, '', '', '' FROM pg_attribute
    WHERE attacl IS NOT NULL AND attrelid::regclass::text NOT LIKE 'pg_%'
UNION ALL SELECT 'function', oid::regprocedure::text, prosrc, proacl::text, '', '', '' FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace
ORDER BY 1, 2, 3, 4
"""


@pytest.mark.usefixtures("django_db_setup")
def test_every_rows_sql_is_idempotent(embedded_server: EmbeddedServer) -> None:
    database = str(settings.DATABASES["default"]["NAME"])
    before = embedded_server.psql(CATALOGUE, database=database)
    applied = "BEGIN;\n" + "\n".join(path.read_text(encoding="utf-8") for path in rows_files()) + "\nCOMMIT;"
    embedded_server.psql(applied, user="rivage_owner", database=database)
    assert "rivage_person_rows" in before
    assert embedded_server.psql(CATALOGUE, database=database) == before
