"""A situation read again on a day: the law of that day, and what each reader holds of the file alone."""

import html
import io
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from rivage.decisions.recours import rereading
from rivage.dossiers.models import Aid, Demande
from tests.bad_input.calling import Caller
from tests.decisions.test_recours import DELEGATE, handed
from tests.dossiers.path import WHO
from tests.world import World, acting

pytestmark = pytest.mark.django_db


def asked(world: World, who: str, page: str, typed: str, **ids: Any) -> tuple[int, bytes]:
    caller = Caller(world[who])
    answer = caller.client.get(caller.url(page, **ids), {"le": typed})
    return answer.status_code, answer.content


def words(content: bytes) -> str:
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return " ".join(text.replace("\u00a0", " ").split())


def titles(world: World, demande: Demande, who: str, on: date) -> list[str]:
    with acting(world[who]) as actor:
        return [part.title for part in rereading.reread(actor, Demande.objects.get(pk=demande.pk), on)]


def test_each_reader_reads_again_what_is_open_to_it(world: World) -> None:
    decision = handed(world)
    demande = decision.demande
    with acting(world[WHO]):
        Aid.objects.filter(demande=demande).update(afis_asked=True)
    assert titles(world, demande, WHO, world.today) == ["Le parcours", "L’aide financière"]
    assert titles(world, demande, DELEGATE, world.today) == ["Le parcours", "L’aide financière"]
    assert titles(world, demande, "signatory:33", world.today) == ["Le parcours"]


def test_the_judge_and_the_months_of_that_day_are_said(world: World) -> None:
    decision = handed(world)
    status, content = asked(world, WHO, "decisions:reread", "2026-06-01", demande=decision.demande_id)
    text = " ".join(html.unescape(content.decode()).replace("\u00a0", " ").split())
    assert status == 200
    for said in ("Le juge statue lui-même", "mois peuvent être ouverts", "Motif du refus"):
        assert said in text


@pytest.mark.parametrize("typed", ["2016-01-01", "hier", "", "2026-02-31", "9999-01-01"])
def test_a_day_that_no_rule_knows_is_said_on_its_field(world: World, typed: str) -> None:
    decision = handed(world)
    status, _ = asked(world, WHO, "decisions:reread", typed, demande=decision.demande_id)
    assert status == 422


def test_it_prints_under_the_name_of_who_reads(world: World) -> None:
    decision = handed(world)
    for who, said in ((WHO, "pour la personne et son avocat"), (DELEGATE, "ce qui lui est ouvert du dossier")):
        page = "decisions:reread_paper"
        status, content = asked(world, who, page, "2026-06-01", demande=decision.demande_id, form="pdf")
        assert status == 200
        assert said in words(content)
