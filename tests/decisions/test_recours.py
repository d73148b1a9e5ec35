"""Remedies: made, followed, corrected with the former words kept; what they move; who reads and writes them."""

from datetime import date, timedelta
from typing import Any

import pytest

from rivage.core.refusal import Refused, Stale
from rivage.core.versions import version_of
from rivage.decisions import actions
from rivage.decisions.actions import Helped, RecoursSaid
from rivage.decisions.models import ContestHelp, Decision, Recours, RecoursCorrection
from rivage.decisions.recours import delay, screen
from rivage.decisions.recours.forms import FollowForm
from rivage.decisions.recours.screen import ActRemedies
from rivage.dossiers.models import Demande
from rivage.law import recours as law
from rivage.law.wording import day
from tests.bad_input.calling import Caller
from tests.decisions.path import REFUSAL, opined, signed, told
from tests.dossiers.path import WHO
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db
DELEGATE = "delegate:33"
BORDEAUX = "tribunal administratif de Bordeaux"


def refused(world: World) -> Decision:
    return signed(world, after(world, opined), **REFUSAL)


def handed(world: World) -> Decision:
    decision = refused(world)
    told(world, decision, WHO, "person", "by_hand")
    return decision


def made(world: World, decision: Decision, kind: str, on: date | None = None, who: str = WHO, **said: Any) -> Recours:
    with acting(world[who]) as actor:
        demande = Demande.objects.get(pk=decision.demande_id)
        filed = RecoursSaid(kind, on or world.today, **said)
        return actions.file_recours(actor=actor, on=world.today, demande=demande, act=decision.pk, said=filed)


def followed(world: World, row: Recours, who: str = DELEGATE, why: str = "", later: int = 0, **said: Any) -> Recours:
    with acting(world[who]) as actor:
        held = Recours.objects.get(pk=row.pk)
        values = {name: getattr(held, name) or "" for name in ("kind", "filed_on", "court")} | said
        return actions.follow_recours(
            actor=actor, on=world.today + timedelta(days=later), recours=held, said=RecoursSaid(**values),
            version=version_of(held), why=why,
        )  # fmt: skip


def helped(world: World, decision: Decision, who: str = WHO, later: int = 0, **said: Any) -> ContestHelp:
    with acting(world[who]) as actor:
        demande = Demande.objects.get(pk=decision.demande_id)
        row = ContestHelp.objects.visible_to(actor).filter(act=decision.pk).first()
        return actions.note_help(
            actor=actor, on=world.today + timedelta(days=later), demande=demande, act=decision.pk,
            helped=Helped(**said), version=version_of(row) if row else "",
        )  # fmt: skip


def shown(world: World, decision: Decision, who: str = WHO) -> ActRemedies:
    with acting(world[who]) as actor:
        demande = Demande.objects.get(pk=decision.demande_id)
        return screen.of(actor, demande, world.today)[0]


def test_a_gracious_remedy_moves_the_day_of_the_court_and_the_page_says_so(world: World) -> None:
    decision = handed(world)
    before = shown(world, decision)
    made(world, decision, "gracious")
    after_it = shown(world, decision)
    assert before.contest
    assert after_it.contest
    assert (after_it.lane.last, after_it.lane.day) == ("92.0%", after_it.contest.last)
    assert after_it.contest.last == law.last_day(law.silence(world.today)) > before.contest.last
    page = Caller(world[WHO]).get("decisions:remedies", demande=decision.demande_id)
    assert page.says(f"dernier jour sûr : {day(after_it.contest.last)}".replace("\u00a0", " "))
    assert page.says("le silence vaudra refus le")
    page = Caller(world[WHO]).get("decisions:decision", demande=decision.demande_id)
    assert page.says(f"dernier jour sûr : {day(after_it.contest.last)}".replace("\u00a0", " "))
    assert page.says("Recours gracieux, devant le préfet")


def test_a_remedy_may_precede_the_hand_over_and_no_delay_runs(world: World) -> None:
    decision = refused(world)
    before = shown(world, decision)
    assert before.contest is None
    assert "Aucun délai ne court" in before.sentence
    assert (before.lane.last, before.lane.instead) == ("", "pas encore remis"), "dotted"
    assert (before.state.kind, before.state.icon) == ("neutre", "x-circle"), "ink and a cross"
    made(world, decision, "content")
    one = shown(world, decision)
    assert "Le tribunal est saisi depuis le" in one.sentence
    assert "rien ne l’interdit" in one.made[0].sentences[0]


