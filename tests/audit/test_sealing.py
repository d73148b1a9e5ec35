"""Sealing misses nothing and verification finds every change, by attacks in raw SQL as the superuser."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import Error, connection, transaction

from rivage.audit import anchors, sealing, trace, verification
from rivage.audit.models import Event, Seal
from rivage.core import clock
from rivage.core.db.locks import alone
from rivage.core.logins import SEALER, login
from rivage.core.perimeter import Perimeter, perimeter
from rivage.vault import keysets
from tests.conftest import role

pytestmark = pytest.mark.django_db(transaction=True)

START = datetime(2026, 11, 21, 9, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_anchors(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.RIVAGE_ANCHORS = tmp_path / "anchors"
    keysets.forget()
    keysets.create_root()
    yield
    keysets.forget()


def happen(count: int = 1) -> None:
    with perimeter(Perimeter(role="system")), transaction.atomic():
        for _ in range(count):
            trace.record("membership_ended", role="delegate")


def history() -> None:
    """Three seals of four events each, a minute apart."""
    for minute in range(3):
        with clock.at(START + timedelta(minutes=minute)):
            happen(4)
            assert sealing.seal() == 4


def superuser(*statements: str) -> None:
    """What somebody does who holds the database: no trigger stops it."""
    with role("postgres", "SET session_replication_role = replica"), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def seals_of_events() -> list[int | None]:
    with login(SEALER), transaction.atomic():
        return list(Event.objects.order_by("at", "id").values_list("seal", flat=True))


def test_a_trace_left_alone_is_whole() -> None:
    history()
    report = verification.verify()
    assert (report.seals, report.events, report.waiting, report.faults) == (3, 12, 0, [])


def test_nothing_to_seal_makes_no_seal() -> None:
    history()
    assert sealing.seal() == 0
    assert Seal.objects.count() == 3


ONE = "(SELECT id FROM audit_event WHERE seal = 2 ORDER BY at, id LIMIT 1)"
ATTACKS = {
    "an event's kind is edited": ([f"UPDATE audit_event SET kind = 'read' WHERE id = {ONE}"], "Scellé 2,"),
    "an event is backdated": ([f"UPDATE audit_event SET at = at - interval '1 us' WHERE id = {ONE}"], "Scellé 2,"),
    "people are taken out": (
        [f"UPDATE audit_event SET people = ARRAY[gen_random_uuid()] WHERE id = {ONE}"],
        "Scellé 2,",
    ),
    "a code is edited": ([f"UPDATE audit_event SET details = '{{}}' WHERE id = {ONE}"], "Scellé 2,"),
    "the instant of writing is edited": (
        [f"UPDATE audit_event SET created_at = created_at + interval '1 us' WHERE id = {ONE}"],
        "Scellé 2,",
    ),
    "an event is deleted": ([f"DELETE FROM audit_event WHERE id = {ONE}"], "un événement en moins"),
    "an event is inserted": (
        [
            "INSERT INTO audit_event SELECT gen_random_uuid(), created_at, at, kind, user_id, membership_id, role,"
            f" departement, people, antennes, object_id, details, seal FROM audit_event WHERE id = {ONE}"
        ],
        "un événement en trop",
    ),
    "two events exchange their places": (
        [
            "UPDATE audit_event e SET at = o.at FROM (SELECT id, CASE WHEN row_number() OVER (ORDER BY at, id) = 1"
            " THEN at + interval '1 us' ELSE at END AS at FROM audit_event WHERE seal = 2) o WHERE e.id = o.id"
        ],
        "Scellé 2,",
    ),
    "an event moves to another seal": ([f"UPDATE audit_event SET seal = 3 WHERE id = {ONE}"], "Scellé 3,"),
    "an event is unsealed": ([f"UPDATE audit_event SET seal = NULL WHERE id = {ONE}"], "Scellé 2,"),
    "the tail is cut": (
        ["DELETE FROM audit_event WHERE seal = 3", "DELETE FROM audit_seal WHERE n = 3"],
        "La fin de la trace manque : le scellé 3",
    ),
    "the tail's seals are cut and its events stay": (
        ["DELETE FROM audit_seal WHERE n = 3"],
        "4 événements : le scellé 3, qu’ils nomment, n’existe pas",
    ),
    "everything is cut": (
        ["DELETE FROM audit_event", "DELETE FROM audit_seal"],
        "La fin de la trace manque : les scellés 1 à 3",
    ),
    "a seal in the middle is cut": (
        ["DELETE FROM audit_event WHERE seal = 2", "DELETE FROM audit_seal WHERE n = 2"],
        "Il manque le scellé 2 dans la base",
    ),
    "a seal is replaced": (["UPDATE audit_seal SET hmac = sha256('x') WHERE n = 2"], "Scellé 2,"),
    "a seal hides a deletion": (
        [f"DELETE FROM audit_event WHERE id = {ONE}", "UPDATE audit_seal SET count = 3 WHERE n = 2"],
        "Scellé 2,",
    ),
    "a seal's instant is edited": (["UPDATE audit_seal SET at = at + interval '1 us' WHERE n = 2"], "Scellé 2,"),
    "a link is edited": (["UPDATE audit_seal SET previous = sha256('x') WHERE n = 2"], "Le scellé 2 ne suit pas"),
}


def test_every_attack_on_the_database_is_found_and_located() -> None:
    history()
    for attack, (statements, sentence) in ATTACKS.items():
        with role("postgres", "SET session_replication_role = replica"), transaction.atomic():
            for statement in statements:
                connection.cursor().execute(statement)
            faults = verification.verify().faults
            transaction.set_rollback(True)
        assert any(sentence in fault for fault in faults), (attack, faults)
    assert verification.verify().faults == []


def test_whoever_also_holds_the_key_is_betrayed_by_the_anchors() -> None:
    history()
    superuser(f"DELETE FROM audit_event WHERE id = {ONE}")
    seal = Seal.objects.get(n=2)
    seal.count = 3
    with login(SEALER), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT {sealing.CANONICAL} FROM audit_event WHERE seal = 2 ORDER BY at, id")
        forged = sealing.digest(keysets.seal_key(), seal, [text for (text,) in cursor.fetchall()])
    superuser(f"UPDATE audit_seal SET count = 3, hmac = '\\x{forged.hex()}' WHERE n = 2")
    faults = verification.verify().faults
    assert any("Le scellé 2 de la base n’est pas celui qui est gardé au dehors" in fault for fault in faults)


def test_missing_anchor_lines_are_found() -> None:
    history()
    lines = anchors.path().read_text().splitlines(keepends=True)
    for keep, missing in (([0, 2], 2), ([0, 1], 3), ([1, 2], 1), ([0], 2), ([], 1)):
        anchors.path().write_text("".join(lines[number] for number in keep))
        faults = verification.verify().faults
        assert any(f"Le scellé {missing} n’a pas sa ligne" in fault for fault in faults), keep


def test_an_anchor_edited_or_unreadable_is_found() -> None:
    history()
    text = anchors.path().read_text()
    anchors.path().write_text(text.replace("2 ", "9 ", 1) if text.startswith("2 ") else text.replace("\n2 ", "\n9 "))
    assert any("les scellés" in fault or "le scellé 9" in fault for fault in verification.verify().faults)
    anchors.path().write_text(text.replace("\n2 ", "\n\x1b[2J "))
    assert verification.verify().faults == ["La ligne 2 du fichier des scellés est illisible."]


def test_an_event_committed_late_is_in_a_later_seal() -> None:
    opened, sealed = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with perimeter(Perimeter(role="system")), transaction.atomic():
                trace.record("user_created")
                opened.set()
                sealed.wait(20)
        finally:
            connection.close()

    writer = threading.Thread(target=slow)
    writer.start()
    assert opened.wait(20)
    happen(2)
    assert sealing.seal() == 2
    sealed.set()
    writer.join()
    assert sealing.seal() == 1
    assert verification.verify().faults == []
    # The event that came first is in the second seal: it was committed after the first one.
    assert sorted(seals_of_events(), key=int) == [1, 1, 2]
    assert seals_of_events()[0] == 2


def test_what_was_rolled_back_leaves_no_hole() -> None:
    happen()
    with perimeter(Perimeter(role="system")), transaction.atomic():
        trace.record("user_created")
        transaction.set_rollback(True)
    happen()
    assert sealing.seal() == 2
    assert verification.verify().faults == []


def test_two_sealers_never_interleave() -> None:
    happen()
    holding, done = threading.Event(), threading.Event()

    def other() -> None:
        try:
            with alone(sealing.LOCK) as held:
                assert held
                holding.set()
                done.wait(20)
        finally:
            connection.close()

    sealer = threading.Thread(target=other)
    sealer.start()
    assert holding.wait(20)
    assert sealing.seal() == 0
    assert Seal.objects.count() == 0
    done.set()
    sealer.join()
    assert sealing.seal() == 1


def test_a_large_backlog_is_sealed_in_several_seals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "BATCH", 5)
    happen(12)
    assert sealing.seal() == 12
    assert [seal.count for seal in Seal.objects.order_by("n")] == [5, 5, 2]
    assert verification.verify().faults == []


def test_a_stop_between_the_seal_and_its_anchor_is_mended_by_the_next_run(monkeypatch: pytest.MonkeyPatch) -> None:
    history()
    happen()

    def stop(_anchor: anchors.Anchor) -> None:
        raise OSError("the machine stops here")

    with monkeypatch.context() as patch:
        patch.setattr(anchors, "append", stop)
        with pytest.raises(OSError, match="stops"):
            sealing.seal()
    assert any("Le scellé 4 n’a pas sa ligne" in fault for fault in verification.verify().faults)
    happen()
    assert sealing.seal() == 1
    assert verification.verify().faults == []


def test_a_line_cut_short_by_a_stop_does_not_hide_the_next() -> None:
    history()
    with anchors.path().open("a") as file:
        file.write(f"4 {sealing.microseconds(START + timedelta(hours=1))}")
    with clock.at(START + timedelta(hours=1)):
        happen()
        sealing.seal()
    assert verification.verify().faults == []


def test_a_missing_sealing_key_is_a_sentence(settings: Any, tmp_path: Path) -> None:
    history()
    settings.RIVAGE_KEYS = tmp_path / "elsewhere"
    keysets.forget()
    with pytest.raises(CommandError, match="manque"):
        call_command("audit", "verify")


def test_the_command_says_what_was_altered_and_where(capsys: pytest.CaptureFixture[str]) -> None:
    history()
    call_command("audit", "verify")
    assert "12 événements sous 3 scellés" in capsys.readouterr().out.replace("\u00a0", " ")
    superuser(f"DELETE FROM audit_event WHERE id = {ONE}")
    with pytest.raises(CommandError, match="Scellé 2, 2026-11-21T09:01:00"):
        call_command("audit", "verify")


def test_the_oldest_event_that_waits_is_known_and_alarms_after_five_minutes() -> None:
    assert sealing.oldest_unsealed() is None
    with clock.at(START):
        happen()
        assert sealing.oldest_unsealed() == START
    with clock.at(START + timedelta(minutes=5)):
        assert sealing.waits_too_long() == ""
    with clock.at(START + timedelta(minutes=6)):
        assert "attend depuis 6 minutes" in sealing.waits_too_long()
        sealing.seal()
        assert sealing.waits_too_long() == ""


def test_the_application_may_not_change_the_trace() -> None:
    history()
    for statement in (
        "UPDATE audit_event SET kind = 'read'",
        "UPDATE audit_event SET seal = NULL, at = now()",
        "DELETE FROM audit_event",
        "TRUNCATE audit_event",
        "UPDATE audit_seal SET count = 0",
        "DELETE FROM audit_seal",
        "TRUNCATE audit_seal",
        "ALTER TABLE audit_event DISABLE TRIGGER ALL",
    ):
        refused(statement, "permission denied|must be owner")


def test_the_application_may_not_seal_again() -> None:
    history()
    for statement in ("UPDATE audit_event SET seal = 7 WHERE seal = 1", "UPDATE audit_event SET seal = NULL"):
        refused(statement, "la trace ne se modifie pas")


def refused(statement: str, words: str) -> None:
    with pytest.raises(Error, match=words), login(SEALER), transaction.atomic():
        connection.cursor().execute(statement)


def test_an_event_may_not_come_already_sealed() -> None:
    with pytest.raises(Error, match="la trace ne se modifie pas"), transaction.atomic():
        Event(at=clock.now(), kind="read", seal=1).save(force_insert=True)


def test_the_owner_may_not_change_the_trace_by_accident() -> None:
    history()
    for statement in ("DELETE FROM audit_event", "TRUNCATE audit_event", "UPDATE audit_seal SET count = 0"):
        with role("rivage_owner"), pytest.raises(Error, match="ne se modifie p"):
            connection.cursor().execute(statement)
