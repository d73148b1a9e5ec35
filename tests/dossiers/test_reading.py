"""What each reader finds in a demande, and the help on the aid."""

import pytest

from rivage.dossiers import afis, reading
from rivage.dossiers.models import Aid
from tests.database import set_down
from tests.dossiers.path import deposited, new_demande
from tests.stories import after
from tests.world import World, acting


@pytest.mark.django_db
def test_the_delegate_reads_all_but_the_detail_of_the_danger(world: World) -> None:
    demande = after(world, deposited)
    with acting(world["referent:estuaire33"]) as own:
        mine = {section.part for section in reading.sections(demande, own)}
    with acting(world["delegate:33"]) as delegate:
        theirs = reading.sections(demande, delegate)
    assert mine - {section.part for section in theirs} == {"safety"}
    words = {line.label: line.text for section in theirs for line in section.lines}
    assert words["Présentation"] == "Elle prépare la suite avec l’association."
    assert words["Action, hébergement, logement"] == "Demander une place ; durée : trois mois ; attendu : une place"
    assert words["Document d’identité"] == "aucun document (réponse complète)"
    with acting(world["delegate:75"]) as elsewhere:
        assert reading.sections(demande, elsewhere) == []


@pytest.mark.django_db
def test_the_help_on_the_aid_reads_the_file_and_says_what_is_to_confirm(world: World) -> None:
    demande = after(world, deposited)
    with acting(world["referent:estuaire33"]):
        verdict = afis.verdict(demande, world.today, path_authorised=True)
        assert verdict, verdict.sentence
        assert verdict.to_confirm
        set_down(Aid.objects.get(demande=demande), document="aucun")
        assert afis.verdict(demande, world.today, path_authorised=True).outcome == "question", (
            "the permit comes with the path"
        )


@pytest.mark.django_db
def test_an_empty_file_makes_questions_never_an_answer(world: World) -> None:
    demande = after(world, new_demande)
    with acting(world["referent:estuaire33"]):
        assert afis.verdict(demande, world.today).outcome == "question"
