"""A file that leaves: a name that says nothing, one type, no copy."""

import pytest
from django.http import Http404

from rivage.core.answers import TYPES, download, paper
from rivage.core.paper.sheet import Paragraph, Sheet

SHEET = Sheet("Essai", "R-4T7KM9", (Paragraph("Un caillou, un galet."),))


@pytest.mark.parametrize("suffix", TYPES)
def test_a_file_is_of_the_type_of_its_suffix_and_stays_in_no_cache(suffix: str) -> None:
    made = download(b"caillou", f"document-R-4T7KM9.{suffix}")
    assert (made.content, made["Content-Type"]) == (b"caillou", TYPES[suffix])
    assert made["Content-Disposition"] == f'attachment; filename="document-R-4T7KM9.{suffix}"'
    assert (made["Cache-Control"], made["X-Content-Type-Options"]) == ("no-store", "nosniff")


def test_a_file_is_saved_unless_it_is_shown() -> None:
    assert download(b"", "copie-R-4T7KM9.pdf", shown=True)["Content-Disposition"].startswith("inline; ")


@pytest.mark.parametrize(
    "name",
    [
        "refus-R-4T7KM9.pdf",
        "document-Corail.pdf",
        "document-R-4T7KM9.pdf\r\nX-A: b",
        'document-R".pdf',
        "../document.pdf",
        "document",
    ],
)
def test_no_other_name_leaves(name: str) -> None:
    with pytest.raises(ValueError, match="capitals and digits"):
        download(b"", name)


def test_a_type_that_nobody_knows_is_not_guessed() -> None:
    with pytest.raises(KeyError):
        download(b"", "document-R-4T7KM9.exe")


def test_a_document_is_shown_printed_and_saved_as_a_draft() -> None:
    printed, draft = paper(SHEET, "courrier", "pdf", shown=True), paper(SHEET, "courrier", "docx", shown=True)
    assert printed.content.startswith(b"%PDF")
    assert printed["Content-Disposition"] == 'inline; filename="courrier-R-4T7KM9.pdf"'
    assert draft.content.startswith(b"PK")
    assert draft["Content-Disposition"] == 'attachment; filename="courrier-R-4T7KM9.docx"'
    assert paper(SHEET, "courrier", "pdf")["Content-Disposition"].startswith("attachment; ")
    with pytest.raises(Http404):
        paper(SHEET, "courrier", "odt")
