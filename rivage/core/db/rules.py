"""What a table's rows obey, as objects of PostgreSQL's catalogue: made from a model, or read from a rows.sql.

Every name made here begins with `declared_`, before those that are written by hand: triggers fire by name.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from django.db import connection, models

Kind = Literal["function", "table", "policy", "trigger"]
# What names one object: its kind, its table, its name.
Key = tuple[str, str, str]

# Whether the context is sound, for a policy that does not begin by a reader, which checks it too. Each is asked once a
# statement: a reader is one expression, put in place of its call.
IN = "(SELECT rivage_in())"
OWN = "antenne_id = ANY ((SELECT rivage_bodies())::uuid[])"
# Who came in by herself, and not by a door without an account (ADR 0040).
IN_FULL = "(SELECT rivage_in_full())"
HERE = "departement = ANY ((SELECT rivage_departements())::text[])"
NOT_OWNER = "current_user <> 'rivage_owner'"
BY_APP = "current_user IN ('rivage_app', 'rivage_worker')"


class RowsError(ValueError):
    """A statement of a rows.sql that makes no object of the catalogue: the message begins with its first words."""


@dataclass(frozen=True, slots=True)
class RowRule:
    """One object: a function, a policy or trigger `on` a table, or the table's own security and privileges.

    `sql` makes it anew, whatever stood there.
    """

    kind: Kind
    on: str
    name: str
    sql: str

    @property
    def key(self) -> Key:
        return self.kind, self.on, self.name


# Days that a calendar of ours holds.
FIRST_DAY, LAST_DAY = "'1900-01-01'", "'2199-12-31'"


def of_roles(roles: Iterable[str]) -> str:
    """Whether the acting role is one of these."""
    named = ", ".join(f"'{role}'" for role in roles)
    return f"(SELECT rivage_is({named}))"


def policy(table: str, name: str, words: str) -> RowRule:
    return _anew("policy", table, name, _in_lines(f"CREATE POLICY {name} ON {table} {words};"))


def trigger(table: str, name: str, when: str, function: str, condition: str = NOT_OWNER, each: str = "ROW") -> RowRule:
    """`when`: such as `BEFORE INSERT OR UPDATE`. `function`: its call, with its arguments."""
    asked = f" WHEN ({condition})" if condition else ""
    sql = f"CREATE TRIGGER {name} {when} ON {table}\n  FOR EACH {each}{asked}\n  EXECUTE FUNCTION {function};"
    return _anew("trigger", table, name, _in_lines(sql))


def _anew(kind: Kind, table: str, name: str, create: str) -> RowRule:
    """A policy or a trigger, in place of the one that bears its name."""
    return RowRule(kind, table, name, f"DROP {kind.upper()} IF EXISTS {name} ON {table};\n{create}")


def closed(model: Any) -> list[RowRule]:
    """Row security imposed, the owner let through, and the columns that are not encrypted read by the figures, but
    those that none needs (`UNCOUNTED`); nothing of a table that none reads (`COUNTED`).

    Every encrypted column is bytea, and nothing else is.
    """
    table = model._meta.db_table
    fields = [field for field in model._meta.concrete_fields if field.name not in getattr(model, "UNCOUNTED", ())]
    plain = [str(field.column) for field in fields if field.db_type(connection) != "bytea"]
    deletes = ", DELETE" if model.DELETABLE else ""
    counted = getattr(model, "COUNTED", True)
    security = (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;\nALTER TABLE {table} FORCE ROW LEVEL SECURITY;\n"
        f"REVOKE ALL ON {table} FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;\n"
        f"GRANT SELECT, INSERT, UPDATE{deletes} ON {table} TO rivage_app;"
    )
    if counted:
        security += f"\nGRANT SELECT ({', '.join(map(_quoted, plain))}) ON {table} TO rivage_facts;"
    found = [
        RowRule("table", table, "", _in_lines(security)),
        policy(table, "declared_owner", "TO rivage_owner USING (true) WITH CHECK (true)"),
        *written_in_full(table, deletes=model.DELETABLE),
        by_no_door(table),
    ]
    facts = policy(table, "declared_facts", "FOR SELECT TO rivage_facts USING (true)")
    return [*found, facts] if counted else found


def written_in_full(table: str, *, deletes: bool) -> Iterator[RowRule]:
    """Whoever comes by a door without an account writes nothing, whatever else lets the row be written."""
    narrows = "AS RESTRICTIVE FOR {} TO rivage_app\n  {}"
    yield policy(table, "declared_full_insert", narrows.format("INSERT", f"WITH CHECK ({IN_FULL})"))
    yield policy(table, "declared_full_update", narrows.format("UPDATE", f"USING ({IN_FULL}) WITH CHECK (true)"))
    if deletes:
        yield policy(table, "declared_full_delete", narrows.format("DELETE", f"USING ({IN_FULL})"))


def by_no_door(table: str, each: Literal["ROW", "STATEMENT"] = "STATEMENT") -> RowRule:
    """The same of what the owner's functions write; of each row, where a table has no policies."""
    when = "BEFORE INSERT OR UPDATE OR DELETE"
    return trigger(table, "declared_by_door", when, "rivage_refuse_by_door()", "rivage_by_door()", each)


