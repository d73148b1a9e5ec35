"""What must hold before Rivage serves anyone. Each check gives a sentence for each thing that does not."""

import os
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from rivage.accounts import ceilings
from rivage.config import proconnect, rolesettings
from rivage.config.rolesettings import UNWATCHED
from rivage.config.server import CLUSTER_NAME
from rivage.config.settings.base import DATABASE_ROLE
from rivage.core import logins
from rivage.core.db import emitter
from rivage.people.models import AsideKey
from rivage.vault import keysets
from rivage.vault.errors import VaultError

# The first minor version of each major one without a flaw known in public: the release of November 2026, after the
# advisory of CVE-2026-6460 and Debian's changelog of 15.20. The next release that mends a flaw raises them.
SAFE_FROM = {15: 20, 16: 16, 17: 12, 18: 7}

ATTRIBUTES = ("rolcanlogin", "rolsuper", "rolbypassrls", "rolinherit", "rolcreatedb", "rolcreaterole")
# Role: may log in, superuser, bypasses row policies, inherits, may create databases, may create roles.
ROLES = {
    "rivage_owner": (True, False, False, False, False, False),
    "rivage_app": (True, False, False, False, False, False),
    "rivage_worker": (True, False, False, True, False, False),
    "rivage_door": (True, False, False, False, False, False),
    "rivage_facts": (True, False, False, False, False, False),
    "rivage_sealer": (True, False, False, False, False, False),
    "rivage_match": (False, False, False, None, False, False),
    "rivage_backup": (True, False, True, True, False, False),
}

# Who may be whom: jobs what the web may, and the backup whatever is read.
MEMBERS = {("rivage_app", "rivage_worker"), ("pg_read_all_data", "rivage_backup")}

SERVER_SETTINGS = {
    "fsync": "on",
    "synchronous_commit": ("on", "remote_write", "remote_apply"),
    "full_page_writes": "on",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_min_duration_statement": "-1",
    "log_statement": "none",
    "idle_in_transaction_session_timeout": "1min",
    "lock_timeout": "5s",
    "statement_timeout": "30s",
}

# Tables of ours without row policies, each with its reason. Every other table is refused without them.
OPEN_TABLES: dict[str, str] = {
    "accounts_body": "associations and administrations; names nobody accompanied",
    "accounts_user": "professionals; read before any perimeter exists, to sign in",
    "accounts_membership": "professionals; read before any perimeter exists, to set it",
    "accounts_role": "what may be opened to each role; the same for everybody, and written by `rivage migrate` alone",
    "audit_seal": "counts and digests of the trace",
}


# Tables of the owner's functions, and who else touches them.
SHUT_TABLES: dict[str, tuple[str, ...]] = {
    "core_sealkey": (),
    "core_replaced": (),
    "support_passagesum": (),
    "people_aside": (),
    "people_asidekey": (),
    "accounts_session": ("rivage_door",),
    "accounts_jobactor": (),
    "doors_factor": ("rivage_door",),
    "doors_linkedidentity": ("rivage_door",),
    "doors_onetimelink": ("rivage_door",),
    "doors_recoverycode": ("rivage_door",),
    "doors_wrongcode": ("rivage_door",),
    "doors_spentchallenge": ("rivage_door",),
    "doors_knock": ("rivage_door",),
    "doors_knowndevice": ("rivage_door",),
}


