"""The trace of an invented nation: acts and readings over the years, sealed as they would have been."""

import json
import random
import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg

from rivage.audit import anchors
from rivage.audit.models import Event, Seal
from rivage.audit.sealing import BATCH, CANONICAL, FIRST, as_anchor, digest
from rivage.demo.national.copying import copy_rows
from rivage.vault import keysets

KINDS = ("read", "read", "read", "read", "part_saved", "demande_opened", "note_added", "contact_changed")
COLUMNS = "id created_at at kind user_id membership_id role departement people antennes object_id details seal".split()


def write(
    opened: psycopg.Connection, known: Sequence[Sequence[Any]], count: int, draw: random.Random, now: datetime
) -> None:
    """`count` events about people in `known`: (person, antenne, user, membership, département), oldest first."""
    copy_rows(opened, Event._meta.db_table, COLUMNS, _events(known, count, draw, now))
    _seal(opened, count, now)


def _events(known: Sequence[Sequence[Any]], count: int, draw: random.Random, now: datetime) -> Iterator[list[Any]]:
    start = now - timedelta(days=5 * 365)
    step = (now - start) / (count + 1)
    slices = json.dumps({"slices": ["identity", "reference"]})
    at = start
    for n in range(count):
        at += step
        person, antenne, user, membership, departement = known[draw.randrange(len(known))]
        kind = KINDS[n % len(KINDS)]
        details, seal = slices if kind == "read" else "{}", 1 + n // BATCH
        key = uuid.UUID(int=draw.getrandbits(128), version=4)
        yield [
            key, at, at, kind, user, membership, "referent", departement, [person], [antenne], None, details, seal,
        ]  # fmt: skip


def _seal(opened: psycopg.Connection, count: int, now: datetime) -> None:
    """Seal by seal, with the sealer's own digest; the events came with the rank of theirs."""
    key, previous = keysets.seal_key(), FIRST
    seals: list[list[Any]] = []
    for n in range(1, (count + BATCH - 1) // BATCH + 1):
        found = opened.execute(f"SELECT {CANONICAL} FROM audit_event WHERE seal = {n} ORDER BY at, id").fetchall()  # noqa: S608
        made = Seal(n=n, at=now.astimezone(UTC), count=len(found), previous=previous)
        made.hmac = previous = digest(key, made, (row[0] for row in found))
        seals.append([made.n, made.at, made.count, made.previous, made.hmac])
        anchors.append(as_anchor(made))
    copy_rows(opened, Seal._meta.db_table, ["n", "at", "count", "previous", "hmac"], seals)
