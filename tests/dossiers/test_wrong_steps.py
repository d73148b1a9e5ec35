"""A page of a gesture is drawn where the gesture can be done, and nowhere else: nobody fills in one for nothing."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from rivage.dossiers import actions
from rivage.dossiers.enums import Step
from rivage.dossiers.models import Demande
from tests.bad_input.calling import Caller
from tests.decisions.path import GRANT, opined, signed
from tests.dossiers.path import WHO, closed_without_object, completed, deposited, fill, new_demande, new_person
from tests.world import World, acting

pytestmark = pytest.mark.django_db
DELEGATE = "delegate:33"
WHY = "Le dossier dit pourquoi."
# Who does it, and what is sent beside the version.
SENT: dict[str, tuple[str, dict[str, Any]]] = {
    "dossiers:deposit": (WHO, {}),
    "dossiers:withdraw": (WHO, {"received_alone": "on"}),
    "dossiers:answer": (WHO, {"as_it_is": "on"}),
    "dossiers:hand_over": (WHO, {}),
    "dossiers:contest": (WHO, {"why": WHY}),
    "dossiers:ask": (DELEGATE, {"parts": ["project"], "text": "Le projet."}),
    "dossiers:complete": (DELEGATE, {}),
    "dossiers:forward": (DELEGATE, {"to": "75", "competence": "residence"}),
    "dossiers:without_object": (DELEGATE, {"ground": "twice", "words": WHY}),
    "dossiers:reopen": (DELEGATE, {"why": WHY}),
    "dossiers:uphold": (DELEGATE, {"why": WHY}),
}


def at_each_step(world: World) -> dict[str, Demande]:
    """A demande at each step that one meets, and one closed without object, contested then upheld."""

    def another(name: str) -> Any:
        return new_person(world, WHO, name)

    found = {
        "draft": fill(world, new_demande(world)),
        "submitted": deposited(world, person=another("Lina Marée")),
        "complete": completed(world, person=another("Noor Lagon")),
        "opined": opined(world, person=another("Rita Grève")),
        "decided": opined(world, person=another("Mina Cale")),
        **{name: deposited(world, person=another(f"Rosa {name}")) for name in ("asked", "sent", "closed", "upheld")},
        "contested": deposited(world, person=another("Dina Darse")),
        "withdrawn": deposited(world, person=another("Ada Rade")),
    }
    signed(world, found["decided"], **GRANT)
    with acting(world[DELEGATE]) as delegate:
        common = {"actor": delegate, "on": world.today}
        actions.ask_missing(
            **common, demande=found["asked"], version=found["asked"].version, parts=["project"], text="Le projet.",
            until=world.today.replace(year=world.today.year + 1),
        )  # fmt: skip
        actions.forward(
            **common, demande=found["sent"], to="75", competence="residence", version=found["sent"].version
        )
        for name in ("closed", "contested", "upheld"):
            closed_without_object(world, delegate, found[name])
    with acting(world[WHO]) as actor:
        row = found["withdrawn"]
        actions.withdraw(actor=actor, on=world.today, demande=row, version=row.version, received_alone=True)
        for name in ("contested", "upheld"):
            actions.contest_closing(actor=actor, on=world.today, demande=found[name], why=WHY)
    with acting(world[DELEGATE]) as delegate:
        actions.uphold_closing(actor=delegate, on=world.today, demande=found["upheld"], why=WHY)
    return found


class Undone(Exception):
    pass


def done(caller: Caller, page: str, typed: dict[str, Any], demande: Demande) -> bool:
    """Whether what is sent is done. Nothing stays of it."""
    where = caller.url(page, demande=demande.pk)
    try:
        with transaction.atomic():
            answer = caller.client.post(where, typed)
            raise Undone
    except Undone:
        return bool(answer.status_code == 303)


def drawn(caller: Caller, page: str, demande: Demande) -> bool:
    """Whether one GET shows its page."""
    return bool(caller.client.get(caller.url(page, demande=demande.pk)).status_code == 200)


def walked(world: World) -> Iterator[tuple[str, str, bool, bool]]:
    callers = {who: Caller(world[who]) for who in (WHO, DELEGATE)}
    for name, demande in at_each_step(world).items():
        with acting(world[WHO]):
            demande = Demande.objects.get(pk=demande.pk)
        for page, (who, beside) in SENT.items():
            days = {"since": str(world.today), "until": str(world.today + timedelta(days=30))}
            typed = {"version": demande.version} | days | beside
            yield page, name, drawn(callers[who], page, demande), done(callers[who], page, typed, demande)


def test_each_gesture_on_a_demande_is_drawn_where_it_can_be_done(world: World) -> None:
    seen = list(walked(world))
    assert [(page, name) for page, name, shown, sent in seen if shown != sent] == []
    assert {page for page, _, shown, _ in seen if shown} == set(SENT), "each is possible somewhere"


def test_no_prefecture_is_chosen_before_she_who_forwards_does(world: World) -> None:
    demande = deposited(world)
    shown = Caller(world[DELEGATE]).get("dossiers:forward", demande=demande.pk).text
    offered = re.search(r'<select name="to".*?</select>', shown, re.DOTALL)
    assert offered is not None
    options = re.findall(r'<option value="(\w*)"( selected)?', offered.group())
    assert (options[0][0], {value for value, chosen in options if chosen} <= {""}) == ("", True)
    assert "33" not in dict(options)
    nowhere = Caller(world[DELEGATE]).post(
        "dossiers:forward", {"version": demande.version, "to": "", "competence": "residence"}, demande=demande.pk
    )
    assert nowhere.status == 422


def test_a_page_at_a_step_that_is_over_says_so(world: World) -> None:
    demande = opined(world)
    signed(world, demande, **GRANT)
    page = Caller(world[WHO]).get("dossiers:withdraw", demande=demande.pk)
    assert page.status == 403
    assert page.says(f"La demande est « {Step.DECIDED.label} » : ce geste n’est pas possible à cette étape.")