def test_two_may_be_open_on_one_decision(world: World) -> None:
    decision = handed(world)
    for kind in ("gracious", "content", "urgent"):
        made(world, decision, kind)
    assert [one.row.kind for one in shown(world, decision).made] == ["gracious", "content", "urgent"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"filed_on": -1}, "filed_before"),
        ({"filed_on": 1}, "filed_future"),
        ({"kind": "autre"}, "no_such_recours"),
        ({"kind": "gracious", "memoir_due": 3}, "memoir_elsewhere"),
        ({"memoir_due": -1}, "memoir_before"),
        ({"memoir_due": 367}, "memoir_far"),
        ({"court": "Corail contre préfet"}, "no_court"),
        ({"court": f"{BORDEAUX}, n° le deuxième"}, "no_court"),
        ({"memoir_on": 1}, "memoir_sent_out"),
        ({"outcome_on": 0}, "outcome_missing"),
        ({"outcome": "granted"}, "outcome_day_missing"),
        ({"outcome": "granted", "outcome_on": -1}, "outcome_before"),
        ({"outcome": "granted", "outcome_on": 1}, "outcome_future"),
        ({"outcome": "rejected", "outcome_on": 0, "ordered": "annulled"}, "ordered_elsewhere"),
        ({"outcome": "rejected", "outcome_on": 0, "reexamine_days": 30}, "ordered_elsewhere"),
        ({"outcome": "granted", "outcome_on": 0, "ordered": "suspended"}, "suspended_elsewhere"),
        ({"kind": "urgent", "outcome": "granted", "outcome_on": 0, "ordered": "annulled"}, "annulled_elsewhere"),
        ({"outcome": "granted", "outcome_on": 0, "reexamine_days": 0}, "reexamine_days"),
        ({"outcome": "granted", "outcome_on": 0, "ordered": "autre"}, "no_such_order"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(world: World, said: dict[str, Any], code: str) -> None:
    decision = handed(world)
    days = {name: world.today + timedelta(days=value) for name, value in said.items() if name.endswith(("_on", "due"))}
    values = {"kind": "content", "filed_on": world.today} | said | days
    with pytest.raises(Refused) as refusal:
        made(world, decision, values.pop("kind"), values.pop("filed_on"), **values)
    assert refusal.value.verdict.codes == (code,)


def test_a_remedy_dated_before_the_decision_is_said_on_its_field(world: World) -> None:
    decision = handed(world)
    typed = {"act": decision.pk, "kind": "gracious", "filed_on": world.today - timedelta(days=1)}
    page = Caller(world[WHO]).post("decisions:file", typed, demande=decision.demande_id)
    assert page.status == 422
    assert page.says("un recours contre elle ne peut pas être daté d’avant")
    with acting(world[WHO]):
        assert not Recours.objects.exists()


def test_what_comes_is_written_and_what_was_wrong_is_kept(world: World) -> None:
    decision = handed(world)
    row = made(world, decision, "content")
    followed(world, row, memoir_due=world.today + timedelta(days=30))
    with acting(world[WHO]):
        assert not RecoursCorrection.objects.exists()
    with pytest.raises(Refused, match="Dites pourquoi"):
        followed(world, row, memoir_due=world.today + timedelta(days=20))
    followed(world, row, memoir_due=world.today + timedelta(days=20), why="La lettre du greffe disait vingt jours.")
    one = shown(world, decision).made[0]
    assert one.row.memoir_due == world.today + timedelta(days=20)
    assert f"mémoire de la préfecture attendu le {day(world.today + timedelta(days=30))}" in one.before[0]
    assert "La lettre du greffe disait vingt jours." in one.before[0]


def test_two_tabs_do_not_write_over_each_other(world: World) -> None:
    decision = handed(world)
    row = made(world, decision, "content")
    with acting(world[DELEGATE]):
        old = version_of(Recours.objects.get(pk=row.pk))
    followed(world, row, memoir_due=world.today + timedelta(days=30))
    with acting(world[WHO]) as actor, pytest.raises(Stale):
        actions.follow_recours(
            actor=actor, on=world.today, recours=row, said=RecoursSaid("content", world.today, memoir_on=world.today),
            version=old,
        )  # fmt: skip


def test_legal_aid_is_the_antenne_s_alone_and_keeps_the_delay(world: World) -> None:
    decision = handed(world)
    helped(world, decision, helped_by="lawyer", lawyer="Maître Inventée", aid_asked_on=world.today)
    mine, theirs = shown(world, decision), shown(world, decision, DELEGATE)
    assert mine.contest is None
    assert mine.sentence.endswith(delay.AIDED)
    ways = {way.label.split(" (")[0]: way.state.text for way in mine.ways}
    assert ways["Tribunal administratif"] == "délai en attente de l’aide juridictionnelle"
    assert ways["Écrire au préfet"] == ways["Écrire au ministre"]
    assert "jours" in ways["Écrire au préfet"]
    assert mine.lawyer == "Maître Inventée"
    assert theirs.contest
    assert theirs.help is None
    assert theirs.sentence.endswith(delay.RESERVE)
    helped(world, decision)
    assert shown(world, decision, DELEGATE).sentence == theirs.sentence, "it tells nothing of what is noted"
    assert delay.RESERVE not in shown(world, decision).sentence
    helped(world, decision, helped_by="lawyer", lawyer="Maître Inventée", aid_asked_on=world.today)
    page = Caller(world[DELEGATE]).get("decisions:remedies", demande=decision.demande_id)
    assert not page.says("Maître Inventée")
    assert not page.says("Qui l’aide à contester")
    assert Caller(world[DELEGATE]).get("decisions:help", demande=decision.demande_id).status == 404
    waits = "Réponse attendue : aide juridictionnelle"
    assert Caller(world[WHO]).get("desk:home").says(waits)
    assert not Caller(world[DELEGATE]).get("desk:home").says(waits)
    helped(
        world, decision, later=70, helped_by="lawyer", lawyer="Maître Inventée", aid_asked_on=world.today,
        aid_answered_on=world.today + timedelta(days=70),
    )  # fmt: skip
    assert not Caller(world[WHO]).get("desk:home").says(waits)
    found = shown(world, decision)
    assert found.contest
    assert found.contest.last == law.last_day(world.today + timedelta(days=70))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"aid_answered_on": 0}, "aid_asked_missing"),
        ({"aid_asked_on": -1}, "aid_asked_out"),
        ({"aid_asked_on": 1}, "aid_asked_out"),
        ({"aid_asked_on": 0, "aid_answered_on": 1}, "aid_answered_out"),
        ({"helped_by": "autre"}, "no_such_help"),
        ({"lawyer": "Maître Inventée"}, "lawyer_elsewhere"),
        ({"helped_by": "antenne", "lawyer": "Maître Inventée"}, "lawyer_elsewhere"),
    ],
)
def test_help_that_cannot_be_is_refused(world: World, said: dict[str, Any], code: str) -> None:
    decision = handed(world)
    values = {
        name: world.today + timedelta(days=value) if name.endswith("_on") else value for name, value in said.items()
    }
    with pytest.raises(Refused) as refusal:
        helped(world, decision, **values)
    assert refusal.value.verdict.codes == (code,)


