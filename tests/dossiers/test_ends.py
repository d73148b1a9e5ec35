"""Ends that come from her: a word that is taken back, an interruption, an absence, a death; never from the State."""

from datetime import timedelta
from typing import Any

import pytest

from rivage.core import clock
from rivage.core.refusal import Refused
from rivage.dossiers import actions, todo
from rivage.dossiers.actions.takeover import PaperPeriod
from rivage.dossiers.models import Demande, Interruption, Parcours, Period, Renunciation, Suivi, TakeOver
from rivage.dossiers.months import used_months
from rivage.dossiers.parts import read
from rivage.dossiers.standing import standing
from rivage.law.period import add_months
from rivage.people.models import Share
from tests.dossiers.path import WHO, new_person
from tests.rights.takeover.path import confirmed, taken_over
from tests.stories import after
from tests.world import World, acting, away

pytestmark = pytest.mark.django_db
STATE = ("delegate:33", "secretary:33", "signatory:33", "chair:33")


def running(world: World, begun: int = 60, **changes: Any) -> TakeOver:
    return taken_over(world, begun=begun, **changes)


def said(world: World, verb: Any, who: str = WHO, days: int = 0, **values: Any) -> Any:
    with clock.at(away(days)), acting(world[who]) as actor:
        return verb(actor=actor, on=world.today + timedelta(days=days), **values)


def kind(world: World, path: Parcours, days: int = 0) -> str:
    with acting(world[WHO]):
        return standing(Parcours.objects.get(pk=path.pk), world.today + timedelta(days=days)).kind


def renounced(world: World, path: Parcours, **changes: Any) -> Renunciation:
    return said(
        world,
        actions.renounce,
        **({"parcours": path, "received_on": world.today, "received_alone": True} | changes),
    )


def test_her_word_has_effect_fifteen_days_later_and_is_taken_back_before(world: World) -> None:
    path = running(world).parcours
    word = renounced(world, path)
    effect = world.today + timedelta(days=15)
    with acting(world[WHO]):
        assert (word.effective_on, Period.objects.get().ended_on) == (effect, effect)
    assert [kind(world, path, day) for day in (0, 14, 15)] == ["renouncing", "renouncing", "at_her_wish"]
    with acting(world[WHO]) as actor:
        (told,) = todo.stopping(actor, world.today)
        assert (told.due, told.person) == (effect - timedelta(days=1), word.person_id)
        assert not list(todo.stopping(actor, effect)), "once it has effect, no word keeps it"
    said(world, actions.revoke_renunciation, days=14, word=word)
    with acting(world[WHO]):
        assert Period.objects.get().ended_on is None
    assert kind(world, path) == "running"
    with pytest.raises(Refused, match="déjà repris"):
        said(world, actions.revoke_renunciation, word=word)


def test_once_it_has_effect_it_is_not_taken_back_and_another_path_may_begin(world: World) -> None:
    begun = running(world)
    word = renounced(world, begun.parcours)
    with pytest.raises(Refused, match="a pris effet"):
        said(world, actions.revoke_renunciation, days=15, word=word)
    with pytest.raises(Refused, match="reprend sa parole"):
        said(world, actions.open_demande, person=begun.person, kind="renouvellement")
    demande = said(world, actions.open_demande, days=16, person=begun.person, kind="initiale")
    with acting(world[WHO]):
        ended = Parcours.objects.get(pk=begun.parcours_id)
        assert (ended.end_kind, ended.ended_on) == ("at_her_wish", word.effective_on)
        assert demande.parcours_id != ended.pk
        # Two months and some days were open: two are counted (psp.decompte_interruption).
        assert used_months(demande.parcours) == 2


@pytest.mark.parametrize(
    ("sentence", "changes"),
    [
        ("seule", {"received_alone": False}),
        ("après aujourd’hui", {"received_on": 1}),
        ("plus de quinze jours", {"received_on": -15}),
    ],
)
def test_a_word_under_pressure_or_out_of_time_is_not_noted(
    world: World, sentence: str, changes: dict[str, Any]
) -> None:
    path = running(world).parcours
    if "received_on" in changes:
        changes = {"received_on": world.today + timedelta(days=changes["received_on"])}
    with pytest.raises(Refused, match=sentence):
        renounced(world, path, **changes)
    with acting(world[WHO]):
        assert not Renunciation.objects.exists()
        assert Period.objects.get().ended_on is None


