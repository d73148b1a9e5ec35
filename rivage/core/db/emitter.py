"""Brings the database's rules to what the house declares: what differs is made anew, what nobody declares is dropped.

Each object bears in its comment what it was made from and how the catalogue described it then. One that was changed by
hand is made anew too; when nothing differs, nothing but the catalogue is read and no table is locked.
"""

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.db import connection, transaction

from rivage.core.db.rules import Key, RowRule, born, by_hand, dated, past, remembering

# Whoever may hold a grant on a function: one made anew is open to all, as any new one, until its rule says.
EXECUTORS = "PUBLIC, rivage_app, rivage_worker, rivage_door, rivage_facts, rivage_sealer, rivage_match, rivage_backup"

# Kind, table, name, oid, digest of what the catalogue says, comment: of every object of our tables, and our functions.
CATALOGUE = """
WITH ours AS (SELECT c.oid, c.relname, c.relacl, c.relrowsecurity, c.relforcerowsecurity FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    AND split_part(c.relname, '_', 1) = ANY (%(labels)s))
SELECT 'table', relname, '', oid, md5(concat_ws('|', relrowsecurity, relforcerowsecurity, relacl::text,
    (SELECT string_agg(attname || attacl::text, '|' ORDER BY attnum) FROM pg_attribute WHERE attrelid = ours.oid))),
    obj_description(oid, 'pg_class')
  FROM ours
UNION ALL SELECT 'policy', relname, polname, p.oid,
    md5(concat_ws('|', polcmd, polpermissive, polroles::regrole[]::text,
      pg_get_expr(polqual, polrelid), '/', pg_get_expr(polwithcheck, polrelid))),
    obj_description(p.oid, 'pg_policy')
  FROM pg_policy p JOIN ours ON ours.oid = p.polrelid
UNION ALL SELECT 'trigger', relname, tgname, t.oid, md5(concat_ws('|', pg_get_triggerdef(t.oid), tgenabled)),
    obj_description(t.oid, 'pg_trigger')
  FROM pg_trigger t JOIN ours ON ours.oid = t.tgrelid WHERE NOT tgisinternal
UNION ALL SELECT 'function', '', proname, oid,
    md5(concat_ws('|', pg_get_functiondef(oid), (SELECT string_agg(a::text, ',' ORDER BY a::text)
      FROM unnest(coalesce(proacl, acldefault('f', proowner))) a))),
    obj_description(oid, 'pg_proc')
  FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
    AND split_part(proname, '_', 1) = ANY (%(labels)s)
"""


class Found:
    """What the catalogue holds of ours, read once. A name borne by two functions stands under the last made."""

    def __init__(self, cursor: Any) -> None:
        cursor.execute(CATALOGUE, {"labels": ["rivage", *(app.label for app in house())]})
        self.digests: dict[Key, str] = {}
        self.comments: dict[Key, str] = {}
        self.oids: dict[Key, list[int]] = {}
        for kind, on, name, oid, digest, comment in sorted(cursor.fetchall(), key=lambda row: row[3]):
            key = (kind, on, name)
            self.digests[key], self.comments[key] = digest, comment or ""
            self.oids.setdefault(key, []).append(oid)

    def stands(self, rule: RowRule) -> bool:
        """Whether the object is as this rule made it."""
        known = self.digests.get(rule.key)
        return known is not None and self.comments[rule.key] == _mark(rule, known)


def house() -> list[AppConfig]:
    """Our own apps, in the order of the house."""
    return [app for app in apps.get_app_configs() if app.name.startswith("rivage.")]


def declared(app: AppConfig) -> list[RowRule]:
    """What the models of an app declare."""
    return [
        rule
        for model in app.get_models()
        for rule in (*getattr(model, "rules", list)(), *remembering(model), *dated(model), *born(model), *past(model))
    ]


def hand_written(app: AppConfig) -> list[Path]:
    """The rows.sql of an app, then what it keeps apart in a rows_….sql."""
    return sorted(Path(app.path).glob("rows*.sql"))


