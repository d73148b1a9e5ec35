"""A decision that a judge suspended: said wherever its outcome is, and handed to nobody."""

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from rivage.core.refusal import Refused
from rivage.decisions import actions
from rivage.decisions.enums import NotificationOutcome
from rivage.decisions.models import Notification
from rivage.decisions.notices import Told
from rivage.desk.homes import home
from rivage.law.wording import day
from tests.bad_input.calling import Caller
from tests.decisions.path import opined, signed, told
from tests.decisions.test_recours import DELEGATE, followed, made, refused
from tests.decisions.test_recours_judged import notified, suspended
from tests.dossiers.path import WHO
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db
HAND = {WHO: "Remettre la décision en main propre", DELEGATE: "Notifier la décision"}


def titles(world: World, who: str) -> list[str]:
    with acting(world[who]) as actor:
        return [item.title for group in home(actor, world.today).groups for item in group.items]


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def words_of(document: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(document)).pages).split())


def corrected(world: World, row: Notification, **values: object) -> Notification:
    told_ = {"recipient": "person", "channel": "by_hand", "outcome": "handed", "on": world.today} | values
    with acting(world[DELEGATE]) as actor:
        return actions.correct_notification(
            actor=actor, on=world.today, notification=row, told=Told(**told_), why="Mal noté.", new_letter=False
        )  # type: ignore[arg-type]


def test_it_leaves_the_homes_at_once_and_what_is_due_now_is_there(world: World) -> None:
    decision = refused(world)
    for who, title in HAND.items():
        assert title in titles(world, who), who
    row = suspended(world, decision)
    for who, title in HAND.items():
        assert title not in titles(world, who), who
    assert "Réexamen attendu" in titles(world, WHO)
    assert "Réexaminer la demande" in titles(world, DELEGATE)
    followed(
        world, row, outcome="granted", outcome_on=world.today, ordered="suspended", reexamine_days=15,
        why="Quinze jours, dit l’ordonnance.",
    )  # fmt: skip
    assert "Réexamen ordonné par le juge" in titles(world, WHO)
    assert "Réexaminer la demande : ordre du juge" in titles(world, DELEGATE)
    merits = made(world, decision, "content")
    followed(world, merits, outcome="rejected", outcome_on=world.today)
    for who, title in HAND.items():
        assert title in titles(world, who), "the court ruled: it holds again"


@pytest.mark.parametrize("sense", ["authorise", "refuse"])
def test_every_page_that_says_the_outcome_says_so(world: World, sense: str) -> None:
    decision = refused(world) if sense == "refuse" else signed(world, after(world, opined))
    suspended(world, decision)
    said = plain(
        f"{'Refusée' if sense == 'refuse' else 'Accordée'}, décision suspendue par le juge le {day(world.today)}"
    )
    ids = {"demande": decision.demande_id}
    for who in (WHO, DELEGATE):
        caller = Caller(world[who])
        page = caller.get("decisions:decision", **ids)
        assert said in plain(page.text), who
        assert page.says("Elle ne s’applique plus et ne se remet plus.")
        assert not page.says("Noter une notification")
        assert not page.says("à notifier")
        assert caller.get("decisions:remedies", **ids).says("Décision suspendue par le juge")
        for page_, of in (("dossiers:demande", ids), ("people:person", {"person": decision.person_id})):
            assert said in plain(caller.get(page_, **of).text), (who, page_)
    assert said in plain(Caller(world[WHO]).get("decisions:list").text)
    waits = Caller(world[DELEGATE])
    assert said not in plain(waits.client.get(waits.url("decisions:list") + "?etape=a-notifier").content.decode())


def test_her_file_says_a_refusal_alone_nowhere(world: World) -> None:
    decision = refused(world)
    her = {"person": decision.person_id}
    alone = ("première demande refusée", "le parcours est refusé")
    pages = (("rights:clocks", her, alone), ("rights:permit", her, alone[1:]), ("desk:follow_up", {}, alone[1:]))
    stop = f", décision suspendue par le juge le {day(world.today)}"
    for who in (WHO, DELEGATE):
        for name, of, said in pages:
            text = plain(Caller(world[who]).get(name, **of).text)
            assert all(words in text for words in said), (who, name)
            assert plain(stop) not in text, (who, name)
    suspended(world, decision)
    for who in (WHO, DELEGATE):
        for name, of, said in pages:
            text = plain(Caller(world[who]).get(name, **of).text)
            for words in said:
                assert text.count(words) == text.count(plain(f"{words}{stop}")) > 0, (who, name, words)


def test_a_path_that_a_judge_stops_is_said_so_on_her_clocks(world: World) -> None:
    decision = signed(world, after(world, opined))
    her = {"person": decision.person_id}
    suspended(world, decision)
    for who in (WHO, DELEGATE):
        clocks = plain(Caller(world[who]).get("rights:clocks", **her).text)
        assert plain(f"autorisation arrêtée par le juge depuis le {day(world.today)}") in clocks, who
        assert "En attente du juge" in plain(Caller(world[who]).get("rights:permit", **her).text), who
        assert "en attente du juge" in plain(Caller(world[who]).get("desk:follow_up").text), who
    for who, title in ((WHO, "Réexamen attendu."), (DELEGATE, "Réexaminer la demande.")):
        step = plain(Caller(world[who]).get("people:step", **her).text)
        assert step.index(title) < step.index("En attente du juge"), who


def test_the_form_is_not_offered(world: World) -> None:
    decision = refused(world)
    suspended(world, decision)
    page = Caller(world[WHO]).get("decisions:notify", demande=decision.demande_id)
    assert page.says("elle ne se notifie plus")
    assert not page.says("Comment la décision a été remise")


def test_its_papers_say_so(world: World) -> None:
    decision = refused(world)
    caller = Caller(world[WHO])
    for kind in ("decision", "lettre", "association", "recu"):
        address = caller.url("decisions:paper", demande=decision.demande_id, kind=kind, form="pdf")
        assert "suspendue" not in words_of(caller.client.get(address).content).lower(), kind
    suspended(world, decision)
    for kind in ("decision", "lettre", "association", "recu"):
        address = caller.url("decisions:paper", demande=decision.demande_id, kind=kind, form="pdf")
        assert "suspendue par le juge" in words_of(caller.client.get(address).content).lower(), kind


def test_a_hand_over_said_impossible_makes_no_task(world: World) -> None:
    decision = notified(world)
    suspended(world, decision)
    with acting(world[DELEGATE]):
        row = Notification.objects.get(decision=decision, recipient="person")
    made_ = corrected(world, row, outcome="impossible")
    for who in HAND:
        assert not {*HAND.values(), "Faire remettre la décision"} & set(titles(world, who)), who
    with pytest.raises(Refused, match="elle ne se notifie plus"):
        corrected(world, made_)
    with acting(world[DELEGATE]):
        assert Notification.objects.get(pk=made_.pk).outcome == NotificationOutcome.IMPOSSIBLE


def test_what_was_handed_before_the_judgment_may_still_be_corrected(world: World) -> None:
    decision = refused(world)
    told(world, decision, WHO, "person", "by_hand")
    row = made(world, decision, "urgent")
    with acting(world[DELEGATE]):
        notice = Notification.objects.get(decision=decision, recipient="person")
    followed(
        world, row, later=3, outcome="granted", outcome_on=world.today + timedelta(days=3), ordered="suspended"
    )  # fmt: skip
    assert corrected(world, notice, channel="prefecture", her_wish=True).replaces_id == notice.pk
