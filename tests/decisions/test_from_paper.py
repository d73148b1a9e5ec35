"""A decision recorded from its signed paper is noted as it is, and marked; what is signed here stays strict."""

import pytest

from rivage.core.refusal import Refused
from rivage.decisions import actions, marks
from rivage.decisions.basis import basis
from rivage.decisions.models import Decision
from rivage.dossiers.models import Demande
from rivage.law.no_motive import WITHOUT
from tests.bad_input.calling import Caller
from tests.decisions.path import drafted, opined, told
from tests.dossiers.path import WHO
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db
DELEGATE, SIGNATORY = "delegate:33", "signatory:33"
NO_MOTIVE = {"sense": "refuse", "motives": (WITHOUT,)}


def recorded(world: World, decision: Decision, source: str = "signed_paper", **said: str) -> Decision:
    with acting(world[DELEGATE]) as delegate:
        return actions.sign_decision(
            actor=delegate, on=world.today, decision=decision, decided_on=world.today, version=decision.version,
            source=source, **said,
        )  # fmt: skip


def change(world: World, decision: Decision, **said: object) -> Decision:
    with acting(world[DELEGATE]) as delegate:
        draft = actions.Draft("refuse", **said)
        return actions.change_draft(
            actor=delegate, on=world.today, decision=decision, draft=draft, version=decision.version
        )


def marked(world: World, decision: Decision) -> list[str]:
    with acting(world[DELEGATE]):
        held = Demande.objects.select_related("parcours", "person").get(pk=decision.demande_id)
        return [mark for mark, _ in marks.of(decision, basis(held, world.today))]


def test_a_paper_without_motive_or_legible_signature_is_noted_and_marked(world: World) -> None:
    decision = drafted(world, after(world, opined), **NO_MOTIVE)
    made = recorded(world, decision)
    assert marked(world, made) == ["sans motif", "signataire illisible", "sans qualité"]
    for who in (DELEGATE, WHO):
        page = Caller(world[who]).get("decisions:decision", demande=decision.demande_id)
        assert page.says("Sans motif"), who
        assert page.says("Signataire illisible"), who
        assert "/decision.pdf" not in page.text, who
    told(world, made, WHO, "person", "by_hand")
    letter = Caller(world[DELEGATE]).get("decisions:paper", demande=decision.demande_id, kind="decision", form="pdf")
    assert letter.says("c’est l’original qui se remet")


def test_the_page_asks_to_say_that_a_name_does_not_read(world: World) -> None:
    decision = drafted(world, after(world, opined), **NO_MOTIVE)
    caller = Caller(world[DELEGATE])
    page = caller.get("decisions:sign", demande=decision.demande_id)
    assert page.says("Sans motif")
    typed = {"decided_on": world.today, "source": "signed_paper", "version": 0, "read": ""}
    assert caller.post("decisions:sign", typed, demande=decision.demande_id).says("écrivez-le d’après le papier")
    caller.post("decisions:sign", typed | {"as_it_is": "on"}, demande=decision.demande_id)
    with acting(world[DELEGATE]):
        assert Decision.objects.get(pk=decision.pk).step == "signed"


def test_a_non_renewal_without_observations_is_noted_from_its_paper_alone(world: World) -> None:
    demande = after(world, opined, running=150)
    decision = drafted(
        world, demande, sense="refuse", motives=("engagements",), reasons="Deux rendez-vous sur trois (art. L121-9)."
    )
    with pytest.raises(Refused, match="a pu présenter ses observations"):
        recorded(world, decision, "phone", signed_name="Anne Sémaphore", signed_quality="La préfète")
    made = recorded(world, decision, signed_name="Anne Sémaphore", signed_quality="La préfète")
    assert marked(world, made) == ["sans observations"]
    page = Caller(world[WHO]).get("decisions:decision", demande=decision.demande_id)
    assert page.says("Sans observations")


def test_nothing_is_signed_here_without_its_motive(world: World) -> None:
    decision = drafted(world, after(world, opined), **NO_MOTIVE)
    page = Caller(world[SIGNATORY]).get("decisions:sign", demande=decision.demande_id)
    assert page.says("Un refus se signe avec ses motifs")
    with acting(world[SIGNATORY]) as signatory, pytest.raises(Refused) as refusal:
        actions.sign_decision(
            actor=signatory, on=world.today, decision=decision, decided_on=world.today, version=decision.version
        )
    assert refusal.value.verdict.codes == ("motives_missing",)
    with pytest.raises(Refused, match="Un refus dit ses motifs"):
        recorded(world, decision, "phone")
    with pytest.raises(Refused, match="« Sans motif » se choisit seul"):
        change(world, decision, motives=(WITHOUT, "situation"))
