"""Steps between two demandes: asked, answered, taken up again, corrected, and read by her antenne alone."""

import re
from dataclasses import replace
from datetime import time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from rivage.accounts.homes import of_people
from rivage.core.refusal import Refused, Stale
from rivage.people.models import Person
from rivage.support.models import Approach
from rivage.support.steps import actions, reading
from rivage.support.steps.themes import theme
from rivage.support.steps.told import ApproachTold
from tests.bad_input.calling import Answer, Caller, answered
from tests.dossiers.path import WHO, new_person
from tests.rights.alerts.test_due_feed import days, drawn, read
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db
LEAD, OTHERS = "lead:estuaire33", "lead:amarres33"


def told(world: World, **values: Any) -> ApproachTold:
    """A step to a partner; days are counted from today."""
    found = {"domain": "work", "asked_on": 0, "partner": "Mission locale"} | values
    found.setdefault("kind", next(iter(theme(found["domain"]).kinds), ""))
    if found.get("outcome") == "refused" and theme(found["domain"]).reasons:
        found.setdefault("reason", "unsaid")
    for name in ("asked_on", "answered_on", "due", "starts", "ends"):
        if name in found:
            found[name] = world.today + timedelta(days=found[name])
    return ApproachTold(**found)


def noted(world: World, person: Person, who: str = WHO, **values: Any) -> Approach:
    with acting(world[who]) as actor:
        return actions.note_approach(
            actor=actor, on=world.today, person=person, told=told(world, **values), once=uuid4()
        )


def followed(world: World, row: Approach, **values: Any) -> Approach:
    with acting(world[WHO]) as actor:
        return actions.follow_approach(actor=actor, on=world.today, approach=row, told=told(world, **values))


def asked(caller: Caller, page: str, query: str, **ids: Any) -> Answer:
    return answered(caller.client.get(f"{caller.url(page, **ids)}?{query}"))


def home(world: World, name: str = WHO) -> list[str]:
    with acting(world[name]) as actor:
        found = of_people(actor, world.today)
        return [item.title for item in found if "démarche" in item.title or "Rendez-vous" in item.title]


def test_a_step_waits_on_the_home_of_her_referent_until_what_came_of_it_is_noted(world: World) -> None:
    person = after(world, new_person)
    row = noted(world, person, asked_on=-20, due=2)
    noted(world, person, domain="health", due=3, due_at=time(9, 30))
    noted(world, person, domain="french", due=40)
    assert home(world) == ["Reprendre une démarche : emploi", "Rendez-vous, à 9\u00a0h\u00a030 : santé"]
    assert home(world, LEAD) != []
    assert home(world, OTHERS) == []
    followed(world, row, answered_on=0, outcome="obtained", result="Inscrite.")
    assert home(world) == ["Rendez-vous, à 9\u00a0h\u00a030 : santé"]
    page = Caller(world[WHO]).get("support:steps", person=person.pk)
    assert page.says("obtenu")
    assert page.says("Inscrite.")
    assert page.text.index("Santé") < page.text.index("Emploi : France Travail, auprès de Mission locale")


def test_what_cannot_be_writes_nothing(world: World) -> None:
    person = after(world, new_person)
    for values in ({"asked_on": 1}, {"kind": ""}, {"partner": "Agence, 12 bis rue des Lilas"}):
        with pytest.raises(Refused):
            noted(world, person, **values)
    with acting(world[WHO]):
        assert not Approach.objects.exists()


def test_two_clicks_are_one_row_and_another_tab_is_stale(world: World) -> None:
    person = after(world, new_person)
    once, said = uuid4(), told(world, due=5)
    with acting(world[WHO]) as actor:
        given = {"actor": actor, "on": world.today}
        row = actions.note_approach(**given, person=person, told=said, once=once)
        assert actions.note_approach(**given, person=person, told=said, once=once) == row
        with pytest.raises(Refused, match="déjà noté"):
            actions.note_approach(**given, person=person, told=replace(said, partner="Autre"), once=once)
    answered = {"answered_on": 0, "outcome": "listed"}
    assert followed(world, row, **answered) == followed(world, row, **answered)
    with pytest.raises(Stale):
        followed(world, row, answered_on=0, outcome="refused")
    with acting(world[WHO]) as actor, pytest.raises(Stale):
        actions.correct_approach(actor=actor, on=world.today, approach=row, instead=None, why="Autre onglet.")