def rows(sql: str, parameters: list[Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or [])
        return list(cursor.fetchall())


def roles() -> Iterator[str]:
    """The roles, their attributes and settings, who may become whom, and that the application owns nothing."""
    columns = ", ".join(ATTRIBUTES)
    found = {
        row[0]: row[1:]
        for row in rows(f"SELECT rolname, {columns} FROM pg_roles WHERE rolname LIKE 'rivage%%'")  # noqa: S608
    }
    for name, wanted in ROLES.items():
        if name not in found:
            yield f"Le rôle {name} n’existe pas dans la base."
            continue
        for attribute, value, expected in zip(ATTRIBUTES, found[name], wanted, strict=True):
            if expected is not None and value != expected:
                yield f"Le rôle {name} a {attribute} = {value}, attendu {expected}."
    if rows("SELECT session_user") not in ([("rivage_app",)], [("rivage_worker",)]):
        yield "L’application n’est connectée ni sous le rôle rivage_app ni sous rivage_worker."
    memberships = rows(
        "SELECT r.rolname, m.rolname FROM pg_auth_members a JOIN pg_roles r ON r.oid = a.roleid"
        " JOIN pg_roles m ON m.oid = a.member WHERE m.rolname LIKE 'rivage%%' ORDER BY 1, 2"
    )
    # Tests have one connection, of which each login is a role.
    rehearsed = {(name, "rivage_app") for name in logins.ROLES.values()} if settings.MODE == "test" else set()
    for granted, member in sorted(set(memberships) - MEMBERS - rehearsed):
        yield f"Le rôle {member} a reçu le rôle {granted}, qu’il ne doit pas avoir."
    if ("rivage_app", "rivage_worker") not in memberships:
        yield "Le rôle rivage_worker n’a pas reçu le rôle rivage_app."
    owned = (
        "SELECT relname, rolname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner"
        " WHERE r.rolname LIKE 'rivage%%' AND r.rolname <> 'rivage_owner'"
    )
    for table, owner in rows(owned):
        yield f"La table {table} appartient à {owner}."
    yield from rolesettings.troubles()


# What roles.sql and database.sql take back from everybody, and to whom they give it.
TAKEN_BACK = """
SELECT format('%%s exécute %%s', login, p.proname) FROM pg_proc p, unnest(%s::text[]) login
  WHERE p.pronamespace = 'pg_catalog'::regnamespace AND (p.proname LIKE 'lo\\_%%' OR p.proname IN ('loread', 'lowrite',
    'pg_notify', 'pg_cancel_backend', 'pg_terminate_backend', 'pg_export_snapshot'))
    AND (login, p.proname) <> ('rivage_worker', 'pg_notify') AND has_function_privilege(login, p.oid, 'EXECUTE')
UNION SELECT 'tous écrivent dans le schéma public' WHERE has_schema_privilege('public', 'public', 'CREATE')
UNION SELECT 'tous lisent le schéma public' WHERE has_schema_privilege('public', 'public', 'USAGE')
ORDER BY 1"""
ELSEWHERE = """
SELECT 'tous entrent dans la base ' || datname FROM pg_database
  WHERE datname IN ('postgres', 'template1') AND has_database_privilege('public', datname, 'CONNECT, TEMPORARY')
UNION SELECT 'rivage_owner n’a pas son délai (statement_timeout)' FROM pg_roles WHERE rolname = 'rivage_owner'
  AND NOT coalesce('statement_timeout=15min' = ANY (rolconfig), false)
ORDER BY 1"""


def installation() -> Iterator[str]:
    """The two files that the superuser runs were run: what the server gives to everybody is taken back."""
    for file, where, sql, values in (
        ("roles.sql", "sur le serveur", ELSEWHERE, []),
        ("database.sql", "dans la base de Rivage", TAKEN_BACK, [list(UNWATCHED)]),
    ):
        found = [str(said) for (said,) in rows(sql, values)]
        if found:
            more = f", et {len(found) - 3} autres" if len(found) > 3 else ""
            yield (
                f"Le fichier config/{file} n’a pas été passé {where} ({' ; '.join(found[:3])}{more}) : passez-le avec "
                "psql, en superutilisateur, puis relancez rivage check."
            )


def rehearsal() -> Iterator[str]:
    """Who acts and when it is are said by nobody: the schema of tests and seeds is not there."""
    if settings.MODE != "test" and rows("SELECT to_regnamespace('rehearsal') IS NOT NULL") != [(False,)]:
        yield "La base a le schéma rehearsal, par lequel l’application agit au nom de qui elle veut : DROP SCHEMA."


def server_settings() -> Iterator[str]:
    """Durability, time limits, and logs without rows, as a connection of the application sees them."""
    for name, wanted in SERVER_SETTINGS.items():
        value = rows("SELECT current_setting(%s)", [name])[0][0]
        expected = (wanted,) if isinstance(wanted, str) else wanted
        if value not in expected:
            yield f"Le réglage {name} du serveur vaut « {value} », attendu « {expected[0]} »."


def flaws(version: int) -> Iterator[str]:
    """What a server of this `server_version_num` lacks to be trusted with real data."""
    major, minor = divmod(version, 10000)
    safe = SAFE_FROM.get(major)
    if safe is None:
        known = ", ".join(map(str, SAFE_FROM))
        yield f"Rivage n’est pas éprouvé sur PostgreSQL {major}, seulement sur les versions {known}."
    elif minor < safe:
        yield (
            f"PostgreSQL {major}.{minor} a des failles connues : il faut {major}.{safe} ou plus. "
            "Mettez ses paquets à jour, puis redémarrez-le."
        )


def server_version() -> Iterator[str]:
    """In production, a server that the system updates, and updated: the embedded one is as old as its wheel."""
    if settings.MODE != "production":
        return
    if rows("SELECT current_setting('cluster_name')") == [(CLUSTER_NAME,)]:
        yield (
            "La base est le serveur embarqué, fait pour la démonstration et que personne ne met à jour : "
            "DATABASE_URL doit désigner un serveur du système."
        )
    yield from flaws(rows("SELECT current_setting('server_version_num')::int")[0][0])


def house_tables() -> list[str]:
    """Every table whose name starts with the label of one of our apps, as the catalogue has them."""
    labels = [app.label for app in emitter.house()]
    tables = rows("SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace")
    return sorted(str(name) for (name,) in tables if str(name).split("_")[0] in labels)


def row_policies() -> Iterator[str]:
    """Forced row security and policies for the application and the owner, on every table but the named ones."""
    security = dict(
        rows(
            "SELECT relname, relrowsecurity AND relforcerowsecurity FROM pg_class"
            " WHERE relnamespace = 'public'::regnamespace"
        )
    )
    policies = set(rows("SELECT tablename, unnest(roles)::text FROM pg_policies WHERE schemaname = 'public'"))
    for table in house_tables():
        if table in OPEN_TABLES:
            continue
        if not security[table]:
            yield f"La table {table} n’a pas de règles de lignes imposées."
        if table in SHUT_TABLES:
            yield from _opened(table)
            continue
        for role in ("rivage_app", "rivage_owner"):
            if (table, role) not in policies:
                yield f"La table {table} n’a pas de règle de lignes pour {role}."
        if (table, "public") in policies:
            yield f"La table {table} a une règle de lignes ouverte à tous les rôles."


def _opened(table: str) -> Iterator[str]:
    """Whoever else than its own may touch a shut table."""
    found = (
        "SELECT DISTINCT coalesce(r.rolname, 'tous') FROM pg_class c, aclexplode(c.relacl) a"
        " LEFT JOIN pg_roles r ON r.oid = a.grantee WHERE c.oid = %s::regclass AND a.grantee <> c.relowner"
        " AND coalesce(r.rolname, 'tous') <> ALL (%s) ORDER BY 1"
    )
    for (grantee,) in rows(found, [table, list(SHUT_TABLES[table])]):
        yield f"La table {table} est ouverte à {grantee}, qui n’a rien à y lire."


def declared_rules() -> Iterator[str]:
    """Every policy, trigger, function and privilege is the one that this version declares, and there is no other."""
    with connection.cursor() as cursor:
        changed, alien = emitter.differences(emitter.Found(cursor))
    if changed or alien:
        yield (
            f"Des règles de lignes ne sont pas celles de cette version ({len(changed)}), ou ne sont déclarées nulle "
            f"part ({len(alien)}) : rivage migrate les remet en place."
        )


def declared_roles() -> Iterator[str]:
    """What may be opened to each role is what the files of this version say."""
    wanting, gone = ceilings.changed()
    for row in [*wanting, *gone]:
        yield f"La base ne sait pas de la fonction {row.code} ce qu’en disent les fichiers : lancez rivage migrate."


def facts_columns() -> Iterator[str]:
    """The role of the figures reads no encrypted column (bytea) and writes nothing."""
    encrypted = (
        "SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
        " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped"
        " AND a.atttypid = 'bytea'::regtype AND has_column_privilege('rivage_facts', c.oid, a.attnum, 'SELECT')"
    )
    for table, column in rows(encrypted):
        yield f"Le rôle rivage_facts peut lire {table}.{column}, qui est chiffrée."
    writable = (
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
        " AND has_table_privilege('rivage_facts', oid, 'INSERT, UPDATE, DELETE, TRUNCATE')"
    )
    for (table,) in rows(writable):
        yield f"Le rôle rivage_facts peut écrire dans {table}."


def keys_folder() -> Iterator[str]:
    """Keys readable by one OS user only, outside the data of the database and outside the backups."""
    places = [Path(settings.RIVAGE_KEYS), Path(settings.RIVAGE_ROOT_KEY).parent]
    if settings.RIVAGE_KEYS_SOCKET:
        yield from _held_elsewhere(places)
        return
    if settings.MODE == "production" and DATABASE_ROLE == "app":
        yield (
            "Le programme web tient lui-même les clés : lancez rivage keys serve sous un autre utilisateur du système "
            "(RIVAGE_KEYS_SOCKET)."
        )
    data = Path(settings.STATE) / "pg"
    backups = os.environ.get("RIVAGE_BACKUPS")
    for place in dict.fromkeys(places):
        if not place.is_dir():
            yield f"Le dossier des clés {place} n’existe pas."
            continue
        real = place.resolve()
        if real.is_relative_to(data.resolve()):
            yield f"Le dossier des clés {place} est dans les données de la base."
        if backups and real.is_relative_to(Path(backups).resolve()):
            yield f"Le dossier des clés {place} est dans le dossier des sauvegardes."
        if stat.S_IMODE(place.stat().st_mode) & 0o077:
            yield f"Le dossier des clés {place} est ouvert à d’autres que son propriétaire."
        if place.stat().st_uid != os.geteuid():
            yield f"Le dossier des clés {place} n’appartient pas à l’utilisateur qui fait tourner Rivage."
        for path in sorted(place.iterdir()):
            if path.is_file() and stat.S_IMODE(path.stat().st_mode) & 0o077:
                yield f"Le fichier de clé {path.name} est ouvert à d’autres que son propriétaire."


def _held_elsewhere(places: list[Path]) -> Iterator[str]:
    """The process that holds the keys answers, and this one reads none of them."""
    try:
        keysets.probe(keysets.DOOR)
    except VaultError as error:
        yield f"{error} Lancez rivage keys serve {settings.RIVAGE_KEYS_SOCKET}."
    for place in dict.fromkeys(places):
        if os.access(place, os.R_OK):
            yield f"Le dossier des clés {place} se lit sous l’utilisateur du web, qui ne doit que les demander."


def set_aside() -> Iterator[str]:
    """Whom people set aside stays closed: the base has the key that the key files give, and it made every digest."""
    try:
        stands = AsideKey.stands()
    except VaultError as error:
        yield str(error)
        return
    if not stands:
        yield (
            "La base n’a pas la clé des lectures écartées, ou certaines l’ont été sous une autre : personne n’entre. "
            "Restaurez les clés de cette base (rivage keys restore FICHIER), puis relancez rivage migrate."
        )


def mode() -> Iterator[str]:
    """Until every lock of production is verified (docs/data-protection.md §7), only invented people."""
    if settings.MODE == "production":
        yield (
            "Tous les verrous de la production ne sont pas encore vérifiés : Rivage ne fonctionne qu’en démonstration,"
            " avec des personnes inventées."
        )
    if settings.MODE == "production" and settings.PROXIES < 1:
        yield "Aucun proxy n’est annoncé (RIVAGE_PROXIES) : tous les essais compteraient pour une seule adresse."
    yield from public_host(settings.PUBLIC_HOST, settings.ALLOWED_HOSTS)
    if settings.MODE == "production" and not settings.SECURITY_CONTACT.startswith(("mailto:", "https://")):
        yield "Personne n’est nommé à qui dire une faille (RIVAGE_SECURITY_CONTACT, en mailto: ou https:)."
    if settings.CODES_SHOWN and settings.MODE != "demo":
        yield "Les pages montrent le code du second facteur : CODES_SHOWN est de la démonstration seule."


def public_host(host: str, allowed: list[str]) -> Iterator[str]:
    """One whole name, in letters and among those served: passkeys are made for it and taken from it alone."""
    name = host.partition(":")[0]
    if settings.MODE != "demo" and name not in allowed:
        yield f"Le nom public « {host} » n’est pas un de ceux sous lesquels Rivage est servi (RIVAGE_HOSTS)."
    if any(one.startswith((".", "*")) for one in allowed):
        yield "RIVAGE_HOSTS nomme chaque nom en entier : ni « * », ni un nom qui commence par un point."
    if re.fullmatch(r"[\d.]+|\[.*", name):
        yield f"Le nom public « {host} » est une adresse en chiffres : aucune clé d’accès ne s’y crée."


CHECKS: tuple[Callable[[], Iterator[str]], ...] = (
    roles,
    installation,
    rehearsal,
    server_settings,
    server_version,
    row_policies,
    declared_rules,
    declared_roles,
    facts_columns,
    keys_folder,
    set_aside,
    proconnect.troubles,
    mode,
)


def troubles() -> list[str]:
    """Every sentence of every check."""
    return [sentence for check in CHECKS for sentence in check()]


def refuse_to_serve() -> None:
    """Stop a production process that would serve with a trouble (`rivage demo` checks before its children start)."""
    found = troubles() if settings.MODE == "production" else []
    connection.close()
    if found:
        raise SystemExit("\n".join(["Rivage ne démarre pas :", *found]))
