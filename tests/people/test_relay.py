"""Who takes over: a colleague taken off, people whom the end of a function leaves, many handed over at once, and that
each is told by the means she chose."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rivage.accounts import actions as accounts
from rivage.accounts.models import Membership
from rivage.audit.models import Event
from rivage.core import clock
from rivage.core.refusal import Refused
from rivage.core.versions import version_of
from rivage.desk.homes import home
from rivage.dossiers import actions as dossiers
from rivage.people import actions as people
from rivage.people.models import Accompaniment, Person, RelayCorrection
from tests.dossiers.path import WHO, new_person
from tests.people.test_pages import send, words
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db
OTHER, LEAD = "other:estuaire33", "lead:estuaire33"
LEAVES = "Referent:Estuaire33"


def three(world: World) -> list[Person]:
    """Three people of one referent."""
    return [new_person(world, name=name) for name in ("Awa Corail", "Lina Marée", "Nour Récif")]


def two_beside(world: World) -> Person:
    """Somebody whom a colleague accompanies too."""
    person = new_person(world)
    with acting(world[WHO]) as actor:
        people.assign(actor=actor, on=world.today, person=person, user=world[OTHER].user, kind="co_referent")
    return person


def row(world: World, person: Person, who: str) -> Accompaniment:
    with acting(world[LEAD]):
        return Accompaniment.objects.in_force().get(person=person, user=world[who].user)


def reads(world: World, who: str, person: Person) -> bool:
    with acting(world[who]) as actor:
        return Person.objects.visible_to(actor).filter(pk=person.pk).exists()


def gone(world: World, who: str = WHO) -> None:
    """The function of this one ends."""
    with acting(world[LEAD]) as actor:
        membership = Membership.objects.select_related("body").get(pk=world[who].pk)
        accounts.end_membership(actor=actor, on=world.today, membership=membership)


def asked_of(world: World, who: str, word: str) -> list[Any]:
    """What a home asks with this word."""
    with acting(world[who]) as actor:
        return [one for one in home(actor, world.today).items if word in one.title]


def hand(world: World, who: str, takers: dict[Person, str], leaving: str = WHO) -> people.Handed:
    with acting(world[who]) as actor:
        given = {person.pk: world[taker].user for person, taker in takers.items()}
        return people.hand_over_many(actor=actor, on=world.today, leaving=world[leaving].user, takers=given)


@pytest.mark.parametrize("by", [LEAD, WHO, OTHER])
def test_a_colleague_taken_off_reads_nothing_any_more(world: World, by: str) -> None:
    person = after(world, two_beside)
    team = row(world, person, OTHER)
    assert reads(world, OTHER, person)
    asked = words(send(world, by, "people:taken_off", accompaniment=team.pk))
    assert "n’ouvre plus son dossier" in asked or "Vous n’ouvrez plus son dossier" in asked
    assert send(world, by, "people:taken_off", {}, accompaniment=team.pk).status_code == 303
    assert not reads(world, OTHER, person)
    assert send(world, OTHER, "people:person", person=person.pk).status_code == 404
    assert send(world, LEAD, "people:taken_off", {}, accompaniment=team.pk).status_code == 403


def test_the_last_one_stays_until_somebody_takes_over(world: World) -> None:
    person = after(world, two_beside)
    with acting(world[LEAD]) as lead:
        people.take_off(actor=lead, on=world.today, accompaniment=row(world, person, OTHER))
        with pytest.raises(Refused, match="dites d’abord qui prend la suite"):
            people.take_off(actor=lead, on=world.today, accompaniment=row(world, person, WHO))


def test_a_colleague_whose_function_ended_holds_nobody(world: World) -> None:
    """The one who is left is the last, whatever the other's row says."""
    person = after(world, two_beside)
    gone(world)
    with acting(world[LEAD]) as lead, pytest.raises(Refused, match="dites d’abord qui prend la suite"):
        people.take_off(actor=lead, on=world.today, accompaniment=row(world, person, OTHER))
    page = words(send(world, OTHER, "people:person", person=person.pk))
    assert "N’a plus de fonction ici" in page


def test_a_co_referent_takes_off_herself_alone(world: World) -> None:
    person = after(world, two_beside)
    with acting(world[OTHER]) as other, pytest.raises(Refused, match="Seul le référent"):
        people.take_off(actor=other, on=world.today, accompaniment=row(world, person, WHO))