def shut(model: type[models.Model]) -> list[RowRule]:
    """Closed to every login but the owner, whose functions alone read and write it."""
    table = model._meta.db_table
    security = (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;\nALTER TABLE {table} FORCE ROW LEVEL SECURITY;\n"
        f"REVOKE ALL ON {table} FROM rivage_app, rivage_facts, rivage_door, rivage_sealer;"
    )
    owner = policy(table, "declared_owner", "TO rivage_owner USING (true) WITH CHECK (true)")
    return [RowRule("table", table, "", _in_lines(security)), owner, by_no_door(table)]


def policies(model: type[models.Model], reads: str, writes: str, deletes: str = "") -> Iterator[RowRule]:
    """What the application reads and writes. `deletes` narrows what it deletes: DELETE asks `reads` alone."""
    table = model._meta.db_table
    yield policy(table, "declared_app", f"FOR ALL TO rivage_app\n  USING ({reads})\n  WITH CHECK ({writes})")
    if deletes:
        yield policy(table, "declared_delete", f"AS RESTRICTIVE FOR DELETE TO rivage_app\n  USING ({deletes})")


def frozen(model: Any) -> list[RowRule]:
    """The triggers of `MOVING`, `FROZEN` and `OWN_HAND`; none when everything may move, by anybody."""
    table, found = model._meta.db_table, []
    if getattr(model, "OWN_HAND", False):
        moves = model.MOVING is None or "recorded_by_id" in model.MOVING
        when = "BEFORE INSERT OR UPDATE" if moves else "BEFORE INSERT"
        found.append(trigger(table, "declared_own_hand", when, "rivage_own_hand()"))
    if model.MOVING is not None:
        columns = ", ".join(f"'{column}'" for column in model.MOVING)
        call = f"rivage_refuse_change({columns})"
        when = "BEFORE UPDATE" if model.DELETABLE else "BEFORE UPDATE OR DELETE"
        found.append(trigger(table, "declared_moving", when, call))
    if model.FROZEN:
        once = f"OLD.{model.FROZEN} IS NOT NULL AND {NOT_OWNER}"
        found.append(
            trigger(table, "declared_frozen", "BEFORE UPDATE OR DELETE", "rivage_refuse_change()", condition=once)
        )
    return found


def remembering(model: type[models.Model]) -> list[RowRule]:
    """The trigger that keeps what encrypted columns held, and refuses it when it comes back (ADR 0039).

    A field says that it is one by `REMEMBERED`.
    """
    columns = [str(field.column) for field in model._meta.concrete_fields if getattr(field, "REMEMBERED", False)]
    if not columns:
        return []
    when = f"AFTER INSERT OR DELETE OR UPDATE OF {', '.join(map(_quoted, columns))}"
    named = ", ".join(f"'{column}'" for column in columns)
    return [trigger(model._meta.db_table, "declared_older", when, f"rivage_refuse_older({named})", condition="")]


def dated(model: type[models.Model]) -> list[RowRule]:
    """The trigger that refuses a day or an instant that no calendar of ours holds, such as « infinity »: one of them,
    written by SQL, would stop every page that reads it.
    """
    table = model._meta.db_table
    days = [field for field in model._meta.concrete_fields if isinstance(field, models.DateField)]
    columns = [f"NEW.{_quoted(str(field.column))}" for field in days]
    if not columns:
        return []
    odd = "\n  OR ".join(f"{column} NOT BETWEEN {FIRST_DAY} AND {LAST_DAY}" for column in columns)
    return [trigger(table, "declared_dated", "BEFORE INSERT OR UPDATE", "rivage_refuse_date()", condition=odd)]


def born(model: type[models.Model]) -> list[RowRule]:
    """The trigger of `created_at`, which never moves: of the web and of jobs, where `MOVING` says nothing stricter."""
    if not any(field.name == "created_at" for field in model._meta.concrete_fields):
        return []
    if getattr(model, "MOVING", None) is not None:
        return []
    moved = f"{BY_APP} AND NEW.created_at <> OLD.created_at"
    table = model._meta.db_table
    return [trigger(table, "declared_when_once", "BEFORE UPDATE", "rivage_refuse_birth()", condition=moved)]


