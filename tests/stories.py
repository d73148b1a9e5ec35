"""Where a test begins: what a builder leads to in the invented country, done once, then put back in one statement.

    demande = after(world, deposited)
    running = after(world, taken_over, begun=30)

The builder goes through the actions the first time, and its rows are read as they stand; the next tests of the worker
that begin there on the same day are given the same rows, key files and objects. A test calls the builder itself where
the building is what it tells of, and where something else came before.
"""

import io
import json
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.conf import settings
from django.db import connection

from rivage.core import clock
from rivage.vault import keysets
from tests.world import World

P = ParamSpec("P")
T = TypeVar("T")

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Story:
    """What was added to the country."""

    emptied: list[str]
    added: str
    files: dict[Path, bytes]
    told: bytes


class _Writer(pickle.Pickler):
    """The world is named, not copied: whatever knows it knows the one of its test."""

    def __init__(self, file: io.BytesIO, world: World) -> None:
        super().__init__(file)
        self.world = world

    def persistent_id(self, obj: object) -> str | None:
        return "world" if obj is self.world else None


class _Reader(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, world: World) -> None:
        super().__init__(file)
        self.world = world

    def persistent_load(self, pid: str) -> World:
        return self.world


_stories: dict[object, Story] = {}


def after(world: World, build: Callable[Concatenate[World, P], T], *args: P.args, **changes: P.kwargs) -> T:
    """What `build(world, …)` gives, as the first thing that happens in a test."""
    if not _ask("SELECT kept.nothing_came_before()"):
        raise RuntimeError("A story begins a test: something came before this one.")
    name = (build, args, frozenset(changes.items()), clock._frozen.get(), world.today)
    if name in _stories:
        told: T = _put_back(_stories[name], world)
        return told
    before, files = _standing(), _files()
    made = build(world, *args, **changes)
    _stories[name] = _story(before, files, world, made)
    return made


def _story(before: Rows, files: set[Path], world: World, made: object) -> Story:
    """What differs now: rows after those of before where these did not move, else the whole table."""
    emptied, added = [], {}
    for table, rows in _standing().items():
        were = before[table]
        if rows[: len(were)] != were:
            emptied.append(table)
            were = []
        if rows[len(were) :]:
            added[table] = rows[len(were) :]
    told = io.BytesIO()
    _Writer(told, world).dump((vars(world), made))
    new = {path: path.read_bytes() for path in _files() - files}
    return Story(emptied, json.dumps(added), new, told.getvalue())


def _put_back(story: Story, world: World) -> Any:
    for path, content in story.files.items():
        if not path.exists():
            keysets.write(path, content)
    with connection.cursor() as cursor:
        cursor.execute("SELECT kept.put_back(%s, %s)", [story.emptied, story.added])
    state, made = _Reader(io.BytesIO(story.told), world).load()
    vars(world).update(state)
    return made


def _standing() -> Rows:
    rows: Rows = json.loads(_ask("SELECT kept.standing()"))
    return rows


def _ask(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def _files() -> set[Path]:
    return set(Path(settings.RIVAGE_KEYS).iterdir())
