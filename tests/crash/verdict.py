"""What stands once all is calm: nothing acknowledged lost, nothing half done, the trace whole, each job done."""

import re
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path

from django.conf import settings
from django.db import connection

from rivage.audit import sealing, verification
from rivage.dossiers import parts
from rivage.dossiers.models import Demande, Note, PartVersion, TakeOver
from rivage.people.models import Identity
from rivage.rights.models import AidEvent, ApsFact
from tests.crash.country import Country
from tests.crash.writers import Book
from tests.database import role
from tests.world import acting

# Rows and the event that each was written with, in one transaction: the two are as many, whatever fell.
WITH_EVENT = {
    "dossiers_note": "note_added",
    "dossiers_demande WHERE NOT taken_over": "demande_opened",
    "dossiers_takeover": "path_taken_over",
    "rights_aidevent": "aid_event_noted",
    "rights_apsfact a WHERE n = 2": "aps_recorded",
    "commissions_seance": "seance_planned",
    "commissions_seance WHERE convened_at IS NOT NULL": "seance_convened",
    "commissions_agendaitem": "demande_scheduled",
    "people_person": "person_created",
}
MOVED = "details ->> 'move' = '{}'"
DEPOSITED = "d.deposited_at IS NOT NULL AND NOT d.taken_over"
STATED = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'commissions.send_date' AND status"
BETWEEN_MAILS = b"\n" + b"-" * 79 + b"\n"
# Each counts what a gesture cut in the middle would leave.
HALF_DONE = {
    "a demande that moved without its date, or its date without the move": """
        SELECT count(*) FROM dossiers_demande d WHERE NOT taken_over AND (step = 'draft') <> (deposited_at IS NULL)""",
    "a deposit without its opening": f"""
        SELECT count(*) FROM dossiers_demande d WHERE {DEPOSITED} AND NOT EXISTS (SELECT FROM people_share s
          WHERE s.demande_id = d.id AND s.purpose = 'instruction')""",
    "an opening without the deposit": """
        SELECT count(*) FROM people_share s JOIN dossiers_demande d ON d.id = s.demande_id
          WHERE s.purpose = 'instruction' AND d.deposited_at IS NULL AND NOT d.taken_over""",
    "a deposit without the key that opens it": f"""
        SELECT count(*) FROM dossiers_demande d WHERE {DEPOSITED} AND NOT EXISTS (SELECT FROM vault_personkey k
          JOIN accounts_body b ON b.id = k.body_id WHERE k.person_id = d.person_id AND b.kind = 'prefecture')""",
    "a person without her two keys": """
        SELECT count(*) FROM people_person p WHERE (SELECT count(DISTINCT kind) FROM vault_personkey k
          WHERE k.person_id = p.id AND k.body_id = p.antenne_id) <> 2""",
    "a path taken over without its period": """
        SELECT count(*) FROM dossiers_takeover t WHERE NOT EXISTS (
          SELECT FROM dossiers_period p WHERE p.parcours_id = t.parcours_id)""",
    "a demande scheduled without its place, or a place without the move": """
        SELECT count(*) FROM dossiers_demande d WHERE (step = 'scheduled') <>
          EXISTS (SELECT FROM commissions_agendaitem i WHERE i.demande_id = d.id)""",
    "a member convened without her job, or with two": """
        SELECT count(*) FROM commissions_convocation c WHERE c.channel = 'mail' AND 1 <> (SELECT count(*)
          FROM procrastinate_jobs j WHERE j.task_name = 'commissions.send_date'
          AND j.args ->> 'convocation' = c.id::text)""",
    "a session convened without its openings": """
        SELECT count(*) FROM commissions_agendaitem i JOIN commissions_seance s ON s.id = i.seance_id
          WHERE s.convened_at IS NOT NULL AND NOT EXISTS (
            SELECT FROM people_share h WHERE h.demande_id = i.demande_id AND h.purpose = 'session')""",
}


def found(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0])


def lost(country: Country, book: Book) -> Iterator[str]:
    """What was acknowledged and is not there, or not once, or does not decrypt."""
    with acting(country.world["lead:estuaire33"]):
        notes = Counter((row.person_id, row.text) for row in Note.objects.all())
        yield from (f"note {key[1]}: {notes[key]} times" for key in book.of("note") if notes[key] != 1)
        names = Counter(row.name_in_use for row in Identity.objects.all())
        yield from (f"path of {name}: {names[name]} times" for name in book.of("take_over") if names[name] != 1)
        taken = {row.person_id for row in TakeOver.objects.all()}
        events = Counter((row.person_id, row.kind, row.on) for row in AidEvent.objects.all())
        yield from (f"aid event {key}: {events[key]} times" for key in book.of("aid_event") if events[key] != 1)
        yield from (f"event of no path {key}" for key in book.of("aid_event") if key[0] not in taken)
        facts_ = Counter((row.person_id, row.step, row.on) for row in ApsFact.objects.filter(n=2))
        yield from (f"permit {key}: {facts_[key]} times" for key in book.of("permit") if facts_[key] != 1)
        steps = dict(Demande.objects.values_list("pk", "step"))
        yield from (f"deposit {pk}" for pk in book.of("deposit") if steps[pk] == "draft")
        yield from (f"declared complete {pk}" for pk in book.of("complete") if steps[pk] in ("draft", "submitted"))
        yield from _part(country, book)
    yield from _sessions(country, book)


