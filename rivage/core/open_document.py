"""A list as a sheet of OpenDocument, and how wide the columns of any sheet are."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from rivage.core.french import writable

ODS = "application/vnd.oasis.opendocument.spreadsheet"
# In signs of the usual letter, one of which is so wide in centimetres.
NARROWEST, WIDEST, BUTTON = 6, 40, 3
CM = 0.2
# What is all capitals is so much wider.
CAPITALS = 1.15
WIDE = (
    '<style:style style:name="w{width}" style:family="table-column">'
    '<style:table-column-properties style:column-width="{cm:.1f}cm"/></style:style>'
)
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
<style:style style:name="sheet" style:family="table" style:master-page-name="Default"/>
{wide}
<style:style style:name="head" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap"
 style:vertical-align="top"/><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="words" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap"
 style:vertical-align="top"/></style:style>
<style:style style:name="top" style:family="table-cell"><style:table-cell-properties style:vertical-align="top"
/></style:style>
<number:date-style style:name="days"><number:day number:style="long"/><number:text>/</number:text
><number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/></number:date-style>
<number:number-style style:name="cents"><number:number number:decimal-places="2" number:min-integer-digits="1"
/></number:number-style>
<style:style style:name="day" style:family="table-cell" style:data-style-name="days"><style:table-cell-properties
 style:vertical-align="top"/></style:style>
<style:style style:name="euros" style:family="table-cell" style:data-style-name="cents"><style:table-cell-properties
 style:vertical-align="top"/></style:style>
</office:automatic-styles>
<office:body><office:spreadsheet><table:table table:name={title} table:style-name="sheet">
{columns}
<table:table-header-rows>{heads}</table:table-header-rows>
{rows}
</table:table>
<table:database-ranges><table:database-range table:name="lignes" table:display-filter-buttons="true"
 table:target-range-address={range}/></table:database-ranges>
</office:spreadsheet></office:body></office:document-content>"""
# On paper: landscape, the whole width on one page, as long as it takes.
STYLES = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-styles office:version="1.3"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0">
<office:automatic-styles><style:page-layout style:name="paper"><style:page-layout-properties
 fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" fo:margin="1cm"
 style:scale-to-X="1" style:scale-to-Y="0"/></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Default" style:page-layout-name="paper"/></office:master-styles>
</office:document-styles>"""
# On screen: the heads and the first column stay.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-settings office:version="1.3"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0">
<office:settings><config:config-item-set config:name="ooo:view-settings">
<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>
<config:config-item-map-named config:name="Tables"><config:config-item-map-entry config:name={title}>
<config:config-item config:name="HorizontalSplitMode" config:type="short">2</config:config-item>
<config:config-item config:name="VerticalSplitMode" config:type="short">2</config:config-item>
<config:config-item config:name="HorizontalSplitPosition" config:type="int">1</config:config-item>
<config:config-item config:name="VerticalSplitPosition" config:type="int">1</config:config-item>
<config:config-item config:name="ActiveSplitRange" config:type="short">3</config:config-item>
<config:config-item config:name="PositionLeft" config:type="int">0</config:config-item>
<config:config-item config:name="PositionRight" config:type="int">1</config:config-item>
<config:config-item config:name="PositionTop" config:type="int">0</config:config-item>
<config:config-item config:name="PositionBottom" config:type="int">1</config:config-item>
</config:config-item-map-entry></config:config-item-map-named>
</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings>
</office:document-settings>"""
MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{ODS}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="settings.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""


def open_document(title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """The rows as one sheet of OpenDocument: no author, no date, texts that stay texts."""
    lines = list(rows)
    each = widths(heads, lines)
    content = CONTENT.format(
        title=quoteattr(title),
        wide="\n".join(WIDE.format(width=width, cm=width * CM) for width in sorted(set(each))),
        columns="".join(f'<table:table-column table:style-name="w{width}"/>' for width in each),
        heads=_line(_typed(head, "head") for head in heads),
        rows="\n".join(_line(_typed(value, "words") for value in row) for row in lines),
        range=quoteattr(f"'{title}'.A1:'{title}'.{_letters(len(heads))}{len(lines) + 1}"),
    )
    parts = (
        ("mimetype", ODS), ("META-INF/manifest.xml", MANIFEST), ("content.xml", content), ("styles.xml", STYLES),
        ("settings.xml", SETTINGS.format(title=quoteattr(title))),
    )  # fmt: skip
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        # First and not compressed, so that the kind of file is read without opening it.
        for name, text in parts:
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            packed.writestr(entry, text)
    return stream.getvalue()


def widths(heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[int]:
    """How wide each column is, in signs: as its longest word or line, within bounds; what is longer is wrapped."""
    found = []
    for index, head in enumerate(heads):
        values = (row[index] for row in rows if index < len(row))
        longest = max((_length(value) for value in values), default=0)
        # A head is wrapped: its longest word alone stands on one line, beside the button of the filter.
        words = max((len(word) for word in head.split()), default=0) + BUTTON
        found.append(min(max(round(longest * CAPITALS) + 2, words, NARROWEST), WIDEST))
    return found


def tall(row: Sequence[Any], within: Sequence[int]) -> int:
    """How many lines a row takes, its texts wrapped in columns so wide."""
    texts = ((value, width) for value, width in zip(row, within, strict=False) if isinstance(value, str))
    each = (sum(-(-round(len(line) * CAPITALS) // width) or 1 for line in text.split("\n")) for text, width in texts)
    return max(each, default=1)


def _length(value: Any) -> int:
    if isinstance(value, date):
        return len("00/00/0000")
    return max((len(line) for line in str(value).split("\n")), default=0) if value is not None else 0


def _letters(column: int) -> str:
    """« A » for 1, « AB » for 28."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _line(cells: Iterable[str]) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _typed(value: Any, style: str) -> str:
    """A cell by what it holds. `style`: of a text."""
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, date):
        typed, style, shown = f'date" office:date-value="{value.isoformat()[:10]}', "day", f"{value:%d/%m/%Y}"
    elif isinstance(value, Decimal):
        typed, style, shown = f'float" office:value="{value}', "euros", f"{value:.2f}".replace(".", ",")
    elif isinstance(value, int) and not isinstance(value, bool):
        typed, style, shown = f'float" office:value="{value}', "top", str(value)
    else:
        typed, shown = "string", escape(writable(str(value)))
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in shown.split("\n"))
    return f'<table:table-cell office:value-type="{typed}" table:style-name="{style}">{paragraphs}</table:table-cell>'
