"""Roles and kinds of body: data that each app brings in its roles.yaml, and that a non-developer reads.

No list of them stands anywhere else: labels, forms, authority and policy ask here, and `rivage migrate` writes into
`RoleRow` what the guard of shares must know.
"""

import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import yaml

from rivage.core.db.emitter import house

# As long as the columns that hold them.
CODE = re.compile(r"[a-z][a-z_]{0,11}")
FILE = "roles.yaml"

T = TypeVar("T", "DeclaredBody", "DeclaredRole")


class RolesError(ValueError):
    """A roles.yaml says something that means nothing: the sentence names file and line."""


@dataclass(frozen=True)
class DeclaredBody:
    """A kind of body. `authority`: roles that confirm a function in it. `keyset`: it holds keys of people. `alone`:
    one to a département, since files are opened to whoever acts so in that place. `relieves`: kinds of body of which
    it confirms the next authority where nobody is left, in the départements of the function that acts, or
    `everywhere`; an antenne's is always confirmed by its own head office."""

    code: str
    label: str
    authority: tuple[str, ...] = ()
    keyset: bool = False
    alone: bool = False
    relieves: tuple[str, ...] = ()
    everywhere: bool = False


@dataclass(frozen=True)
class DeclaredRole:
    """A role, given by a kind of body.

    `own_files`: reads and writes the rows of its antenne. `apart`: reads nothing of any département. `holds`: the
    name that shares are made out to, of its own or of another role, followed by a département or, `by_seat`, by a
    seat. `slices`, `passes`: the most that may be opened under its own name, to read and to pass on; `months`: the
    longest; `opened_by`: roles that may. `duty`: what nobody does where nobody has it, in words that follow « ne
    peut ». `first`: what is hers to do here, in three lines said at a first entry and on the help page. `an_hour`:
    distinct files opened one by one in an hour, past which reading stops.
    """

    code: str
    label: str
    body: str
    short: str = ""
    own_files: bool = False
    apart: bool = False
    automatic: bool = False
    holds: str = ""
    by_seat: bool = False
    slices: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()
    months: int = 0
    opened_by: tuple[str, ...] = ()
    duty: str = ""
    first: tuple[str, ...] = ()
    an_hour: int = 60

    def holders(self, departements: list[str], seat: UUID | None) -> list[str]:
        """The names under which files are opened to a membership of this role, such as `delegate:33`."""
        if not self.holds:
            return []
        return [f"{self.holds}:{place}" for place in ([seat] if self.by_seat else departements)]


@dataclass(frozen=True)
class Declared:
    bodies: dict[str, DeclaredBody]
    roles: dict[str, DeclaredRole]


@lru_cache(maxsize=1)
def declared() -> Declared:
    """What every roles.yaml declares. Raises `RolesError`."""
    return read(files())


def files() -> list[Path]:
    """Every roles.yaml, in the order of the house."""
    folders = [Path(app.path) for app in house()]
    return [folder / FILE for folder in folders if (folder / FILE).is_file()]


def read(files: list[Path]) -> Declared:
    """What these files declare. Raises `RolesError` where one names what is not there, or what another declared."""
    found = Declared({}, {})
    for path in files:
        lines = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        where = f"{path.parent.name}/{path.name}"
        if set(lines) - {"bodies", "roles"}:
            raise RolesError(f"{where} : il n’y a que « bodies » et « roles ».")
        _declare(where, DeclaredBody, lines.get("bodies") or {}, found.bodies)
        _declare(where, DeclaredRole, lines.get("roles") or {}, found.roles)
    for body in found.bodies.values():
        if any(code not in found.roles or found.roles[code].body != body.code for code in body.authority):
            raise RolesError(f"{body.code}, authority : une fonction d’un autre organisme n’y confirme rien.")
        if set(body.relieves) - set(found.bodies):
            raise RolesError(f"{body.code}, relieves : un de ces organismes n’existe pas.")
    for role in found.roles.values():
        if wrong := _wrong(role, found):
            raise RolesError(f"{role.code}, {wrong}")
    return found


def _declare(where: str, kind: type[T], lines: Mapping[str, Any], found: dict[str, T]) -> None:
    for code, line in lines.items():
        if not CODE.fullmatch(code):
            raise RolesError(f"{where}, {code} : douze lettres minuscules au plus.")
        if code in found:
            raise RolesError(f"{where}, {code} : déjà déclaré ailleurs.")
        values: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in line.items()
        }
        try:
            found[code] = kind(code=code, **values)
        except TypeError as error:
            raise RolesError(f"{where}, {code} : {error}") from error
        for field in fields(kind):
            expected = str if field.default is MISSING else type(field.default)
            if type(getattr(found[code], field.name)) is not expected:
                raise RolesError(f"{where}, {code}, {field.name} : ce n’est pas ce qu’on attend ici.")


def _wrong(role: DeclaredRole, found: Declared) -> str:
    """What a role says that means nothing; empty when all is well."""
    if role.body not in found.bodies:
        return f"body : aucun organisme « {role.body} »."
    if role.holds and (role.holds not in found.roles or found.roles[role.holds].holds != role.holds):
        return f"holds : rien ne s’ouvre au nom de « {role.holds} »."
    ceiling = (role.slices, role.passes, role.months, role.opened_by)
    if role.holds == role.code and not all((role.slices, role.months, role.opened_by)):
        return "holds : il manque slices, months ou opened_by."
    if role.holds != role.code and any(ceiling):
        return "slices, passes, months, opened_by : rien ne s’ouvre à son nom."
    if set(role.opened_by) - set(found.roles):
        return "opened_by : une de ces fonctions n’existe pas."
    return ""


def roles() -> dict[str, DeclaredRole]:
    """Every role by its code."""
    return declared().roles


def bodies() -> dict[str, DeclaredBody]:
    """Every kind of body by its code."""
    return declared().bodies


def role(code: str) -> DeclaredRole:
    """One role. One that no file declares any more has its code for label, and opens nothing."""
    return roles().get(code) or DeclaredRole(code=code, label=code, body="")


def authority(kind: str) -> tuple[str, ...]:
    """The roles that confirm a function in a kind of body; none in one that no file declares."""
    found = bodies().get(kind)
    return found.authority if found else ()


def given_by(kind: str) -> list[DeclaredRole]:
    """The roles that a kind of body may give."""
    return [one for one in roles().values() if one.body == kind]


def duties(code: str) -> list[DeclaredRole]:
    """The roles whose duty somebody of this one does: its own, and that of whose name it holds."""
    held = dict.fromkeys((role(code).holds, code))
    return [role(one) for one in held if one and role(one).duty]


def doing(code: str) -> list[str]:
    """The roles that do the duty of this one: itself, and those that hold its name."""
    return [code, *(one.code for one in roles().values() if one.holds == code != one.code)]


def leading() -> list[str]:
    """Every role that confirms functions somewhere."""
    return list(dict.fromkeys(code for kind in bodies().values() for code in kind.authority))


def role_choices() -> list[tuple[str, str]]:
    """For the column, asked each time: a role more is no migration."""
    return [(one.code, one.label) for one in roles().values()]


def body_choices() -> list[tuple[str, str]]:
    """For the column, asked each time: a kind of body more is no migration."""
    return [(one.code, one.label) for one in bodies().values()]
