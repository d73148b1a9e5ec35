"""Every verb asked about somebody whom its actor does not see, with nothing but the gates to refuse.

The rows are open to all, as in the mode `gates` of the pages; every opening of her file is ended. What is left to say
no is the gate that the verb asks itself, whatever its view asked before.
"""

import inspect
from collections.abc import Callable, Iterator
from typing import Any, get_type_hints
from unittest import mock

import pytest
from django.db import models, transaction
from django.db.models import F

from rivage.core.perimeter import perimeter
from rivage.core.refusal import Refused
from rivage.decisions.actions import Draft
from rivage.people.models import Person, Share
from rivage.people.models.base import PersonRow, PersonRowQuerySet
from rivage.people.models.person import PersonQuerySet
from rivage.rights.permit.actions import StepTold
from tests.database import role
from tests.matrix.scene import Scene
from tests.meta.test_verbs import verbs

HER = "seance"
# Near her: of her antenne without accompanying her, of her département without her file, and one of each elsewhere.
APART = (
    "other:estuaire33",
    "lead:amarres33",
    "delegate:33",
    "secretary:33",
    "chair:33",
    "signatory:33",
    "seat:33",
    "desk:33",
    "payer:33",
    "delegate:75",
    "lead:estuaire75",
)
# Called within a verb that has asked, from no page.
WITHIN = {
    "rivage.dossiers.actions.ends.in_course",
    "rivage.dossiers.actions.ends.settle",
    "rivage.dossiers.actions.takeover.begin",
    "rivage.dossiers.actions.takeover.confirm",
    "rivage.dossiers.actions.takeover.contest",
    "rivage.dossiers.actions.transfers.open_where_she_is",
    "rivage.people.actions.openings.close",
    "rivage.people.actions.openings.give_back",
    "rivage.people.actions.openings.open_file",
}


def about_her(verb: Callable[..., Any], person: Person) -> dict[str, Any]:
    """What this verb takes that is hers, by the name of the argument."""
    found = {}
    for name, hint in get_type_hints(inspect.unwrap(verb)).items():
        if name == "return" or not inspect.isclass(hint):
            continue
        if issubclass(hint, Person):
            found[name] = person
        elif issubclass(hint, PersonRow):
            found[name] = hint._base_manager.filter(person=person).first()
    return found


@pytest.fixture
def closed(scene: Scene, django_db_blocker: Any) -> Iterator[Person]:
    """Somebody whose file is open to nobody but who accompanies her, every row being readable."""
    with django_db_blocker.unblock(), role("postgres"), transaction.atomic():
        person = scene.people[HER]
        Share.objects.filter(person=person).update(ends=F("starts"))
        yield person
        transaction.set_rollback(True)


def said(scene: Scene, verb: Callable[..., Any]) -> dict[str, Any]:
    """What some verbs read to know which rule to ask; the rest of what is typed is left out."""
    step = StepTold(1, "requested", scene.world.today, "phone")
    known = {"seance": scene.seances["33"], "draft": Draft("authorise"), "told": step}
    return {name: known[name] for name in known.keys() & inspect.signature(verb).parameters.keys()}


def outcome(verb: Callable[..., Any], **given: Any) -> str:
    """ "" when the verb refuses, else what it did instead."""
    try:
        with transaction.atomic():
            verb(**dict.fromkeys(inspect.signature(verb).parameters) | given)
    except Refused:
        return ""
    except Exception as error:
        return type(error).__name__
    return "done"


def asked(person: Person) -> dict[str, tuple[Callable[..., Any], dict[str, Any]]]:
    """Each verb that takes a row of hers, with these rows."""
    found = {name: (verb, about_her(verb, person)) for name, verb in verbs() if name not in WITHIN}
    return {name: (verb, hers) for name, (verb, hers) in found.items() if hers}


def let_through(scene: Scene, person: Person) -> Iterator[str]:
    """Verbs that went further than a refusal."""
    for name, (verb, hers) in asked(person).items():
        for who in APART:
            actor = scene.world[who]
            with perimeter(actor.perimeter()):
                happened = outcome(verb, **said(scene, verb), **hers, actor=actor, on=scene.world.today)
            if happened:
                yield f"{name} by {who}: {happened}"


def test_a_verb_refuses_whoever_does_not_see_her_before_it_reads_anything(scene: Scene, closed: Person) -> None:
    assert len(asked(closed)) > 50
    assert [name for name, (_, hers) in asked(closed).items() if None in hers.values()] == []
    assert list(let_through(scene, closed)) == []


@pytest.mark.journey
@pytest.mark.parametrize("queryset", [PersonQuerySet, PersonRowQuerySet])
def test_a_gate_opened_is_seen(scene: Scene, closed: Person, queryset: type[models.QuerySet[Any]]) -> None:
    """Mutants: the verbs' own gates hold, not what comes before or after them."""
    with mock.patch.object(queryset, "visible_to", lambda self, *_: self.all()):
        assert next(let_through(scene, closed), "")
