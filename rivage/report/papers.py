"""The report on paper and as a table: each number beside the words that define it."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from rivage.accounts.activity import ActivitySection, Figure
from rivage.accounts.enums import Role
from rivage.accounts.models import Body, Membership
from rivage.core.french import between_days, decimal, number
from rivage.core.paper.sheet import Block, Heading, Letterhead, Paragraph, Sheet, Strong, TableBlock, Text
from rivage.law.wording import day, listed
from rivage.report.filtering import HowSaid, Leaving, LeavingSection, Together
from rivage.report.models import YearClosing
from rivage.report.reading import YearTogether

INTERNAL = "INTERNE, NE SE TRANSMET PAS"
FEW, SILENT, UNSAID = "moins de 11", "non donné", "non dit"
HEADS = ("Partie", "Nombre", "Détail", "Combien", "Unité", "Ce qui est compté")
RULE = (
    "Un nombre de moins de 11 personnes, de 0 à 10, se lit « moins de 11 ». « Non donné » : il est de moins "
    "de 11, ou il en ferait retrouver un par soustraction. Les réponses qui ne sont pas détaillées sont comptées "
    "ensemble. Aucun nombre n’est croisé avec un autre."
)
EXACT = (
    "Des nombres exacts, comptés dans les dossiers le jour de l’impression : ils peuvent désigner quelqu’un. Pour qui "
    "finance, l’antenne clôt l’année et remet l’impression qui en sort."
)
# Said to whoever counts, whether or not somebody set her aside: a number of what she does not read would tell her so.
READABLE = (
    "Ces nombres comptent les dossiers ouverts à qui les a comptés : une personne peut choisir qui, dans l’équipe, ne "
    "lit pas le sien."
)
# Fewer add up to nothing.
LEAST_SUMMED = 2
FEW_ANTENNES = (
    "Une somme se fait à partir de deux antennes qui ont clos leur année ; d’une seule, ce sont ses propres nombres. "
    "Ceux que chacune garde pour elle ne s’additionnent qu’à trois, toutes closes."
)
WIDTHS = (3.0, 1.1, 4.2)
Line = tuple[str | int | Decimal | None, ...]


def in_words(n: int | Decimal | None, unit: str = "") -> str:
    """« 1 234 », « 2,5 ETP », « non dit »."""
    if n is None:
        return UNSAID
    said = decimal(n) if isinstance(n, Decimal) else number(n)
    return f"{said}\u00a0{unit}" if unit else said


def said_of(figure: Leaving) -> str:
    """What a print says of a figure that leaves."""
    if figure.said is HowSaid.GIVEN:
        return in_words(figure.n, figure.unit)
    return FEW if figure.said is HowSaid.FEW else SILENT


def of_together(figure: Together, antennes: int) -> str:
    """« 214 », « 214, pour 3 antennes sur 5 », « non donné »."""
    if figure.n is None:
        return SILENT
    said = in_words(figure.n, figure.unit)
    return said if figure.given >= antennes else f"{said}, pour {figure.given} antennes sur {antennes}"


def internal(actor: Membership, found: list[ActivitySection], days: tuple[date, date], on: date) -> Sheet:
    """The exact report of an antenne, marked on each page."""
    whose = (
        f"Toute l’antenne. {READABLE}"
        if actor.role == Role.LEAD
        else "Les personnes que j’accompagne, et non toute l’antenne."
    )
    blocks: list[Block] = [Paragraph((Strong(between_days(*days)), f". {whose}")), Paragraph(EXACT)]
    for section in found:
        rows = [row for figure in section.figures for row in _exact(figure)]
        blocks += _table(section.title, rows)
    return _sheet("Rapport d’activité", actor.body, blocks, on, INTERNAL)


def _exact(figure: Figure) -> Iterator[tuple[Text, ...]]:
    yield (Strong(figure.label),), in_words(figure.n, figure.unit), figure.definition
    for part in figure.parts:
        if part.n:
            yield f"{figure.split} : {part.label}", number(part.n), ""


def outside(body: Body, found: list[LeavingSection], row: YearClosing, on: date) -> Sheet:
    """What leaves of a closed year."""
    blocks: list[Block] = [Paragraph(_closed(row)), Paragraph(RULE)]
    for section in found:
        rows = [line for figure in section.figures for line in _leaving(figure)]
        blocks += _table(section.title, rows)
    return _sheet(f"Rapport d’activité {row.year}", body, blocks, on)


def _closed(row: YearClosing) -> str:
    again = f", version {row.leaving.n}" if row.leaving.n > 1 else ""
    return f"Année civile {row.year}, close le {day(row.closed_on)}{again}. {READABLE}"


def _leaving(figure: Leaving) -> Iterator[tuple[Text, ...]]:
    yield (Strong(figure.label),), said_of(figure), figure.definition
    for _, label, n in figure.parts:
        yield f"{figure.split} : {label}", number(n), ""
    if figure.parts and figure.pooled:
        yield "Autres réponses, ensemble", number(figure.rest), f"{listed(figure.pooled)}."


def summed(body: Body, found: YearTogether, year: int, on: date) -> Sheet:
    """The sums of a head office."""
    blocks: list[Block] = [Paragraph(text) for text in (*of_antennes(found, year), RULE)]
    for title, figures in found.tables:
        rows = [line for figure in figures for line in _together(figure, len(found.closed))]
        blocks += _table(title, rows)
    return _sheet(f"Rapport d’activité {year}", body, blocks, on)


def of_antennes(found: YearTogether, year: int) -> Iterator[str]:
    """Which antennes are counted, and which are not yet."""
    if found.closed:
        yield f"Somme de ce qui sort de l’année {year} de {listed(found.closed)}."
    if found.awaited:
        yield f"N’ont pas encore clos leur année : {listed(found.awaited)}."
    if found.absent:
        yield f"N’existaient pas encore : {listed(found.absent)}."
    if len(found.closed) < LEAST_SUMMED:
        yield FEW_ANTENNES


def _together(figure: Together, antennes: int) -> Iterator[tuple[Text, ...]]:
    yield (Strong(figure.label),), of_together(figure, antennes), figure.definition
    for _, label, n in figure.parts:
        yield f"{figure.split} : {label}", number(n), ""
    if figure.parts and figure.rest:
        yield "Autres réponses, ensemble, ou non détaillées", number(figure.rest), ""


def _table(title: str, rows: list[tuple[Text, ...]]) -> list[Block]:
    heads = ("Nombre", "Combien", "Ce qui est compté")
    return [Heading(title), TableBlock(heads, tuple(rows), WIDTHS)]


def _sheet(title: str, body: Body, blocks: list[Block], on: date, stamp: str = "") -> Sheet:
    head = Letterhead(body.name, "", body.address_lines)
    return Sheet(title, f"{on:%Y%m%d}", tuple(blocks), head, (f"Imprimé le {day(on)}",), dense=True, stamp=stamp)


def exact_rows(found: Iterable[ActivitySection], days: tuple[date, date]) -> Iterator[Line]:
    """A line a number, and a line a part."""
    yield "", INTERNAL, between_days(*days), None, "", f"{READABLE} {EXACT}"
    for section in found:
        for one in section.figures:
            yield section.title, one.label, "", one.n, one.unit, one.definition
            for part in one.parts:
                yield section.title, one.label, part.label, part.n, "", one.split


def leaving_rows(found: Iterable[LeavingSection], row: YearClosing) -> Iterator[Line]:
    """The same of what leaves."""
    yield "", "", _closed(row), None, "", RULE
    for section in found:
        for one in section.figures:
            many = one.n if one.said is HowSaid.GIVEN else said_of(one)
            yield section.title, one.label, "", many, one.unit, one.definition
            for _, label, n in one.parts:
                yield section.title, one.label, label, n, "", one.split
            if one.parts and one.pooled:
                yield section.title, one.label, f"ensemble : {listed(one.pooled)}", one.rest, "", one.split


def together_rows(found: YearTogether, year: int) -> Iterator[Line]:
    """The same of the sums of a head office."""
    for text in of_antennes(found, year):
        yield "", "", text, None, "", RULE
    for title, figures in found.tables:
        for one in figures:
            yield title, one.label, f"{one.given} antennes", one.n, one.unit, one.definition
            for _, label, n in one.parts:
                yield title, one.label, label, n, "", one.split
