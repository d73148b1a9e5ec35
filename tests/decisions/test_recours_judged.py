"""What a judge rules: what is suspended is not notified, an injunction sets a clock, a demande is examined again."""

import re
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from rivage.accounts.homes import Item
from rivage.core.refusal import Refused
from rivage.decisions import actions
from rivage.decisions.actions import RecoursSaid
from rivage.decisions.models import Decision, Notification, Recours
from rivage.decisions.notices import Told
from rivage.decisions.recours import todo
from rivage.decisions.todo import to_contest
from rivage.dossiers import actions as dossiers
from rivage.dossiers.actions.demande import open_to_prefecture
from rivage.dossiers.models import Aid, Demande, Parcours, Period
from rivage.law import recours as law
from rivage.law.wording import day
from tests.bad_input.calling import Caller
from tests.decisions.path import draft_of, not_renewed, opined, told
from tests.decisions.test_recours import DELEGATE, followed, handed, made, refused, shown
from tests.dossiers.path import WHO
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db
PATH = "la décision sur le parcours"


def notified(world: World) -> Decision:
    decision = handed(world)
    told(world, decision, WHO, "association", "by_hand")
    return decision


def items(world: World, who: str, later: int = 0) -> list[Item]:
    with acting(world[who]) as actor:
        source = todo.of_the_antenne if actor.is_antenne else todo.of_the_delegation
        return list(source(actor, world.today + timedelta(days=later)))


def suspended(world: World, decision: Decision) -> Recours:
    row = made(world, decision, "urgent")
    return followed(world, row, outcome="granted", outcome_on=world.today, ordered="suspended")


def corrected(
    world: World, decision: Decision, outcome: str, on: date, *, today: date, new_letter: bool = False
) -> None:
    with acting(world[DELEGATE]) as actor:
        row = Notification.objects.get(decision=decision, recipient="person", replaced_at=None)
        actions.correct_notification(
            actor=actor, on=today, notification=row, why="Le reçu le dit.",
            told=Told("person", "by_hand", outcome, on), new_letter=new_letter,
        )  # fmt: skip


def test_a_decision_that_a_judge_suspended_is_not_notified(world: World) -> None:
    decision = refused(world)
    row = suspended(world, decision)
    with pytest.raises(Refused, match="Un juge a suspendu cette décision") as refusal:
        told(world, decision, WHO, "person", "by_hand")
    assert refusal.value.verdict.codes == ("stopped_by_judge",)
    page = Caller(world[WHO]).get("decisions:remedies", demande=decision.demande_id)
    assert page.says("Décision suspendue")
    merits = made(world, decision, "content")
    followed(world, merits, outcome="rejected", outcome_on=world.today)
    told(world, decision, WHO, "person", "by_hand")
    assert row.ordered == "suspended"


def test_an_annulled_decision_is_not_notified_either(world: World) -> None:
    decision = refused(world)
    followed(world, made(world, decision, "content"), outcome="granted", outcome_on=world.today, ordered="annulled")
    with pytest.raises(Refused, match="Un juge a annulé cette décision"):
        told(world, decision, WHO, "person", "by_hand")


def test_a_memoir_and_a_silence_are_on_both_homes(world: World) -> None:
    decision = handed(world)
    row = made(world, decision, "gracious")
    due = law.silence(world.today)
    assert [one.due for one in items(world, WHO)] == [due]
    assert [(one.title, one.due) for one in items(world, DELEGATE)] == [
        (f"Répondre au recours gracieux contre {PATH}", due)
    ]
    past = (due - world.today).days + 1
    assert [(one.title, one.due) for one in items(world, WHO, past)] == [
        (f"Silence : aller au tribunal contre {PATH}", law.last_day(due))
    ]
    assert items(world, DELEGATE, past) == []
    assert items(world, WHO, past + 70) == []
    followed(world, row, outcome="rejected", outcome_on=world.today)
    assert items(world, WHO) == []
    court = made(world, decision, "content")
    assert items(world, WHO) == []
    followed(world, court, memoir_due=world.today + timedelta(days=20))
    owed = {
        WHO: "Mémoire de la préfecture attendu par le juge : parcours",
        DELEGATE: "Envoyer le mémoire en défense au juge : parcours",
    }
    for who, title in owed.items():
        (line,) = items(world, who)
        assert (line.title, line.due) == (title, world.today + timedelta(days=20))
        assert "C’est la préfecture qui" in line.consequence
    followed(world, court, memoir_due=world.today + timedelta(days=20), memoir_on=world.today)
    assert items(world, WHO) == []


