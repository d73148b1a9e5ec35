"""« Ce qui va s’interrompre »: each reader her own people, in groups, by right, at a constant cost."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rivage.accounts.models import Membership
from rivage.core.perimeter import Perimeter, perimeter
from rivage.dossiers.models import Parcours
from rivage.law.recours import silence
from rivage.law.wording import day as in_words
from rivage.rights.alerts import lapsing
from rivage.rights.alerts.lapsing import LapseLine
from rivage.rights.clocks.lapses import Lapse
from tests.decisions.test_recours import handed, made
from tests.people.moving import moved
from tests.rights.alerts.test_alerts import begun, with_permit
from tests.rights.permit.path import DELEGATE, DESK, REFERENT, authorised, day, note
from tests.stories import after
from tests.titles.path import noted
from tests.world import World, acting

pytestmark = pytest.mark.django_db
LEAD = "lead:estuaire33"


def asked(membership: Membership, path: str = "echeances", **query: str) -> Any:
    client = Client()
    client.force_login(membership.user)
    return client.get(f"/m/{membership.pk}/{path}", query)


def text(response: Any) -> str:
    """What a reader sees of the page, without its markup."""
    assert response.status_code == 200
    body = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body).replace("\u00a0", " "))


def test_lines_stand_by_how_soon_with_who_acts_and_the_days_lost(world: World) -> None:
    late = after(world, with_permit, until=-4)
    soon, month, later = (begun(world, left) for left in (3, 20, 50))
    begun(world, 100)
    said = text(asked(world[REFERENT]))
    assert re.search(r"Déjà interrompu 1 .*Cette semaine 1 .*Ce mois 1 .*Plus tard 1 ", said)
    order = [said.index(path.person.reference) for path in (late, soon, month, later)]
    assert order == sorted(order)
    assert "4 jours perdus" in said
    assert "L’association demande le renouvellement de l’autorisation provisoire." in said
    assert "L’association dépose la demande de renouvellement." in said
    assert "Awa Corail" in said


def test_a_recepisse_that_a_refusal_may_have_ended_is_to_check_and_no_day_of_it_is_said_lost(world: World) -> None:
    demande = after(world, authorised, 40)
    for step, days, until in (("requested", -35, None), ("receipt", -30, 20), ("refused", -6, None)):
        note(world, demande, step, days, until=until)
    said = text(asked(world[REFERENT], droit="sejour"))
    assert "À vérifier 1 " in said
    assert "à vérifier, le titre a été refusé le" in said
    assert "perdu" not in said
    with acting(world[REFERENT]) as reader:
        (after_it, to_contest) = lapsing.lines(reader, day(world, 25))
    assert (after_it.lost, after_it.doubt) == ("5\u00a0jours perdus", "")
    assert (to_contest.group, to_contest.right) == ("Recours", "Séjour")


def test_a_recepisse_in_doubt_from_a_day_to_come_is_not_said_to_check_since_that_day(world: World) -> None:
    demande = after(world, with_permit, until=20)
    for step, days, until in (("requested", -9, None), ("receipt", -8, 60), ("refused", -1, None)):
        note(world, demande, step, days, until=until, n=2)
    first = in_words(day(world, 21)).replace("\u00a0", " ")
    said = text(asked(world[REFERENT], droit="sejour"))
    assert re.search(rf"à vérifier à partir du \w+ {first.rpartition(' ')[0]}", said), said
    assert "à vérifier depuis" not in said


def test_one_right_at_a_time(world: World) -> None:
    permit, path = after(world, with_permit, until=20), begun(world)
    response = asked(world[REFERENT], droit="sejour")
    said = text(response)
    assert permit.person.reference in said
    assert path.person.reference not in said
    assert "Tout (2) Parcours (1) Séjour (1) Aide (0)" in said
    assert "Aucune échéance ne répond" in text(asked(world[REFERENT], droit="aide"))


def test_a_group_stands_in_the_order_of_the_days_that_it_shows(world: World) -> None:
    with acting(world[REFERENT]) as reader:
        her = after(world, begun).person
        lines = [
            LapseLine(her, Lapse("path", day(world, 50), "", "", last=day(world, 70)), world.today),
            LapseLine(her, Lapse("path", day(world, 60), "", ""), world.today),
            LapseLine(her, Lapse("path", day(world, 5), "", ""), world.today),
        ]
        lapsing.register(lambda membership, on: lines)
        try:
            found = [line.shown for line in lapsing.lines(reader, world.today) if line in lines]
        finally:
            lapsing._sources.pop()
    assert found == [day(world, 4), day(world, 59), day(world, 70)]


def test_an_answer_awaited_to_a_gracious_remedy_is_told_until_its_silence(world: World) -> None:
    decision = handed(world)
    made(world, decision, "gracious")
    born = silence(world.today)
    for reader, who in ((REFERENT, "Réponse attendue : recours gracieux"), (DELEGATE, "Répondre au recours gracieux")):
        said = text(asked(world[reader]))
        assert f"{who} contre la décision sur le parcours" in said
        assert "La préfecture répond." in said
        with acting(world[reader]) as actor:
            days = [line.lapse.last_day for line in lapsing.lines(actor, world.today) if line.remedy]
            assert born in days


def test_a_refused_right_of_hers_is_told_to_her_antenne_alone(world: World) -> None:
    her = after(world, begun).person
    noted(world, her, "impots", "refused", -3)
    said = text(asked(world[REFERENT]))
    assert "Remise d’impôts : refusé le" in said
    assert "Autre droit" in said
    answer = posted(world[REFERENT], "echeances/fichier", format="csv")
    assert answer.status_code == 200
    assert "impôts" not in answer.content.decode(), "no file holds it"
    for other in (DELEGATE, DESK, "lead:amarres33"):
        assert "impôts" not in text(asked(world[other])), other
    with acting(world[REFERENT]) as actor:
        shut = replace(actor.perimeter(), keys=())
    with perimeter(shut):
        assert not any(line.named for line in lapsing.lines(actor, world.today)), "a calendar opens no key"


def posted(membership: Membership, path: str, **sent: str) -> Any:
    client = Client()
    client.force_login(membership.user)
    return client.post(f"/m/{membership.pk}/{path}", sent)


def test_somebody_is_found_by_her_name_or_her_association_and_the_file_holds_the_same(world: World) -> None:
    hers = after(world, with_permit, until=-4)
    other = begun(world, who="referent:amarres33")
    delegate = world[DELEGATE]
    words, association = {"q": hers.person.reference.lower()}, {"association": str(other.person.antenne_id)}
    for said, sent, kept, left in (
        (text(posted(delegate, "echeances", **words)), words, hers, other),
        (text(asked(delegate, **association)), association, other, hers),
    ):
        assert kept.person.reference in said
        assert left.person.reference not in said
        assert "1 échéance sur 2" in said
        answer = posted(delegate, "echeances/fichier", format="csv", **sent)
        heads, *lines = answer.content.decode("utf-8-sig").splitlines()
        assert heads == "Personne;Numéro;Association;Droit;Quand;Dernier jour;Jours perdus;Ce qui est à faire"
        assert [kept.person.reference in line for line in lines] == [True]
    late = posted(delegate, "echeances/fichier", format="csv", droit="sejour").content.decode().splitlines()[1]
    assert ";Séjour;Déjà interrompu;" in late
    assert ";4;" in late
    assert posted(world[DESK], "echeances", q=hers.person.reference).status_code == 200
    assert posted(world[DESK], "echeances/fichier", format="csv").status_code == 404


def test_the_lead_keeps_those_of_one_colleague(world: World) -> None:
    hers, other = after(world, begun), begun(world, who="other:estuaire33")
    said = text(asked(world[LEAD], avec=str(world["other:estuaire33"].user_id)))
    assert other.person.reference in said
    assert hers.person.reference not in said
    assert f"Accompagnée par {world['other:estuaire33'].user.name}" in said


@pytest.mark.parametrize("name", [REFERENT, LEAD, DELEGATE, "secretary:33", "lead:amarres33"])
def test_nothing_that_lapses_is_said_too(world: World, name: str) -> None:
    assert "Rien ne s’interrompt dans les trois mois" in text(asked(world[name]))


def test_a_referent_sees_her_people_and_the_lead_all(world: World) -> None:
    hers, other = after(world, begun), begun(world, who="other:estuaire33")
    assert other.person.reference not in text(asked(world[REFERENT]))
    for path in (hers, other):
        assert path.person.reference in text(asked(world[LEAD]))
        assert path.person.reference in text(asked(world[DELEGATE]))


def test_the_desk_sees_permits_alone(world: World) -> None:
    permit, path = after(world, with_permit, until=20), begun(world)
    said = text(asked(world[DESK]))
    assert permit.person.reference in said
    assert path.person.reference not in said
    assert "Parcours" not in said
    assert "Séjour" in said


def test_who_left_is_no_longer_shown_where_she_was(world: World) -> None:
    path = after(world, begun)
    moved(world, path.person, "referent:amarres33")
    assert path.person.reference not in text(asked(world[LEAD]))
    assert path.person.reference in text(asked(world["lead:amarres33"]))


def test_other_places_and_other_hats_see_nothing(world: World) -> None:
    path = after(world, with_permit, until=5)
    for name in ("delegate:75", "secretary:23", "lead:estuaire75", "lead:amarres33", "other:estuaire33"):
        assert path.person.reference not in text(asked(world[name]))
    world.body("payer33", "payer", "Caisse 33", "33")
    world.member("payer:33", "payer33", "payer", ["33"])
    for name in ("chair:33", "signatory:33", "payer:33"):
        assert asked(world[name]).status_code in (403, 404)
        assert "Ce qui va s’interrompre" not in asked(world[name], "").content.decode()


def test_the_home_counts_and_names_the_three_most_urgent(world: World) -> None:
    paths = [begun(world, left) for left in (40, 4, 30, 20)]
    for name in (REFERENT, LEAD, DELEGATE):
        body = asked(world[name], "").content.decode()
        panel = body.partition('aria-label="Ce qui va s’interrompre"')[2].partition("</section>")[0]
        assert "Tout voir (4)" in panel
        assert paths[0].person.reference not in panel
        assert all(path.person.reference in panel for path in paths[1:])


def test_the_home_gives_each_person_one_line_however_many_rights(world: World) -> None:
    several, others = after(world, with_permit, until=5, left=60), [begun(world, left) for left in (70, 80)]
    body = asked(world[LEAD], "").content.decode()
    panel = body.partition('aria-label="Ce qui va s’interrompre"')[2].partition("</section>")[0]
    assert panel.count(several.person.reference) == 1
    assert ", et un autre droit<" in panel
    assert all(path.person.reference in panel for path in others)


def test_what_is_shown_is_traced_and_only_that(world: World) -> None:
    from_now = [begun(world, left) for left in (10, 20, 100)]
    asked(world[REFERENT])
    with perimeter(Perimeter(role="auditor")), connection.cursor() as cursor:
        cursor.execute("SELECT people FROM audit_event WHERE kind = 'read' ORDER BY at DESC LIMIT 1")
        shown = cursor.fetchone()[0]
    assert set(shown) == {path.person_id for path in from_now[:2]}


@pytest.mark.parametrize("name", [REFERENT, LEAD, DELEGATE])
def test_as_many_queries_for_six_people_as_for_two(world: World, name: str) -> None:
    counts = []
    for more in ((10, -4), (11, 12, 13, 14)):
        for left in more:
            begun(world, left) if left > 0 else with_permit(world, until=left)
        with CaptureQueriesContext(connection) as queries:
            asked(world[name])
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_home_reads_once_what_the_clocks_are_read_from(world: World) -> None:
    """Of those who may lose a right and of those whose permit is to be asked for or answered, mostly the same."""
    ended = after(world, authorised, 40)
    note(world, ended, "requested", -35)
    with acting(world[LEAD]):
        Parcours.objects.filter(person=ended.person_id).update(ended_on=day(world, 0), end_kind="at_her_wish")
    begun(world, 20)
    for reader in (LEAD, DESK):
        with CaptureQueriesContext(connection) as caught:
            assert asked(world[reader], "").status_code == 200
        spans = [one["sql"] for one in caught if 'FROM "rights_needspan"' in one["sql"]]
        names = [one["sql"] for one in caught if 'FROM "people_identity"' in one["sql"]]
        assert (reader, len(spans), len(names)) == (reader, 1, 1)
        assert len([one for one in caught if 'FROM "associations_agrement"' in one["sql"]]) == (reader == LEAD)
