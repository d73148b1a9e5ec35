"""A decision on the aid is noted as its signed paper says it, and marked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from rivage.core.refusal import Refused
from rivage.core.versions import version_of
from rivage.rights.aid import actions, marks
from rivage.rights.models import AfisDecision, AfisEnd
from tests.bad_input.calling import Caller
from tests.decisions.path import GRANT, opined, signed
from tests.dossiers.path import WHO
from tests.rights.aid.test_afis import decide
from tests.rights.aid.test_months import aided
from tests.stories import after
from tests.world import World, acting

__all__ = ["aided"]
pytestmark = pytest.mark.django_db
DELEGATE = "delegate:33"


def test_a_refusal_of_before_the_path_with_an_illegible_name_is_noted_from_its_paper(world: World) -> None:
    demande = after(world, opined)
    signed(world, demande, **GRANT)
    before = world.today - timedelta(days=3)
    said = {"sense": "refuse", "motives": ["sans_motif"], "decided_on": before}
    with pytest.raises(Refused, match="après la décision"):
        decide(world, demande, **said, source="phone")
    with pytest.raises(Refused, match="Notez qui a signé"):
        decide(world, demande, **said, source="phone", signed_name="")
    decide(world, demande, **said, signed_name="")
    for who in (DELEGATE, WHO):
        page = Caller(world[who]).get("rights:afis", demande=demande.pk)
        for mark in ("Sans motif", "Avant l’avis", "Avant le parcours", "Signataire illisible"):
            assert page.says(mark), (who, mark)


def test_one_without_avis_is_marked_so(world: World) -> None:
    demande = after(world, opined, afis="not_asked")
    signed(world, demande, **GRANT)
    with pytest.raises(Refused, match="Il manque cet avis"):
        decide(world, demande, source="phone")
    decide(world, demande)
    assert Caller(world[WHO]).get("rights:afis", demande=demande.pk).says("Sans avis")


def test_the_page_asks_to_say_that_a_name_does_not_read(world: World) -> None:
    demande = after(world, opined)
    signed(world, demande, **GRANT)
    caller = Caller(world[DELEGATE])
    typed = {
        "sense": "refuse", "motives": ["sans_motif"], "decided_on": world.today, "children": 0,
        "source": "signed_paper",
    }  # fmt: skip
    assert caller.post("rights:afis", typed, demande=demande.pk).says("écrivez-le d’après le papier")
    read = caller.post("rights:afis", typed | {"as_it_is": "on"}, demande=demande.pk)
    assert read.says("Le nom de qui a signé ne se lit pas")


def test_the_end_of_an_aid_is_noted_as_its_paper_says_it(world: World, aided: AfisDecision) -> None:
    bare = actions.EndTold("engagements", aided.decided_on, None, "", "")
    with acting(world[DELEGATE]) as delegate:
        with pytest.raises(Refused, match="a pu présenter ses observations"):
            actions.end_afis(
                actor=delegate,
                on=world.today,
                decision=aided,
                told=replace(bare, source="phone"),
                version=version_of(),
            )
        end = actions.end_afis(actor=delegate, on=world.today, decision=aided, told=bare, version=version_of())
        assert [mark.label for mark in marks.of_end(end)] == [
            "sans observations", "sans motivation", "signataire illisible",
        ]  # fmt: skip
    for who in (DELEGATE, WHO):
        page = Caller(world[who]).get("rights:end", demande=aided.demande_id)
        for mark in ("Sans observations", "Sans motivation", "Signataire illisible"):
            assert page.says(mark), (who, mark)
    with acting(world[DELEGATE]) as delegate:
        instead = replace(bare, reasons="Deux rendez-vous sur trois.", signed_name="Anne Sémaphore")
        again = actions.correct_end(
            actor=delegate, on=world.today, end=end, instead=instead, why="Relu sur le papier.",
            version=version_of(AfisEnd.objects.get(pk=end.pk)),
        )  # fmt: skip
        assert [mark.label for mark in marks.of_end(again)] == ["sans observations"]
    assert Caller(world[WHO]).get("rights:end", demande=aided.demande_id).says("un nom illisible")
