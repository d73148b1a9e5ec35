"""Steps of rights and titles, noted as the pages do."""

import io
from datetime import timedelta
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader
from pypdf.generic import StreamObject

from rivage.people.models import Person
from rivage.titles import actions
from rivage.titles.actions import StepNoted
from rivage.titles.models import RightFact
from rivage.titles.standing import facts_of, version
from tests.bad_input.calling import Caller
from tests.dossiers.path import WHO, new_person
from tests.stories import after
from tests.world import World, acting

LEAD = "lead:estuaire33"
SENDER = {
    "name": "Service d’accompagnement social",
    "address": "BP 40\n12 rue des Invités",
    "town": "Bordeaux",
    "phone": "05 00 00 00 40",
    "signatory": "La responsable du service",
    "foot": "Accueil le matin",
}


def noted(world: World, person: Person, what: str, step: str, days: int, **values: Any) -> RightFact:
    """A step that took place `days` from today. `due`: in so many days."""
    due = values.pop("due", None)
    told = StepNoted(
        step, world.today + timedelta(days=days), None if due is None else world.today + timedelta(days=due), **values
    )
    with acting(world[WHO]) as actor:
        shown = version(facts_of(person, what))
        return actions.note_step(actor=actor, on=world.today, person=person, what=what, told=told, version=shown)


@pytest.fixture
def person(world: World) -> Person:
    return after(world, new_person)


def written(world: World, **changes: str) -> None:
    lead = Caller(world[LEAD])
    done = lead.post("titles:sender", {**lead.shown("titles:sender"), **SENDER, **changes})
    assert done.says("L’expéditeur neutre est enregistré."), done.text


def names_the_house(content: bytes) -> bool:
    """Whether a byte of a PDF says it, in what its parts hold too: the names of its fonts, which any reader shows."""
    read, held = PdfReader(io.BytesIO(content)), [content]
    for number in range(1, int(read.trailer["/Size"])):
        part = read.get_object(number)
        held += [repr(part).encode(), part.get_data() if isinstance(part, StreamObject) else b""]
    fonts = [part for part in held if b"/BaseFont" in part]
    assert fonts, "its fonts are read"
    return any(name in part.lower() for part in held for name in (b"rivage", "rivage".encode("utf-16-be")))


def told(antenne: Caller, url: str) -> str:
    """What a reader of the file may learn: its text, what it says of itself, its name."""
    response = antenne.client.get(url)
    assert response.status_code == 200
    if url.endswith("pdf"):
        read = PdfReader(io.BytesIO(response.content))
        text = " ".join(page.extract_text() for page in read.pages) + str(read.metadata)
        assert not names_the_house(response.content)
    else:
        document = Document(io.BytesIO(response.content))
        core = document.core_properties
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        lines = (*document.paragraphs, *document.sections[0].footer.paragraphs)
        text = " ".join([*cells, *(one.text for one in lines), core.title, core.author, core.subject])
    return (text + response["Content-Disposition"]).lower()
