"""Files that come: every format and encoding read alike, a hostile one refused in a sentence that quotes nothing."""

import io
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from rivage.core import sheets_in
from rivage.core.refusal import Refused, no
from rivage.core.sheets_in import Bounds, Cell, Wrong, each, table
from rivage.core.sheets_in.cells import day_of, euros, month_of, text
from tests.core import workbooks

HEADS = ("nom", "ville")
ROWS = [("Ville", "Numéro", "Nom"), ("Fécamp", "1", "Galet d’Été")]
READ = [["Galet d’Été", "Fécamp"]]
SECRET = "Corail"


def cut(separator: str, *rows: tuple[str, ...]) -> str:
    return "\r\n".join(separator.join(row) for row in rows or ROWS) + "\r\n"


def book(*rows: tuple[Any, ...]) -> bytes:
    made = Workbook()
    for one in rows:
        made.active.append(one)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def of_three_kinds() -> dict[str, bytes]:
    old = [tuple(cell.replace("’", "'") for cell in one) for one in ROWS]
    return {
        "xlsx": book(*ROWS),
        "ods": workbooks.ods("".join(workbooks.ods_row(*one) for one in ROWS)),
        "xls": workbooks.xls(*old),
    }


def read(content: bytes, bounds: Bounds | None = None) -> list[list[Cell]]:
    found = table(content, HEADS, bounds or Bounds())
    return [found.cells(row) for row in found.rows]


def refusal(content: bytes, bounds: Bounds | None = None) -> str:
    with pytest.raises(Refused) as refused:
        table(content, HEADS, bounds or Bounds())
    (sentence,) = (reason.sentence for reason in refused.value.verdict.reasons)
    assert sentence.endswith("Rien n’a été changé.")
    assert SECRET not in sentence
    return sentence


