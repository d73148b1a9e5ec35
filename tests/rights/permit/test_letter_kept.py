"""The refusal that the service signs is kept as it was handed, and read so by it and her antenne, by nobody else."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from rivage.accounts.models import Body
from rivage.decisions.notices import Told
from rivage.dossiers.models import Demande
from rivage.law.aps_motifs import coded
from rivage.people.models import Identity
from rivage.rights.models import ApsFact, PermitNotice
from rivage.rights.permit import actions
from tests.bad_input.calling import Caller
from tests.rights.permit.path import DELEGATE, DESK, REFERENT
from tests.rights.permit.test_motives import WHY, WORDS, refused, say
from tests.rights.permit.test_told import hand
from tests.world import World, acting

pytestmark = pytest.mark.django_db
PAGE = "rights:stay_refusal"
COPIED = coded(["cessation"], date(2026, 1, 5))[0].label
FOOT = "Pied de page écrit depuis"


@pytest.fixture
def fact(world: World) -> ApsFact:
    found = refused(world)
    say(world, found, DESK, "cessation", reasons=WORDS)
    return found


def text_of(world: World, who: str, fact: ApsFact) -> str:
    client = Caller(world[who])
    answer = client.client.get(client.url(PAGE, apsfact=fact.pk, form="pdf"))
    assert answer.status_code == 200, (who, answer.status_code)
    return " ".join(" ".join(one.extract_text() for one in PdfReader(io.BytesIO(answer.content)).pages).split())


def around(world: World, **values: str) -> None:
    """What stands around the letters of the préfecture and of the service, written anew."""
    with acting(world.admins[0]):
        Body.objects.filter(kind__in=("prefecture", "desk"), departement="33").update(**values)


def correct(world: World, fact: ApsFact, outcome: str, *, new_letter: bool = False) -> None:
    with acting(world[DESK]) as desk:
        row = PermitNotice.objects.get(fact=fact, replaced_at__isnull=True)
        told = Told("person", "prefecture", outcome, world.today, source="own_desk")
        actions.correct_permit_notice(
            actor=desk, on=world.today, notice=row, told=told, why="Inventé.", new_letter=new_letter
        )


def test_what_was_handed_is_read_as_it_was_by_the_service_and_her_antenne(world: World, fact: ApsFact) -> None:
    before = text_of(world, DESK, fact)
    hand(world, fact, world.today)
    around(world, foot=FOOT, address="9 quai de l’Invention", town="Nouville")
    say(world, fact, DESK, "faits", reasons="Autre motivation inventée.", why=WHY)
    with acting(world[REFERENT]):
        row = Identity.objects.get(person=fact.person_id)
        row.family_name = "Nouveau"
        row.save()
    for who in (DESK, REFERENT):
        assert text_of(world, who, fact) == before, who
    assert FOOT not in before
    docx = Caller(world[REFERENT]).get(PAGE, apsfact=fact.pk, form="docx")
    assert docx.says("il s’imprime tel quel"), "a letter of the préfecture is not adapted by an antenne"
    for who in (DELEGATE, "signatory:33", "referent:amarres33"):
        assert Caller(world[who]).get(PAGE, apsfact=fact.pk, form="pdf").status == 404, who


def test_what_the_letter_says_is_said_beside_a_motive_corrected_since(world: World, fact: ApsFact) -> None:
    says = f"La lettre remise dit :</strong> {COPIED} {WORDS}"
    hand(world, fact, world.today)
    hers = {"person": fact.person_id}
    assert not Caller(world[DESK]).get("rights:stay", **hers).says("La lettre remise dit")
    say(world, fact, DESK, "faits", reasons="Autre motivation inventée.", why=WHY)
    correct(world, fact, "handed")
    for who in (DESK, REFERENT):
        page = Caller(world[who]).get("rights:stay", **hers)
        assert page.says(says), who
        assert page.says("Elle reste telle qu’elle a été signée"), who
    assert not Caller(world[DELEGATE]).get("rights:stay", **hers).says("La lettre remise dit")
    correct(world, fact, "handed", new_letter=True)
    assert not Caller(world[DESK]).get("rights:stay", **hers).says("La lettre remise dit"), "the new letter says it"


def test_it_is_reached_from_the_permit_the_remedies_and_her_page(world: World, fact: ApsFact) -> None:
    hand(world, fact, world.today)
    antenne = Caller(world[REFERENT])
    printed = antenne.url(PAGE, apsfact=fact.pk, form="pdf")
    with acting(world[REFERENT]):
        demande = Demande.objects.get(person=fact.person_id)
    hers = {"person": fact.person_id}
    for page, ids in (("rights:stay", hers), ("rights:permit", hers), ("decisions:remedies", {"demande": demande.pk})):
        assert printed in antenne.get(page, **ids).text, page
    delegate = Caller(world[DELEGATE])
    closed = delegate.url(PAGE, apsfact=fact.pk, form="pdf")
    for page, ids in (("rights:stay", hers), ("rights:permit", hers), ("decisions:remedies", {"demande": demande.pk})):
        assert closed not in delegate.get(page, **ids).text, page


def test_one_that_was_not_handed_is_handed_as_it_was_until_why_is_said_anew(world: World, fact: ApsFact) -> None:
    before = text_of(world, DESK, fact)
    hand(world, fact, world.today)
    correct(world, fact, "impossible")
    around(world, foot=FOOT)
    assert text_of(world, DESK, fact) == before
    assert Caller(world[REFERENT]).get(PAGE, apsfact=fact.pk, form="pdf").says("se lit une fois remise")
    say(world, fact, DESK, "faits", reasons="Autre motivation inventée.", why=WHY)
    anew = text_of(world, DESK, fact)
    assert "Autre motivation" in anew
    assert FOOT in anew
    hand(world, fact, world.today)
    assert text_of(world, REFERENT, fact) == anew


def test_a_new_letter_is_kept_in_its_turn_and_a_day_corrected_keeps_the_first(world: World, fact: ApsFact) -> None:
    before = text_of(world, DESK, fact)
    hand(world, fact, world.today)
    around(world, foot=FOOT)
    correct(world, fact, "handed")
    assert text_of(world, DESK, fact) == before
    correct(world, fact, "handed", new_letter=True)
    assert FOOT in text_of(world, DESK, fact)


def test_what_was_handed_on_another_paper_is_never_said_to_be_kept(world: World) -> None:
    fact = refused(world)
    hand(world, fact, world.today)
    say(world, fact, DESK, "cessation", reasons=WORDS)
    correct(world, fact, "handed")
    for who in (DESK, REFERENT):
        assert Caller(world[who]).get(PAGE, apsfact=fact.pk, form="pdf").says("n’est pas gardée ici"), who
    with acting(world[DESK]):
        assert not PermitNotice.objects.filter(letter__isnull=False).exists()


def test_who_signs_reads_first_what_the_paper_takes_around_its_words(world: World, fact: ApsFact) -> None:
    around(world, foot="Accueil inventé", town="Nouville")
    with acting(world.admins[0]):
        Body.objects.filter(kind="prefecture", departement="33").update(
            service="Délégation inventée", contact="05 00 00 00 00"
        )
        desk = Body.objects.get(kind="desk", departement="33")
    page = Caller(world[DESK]).get("rights:stay", person=fact.person_id)
    for words in (desk.name, "Nouville", "Accueil inventé", "Pour le préfet et par délégation"):
        assert page.says(words), words
    said = text_of(world, DESK, fact)
    assert desk.name in said
    for words in ("Délégation inventée", "05 00 00 00 00"):
        assert not page.says(words), words
        assert words not in said, "a refusal of the service is not signed under the name of another"
    assert not Caller(world[REFERENT]).get("rights:stay", person=fact.person_id).says("Accueil inventé")
