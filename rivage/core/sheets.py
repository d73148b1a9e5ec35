"""Lists leaving as files: XLSX, ODS and CSV whose texts stay texts, whatever they begin with."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from xlsxwriter import Workbook

from rivage.core.french import writable

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
# A text that begins so is run as a formula by a spreadsheet that opens it again from CSV.
ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
DAY = "DD/MM/YYYY"
EUROS = "0.00"
WIDTH = 22
BOM = "\ufeff"
A4 = 9


def workbook(title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """The rows as one sheet. Neutral title, no author: the file may be seen outside."""
    stream = io.BytesIO()
    # In memory: what is written in parts on a disk stays there, in clear, when the process is stopped.
    book = Workbook(stream, {"in_memory": True})
    book.set_properties({"title": title})
    bold, day, euros = (book.add_format(kind) for kind in ({"bold": True}, {"num_format": DAY}, {"num_format": EUROS}))
    text, active = book.add_format({"num_format": "@"}), book.add_format({"num_format": "@", "quote_prefix": True})
    sheet = book.add_worksheet(title)
    sheet.set_column(0, len(heads) - 1, WIDTH)
    for index, head in enumerate(heads):
        sheet.write_string(0, index, head, bold)
    last = 0
    for last, row in enumerate(rows, start=1):
        for index, value in enumerate(row):
            if value is None or value == "":
                continue
            if isinstance(value, date):
                sheet.write_datetime(last, index, datetime.combine(value, time()), day)
            elif isinstance(value, Decimal):
                sheet.write_number(last, index, value, euros)
            elif isinstance(value, int) and not isinstance(value, bool):
                sheet.write_number(last, index, value)
            else:
                said = writable(str(value))
                sheet.write_string(last, index, said, active if said.startswith(ACTIVE) else text)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(heads) - 1)
    # On paper: the whole width on one page, the heads on each.
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()
    return stream.getvalue()


def text_table(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """The rows as CSV for a French spreadsheet: UTF-8 with its mark, semicolons, decimal commas, ISO days."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow([_plain(head) for head in heads])
    for row in rows:
        writer.writerow([_plain(value) for value in row])
    return (BOM + stream.getvalue()).encode()


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:.2f}".replace(".", ",")
    text = writable(str(value))
    return f"'{text}" if text.startswith(ACTIVE) else text


# What LibreOffice reads of a sheet: typed cells, a bold line of heads that each page repeats, days as in French.
CONTENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content office:version="1.3"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0">
<office:automatic-styles>
<style:style style:name="wide" style:family="table-column"
><style:table-column-properties style:column-width="4.4cm"/></style:style>
<style:style style:name="head" style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style>
<number:date-style style:name="days"><number:day number:style="long"/><number:text>/</number:text
><number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/></number:date-style>
<number:number-style style:name="cents"><number:number number:decimal-places="2" number:min-integer-digits="1"
/></number:number-style>
<style:style style:name="day" style:family="table-cell" style:data-style-name="days"/>
<style:style style:name="euros" style:family="table-cell" style:data-style-name="cents"/>
</office:automatic-styles>
<office:body><office:spreadsheet><table:table table:name={title}>
<table:table-column table:style-name="wide" table:number-columns-repeated="{columns}"/>
<table:table-header-rows>{heads}</table:table-header-rows>
{rows}
</table:table></office:spreadsheet></office:body></office:document-content>"""
MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{ODS}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""


def open_document(title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """The rows as one sheet of OpenDocument: no author, no date, texts that stay texts."""
    content = CONTENT.format(
        title=quoteattr(title),
        columns=len(heads),
        heads=_line(_typed(head, ' table:style-name="head"') for head in heads),
        rows="\n".join(_line(_typed(value) for value in row) for row in rows),
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        # First and not compressed, so that the kind of file is read without opening it.
        for name, text in (("mimetype", ODS), ("META-INF/manifest.xml", MANIFEST), ("content.xml", content)):
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            packed.writestr(entry, text)
    return stream.getvalue()


def _line(cells: Iterable[str]) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _typed(value: Any, style: str = "") -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, date):
        typed, shown = f'date" office:date-value="{value.isoformat()[:10]}" table:style-name="day', f"{value:%d/%m/%Y}"
    elif isinstance(value, Decimal):
        typed, shown = f'float" office:value="{value}" table:style-name="euros', f"{value:.2f}".replace(".", ",")
    elif isinstance(value, int) and not isinstance(value, bool):
        typed, shown = f'float" office:value="{value}', str(value)
    else:
        typed, shown = "string", escape(writable(str(value)))
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in shown.split("\n"))
    return f'<table:table-cell office:value-type="{typed}"{style}>{paragraphs}</table:table-cell>'


# What a list leaves as, by the end of its file's name.
KINDS: dict[str, Callable[[str, Sequence[str], Iterable[Sequence[Any]]], bytes]] = {
    "xlsx": workbook,
    "ods": open_document,
    "csv": lambda _, heads, rows: text_table(heads, rows),
}
