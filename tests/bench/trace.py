"""The trace: a reading with its event and without, sealing, verification."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import cycle
from typing import Any
from unittest import mock

from django.db import connections, transaction
from django.urls import reverse

from rivage.accounts.models import Membership
from rivage.audit import sealing, trace, verification
from rivage.audit.models import Event, Seal
from rivage.core import clock, logins
from rivage.core.perimeter import perimeter
from rivage.people.models import Identity, Person
from rivage.vault import keysets
from tests.bench import floor
from tests.bench.measure import Measure, side_by_side, worked
from tests.bench.nation import readers
from tests.bench.pages import got, signed_in

ONE_COMMIT, SEALED, VERIFIED = 1.0, 20_000.0, 50_000.0
ROUNDS, WINDOWS = 60, 5


def measures() -> Iterator[Measure]:
    yield _reading()
    yield _sealing()
    yield _verification()


def _reading() -> Measure:
    """One person shown, never the same twice; then without her event; then an event alone, with its commit."""
    membership = Membership.objects.select_related("body", "user").get(pk=readers("lead")[-1].membership)
    with perimeter(membership.perimeter()), transaction.atomic():
        people = list(Person.objects.visible_to(membership).order_by("?")[: 4 * ROUNDS])
    turn = cycle(people)
    floor.open_to_all()
    rank = floor.lay(lambda acting: [Identity.objects.filter(person=next(turn))])
    client = signed_in(membership)
    url = reverse(floor.NAME, kwargs={"membership": membership.pk, "rank": rank})

    def without() -> None:
        with mock.patch.object(trace, "read"):
            got(client, url)

    def event() -> None:
        person = next(turn)
        with perimeter(membership.perimeter()), transaction.atomic():
            trace.record("read", people=[person.pk], antennes=[person.antenne_id], slices=["reference"])

    for warm in (without, event):
        warm()
    told, silent, alone = side_by_side(lambda: got(client, url), without, event, rounds=ROUNDS, longest=15.0)
    of = {"avec": told.p50, "sans": silent.p50, "un événement et son commit": alone.p50, "à la montre": told.wall}
    what = "une lecture et son événement / la même sans, plus un commit"
    return Measure("trace", what, told.p50 / (silent.p50 + alone.p50), ONE_COMMIT, "", of=of)


class _Undone(Exception):
    """Leaves the transaction without keeping anything of it."""


@contextmanager
def _undone() -> Iterator[None]:
    try:
        with logins.atomic():
            yield
            raise _Undone
    except _Undone:
        return


@contextmanager
def _as_superuser() -> Iterator[None]:
    """Events are written where they are sealed: undone with their seals, they are seen by no other connection."""
    opened = connections[logins.SEALER]
    before = opened.settings_dict["USER"]
    opened.close()
    opened.settings_dict["USER"] = "postgres"
    try:
        yield
    finally:
        opened.close()
        opened.settings_dict["USER"] = before


def _sealing() -> Measure:
    """Two batches of events written for it, sealed by the sealer's own gesture, and undone."""
    now = clock.now()
    reader = readers("lead")[-1].membership
    membership = Membership.objects.select_related("body").get(pk=reader)
    rows = [_event(membership, now - timedelta(seconds=n)) for n in range(2 * sealing.BATCH)]
    with _as_superuser(), logins.login(logins.SEALER), _undone():
        Event.objects.bulk_create(rows, batch_size=1000)
        server = logins.connection().connection.info.backend_pid
        before = worked(server)
        sealed = sum(made.count for _ in "12" if (made := sealing._seal_batch()) is not None)
        lasted = worked(server) - before
    return Measure("trace", "scellement", sealed / lasted, SEALED, "/s", least=True, of={"scellés": sealed})


def _event(membership: Membership, at: Any) -> Event:
    return Event(
        at=at,
        kind="read",
        user_id=membership.user_id,
        membership_id=membership.pk,
        role=membership.role,
        people=[membership.pk],
        antennes=[membership.body_id],
        details={"slices": ["reference"]},
    )


def _verification() -> Measure:
    """Windows of the chain as `rivage audit verify` counts them again."""
    report = verification.VerificationReport()
    with logins.login(logins.SEALER), logins.atomic():
        server = logins.connection().connection.info.backend_pid
        seals = list(Seal.objects.order_by("n"))
        key = keysets.seal_key()
        windows = list(verification._windows(seals))[:WINDOWS]
        before = worked(server)
        faults = [fault for window in windows for fault in verification._window_faults(key, window, report)]
        lasted = worked(server) - before
    if faults:
        raise RuntimeError(faults[0])
    rate = report.events / lasted
    return Measure("trace", "vérification", rate, VERIFIED, "/s", least=True, of={"événements": report.events})
