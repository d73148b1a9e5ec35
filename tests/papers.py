"""The words of a document, as it is printed and as it is edited."""

import io

from docx import Document
from pypdf import PdfReader

from rivage.core.paper import draft, printed
from rivage.core.paper.sheet import Sheet


def said(sheet: Sheet) -> str:
    """Those of its pages, on one line."""
    pages = PdfReader(io.BytesIO(printed(sheet))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def written(sheet: Sheet) -> str:
    """Those of the editable one: paragraphs, then cells."""
    document = Document(io.BytesIO(draft(sheet)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([*(each.text for each in document.paragraphs), *cells]).split())