def rules_of(app: AppConfig) -> list[RowRule]:
    """What an app declares: on its models, then by hand in its rows.sql; functions first."""
    written = [rule for path in hand_written(app) for rule in by_hand(path.read_text(encoding="utf-8"))]
    return sorted(_merged([*declared(app), *written]), key=lambda rule: rule.kind != "function")


def desired() -> list[RowRule]:
    """Every rule of the house, in the order in which it can be made."""
    return _merged(rule for app in house() for rule in rules_of(app))


def _merged(rules: Iterable[RowRule]) -> list[RowRule]:
    """One rule an object: the last one said, but for a table, whose privileges by hand follow those declared."""
    found: dict[Key, RowRule] = {}
    for rule in rules:
        before = found.get(rule.key)
        found[rule.key] = replace(rule, sql=f"{before.sql}\n{rule.sql}") if before and rule.kind == "table" else rule
    return list(found.values())


def differences(found: Found) -> tuple[list[RowRule], list[Key]]:
    """What does not stand as it is declared, and what stands though nobody declares it."""
    wanted = {rule.key: rule for rule in desired()}
    alien = [key for key in found.oids if key not in wanted and key[0] != "table"]
    return [rule for rule in wanted.values() if not found.stands(rule)], alien


def apply() -> list[str]:
    """Bring the database to `desired()` in one transaction, as rivage_owner. Gives what changed, in words."""
    with transaction.atomic(), connection.cursor() as cursor:
        found = Found(cursor)
        changed, alien = differences(found)
        if not changed and not alien:
            return []
        _drop(cursor, [key for key in alien if key[0] != "function"])
        left = [oid for key in alien if key[0] == "function" for oid in found.oids[key]]
        for rule in changed:
            left += _make(cursor, rule)
        # Once nothing of ours rests on them any more.
        _drop_functions(cursor, left)
        made = Found(cursor)
        for rule in changed:
            _remember(cursor, rule, made)
    return [_words(rule.key) for rule in changed] + [f"- {_words(key)}" for key in alien]


def _drop(cursor: Any, keys: Iterable[Key]) -> None:
    for kind, on, name in keys:
        cursor.execute(f'DROP {kind.upper()} "{name}" ON "{on}"')


def _make(cursor: Any, rule: RowRule) -> set[int]:
    """Make an object; gives the functions of the same name and other arguments that it leaves behind."""
    if rule.kind != "function":
        cursor.execute(rule.sql)
        return set()
    for oid, _ in _borne(cursor, rule.name):
        signature = _signature(cursor, oid)
        cursor.execute(f"REVOKE ALL ON FUNCTION {signature} FROM {EXECUTORS}")
        cursor.execute(f"GRANT EXECUTE ON FUNCTION {signature} TO PUBLIC")
    before = _borne(cursor, rule.name)
    cursor.execute(rule.sql)
    after = _borne(cursor, rule.name)
    return {oid for oid, _ in after} - {oid for oid, _ in after - before}


def _borne(cursor: Any, name: str) -> set[tuple[int, str]]:
    """The functions that bear a name, each with its place in the catalogue: one that is made anew changes place."""
    cursor.execute(
        "SELECT oid::int8, ctid::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = %s",
        [name],
    )
    return set(cursor.fetchall())


def _drop_functions(cursor: Any, oids: Iterable[int]) -> None:
    for oid in oids:
        cursor.execute(f"DROP FUNCTION {_signature(cursor, oid)}")


def _signature(cursor: Any, oid: int) -> str:
    cursor.execute("SELECT %s::regprocedure::text", [oid])
    return str(cursor.fetchone()[0])


def _remember(cursor: Any, rule: RowRule, made: Found) -> None:
    kind, on, name = rule.key
    target = f'TABLE "{on}"' if kind == "table" else f'{kind.upper()} "{name}"' + (f' ON "{on}"' if on else "")
    cursor.execute(f"COMMENT ON {target} IS '{_mark(rule, made.digests[rule.key])}'")


def _mark(rule: RowRule, digest: str) -> str:
    return f"{sha256(rule.sql.encode()).hexdigest()[:16]} {digest}"


def _words(key: Key) -> str:
    kind, on, name = key
    return f"{kind} {name} {on}".strip()