def test_an_injunction_sets_a_clock_until_the_demande_is_decided_again(world: World) -> None:
    decision = notified(world)
    row = made(world, decision, "content")
    followed(
        world, row, outcome="granted", outcome_on=world.today, ordered="annulled", reexamine_days=30,
        court="tribunal administratif de Bordeaux, n° 2600001",
    )  # fmt: skip
    due = world.today + timedelta(days=30)
    assert [one.due for one in items(world, DELEGATE)] == [due]
    page = Caller(world[WHO]).get("decisions:remedies", demande=decision.demande_id)
    assert page.says("Ouvrir le réexamen")
    with acting(world[WHO]) as actor:
        old = Demande.objects.get(pk=decision.demande_id)
        again = actions.reexamine(actor=actor, on=world.today, demande=old)
        assert (again.reexamines_id, again.kind, again.parcours_id) == (old.pk, old.kind, old.parcours_id)
    assert [one.due for one in items(world, DELEGATE)] == [due], "a draft decides nothing"
    page = Caller(world[WHO]).get("decisions:remedies", demande=decision.demande_id)
    assert page.says("Voir la demande de réexamen")
    with acting(world[WHO]) as actor:
        dossiers.move(again, "submit", again.version)
    with acting(world[WHO]) as actor, pytest.raises(Refused) as refusal:
        actions.reexamine(actor=actor, on=world.today, demande=Demande.objects.get(pk=decision.demande_id))
    assert refusal.value.verdict.codes == ("reexamined",)


def judged(world: World) -> Decision:
    """The path that a judgment opened, on the demande that examines a refused one again."""
    decision = notified(world)
    row = made(world, decision, "content")
    followed(world, row, outcome="granted", outcome_on=world.today, ordered="replaced")
    with acting(world[WHO]) as actor:
        old = Demande.objects.get(pk=decision.demande_id)
        again = actions.reexamine(actor=actor, on=world.today, demande=old)
        Aid.objects.filter(demande=again).update(afis_asked=True)
        dossiers.move(again, "submit", again.version)
        open_to_prefecture(actor, world.today, again, "33")
    with acting(world[DELEGATE]) as delegate:
        held = Demande.objects.get(pk=again.pk)
        said = {"sense": "authorise", "months": 6, "authority": "judgment", "court": "TA, n° 2600001"}
        drafted = actions.draft_decision(
            actor=delegate, on=world.today, demande=held, draft=draft_of(world, world.today, **said)
        )
        return actions.sign_decision(
            actor=delegate, on=world.today, decision=drafted, decided_on=world.today, version=drafted.version,
            signed_name="Le tribunal", source="signed_paper",
        )  # fmt: skip


def test_a_judgment_that_decides_itself_opens_a_period(world: World) -> None:
    decision = judged(world)
    with acting(world[DELEGATE]):
        assert Period.objects.filter(decision_id=decision.pk).exists()


def test_one_that_a_judge_stopped_before_it_was_handed_is_examined_again(world: World) -> None:
    decision = refused(world)
    suspended(world, decision)
    with acting(world[WHO]) as actor:
        old = Demande.objects.get(pk=decision.demande_id)
        again = actions.reexamine(actor=actor, on=world.today, demande=old)
        old.refresh_from_db()
        assert (old.step, again.reexamines_id, again.step) == ("without_object", old.pk, "draft")
    for who in (DELEGATE, WHO):
        assert not Caller(world[who]).get("desk:home").says("Remettre la décision"), who


def test_a_path_that_was_not_renewed_goes_on_once_it_is_undone(world: World) -> None:
    decision = not_renewed(world, after(world, opined, running=190))
    told(world, decision, WHO, "person", "by_hand")
    told(world, decision, WHO, "association", "by_hand")
    with acting(world[WHO]) as actor:
        old = Demande.objects.select_related("parcours").get(pk=decision.demande_id)
        assert old.parcours.end_kind == "not_renewed"
        with pytest.raises(Refused, match="Notez d’abord dans ses recours"):
            actions.reexamine(actor=actor, on=world.today, demande=old)
        with pytest.raises(DatabaseError), transaction.atomic():
            Parcours.objects.filter(pk=old.parcours_id).update(end_kind="", ended_on=None)
    followed(world, made(world, decision, "content"), outcome="granted", outcome_on=world.today, ordered="annulled")
    with acting(world[WHO]) as actor:
        old = Demande.objects.select_related("parcours").get(pk=decision.demande_id)
        again = actions.reexamine(actor=actor, on=world.today, demande=old)
        path = Parcours.objects.get(pk=old.parcours_id)
        assert (path.end_kind, path.ended_on) == ("", None)
        assert (again.parcours_id, again.kind) == (path.pk, "renouvellement")