@pytest.mark.parametrize("separator", [";", "\t", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_text_is_read_whatever_its_encoding_and_separator(encoding: str, separator: str) -> None:
    assert read(cut(separator).encode(encoding)) == READ


@pytest.mark.parametrize("separator", [";", "\t", ","])
def test_the_line_that_tells_excel_the_separator_is_no_row(separator: str) -> None:
    assert read(f"sep={separator}\r\n{cut(separator)}".encode()) == READ


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_any_end_of_line_ends_a_line(end: str) -> None:
    assert read(cut(";").replace("\r\n", end).encode()) == READ


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_a_workbook_is_known_by_what_it_holds(kind: str) -> None:
    (row,) = read(of_three_kinds()[kind])
    assert [str(cell).replace("'", "’") for cell in row] == READ[0]


def test_a_title_may_stand_above_the_heads_and_rows_keep_their_numbers() -> None:
    above = ("Réponses, d’essai, de la semaine, et d’autres",)
    for content in (cut(";", above, *ROWS).encode(), book(above, (), *ROWS)):
        (row,) = table(content, HEADS, Bounds()).rows
        assert row.number == (3 if content[:2] != b"PK" else 4)


def test_the_first_sheet_that_is_seen_is_read() -> None:
    hidden = workbooks.xlsx(workbooks.row(1, SECRET), workbooks.row(1, *ROWS[0]), state="hidden")
    assert read(hidden) == []
    alone = workbooks.xlsx(workbooks.row(1, SECRET), state="veryHidden")
    assert "aucune feuille visible" in refusal(alone)


def test_a_cell_keeps_what_it_is_and_a_day_loses_its_hour() -> None:
    content = book(("nom", "ville"), ("12", 12), (1.5, datetime(2026, 12, 5, 10, 30)))  # noqa: DTZ001
    found = table(content, HEADS, Bounds())
    assert [found.cells(row) for row in found.rows] == [["12", 12], [1.5, date(2026, 12, 5)]]


def test_a_line_that_cannot_be_taken_is_left_aside_with_its_number() -> None:
    def make(number: int, cells: list[Cell]) -> tuple[int, str]:
        if cells[0] == "non":
            raise no("refused", "Cette ligne est refusée.")
        return number, text(cells[0])

    found = each(table(cut(";", ("nom", "ville"), ("oui",), ("non", "x"), ("", "")).encode(), HEADS, Bounds()), make)
    assert (found.lines, found.wrong, found.count) == (
        [(2, "oui")],
        [Wrong(3, "Cette ligne est refusée.", "refused")],
        2,
    )


@pytest.mark.parametrize(
    ("heads", "sentence"),
    [(("nom", "lieu"), "Il manque une colonne, ou son nom : ville."), (("nom", "ville", "Nom"), "« nom » est écrite")],
)
def test_a_head_missing_or_written_twice_is_named(heads: tuple[str, ...], sentence: str) -> None:
    assert sentence in refusal(cut(";", heads, (SECRET, SECRET)).encode())


def corners() -> bytes:
    return workbooks.xlsx(
        f'<row r="1">{workbooks.NUMBER.format(place="A1")}</row>'
        f'<row r="1048576">{workbooks.NUMBER.format(place="XFD1048576")}</row>'
    )


def swollen() -> bytes:
    return workbooks.zipped({"xl/workbook.xml": "0" * (Bounds().unpacked * sheets_in.MEBI + 1)})


def repeated() -> bytes:
    """One long text in every cell: once in the file, endless once read."""
    cells = '<c t="s"><v>0</v></c>' * 30
    rows = (f'<row r="{n}">{cells}</row>' for n in range(1, 100))
    return workbooks.xlsx("".join(rows), shared="x" * 30_000)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "est vide"),
        (" \r\n;;\r\n".encode("utf-16"), "est vide"),
        (book((None,)), "est vide"),
        (corners(), "anormalement gros"),
        (repeated(), "anormalement gros"),
        (swollen(), "anormalement gros"),
        (workbooks.zipped({f"{n}": "" for n in range(300)}), "anormalement gros"),
        (workbooks.ods(workbooks.ods_row(SECRET, times=1_000_000)), "plus de 5\u00a0000 lignes"),
        (cut(";", *ROWS[:1], *[(SECRET, "x")] * 5_010).encode(), "plus de 5\u00a0000 lignes"),
        (b"x" * (2 * sheets_in.MEBI + 1), "dépasse 2 Mo"),
        (book(*ROWS)[:-200], "ne se lit pas"),
        (of_three_kinds()["xls"][:1_600], "ne se lit pas"),
        (workbooks.zipped({"mot.xml": SECRET}), "ne se lit pas"),
        (workbooks.xlsx('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'), "ne se lit pas"),
        (workbooks.xlsx(f'<row r="1"><c r="A1" t="inlineStr"><is><t>&{SECRET};</t></is></c></row>'), "ne se lit pas"),
        (workbooks.xlsx('<row r="1"><c r="A4294967295"><v>1</v></c></row>'), "anormalement gros"),
        (workbooks.compound("EncryptedPackage", SECRET.encode()), "mot de passe"),
        (workbooks.ods("", '<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>'), "mot de passe"),
        (book(("nom", "ville"), (SECRET, "=1+1")), "formules sans résultat"),
        (b"%PDF-1.7 Corail", "n’est pas un tableau"),
        (b"\n<html><table><tr><td>Corail", "n’est pas un tableau"),
        (b"nom;ville\n\x00\x01Corail;x", "ne se lit pas"),
    ],
)  # fmt: skip
def test_a_hostile_file_is_refused_in_a_sentence_that_quotes_nothing(content: bytes, sentence: str) -> None:
    assert sentence in refusal(content)


def test_as_many_lines_as_said_are_read_and_one_that_counts_them() -> None:
    few = Bounds(lines=3)
    for kind in (lambda rows: cut(";", *rows).encode(), lambda rows: book(*rows)):
        assert len(read(kind([("nom", "ville")] + [("a", "b")] * 4), few)) == 4
        assert "plus de 3 lignes" in refusal(kind([("nom", "ville")] + [("a", "b")] * 5), few)


def test_a_formula_that_gives_an_empty_text_is_read_as_nothing() -> None:
    empty = '<row r="2"><c r="A2" t="str"><f>""</f><v></v></c><c r="B2"><f>1+1</f><v>2</v></c></row>'
    assert read(workbooks.xlsx(workbooks.row(1, *HEADS) + empty)) == [[None, 2]]


