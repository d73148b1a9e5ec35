"""What a cell says, whatever a spreadsheet made of it. Each raises `Refused` with how it is written."""

import re
from datetime import MINYEAR, date, datetime
from decimal import Decimal

from rivage.core.french import folded
from rivage.core.refusal import Refused, no
from rivage.core.sheets_in import Cell
from rivage.law.wording import MONTHS

# Under a million, in these digits alone: Python also reads 1e2, 1_000 and other scripts, which nobody means to pay.
AMOUNT = re.compile(r"-?[0-9]{1,6}(\.[0-9]{1,20})?")
CENT = Decimal("0.01")
# Nearer to a cent than this, a number is that cent as a machine keeps it; a typed one is what was typed.
NOISE = Decimal("0.00001")
# « nov-26 », « nov.-26 », « novembre 2026 »: what Excel makes of 2026-11 in French.
NAMED_MONTH = re.compile(r"([^\W\d_]{3,9})\.?[ -]+(\d{4}|\d{2})")
HOUR = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")


def text(cell: Cell) -> str:
    """A cell as text. A spreadsheet keeps 12 as 12.0, and a text that begins as a formula after a quote."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip().removeprefix("'")


def euros(cell: Cell) -> Decimal | None:
    """Exact euros, to the cent; None for an empty cell. Raises `Refused` for parts of a cent."""
    unwritten = no("amount", "Le montant s’écrit en euros et centimes, ainsi : 343,20.")
    told = "".join(text(cell).split()).removesuffix("€").replace(",", ".")
    if not told:
        return None
    if not AMOUNT.fullmatch(told):
        raise unwritten
    found = Decimal(told)
    cents = found.quantize(CENT)
    if found != cents and not (isinstance(cell, float) and abs(found - cents) < NOISE):
        raise no("cents", "Le montant a plus de deux décimales : il se donne au centime.")
    return cents


def month_of(cell: Cell) -> date:
    """The first day of a month."""
    unwritten = no("month", "Le mois s’écrit ainsi : 2026-12.")
    told = _calendar(cell, "Le mois", unwritten)
    if isinstance(told, date):
        return told.replace(day=1)
    named = NAMED_MONTH.fullmatch(told)
    if named:
        begun = [n for n, name in enumerate(MONTHS, start=1) if folded(name).startswith(folded(named[1]))]
        year = int(named[2]) + (2000 if len(named[2]) == 2 else 0)
        if len(begun) == 1 and year >= MINYEAR:
            return date(year, begun[0], 1)
    return _written(told, ("%Y-%m", "%m/%Y", "%Y-%m-%d", "%d/%m/%Y"), unwritten).replace(day=1)


def day_of(cell: Cell) -> date:
    """A day. Two digits of a year are of this century: not for a birth."""
    unwritten = no("day", "La date s’écrit ainsi : 2026-12-05.")
    told = _calendar(cell, "La date", unwritten)
    if isinstance(told, date):
        return told
    short = re.fullmatch(r"(\d{1,2}/\d{1,2}/)(\d{2})", told)
    return _written(f"{short[1]}20{short[2]}" if short else told, ("%Y-%m-%d", "%d/%m/%Y"), unwritten)


def _calendar(cell: Cell, what: str, unwritten: Refused) -> date | str:
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float):
        raise no("a_number", f"{what} est un nombre dans ce classeur : donnez à la cellule le format d’une date.")
    told = HOUR.sub("", text(cell))
    if not told:
        raise no("no_day", f"{what} manque.")
    return told


def _written(told: str, forms: tuple[str, ...], unwritten: Refused) -> date:
    for form in forms:
        try:
            return datetime.strptime(told, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    raise unwritten