def test_what_was_noted_wrong_stays_struck_with_its_reason(world: World) -> None:
    person = after(world, new_person)
    row, other = noted(world, person, due=5), noted(world, person, domain="french", partner="Cours du soir")
    with acting(world[WHO]) as actor:
        given = {"actor": actor, "on": world.today}
        with pytest.raises(Refused, match="Dites pourquoi"):
            actions.correct_approach(**given, approach=row, instead=None, why=" ")
        actions.correct_approach(**given, approach=row, instead=None, why="C’était pour une autre.")
        instead = told(world, domain="french", kind="talk", partner="Atelier du mardi")
        actions.correct_approach(**given, approach=other, instead=instead, why="Mal lu.")
        titles = [line.title for line in reading.lines(person, world.today)]
        assert titles == ["Français : atelier de conversation, auprès de Atelier du mardi"]
    assert home(world) == []
    page = Caller(world[WHO]).get("support:steps", person=person.pk)
    for words in ("C’était pour une autre.", "Mal lu.", "auprès de Cours du soir", "auprès de Mission locale"):
        assert page.says(words), words


def test_the_page_notes_follows_and_corrects(world: World) -> None:
    person, caller = after(world, new_person), Caller(world[WHO])
    page = {"person": person.pk, "domain": "work"}
    assert caller.get("support:new_step", person=person.pk).says("Emploi")
    assert caller.get("support:new_step_of", person=person.pk, domain="crime").status == 404
    once = caller.shown("support:new_step_of", **page)
    sent = once | {"kind": "mission_locale", "partner": "Mission locale", "asked_on": f"{world.today:%Y-%m-%d}"}
    refused = caller.post("support:new_step_of", sent | {"outcome": "refused"}, **page)
    assert refused.status == 422
    assert refused.says("Une réponse a un jour et un sens")
    assert caller.post("support:new_step_of", sent | {"hours": "61"}, **page).says("Un nombre de 1 à 60")
    assert caller.post("support:new_step_of", sent | {"barriers": ["permit"]}, **page).says("Fait obstacle")
    with acting(world[WHO]):
        row = Approach.objects.get()
    due = {"due": f"{world.today:%Y-%m-%d}", "due_at": "09:00"}
    assert caller.post("support:follow_step", due, approach=row.pk).says("à reprendre le")
    assert caller.get("support:follow_step", approach=row.pk).says("déjà notée")
    assert caller.post("support:correct_step", {"happened": "nothing", "why": "Faux."}, approach=row.pk).status == 422
    with acting(world[WHO]):
        last = Approach.objects.get(replaces=row)
    shown = caller.get("support:correct_step", approach=last.pk)
    assert 'value="mission_locale" selected' in shown.text
    struck = caller.post("support:correct_step", {"happened": "nothing", "why": "Faux."}, approach=last.pk)
    assert struck.says("Notées par erreur")


def refused_thrice(world: World, person: Person) -> Approach:
    """A place asked 127 days ago, refused three times; one refusal was noted twice by mistake, and corrected."""
    row = noted(world, person, domain="housing", kind="siao", partner="SIAO", asked_on=-127, details={"with": "alone"})
    for day, reason in ((-90, "full"), (-52, "permit"), (-8, "family")):
        row = followed(world, row, answered_on=day, outcome="refused", reason=reason)
    wrong = followed(world, row, answered_on=-7, outcome="refused", reason="place")
    with acting(world[WHO]) as actor:
        given = {"asked_on": -127, "answered_on": -8, "outcome": "refused", "reason": "family"}
        instead = told(world, domain="housing", kind="siao", partner="SIAO", details={"with": "alone"}, **given)
        return actions.correct_approach(actor=actor, on=world.today, approach=wrong, instead=instead, why="Deux fois.")


def test_a_place_refused_three_times_shows_its_days_and_its_reasons(world: World) -> None:
    person = after(world, new_person)
    refused_thrice(world, person)
    caller = Caller(world[WHO])
    page = asked(caller, "support:steps", "domaine=housing", person=person.pk)
    for words in (
        "3 refus, le dernier après 119 jours",
        "rien d’obtenu depuis 127 jours",
        "aucune place",
        "composition de la famille",
    ):
        assert page.says(words), words
    assert page.says("elle seule")
    assert not page.says("Une lettre est prête"), "the last refusal is not for her document"
    assert caller.get("support:steps_summary", person=person.pk).says("Cherche un logement depuis 127 jours, 3 refus")


