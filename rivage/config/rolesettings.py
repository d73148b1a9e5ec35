"""What each login is set to by `roles.sql`, and nothing else: PostgreSQL lets every login set its own (ADR 0029)."""

from collections.abc import Iterator

from django.db import connection

# Logins whose statements nobody looks at.
UNWATCHED = ("rivage_app", "rivage_worker", "rivage_door", "rivage_facts", "rivage_sealer")
SETTINGS = {
    "rivage_owner": {"statement_timeout=15min"},
    "rivage_backup": {"statement_timeout=0"},
    **{name: {"track_activities=off"} for name in UNWATCHED},
}
FOUND = """
SELECT r.rolname, coalesce(d.datname, ''), said FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole
  LEFT JOIN pg_database d ON d.oid = s.setdatabase, unnest(s.setconfig) said
  WHERE r.rolname LIKE 'rivage%%' AND (s.setdatabase = 0 OR d.datname = current_database()) ORDER BY 1, 2, 3
"""


def troubles() -> Iterator[str]:
    """A sentence for each setting that is missing, and for each that nobody of the house made."""
    with connection.cursor() as cursor:
        cursor.execute(FOUND, [])
        found = cursor.fetchall()
    for name in UNWATCHED:
        if (name, "", "track_activities=off") not in found:
            yield f"Ce que fait le rôle {name} se lit sur le serveur : ALTER ROLE {name} SET track_activities = off."
    for name, database, said in found:
        if database or said not in SETTINGS.get(name, ()):
            where = f" IN DATABASE {database}" if database else ""
            back = f"ALTER ROLE {name}{where} RESET {said.partition('=')[0]}"
            yield f"Le rôle {name} a un réglage que l’installation ne pose pas, {said} : {back}."
