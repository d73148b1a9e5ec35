"""The papers of a decision, as they come out."""

import io
from uuid import UUID

from docx import Document
from pypdf import PdfReader

from tests.bad_input.calling import Caller
from tests.world import World


def pages(world: World, demande: UUID) -> list[str]:
    """Those of the decision, page by page."""
    caller = Caller(world["delegate:33"])
    url = caller.url("decisions:paper", demande=demande, kind="decision", form="pdf")
    found = PdfReader(io.BytesIO(caller.client.get(url).content)).pages
    return [" ".join(page.extract_text().replace("\u00a0", " ").split()) for page in found]


def papers(world: World, demande: UUID, kind: str) -> list[str]:
    """The words of a paper, printed and as a draft."""
    caller = Caller(world["delegate:33"])
    found = []
    for form in ("pdf", "docx"):
        url = caller.url("decisions:paper", demande=demande, kind=kind, form=form)
        content = io.BytesIO(caller.client.get(url).content)
        if form == "pdf":
            found.append(" ".join(page.extract_text() for page in PdfReader(content).pages))
        else:
            found.append(" ".join(one.text for one in Document(content).paragraphs))
    return [" ".join(text.replace("\u00a0", " ").split()) for text in found]
