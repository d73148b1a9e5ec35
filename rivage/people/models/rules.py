"""What the database enforces on a table about a person: the rules of its rows, made from what its model declares.

One shape for every table, so that PostgreSQL reads arrays computed once: own column in the antennes of the context, or
person (or demande) in what people_share opens to it. `people_row_guard` is in rows.sql.
"""

from typing import Any

from rivage.core.db.rules import IN, OWN, RowRule, closed, frozen, guard, of_roles, pointed, policies, policy
from rivage.people.enums import Slice

ANTENNE = "antenne"
# The people who set the acting user aside (`rivage_excluded_of` in rows.sql), derived when he comes in.
SET_ASIDE = "(SELECT rivage_excluded())::uuid[]"
NEVER_SHARED = (Slice.PRIVATE, Slice.CONTACT)


def person_rules(model: Any, person: str = "person_id") -> list[RowRule]:
    """Rules of a table whose column `person` names her. `ANTENNE` among its writers is the antenne of the person.

    The others write where the slice is open to them. Whom she sets aside reads nothing, her own antenne's included.
    """
    shared = _shared(model, person)
    readers = getattr(model, "READERS", ())
    theirs = f"({of_roles(readers)} AND {shared})" if readers else shared
    opened = OWN if model.SLICE in NEVER_SHARED else f"({OWN}\n    OR {theirs})"
    reads = f"{person} <> ALL ({SET_ASIDE})\n    AND {opened}"
    roles = [role for role in model.WRITERS if role != ANTENNE]
    may = [OWN] if ANTENNE in model.WRITERS else []
    if roles:
        may.append(f"({of_roles(roles)} AND {shared})")
    either = "\n    OR ".join(may)
    writes = f"({either})" if may else "false"
    # Who reads is asked first whom she set aside, which checks the context; who writes, whether it is sound.
    deletes = f"(SELECT rivage_role()) <> 'system' AND {OWN}\n    AND {carried(person)}"
    app = policies(model, reads, f"{IN} AND {writes}", deletes=deletes)
    return [*closed(model), *app, *written_by_hers(model, person), *frozen(model)]


def carried(person: str) -> str:
    """Whether the referent who acts accompanies her; of any other role, nothing is asked here (ADR 0059)."""
    return f"((SELECT rivage_role()) <> 'referent' OR people_accompanies({person}))"


def written_by_hers(model: Any, person: str) -> list[RowRule]:
    """Of an antenne, whoever does not accompany her writes nothing of her, whatever else lets the row be written."""
    table, asked = model._meta.db_table, carried(person)
    narrows = "AS RESTRICTIVE FOR {} TO rivage_app\n  {}"
    update = policy(table, "declared_hers_update", narrows.format("UPDATE", f"USING (true) WITH CHECK ({asked})"))
    if not getattr(model, "ADDED_BY_HERS", True):
        return [update]
    return [policy(table, "declared_hers_insert", narrows.format("INSERT", f"WITH CHECK ({asked})")), update]


def person_guard(model: Any) -> RowRule:
    """A row is about somebody its writer sees, and points only to rows about the same person that the writer sees."""
    named = [
        f"'{column}', '{to._meta.db_table}', '{'person_id' if _about_her(to) else ''}'"
        for column, to in pointed(model, but=["people.person"])
    ]
    return guard(model, f"people_row_guard({', '.join(named)})")


def _about_her(model: Any) -> bool:
    return any(field.name == "person" for field in model._meta.concrete_fields)


def _shared(model: Any, person: str) -> str:
    """In what is open to the context: her whole file, or the demande that a share names and that one alone."""
    first, *others = model.demande_path().split("__") if hasattr(model, "demande_path") else [""]
    hers = _among(person, "people_open_people", model)
    if others:
        part = model._meta.get_field(first)
        # Both rows are about the same person (`person_guard`): those of the others are not read to know it.
        of_hers = (
            f"{part.related_model._meta.db_table} p\n    WHERE {_among('p.person_id', 'people_open_people', model)}"
        )
        return f"({hers}\n    AND {part.column} IN (SELECT p.id FROM {of_hers}))"  # noqa: S608 - our table
    if first:
        demande = "id" if first == "pk" else model._meta.get_field(first).column
        of_all = _among(person, "people_open_files", model)
        return f"({of_all}\n    OR {_among(demande, 'people_open_demandes', model)})"
    return hers


def _among(column: str, opened: str, model: Any) -> str:
    """Hashed once a statement (ADR 0034): an array would be gone through for each row. The function is asked in a
    SELECT of its own, so that the planner does not ask it too.
    """
    return f"{column} IN (SELECT unnest((SELECT {opened}('{model.SLICE}'))))"
