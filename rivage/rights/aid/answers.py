"""What the payer answers of an order: its file read, each line compared with what was ordered. No query, no write.

A file that does not hold together (cut, unreadable, without its columns) is refused whole. In a file that does, each
line stands alone: the good ones are kept, the others listed with their number and a sentence.
"""

import csv
import io
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from rivage.core.french import amount
from rivage.core.refusal import Refused, no
from rivage.law.wording import day, month
from rivage.people.names import key
from rivage.rights.aid.ledger import Ordered
from rivage.rights.aid.orders import END
from rivage.rights.enums import PayerAnswer

COLUMNS = ("reference", "mois", "etat", "montant", "date")
SAID = {
    "verse": PayerAnswer.PAID,
    "revenu": PayerAnswer.RETURNED,
    "revenu impaye": PayerAnswer.RETURNED,
    "suspendu": PayerAnswer.SUSPENDED,
}
BIGGEST = 2 * 1024 * 1024
UNPACKED = 20 * 1024 * 1024
PARTS = 200
MOST_LINES = 5_000
CHUNK = 64 * 1024
MOST = Decimal("999999.99")
NOTHING = Decimal(0)
# All that a damaged archive, or a sheet that is none, makes its readers raise.
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, OSError, EOFError, KeyError, IndexError, ValueError,
    TypeError, AttributeError, SyntaxError, RuntimeError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One line as read. `number`: its line in the file, the header being line 1. `paid`: euros, 0 unless paid."""

    number: int
    reference: str
    month: date
    answer: str
    paid: Decimal
    on: date


@dataclass(frozen=True, slots=True, order=True)
class Wrong:
    """A line left aside, and why."""

    number: int
    sentence: str


@dataclass(slots=True)
class Read:
    lines: list[AnswerLine] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.lines) + len(self.wrong)


@dataclass(slots=True)
class AnswersReport:
    """What a file changes: `accepted` lines, those `already` known, those left aside, and `apart`, accepted at another
    amount than ordered.
    """

    accepted: list[AnswerLine] = field(default_factory=list)
    already: list[AnswerLine] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    apart: list[Wrong] = field(default_factory=list)


def parse(content: bytes) -> Read:
    """Read a file of answers, CSV or XLSX. Raises `Refused` when the file as a whole cannot be trusted."""
    if len(content) > BIGGEST:
        raise no("too_big", "Ce fichier dépasse 2 Mo. Rien n’a été changé.")
    if not content.strip():
        raise no("empty", "Ce fichier est vide. Rien n’a été changé.")
    rows = list(_sheet_rows(content) if content.startswith(b"PK") else _text_rows(content))
    if not rows:
        raise no("empty", "Ce fichier est vide. Rien n’a été changé.")
    where = _columns(rows[0][1])
    body = _whole(rows[1:])
    found = Read()
    for number, row in body:
        try:
            found.lines.append(_line(number, [_cell(row, place) for place in where]))
        except Refused as refused:
            found.wrong.append(Wrong(number, refused.verdict.sentence))
    return found


def _text_rows(content: bytes) -> Iterator[tuple[int, list[Any]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # A French spreadsheet still saves its CSV so.
        text = content.decode("cp1252", "replace")
    if "\x00" in text:
        raise no("unreadable", "Ce fichier ne se lit pas. Envoyez un CSV ou un XLSX. Rien n’a été changé.")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error as error:
        raise no("unreadable", "Ce fichier ne se lit pas. Envoyez un CSV ou un XLSX. Rien n’a été changé.") from error


def _sheet_rows(content: bytes) -> Iterator[tuple[int, list[Any]]]:
    unreadable = no("unreadable", "Ce classeur ne se lit pas. Enregistrez-le de nouveau en XLSX. Rien n’a été changé.")
    try:
        _unpack(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(values_only=True, max_row=MOST_LINES + 3, max_col=40)
        found = [(number, list(row)) for number, row in enumerate(rows, start=1)]
    except Refused:
        raise
    except UNREADABLE as error:
        raise unreadable from error
    for number, row in found:
        if any(cell is not None and str(cell).strip() for cell in row):
            yield number, row


def _unpack(content: bytes) -> None:
    """Unpack once with a ceiling: the sizes that an archive declares may lie. Raises `Refused` above it."""
    read = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        if len(entries) > PARTS:
            raise no("bomb", "Ce classeur est anormalement gros une fois ouvert. Rien n’a été changé.")
        for entry in entries:
            with archive.open(entry) as part:
                while chunk := part.read(CHUNK):
                    read += len(chunk)
                    if read > UNPACKED:
                        raise no("bomb", "Ce classeur est anormalement gros une fois ouvert. Rien n’a été changé.")


def _columns(head: Sequence[Any]) -> list[int]:
    """Where each column stands, by its name: their order is free. Raises `Refused` for a missing or repeated one."""
    names = [key(str(cell)) if cell is not None else "" for cell in head]
    lacking = [name for name in COLUMNS if name not in names]
    if lacking:
        words = ", ".join(lacking)
        raise no("columns", f"Il manque une colonne, ou son nom : {words}. Rien n’a été changé.")
    twice = [name for name in COLUMNS if names.count(name) > 1]
    if twice:
        raise no("columns_twice", f"La colonne « {twice[0]} » est écrite deux fois. Rien n’a été changé.")
    return [names.index(name) for name in COLUMNS]


def _whole(rows: list[tuple[int, list[Any]]]) -> list[tuple[int, list[Any]]]:
    """The lines before the last one, which says END and how many there are. Raises `Refused` for a file cut short."""
    if not rows or str(rows[-1][1][0] or "").strip().upper() != END:
        raise no(
            "truncated", f"Le fichier n’a pas sa dernière ligne « {END};nombre » : il est coupé. Rien n’a été changé."
        )
    body, last = rows[:-1], rows[-1][1]
    told = _text(last[1]) if len(last) > 1 else ""
    if not told.isdecimal() or int(told) != len(body):
        said = told if told.isdecimal() else "aucune"
        raise no(
            "truncated",
            f"La dernière ligne annonce {said} ligne(s), le fichier en a {len(body)} : il est incomplet. "
            "Rien n’a été changé.",
        )
    if len(body) > MOST_LINES:
        raise no("too_many", f"Ce fichier a plus de {MOST_LINES} lignes. Rien n’a été changé.")
    return body


def _cell(row: Sequence[Any], place: int) -> Any:
    return row[place] if place < len(row) else None


def _text(value: Any) -> str:
    """A cell as text. A spreadsheet keeps 12 as 12.0."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip().removeprefix("'")


