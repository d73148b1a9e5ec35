"""Rounds: counts that name nobody, noted by whoever goes out, and cards that their author can't reopen."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.utils import ProgrammingError
from django.test import Client

from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.core.refusal import Refused, Stale
from rivage.outreach import actions, reading
from rivage.outreach.actions import RoundTold
from rivage.outreach.models import Card, Round, RoundZone
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
        made: Round = actions.note_round(actor=actor, on=on, told=told(on, **more), once=once or uuid4())
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
        ({"met": 0, "answered": 0, "given": 0}, "n’a pas eu lieu"),
        ({"first_words": 4}, "premiers mots"),
        ({"cancelled": "weather"}, "remettez les nombres à zéro"),
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
        made = actions.correct_round(actor=lead, on=today, held=held, instead=instead, why="recompté")
        assert (made.replaces, made.why) == (held, "recompté")
        with pytest.raises(Stale):
            actions.correct_round(actor=lead, on=today, held=held, instead=None, why="encore")
        assert reading.totals(reading.standing(lead))["met"] == 20
        with pytest.raises(Refused, match="pourquoi"):
            actions.correct_round(actor=lead, on=today, held=made, instead=None, why=" ")
        actions.correct_round(actor=lead, on=today, held=made, instead=None, why="jamais faite")
        assert reading.totals(reading.standing(lead))["done"] == 0
    page = signed(lead).get(link(lead, "outreach:round", round=held.pk)).content.decode()
    assert "Une correction la remplace" in page


def test_a_volunteer_corrects_her_own_rounds_alone(world: World, volunteer: Membership, today: date):
    held = noted(world[LEAD], today)
    with acting(volunteer), pytest.raises(Refused, match="quelqu’un d’autre"):
        actions.correct_round(actor=volunteer, on=today, held=held, instead=None, why="autre")


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
    signed(lead).post(link(lead, "outreach:cards"), {"card": card.pk})
    page = signed(lead).get(f"/m/{lead.pk}/").content.decode()
    assert "carte laissée" not in page


def test_a_card_is_taken_once(world: World, volunteer: Membership, today: date):
    with acting(volunteer):
        actions.leave_card(actor=volunteer, on=today, nickname="Zzz", way="le soir", language="", once=uuid4())
    referent = world["referent:estuaire33"]
    with acting(world[LEAD]):
        card = Card.objects.get()
        actions.take_card(actor=world[LEAD], on=today, card=card.pk)
    with acting(referent), pytest.raises(Refused, match="déjà pris"):
        actions.take_card(actor=referent, on=today, card=card.pk)


def test_the_words_of_a_zone_are_nowhere_in_the_database(world: World, today: date):
    with acting(world[LEAD]):
        actions.open_zone(actor=world[LEAD], on=today, kind="street", name="Zzzquai inventé")
        with connection.cursor() as cursor:
            cursor.execute("SELECT string_agg(z::text, '') FROM outreach_roundzone z")
            (held,) = cursor.fetchone()
    assert b"Zzzquai".hex() not in held
    assert "Zzzquai" not in held
