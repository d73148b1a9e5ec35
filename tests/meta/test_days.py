"""No day of a fact is proposed to whoever notes it: it is read on the paper, and nothing stands in its place."""

import ast
import re
from collections.abc import Iterator

import pytest

from rivage.decisions import actions
from rivage.decisions.models import Notification
from rivage.law.wording import day as in_words
from rivage.rights.models import AfisDecision
from tests.bad_input.calling import Caller
from tests.decisions.path import REFUSAL, drafted, opined
from tests.dossiers.path import WHO
from tests.meta.sources import files, name, tree
from tests.rights.aid.test_ended import ended
from tests.rights.aid.test_months import answer, granted_with_payers, lines, ordered, read
from tests.rights.permit.path import authorised, note
from tests.stories import after
from tests.world import World, acting

# They ask a rule of a day, and note nothing.
TRIALS = {"rivage/desk/views.py"}
TODAY = {"on", "today", "request.on"}
DAY = re.compile(r'<input type="date"[^>]*>')


def proposed(source: ast.AST) -> Iterator[int]:
    """The lines that give a form the day of the request for what a field holds."""
    for found in ast.walk(source):
        given = found.value if isinstance(found, ast.keyword) and found.arg == "initial" else None
        given = found.value if isinstance(found, ast.Assign | ast.AnnAssign) and _initial(found) else given
        if isinstance(given, ast.Dict):
            yield from (value.lineno for value in given.values if ast.unparse(value) in TODAY)


def _initial(found: ast.Assign | ast.AnnAssign) -> bool:
    targets = found.targets if isinstance(found, ast.Assign) else [found.target]
    return any(ast.unparse(target).endswith("initial") for target in targets)


def test_no_form_is_given_the_day_on_which_it_is_opened() -> None:
    paths = [path for path in files("*.py") if name(path) not in TRIALS]
    assert [f"{name(path)}:{line}" for path in paths for line in proposed(tree(path))] == []


def without_day(world: World, who: str, page: str, **ids: object) -> None:
    found = DAY.findall(Caller(world[who]).get(page, **ids).text)
    assert found, page
    assert [one for one in found if "value=" in one] == [], page


@pytest.mark.django_db
def test_the_day_of_a_decision_of_its_hand_over_and_of_the_end_of_the_aid_are_typed(world: World) -> None:
    aided: AfisDecision = after(world, granted_with_payers)
    without_day(world, "delegate:33", "rights:end", demande=aided.demande_id)
    ended(world, aided, world.today)
    for who in (WHO, "delegate:33"):
        without_day(world, who, "rights:end_told", demande=aided.demande_id)
    without_day(world, WHO, "rights:changes", person=aided.person_id)


@pytest.mark.django_db
def test_the_day_of_a_notification_of_the_aid_and_of_a_step_of_the_permit_are_typed(world: World) -> None:
    demande = after(world, authorised, 40)
    without_day(world, "delegate:33", "rights:afis", demande=demande.pk)
    without_day(world, "desk:33", "rights:stay", person=demande.person_id)
    without_day(world, WHO, "people:accord_new", person=demande.person_id)
    without_day(world, WHO, "dossiers:renounce", person=demande.person_id)


@pytest.mark.django_db
def test_the_day_of_a_decision_read_on_paper_is_typed(world: World) -> None:
    demande = after(world, opined)
    decision = drafted(world, demande, **REFUSAL)
    without_day(world, "delegate:33", "decisions:sign", demande=demande.pk)
    with acting(world["signatory:33"]) as signatory:
        actions.sign_decision(
            actor=signatory, on=world.today, decision=decision, decided_on=world.today, version=decision.version
        )
    without_day(world, "delegate:33", "decisions:notify", demande=demande.pk)


@pytest.mark.django_db
def test_the_day_of_what_is_corrected_is_shown_beside_and_typed_again(world: World) -> None:
    demande = after(world, authorised, 40)
    fact = note(world, demande, "delivered", -20, until=90)
    without_day(world, WHO, "rights:stay_correct", apsfact=fact.pk)
    page = Caller(world[WHO]).get("rights:stay_correct", apsfact=fact.pk)
    assert page.says(f"délivrée le {in_words(fact.on)}".replace("\u00a0", " "))
    assert "checked" not in page.text
    with acting(world["delegate:33"]):
        told = Notification.objects.get(recipient="person")
    without_day(world, "delegate:33", "decisions:correct", notification=told.pk)


@pytest.mark.django_db
def test_the_day_of_an_answer_that_is_corrected_is_typed_again(world: World) -> None:
    after(world, granted_with_payers)
    order = ordered(world)
    (line,) = lines(world)
    read(world, order, answer(line, world))
    without_day(world, "payer:33", "rights:answer_correct", afismonth=line.pk)
    page = Caller(world["payer:33"]).get("rights:answer_correct", afismonth=line.pk)
    assert page.says("Noté : versé 665,52 €")
    assert "checked" not in page.text