def _line(number: int, cells: Sequence[Any]) -> AnswerLine:
    reference, told_month, state, euros, on = cells
    name = _text(reference).upper()
    if not name:
        raise no("reference", "Il manque la référence de la ligne.")
    answer = SAID.get(key(_text(state)))
    if answer is None:
        raise no("state", "L’état est « versé », « revenu » ou « suspendu ».")
    paid = _euros(euros, needed=answer == PayerAnswer.PAID)
    return AnswerLine(
        number, name, _month(told_month), answer, paid if answer == PayerAnswer.PAID else NOTHING, _day(on)
    )


def _euros(value: Any, *, needed: bool) -> Decimal:
    """Exact euros, to the cent. Raises `Refused` for none where it is needed, a negative one, or parts of a cent."""
    text = "".join(_text(value).split()).removesuffix("€").replace(",", ".")
    if not text:
        if needed:
            raise no("amount", "Il manque le montant versé.")
        return NOTHING
    try:
        found = Decimal(text)
    except InvalidOperation as error:
        raise no("amount", "Le montant s’écrit en euros et centimes, ainsi : 343,20.") from error
    if not found.is_finite() or found > MOST:
        raise no("amount", "Le montant s’écrit en euros et centimes, ainsi : 343,20.")
    if found < 0:
        raise no("negative", "Le montant est négatif. Un mois qui n’est pas payé se dit « revenu » ou « suspendu ».")
    if found != found.quantize(Decimal("0.01")):
        raise no("cents", "Le montant a plus de deux décimales : il se donne au centime.")
    if needed and not found:
        raise no("zero", "Un mois versé a un montant. Un mois qui n’est pas payé se dit « revenu » ou « suspendu ».")
    return found.quantize(Decimal("0.01"))