def test_a_second_click_and_a_path_that_ends_first(world: World) -> None:
    path = running(world).parcours
    renounced(world, path)
    with pytest.raises(Refused, match="déjà noté"):
        renounced(world, path)
    ending = taken_over(world, person=new_person(world, name="Lina Marée"), begun=175)
    with pytest.raises(Refused, match="finissent avant"):
        renounced(world, ending.parcours)


def test_no_right_opens_while_she_is_stopping(world: World) -> None:
    begun = running(world)
    renounced(world, begun.parcours)
    with acting(world["delegate:33"]) as delegate, pytest.raises(Refused, match="demandé à arrêter"):
        actions.grant_period(
            actor=delegate,
            on=world.today,
            demande=Demande.objects.get(),
            decision_id=begun.pk,
            starts=add_months(world.today, 5),
            months=6,
        )


def interrupted(world: World, path: Parcours, days: int = 0, **changes: Any) -> Interruption:
    values = {
        "parcours": path,
        "from_day": world.today + timedelta(days=days),
        "ground": "away",
        "received_alone": True,
    }
    return said(world, actions.interrupt, **(values | changes))


def test_an_interruption_cuts_the_period_and_leaves_a_reprise_up_to_the_total(world: World) -> None:
    begun = running(
        world,
        months_before=20,
        months_before_source="décision de 2024",
        running=_four(world),
        afis="",
        afis_decided_on=None,
    )
    word = interrupted(world, begun.parcours)
    assert kind(world, begun.parcours) == "interrupted"
    with acting(world[WHO]):
        assert Period.objects.get().ended_on == word.from_day
        assert used_months(begun.parcours) == 21
    with pytest.raises(Refused, match="la demande est une reprise"):
        said(world, actions.open_demande, person=begun.person, kind="renouvellement")
    reprise = said(world, actions.open_demande, person=begun.person, kind="reprise")
    with acting(world[WHO]):
        assert (reprise.parcours_id, read(reprise, "project")["months"]) == (begun.parcours_id, 3)


def _four(world: World) -> PaperPeriod:
    from_day = add_months(world.today, -1)
    return PaperPeriod(from_day, 4, from_day)


def test_an_interruption_to_come_is_taken_back(world: World) -> None:
    path = running(world).parcours
    word = interrupted(world, path, days=10)
    assert [kind(world, path, day) for day in (9, 10)] == ["interrupting", "interrupted"]
    with pytest.raises(Refused, match="a pris effet"):
        said(world, actions.revoke_interruption, days=10, word=word)
    said(world, actions.revoke_interruption, days=9, word=word)
    assert kind(world, path, 11) == "running"


@pytest.mark.parametrize(
    ("sentence", "changes"),
    [
        ("ne remonte pas", {"days": -1}),
        ("La période en cours va", {"days": 200}),
        ("Choisissez pourquoi", {"ground": "prison"}),
        ("seule", {"received_alone": False}),
    ],
)
def test_what_is_not_an_interruption(world: World, sentence: str, changes: dict[str, Any]) -> None:
    path = running(world).parcours
    with pytest.raises(Refused, match=sentence):
        interrupted(world, path, **changes)
    with acting(world[WHO]):
        assert Period.objects.get().ended_on is None


def test_without_news_her_rights_run_to_their_term_and_she_comes_back_in_one_gesture(world: World) -> None:
    begun = running(world)
    path = begun.parcours
    since = world.today - timedelta(days=20)
    said(world, actions.note_absence, parcours=path, since=since, kind="no_news")
    assert kind(world, path) == "no_news"
    with acting(world[WHO]):
        assert Period.objects.get().ended_on is None
    with pytest.raises(Refused, match="elle est revenue"):
        said(world, actions.open_demande, person=begun.person, kind="renouvellement")
    with pytest.raises(Refused, match="déjà notée"):
        said(world, actions.note_absence, parcours=path, since=since, kind="moved")
    said(world, actions.come_back, parcours=path)
    assert kind(world, path) == "running"
    said(world, actions.open_demande, person=begun.person, kind="renouvellement")