def test_the_days_of_a_refusal_stop_on_its_day(world: World) -> None:
    person = after(world, new_person)
    noted(
        world, person, domain="housing", kind="chrs", asked_on=-52, answered_on=-42, outcome="refused", reason="full"
    )
    noted(world, person, domain="housing", kind="siao", asked_on=-61)
    caller = Caller(world[WHO])
    page = caller.get("support:steps", person=person.pk)
    assert page.says("Refusé après 10 jours")
    assert page.says("rien d’obtenu depuis 61 jours</strong>, 1 refus en tout"), "the whole search goes on"
    assert page.says("Attend depuis 61 jours")
    with acting(world[WHO]):
        assert {line.row.kind: line.waiting for line in reading.lines(person, world.today)} == {"chrs": 10, "siao": 61}


def test_three_places_refused_one_by_one_add_up_in_every_list(world: World) -> None:
    person = after(world, new_person)
    for asked_on, kind in ((-90, "siao"), (-60, "emergency"), (-20, "siao")):
        noted(
            world, person, domain="housing", kind=kind, asked_on=asked_on, answered_on=asked_on + 9, outcome="refused"
        )
    noted(world, person, domain="work", asked_on=-5)
    caller = Caller(world[WHO])
    page = caller.get("support:steps", person=person.pk)
    assert page.says("rien d’obtenu depuis 90 jours</strong>, 3 refus en tout")
    assert page.text.count("refus en tout") == 1, "nothing is refused of her work"
    whole = caller.get("support:team_steps")
    assert whole.text.replace("\u00a0", " ").count("3 refus en 90 jours") == 3, "on each of the three lines"


def test_a_protected_place_is_asked_answered_and_gone_to_and_nothing_says_where(world: World) -> None:
    person, caller = after(world, new_person), Caller(world[WHO])
    given: dict[str, Any] = {"domain": "housing", "kind": "acse", "partner": "", "asked_on": -40}
    row = noted(world, person, **given, details={"away": "danger"})
    line = caller.get("support:steps", person=person.pk)
    for words in (
        "dispositif Ac.Sé",
        "pourquoi s’éloigner : elle est en danger là où elle vit",
        "Attend depuis 40 jours",
    ):
        assert line.says(words), words
    page = caller.get("support:follow_step", approach=row.pk)
    assert page.says("Partie le")
    assert page.says("N’y est plus depuis le")
    for field in ("partner", "result"):
        assert f'name="{field}"' not in page.text
    followed(world, row, answered_on=-9, outcome="obtained", starts=-4)
    assert caller.get("support:steps", person=person.pk).says("Attendu 36 jours")
    assert caller.get("support:steps_summary", person=person.pk).says("partie le")
    assert asked(caller, "support:team_steps", "etat=cours").says("36")
    new = caller.get("support:new_step_of", person=person.pk, domain="housing")
    assert new.says("jamais vers où")
    assert caller.get("support:steps", person=person.pk).says("dispositif Ac.Sé")


def test_a_place_refused_for_her_document_leads_to_the_letter(world: World) -> None:
    person = after(world, new_person)
    row = noted(world, person, domain="housing", kind="social", partner="Bailleur Zzz", asked_on=-9)
    followed(world, row, answered_on=-1, outcome="refused", reason="permit")
    caller = Caller(world[WHO])
    page = caller.get("support:steps", person=person.pk)
    assert page.says("Une lettre est prête")
    assert caller.url("titles:attestations", person=person.pk) in page.text


def test_what_is_obtained_runs_until_its_last_day_and_ends_the_search(world: World) -> None:
    person = after(world, new_person)
    row = refused_thrice(world, person)
    got = followed(world, row, answered_on=-5, outcome="obtained", starts=-5)
    caller = Caller(world[WHO])
    panel = caller.get("support:steps_summary", person=person.pk)
    assert panel.says("entrée le")
    assert not panel.says("Cherche un logement")
    followed(world, got, answered_on=-5, outcome="obtained", starts=-5, ends=-1)
    with acting(world[WHO]):
        known = reading.lines(person, world.today)
        assert not known[0].runs
        assert reading.sought(known, "housing", world.today) is None
    noted(world, person, domain="housing", kind="emergency", partner="115", asked_on=-1)
    assert caller.get("support:steps_summary", person=person.pk).says("Cherche un logement depuis 1 jour")