def past(model: type[models.Model]) -> list[RowRule]:
    """The trigger of `PAST`: a day that is a fact is not written before it comes."""
    columns = [_quoted(str(column)) for column in getattr(model, "PAST", ())]
    if not columns:
        return []
    late = "\n  OR ".join(f"NEW.{column} > rivage_last_day()" for column in columns)
    when = f"BEFORE INSERT OR UPDATE OF {', '.join(columns)}"
    condition = f"{NOT_OWNER} AND ({late})"
    return [trigger(model._meta.db_table, "declared_past", when, "rivage_refuse_ahead()", condition=condition)]


def pointed(model: type[models.Model], but: Iterable[str] = ()) -> Iterator[tuple[str, type[models.Model]]]:
    """Columns that point to rows, and their models. Accounts are open to all: not looked at; nor the models `but`."""
    for field in sorted(model._meta.concrete_fields, key=lambda field: str(field.column)):
        to = field.related_model
        if not isinstance(to, type) or to._meta.app_label == "accounts" or to._meta.label_lower in but:
            continue
        yield str(field.column), to


def departement_guard(model: type[models.Model]) -> RowRule:
    """What a row points to is of its département, which never changes (`rivage_row_guard` in core/rows.sql)."""
    named = ", ".join(f"'{column}', '{to._meta.db_table}'" for column, to in pointed(model))
    return guard(model, f"rivage_row_guard({named})")


def guard(model: type[models.Model], call: str) -> RowRule:
    """The owner's functions are guarded too, but where one moves a whole file."""
    return trigger(model._meta.db_table, "declared_guard", "BEFORE INSERT OR UPDATE", call, condition="")


def _quoted(column: str) -> str:
    return column if re.fullmatch(r"[a-z_][a-z0-9_]*", column) and column not in ("on", "when") else f'"{column}"'


def _in_lines(sql: str) -> str:
    """No line longer than what the house allows, so that the listing can be read."""
    lines = []
    for line in sql.splitlines():
        while len(line) > 116:
            cut = line.rindex(" ", 0, 116)
            lines.append(line[:cut])
            line = "  " + line[cut + 1 :]
        lines.append(line)
    return "\n".join(lines)


_NAMED: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("function", re.compile(r"CREATE (?:OR REPLACE )?FUNCTION (?P<name>\w+)\s*\(")),
    (
        "trigger",
        re.compile(r"CREATE (?:OR REPLACE |CONSTRAINT )?TRIGGER (?P<name>\w+)\s.*?\sON (?P<on>\w+)\s", re.DOTALL),
    ),
    ("policy", re.compile(r"CREATE POLICY (?P<name>\w+) ON (?P<on>\w+)\s")),
    ("function", re.compile(r"(?:GRANT|REVOKE) \w+ ON FUNCTION (?P<name>\w+)\s*\([^()]*\)\s+(?:TO|FROM) ")),
    ("table", re.compile(r"(?:GRANT|REVOKE) [\w\s,()]+ ON (?P<on>\w+)\s+(?:TO|FROM) ")),
)


def by_hand(text: str) -> list[RowRule]:
    """The objects of a rows.sql, in their order; the privileges of a function or of a table follow it.

    Raise `RowsError` for a statement that makes none, or privileges of several objects at once.
    """
    found: dict[Key, RowRule] = {}
    for statement in statements(text):
        rule = _named(statement)
        before = found.get(rule.key)
        found[rule.key] = replace(rule, sql=f"{before.sql}\n{rule.sql}") if before else rule
    return list(found.values())


def _named(statement: str) -> RowRule:
    for kind, pattern in _NAMED:
        if head := pattern.match(statement):
            names = head.groupdict()
            on, name = names.get("on") or "", names.get("name") or ""
            made = _anew if kind in ("trigger", "policy") else RowRule
            return made(kind, on, name, statement)
    raise RowsError(" ".join(statement.split()[:8]))


_PIECES = re.compile(r"\$\$.*?\$\$|--[^\n]*|'(?:[^']|'')*'|;|[^;$'-]+|[$-]", re.DOTALL)


def statements(text: str) -> Iterator[str]:
    """Statements of SQL, each with its semicolon, without the comments between and in them. A body stays whole."""
    said = ""
    for piece in _PIECES.findall(text):
        if piece.startswith("--"):
            continue
        said += piece
        if piece == ";":
            yield said.strip()
            said = ""
    if said.strip():
        raise RowsError(" ".join(said.split()[:8]))
