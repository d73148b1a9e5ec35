"""A permit as it is lived: what a préfecture asks against the texts, and the steps at a consulate."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from rivage.core.refusal import Refused, Stale
from rivage.core.versions import version_of
from rivage.dossiers.models import Demande
from rivage.rights.clocks import appointments
from rivage.rights.models import ConsularStep, PermitPractice
from rivage.rights.permit import consular, practice
from rivage.rights.permit.practice import say_practice
from tests.bad_input.calling import Caller
from tests.rights.permit.path import DELEGATE, DESK, REFERENT, authorised, day, note, person_of
from tests.stories import after
from tests.versions import version_in
from tests.world import World, acting

pytestmark = pytest.mark.django_db


def said(world: World, **typed: Any) -> PermitPractice:
    with acting(world[DELEGATE]) as actor:
        given: dict[str, Any] = {"asked": ("etat_civil", "plainte"), "accepted": ("passeport",), "same_day": "yes"}
        shown = version_of(PermitPractice())
        return say_practice(actor=actor, on=world.today, departement="33", version=shown, **given | typed)


def test_what_a_prefecture_asks_beyond_the_texts_is_marked_so(world: World) -> None:
    demande = after(world, authorised, 60, "needed")
    page = Caller(world[REFERENT]).get("rights:stay", person=demande.person_id)
    assert page.says("Elle n’a rien dit dans Rivage")
    desk = Caller(world[DESK])
    shown = version_in(desk.get("rights:permit_practice").text)
    typed = {"asked": ["etat_civil", "plainte"], "accepted": ["passeport", "consulat"], "same_day": "yes"}
    assert desk.post("rights:permit_practice", typed | {"version": shown}).says("C’est noté")
    for who in (REFERENT, DELEGATE, DESK):
        page = Caller(world[who]).get("rights:stay", person=demande.person_id)
        assert page.says("Une plainte ou un jugement"), who
        assert page.text.count("on prévu par les textes") == 1, "the paper that a text asks is not marked"
        assert page.says("une attestation du consulat"), who
        assert page.says("remise le jour même"), who
    assert "Ce que demande la préfecture" in page.text


def test_what_annexe_10_may_ask_is_to_confirm_and_the_service_is_not_told_to_ask_itself(world: World) -> None:
    demande = after(world, authorised, 60, "needed")
    said(world, asked=("photos", "ressources", "hebergement"))
    for who in (REFERENT, DELEGATE, DESK):
        page = Caller(world[who]).get("rights:stay", person=demande.person_id)
        assert page.text.replace("\u00a0", " ").count("À confirmer, annexe 10") == 3, who
        assert not page.says("on prévu par les textes"), who
        assert page.says("demandez quel texte la prévoit") == (who == REFERENT), who


@pytest.mark.parametrize(
    "wrong", [{"said_on": 1}, {"said_on": -2}, {"recorded_by": "secretary:33"}, {"recorded_by": REFERENT}]
)
def test_by_sql_a_practice_is_said_today_in_one_s_own_name(world: World, wrong: dict[str, Any]) -> None:
    row = said(world)
    made = {"said_on": day(world, wrong["said_on"] + 1)} if wrong.get("said_on", 0) > 0 else {}
    made |= {"said_on": day(world, wrong["said_on"])} if wrong.get("said_on", 0) < 0 else {}
    made |= {"recorded_by": world[wrong["recorded_by"]]} if "recorded_by" in wrong else {}
    with acting(world[DELEGATE]) as actor:
        rows = PermitPractice.objects.filter(pk=row.pk)
        assert rows.update(same_day="no", said_on=world.today, recorded_by=actor) == 1
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**{"recorded_by": actor} | made)


def test_who_says_it_is_of_the_prefecture_and_two_tabs_are_compared(world: World) -> None:
    said(world)
    with pytest.raises(Stale):
        said(world, asked=("photos",))
    with acting(world[REFERENT]) as actor, pytest.raises(Refused, match="dit par elle"):
        say_practice(actor=actor, on=world.today, departement="33", asked=(), accepted=(), same_day="", version="")
    with acting(world[REFERENT]), pytest.raises(DatabaseError), transaction.atomic():
        PermitPractice.objects.update(same_day="no")
    forged = PermitPractice(departement="33", said_on=world.today)
    forged.recorded_by = world[REFERENT]
    with acting(world[REFERENT]), pytest.raises(DatabaseError), transaction.atomic():
        forged.save(force_insert=True)


def met(world: World, *papers: str, who: str = REFERENT) -> PermitPractice:
    with acting(world[who]) as actor:
        row = practice.met_by(actor, "33")
        return practice.note_met(actor=actor, on=world.today, departement="33", asked=papers, version=version_of(row))


def test_what_an_antenne_was_asked_for_is_read_beside_what_the_service_says_which_prevails(world: World) -> None:
    demande = after(world, authorised, 60, "needed")
    referent = Caller(world[REFERENT])
    page = referent.get("rights:permit_practice")
    assert page.says("Pièces qui vous ont été demandées")
    assert not page.says("Comment le titre est remis")
    typed = {"asked": ["plainte", "etat_civil"], "version": version_in(page.text)}
    assert referent.post("rights:permit_practice", typed).says("C’est noté")
    for who in (REFERENT, DELEGATE, DESK):
        shown = Caller(world[who]).get("rights:stay", person=demande.person_id)
        own = "Votre service n’a pas encore dit ici" if who == DESK else "Elle n’a rien dit dans Rivage"
        assert shown.says(own), who
        assert shown.text.count("demandé à une association") == 2, who
        assert shown.text.count("on prévu par les textes") == 1, "the paper that a text asks is not marked"
    said(world, asked=("plainte",))
    shown = referent.get("rights:stay", person=demande.person_id)
    assert shown.text.count("demandé à une association") == 1, "what the service says itself is said once, by it"
    with acting(world[REFERENT]):
        assert PermitPractice.objects.filter(departement="33").count() == 2, "both are kept"


def test_an_antenne_notes_what_it_met_and_nothing_of_another(world: World) -> None:
    with acting(world[DELEGATE]) as actor, pytest.raises(Refused, match="par une association"):
        practice.note_met(actor=actor, on=world.today, departement="33", asked=("photos",), version="")
    with acting(world[REFERENT]) as actor, pytest.raises(Refused, match="par une association"):
        practice.note_met(actor=actor, on=world.today, departement="75", asked=("photos",), version="")
    row = met(world, "photos")
    for who in ("lead:amarres33", DELEGATE):
        rows = PermitPractice.objects.filter(pk=row.pk)
        with acting(world[who]):
            assert rows.exists(), who
        with acting(world[who]) as actor, pytest.raises(DatabaseError), transaction.atomic():
            rows.update(asked=["plainte"], said_on=world.today, recorded_by=actor)
    with acting(world[REFERENT]), pytest.raises(DatabaseError), transaction.atomic():
        PermitPractice.objects.filter(pk=row.pk).update(same_day="no")


def test_a_hand_over_on_the_day_of_the_appointment_is_said(world: World) -> None:
    demande = after(world, authorised, 60, "needed")
    note(world, demande, "requested", -30)
    note(world, demande, "appointment", -10)
    note(world, demande, "delivered", -10, until=170)
    page = Caller(world[REFERENT]).get("rights:stay", person=demande.person_id)
    assert page.says("Remise le jour même de son rendez-vous")


def attempt_at(world: World, demande: Demande, days: int = 0, **told: Any) -> ConsularStep:
    given: dict[str, Any] = {
        "what": "passeport",
        "outcome": "tente",
        "words": "Consulat, guichet 2",
        "cost": Decimal(60),
    }
    with acting(world[REFERENT]) as actor:
        return consular.note_consular(
            actor=actor,
            on=world.today,
            person=person_of(demande),
            told=consular.ConsularTold(on=world.today + timedelta(days=days), **given | told),
        )


def test_steps_at_a_consulate_are_a_log_of_her_antenne_alone(world: World) -> None:
    demande = after(world, authorised, 60, "needed")
    referent, ids = Caller(world[REFERENT]), {"person": demande.person_id}
    typed = {"what": "passeport", "outcome": "refus", "step_on": str(world.today), "cost": "85,50"}
    typed |= {"words": "Sans rendez-vous", "once": str(uuid4())}
    for _ in range(2):
        assert referent.post("rights:consular", typed, **ids).says("C’est noté")
    attempt_at(world, demande, -3, cost=Decimal(100))
    page = referent.get("rights:consular", **ids)
    assert page.says("Passeport : refus")
    assert page.says("<strong>185,50 €</strong>"), "sent twice, it counts once"
    for who in (DELEGATE, DESK, "lead:amarres33"):
        assert Caller(world[who]).get("rights:consular", **ids).status == 404, who
        with acting(world[who]):
            assert not ConsularStep.objects.exists(), who
    with acting(world[REFERENT]):
        row = ConsularStep.objects.earliest("on")
    end = {"consularstep": row.pk}
    shown = version_in(referent.get("rights:consular_end", **end).text)
    assert referent.post("rights:consular_end", {"version": shown}, **end).says("La ligne est ôtée")
    assert referent.get("rights:consular", **ids).says("<strong>85,50 €</strong>")


def test_they_hold_nothing_up_and_only_an_appointment_is_to_come(world: World) -> None:
    demande = after(world, authorised, 60, "needed")
    attempt_at(world, demande, 20, outcome="rendez_vous")
    with pytest.raises(Refused, match="le jour où elle a lieu"):
        attempt_at(world, demande, 1)
    for far in (-366 * 12 - 1, 367):
        with pytest.raises(Refused, match="vérifiez l’année"):
            attempt_at(world, demande, far, outcome="rendez_vous")
    attempt_at(world, demande, outcome="danger")
    assert note(world, demande, "requested", 0).n == 1


def test_a_claim_made_in_a_path_is_without_object_for_whoever_is_not_her_antenne(world: World) -> None:
    demande = after(world, authorised, 60, "asylum")
    page = Caller(world[DELEGATE]).get("rights:stay", person=demande.person_id)
    assert page.says("Sans objet")
    assert "asile" not in page.text.lower()
    for where in ("desk:home", "rights:lapses"):
        assert "asile" not in Caller(world[DELEGATE]).get(where).text.lower(), where
        assert person_of_as(world, demande) not in Caller(world[DESK]).get(where).text, where


def person_of_as(world: World, demande: Demande) -> str:
    with acting(world[REFERENT]):
        return person_of(demande).reference


@pytest.mark.parametrize(
    "said",
    [
        {"cost": Decimal(-5)},
        {"taken_back_on": "today"},
        {"recorded_by": "lead:estuaire33"},
        {"on": date(1950, 1, 1)},
        {"on": date(2099, 1, 1)},
    ],
)
def test_by_sql_no_step_is_noted_in_another_s_name_struck_or_of_no_cost(world: World, said: dict[str, Any]) -> None:
    row = attempt_at(world, after(world, authorised, 60, "needed"))
    said |= {"recorded_by": world[said["recorded_by"]]} if "recorded_by" in said else {}
    said |= {"taken_back_on": world.today} if "taken_back_on" in said else {}
    with acting(world[REFERENT]) as actor:
        made = ConsularStep.beside(row, **({"on": world.today, "what": "passport", "recorded_by": actor} | said))
        with pytest.raises(DatabaseError), transaction.atomic():
            made.save(force_insert=True)
    with acting(world[REFERENT]):
        rows = ConsularStep.objects.filter(pk=row.pk)
        for struck in (date(2000, 1, 1), date(2099, 1, 1)):
            with pytest.raises(DatabaseError), transaction.atomic():
                rows.update(taken_back_on=struck)
        assert rows.update(taken_back_on=world.today) == 1


def test_the_same_form_sent_again_with_other_words_says_what_it_noted_and_keeps_them(world: World) -> None:
    demande = after(world, authorised, 60, "needed")
    referent, ids = Caller(world[REFERENT]), {"person": demande.person_id}
    typed = {"what": "passeport", "outcome": "refus", "step_on": str(world.today), "cost": "85,50"}
    typed |= {"words": "Guichet 2", "once": str(uuid4())}
    assert referent.post("rights:consular", typed, **ids).says("C’est noté")
    again = referent.post("rights:consular", typed | {"words": "Guichet 4"}, **ids)
    assert again.status == 422
    assert again.says("Vos mots d’après n’ont pas été gardés")
    assert again.says("passeport : refus")
    assert 'value="Guichet 4"' in again.text
    assert f'value="{typed["once"]}"' not in again.text, "sent once more, it is another step"
    with acting(world[REFERENT]):
        assert ConsularStep.objects.get().words == "Guichet 2"


def home(world: World, who: str) -> str:
    return str(Caller(world[who]).get("desk:home").text.replace("\u00a0", " "))


AT_THE_SERVICE, AT_HER_CONSULATE = "Préparer le rendez-vous au service du séjour", "rendez-vous pour ses papiers"


def test_an_appointment_for_a_permit_is_on_the_home_of_her_antenne_until_it_passed_or_was_answered(
    world: World,
) -> None:
    demande = after(world, authorised, 60, "needed")
    note(world, demande, "requested", -30)
    note(world, demande, "appointment", -3)
    assert AT_THE_SERVICE not in home(world, REFERENT), "it has passed"
    note(world, demande, "appointment", 12)
    assert AT_THE_SERVICE in home(world, REFERENT)
    for who in (DELEGATE, "lead:amarres33"):
        assert AT_THE_SERVICE not in home(world, who), who
    with acting(world[REFERENT]) as actor:
        assert appointments.days(actor, world.today) == {day(world, 12)}
    with acting(world[DELEGATE]) as actor:
        assert appointments.days(actor, world.today) == set()
    note(world, demande, "delivered", 0, until=190)
    assert AT_THE_SERVICE not in home(world, REFERENT)


def test_an_appointment_at_a_consulate_is_on_the_home_of_her_antenne_alone(world: World) -> None:
    demande = after(world, authorised, 60, "needed")
    attempt_at(world, demande, outcome="refus")
    attempt_at(world, demande, -5, outcome="rendez_vous")
    assert AT_HER_CONSULATE not in home(world, REFERENT), "only what is to come"
    row = attempt_at(world, demande, 20, outcome="rendez_vous")
    assert AT_HER_CONSULATE in home(world, REFERENT)
    for who in (DELEGATE, DESK, "lead:amarres33"):
        assert AT_HER_CONSULATE not in home(world, who), who
    with acting(world[REFERENT]) as actor:
        assert day(world, 20) not in appointments.days(actor, world.today), "no calendar says it"
        row = ConsularStep.objects.get(pk=row.pk)
        consular.take_back_consular(actor=actor, on=world.today, step=row, version=version_of(row))
    assert AT_HER_CONSULATE not in home(world, REFERENT)
