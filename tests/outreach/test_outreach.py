"""Rounds: counts that name nobody, noted by whoever goes out, and cards that their author can't reopen."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.test import Client

from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.core.refusal import Refused, Stale
from rivage.outreach import actions, reading
from rivage.outreach.actions import RoundTold
from rivage.outreach.models import Card, Round, RoundZone
from rivage.people.models import Person
from rivage.vault.errors import KeyMissing
from tests.world import World, acting

pytestmark = pytest.mark.django_db
LEAD, OTHERS = "lead:estuaire33", "lead:amarres33"


@pytest.fixture
def today() -> date:
    return clock.today("33")


@pytest.fixture
def volunteer(world: World) -> Membership:
    made: Membership = world.member("volunteer:1", "estuaire33", "volunteer", ["33"])
    return made


def signed(membership: Membership) -> Client:
    client = Client()
    client.force_login(membership.user)  # type: ignore[arg-type]
    return client


def told(day: date, **more: Any) -> RoundTold:
    given = {"kind": "street", "met": 23, "answered": 3, "given": 41, "minutes": 130, "staff": 1, "volunteers": 2}
    return RoundTold(day=day, **(given | more))


def noted(actor: Membership, on: date, once: UUID | None = None, **more: Any) -> Round:
    with acting(actor):
        said = {"told": told(on, **more), "once": once or uuid4(), "another": True}
        made: Round = actions.note_round(actor=actor, on=on, **said)
    return made


def test_a_volunteer_notes_a_round_from_its_page_and_sees_nothing_else(
    world: World, volunteer: Membership, today: date
):
    client = signed(volunteer)
    with acting(world[LEAD]):
        zone = actions.open_zone(actor=world[LEAD], on=today, kind="street", name="Quais  du nord")
    page = client.get(link(volunteer, "outreach:new_round")).content.decode()
    assert "Quais du nord (rue)" in page
    sent = {
        "kind": "street",
        "zone": zone.pk,
        "day": today,
        "at": "21:40",
        "until": "23:50",
        "met": "23",
        "answered": "3",
        "given": "41",
        "languages": ["es", "ro"],
        "volunteers": "2",
        "once": uuid4(),
    }
    for _ in range(2):
        answer = client.post(link(volunteer, "outreach:new_round"), sent)
        assert answer.status_code in (302, 303)
    page = client.get(link(volunteer, "outreach:rounds")).content.decode()
    for words in ("Quais du nord", "21\u00a0h\u00a040, 2\u00a0h\u00a010", "espagnol, roumain", ">23<"):
        assert words in page, words
    with acting(volunteer):
        assert Round.objects.visible_to(volunteer).count() == 1
    for closed in ("personnes/", "demandes/", "tableau/", "terrain/zones", "terrain/cartes"):
        assert client.get(f"/m/{volunteer.pk}/{closed}").status_code == 404, closed


def test_another_antenne_reads_no_round_and_no_zone(world: World, volunteer: Membership, today: date):
    held = noted(volunteer, today)
    other = world[OTHERS]
    with acting(other):
        assert not Round.objects.exists()
        assert not RoundZone.objects.exists()
    assert signed(other).get(link(other, "outreach:round", round=held.pk)).status_code == 404


def test_by_sql_a_volunteer_reads_rounds_and_no_row_of_people_nor_of_the_departement(
    world: World, volunteer: Membership, today: date
):
    noted(volunteer, today)
    with acting(volunteer), connection.cursor() as cursor:
        for table in ("people_person", "people_identity", "vault_personkey", "commissions_seance", "outreach_card"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,), table
        cursor.execute("SELECT count(*) FROM outreach_round")
        assert cursor.fetchone() == (1,)


def test_nobody_notes_in_another_s_name(world: World, volunteer: Membership, today: date):
    row = Round(body=volunteer.body, day=today, kind="street", met=1, recorded_by=world[LEAD])
    with acting(volunteer), pytest.raises(ProgrammingError):
        row.save(force_insert=True)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"answered": 24}, "Plus de réponses"),
        ({"met": 0, "answered": 0, "given": 0}, "n’y avait personne"),
        ({"first_words": 4}, "premiers mots"),
        ({"cancelled": "weather"}, "remettez-les à zéro"),
        ({"minutes": 1000}, "seize heures"),
        ({"zone": UUID(int=5)}, "pas de votre antenne"),
        ({"kind": "adresse"}, "comment"),
        ({"met": 1000}, "0 à 999"),
    ],
)
def test_what_no_round_has_is_refused_in_a_sentence(volunteer: Membership, today: date, wrong: Any, said: str):
    with pytest.raises(Refused, match=said):
        noted(volunteer, today, **wrong)


@pytest.mark.parametrize("days", [1, -400])
def test_a_day_to_come_or_of_another_year_is_refused(volunteer: Membership, today: date, days: int):
    wrong = told(today + timedelta(days=days))
    with acting(volunteer), pytest.raises(Refused, match="à venir" if days > 0 else "plus d’un an"):
        actions.note_round(actor=volunteer, on=today, told=wrong, once=uuid4())


def test_a_correction_keeps_both_and_counts_once(world: World, volunteer: Membership, today: date):
    held = noted(volunteer, today)
    lead = world[LEAD]
    with acting(lead):
        instead = told(today, met=20)
        made = actions.correct_round(actor=lead, on=today, held=held, instead=instead, why="count")
        assert (made.replaces, made.why) == (held, "count")
        with pytest.raises(Stale):
            actions.correct_round(actor=lead, on=today, held=held, instead=None, why="twice")
        assert reading.totals(reading.standing(lead))["met"] == 20
        with pytest.raises(Refused, match="pourquoi"):
            actions.correct_round(actor=lead, on=today, held=made, instead=None, why="Fatima")
        actions.correct_round(actor=lead, on=today, held=made, instead=None, why="error")
        assert reading.totals(reading.standing(lead))["done"] == 0
    page = signed(lead).get(link(lead, "outreach:round", round=held.pk)).content.decode()
    assert "Une correction la remplace" in page


def test_a_volunteer_corrects_her_own_rounds_alone(world: World, volunteer: Membership, today: date):
    held = noted(world[LEAD], today)
    with acting(volunteer), pytest.raises(Refused, match="quelqu’un d’autre"):
        actions.correct_round(actor=volunteer, on=today, held=held, instead=None, why="count")


def test_sums_of_hours_count_each_of_the_team(volunteer: Membership, today: date):
    noted(volunteer, today)
    noted(volunteer, today, met=0, answered=0, given=0, cancelled="weather")
    with acting(volunteer):
        sums = reading.totals(reading.standing(volunteer))
    assert (sums["done"], sums["cancelled"], sums["hours"], sums["volunteer_hours"]) == (1, 1, 6, 4)


def test_a_card_is_read_by_those_who_accompany_and_never_again_by_its_author(
    world: World, volunteer: Membership, today: date
):
    client, lead = signed(volunteer), world[LEAD]
    sent = {"nickname": "Zzz Inventée", "way": "le soir, demander Zoé", "language": "edo", "once": uuid4()}
    for _ in range(2):
        client.post(link(volunteer, "outreach:card"), sent)
    with acting(volunteer):
        assert not Card.objects.exists()
    assert client.get(link(volunteer, "outreach:cards")).status_code == 404
    home = signed(lead).get(f"/m/{lead.pk}/").content.decode()
    assert "1\u00a0carte laissée après une rencontre" in home
    page = signed(lead).get(link(lead, "outreach:cards")).content.decode()
    assert "Zzz Inventée" in page
    with acting(lead):
        card = Card.objects.get()
        sealed = Card.objects.values_list("words", flat=True).get()
    with acting(volunteer), pytest.raises(KeyMissing):
        assert Card(pk=card.pk, body=volunteer.body, words=sealed).words
    signed(lead).post(link(lead, "outreach:cards"), {"card": card.pk, "geste": "prendre"})
    page = signed(lead).get(f"/m/{lead.pk}/").content.decode()
    assert "carte laissée" not in page
    assert "Rappeler quelqu’un qui a laissé une carte" in page
    done = signed(lead).post(link(lead, "outreach:cards"), {"card": card.pk, "geste": "faite"}).content.decode()
    assert "Elle veut être accompagnée" in done
    carried = dict(re.findall(r'type="hidden" name="(name_in_use|when)" value="([^"]+)"', done))
    assert carried == {"name_in_use": "Zzz Inventée", "when": "le soir, demander Zoé"}
    begun = signed(lead).post(link(lead, "dossiers:new_person"), carried | {"carte": "1"})
    page = begun.content.decode()
    assert begun.status_code == 200
    assert 'value="Zzz Inventée"' in page
    assert 'value="le soir, demander Zoé"' in page
    assert "Il manque" not in page
    with acting(lead):
        assert not Person.objects.exists()
    assert "laissé une carte" not in signed(lead).get(f"/m/{lead.pk}/").content.decode()
    assert "Zzz Inventée" not in signed(lead).get(link(lead, "outreach:cards")).content.decode()


def test_a_card_is_taken_once(world: World, volunteer: Membership, today: date):
    with acting(volunteer):
        actions.leave_card(actor=volunteer, on=today, nickname="Zzz", way="le soir", language="", once=uuid4())
    referent = world["referent:estuaire33"]
    with acting(world[LEAD]):
        card = Card.objects.get()
        actions.take_card(actor=world[LEAD], on=today, card=card.pk)
    with acting(referent):
        with pytest.raises(Refused, match="déjà pris"):
            actions.take_card(actor=referent, on=today, card=card.pk)
        with pytest.raises(Refused, match="d’autre"):
            actions.end_card(actor=referent, on=today, card=card.pk, done=True)
        held = Card.objects.get()
        held.taken_by = referent
        with pytest.raises(ProgrammingError), transaction.atomic():
            held.save(update_fields=["taken_by"])
    with acting(world[LEAD]):
        actions.end_card(actor=world[LEAD], on=today, card=card.pk, done=False)
    with acting(referent):
        actions.take_card(actor=referent, on=today, card=card.pk)


@pytest.mark.parametrize("name", ["12 boulevard inventé", "Rue des Essais", "Allée inventée"])
def test_a_zone_is_no_address(world: World, today: date, name: str):
    with acting(world[LEAD]), pytest.raises(Refused, match="ni rue, ni numéro"):
        actions.open_zone(actor=world[LEAD], on=today, kind="street", name=name)


def test_a_zone_closed_is_opened_again(world: World, today: date):
    lead = world[LEAD]
    with acting(lead):
        zone = actions.open_zone(actor=lead, on=today, kind="street", name="Quais")
    for gesture, offered in (("fermer", False), ("rouvrir", True)):
        signed(lead).post(link(lead, "outreach:close_zone"), {"zone": zone.pk, "geste": gesture})
        assert ("Quais (rue)" in signed(lead).get(link(lead, "outreach:new_round")).content.decode()) is offered


def test_an_online_round_counts_answers_to_its_messages_and_one_that_met_nobody_counts_its_hours(
    volunteer: Membership, today: date
):
    noted(volunteer, today, kind="online", met=0, messages=40, answered=5)
    noted(volunteer, today, met=0, answered=0, given=0, cancelled="nobody")
    with acting(volunteer):
        sums = reading.totals(reading.standing(volunteer))
    assert (sums["done"], sums["cancelled"], sums["hours"], sums["met"], sums["answered"]) == (2, 0, 13, 0, 5)


def test_a_search_and_an_order_answer_with_the_lines_asked(volunteer: Membership, today: date):
    noted(volunteer, today, languages=["ro"])
    noted(volunteer, today, languages=["th"], met=31)
    client, page = signed(volunteer), link(volunteer, "outreach:rounds")
    answer = client.post(page, {"q": "roumain"})
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert "1\u00a0salariée, 2\u00a0bénévoles" in shown
    assert "thaï" not in shown
    assert client.post(page, {"tri": "rencontrees"}).status_code == 303


@pytest.mark.parametrize(("hour", "day"), [("03:10", -1), ("07:00", 0)])
def test_a_round_of_the_night_is_of_the_day_it_left(world: World, hour: str, day: int):
    volunteer = world.member("volunteer:1", "estuaire33", "volunteer", ["33"])
    begun = clock.now().astimezone(clock.zone("33")) + timedelta(days=1)
    hours, minutes = map(int, hour.split(":"))
    with clock.at(begun.replace(hour=hours, minute=minutes)):
        page = signed(volunteer).get(link(volunteer, "outreach:new_round")).content.decode()
    assert f'value="{begun.date() + timedelta(days=day)}"' in page


def test_an_end_without_a_beginning_is_asked(volunteer: Membership, today: date):
    sent = {"kind": "street", "day": today, "until": "23:00", "met": "3", "once": uuid4()}
    answer = signed(volunteer).post(link(volunteer, "outreach:new_round"), sent)
    assert answer.status_code == 422
    assert "à quelle heure elle a commencé" in answer.content.decode()


def test_the_same_page_sent_again_with_other_numbers_says_so(volunteer: Membership, today: date):
    once = uuid4()
    noted(volunteer, today, once=once)
    assert noted(volunteer, today, once=once).pk == once
    with pytest.raises(Refused, match="déjà noté"):
        noted(volunteer, today, once=once, met=9)
    client = signed(volunteer)
    for way in ("le soir", "le matin"):
        sent = {"nickname": "Zzz", "way": way, "once": once}
        page = client.post(link(volunteer, "outreach:card"), sent, follow=True).content.decode()
        assert ("avait déjà laissé une carte" in page) is (way == "le matin")


def test_by_sql_nobody_replaces_another_s_round_nor_moves_a_beginning(
    world: World, volunteer: Membership, today: date
):
    held = noted(world[LEAD], today)
    common = {"body": volunteer.body, "kind": "street", "met": 1, "recorded_by": volunteer}
    long_ago = today - timedelta(days=3000)
    words = {"nickname": "Zzz", "way": "", "language": ""}
    for row in (
        Round(day=today, replaces=held, why="count", **common),
        Round(day=long_ago, **common),
        Card(body=volunteer.body, left_on=today + timedelta(days=9), words=words),
        Card(body=volunteer.body, left_on=today, words=words, taken_on=today, taken_by=world[LEAD]),
    ):
        with acting(volunteer), pytest.raises(ProgrammingError):
            row.save(force_insert=True)
    with acting(volunteer):
        Round(day=today, created_at=clock.now() - timedelta(days=900), **common).save(force_insert=True)
        assert not Round.objects.filter(created_at__lt=clock.now() - timedelta(days=1)).exists()


def test_the_words_of_a_zone_are_nowhere_in_the_database(world: World, today: date):
    with acting(world[LEAD]):
        actions.open_zone(actor=world[LEAD], on=today, kind="street", name="Zzzquai inventé")
        with connection.cursor() as cursor:
            cursor.execute("SELECT string_agg(z::text, '') FROM outreach_roundzone z")
            (held,) = cursor.fetchone()
    assert b"Zzzquai".hex() not in held
    assert "Zzzquai" not in held