def _part(country: Country, book: Book) -> Iterator[str]:
    """The last words acknowledged are in force, or those that were sent after them; no save counts twice."""
    demande = Demande.objects.get(pk=country.written)
    values, version = parts.read(demande, "account"), parts.version(demande, "account")
    known = [entry[1] for entry in book.of("part")]
    last = max(known, default=0)
    if version not in (last, last + 1) or (version and values["text"] != f"Elle prépare la suite, mot {version}."):
        yield f"part: version {version} in force, {last} acknowledged"
    if known != list(range(1, last + 1)):
        yield "part: the versions acknowledged do not follow each other"
    if PartVersion.objects.filter(demande=demande, aside=True).exists():
        yield "part: words of one hand were set aside as if there were two"


def _sessions(country: Country, book: Book) -> Iterator[str]:
    with acting(country.world["delegate:33"]), connection.cursor() as cursor:
        cursor.execute("SELECT id, place, convened_at FROM commissions_seance")
        rows = {pk: (place, convened) for pk, place, convened in cursor.fetchall()}
    yield from (f"session {place}" for pk, place in book.of("seance") if rows.get(pk, ("",))[0] != place)
    yield from (f"convocation {pk}" for pk in book.of("convened") if not rows.get(pk, ("", None))[1])


def half_done() -> Iterator[str]:
    """Gestures cut in the middle. Asked of the database's own superuser."""
    with role("postgres"):
        yield from _half_done()


def _half_done() -> Iterator[str]:
    for words, sql in HALF_DONE.items():
        if number := found(sql):
            yield f"{number} × {words}"
    for rows, kind in WITH_EVENT.items():
        lines = found(f"SELECT count(*) FROM {rows}")
        events = found(f"SELECT count(*) FROM audit_event WHERE kind = '{kind}'")
        if lines != events:
            yield f"{lines} rows of {rows}, {events} events {kind}"
    for move, column in (("submit", "deposited_at"), ("declare_complete", "completed_at")):
        lines = found(f"SELECT count(*) FROM dossiers_demande WHERE {column} IS NOT NULL AND NOT taken_over")
        events = found(f"SELECT count(*) FROM audit_event WHERE kind = 'demande_moved' AND {MOVED.format(move)}")
        if lines != events:
            yield f"{lines} demandes with {column}, {events} events of the move {move}"


def trace() -> Iterator[str]:
    """Seal what waits, then count everything again."""
    sealing.seal()
    yield from verification.verify().faults


def jobs() -> tuple[list[str], dict[str, int]]:
    """What is wrong with the mails, and their counts. Sent twice only when the job was taken up again."""
    sent = _mails()
    with role("postgres"), connection.cursor() as cursor:
        waiting, failed = found(f"{STATED} IN ('todo', 'doing')"), found(f"{STATED} = 'failed'")
        cursor.execute("""SELECT s.place, m.email, j.attempts FROM commissions_convocation c
            JOIN commissions_seance s ON s.id = c.seance_id JOIN commissions_member m ON m.id = c.member_id
            JOIN procrastinate_jobs j ON j.args ->> 'convocation' = c.id::text WHERE c.channel = 'mail'""")
        asked = {(place, email): attempts for place, email, attempts in cursor.fetchall()}
    wrong = [f"{waiting} jobs never done"] * bool(waiting) + [f"{failed} jobs given up"] * bool(failed)
    wrong += [f"mail {key} never left" for key in asked if not sent[key]]
    wrong += [f"mail {key} left {sent[key]} times for {tries} tries" for key, tries in asked.items()
              if sent[key] > max(1, tries)]  # fmt: skip
    wrong += [f"mail {key} that nobody asked for" for key in sent if key not in asked]
    twice = sum(number - 1 for number in sent.values())
    return wrong, {"jobs": len(asked), "mails": sum(sent.values()), "sent_twice_by_a_crash": twice}


def _mails() -> Counter[tuple[str, str]]:
    """Mails that left, by place and address. One cut by a kill is not one; two of the same second share a file."""
    sent: Counter[tuple[str, str]] = Counter()
    for path in Path(settings.EMAIL_FILE_PATH).glob("*.log"):
        for written in path.read_bytes().split(BETWEEN_MAILS)[:-1]:
            mail = message_from_bytes(written.lstrip())
            text = mail.get_payload(decode=True)
            found = re.search(r"Salle des Cartes \d+", text.decode("utf-8", "replace")) if text else None
            if found:
                sent[found[0], str(mail["To"])] += 1
    return sent
