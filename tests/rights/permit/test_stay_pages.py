"""The pages of the permit, as each role opens them; the homes and the tableau that lead to them."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rivage.accounts.homes import Item
from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.core.french import day_in_words
from rivage.law.recours import last_day
from rivage.law.wording import day as in_words
from rivage.rights.clocks import gather
from rivage.rights.clocks.permit import valid_days
from rivage.rights.models import ApsFact
from rivage.rights.permit import todo
from rivage.rights.permit.todo import TO_READ
from tests.bad_input.calling import Caller
from tests.dossiers.path import new_person
from tests.rights.permit.path import DELEGATE, DESK, REFERENT, authorised, day, note, person_of
from tests.stories import after
from tests.versions import version_in
from tests.world import World, acting, away

pytestmark = pytest.mark.django_db


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


def test_the_desk_finds_her_on_its_home_and_writes_in_its_own_name(world: World) -> None:
    demande = after(world, authorised, 10)
    desk = Caller(world[DESK])
    home = desk.get("desk:home")
    for words in ("Donner un rendez-vous", "Awa Corail", "L’autorisation n’est pas encore demandée."):
        assert home.says(words), words
    page = desk.get("rights:stay", person=demande.person_id)
    assert page.says("Aucune demande n’est notée")
    assert page.says("Donner un rendez-vous. L’autorisation n’est pas encore demandée."), "as its home says it"
    assert not page.says("L’association demande l’autorisation")
    assert not page.says("D’où vous le savez")
    sent = {"n": "1", "step": "delivered", "fact_on": day(world, -1).isoformat(), "until": ""}
    sent["version"] = version_in(page.text)
    refused = desk.post("rights:stay", sent, person=demande.person_id)
    assert (refused.status, refused.says("Il manque le dernier jour")) == (422, True)
    assert refused.says(f'value="{day(world, -1).isoformat()}"')
    done = desk.post("rights:stay", sent | {"until": day(world, 60).isoformat()}, person=demande.person_id)
    assert done.says("Noté par la préfecture, par le service lui-même.")
    assert done.says("L’autorisation dure moins de 6 mois.")
    assert desk.get("desk:home").says("Renouveler l’autorisation")
    with acting(world[REFERENT]):
        assert ApsFact.objects.get().source == "own_desk"


def test_her_antenne_and_the_delegation_write_on_its_behalf_and_see_what_differs(world: World) -> None:
    demande = after(world, authorised, 140)
    antenne, delegate = Caller(world[REFERENT]), Caller(world[DELEGATE])
    assert antenne.get("desk:home").says("Demander l’autorisation provisoire")
    sent = {"n": "1", "step": "requested", "fact_on": day(world, -130).isoformat(), "source": "paper_held"}
    sent["version"] = version_in(antenne.get("rights:stay", person=demande.person_id).text)
    assert antenne.post("rights:stay", sent, person=demande.person_id).says("C’est noté.")
    note(world, demande, "requested", -128, who=DESK)
    for reader in (antenne, delegate):
        page = reader.get("rights:stay", person=demande.person_id)
        assert page.says("La préfecture a noté le ")
        assert page.says("; l’association avait noté le ")
        assert page.says("Le silence vaut refus depuis le")
        assert page.says("valeur à confirmer")
        assert "<title>" in page.text
        assert "Awa Corail" not in page.text.split("</title>")[0]
    assert antenne.get("desk:home").says("Décider avec elle après le silence")
    assert antenne.get("rights:permit", person=demande.person_id).says("Sans réponse")
    assert not delegate.get("rights:stay", person=demande.person_id).says("Dire si un titre est nécessaire")


def test_a_receipt_that_ended_before_any_answer_is_said_and_asked_again(world: World) -> None:
    demande = after(world, authorised, 40)
    note(world, demande, "requested", -30)
    note(world, demande, "receipt", -20, until=-3)
    antenne = Caller(world[REFERENT])
    for page, ids in (("desk:home", {}), ("people:step", {"person": demande.person_id})):
        assert antenne.get(page, **ids).says("Demander que le récépissé soit prolongé"), page
    assert antenne.get("rights:stay", person=demande.person_id).says("récépissé fini le")
    assert antenne.get("rights:lapses").says("demande que le récépissé soit prolongé")


def test_a_receipt_that_outlasts_the_silence_puts_off_no_day_to_answer(world: World) -> None:
    demande = after(world, authorised, 40)
    note(world, demande, "requested", -30)
    note(world, demande, "receipt", -20, until=300, who=DESK)
    with acting(world[DESK]) as actor:
        (silence,) = [one.silence() for one in gather(actor, person_of(demande)).permits]
        assert silence is not None
        (item,) = [one for one in todo.desk(actor, world.today) if isinstance(one, Item)]
    assert item.due == silence.refused_on - timedelta(days=1)
    assert item.consequence == "Sans réponse, le silence vaut refus."


def test_a_refusal_is_read_again_with_its_consequences_before_it_is_noted(world: World) -> None:
    demande = after(world, authorised, 40)
    note(world, demande, "receipt", -30, until=20)
    desk = Caller(world[DESK])
    typed = {"n": "1", "step": "refused", "fact_on": day(world, 2).isoformat(), "until": ""}
    typed["version"] = version_in(desk.get("rights:stay", person=demande.person_id).text)
    refused = desk.post("rights:stay", typed, person=demande.person_id)
    assert (refused.status, refused.says("ne peut pas être après aujourd’hui")) == (422, True)
    typed["fact_on"] = day(world, -6).isoformat()
    page = desk.post("rights:stay", typed, person=demande.person_id)
    until = in_words(last_day(day(world, -6))).replace("\u00a0", " ")
    for words in (
        f"dernier jour sûr : {until}",
        "n’est plus sûr",
        "elle quitte votre accueil",
        "Noter ce refus",
    ):
        assert page.says(words), words
    with acting(world[DESK]):
        assert not ApsFact.objects.filter(step="refused").exists()
    read = typed | {"version": version_in(page.text), "read": "oui"}
    note(world, demande, "appointment", 3)
    stale = desk.post("rights:stay", read, person=demande.person_id)
    assert (stale.status, stale.says("a changé depuis que vous l’avez ouverte")) == (422, True)
    read["version"] = version_in(stale.text)
    for _ in range(2):
        done = desk.post("rights:stay", read, person=demande.person_id)
        assert done.says("Le refus est noté.")
        assert "mousse" not in done.text, "a refusal wears no tick"
    assert re.search(r"refusée le [^(]*\(récépissé jusqu’au [^)]*, à vérifier\)", done.text)
    assert done.says("aucun texte lu ne dit s’il vaut encore")
    assert not done.says("facultatif")
    with acting(world[DESK]):
        assert ApsFact.objects.filter(step="refused").count() == 1


def test_a_second_tab_is_told_what_the_first_one_noted(world: World) -> None:
    demande = after(world, authorised, 40)
    desk = Caller(world[DESK])
    shown = version_in(desk.get("rights:stay", person=demande.person_id).text)
    refused = plain(in_words(day(world, -6)))
    note(world, demande, "refused", -6, who=DESK)
    typed = {
        "n": "1",
        "step": "delivered",
        "fact_on": day(world, -2).isoformat(),
        "until": day(world, 200).isoformat(),
    }
    late = desk.post("rights:stay", typed | {"version": shown}, person=demande.person_id)
    assert (late.status, late.says("Rien n’a été enregistré")) == (422, True)
    assert late.says(f"Ce qui est noté à présent : demande n° 1, refusée le {refused}.")
    assert late.says(f'value="{day(world, 200).isoformat()}"'), "what was typed is kept"
    again = desk.post("rights:stay", typed | {"version": version_in(late.text)}, person=demande.person_id)
    assert (again.status, again.says("Noter la délivrance d’un titre refusé")) == (200, True)
    assert again.says("le recours contre le refus n’est plus rappelé")
    with acting(world[DESK]):
        assert not ApsFact.objects.filter(step="delivered").exists()
    read = typed | {"version": version_in(again.text), "read": "oui"}
    assert desk.post("rights:stay", read, person=demande.person_id).says("La délivrance est notée.")


def test_what_was_refused_then_delivered_says_both_and_follows_the_last(world: World) -> None:
    demande = after(world, authorised, 40)
    note(world, demande, "receipt", -30, until=20)
    note(world, demande, "refused", -6, who=DESK)
    antenne, page = Caller(world[REFERENT]), {"person": demande.person_id}
    assert antenne.get("desk:home").says(TO_READ)
    note(world, demande, "delivered", -2, until=200, who=DESK)
    assert not antenne.get("desk:home").says("recours possible")
    shown = antenne.get("rights:stay", **page)
    words = plain(day_in_words(day(world, -6), on=world.today, weekday=False))
    then = plain(day_in_words(day(world, -2), on=world.today, weekday=False))
    assert shown.says(f"refusée le {words}, puis délivrée le {then}, jusqu’au")
    assert not shown.says("contester ce refus")
    assert shown.says(f"Récépissé jusqu’au {plain(in_words(day(world, 20)))}, titre refusé le"), (
        "the day that was noted"
    )
    assert shown.text.index("<strong>Refusée</strong>") < shown.text.index("<strong>Délivrée</strong>")


def test_what_was_delivered_then_refused_may_be_contested(world: World) -> None:
    demande = after(world, authorised, 40)
    note(world, demande, "delivered", -20, until=200, who=DESK)
    note(world, demande, "refused", -2, who=DESK)
    antenne = Caller(world[REFERENT])
    assert antenne.get("desk:home").says(TO_READ)
    shown = antenne.get("rights:stay", person=demande.person_id)
    assert shown.says("puis refusée le")
    assert shown.says("aucun texte lu ne dit s’il vaut encore")
    assert shown.text.index("<strong>Délivrée</strong>") < shown.text.index("<strong>Refusée</strong>")


def test_the_need_is_said_and_its_end_tells_the_antenne_the_same_day(world: World) -> None:
    demande = after(world, authorised, 10)
    antenne = Caller(world[REFERENT])
    shown = {"version": version_in(antenne.get("rights:need", person=demande.person_id).text)}
    assert antenne.post("rights:need", shown | {"need": "asylum"}, person=demande.person_id).says("jamais pourquoi")
    late = antenne.post("rights:need", shown | {"need": "needed"}, person=demande.person_id)
    assert late.status == 422
    assert late.says("Quelqu’un a enregistré autre chose")
    assert late.says("Une demande d’asile est en cours")
    page = antenne.get("rights:need", person=demande.person_id)
    assert page.says("L’examen de la demande d’asile a pris fin")
    late = {"ended_on": day(world, 1).isoformat(), "after": "needed"}
    refused = antenne.post("rights:need_ended", late, person=demande.person_id)
    assert (refused.status, refused.says("ne peut pas être datée d’après aujourd’hui")) == (422, True)
    ended = {"ended_on": world.today.isoformat(), "after": "needed"}
    words = "L’autorisation provisoire devient possible dès aujourd’hui : demandez-la."
    assert antenne.post("rights:need_ended", ended, person=demande.person_id).says(words)
    assert antenne.get("desk:home").says(words)
    assert antenne.get("rights:permit", person=demande.person_id).says(words)
    for name in (DELEGATE, DESK):
        other = Caller(world[name])
        assert other.get("rights:need", person=demande.person_id).status == 404
        page = other.get("rights:stay", person=demande.person_id)
        assert page.status == 200
        assert "asile" not in page.text


@pytest.mark.parametrize("name", ["referent:amarres33", "other:estuaire33", "delegate:75", "chair:33", "signatory:33"])
def test_the_pages_are_shut_to_the_others(world: World, name: str) -> None:
    demande = after(world, authorised, 10)
    caller = Caller(world[name])
    for page in ("rights:stay", "rights:need"):
        assert caller.get(page, person=demande.person_id).status == 404
    assert caller.post("rights:need_ended", {}, person=demande.person_id).status == 404
    assert caller.post("rights:stay", {"n": "1", "step": "requested"}, person=demande.person_id).status == 404


def test_an_expired_desk_reads_nothing(world: World) -> None:
    demande = after(world, authorised, 10)
    world.member("colleague:desk", "desk33", "desk", ["33"])
    with acting(world.admins[0]):
        sooner = away(5)
        Membership.objects.filter(pk=world[DESK].pk).update(ends=sooner)
    for days, status in ((4, 200), (6, 404)):
        with clock.at(away(days)):
            assert Caller(world[DESK]).get("rights:stay", person=demande.person_id).status == status


def test_the_tableau_says_state_and_last_day_in_as_many_queries_for_two(world: World) -> None:
    demande = after(world, authorised, 10)
    note(world, demande, "delivered", -2, until=190)
    referent = Caller(world[REFERENT])
    referent.get("desk:follow_up")
    with CaptureQueriesContext(connection) as one:
        page = referent.get("desk:follow_up")
    assert page.says("délivrée")
    assert page.says("APS, dernier jour")
    new_person(world, name="Lina Marée")
    referent.get("desk:follow_up")
    with CaptureQueriesContext(connection) as two:
        page = referent.get("desk:follow_up")
    assert page.says("après l’autorisation")
    assert len(two) == len(one)


@pytest.mark.parametrize("delivered", [-5, -8])
def test_a_refusal_that_the_service_notes_itself_prevails_over_a_delivery_heard_of(
    world: World, delivered: int
) -> None:
    """Whatever the day that others had noted: the remedy is said, and nothing is green."""
    demande = after(world, authorised, 40)
    note(world, demande, "delivered", delivered, until=200)
    note(world, demande, "refused", -6, who=DESK)
    antenne, ids = Caller(world[REFERENT]), {"person": demande.person_id}
    assert antenne.get("desk:home").says(TO_READ)
    for page, words in (
        ("rights:stay", "Recours, dernier jour sûr :"),
        ("rights:clocks", "recours, dernier jour sûr :"),
        ("rights:permit", "Refusée"),
    ):
        shown = antenne.get(page, **ids)
        assert shown.says(words), page
        assert "#check-circle" not in shown.text, page
    assert antenne.get("rights:stay", **ids).says("aucun texte lu ne dit s’il vaut encore")


def test_a_delivery_that_others_note_after_the_refusal_of_the_service_is_read_again_first(world: World) -> None:
    demande = after(world, authorised, 40)
    note(world, demande, "refused", -6, who=DESK)
    antenne, ids = Caller(world[REFERENT]), {"person": demande.person_id}
    typed = {"n": "1", "step": "delivered", "fact_on": day(world, -2).isoformat(), "source": "phone"}
    typed |= {"until": day(world, 200).isoformat(), "version": version_in(antenne.get("rights:stay", **ids).text)}
    page = antenne.post("rights:stay", typed, **ids)
    assert page.says("Le service du séjour a noté lui-même le refus")
    assert page.says(f"jusqu’au {plain(in_words(day(world, 200)))}"), "the last day about to be noted"


def test_the_refusal_of_a_renewal_wears_no_green_and_says_what_holds(world: World) -> None:
    demande = after(world, authorised, 40)
    note(world, demande, "delivered", -30, until=60, who=DESK)
    desk, ids = Caller(world[DESK]), {"person": demande.person_id}
    typed = {"n": "2", "step": "refused", "fact_on": day(world, -2).isoformat(), "until": ""}
    typed |= {"version": version_in(desk.get("rights:stay", **ids).text)}
    page = desk.post("rights:stay", typed, **ids)
    assert page.says(f"Le titre en cours vaut jusqu’au {plain(in_words(day(world, 60)))}")
    assert not page.says("ne commence pas sans lui")
    note(world, demande, "refused", -2, n=2, who=DESK)
    assert desk.get("rights:stay", **ids).says("Renouvellement refusé")
    assert Caller(world[REFERENT]).get("rights:permit", **ids).says("Renouvellement refusé")


def test_what_follows_a_refusal_is_a_first_request_again_and_its_receipt_prolongs_nothing(world: World) -> None:
    demande = after(world, authorised, 60)
    note(world, demande, "requested", -50)
    note(world, demande, "refused", -40, who=DESK)
    antenne, ids = Caller(world[REFERENT]), {"person": demande.person_id}
    assert antenne.get("rights:stay", **ids).says("n° 2, nouvelle demande")
    note(world, demande, "requested", -30, n=2)
    note(world, demande, "receipt", -20, until=60, n=2)
    shown = antenne.get("rights:stay", **ids)
    assert shown.says("Demande n° 2, nouvelle demande")
    assert not shown.says("renouvellement")
    with acting(world[REFERENT]) as actor:
        found = gather(actor, person_of(demande))
        assert not valid_days(found.permits), "the receipt of a first request is no permit (R431-14)"
    note(world, demande, "delivered", -10, until=170, n=2, who=DESK)
    assert antenne.get("rights:stay", **ids).says("n° 3, renouvellement")


def test_a_correction_starts_empty_and_says_what_another_corrected_meanwhile(world: World) -> None:
    demande = after(world, authorised, 40)
    fact = note(world, demande, "refused", -6)
    antenne = Caller(world[REFERENT])
    page = antenne.get("rights:stay_correct", apsfact=fact.pk)
    form = page.text.split("En vérité")[-1] if "En vérité" in page.text else page.text.split("<form")[-1]
    assert 'value="refused" selected' not in form
    assert 'value="1" selected' not in form
    assert "checked" not in form
    typed = {"happened": "other", "n": "1", "step": "refused", "source": "paper_held", "why": "Erreur de date."}
    first, then = day(world, -7).isoformat(), day(world, -8).isoformat()
    assert antenne.post("rights:stay_correct", typed | {"fact_on": first}, apsfact=fact.pk).says("C’est corrigé.")
    late = antenne.post("rights:stay_correct", typed | {"fact_on": then}, apsfact=fact.pk)
    assert late.status == 422
    noted = f"Noté à présent : demande n° 1, refusée le {plain(in_words(day(world, -7)))}."
    assert late.says(f"à la page du titre. {noted}")
    assert late.says(f'value="{then}"'), "the words stay"


@pytest.mark.parametrize("who", [REFERENT, DESK])
def test_the_papers_and_the_tax_of_the_law_are_said_with_their_articles(world: World, who: str) -> None:
    demande = authorised(world, 40)
    page = Caller(world[who]).get("rights:stay", person=demande.person_id)
    for words in ("Ce que la loi demande", "un justificatif d’état civil", "R431-10", "valeur à confirmer", "taxe"):
        assert page.says(words), words
    note(world, demande, "delivered", -2, until=180)
    renewal = Caller(world[who]).get("rights:stay", person=demande.person_id)
    assert renewal.says("Ce que la loi demande")
