"""Parts of several demandes read at once say what each says alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rivage.dossiers import parts
from rivage.dossiers.enums import Part
from rivage.dossiers.models import Demande
from tests.dossiers.path import WHO, fill, new_demande, new_person
from tests.world import World, acting

READ = (Part.SITUATION, Part.ACCOUNT, Part.PROJECT, Part.ENGAGEMENTS, Part.OPINION, Part.AID, Part.RESULTS)


@pytest.mark.django_db
def test_laid_parts_are_the_same_and_ask_nothing_more(world: World) -> None:
    made = [fill(world, new_demande(world, person=new_person(world, name=name))) for name in ("Awa Dune", "Joy Voile")]
    with acting(world[WHO]):
        alone = [[parts.read(demande, part) for part in READ] for demande in made]
        laid = list(Demande.objects.filter(pk__in=[one.pk for one in made]).order_by("created_at"))
        parts.lay(laid)
        with CaptureQueriesContext(connection) as queries:
            together = [[parts.read(demande, part) for part in READ] for demande in laid]
    assert together == alone
    assert len(queries) == 0
