"""Her file, of somebody who has a row in every table: each is printed or says why not, and of nobody else."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from rivage.dossiers.printing import held
from rivage.people.models.base import PersonRow
from tests.matrix.scene import CANARY, Scene, nominative

HER, WHO = "seance", "referent:estuaire33"
# Of a row of these, only days, codes and counts are said: no text of theirs to look for.
UNTOLD = {
    "accompaniment", "accord", "aidevent", "exclusion", "letterday", "partversion", "residenceneed", "situation",
}  # fmt: skip


@pytest.fixture
def said(scene: Scene) -> str:
    client = Client()
    client.force_login(scene.world[WHO].user)
    where = {"membership": scene.world[WHO].pk, "person": scene.people[HER].pk, "sheet": "donnees"}
    sent = {"keeps": "yes", "reread": "on"}
    answer = client.post(reverse("dossiers:person_file", kwargs=where), sent)
    assert answer["Content-Type"] == "application/pdf", answer.content.decode()[:3000]
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)


def texts_of(model: type[PersonRow]) -> bool:
    """Whether a row of the scene has a text of its own to look for."""
    return any(type(column).__name__ == "EncryptedField" for column in model._meta.concrete_fields)


def test_each_table_about_her_is_printed_or_says_why_not(scene: Scene, said: str) -> None:
    found = {table for person, table in CANARY.findall(said) if person == HER}
    wanted = {str(model._meta.model_name) for model in held.printed() if texts_of(model)}
    assert sorted(wanted - found - UNTOLD) == []
    assert {person for person, _ in CANARY.findall(said)} == {HER}
    assert len(found) > 20


def test_what_is_the_prefet_s_or_is_withheld_is_not_printed(said: str) -> None:
    printed = set(held.printed())
    left = {str(model._meta.model_name) for model in nominative() if model not in printed}
    assert left & {table for _, table in CANARY.findall(said)} == set()
    assert {"notedraft", "decision", "signedpaper", "extract", "avis"} <= left