def _month(value: Any) -> date:
    if isinstance(value, date):
        return date(value.year, value.month, 1)
    text = _text(value)
    for form in ("%Y-%m", "%m/%Y", "%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date().replace(day=1)  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    raise no("month", "Le mois s’écrit ainsi : 2026-12.")


def _day(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = _text(value)
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    raise no("day", "La date s’écrit ainsi : 2026-12-05.")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A line that the reader knows in another order: its number, and its département."""

    order: int
    departement: str


def reconcile(
    read: Read,
    ordered: Mapping[str, Ordered],
    *,
    issued_on: date,
    on: date,
    departement: str,
    elsewhere: Mapping[str, Elsewhere] | None = None,
) -> AnswersReport:
    """Compare the lines of a file with those of one order. Their order in the file changes nothing.

    `ordered`: the lines of the order by reference. `elsewhere`: other lines that this reader knows. `on`: today.
    """
    report = AnswersReport(wrong=list(read.wrong))
    groups: dict[str, list[AnswerLine]] = defaultdict(list)
    for line in read.lines:
        groups[line.reference].append(line)
    for reference, lines in groups.items():
        first = min(lines, key=lambda line: line.number)
        if any(_told(line) != _told(first) for line in lines):
            report.wrong += [Wrong(line.number, "Deux lignes de ce fichier se contredisent.") for line in lines]
            continue
        known = ordered.get(reference)
        why = _unfit(first, known, (elsewhere or {}).get(reference), issued_on, on, departement)
        if known is None or why:
            report.wrong += [Wrong(line.number, why) for line in lines]
            continue
        if _same(first, known):
            report.already.append(first)
            continue
        report.accepted.append(first)
        if first.answer == PayerAnswer.PAID and first.paid != known.amount:
            sentence = (
                f"Versé {amount(first.paid)}, ordonné {amount(known.amount)} : la différence reste à régulariser."
            )
            report.apart.append(Wrong(first.number, sentence))
    for found in (report.accepted, report.already):
        found.sort(key=lambda line: line.number)
    report.wrong.sort()
    report.apart.sort()
    return report


def _told(line: AnswerLine) -> tuple[Any, ...]:
    return line.month, line.answer, line.paid, line.on


def _same(line: AnswerLine, known: Ordered) -> bool:
    return (line.answer, line.paid, line.on) == (known.answer, known.paid, known.answered_on)


def _unfit(
    line: AnswerLine, known: Ordered | None, elsewhere: Elsewhere | None, issued_on: date, on: date, departement: str
) -> str:
    """Why a line can't be kept, or nothing."""
    if known is None:
        if elsewhere is None:
            return "Référence inconnue, ou d’une aide qui ne vous est plus ouverte."
        if elsewhere.departement != departement:
            return f"Cette référence est d’un autre département ({elsewhere.departement})."
        return f"Cette référence est de l’ordre n° {elsewhere.order}, pas de celui-ci."
    if line.month != known.month:
        return f"Cette référence est celle de {month(known.month)}, la ligne dit {month(line.month)}."
    if line.on > on:
        return "La date est après aujourd’hui."
    if line.on < issued_on:
        return f"La date est avant l’ordre, émis le {day(issued_on)}."
    if not known.answer or _same(line, known):
        return ""
    # A month may change state later (returned after it was paid, paid after it was suspended), not twice on a day.
    if known.answered_on is not None and line.on > known.answered_on and line.answer != known.answer:
        return ""
    said = PayerAnswer(known.answer).label
    when = day(known.answered_on) if known.answered_on else ""
    return f"Contredit ce qui est déjà noté : {said} le {when}."
