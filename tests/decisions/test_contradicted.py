"""What the file says against a ground or a day of decision is said before it is signed, and not printed beside it."""

from datetime import timedelta

import pytest

from rivage.accounts.enums import Source
from rivage.associations import actions as associations
from rivage.core import clock
from rivage.core.paper.kept import lines
from rivage.decisions import printing
from rivage.decisions.basis import basis
from rivage.decisions.views.printing import NAMES
from rivage.dossiers.models import Demande
from rivage.law.motifs import NOT_APPROVED
from tests.bad_input.calling import Caller
from tests.decisions.path import GRANT, REFUSAL, drafted, opined, signed, told
from tests.dossiers.path import WHO
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db


def approved(world: World, demande: Demande) -> None:
    with acting(world["delegate:33"]) as delegate:
        antenne = Demande.objects.select_related("person__antenne").get(pk=demande.pk).person.antenne
        associations.note_agrement(
            actor=delegate, on=world.today, association=antenne.parent or antenne, departement="33",
            reference="2024-12", starts=world.today - timedelta(days=300),
            last_day=world.today + timedelta(days=300), source=Source.SIGNED_PAPER,
        )  # fmt: skip


def test_a_ground_that_the_day_of_the_deposit_contradicts_is_said_before_and_not_printed_beside(world: World) -> None:
    demande = after(world, opined)
    said = "L’association était agréée le jour du dépôt"
    signatory = Caller(world["signatory:33"])
    assert not signatory.get("decisions:decision", demande=demande.pk).says(said)
    approved(world, demande)
    assert signatory.get("decisions:decision", demande=demande.pk).says(said)
    decision = drafted(world, demande, **(REFUSAL | {"motives": (NOT_APPROVED,)}))
    page = signatory.get("decisions:sign", demande=demande.pk)
    assert page.says(said)
    assert page.says("la demande suit son cours (CASF, art. R121-12-9)")
    with acting(world["signatory:33"]) as actor:
        letter = printing.to_sign(actor, decision, world.today)
        assert letter is not None
        words = " ".join(lines(letter))
        assert "n’est pas agréée" in words
        assert "agréée depuis" not in words


def test_a_decision_is_not_dated_before_its_releve_was_signed_here(world: World) -> None:
    demande = after(world, opined)
    with acting(world["delegate:33"]):
        found = basis(Demande.objects.get(pk=demande.pk), world.today)
        assert found.avis is not None
        before, yesterday = clock.now() - timedelta(days=3), world.today - timedelta(days=1)
        found.avis.rendered_at, found.demande.deposited_at = before, before
        found.avis.signed_source = Source.OWN_DESK
        refused = found.can_decide("authorise", yesterday, "prefet")
        assert refused.codes == ("releve_after_decision",)
        assert "Le relevé d’avis est signé du" in refused.sentence
        assert found.can_decide("authorise", world.today, "prefet")
        assert found.can_decide("authorise", yesterday, "judgment")
        found.avis.signed_source = Source.SIGNED_PAPER
        assert found.can_decide("authorise", yesterday, "prefet"), "the day of a paper is not that of its note"


def test_a_wrong_day_of_signature_is_one_point_to_correct_without_any_advice(world: World) -> None:
    demande = after(world, opined)
    drafted(world, demande, **REFUSAL)
    desk = Caller(world["delegate:33"])
    shown = desk.shown("decisions:sign", demande=demande.pk)
    typed = {"signed_name": "Y. Bollard", "signed_quality": "Le préfet", "source": "signed_paper"}
    wrong = {"decided_on": str(world.today - timedelta(days=40))}
    page = desk.post("decisions:sign", shown | typed | wrong, demande=demande.pk)
    assert page.says("à corriger")
    assert page.says("après la décision")
    assert not page.says("bonne pratique")


def test_a_notification_says_what_is_missing_and_an_impossible_one_neither_channel_nor_language(world: World) -> None:
    demande = after(world, opined)
    decision = signed(world, demande, **GRANT)
    desk = Caller(world[WHO])
    page = desk.post("decisions:notify", {"language": "roumain"}, demande=demande.pk)
    for said in ("Dites à qui", "Dites comment cela s’est terminé.", "Dites d’où vous le savez."):
        assert page.says(said)
    assert not page.says("Il manque : À.")
    told(world, decision, WHO, "person", "by_hand", outcome="impossible", language="roumain")
    page = desk.get("decisions:decision", demande=demande.pk)
    assert page.says("impossible")
    assert not page.says("roumain")


def test_two_letters_of_a_decision_have_two_names(world: World) -> None:
    demande = after(world, opined)
    signed(world, demande, **GRANT)
    desk = Caller(world["delegate:33"])
    page = desk.get("decisions:decision", demande=demande.pk)
    assert page.says("Copie modifiable (DOCX)")
    assert not page.says("Modifier (DOCX)")
    assert NAMES["lettre"] != NAMES["association"]
