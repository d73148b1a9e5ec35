"""Nationality, document and need that are against each other: said to her antenne, and to nobody of the State."""

from itertools import product

import pytest

from rivage.accounts.models import Membership
from rivage.dossiers.enums import Held
from rivage.dossiers.models import Aid, Demande
from rivage.people.enums import ApsNeed, Zone
from rivage.people.models import Identity, Person
from rivage.rights.enums import READ_AS, PermitNeed
from rivage.rights.permit import contradictions
from rivage.rights.permit.actions import need_version, set_need
from rivage.rights.permit.contradictions import EUROPEAN, HELD_TITLE, NONE_HELD, NOT_EUROPEAN, NOT_SAID_WHY, against
from tests.bad_input.calling import Caller
from tests.database import set_down
from tests.rights.permit.path import DELEGATE, DESK, REFERENT, authorised, person_of
from tests.stories import after
from tests.world import World, acting

SENTENCES = (EUROPEAN, HELD_TITLE, NONE_HELD, NOT_EUROPEAN, NOT_SAID_WHY)
STATE = (DELEGATE, DESK, "secretary:33", "signatory:33", "payer:33")


@pytest.mark.parametrize(("zone", "document", "need"), list(product(Zone, Held, PermitNeed)))
def test_what_is_against_what(zone: Zone, document: Held, need: PermitNeed) -> None:
    said = against(zone, document, need, READ_AS[need])
    assert (NOT_EUROPEAN in said) is (zone == Zone.OTHER and need == PermitNeed.NOT_CONCERNED)
    assert (EUROPEAN in said) is (zone in (Zone.FRENCH, Zone.EUROPEAN) and need == PermitNeed.NEEDED)
    assert (NONE_HELD in said) is (document == Held.NONE and need == PermitNeed.OTHER_TITLE)
    assert (HELD_TITLE in said) is (document == Held.NOT_ASKED and zone == Zone.OTHER)
    if need == PermitNeed.ASYLUM and document != Held.NOT_ASKED:
        assert said == (), "an asylum claim is no contradiction, and is pointed at by none"


def test_a_need_without_its_reason() -> None:
    assert against(Zone.OTHER, Held.NONE, "", ApsNeed.NOT_CONCERNED) == (NOT_SAID_WHY,)
    assert against(Zone.OTHER, Held.NONE, "", ApsNeed.UNKNOWN) == (), "it is a task of its own"


def say(world: World, actor: Membership, demande: Demande, need: str) -> None:
    person = person_of(demande)
    set_need(actor=actor, on=world.today, person=person, need=need, version=need_version(person))


@pytest.mark.django_db
def test_it_is_said_to_the_antenne_alone(world: World) -> None:
    demande = after(world, authorised, 10)
    world.body("payer33", "payer", "Caisse 33", "33")
    world.member("payer:33", "payer33", "payer", ["33"])
    with acting(world[REFERENT]) as actor:
        Identity.objects.get(person=demande.person_id)
        set_down(Aid.objects.get(demande=demande), document=Held.NONE)
        say(world, actor, demande, "not_concerned")
        assert contradictions.of_people(actor, [person_of(demande)]) == {demande.person_id: (NOT_EUROPEAN,)}
    referent = Caller(world[REFERENT])
    assert referent.get("desk:home").says("Revoir le besoin d’un titre")
    assert referent.get("rights:permit", person=demande.person_id).says("Revoyez l’un ou l’autre.")
    for who in STATE:
        reader = Caller(world[who])
        with acting(world[who]) as actor:
            assert contradictions.of_people(actor, Person.objects.visible_to(actor)) == {}
        pages = [("desk:home", {}), ("rights:lapses", {}), ("desk:follow_up", {}), ("people:list", {})]
        pages += [(page, {"person": demande.person_id}) for page in OF_HER]
        pages += [
            (page, {"demande": demande.pk}) for page in ("rights:afis", "dossiers:demande", "decisions:decision")
        ]
        for page, key in pages:
            answer = reader.get(page, **key)
            for words in (*SENTENCES, "Revoir le besoin", "Dire si un titre est nécessaire"):
                assert not answer.says(words), (who, page)


OF_HER = ("people:person", "people:step", "rights:permit", "rights:stay", "rights:clocks", "rights:decided")


@pytest.mark.django_db
def test_the_state_reads_the_same_of_an_asylum_claim_and_of_a_nationality(world: World) -> None:
    """Screens that would differ by the need beside the document would tell the claim."""
    demande = after(world, authorised, 10)
    with acting(world[REFERENT]):
        set_down(Aid.objects.get(demande=demande), document=Held.NONE)
    seen = []
    for need in ("asylum", "not_concerned", "needed"):
        with acting(world[REFERENT]) as actor:
            say(world, actor, demande, need)
        page = Caller(world[DELEGATE]).get("rights:afis", demande=demande.pk).text
        seen.append(page.partition("Ce que dit le texte")[2].partition("</section>")[0])
    assert seen[0] == seen[1] == seen[2] != ""


@pytest.mark.django_db
def test_a_need_not_known_yet_is_a_task(world: World) -> None:
    demande = after(world, authorised, 10)
    with acting(world[REFERENT]):
        Person.objects.filter(pk=demande.person_id).update(aps_need=ApsNeed.UNKNOWN)
    referent = Caller(world[REFERENT])
    assert referent.get("desk:home").says("Dire si une autorisation provisoire est nécessaire")
    assert referent.get("rights:permit", person=demande.person_id).says("Dire si un titre est nécessaire")
    assert referent.get("people:step", person=demande.person_id).says("Dire si une autorisation")
    with acting(world[REFERENT]) as actor:
        say(world, actor, demande, "needed")
    assert not referent.get("desk:home").says("Dire si une autorisation")
