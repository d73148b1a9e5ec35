"""A note kept as one types: its author's alone, never written over, gone once the note is."""

from typing import Any
from uuid import UUID

import pytest

from rivage.core.refusal import Refused
from rivage.dossiers import actions
from rivage.dossiers.models import Note, NoteDraft
from rivage.people.models import Person
from tests.bad_input.calling import Caller
from tests.dossiers.path import new_person
from tests.people.moving import moved
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db
WHO, LEAD = "referent:estuaire33", "lead:estuaire33"
FIRST, SECOND = "Rappeler la crèche mardi.", "Rappeler la crèche mardi, après dix heures."


def keep(world: World, person: Person, text: str, shown: NoteDraft | None = None, who: str = WHO) -> NoteDraft | None:
    with acting(world[who]) as actor:
        draft: UUID | None = shown.pk if shown else None
        version = shown.version if shown else 0
        return actions.keep_draft(actor=actor, on=world.today, person=person, text=text, draft=draft, version=version)


def texts(world: World, who: str = WHO) -> list[str]:
    with acting(world[who]):
        return sorted(draft.text for draft in NoteDraft.objects.all())


def typed(world: World, person: Person, who: str = WHO, **data: Any) -> Any:
    caller = Caller(world[who])
    return caller.client.post(caller.url("dossiers:note", person=person.pk), data, headers={"HX-Request": "true"})


def test_a_draft_is_brought_up_to_date_and_an_old_tab_makes_another(world: World) -> None:
    person = after(world, new_person)
    first = keep(world, person, FIRST)
    assert first is not None
    again = keep(world, person, FIRST)
    assert again is not None
    assert again.pk == first.pk, "a lost answer makes no second draft"
    keep(world, person, SECOND, first)
    assert texts(world) == [SECOND]
    keep(world, person, "Écrit dans un onglet ancien.", first)
    assert texts(world) == [SECOND, "Écrit dans un onglet ancien."]


def test_an_emptied_draft_is_gone(world: World) -> None:
    person = after(world, new_person)
    assert keep(world, person, " ") is None
    assert keep(world, person, "", keep(world, person, FIRST)) is None
    assert texts(world) == []


def test_the_draft_goes_with_its_note_unless_it_was_written_since(world: World) -> None:
    person = after(world, new_person)
    old = keep(world, person, FIRST)
    assert old is not None
    new = keep(world, person, SECOND, old)
    assert new is not None
    with acting(world[WHO]) as actor:
        actions.add_note(actor=actor, on=world.today, person=person, text=FIRST, draft=old.pk, version=old.version)
        assert NoteDraft.objects.count() == 1
        actions.add_note(actor=actor, on=world.today, person=person, text=SECOND, draft=new.pk, version=new.version)
        assert NoteDraft.objects.count() == 0
        assert {note.text for note in Note.objects.all()} == {FIRST, SECOND}


def test_a_draft_is_shown_to_its_author_alone(world: World) -> None:
    person = after(world, new_person)
    answer = typed(world, person, text=FIRST)
    assert (answer.status_code, "h" in answer["Rivage-Garde"]) == (200, True)
    assert Caller(world[WHO]).get("dossiers:notes", person=person.pk).says(FIRST)
    assert not Caller(world[LEAD]).get("dossiers:notes", person=person.pk).says(FIRST)
    with acting(world[WHO]):
        mine = NoteDraft.objects.get()
    typed(world, person, LEAD, text="Mots d’une autre.", draft=mine.pk, version=mine.version)
    assert texts(world) == ["Mots d’une autre.", FIRST]


def test_who_does_not_accompany_her_keeps_no_draft(world: World) -> None:
    person = after(world, new_person)
    with pytest.raises(Refused):
        keep(world, person, FIRST, who="other:estuaire33")
    assert typed(world, person, "other:estuaire33", text=FIRST).status_code == 404


def test_a_note_too_long_is_not_said_to_be_kept(world: World) -> None:
    answer = typed(world, after(world, new_person), text="a" * 10_001)
    assert (answer.status_code, "Rivage-Garde" in answer) == (422, False)
    assert "Pas enregistré." in answer.content.decode()


def test_a_draft_does_not_follow_her_elsewhere(world: World) -> None:
    person = after(world, new_person)
    keep(world, person, FIRST)
    moved(world, person, "referent:amarres33", with_notes=True)
    for who in (WHO, "referent:amarres33"):
        assert texts(world, who) == []
