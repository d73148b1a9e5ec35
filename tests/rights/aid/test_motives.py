"""Why an aid was refused: the condition of the text that is not met, by its code; or none, as its paper."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from rivage.law import afis_motifs
from rivage.law.values import parameter
from rivage.rights.aid.examination import examine
from rivage.rights.models import AfisCorrection, AfisDecision
from tests.bad_input.calling import Caller
from tests.decisions.path import GRANT, opined, signed
from tests.dossiers.path import WHO
from tests.rights.aid.test_afis import decide
from tests.rights.aid.test_afis_corrected import correct
from tests.stories import after
from tests.versions import version_in
from tests.world import World, acting

pytestmark = pytest.mark.django_db
DELEGATE = "delegate:33"


def typed(world: World, **values: Any) -> dict[str, Any]:
    said = {"sense": "refuse", "decided_on": str(world.today), "children": "0", "reasons": "Ressources trop hautes."}
    return said | {"signed_name": "Anne Sémaphore, préfète", "source": "signed_paper"} | values


def test_each_condition_of_the_text_is_a_motive_of_the_days_that_it_holds() -> None:
    for value in parameter("afis.conditions").values:
        found = afis_motifs.motifs(value.start)
        assert {each.code for each in found if each.provided} == set(value.value), value.start
        assert [each.code for each in found if not each.provided] == ["autre"]


def test_a_motive_is_chosen_from_what_the_file_says_and_none_is_ticked(world: World) -> None:
    demande = after(world, opined)
    signed(world, demande, **GRANT)
    delegate, ids = Caller(world[DELEGATE]), {"demande": demande.pk}
    page = delegate.get("rights:afis", **ids)
    with acting(world[DELEGATE]):
        standing = examine(demande, world.today).standing
    assert set(standing) == set(parameter("afis.conditions").values[-1].value)
    assert page.says("D’après ce qui est noté, ce motif ne tient pas : la condition est remplie.")
    assert "checked" not in page.text.partition('id="id_motives')[2].partition('name="reasons"')[0]
    assert delegate.post("rights:afis", typed(world), **ids).says("Un refus dit sa condition")
    read = delegate.post("rights:afis", typed(world, motives=["parcours", "autre"]), **ids)
    for words in (
        "Motif : L’engagement dans le parcours",
        "Motivation : « Ressources trop hautes. »",
        "ce motif ne tient pas ce jour-là : la condition est remplie",
        "Aucun texte ne le",
    ):
        assert read.says(words), words
    sent = typed(world, motives=["parcours", "autre"], version=version_in(read.text))
    assert read.text.count('name="motives"') == 2, "both are carried to the page that is read again"
    assert delegate.post("rights:afis", sent | {"motives": ["parcours"]}, **ids).status == 422
    assert delegate.post("rights:afis", sent, **ids).says("est notée")
    for who in (DELEGATE, WHO):
        assert Caller(world[who]).get("rights:afis", **ids).says("Un motif qui n’est pas une condition du texte"), who
    with acting(world[DELEGATE]):
        assert AfisDecision.objects.values_list("motives", flat=True).get() == ["parcours", "autre"]


def test_a_refusal_without_motive_on_paper_is_noted_as_it_is_and_marked_so(world: World) -> None:
    demande = after(world, opined)
    signed(world, demande, **GRANT)
    delegate, ids = Caller(world[DELEGATE]), {"demande": demande.pk}
    bare = typed(world, motives=["sans_motif"], reasons="")
    read = delegate.post("rights:afis", bare, **ids)
    assert read.says("Ce refus est sans motif")
    assert read.says("le papier ne dit pas pourquoi s’en écarter")
    assert delegate.post("rights:afis", bare | {"version": version_in(read.text)}, **ids).says("est notée")
    for who in (DELEGATE, WHO):
        assert Caller(world[who]).get("rights:afis", **ids).says("Le papier ne dit pas pourquoi"), who


def test_a_motive_noted_wrong_is_corrected_and_the_former_one_stays(world: World) -> None:
    demande = after(world, opined)
    signed(world, demande, **GRANT)
    why = {"sense": "refuse", "reasons": "Ressources trop hautes."}
    row = decide(world, demande, motives=["age"], **why)
    correct(world, row, motives=["ressources"], **why)
    with acting(world[DELEGATE]):
        assert (AfisCorrection.objects.get().motives, AfisDecision.objects.get().motives) == (["age"], ["ressources"])
    assert Caller(world[DELEGATE]).get("rights:afis", demande=demande.pk).says("dépassé l’âge")


def test_the_database_keeps_no_motive_of_a_grant_and_none_beside_that_of_none(world: World) -> None:
    demande = after(world, opined)
    signed(world, demande, **GRANT)
    with acting(world[DELEGATE]) as actor:
        for sense, motives in (("grant", ["age"]), ("refuse", ["sans_motif", "age"])):
            row = AfisDecision.beside(
                demande, demande=demande, sense=sense, decided_on=world.today, motives=motives, recorded_by=actor,
                source="signed_paper",
            )  # fmt: skip
            with pytest.raises(IntegrityError), transaction.atomic():
                row.save(force_insert=True)