def test_a_death_stops_everything_in_one_gesture_and_a_mistake_is_taken_back(world: World) -> None:
    begun = running(world)
    confirmed(world, begun)
    renewal = said(world, actions.open_demande, person=begun.person, kind="renouvellement")
    died = world.today - timedelta(days=2)
    said(world, actions.note_death, person=begun.person, died_on=died)
    with acting(world[WHO]):
        assert Period.objects.get().ended_on == died
        assert Demande.objects.get(pk=renewal.pk).step == "without_object"
        assert Suivi.objects.get().end_kind == "death"
    with acting(world["delegate:33"]):
        reading = Share.objects.in_force(clock.now()).filter(person=begun.person_id)
        assert {one.holder for one in reading} == {"delegate:33", "payer:33"}
    with pytest.raises(Refused, match="arrêté"):
        said(world, actions.open_demande, person=begun.person, kind="renouvellement")
    with pytest.raises(Refused, match="déjà noté"):
        said(world, actions.note_death, person=begun.person, died_on=died)
    said(world, actions.unnote_death, person=begun.person)
    assert kind(world, begun.parcours) == "running"
    with acting(world[WHO]):
        assert Period.objects.get().ended_on is None


@pytest.mark.parametrize("told", ["renounced", "interrupted"])
def test_a_death_noted_by_mistake_leaves_what_she_had_said(world: World, told: str) -> None:
    begun = running(world)
    path = begun.parcours
    word = renounced(world, path) if told == "renounced" else interrupted(world, path, days=15)
    stopped = world.today + timedelta(days=15)
    # A day before her word has effect, or after: what it cut is cut again.
    for noted in (2, 20):
        said(world, actions.note_death, days=noted, person=begun.person, died_on=world.today + timedelta(days=1))
        with acting(world[WHO]):
            assert Period.objects.get().ended_on == world.today + timedelta(days=1)
        said(world, actions.unnote_death, days=noted, person=begun.person)
        with acting(world[WHO]):
            assert Period.objects.get().ended_on == stopped
    stands = [kind(world, path, day) for day in (14, 15)]
    assert stands == (["renouncing", "at_her_wish"] if told == "renounced" else ["interrupting", "interrupted"])
    said(world, actions.note_death, days=3, person=begun.person, died_on=world.today)
    said(world, actions.unnote_death, days=3, person=begun.person)
    if isinstance(word, Interruption):
        said(world, actions.revoke_interruption, days=3, word=word)
    else:
        said(world, actions.revoke_renunciation, days=3, word=word)
    with acting(world[WHO]):
        assert Period.objects.get().ended_on is None


def test_a_death_outside_any_path(world: World) -> None:
    person = after(world, new_person)
    said(world, actions.note_death, person=person, died_on=world.today)
    with acting(world[WHO]):
        assert Suivi.objects.get().ends == world.today
    other = new_person(world, name="Mirela Dune")
    with pytest.raises(Refused, match="après aujourd’hui"):
        said(world, actions.note_death, person=other, died_on=world.today + timedelta(days=1))


@pytest.mark.parametrize("who", [*STATE, "lead:amarres33", "other:estuaire33", "delegate:75"])
def test_nobody_but_her_antenne_brings_her_word(world: World, who: str) -> None:
    begun = running(world)
    path, today = begun.parcours, world.today
    word = interrupted(world, path, days=5)
    verbs: list[tuple[Any, dict[str, Any]]] = [
        (actions.renounce, {"parcours": path, "received_on": today, "received_alone": True}),
        (actions.revoke_interruption, {"word": word}),
        (actions.note_absence, {"parcours": path, "since": today, "kind": "no_news"}),
        (actions.come_back, {"parcours": path}),
        (actions.note_death, {"person": begun.person, "died_on": today}),
        (actions.unnote_death, {"person": begun.person}),
    ]
    for verb, values in verbs:
        with pytest.raises((Refused, Parcours.DoesNotExist, begun.person.__class__.DoesNotExist)):
            said(world, verb, who=who, **values)
    with acting(world[WHO]):
        assert Parcours.objects.get().end_kind == ""