@pytest.mark.parametrize("write", [cut(";", HEADS, ("Co\x0brail\ufffe", "F\x1fécamp")).encode(), None])
def test_what_no_database_takes_is_not_read(write: bytes | None) -> None:
    """In a workbook `_x0000_` is a NUL."""
    hidden = workbooks.row(1, *HEADS) + workbooks.row(2, "_x0000_Co_x000B_rail&#65534;", "F_x001F_écamp")
    assert read(write or workbooks.xlsx(hidden)) == [["Co rail", "Fécamp"]]


def test_a_workbook_is_opened_apart_and_what_goes_wrong_there_stays_there(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("RIVAGE_ROOT_KEY", SECRET)
    other = tmp_path / "apart.py"
    other.write_text(
        "import os, sys, pathlib\n"
        f"pathlib.Path({str(tmp_path / 'noted')!r}).write_text(repr(sorted(os.environ)))\n"
        f"sys.exit({SECRET!r})\n"
    )
    monkeypatch.setattr(sheets_in, "APART", other)
    assert "anormalement gros" in refusal(book(*ROWS))
    assert "RIVAGE" not in (tmp_path / "noted").read_text()
    assert SECRET not in caplog.text + "".join(capfd.readouterr())


def test_a_workbook_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    other = tmp_path / "apart.py"
    other.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(sheets_in, "APART", other)
    monkeypatch.setattr(sheets_in, "LONGEST", 0.2)
    assert "anormalement gros" in refusal(book(*ROWS))


@pytest.mark.parametrize(
    ("cell", "said"),
    [(None, ""), (12.0, "12"), (12, "12"), ("'=1", "=1"), (" a ", "a"), (date(2026, 1, 2), "2026-01-02")],
)
def test_a_cell_as_text(cell: Cell, said: str) -> None:
    assert text(cell) == said


@pytest.mark.parametrize(
    ("cell", "cents"),
    [
        ("665,52", "665.52"), ("1\u202f665,5 €", "1665.50"), (665.5200000000001, "665.52"), (12, "12.00"),
        (0.1 + 0.2, "0.30"), ("-3", "-3.00"), ("", None), (None, None),
    ],
)  # fmt: skip
def test_euros_to_the_cent(cell: Cell, cents: str | None) -> None:
    assert euros(cell) == (None if cents is None else Decimal(cents))


@pytest.mark.parametrize(
    "cell",
    [
        "665,521", 665.521, "665,5200000000001", "1e300", "1e999999999", "1e2", "1_000", "١٢", "+3", "1000000",
        "NaN", float("nan"), True, "=1", "9" * 5000,
    ],
)  # fmt: skip
def test_an_amount_of_parts_of_a_cent_or_none_is_refused(cell: Cell) -> None:
    with pytest.raises(Refused):
        euros(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-08", "08/2026", "2026-08-31", "31/08/2026", "août-26", "aout.-26", "août 2026", "AOÛT-26",
        "2026-08-05 00:00:00", date(2026, 8, 5),
    ],
)  # fmt: skip
def test_a_month_as_spreadsheets_write_it(cell: Cell) -> None:
    assert month_of(cell) == date(2026, 8, 1)


@pytest.mark.parametrize(("cell", "month"), [("juin-26", 6), ("juil-26", 7), ("févr.-26", 2), ("mars-26", 3)])
def test_a_short_month_is_the_one_it_begins(cell: str, month: int) -> None:
    assert month_of(cell) == date(2026, month, 1)


@pytest.mark.parametrize("cell", ["2026-08-05", "05/08/2026", "5/8/26", "2026-08-05T10:30", date(2026, 8, 5)])
def test_a_day_as_spreadsheets_write_it(cell: Cell) -> None:
    assert day_of(cell) == date(2026, 8, 5)


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("jui-26", "s’écrit ainsi"),
        ("", "manque"),
        ("août", "s’écrit ainsi"),
        (46239.0, "un nombre"),
        ("nov 0000", "s’écrit ainsi"),
    ],
)
def test_what_may_be_two_days_or_none_is_neither(cell: Cell, sentence: str) -> None:
    for reader in (month_of, day_of):
        with pytest.raises(Refused, match=sentence):
            reader(cell)


@given(content=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with suppress(Refused):
        assert table(content, HEADS, Bounds()).places
