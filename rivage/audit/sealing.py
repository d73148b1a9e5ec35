"""Sealing: each minute, all unsealed events in (instant, id) order into one national chain of seals.

A seal is an HMAC-SHA256, under a key kept outside the database, of the seal before it and of the events in canonical
JSON. An event committed late is simply in a later seal: what is sealed is what is committed and not sealed yet, so
that nothing is missed and no lock is held by those who write events.
"""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from rivage.audit import anchors
from rivage.audit.anchors import Anchor
from rivage.audit.models import Seal
from rivage.core import clock
from rivage.core.db.calls import answer
from rivage.core.db.locks import alone
from rivage.core.logins import SEALER, atomic, connection, login
from rivage.vault import keysets

# One sealer, one verification at a time, whatever the process or the machine.
LOCK = "audit.seal"
BATCH = 10_000
FIRST = b"\x00" * 32
# Past this wait, `rivage check` and the auditor's home say so.
LATE = timedelta(minutes=5)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

# Everything an event says but its seal, as canonical JSON: keys sorted by jsonb, instants in integer microseconds.
CANONICAL = """jsonb_build_object(
    'id', id, 'at', (extract(epoch FROM at) * 1000000)::bigint,
    'created', (extract(epoch FROM created_at) * 1000000)::bigint,
    'kind', kind, 'user', user_id, 'membership', membership_id, 'role', role, 'departement', departement,
    'people', people, 'antennes', antennes, 'object', object_id, 'details', details)::text"""


def microseconds(instant: datetime) -> int:
    """Whole microseconds since 1970 (a float of seconds would round)."""
    return (instant - _EPOCH) // _MICROSECOND


def digest(key: bytes, seal: Seal, events: Iterable[str]) -> bytes:
    """The HMAC of a seal: its rank, instant and count, the seal before it, then each event on its line."""
    made = hmac.new(key, f"{seal.n} {microseconds(seal.at)} {seal.count} ".encode(), hashlib.sha256)
    made.update(bytes(seal.previous))
    for text in events:
        made.update(b"\n" + text.encode())
    return made.digest()


def seal() -> int:
    """Seal every committed event that waits; gives how many. 0 when another sealer is at work: it does it.

    A seal is committed, then anchored. If the machine stops in between, the next run anchors it first.
    """
    with login(SEALER), alone(LOCK) as held:
        if not held:
            return 0
        _finish_anchor()
        sealed = 0
        while made := _seal_batch():
            anchors.append(as_anchor(made))
            sealed += made.count
        return sealed


def as_anchor(made: Seal) -> Anchor:
    return Anchor(made.n, microseconds(made.at), made.count, bytes(made.hmac).hex())


def _seal_batch() -> Seal | None:
    with atomic(), connection().cursor() as cursor:
        cursor.execute(
            f"SELECT id, {CANONICAL} FROM audit_event WHERE seal IS NULL ORDER BY at, id LIMIT %s",  # noqa: S608
            [BATCH],
        )
        rows = cursor.fetchall()
        if not rows:
            return None
        head = Seal.objects.order_by("-n").first()
        made = Seal(
            n=head.n + 1 if head else 1,
            at=clock.now(),
            count=len(rows),
            previous=bytes(head.hmac) if head else FIRST,
        )
        made.hmac = digest(keysets.seal_key(), made, [text for _, text in rows])
        made.save(force_insert=True)
        ids = [row[0] for row in rows]
        cursor.execute("UPDATE audit_event SET seal = %s WHERE id = ANY(%s) AND seal IS NULL", [made.n, ids])
        if cursor.rowcount != len(rows):
            raise RuntimeError("An event was sealed by another: the sealing lock does not hold.")
        return made


def _finish_anchor() -> None:
    """Anchor the last seal if a stop came between its commit and its line. Only that one: more missing is a fault."""
    head = Seal.objects.order_by("-n").first()
    last = anchors.last()
    if head is not None and head.n == (last.n if last else 0) + 1:
        anchors.append(as_anchor(head))


def oldest_unsealed() -> datetime | None:
    """The instant of the oldest event that waits for its seal, None when none waits. Callable from any perimeter."""
    oldest: datetime | None = answer("SELECT audit_oldest_unsealed()")
    return oldest


def waits_too_long() -> str:
    """The sentence of the alarm when an event has waited more than five minutes, else nothing."""
    oldest = oldest_unsealed()
    if oldest is None or clock.now() - oldest <= LATE:
        return ""
    minutes = int((clock.now() - oldest).total_seconds() // 60)
    return (
        f"La trace n’est plus scellée : un événement attend depuis {minutes} minutes, au lieu d’une. "
        "Vérifiez que les tâches automatiques tournent."
    )
