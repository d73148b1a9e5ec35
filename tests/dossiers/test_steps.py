"""Every move from every step, and two clicks on the same button."""

import pytest

from rivage.core.refusal import Refused, Stale
from rivage.dossiers import actions
from rivage.dossiers.actions import steps
from rivage.dossiers.enums import Step
from rivage.dossiers.models import Demande
from rivage.dossiers.workflow import MOVES, target
from tests.dossiers.path import deposited, new_demande
from tests.stories import after
from tests.world import World, acting

# move: where it leads, from which steps. Written by hand from design §4, not read from the workflow.
ALLOWED = {
    "submit": ("submitted", "draft"),
    "ask_missing": ("incomplete", "submitted"),
    "answer_missing": ("submitted", "incomplete"),
    "ask_question": ("submitted", "submitted"),
    "answer_question": ("submitted", "submitted"),
    "declare_complete": ("complete", "submitted"),
    "schedule": ("scheduled", "complete"),
    "postpone": ("complete", "scheduled"),
    "adjourn": ("complete", "scheduled"),
    "sign_releve": ("opined", "scheduled"),
    "decide": ("decided", "opined"),
    "decide_by_judgment": ("decided", "submitted incomplete complete scheduled"),
    "notify": ("notified", "decided"),
    "withdraw": ("withdrawn", "draft submitted incomplete complete scheduled opined"),
    "forward": ("forwarded", "submitted incomplete complete"),
    "hand_over": ("submitted", "forwarded"),
    "follow": ("submitted", "submitted complete scheduled opined forwarded"),
    "end_by_death": (
        "without_object",
        "draft submitted incomplete complete scheduled opined decided forwarded",
    ),
    "without_object": ("without_object", "submitted incomplete complete scheduled"),
    "reopen": ("submitted", "without_object"),
    "reopen_incomplete": ("incomplete", "without_object"),
    "stop_by_judge": ("without_object", "decided"),
    "back_to_draft": ("draft", "without_object"),
    "back_to_submitted": ("submitted", "without_object"),
    "back_to_incomplete": ("incomplete", "without_object"),
    "back_to_complete": ("complete", "without_object"),
    "back_to_scheduled": ("scheduled", "without_object"),
    "back_to_opined": ("opined", "without_object"),
    "back_to_decided": ("decided", "without_object"),
    "back_to_forwarded": ("forwarded", "without_object"),
}


def test_no_move_is_left_out() -> None:
    assert set(MOVES) == set(ALLOWED)


@pytest.mark.django_db
def test_every_move_from_every_step(world: World) -> None:
    demande = after(world, deposited)
    with acting(world["delegate:33"]):
        held = Demande.objects.get(pk=demande.pk)
        for name, (leads, sources) in ALLOWED.items():
            for step in Step.values:
                if step in sources.split():
                    assert target(name, step) == leads, (name, step)
                    continue
                held.step = step
                with pytest.raises(Refused, match="pas possible à cette étape"):
                    steps.move(held, name, held.version)
        again = Demande.objects.get(pk=demande.pk)
        assert (again.step, again.version) == (demande.step, held.version)


@pytest.mark.django_db
def test_the_second_click_finds_another_version(world: World) -> None:
    demande = after(world, new_demande)
    with acting(world["referent:estuaire33"]):
        shown = Demande.objects.get(pk=demande.pk)
        steps.move(demande, "withdraw", 0)
        with pytest.raises(Stale, match="Rouvrez la page"):
            steps.move(shown, "withdraw", 0)


@pytest.mark.django_db
def test_who_does_not_see_a_demande_does_not_hold_it(world: World) -> None:
    demande = after(world, new_demande)
    for name in ("delegate:33", "lead:amarres33", "other:estuaire33"):
        with acting(world[name]) as actor, pytest.raises(Refused, match="pas ouverte"):
            steps.hold(demande, actor)


@pytest.mark.django_db
def test_what_was_forwarded_nowhere_is_handed_over_to_nobody(world: World) -> None:
    demande = after(world, deposited)
    with acting(world["referent:estuaire33"]) as referent:
        gone = actions.withdraw(
            actor=referent, on=world.today, demande=demande, version=demande.version, received_alone=True
        )
        with pytest.raises(Refused, match="aucun autre préfet"):
            actions.hand_over(actor=referent, on=world.today, demande=gone, version=gone.version)