def test_whom_a_function_leaves_is_said_before_it_ends_and_stays_a_task(world: World) -> None:
    first, second, third = after(world, three)
    with acting(world[WHO]) as actor:
        people.assign(actor=actor, on=world.today, person=third, user=world[OTHER].user, kind="co_referent")
    before = words(send(world, LEAD, "accounts:end", fonction=world[WHO].pk))
    assert f"2 personnes que {LEAVES} accompagne n’ont personne d’autre" in before
    assert f"?de={world[WHO].user_id}" in before
    gone(world)
    after_it = words(send(world, LEAD, "accounts:membership", fonction=world[WHO].pk))
    assert f"2 personnes que {LEAVES} accompagnait n’ont personne d’autre" in after_it
    (task,) = asked_of(world, LEAD, "qui prend la suite")
    assert (task.title, task.since) == ("Dire qui prend la suite pour 2 personnes", world.today)
    page = words(send(world, LEAD, "people:person", person=first.pk))
    assert f"{LEAVES} n’est plus là : personne ne l’accompagne." in page
    assert "personne ne l’accompagne" in words(send(world, LEAD, "people:step", person=first.pk))
    with acting(world[LEAD]) as lead:
        people.assign(actor=lead, on=world.today, person=first, user=world[OTHER].user, kind="referent")
    (task,) = asked_of(world, LEAD, "Dire qui prend la suite")
    assert (task.person, task.who) == (second.pk, "Lina Marée")
    assert "n’est plus là" not in words(send(world, LEAD, "people:person", person=first.pk))