def test_the_same_remedy_is_noted_once(world: World) -> None:
    decision = handed(world)
    made(world, decision, "gracious")
    with pytest.raises(Refused) as refusal:
        made(world, decision, "gracious", who=DELEGATE)
    assert refusal.value.verdict.codes == ("recours_twice",)


@pytest.mark.parametrize("who", ["signatory:33", "chair:33"])
def test_nobody_else_reads_nor_writes(world: World, who: str) -> None:
    decision = handed(world)
    row = made(world, decision, "gracious")
    assert Caller(world[who]).get("decisions:remedies", demande=decision.demande_id).status == 404
    assert Caller(world[who]).get("decisions:follow", recours=row.pk).status == 404
    with acting(world[who]) as actor:
        assert not Recours.objects.exists()
        assert not Recours.objects.visible_to(actor).exists()


def test_the_signatory_follows_none(world: World) -> None:
    decision = handed(world)
    row = made(world, decision, "gracious")
    with acting(world["signatory:33"]) as actor, pytest.raises(Refused) as refusal:
        actions.follow_recours(
            actor=actor, on=world.today, recours=row, said=RecoursSaid("gracious", world.today), version=""
        )
    assert refusal.value.verdict.codes == ("not_following",)


def test_what_is_typed_of_a_court_is_a_court_and_a_number(world: World) -> None:
    decision = handed(world)
    typed = {"act": decision.pk, "kind": "content", "filed_on": world.today, "court": BORDEAUX}
    for number, said in (("affaire Corail", "Ce numéro n’est pas celui d’un greffe"), ("", "")):
        page = Caller(world[WHO]).post("decisions:file", typed | {"number": number}, demande=decision.demande_id)
        assert page.says(said)
    with acting(world[WHO]):
        row = Recours.objects.get()
        assert row.court == BORDEAUX
    without = Caller(world[WHO]).post(
        "decisions:file", typed | {"kind": "urgent", "court": "", "number": "2601234"}, demande=decision.demande_id
    )
    assert without.says("Un numéro est écrit : choisissez aussi la juridiction.")
    shown_ = Caller(world[WHO]).shown("decisions:follow", recours=row.pk)
    typed = {
        "kind": "content",
        "filed_on": world.today,
        "court": BORDEAUX,
        "number": "26 01-234",
        "outcome": "pending",
    }
    page = Caller(world[WHO]).post("decisions:follow", shown_ | typed | {"why": "Reçu."}, recours=row.pk)
    assert page.says(f"{BORDEAUX}, n° 2601234")


def test_a_court_written_in_words_before_stays_until_one_is_chosen(world: World) -> None:
    row = made(world, handed(world), "content")
    with acting(world[WHO]):
        form = FollowForm(version="1", row=row, departement="33")
        row.court = "TA inventé, n° 1"
        former = FollowForm({"kind": "content", "filed_on": world.today, "outcome": "pending"}, version="1", row=row,
                            departement="33")  # fmt: skip
    assert dict(form.fields["court"].choices)[""] == "Pas encore connue"
    assert next(iter(form.fields["court"].choices[1:]))[0] == BORDEAUX, "that of its département first"
    assert not former.errors.get("court")
    assert former.said().court == "TA inventé, n° 1"
