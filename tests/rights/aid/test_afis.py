"""The decision on the aid: after the avis and the authorisation, with what the law computes kept beside it."""

import re

import pytest

from rivage.core import clock
from rivage.core.refusal import Refused
from rivage.people.models import Identity, Share
from rivage.rights.aid import actions
from rivage.rights.aid.examination import examine
from rivage.rights.models import AfisDecision
from tests.bad_input.calling import Caller
from tests.decisions.path import GRANT, REFUSAL, opined, signed
from tests.dossiers.path import WHO
from tests.stories import after
from tests.versions import version_in
from tests.world import World, acting

pytestmark = pytest.mark.django_db


def decide(world: World, demande: object, who: str = "delegate:33", **values: object) -> AfisDecision:
    with acting(world[who]) as actor:
        typed = {"sense": "grant", "decided_on": world.today, "children": 1, "signed_name": "Anne Sémaphore"} | values
        return actions.decide_afis(actor=actor, on=world.today, demande=demande, **typed)


def payer_reads(world: World) -> bool:
    with acting(world["delegate:33"]):
        return Share.objects.in_force(clock.now()).filter(holder="payer:33").exists()


def test_a_grant_is_noted_after_the_path_and_opens_to_the_payer(world: World) -> None:
    demande = after(world, opined)
    with pytest.raises(Refused, match="autorisé"):
        decide(world, demande)
    signed(world, demande, **GRANT)
    assert not payer_reads(world)
    row = decide(world, demande)
    assert payer_reads(world)
    assert row.verdict["outcome"] in ("yes", "no", "question")
    assert {reason["code"] for reason in row.verdict["reasons"]} >= {"parcours", "document"}
    assert len(row.verdict["months"]) == 6
    assert "sentence" not in str(row.verdict)
    with pytest.raises(Refused, match="déjà notée"):
        decide(world, demande)


def test_the_amount_follows_the_children_of_the_order(world: World) -> None:
    demande = after(world, opined)
    signed(world, demande, **GRANT)
    with acting(world["delegate:33"]):
        none, two = (examine(demande, world.today, children).months[0].amount.value for children in (0, 2))
    assert none < two


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"children": -1}, "de 0 à 20"),
        ({"children": 21}, "de 0 à 20"),
        ({"signed_name": " ", "source": "phone"}, "qui a signé"),
        ({"sense": "refuse"}, "dit sa condition"),
        ({"sense": "refuse", "motives": ["ressources"]}, "motivé"),
        ({"sense": "refuse", "motives": ["inconnu"], "reasons": "Non."}, "n’existait pas"),
        ({"sense": "refuse", "motives": ["sans_motif", "age"]}, "se choisit seul"),
        ({"sense": "refuse", "motives": ["sans_motif"], "reasons": "Non."}, "se choisit seul"),
        ({"motives": ["age"]}, "pas de motif de refus"),
        ({"who": "signatory:33"}, "délégation ou le secrétariat"),
        ({"who": WHO}, "délégation ou le secrétariat"),
    ],
)
def test_what_is_refused(world: World, values: dict[str, object], sentence: str) -> None:
    demande = after(world, opined)
    signed(world, demande, **GRANT)
    with pytest.raises(Refused, match=sentence):
        decide(world, demande, **values)
    assert not payer_reads(world)


def test_no_aid_without_the_avis_of_the_commission_on_it(world: World) -> None:
    demande = after(world, opined, afis="not_asked")
    signed(world, demande, **GRANT)
    with pytest.raises(Refused, match="avis de la commission"):
        decide(world, demande, source="phone")


def test_no_aid_when_the_path_is_refused(world: World) -> None:
    demande = after(world, opined)
    signed(world, demande, **REFUSAL)
    with pytest.raises(Refused, match="Il ne l’est pas"):
        decide(world, demande)


def test_the_page_shows_reasons_articles_and_amounts_to_confirm(world: World) -> None:
    demande = after(world, opined)
    signed(world, demande, **GRANT)
    page = Caller(world["delegate:33"]).get("rights:afis", demande=demande.pk)
    for words in ("R121-12-13-1", "L121-9 II", "valeur à confirmer", "Il ne décide pas"):
        assert page.says(words)
    assert page.says("Obligatoire pour un refus")
    assert not page.says("facultatif")


