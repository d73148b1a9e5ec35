"""A situation read again on a day: the law of that day, and what each reader holds of the file alone."""

import html
import io
import re
from datetime import date, timedelta
from typing import Any

import pytest
from pypdf import PdfReader

from rivage.decisions.recours import rereading
from rivage.dossiers.models import Aid, Demande, Period
from rivage.rights.aid.actions import events
from tests.bad_input.calling import Caller
from tests.database import set_down
from tests.decisions.test_recours import DELEGATE, handed
from tests.dossiers.path import WHO
from tests.rights.permit.path import authorised, note
from tests.stories import after
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
        set_down(Aid.objects.get(demande=demande), afis_asked=True)
    assert titles(world, demande, WHO, world.today) == ["Le parcours", "L’aide financière"]
    assert titles(world, demande, DELEGATE, world.today) == ["Le parcours", "L’aide financière"]
    assert titles(world, demande, "signatory:33", world.today) == ["Le parcours"]


def test_the_judge_and_the_months_of_that_day_are_said(world: World) -> None:
    decision = handed(world)
    status, content = asked(world, WHO, "decisions:reread", "2026-06-01", demande=decision.demande_id)
    text = " ".join(html.unescape(content.decode()).replace("\u00a0", " ").split())
    assert status == 200
    for said in ("Si le juge statue lui-même, la période", "mois peuvent être ouverts", "Motif du refus"):
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
        assert "Oui : Si le juge statue lui-même" in words(content), "ticks are words on paper"


def test_a_day_after_the_path_says_that_it_is_over(world: World) -> None:
    demande = after(world, authorised, 40)
    with acting(world[WHO]):
        ends = Period.objects.get(person=demande.person_id).ends
        set_down(Aid.objects.get(demande=demande), afis_asked=True)
    for day, over in ((ends, True), (ends - timedelta(days=1), False)):
        _, content = asked(world, WHO, "decisions:reread", str(day), demande=demande.pk)
        text = " ".join(html.unescape(content.decode()).replace("\u00a0", " ").split())
        assert ("Ce jour-là, le parcours est fini" in text) is over
        assert ("Le parcours n’est plus autorisé ce jour-là" in text) is over


def test_the_children_are_those_of_that_day(world: World) -> None:
    demande = after(world, authorised, 40)
    born = world.today
    with acting(world[WHO]) as actor:
        set_down(Aid.objects.get(demande=demande), afis_asked=True, children=0)
        events.record_event(
            actor=actor,
            on=world.today,
            person=demande.person,
            kind="birth",
            event_on=born,
            children=2,
        )
    said = []
    for day in (born - timedelta(days=1), born):
        _, content = asked(world, WHO, "decisions:reread", str(day), demande=demande.pk)
        text = html.unescape(content.decode()).replace("\u00a0", " ")
        said.append(re.findall(r"Le montant mensuel serait de [\d, ]+", text))
    assert said[0] != said[1]


def test_a_refused_permit_is_read_again_by_the_rules_of_that_day(world: World) -> None:
    demande = after(world, authorised, 100, "needed")
    note(world, demande, "requested", -60)
    note(world, demande, "refused", -10, "desk:33")
    title = "Le titre de séjour, demande n° 1"
    assert title not in titles(world, demande, WHO, world.today - timedelta(days=11)), "nothing was refused yet"
    assert title in titles(world, demande, WHO, world.today)
    with acting(world[WHO]):
        ends = Period.objects.get(person=demande.person_id).ends
    said = {}
    for day in (world.today, ends):
        _, content = asked(world, WHO, "decisions:reread", str(day), demande=demande.pk)
        said[day] = " ".join(html.unescape(content.decode()).replace("\u00a0", " ").split())
    assert "Un parcours est autorisé et ses droits courent" in said[world.today]
    assert "101 jours du parcours sans autorisation" in said[world.today]
    assert "Aucun parcours n’est autorisé" in said[ends]
    assert title in titles(world, demande, DELEGATE, world.today)


def test_a_permit_given_since_is_measured_and_covers_her_path_from_its_day(world: World) -> None:
    demande = after(world, authorised, 100, "needed")
    note(world, demande, "requested", -60)
    note(world, demande, "refused", -10, "desk:33")
    note(world, demande, "requested", -5, n=2)
    note(world, demande, "delivered", -2, "desk:33", until=60, n=2)
    for day, short in ((world.today, True), (world.today - timedelta(days=3), False)):
        _, content = asked(world, WHO, "decisions:reread", str(day), demande=demande.pk)
        text = " ".join(html.unescape(content.decode()).replace("\u00a0", " ").split())
        assert ("L’autorisation dure moins de" in text) is short
        assert f"{98} jours du parcours sans autorisation" in text