def test_a_contract_says_its_hours_and_its_sector_and_a_follow_up_keeps_what_was_asked(world: World) -> None:
    person = after(world, new_person)
    row = noted(world, person, domain="children", kind="care", partner="Crèche", asked_on=-9, details={"many": "2"})
    followed(world, row, answered_on=0, outcome="obtained", starts=0)
    noted(
        world,
        person,
        kind="search",
        partner="",
        asked_on=-30,
        answered_on=-2,
        outcome="obtained",
        starts=1,
        ends=90,
        details={"contract": "short", "hours": "24", "sector": "cleaning"},
    )
    page = Caller(world[WHO]).get("support:steps", person=person.pk)
    for words in ("2 enfants", "contrat : CDD", "secteur : propreté", "24 heures par semaine", "commence le"):
        assert page.says(words), words


def test_what_a_row_says_has_one_length(world: World) -> None:
    person = after(world, new_person)
    noted(world, person)
    noted(world, person, details={"contract": "long", "hours": "35", "sector": "care", "referent": "named"})
    with acting(world[WHO]), connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT length(details) FROM support_approach")
        assert len(cursor.fetchall()) == 1
        cursor.execute("SELECT count(*) FROM support_approach WHERE details::text LIKE '%636f6e7472616374%'")
        assert cursor.fetchone() == (0,)


def test_the_list_of_the_antenne_says_who_waits_and_how_often_refused(world: World) -> None:
    person = after(world, new_person)
    refused_thrice(world, person)
    noted(world, person, domain="french", asked_on=-3, answered_on=-1, outcome="obtained", starts=-1)
    caller = Caller(world[WHO])
    page = caller.get("support:team_steps")
    assert page.says(person.reference)
    assert page.says("Refusé")
    assert page.says("3 refus en 127 jours")
    assert not page.says("cours de français")
    running = asked(caller, "support:team_steps", "etat=cours")
    assert running.says("cours de français")
    assert not running.says("SIAO")
    assert not asked(caller, "support:team_steps", "domaine=work").says(person.reference)
    assert not asked(Caller(world[OTHERS]), "support:team_steps", "etat=").says(person.reference)


def test_nobody_else_reads_a_step_and_its_words_are_under_her_private_key(world: World) -> None:
    person = after(world, new_person)
    row = noted(world, person, due=2)
    for name in (OTHERS, "delegate:33", "desk:33"):
        if name in world.memberships:
            assert Caller(world[name]).get("support:steps", person=person.pk).status == 404
            assert Caller(world[name]).get("support:follow_step", approach=row.pk).status == 404
    with acting(world[WHO]), connection.cursor() as cursor:
        cursor.execute("SELECT domain, partner FROM support_approach")
        kept = b"".join(bytes(column) for column in cursor.fetchone())
        assert b"work" not in kept
        assert b"Mission" not in kept


def test_appointments_come_in_the_calendar_and_say_nothing(world: World) -> None:
    person = after(world, new_person)
    noted(world, person, due=3)
    row = noted(world, person, domain="health", due=4, due_at=time(9, 30))
    near, far = drawn(world[WHO]), drawn(world[OTHERS])
    assert days(near) == [world.today + timedelta(days=3)]
    text = read(near).content.decode()
    assert re.search(r"DTSTART:\d{8}T\d{4}00Z", text)
    assert set(re.findall(r"SUMMARY:(.*?)\r", text)) == {"Échéance"}
    for word in (person.reference, str(row.pk), "anté", "Mission", "health"):
        assert word not in text
    assert "VEVENT" not in read(far).content.decode()
    followed(world, row, answered_on=0, outcome="obtained")
    assert "DTSTART:" not in read(near).content.decode()
    client = Client()
    client.force_login(world[WHO].user)  # type: ignore[arg-type]
    Caller(world[WHO]).post("rights:due_end", {})
    assert read(near).status_code == 404


def test_the_page_of_an_agenda_says_that_it_holds_her_steps(world: World) -> None:
    after(world, new_person)
    assert Caller(world[WHO]).get("rights:due_address").says("et vos démarches à reprendre")