def test_a_refusal_of_the_aid_is_read_again_with_what_it_departs_from(world: World) -> None:
    demande = after(world, opined)
    signed(world, demande, **GRANT)
    delegate = Caller(world["delegate:33"])
    typed = {
        "sense": "refuse", "decided_on": str(world.today), "reasons": "Ressources trop hautes.",
        "motives": ["ressources"],
        "signed_name": "Anne Sémaphore, préfète", "source": "signed_paper",
    }  # fmt: skip
    page = delegate.post("rights:afis", typed, demande=demande.pk)
    for words in ("Noter le refus de l’aide", "Aucun mois d’aide", "un avis favorable sur l’aide", "peut contester"):
        assert page.says(words), words
    with acting(world["delegate:33"]):
        assert not AfisDecision.objects.exists(), "nothing is written before it is read"
    read = typed | {"version": version_in(page.text)}
    assert not page.says("nombre d’enfants"), "a refusal has no amount"
    before = delegate.post("rights:afis", read | {"rewrite": "1"}, demande=demande.pk)
    assert (before.status, "Noter cette décision" in before.text) == (200, False)
    for kept in ("Ressources trop hautes.", "Anne Sémaphore, préfète"):
        assert before.says(kept), kept
    assert re.search(r'value="ressources"[^>]*checked', before.text)
    for other in ({"sense": "grant"}, {"reasons": "Autre chose."}):
        assert delegate.post("rights:afis", read | other, demande=demande.pk).status == 422, other
    with acting(world[WHO]):
        identity = Identity.objects.get(person=demande.person_id)
        identity.name_in_use = "Autre Nom"
        identity.save()
    stale = delegate.post("rights:afis", read, demande=demande.pk)
    assert (stale.status, stale.says("a changé depuis que vous l’avez ouverte")) == (422, True)
    with acting(world["delegate:33"]):
        assert not AfisDecision.objects.exists(), "nothing is noted of what was not read"
    done = delegate.post("rights:afis", read | {"version": version_in(stale.text)}, demande=demande.pk)
    assert (done.says("est notée"), "rv-icone mousse" in done.text) == (True, False), "a refusal wears no tick"
    with acting(world["delegate:33"]):
        assert AfisDecision.objects.get().reasons == "Ressources trop hautes."


def test_the_payer_reads_after_the_grant_and_the_desk_after_notification_only(world: World) -> None:
    for role in ("payer", "desk"):
        world.body(f"{role}33", role, f"{role.title()} 33", "33")
        world.member(f"{role}:33", f"{role}33", role, ["33"])
    demande = opined(world)
    signed(world, demande, **GRANT)
    readers = [Caller(world[f"{role}:33"]) for role in ("payer", "desk")]
    for reader in readers:
        assert reader.get("rights:decided", person=demande.person_id).status == 404
        assert "Awa Corail" not in reader.get("desk:home").text
    decide(world, demande)
    payer, desk = readers
    page = payer.get("rights:decided", person=demande.person_id)
    for words in ("Awa Corail", "1994", "1 enfant à charge", "par mois :", "valeur à confirmer"):
        assert page.says(words), words
    assert payer.get("desk:home").says("Awa Corail")
    assert desk.get("rights:decided", person=demande.person_id).status == 404
    for reader in readers:
        assert reader.get("dossiers:demande", demande=demande.pk).status == 404


def test_an_aid_refused_wears_no_green_and_says_that_it_may_be_contested(world: World) -> None:
    demande = after(world, opined)
    signed(world, demande, **GRANT)
    antenne, ids = Caller(world[WHO]), {"demande": demande.pk}
    assert not antenne.get("desk:home").says("Aide refusée")
    decide(world, demande, sense="refuse", motives=["ressources"], reasons="Ressources trop hautes.")
    for who in ("delegate:33", WHO):
        page = Caller(world[who]).get("rights:afis", **ids)
        assert not page.says("Conditions remplies"), who
        assert not page.says("Les mois de la période"), who
        assert page.says("Aide refusée"), who
        assert page.says("valeur à confirmer"), who
    assert antenne.get("desk:home").says("Remettre le refus de l’aide")
    assert antenne.get("rights:months", person=demande.person_id).says("L’aide a été refusée le")


def test_a_grant_is_read_again_with_its_children_months_and_amounts_and_a_second_one_keeps_its_words(
    world: World,
) -> None:
    demande = after(world, opined)
    signed(world, demande, **GRANT)
    ids = {"demande": demande.pk}
    caller = Caller(world["delegate:33"])
    assert 'name="children" value="0"' not in caller.get("rights:afis", **ids).text
    typed = {"sense": "grant", "decided_on": world.today.isoformat(), "children": "1", "source": "signed_paper"}
    typed |= {"signed_name": "Anne Sémaphore", "reasons": ""}
    page = caller.post("rights:afis", typed, **ids)
    for words in ("1 enfant à charge : 665,52 € par mois", "6 mois en tout"):
        assert page.says(words), words
    assert page.says("La demande ne compte aucun enfant à charge : le montant suit le nombre")
    assert not caller.post("rights:afis", typed | {"children": "0"}, **ids).says("le montant suit")
    refusal = typed | {
        "sense": "refuse",
        "motives": ["ressources"],
        "reasons": "Ressources trop hautes, dit la décision.",
    }
    other = Caller(world["secretary:33"])
    shown = other.post("rights:afis", refusal, **ids)
    assert caller.post("rights:afis", typed | {"version": version_in(page.text)}, **ids).says("est notée")
    late = other.post("rights:afis", refusal | {"version": version_in(shown.text)}, **ids)
    assert late.status == 422
    assert late.says("Noté : aide accordée le")
    assert late.says("Ressources trop hautes, dit la décision."), "her words stay"
    assert late.says("Ce que vous aviez écrit")
