"""Verification of the trace: everything is counted again, against the database and against the anchors."""

import hmac
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from rivage.audit import anchors, sealing
from rivage.audit.anchors import Anchor, AnchorsUnreadable
from rivage.audit.models import Seal
from rivage.core.db.locks import alone
from rivage.core.logins import SEALER, atomic, connection, login
from rivage.vault import keysets

WINDOW = 20_000
PATIENCE_SECONDS = 60.0


@dataclass
class VerificationReport:
    """What was counted, and a sentence for each fault, which locates it."""

    seals: int = 0
    events: int = 0
    waiting: int = 0
    faults: list[str] = field(default_factory=list)


class SealingBusy(Exception):
    """A sealer is at work and does not finish."""


def verify() -> VerificationReport:
    """Recount every seal and every event. Raises `SealingBusy` when a sealer never leaves the place."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        with login(SEALER), alone(sealing.LOCK) as held:
            if held:
                with atomic():
                    return _verify()
        if time.monotonic() > deadline:
            raise SealingBusy("Un scellement est en cours et ne finit pas. Recommencez dans une minute.")
        time.sleep(0.2)


def _verify() -> VerificationReport:
    report = VerificationReport()
    seals = list(Seal.objects.order_by("n"))
    report.seals = len(seals)
    report.faults += _ranks(seals)
    key = keysets.seal_key()
    for window in _windows(seals):
        report.faults += _window_faults(key, window, report)
    report.faults += _links(seals)
    report.faults += _strays(seals)
    report.faults += _anchor_faults(seals)
    with connection().cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_event WHERE seal IS NULL")
        report.waiting = cursor.fetchone()[0]
    return report


def _ranks(seals: list[Seal]) -> Iterator[str]:
    expected = 1
    for seal in seals:
        if seal.n > expected:
            yield f"Il manque {_range(expected, seal.n - 1)} dans la base."
        expected = seal.n + 1


def _links(seals: list[Seal]) -> Iterator[str]:
    before = sealing.FIRST
    for seal in seals:
        if bytes(seal.previous) != before:
            yield f"Le scellé {seal.n} ne suit pas celui qui le précède : l’un des deux a été remplacé."
        before = bytes(seal.hmac)


def _windows(seals: list[Seal]) -> Iterator[list[Seal]]:
    """Seals in a row, some 20 000 events at a time."""
    window: list[Seal] = []
    size = 0
    for seal in seals:
        window.append(seal)
        size += seal.count
        if size >= WINDOW:
            yield window
            window, size = [], 0
    if window:
        yield window


def _window_faults(key: bytes, window: list[Seal], report: VerificationReport) -> Iterator[str]:
    texts: dict[int, list[str]] = defaultdict(list)
    with connection().cursor() as cursor:
        cursor.execute(
            f"SELECT seal, {sealing.CANONICAL} FROM audit_event WHERE seal BETWEEN %s AND %s"  # noqa: S608
            " ORDER BY seal, at, id",
            [window[0].n, window[-1].n],
        )
        for n, text in cursor.fetchall():
            texts[n].append(text)
    for seal in window:
        found = texts[seal.n]
        report.events += len(found)
        when = seal.at.isoformat(timespec="seconds")
        if len(found) < seal.count:
            yield f"Scellé {seal.n}, {when} : {_events(seal.count - len(found))} en moins."
        elif len(found) > seal.count:
            yield f"Scellé {seal.n}, {when} : {_events(len(found) - seal.count)} en trop."
        elif not hmac.compare_digest(sealing.digest(key, seal, found), bytes(seal.hmac)):
            yield f"Scellé {seal.n}, {when} : un événement a été changé, ou le scellé lui-même."


def _strays(seals: list[Seal]) -> Iterator[str]:
    """Events that name a seal which does not exist: a tail that was cut, or a false seal."""
    known = [seal.n for seal in seals]
    with connection().cursor() as cursor:
        cursor.execute(
            "SELECT seal, count(*) FROM audit_event WHERE seal IS NOT NULL AND NOT seal = ANY(%s)"
            " GROUP BY seal ORDER BY seal",
            [known],
        )
        for n, count in cursor.fetchall():
            yield f"{_events(count).capitalize()} : le scellé {n}, qu’ils nomment, n’existe pas."


def _anchor_faults(seals: list[Seal]) -> Iterator[str]:
    try:
        copies = anchors.read()
    except AnchorsUnreadable as error:
        yield str(error)
        return
    by_rank: dict[int, set[Anchor]] = defaultdict(set)
    for anchor in copies:
        by_rank[anchor.n].add(anchor)
    kept = {seal.n: sealing.as_anchor(seal) for seal in seals}
    last = max(kept, default=0)
    cut = sorted(n for n in by_rank if n not in kept)
    tail = [n for n in cut if n > last]
    if tail:
        yield f"La fin de la trace manque : {_range(tail[0], tail[-1])}, au dehors mais plus dans la base."
    for n in cut:
        if n <= last:
            yield f"Le scellé {n} est au dehors mais plus dans la base."
    for n, seal in kept.items():
        if n not in by_rank:
            yield f"Le scellé {n} n’a pas sa ligne dans le fichier tenu hors de la base."
        elif by_rank[n] != {seal}:
            yield f"Le scellé {n} de la base n’est pas celui qui est gardé au dehors : il a été remplacé."


def _events(count: int) -> str:
    return "un événement" if count == 1 else f"{count} événements"


def _range(first: int, last: int) -> str:
    return f"le scellé {first}" if first == last else f"les scellés {first} à {last}"