def test_the_help_of_an_act_of_another_demande_is_nowhere(world: World) -> None:
    decision = handed(world)
    caller = Caller(world[WHO])
    for page in ("decisions:help", "decisions:file"):
        where = caller.url(page, demande=decision.demande_id)
        assert caller.client.get(f"{where}?acte={decision.pk}").status_code == 200
        assert caller.client.get(f"{where}?acte={decision.demande_id}").status_code == 404


def test_her_antenne_alone_opens_a_reexamination(world: World) -> None:
    decision = notified(world)
    with acting(world[DELEGATE]) as actor, pytest.raises(Refused) as refusal:
        actions.reexamine(actor=actor, on=world.today, demande=Demande.objects.get(pk=decision.demande_id))
    assert refusal.value.verdict.codes == ("not_hers_to_open",)


def test_a_refusal_that_she_contests_is_no_longer_said_to_be_contestable(world: World) -> None:
    decision = handed(world)
    with acting(world[WHO]) as actor:
        assert [one.title for one in to_contest(actor, world.today)] == ["Refus : recours possible"]
    made(world, decision, "content")
    with acting(world[WHO]) as actor:
        assert list(to_contest(actor, world.today)) == []


def test_one_that_is_not_notified_is_not_examined_again(world: World) -> None:
    decision = handed(world)
    with acting(world[WHO]) as actor, pytest.raises(Refused) as refusal:
        actions.reexamine(actor=actor, on=world.today, demande=Demande.objects.get(pk=decision.demande_id))
    assert refusal.value.verdict.codes == ("not_notified",)


def test_one_that_a_judge_stopped_is_not_handed_by_a_correction_either(world: World) -> None:
    decision = refused(world)
    handed_on = world.today
    told(world, decision, WHO, "person", "by_hand")
    judged = world.today + timedelta(days=5)
    row = made(world, decision, "urgent")
    followed(world, row, outcome="granted", outcome_on=judged, ordered="suspended", later=5)
    for on, new_letter in ((judged, True), (judged, False)):
        with pytest.raises(Refused) as refusal:
            corrected(world, decision, "handed", on, new_letter=new_letter, today=judged)
        assert refusal.value.verdict.codes == ("stopped_by_judge",)
    corrected(world, decision, "impossible", judged, today=judged)
    corrected(world, decision, "handed", handed_on, today=judged)


@pytest.mark.parametrize("kind", ["content", "gracious"])
def test_of_what_holds_no_more_nothing_is_left_to_contest(world: World, kind: str) -> None:
    decision = handed(world)
    row = made(world, decision, kind)
    ordered = {"ordered": "annulled"} if kind == "content" else {}
    followed(world, row, outcome="granted", outcome_on=world.today, **ordered)
    one = shown(world, decision)
    assert (one.over, one.ways, one.contest, one.lane.instead) == (True, (), None, "ne tient plus")
    page = Caller(world[WHO]).get("decisions:remedies", demande=decision.demande_id)
    assert page.says("Plus rien n’est à contester.")
    assert "jusqu’au" not in one.sentence
    assert not re.search(r">\s*Noter un recours\s*<", page.text)
    assert page.says("Noter un recours fait avant")
    after_it = world.today + timedelta(days=3)
    with acting(world[WHO]) as actor, pytest.raises(Refused) as refusal:
        actions.file_recours(
            actor=actor, on=after_it, demande=Demande.objects.get(pk=decision.demande_id), act=decision.pk,
            said=RecoursSaid("hierarch", after_it),
        )  # fmt: skip
    assert refusal.value.verdict.codes == ("filed_after_stop",)
    made(world, decision, "hierarch")


def test_what_the_juge_des_referes_gave_is_no_more_to_be_asked(world: World) -> None:
    decision = handed(world)
    suspended(world, decision)
    ways = {way.label: way.state.text for way in shown(world, decision).ways}
    assert ways["Juge des référés, en urgence"] == f"suspension obtenue le {day(world.today)}"
    assert "jours" in ways["Tribunal administratif"], "the court is still to be seized"


def test_the_service_learns_that_a_new_demande_is_awaited(world: World) -> None:
    decision = notified(world)
    followed(world, made(world, decision, "content"), outcome="granted", outcome_on=world.today, ordered="annulled")
    (line,) = items(world, DELEGATE)
    assert "Décision annulée par le juge" in line.consequence
    assert "Une nouvelle demande de son association est attendue" in line.consequence
    (hers,) = items(world, WHO)
    assert "Ouvrez le réexamen" in hers.consequence
