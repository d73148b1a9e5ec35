"""Files that lists leave as: typed, neutral, and whatever a text begins with, it stays text."""

import csv
import io
import tempfile
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from rivage.core import sheets

HEADS = ["Nom", "Le", "Jours", "Euros"]
TEXTS = ["=1+1", "+33 5", "-2", "@SUM(A1)", '=HYPERLINK("x")', "\tAwa", "＝1+1", "＠SUM", "Awa <Corail> & \x01fille"]
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def cells(content: bytes) -> list[list[ElementTree.Element]]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        tree = ElementTree.fromstring(packed.read("content.xml"))  # noqa: S314 - our own
    return [list(row.iter(f"{TABLE}table-cell")) for row in tree.iter(f"{TABLE}table-row")]


@pytest.mark.parametrize("text", TEXTS)
def test_l6_a_text_stays_text_whatever_it_begins_with(text: str) -> None:
    written = text.replace("\x01", "")
    book = sheets.workbook("Tableau", HEADS, [[text, None, 3, None]])
    sheet = load_workbook(io.BytesIO(book)).active
    assert (sheet["A2"].value, sheet["A2"].data_type, sheet["C2"].value) == (written, "s", 3)
    assert b"<f>" not in book
    cell = cells(sheets.open_document("Tableau", HEADS, [[text, None, 3, None]]))[1][0]
    assert (cell.get(f"{OFFICE}value-type"), "".join(cell.itertext())) == ("string", written)
    assert not [name for name in cell.attrib if "formula" in name]
    line = list(csv.reader(io.StringIO(sheets.text_table(HEADS, [[text]]).decode("utf-8-sig")), delimiter=";"))[1][0]
    assert line[0] not in "=+-@\t\r＝＋－＠"
    assert line.endswith(written)


def test_days_and_numbers_are_days_and_numbers() -> None:
    row = ["Awa Corail", date(2026, 1, 2), 3, Decimal("3.5")]
    sheet = load_workbook(io.BytesIO(sheets.workbook("Tableau", HEADS, [row]))).active
    assert (sheet["B2"].value.date(), sheet["C2"].value, sheet["D2"].value) == (date(2026, 1, 2), 3, 3.5)
    _, day, number, euros = cells(sheets.open_document("Tableau", HEADS, [row]))[1]
    assert day.get(f"{OFFICE}date-value") == "2026-01-02"
    assert (number.get(f"{OFFICE}value"), euros.get(f"{OFFICE}value")) == ("3", "3.5")
    assert sheets.text_table(HEADS, [row]).decode() == "\ufeffNom;Le;Jours;Euros\r\nAwa Corail;2026-01-02;3;3,50\r\n"


@pytest.mark.parametrize("write", [sheets.workbook, sheets.open_document])
def test_a_sign_that_xml_forbids_stops_no_file_and_glues_no_words(
    write: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """And no part of a file touches a disk, where a process that stops would leave it."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    content = write("Tableau", HEADS, [["Awa\x0bCorail\uffff\x1f", None, 3, None]])
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        texts = [packed.read(name).decode() for name in packed.namelist() if name.endswith(".xml")]
    assert any("Awa Corail<" in text for text in texts)
    for text in texts:
        ElementTree.fromstring(text)  # noqa: S314 - our own


def test_the_kind_of_an_open_document_is_read_before_it_is_opened() -> None:
    content = sheets.open_document("Tableau", HEADS, [])
    assert content[30:38] == b"mimetype"
    assert content[38:].startswith(sheets.ODS.encode())
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert packed.namelist() == [
            "mimetype", "META-INF/manifest.xml", "content.xml", "styles.xml", "settings.xml",
        ]  # fmt: skip
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_workbook_prints_its_width_on_one_page_and_its_heads_on_each() -> None:
    sheet = load_workbook(io.BytesIO(sheets.workbook("Tableau", HEADS, [["Awa Corail", None, 3, None]]))).active
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.print_title_rows, sheet.auto_filter.ref) == ("$1:$1", "A1:D2")


STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"


def test_an_open_document_prints_its_width_on_one_page_and_its_heads_on_each() -> None:
    content = sheets.open_document("Tableau", HEADS, [["Awa Corail", None, 3, None]])
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        content_, styles = (ElementTree.fromstring(packed.read(f"{name}.xml")) for name in ("content", "styles"))  # noqa: S314 - our own
    (paper,) = styles.iter(f"{STYLE}page-layout-properties")
    said = [paper.get(f"{STYLE}{name}") for name in ("print-orientation", "scale-to-X", "scale-to-Y")]
    assert said == ["landscape", "1", "0"]
    (sheet,) = content_.iter(f"{TABLE}table")
    used = {one.get(f"{STYLE}name"): one.get(f"{STYLE}master-page-name") for one in content_.iter(f"{STYLE}style")}
    assert used[sheet.get(f"{TABLE}style-name")] == next(styles.iter(f"{STYLE}master-page")).get(f"{STYLE}name")
    assert len(list(sheet.iter(f"{TABLE}table-header-rows"))) == 1
    (kept,) = content_.iter(f"{TABLE}database-range")
    assert kept.get(f"{TABLE}target-range-address") == "'Tableau'.A1:'Tableau'.D2"


def test_columns_are_as_wide_as_what_they_hold_and_what_is_longer_is_wrapped() -> None:
    long = "La préfecture attend la copie à l’association, puis la remise à la personne."
    book = load_workbook(io.BytesIO(sheets.workbook("Tableau", ["n°", "Ce qui manque"], [[3, long]]))).active
    assert [book.column_dimensions[letter].width < 12 for letter in "AB"] == [True, False]
    assert book.row_dimensions[2].height >= 30
    assert (book["B2"].alignment.wrap_text, book["A2"].alignment.vertical) == (True, "top")


def test_a_column_to_fill_offers_its_words() -> None:
    content = sheets.workbook("Tableau", ["etat"], [[None], [None]], {"etat": ("versé", "revenu")})
    (offered,) = load_workbook(io.BytesIO(content)).active.data_validations.dataValidation
    assert (str(offered.sqref), offered.formula1) == ("A2:A3", '"versé,revenu"')