def test_a_function_that_ends_by_itself_leaves_them_too(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    after(world, three)
    then = world[WHO].starts + timedelta(seconds=1)
    with monkeypatch.context() as earlier:
        earlier.setattr(clock, "now", lambda: then)
        with acting(world[LEAD]):
            Membership.objects.filter(pk=world[WHO].pk).update(ends=then)
    (task,) = asked_of(world, LEAD, "qui prend la suite")
    assert "pour 3 personnes" in task.title


def test_nobody_has_to_take_over_whoever_died_or_whose_accompaniment_ended(world: World) -> None:
    first, second, third = after(world, three)
    with acting(world[WHO]) as actor:
        dossiers.note_death(actor=actor, on=world.today, person=first, died_on=world.today)
        dossiers.end_suivi(
            actor=actor, on=world.today, person=second, ended_on=world.today, why="done", destination="work"
        )
    gone(world)
    (task,) = asked_of(world, LEAD, "qui prend la suite")
    assert task.person == third.pk


def test_many_are_handed_over_at_once_and_a_line_waits_for_whom_she_did_not_set_aside(world: World) -> None:
    first, second, kept = after(world, three)
    with acting(world[WHO]) as actor:
        people.exclude(actor=actor, on=world.today, person=kept, holder=f"user:{world[OTHER].user_id}")
    handed = hand(world, LEAD, {first: OTHER, second: OTHER, kept: OTHER})
    assert (handed.done, handed.waiting) == (2, (kept,))
    assert [reads(world, OTHER, one) for one in (first, second, kept)] == [True, True, False]
    assert [reads(world, WHO, one) for one in (first, second, kept)] == [False, False, True]
    with acting(world[LEAD]):
        told = Event.objects.filter(kind="person_handed_over")
        assert sorted(tuple(one.people) for one in told) == sorted([(first.pk,), (second.pk,)])
        assert {one.kind for one in Accompaniment.objects.in_force().filter(user=world[OTHER].user)} == {"referent"}
    assert not [one for one in asked_of(world, OTHER, "") if one.person == kept.pk]


def test_a_hand_over_is_all_or_nothing(world: World) -> None:
    first, second, _ = after(world, three)
    hand(world, WHO, {second: OTHER})
    with pytest.raises(Refused, match="n’accompagne plus"):
        hand(world, LEAD, {first: OTHER, second: OTHER})
    assert reads(world, WHO, first)
    assert not reads(world, OTHER, first)


def test_each_hands_over_her_own_people_alone(world: World) -> None:
    person = after(world, two_beside)
    with pytest.raises(Refused, match="les personnes qu’il accompagne"):
        hand(world, OTHER, {person: OTHER})
    with pytest.raises(Refused, match="n’est plus dans la liste"):
        hand(world, "lead:amarres33", {person: "referent:amarres33"})
    assert send(world, OTHER, "people:relay", {"x": "1"}).status_code == 422
    assert "Awa Corail" in words(send(world, OTHER, "people:relay"))


def test_two_who_accompany_become_one_who_takes_over(world: World) -> None:
    person = after(world, two_beside)
    hand(world, WHO, {person: OTHER})
    with acting(world[LEAD]):
        (one,) = Accompaniment.objects.in_force().filter(person=person)
        assert (one.user_id, one.kind, one.takes_over) == (world[OTHER].user_id, "referent", True)


def relay_page(world: World, who: str, data: dict[str, str] | None = None) -> Any:
    """The lines of the referent's people."""
    client = Client()
    client.force_login(world[who].user, backend="django.contrib.auth.backends.ModelBackend")
    url = reverse("people:relay", kwargs={"membership": world[who].pk}) + f"?de={world[WHO].user_id}"
    return client.get(url) if data is None else client.post(url, data)


def test_lines_are_chosen_then_read_again_then_done(world: World) -> None:
    first, second, kept = after(world, three)
    with acting(world[WHO]) as actor:
        people.exclude(actor=actor, on=world.today, person=kept, holder=f"user:{world[OTHER].user_id}")
    assert LEAVES in words(send(world, LEAD, "people:relay"))
    page = words(relay_page(world, LEAD))
    assert "checked" not in page
    assert page.count(f'value="{world[OTHER].user_id}"') == 3, "not on the line that waits"
    assert "à choisir ligne par ligne" in page
    assert relay_page(world, LEAD, {"everyone": ""}).status_code == 422
    chosen = {"everyone": str(world[OTHER].user_id), f"p-{second.pk.hex}": "-"}
    read = words(relay_page(world, LEAD, chosen))
    assert "Confier cette personne" in read
    assert "En attente" in read
    assert f"{LEAVES} n’ouvre plus son dossier" in read
    assert reads(world, WHO, first), "nothing is done before it was read again"
    assert relay_page(world, LEAD, chosen | {"read": "yes"}).status_code == 303
    assert [reads(world, OTHER, one) for one in (first, second, kept)] == [True, False, False]
    alone = {"everyone": "", f"p-{kept.pk.hex}": str(world[OTHER].user_id)}
    assert relay_page(world, LEAD, alone).status_code == 422
    assert relay_page(world, OTHER).status_code == 404


@pytest.fixture
def taken(world: World) -> Person:
    person = after(world, new_person)
    hand(world, WHO, {person: OTHER})
    return person


def test_she_is_told_by_the_means_she_chose_and_it_is_noted(world: World, taken: Person) -> None:
    for who in (OTHER, LEAD):
        (task,) = asked_of(world, who, "Lui dire")
        assert task.person == taken.pk
    asked = send(world, OTHER, "people:told", person=taken.pk)
    page = words(asked)
    assert asked.context["form"]["told_on"].value() is None, "since when she knows is hers to say"
    assert "Jamais : Ne pas laisser de message." in page
    assert "Par l’association seulement" in page
    late = {"told_on": (world.today + timedelta(days=1)).isoformat()}
    assert send(world, OTHER, "people:told", late, person=taken.pk).status_code == 422
    early = {"told_on": (world.today - timedelta(days=1)).isoformat()}
    assert send(world, OTHER, "people:told", early, person=taken.pk).status_code == 422
    said = {"told_on": world.today.isoformat()}
    assert send(world, OTHER, "people:told", said, person=taken.pk).status_code == 303
    assert not asked_of(world, OTHER, "Lui dire")
    assert "Elle le sait depuis le" in words(send(world, OTHER, "people:person", person=taken.pk))
    assert "Rien à lui dire" in words(send(world, OTHER, "people:told", person=taken.pk))


def test_the_day_she_knew_is_corrected_with_a_reason(world: World, taken: Person) -> None:
    with acting(world[OTHER]) as actor:
        people.note_told(actor=actor, on=world.today, person=taken, told_on=world.today)
    told = row(world, taken, OTHER)
    page = send(world, OTHER, "people:told_corrected", accompaniment=told.pk)
    typed = {
        "knows": "none",
        "told_on": "",
        "reason": "Un autre dossier.",
        "version": page.context["form"]["version"].value(),
    }
    assert (
        send(world, OTHER, "people:told_corrected", typed | {"reason": ""}, accompaniment=told.pk).status_code == 422
    )
    assert send(world, OTHER, "people:told_corrected", typed, accompaniment=told.pk).status_code == 303
    assert asked_of(world, OTHER, "Lui dire")
    assert "Un autre dossier." in words(send(world, OTHER, "people:person", person=taken.pk))
    assert send(world, OTHER, "people:told_corrected", typed, accompaniment=told.pk).status_code == 303
    with acting(world[OTHER]) as actor:
        assert RelayCorrection.objects.get().told_on == world.today
        with pytest.raises(Refused, match="rien à corriger"):
            people.correct_told(
                actor=actor, on=world.today, accompaniment=told, told_on=None, reason="Encore.",
                version=version_of(Accompaniment.objects.get(pk=told.pk)),
            )  # fmt: skip
    with acting(world[LEAD]) as actor:
        people.erase_person(actor=actor, on=world.today, person=Person.objects.get(pk=taken.pk))
        assert not RelayCorrection.objects.exists(), "what was corrected goes with her"


def test_a_colleague_who_comes_beside_another_is_no_news_to_tell(world: World) -> None:
    after(world, two_beside)
    assert not asked_of(world, OTHER, "Lui dire")
