"""A gesture asks the gate twice: its page takes the row, then its verb asks again, in the statement that locks it."""

from collections.abc import Callable
from typing import Any

import pytest

from rivage.dossiers.models import Demande
from rivage.people.models import Person
from rivage.people.models.base import PersonRowQuerySet
from rivage.people.models.person import PersonQuerySet
from tests.bad_input.calling import Caller
from tests.dossiers.path import WHO, deposited, fill, new_demande, new_person
from tests.rights.takeover.path import taken_over
from tests.stories import after
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Tables whose gate is asked, in their order. That to people, asked by the gate to rows, counts as one with it."""
    tables: list[str] = []
    within = []

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def visible_to(rows: Any, *given: Any) -> Any:
            if not within:
                tables.append(rows.model._meta.model_name)
            within.append(rows)
            try:
                return real(rows, *given)
            finally:
                within.pop()

        return visible_to

    for queryset in (PersonQuerySet, PersonRowQuerySet):
        monkeypatch.setattr(queryset, "visible_to", counted(queryset.visible_to))
    return tables


def filled(world: World) -> Demande:
    return fill(world, new_demande(world))


@pytest.mark.parametrize(
    ("page", "begun", "who", "typed"),
    [
        ("ask", deposited, "delegate:33", {"parts": ["project"], "text": "Une date.", "until": "2099-01-01"}),
        ("complete", deposited, "delegate:33", {}),
        (
            "without_object",
            deposited,
            "delegate:33",
            {"ground": "twice", "since": "2026-01-01", "words": "Vue deux fois."},
        ),
        ("deposit", filled, WHO, {}),
        ("withdraw", deposited, WHO, {"received_alone": "on"}),
    ],
)
def test_a_gesture_on_a_demande(
    world: World, asked: list[str], page: str, begun: Callable[[World], Demande], who: str, typed: dict[str, Any]
) -> None:
    demande = after(world, begun)
    caller = Caller(world[who])
    asked.clear()
    response = caller.client.post(
        caller.url(f"dossiers:{page}", demande=demande.pk), {"version": demande.version, **typed}
    )
    assert (response.status_code, asked) == (303, ["demande", "demande"])


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("dossiers:note", {"text": "Elle a rappelé."}),
        ("people:child_new", {"given_name": "Galet"}),
        (
            "people:accord_new",
            {"kind": "safety", "given_on": "2026-01-01", "language": "français", "interpreter": "sans interprète"},
        ),
    ],
)
def test_a_gesture_on_a_person(world: World, asked: list[str], page: str, typed: dict[str, Any]) -> None:
    person: Person = after(world, new_person)
    caller = Caller(world[WHO])
    asked.clear()
    response = caller.client.post(caller.url(page, person=person.pk), typed)
    assert (response.status_code, asked) == (303, ["person", "person"])


def test_her_word_to_stop(world: World, asked: list[str]) -> None:
    path = after(world, taken_over)
    caller = Caller(world[WHO])
    asked.clear()
    response = caller.client.post(
        caller.url("dossiers:renounce", person=path.person_id), {"received_on": world.today, "received_alone": "on"}
    )
    assert (response.status_code, asked) == (303, ["person", "parcours"])
