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

from django.utils.crypto import salted_hmac

from rivage.core.forms import whole
from rivage.core.french import amount, folded
from rivage.core.refusal import Refused, no
from rivage.core.sheets_in import UNCHANGED, Bounds, Cell, Read, SheetTable, Wrong, each, table
from rivage.core.sheets_in.cells import day_of, euros, month_of, text
from rivage.law.verdict import Verdict, allow, refuse
from rivage.law.wording import count, day, month, of_word
from rivage.rights.aid import scales
from rivage.rights.aid.ordered import Ordered
from rivage.rights.aid.orders import END
from rivage.rights.enums import PayerAnswer

# The month, then what is answered of it.
NAMED = ("reference", "mois")
COLUMNS = (*NAMED, "etat", "montant", "date")
# When the money left, where the payer says it apart from the day of its answer.
PAID_ON = "verse_le"
SAID = {
    "verse": PayerAnswer.PAID,
    "revenu": PayerAnswer.RETURNED,
    "revenu impaye": PayerAnswer.RETURNED,
    "suspendu": PayerAnswer.SUSPENDED,
}
# The column that a line was left aside for, by the code of the reason; two columns write a number.
PLACES = {
    "reference": "reference", "unknown": "reference", "elsewhere": "reference", "other_order": "reference",
    "month": "mois", "other_month": "mois", "state": "etat", "amount": "montant", "cents": "montant",
    "negative": "montant", "zero": "montant", "too_much": "montant", "total": "montant", "day": "date",
    "future": "date", "before_order": "date", "paid_on": PAID_ON,
}  # fmt: skip
CONTRADICTS = "contradicts"
BOUNDS = Bounds()
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One line as read. `number`: its line in the file, the header being line 1. `paid`: euros, 0 unless paid.

    `paid_on`: None where the file does not say it.
    """

    number: int
    reference: str
    month: date
    answer: str
    paid: Decimal
    on: date
    paid_on: date | None = None


@dataclass(slots=True)
class AnswersReport:
    """What a file changes: `accepted` lines, those `already` known, those left aside, and `apart`, accepted at another
    amount than ordered. `known`: what is noted of the accepted ones so far, by reference.
    """

    accepted: list[AnswerLine] = field(default_factory=list)
    already: list[AnswerLine] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    apart: list[Wrong] = field(default_factory=list)
    known: dict[str, Ordered] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """A word that changes with anything that the file would change, or leave aside. It is kept nowhere."""
        held = [self.accepted, self.already, self.wrong, sorted(self.known.items())]
        return salted_hmac("rivage.answers", repr(held), algorithm="sha256").hexdigest()[:32]


def parse(content: bytes) -> Read[AnswerLine]:
    """Read a file of answers. A line of the model that was left blank says nothing of its month.

    Raises `Refused` when the file as a whole cannot be trusted.
    """
    found = _whole(table(content, COLUMNS, BOUNDS, (PAID_ON,)))
    filled = [row for row in found.rows if any(text(cell) for cell in found.cells(row)[len(NAMED) :])]
    return each(replace(found, rows=filled), _line)


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
    reference, told_month, state, paid, on, paid_on = cells
    name = text(reference).upper()
    if not name:
        raise no("reference", "Il manque la référence de la ligne.")
    answer = SAID.get(folded(text(state)))
    if answer is None:
        raise no("state", "L’état est « versé », « revenu » ou « suspendu ».")
    found = _paid(paid, needed=answer == PayerAnswer.PAID)
    left = _day_left(paid_on) if answer == PayerAnswer.PAID else None
    return AnswerLine(number, name, month_of(told_month), answer, found, day_of(on), left)


def _day_left(cell: Cell) -> date | None:
    """The day when the money left, where it is said."""
    if not text(cell):
        return None
    try:
        return day_of(cell)
    except Refused as refused:
        raise no("paid_on", refused.verdict.sentence) from None


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
            sentence = "Deux lignes de ce fichier se contredisent."
            report.wrong += [Wrong(line.number, sentence, "twice") for line in lines]
            continue
        known = ordered.get(reference)
        fit = _fit(first, known, (elsewhere or {}).get(reference), issued_on, on, departement)
        if known is None or not fit:
            reason = fit.reasons[0]
            report.wrong += [Wrong(line.number, reason.sentence, reason.code) for line in lines]
            continue
        if _same(first, known):
            report.already.append(first)
            continue
        report.accepted.append(first)
        report.known[reference] = known
        if first.answer == PayerAnswer.PAID and first.paid != known.amount:
            report.apart.append(Wrong(first.number, _apart(first.paid, known.amount)))
    for found in (report.accepted, report.already):
        found.sort(key=lambda line: line.number)
    report.wrong.sort()
    report.apart.sort()
    return report


def _apart(paid: Decimal, ordered: Decimal) -> str:
    said = f"Versé {amount(paid)}, ordonné {amount(ordered)} :"
    if paid > ordered:
        return f"{said} la différence reste à régulariser."
    return f"{said} versé en partie, reste {amount(ordered - paid)}."


def _told(line: AnswerLine) -> tuple[Any, ...]:
    return line.month, line.answer, line.paid, line.on, line.paid_on


def _same(line: AnswerLine, known: Ordered) -> bool:
    noted = (known.answer, known.paid, known.answered_on)
    return (line.answer, line.paid, line.on) == noted and line.paid_on in (None, known.paid_on)


def _fit(
    line: AnswerLine, known: Ordered | None, elsewhere: Elsewhere | None, issued_on: date, on: date, departement: str
) -> Verdict:
    """Whether a line can be kept."""
    if known is None:
        return _of_no_order(elsewhere, departement)
    if line.month != known.month:
        said = f"Cette référence est celle {of_word(month(known.month))}, la ligne dit {month(line.month)}."
        return refuse("other_month", said)
    most = scales.most(known.month)
    if line.paid > most:
        return refuse("too_much", f"{amount(line.paid)} dépasse ce que la loi permet pour un mois, {amount(most)}.")
    if line.on > on:
        return refuse("future", "La date est après aujourd’hui.")
    if line.on < issued_on:
        return refuse("before_order", f"La date est avant l’ordre, émis le {day(issued_on)}.")
    if not (left := paid_day(line.answer, line.paid_on, line.on, issued_on)):
        return left
    if _same(line, known) or (known.paid_on is None and _same(replace(line, paid_on=None), known)):
        return allow()
    return against(known, line.answer, line.on, line.paid)


def paid_day(answer: str, paid_on: date | None, on: date, issued_on: date) -> Verdict:
    """Whether the money may have left on that day: of a month paid, between the order and the answer."""
    if paid_on is None:
        return allow()
    if answer != PayerAnswer.PAID:
        return refuse("paid_on", "Un mois qui n’est pas versé n’a pas de jour de versement.")
    if paid_on > on:
        return refuse("paid_on", "Le jour du versement est après celui de la réponse.")
    if paid_on < issued_on:
        return refuse("paid_on", f"Le jour du versement est avant l’ordre, émis le {day(issued_on)}.")
    return allow()


UNKNOWN = refuse("unknown", "Référence inconnue, ou d’une aide qui ne vous est plus ouverte.")


def _of_no_order(elsewhere: Elsewhere | None, departement: str) -> Verdict:
    if elsewhere is None:
        return UNKNOWN
    if elsewhere.departement != departement:
        return refuse("elsewhere", f"Cette référence est d’un autre département ({elsewhere.departement}).")
    return refuse("other_order", f"Cette référence est de l’ordre n° {elsewhere.order}, pas de celui-ci.")


def against(known: Ordered, answer: str, on: date, paid: Decimal, *, whole: bool = False) -> Verdict:
    """Whether an answer may follow what is noted of its month, or is against it: a month may change state later
    (returned after it was paid, paid after it was suspended), not twice on a day; one paid in part is paid more.

    `paid`: the total paid for the month, in euros; `whole`: it was read again that it is.
    """
    if known.answered_on is None or (on > known.answered_on and answer != known.answer):
        return allow()
    if known.in_part and answer == PayerAnswer.PAID and on >= known.answered_on:
        return allow() if whole and paid > (known.paid or NOTHING) else _completes(known, paid)
    said = PayerAnswer(known.answer).label
    return refuse(
        CONTRADICTS,
        f"Contredit ce qui est déjà noté : {said} le {day(known.answered_on)}. Si c’est faux, corrigez-le sur sa "
        "ligne de l’ordre, avec la raison.",
    )


def _completes(known: Ordered, total: Decimal) -> Verdict:
    """Whether this is the new total of a month paid in part, and not what was added to it."""
    before = known.paid or NOTHING
    if total > before and total != known.amount - before:
        return allow()
    return refuse(
        "total",
        f"Le montant est le total versé pour ce mois, et {amount(before)} sont déjà notés : écrivez ce total, ce qui "
        f"vient de s’ajouter compris ({amount(known.amount)} si tout est versé).",
    )
