"""What the payer answers of an order: its file read, each line compared with what was ordered. No query, no write.

A file that does not hold together (cut, unreadable, without its columns) is refused whole. In a file that does, each
line stands alone: the good ones are kept, the others listed with their number and a sentence.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from rivage.core.forms import whole
from rivage.core.french import amount, folded
from rivage.core.refusal import no
from rivage.core.sheets_in import UNCHANGED, Bounds, Cell, Read, SheetTable, Wrong, each, table
from rivage.core.sheets_in.cells import day_of, euros, month_of, text
from rivage.law.wording import count, day, month, of_word
from rivage.rights.aid import scales
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
BOUNDS = Bounds()
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One line as read. `number`: its line in the file, the header being line 1. `paid`: euros, 0 unless paid."""

    number: int
    reference: str
    month: date
    answer: str
    paid: Decimal
    on: date


@dataclass(slots=True)
class AnswersReport:
    """What a file changes: `accepted` lines, those `already` known, those left aside, and `apart`, accepted at another
    amount than ordered.
    """

    accepted: list[AnswerLine] = field(default_factory=list)
    already: list[AnswerLine] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    apart: list[Wrong] = field(default_factory=list)


def parse(content: bytes) -> Read[AnswerLine]:
    """Read a file of answers. Raises `Refused` when the file as a whole cannot be trusted."""
    return each(_whole(table(content, COLUMNS, BOUNDS)), _line)


def _whole(found: SheetTable) -> SheetTable:
    """The lines before the last one, which says END and how many there are. Raises `Refused` for a file cut short."""
    if not found.rows or text(found.rows[-1].cells[0]).upper() != END:
        raise no("truncated", f"Le fichier n’a pas sa dernière ligne « {END};nombre » : il est coupé. {UNCHANGED}")
    *body, last = found.rows
    told = text(last.cells[1]) if len(last.cells) > 1 else ""
    counted = whole(told)
    if counted != len(body):
        said = f"annonce {count(counted, 'ligne')}" if counted >= 0 else "ne dit pas combien de lignes il y a"
        raise no(
            "truncated",
            f"La dernière ligne {said}, le fichier en a {len(body)} : il est incomplet. {UNCHANGED}",
        )
    return replace(found, rows=body)


def _line(number: int, cells: list[Cell]) -> AnswerLine:
    reference, told_month, state, paid, on = cells
    name = text(reference).upper()
    if not name:
        raise no("reference", "Il manque la référence de la ligne.")
    answer = SAID.get(folded(text(state)))
    if answer is None:
        raise no("state", "L’état est « versé », « revenu » ou « suspendu ».")
    found = _paid(paid, needed=answer == PayerAnswer.PAID)
    return AnswerLine(number, name, month_of(told_month), answer, found, day_of(on))


def _paid(cell: Cell, *, needed: bool) -> Decimal:
    """Euros paid, nothing unless they are needed. Raises `Refused` for none, or a negative amount."""
    found = euros(cell)
    if found is None:
        if needed:
            raise no("amount", "Il manque le montant versé.")
        return NOTHING
    if found < 0:
        raise no("negative", "Le montant est négatif. Un mois qui n’est pas payé se dit « revenu » ou « suspendu ».")
    if needed and not found:
        raise no("zero", "Un mois versé a un montant. Un mois qui n’est pas payé se dit « revenu » ou « suspendu ».")
    return found if needed else NOTHING


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A line that the reader knows in another order: its number, and its département."""

    order: int
    departement: str


def reconcile(
    read: Read[AnswerLine],
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
        return f"Cette référence est celle {of_word(month(known.month))}, la ligne dit {month(line.month)}."
    most = scales.most(known.month)
    if line.paid > most:
        return f"{amount(line.paid)} dépasse ce que la loi permet pour un mois, {amount(most)}."
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
    return (
        f"Contredit ce qui est déjà noté : {said} le {when}. Si c’est faux, corrigez-le sur sa ligne de l’ordre, avec "
        "la raison."
    )
