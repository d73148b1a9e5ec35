"""The outcome of a demande is said wherever it is shown, by one function, to whoever may read the decision."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from rivage.commissions.models import AgendaItem, Avis, Seance
from rivage.core import clock
from rivage.core.french import day_in_words
from rivage.core.paper.kept import lines
from rivage.core.refusal import Refused
from rivage.core.versions import version_of
from rivage.decisions import actions, inviting, outcome
from rivage.decisions.basis import basis
from rivage.decisions.models import Decision, Observations
from rivage.decisions.views import screen
from rivage.desk.homes import home
from rivage.dossiers import states
from rivage.dossiers.actions import move
from rivage.dossiers.models import Demande
from rivage.law.wording import day as in_full
from rivage.people import panels
from rivage.people.models import Person
from rivage.rights.clocks import clocks
from rivage.rights.frise import marks
from rivage.rights.frise.drawing import phone
from tests.bad_input.calling import Caller
from tests.decisions.path import GRANT, REFUSAL, drafted, opined, signed, told
from tests.dossiers.path import WHO, completed, in_days
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db


def refused(world: World) -> Demande:
    """Refused, handed to her and sent to her association, today."""
    demande = opined(world)
    decision = signed(world, demande, **REFUSAL)
    told(world, decision, WHO, "person", "by_hand")
    told(world, decision, "delegate:33", "association", "secure")
    return demande


def said(world: World, who: str, demande: Demande, days: int = 0) -> states.Shown:
    with acting(world["delegate:33"]):
        held = Demande.objects.get(pk=demande.pk)
    with acting(world[who]) as actor:
        return states.shown(actor, [held], in_days(world, days))[held.pk]


def test_a_refusal_is_said_with_its_remedy_and_never_wears_green(world: World) -> None:
    demande = after(world, refused)
    for who in (WHO, "delegate:33"):
        shown = said(world, who, demande)
        assert shown.state.text.startswith("Refusée, notifiée le ")
        assert ", recours, dernier jour sûr\u00a0: " in shown.state.text
        assert shown.state.kind == "alerte"
        assert "check" not in shown.state.icon
        with acting(world[who]):
            until = outcome.outcome(Decision.objects.get(demande=demande.pk)).until
        assert until is not None
        after_it = said(world, who, demande, days=(until - world.today).days + 2)
        assert ", recours, dernier jour sûr\u00a0: " in after_it.state.text, "a day off carries it on"
        later = said(world, who, demande, days=100)
        assert later.state.kind == "neutre"
        assert ", délai de recours fini le " in later.state.text


def test_a_grant_is_said_granted_then_notified(world: World) -> None:
    demande = after(world, opined)
    decision = signed(world, demande, **GRANT)
    assert said(world, WHO, demande).state.text == "Accordée, à notifier"
    told(world, decision, WHO, "person", "by_hand")
    told(world, decision, "delegate:33", "association", "secure")
    assert said(world, WHO, demande).state.text.startswith("Accordée, notifiée le ")


def test_nothing_is_said_of_a_draft_nor_to_whom_the_decision_is_closed(world: World) -> None:
    demande = after(world, opined)
    decision = drafted(world, demande, **REFUSAL)
    assert said(world, WHO, demande).state.text == "Avis rendu"
    listing = Caller(world[WHO]).get("decisions:list")
    assert listing.status == 200
    assert not listing.says("Awa Corail")
    with acting(world["signatory:33"]) as signatory:
        actions.sign_decision(
            actor=signatory, on=world.today, decision=decision, decided_on=world.today, version=decision.version
        )
    assert "efusée" not in said(world, "chair:33", demande).state.text


def test_an_impossible_notification_starts_no_delay(world: World) -> None:
    demande = after(world, opined)
    decision = signed(world, demande, **REFUSAL)
    told(world, decision, WHO, "person", "by_hand", outcome="impossible")
    told(world, decision, "delegate:33", "association", "secure")
    shown = said(world, WHO, demande)
    assert shown.state.text == "Refusée, remise impossible"
    assert shown.state.kind == "alerte"
    with acting(world[WHO]) as referent:
        assert [one.title for one in home(referent, world.today).items if one.reference] == [
            "Remettre la décision en main propre"
        ]
        step = panels.next_step(Person.objects.get(pk=demande.person_id), referent, world.today)
    assert step is not None
    assert step.sentence.startswith("Remettre la décision en main propre")


def read(caller: Caller, url: str) -> str:
    """A page with its filters, no-break spaces as spaces."""
    return " ".join(caller.client.get(url).content.decode().split())


@pytest.mark.parametrize("who", [WHO, "delegate:33"])
def test_pages_lists_and_exports_say_it_and_are_narrowed_to_it(world: World, who: str) -> None:
    demande = after(world, refused)
    caller = Caller(world[who])
    for name, ids, asked in (
        ("people:person", {"person": demande.person_id}, ""),
        ("dossiers:demande", {"demande": demande.pk}, ""),
        ("decisions:decision", {"demande": demande.pk}, ""),
        ("people:list", {}, "?issue=refusees"),
        ("dossiers:list", {}, "?etape=refusees"),
        ("decisions:list", {}, "?etape=refusees"),
        ("desk:follow_up", {}, "?filtre=refusees"),
    ):
        page = read(caller, caller.url(name, **ids) + asked)
        assert "Refusée, notifiée le" in page, name
        assert "recours, dernier jour sûr :" in page, name
        if asked:
            other = read(caller, caller.url(name, **ids) + asked.replace("refusees", "accordees"))
            assert demande.person.reference not in other, name
    for name in ("people:person", "dossiers:demande"):
        ids = {"person": demande.person_id} if name == "people:person" else {"demande": demande.pk}
        assert (
            f'href="{caller.url("decisions:decision", demande=demande.pk)}"'
            in caller.client.get(caller.url(name, **ids)).content.decode()
        )
    answer = caller.client.post(caller.url("desk:follow_up_export") + "?filtre=refusees", {"format": "csv"})
    assert "Refusée, notifiée le" in answer.content.decode()


def test_the_next_step_of_somebody_refused_is_her_remedy_then_says_the_refusal(world: World) -> None:
    demande = after(world, refused)
    for days, sentence, action in (
        (0, "Refus : recours possible", "Voir la décision"),
        (100, "Demande refusée, notifiée le ", "Préparer une demande"),
    ):
        with acting(world[WHO]) as referent:
            step = panels.next_step(Person.objects.get(pk=demande.person_id), referent, in_days(world, days))
        assert step is not None
        assert step.sentence.startswith(sentence)
        assert step.action == action


def test_the_days_of_waiting_end_with_the_decision(world: World) -> None:
    demande = after(world, refused)
    with acting(world[WHO]) as referent:
        decision = outcome.signed(referent).get(demande=demande)
        held, found = Demande.objects.get(pk=demande.pk), basis(demande, world.today)
        shown = [screen.page(referent, held, decision, found, in_days(world, days), {})["waited"] for days in (0, 90)]
    assert shown[0] == shown[1]


def test_until_the_last_day_of_the_remedy_the_home_of_the_antenne_says_it(world: World) -> None:
    demande = after(world, refused)
    with acting(world[WHO]) as referent:
        until = outcome.outcome(outcome.signed(referent).get(demande=demande)).until
        assert until is not None
        for on, there in ((world.today, True), (until, True), (in_days(world, (until - world.today).days + 1), False)):
            items = [item for item in home(referent, on).items if item.title == "Refus : recours possible"]
            assert bool(items) is there
        assert [item.due for item in home(referent, world.today).items if "Refus" in item.title] == [until]


def test_an_antenne_prints_what_the_prefet_wrote_and_adapts_its_receipt_alone(world: World) -> None:
    demande = after(world, refused)
    caller = Caller(world[WHO])
    for kind, form, start in (
        ("decision", "pdf", b"%PDF"),
        ("lettre", "pdf", b"%PDF"),
        ("recu", "docx", b"PK"),
    ):
        answer = caller.client.get(caller.url("decisions:paper", demande=demande.pk, kind=kind, form=form))
        assert answer.content.startswith(start), kind
    for kind in ("decision", "lettre", "association"):
        answer = caller.client.get(caller.url("decisions:paper", demande=demande.pk, kind=kind, form="docx"))
        assert answer.status_code == 302, kind
    assert not caller.get("decisions:decision", demande=demande.pk).says("Copie modifiable (DOCX) la décision")


def invited(world: World) -> Demande:
    """A refusal is considered; she was invited today to speak within fifteen days."""
    demande = opined(world, sense="unfavourable")
    with acting(world["delegate:33"]) as delegate:
        actions.invite_observations(
            actor=delegate, on=world.today, demande=demande, invited_on=world.today, until=in_days(world, 15)
        )
    return demande


HEARD = {
    "heard-has": "some",
    "heard-text": "Elle a un rendez-vous le mois prochain.",
    "heard-means": "spoken",
}


def test_an_invitation_is_a_task_of_the_antenne_which_writes_what_she_says(world: World) -> None:
    demande = after(world, invited)
    with acting(world[WHO]) as referent:
        task = next(item for item in home(referent, world.today).items if item.title == "Recueillir ses observations")
        assert task.due == in_days(world, 15)
    caller, delegate = Caller(world[WHO]), Caller(world["delegate:33"])
    for name, ids in (
        ("people:person", {"person": demande.person_id}),
        ("dossiers:demande", {"demande": demande.pk}),
    ):
        page = caller.get(name, **ids)
        assert page.says("Observations attendues jusqu’au"), name
        assert page.says("Écrire ses observations"), name
    page = caller.get("decisions:decision", demande=demande.pk)
    assert page.says("Un refus est envisagé")
    version = re.search(r'name="heard-version" value="(\w+)"', page.text)[1]
    sent = HEARD | {"heard-version": version, "heard-received_on": str(world.today)}
    answer = caller.post("decisions:hear", sent | {"heard-has": ""}, demande=demande.pk)
    assert answer.status == 422
    assert answer.says("Elle a un rendez-vous le mois prochain.")
    assert caller.post("decisions:hear", sent, demande=demande.pk).says("Ses observations sont notées")
    with acting(world[WHO]) as referent:
        assert "Recueillir ses observations" not in [item.title for item in home(referent, world.today).items]
    with acting(world["delegate:33"]) as actor:
        assert any("observations sont arrivées" in item.consequence for item in home(actor, world.today).items)
    for reader in (delegate, Caller(world["signatory:33"])):
        page = reader.get("decisions:decision", demande=demande.pk)
        assert page.says("Elle a un rendez-vous le mois prochain.")
        assert page.says("De vive voix")
    for reader, pages in ((caller, ("people:list", "dossiers:list")), (delegate, ("people:list", "dossiers:list"))):
        for name in pages:
            assert reader.get(name).says("Observations reçues le"), name
    stale = caller.post("decisions:hear", sent | {"heard-text": "Autre chose."}, demande=demande.pk)
    assert stale.status == 422
    assert stale.says("Autre chose.")


def test_that_she_has_nothing_to_say_is_an_answer_and_no_word_moves_once_it_is_signed(world: World) -> None:
    demande = after(world, invited)

    def hear(text: str = "", *, silent: bool = False) -> Observations:
        with acting(world[WHO]) as referent:
            row = Observations.objects.get(demande=demande)
            heard = actions.Heard(world.today, "spoken", silent, text)
            return actions.record_observations(
                actor=referent, on=world.today, demande=Demande.objects.get(pk=demande.pk), heard=heard,
                version=version_of(row),
            )  # fmt: skip

    for both in ({"silent": False}, {"silent": True, "text": "Elle parle."}):
        with pytest.raises(Refused, match="l’un des deux"):
            hear(**both)
    assert hear(silent=True).heard_by_id == world[WHO].pk
    assert hear("Elle change d’avis.").text == "Elle change d’avis."
    signed(world, demande, **REFUSAL)
    with pytest.raises(Refused, match="décision est prise"):
        hear("Trop tard.")
    with acting(world[WHO]), pytest.raises(IntegrityError), transaction.atomic():
        Observations.objects.filter(demande=demande).update(silent=True)


def test_once_she_holds_it_the_home_says_that_the_copy_of_the_association_is_left(world: World) -> None:
    demande = after(world, opined)
    decision = signed(world, demande, **GRANT)
    told(world, decision, WHO, "person", "by_hand")
    with acting(world[WHO]) as referent:
        titles = [item.title for item in home(referent, world.today).items if item.person == demande.person_id]
        assert "Noter que l’association a reçu la décision" in titles
        assert "Remettre la décision en main propre" not in titles


def test_a_session_is_said_with_its_day_then_that_the_demande_was_examined(world: World) -> None:
    demande = after(world, completed)
    with acting(world["delegate:33"]) as delegate:
        seance = Seance(departement="33", at=clock.now() + timedelta(days=9), place="Salle des Cartes")
        seance.save(force_insert=True)
        item = AgendaItem.beside(demande, seance=seance, demande=demande, departement="33", position=1)
        item.save(force_insert=True)
        move(demande, "schedule", demande.version)
        day = day_in_words(clock.local_day(seance.at, "33"), on=world.today)
        assert (
            states.shown(delegate, [demande], world.today)[demande.pk].state.text == f"Inscrite à la séance du {day}"
        )
        Avis.beside(
            demande, item=item, demande=demande, sense="favourable", afis="favourable", mode="consensus",
            rendered_at=clock.now(), recorded_by=delegate,
        ).save(force_insert=True)  # fmt: skip
    assert said(world, WHO, demande).state.text.startswith("Examinée le ")
    assert "favorable" not in said(world, WHO, demande).state.text


def test_a_refusal_that_she_has_not_is_drawn_as_one(world: World) -> None:
    demande = after(world, opined)
    signed(world, demande, **REFUSAL)
    with acting(world[WHO]) as reader:
        found = clocks(reader, demande.person, world.today)
    assert [(bar.text, bar.over) for bar in marks.bars(found, marks.axis(found))] == [("refusée", "à notifier")]
    assert "refusée" in [shape.words for shape in phone(found).shapes]
    assert found.path.need == "première demande refusée"


def test_nothing_is_said_possible_after_the_authorisation_to_whom_it_was_refused(world: World) -> None:
    demande = after(world, refused)
    for who in (WHO, "delegate:33"):
        with acting(world[who]) as reader:
            found = clocks(reader, demande.person, world.today)
            assert found.residence.stands == "pas possible : le parcours est refusé"
            assert found.aid.stands == "sans suite : le parcours est refusé"
            assert not found.aid_waiting
            first, then = (row["state"] for row in marks.rows(found) if row["clock"] == "Parcours")
            assert (first, then.partition(",")[0]) == ("demande refusée", "recours")
            assert [bar.text for bar in marks.bars(found, marks.axis(found))] == ["refusée"]
            assert "refusée" in [shape.words for shape in phone(found).shapes]
            assert found.path.need == "première demande refusée"
    page = Caller(world["delegate:33"]).get("desk:follow_up")
    assert page.says("sans parcours")
    assert page.says("sans suite : le parcours est refusé")
    assert not page.says("après l’autorisation")


@pytest.mark.parametrize(("who", "status"), [("delegate:33", 200), ("secretary:33", 200), (WHO, 404)])
def test_the_letter_that_invites_her_says_until_when_and_who_may_help(world: World, who: str, status: int) -> None:
    demande = after(world, invited)
    drafted(world, demande, **REFUSAL)
    assert Caller(world[who]).get("decisions:invitation", demande=demande.pk, form="pdf").status == status
    with acting(world["delegate:33"]) as delegate:
        made = inviting.invitation(delegate, demande, Observations.objects.get(), world.today)
    text = " ".join(lines(made)).replace("\u00a0", " ")
    for words in (
        f"jusqu’au {in_full(in_days(world, 15))}".replace("\u00a0", " "),
        "Rien n’est encore décidé",
        "un avocat ou l’association",
        "demander un interprète",
    ):
        assert words in text, words
