"""Workshops: planned, held, counted without a name; corrected with a reason; summed by kind and by month."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError

from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.core.refusal import Refused, Stale
from rivage.outreach.models import Workshop
from rivage.outreach.workshops import actions, reading
from rivage.outreach.workshops.actions import WorkshopTold
from rivage.outreach.workshops.forms import next_of
from tests.bad_input.calling import Caller
from tests.world import World, acting

pytestmark = pytest.mark.django_db
WHO, OTHERS = "referent:estuaire33", "referent:amarres33"


@pytest.fixture
def today() -> date:
    return clock.today("33")


def told(day: date, **more: Any) -> WorkshopTold:
    given = {"kind": "french", "came": 12, "in_path": 5, "outside": 4, "at": "14:00", "minutes": 120, "staff": 1}
    return WorkshopTold(day=day, **(given | more))


def planned(day: date, **more: Any) -> WorkshopTold:
    return told(day, **({"came": None, "in_path": None, "outside": None} | more))


def noted(world: World, said: WorkshopTold, once: UUID | None = None, who: str = WHO) -> Workshop:
    with acting(world[who]) as actor:
        made: Workshop = actions.note_workshop(actor=actor, on=world.today, told=said, once=once or uuid4())
    return made


def followed(world: World, held: Workshop, said: WorkshopTold) -> Workshop:
    with acting(world[WHO]) as actor:
        made: Workshop = actions.follow_workshop(actor=actor, on=world.today, held=held, told=said)
    return made


def sent(day: date, **more: Any) -> dict[str, Any]:
    return {"kind": "parents", "day": day.isoformat(), "missed": "", **more}


def test_one_is_planned_then_counted_and_the_home_asks_for_its_number(world: World, today: date) -> None:
    caller = Caller(world[WHO])
    shown = caller.shown("outreach:new_workshop")
    done = caller.post("outreach:new_workshop", shown | sent(today, at="14:00", until="16:00"))
    assert done.says("encore à compter")
    assert caller.get("desk:home").says("Atelier : parentalité, 14 h, 2 h")
    assert caller.get("outreach:workshops").says("à compter")
    with acting(world[WHO]):
        row = Workshop.objects.get()
    page = caller.post("outreach:workshop", sent(today, at="14:00", until="16:00", came="9"), workshop=row.pk)
    assert page.says("9 personnes sont venues")
    assert page.says("9 sans précision")
    assert not caller.get("desk:home").says("Atelier :")
    with acting(world[WHO]):
        held = reading.standing(world[WHO]).get()
        assert (held.came, held.in_path, held.outside, held.why, held.replaces) == (9, None, None, "", row)
    again = caller.get("outreach:workshop", workshop=row.pk)
    assert again.says("Autre chose a été noté depuis")


@pytest.mark.parametrize(
    ("days", "wrong", "said"),
    [
        (0, {"in_path": 9}, "que de personnes venues"),
        (0, {"came": None}, "en tout"),
        (0, {"came": 0, "in_path": None, "outside": None}, "Personne n’est venu"),
        (0, {"missed": "team"}, "effacez-les"),
        (0, {"minutes": 800}, "douze heures"),
        (0, {"kind": "secte"}, "de quoi parle"),
        (0, {"came": 1000}, "0 à 999"),
        (1, {}, "à venir"),
        (1, {"came": None, "in_path": None, "outside": None, "missed": "nobody"}, "à venir"),
        (-1, {"came": None, "in_path": None, "outside": None}, "est passé"),
        (-400, {}, "plus d’un an"),
        (400, {"came": None, "in_path": None, "outside": None}, "plus d’un an"),
    ],
)
def test_what_no_workshop_has_is_refused_in_a_sentence(
    world: World, today: date, days: int, wrong: dict[str, Any], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        noted(world, told(today + timedelta(days=days), **wrong))


def test_the_same_form_twice_is_one_row_and_other_words_say_so(world: World, today: date) -> None:
    once = uuid4()
    row = noted(world, told(today), once)
    assert noted(world, told(today), once) == row
    with pytest.raises(Refused, match="déjà noté"):
        noted(world, told(today, came=13), once)


def test_two_who_count_it_do_not_write_over_each_other(world: World, today: date) -> None:
    row = noted(world, planned(today))
    first = followed(world, row, told(today))
    assert followed(world, row, told(today)) == first
    with pytest.raises(Stale):
        followed(world, row, told(today, came=20))
    with pytest.raises(Refused, match="avec une raison"):
        followed(world, first, told(today, came=20))


def test_a_correction_keeps_both_with_its_reason_and_counts_once(world: World, today: date) -> None:
    row = noted(world, told(today))
    with acting(world[WHO]) as actor:
        given: dict[str, Any] = {"actor": actor, "on": today, "held": row}
        with pytest.raises(Refused, match="pourquoi"):
            actions.correct_workshop(**given, instead=None, why="Fatou")
        with pytest.raises(Refused, match="combien"):
            actions.correct_workshop(**given, instead=planned(today), why="count")
        made = actions.correct_workshop(**given, instead=told(today, came=11), why="count")
        with pytest.raises(Stale):
            actions.correct_workshop(**given, instead=None, why="twice")
        _, whole = reading.sums(reading.standing(actor))
        assert (whole.held, whole.came, whole.unknown) == (1, 11, 2)
    page = Caller(world[WHO]).get("outreach:workshop", workshop=made.pk)
    for words in ("mal compté", "11 : 5 en parcours, 4 hors parcours, 2 sans précision", "12 : 5 en parcours"):
        assert page.says(words), words
    Caller(world[WHO]).post("outreach:workshop", sent(today, nothing="on", why="error"), workshop=made.pk)
    with acting(world[WHO]) as actor:
        assert not reading.standing(actor).exists()
        assert Workshop.objects.count() == 3
    with pytest.raises(Refused, match="que de personnes venues"):
        noted(world, told(today, outside=20))


def test_sums_are_by_kind_and_by_month_and_one_not_held_adds_nothing(world: World, today: date) -> None:
    noted(world, told(today, came=12))
    noted(world, told(today, came=8, in_path=None, outside=None, minutes=0, at=""))
    noted(world, planned(today, kind="body", missed="nobody"))
    noted(world, planned(today, kind="body", missed="room"))
    noted(world, planned(today + timedelta(days=3), kind="talk"))
    with acting(world[WHO]) as actor:
        kinds, whole = reading.sums(reading.standing(actor))
        months = reading.by_month(actor, today)
    french, body, talk = kinds
    assert (french.held, french.came, french.in_path, french.outside, french.unknown) == (2, 20, 5, 4, 11)
    assert (french.hours, french.untimed) == ("2\u00a0h", 1)
    assert (body.held, body.came, body.missed, talk.planned) == (1, 0, 1, 1)
    assert (whole.held, whole.came, whole.missed, whole.planned) == (3, 20, 1, 1)
    assert len(months) == 12
    assert months[-1] == (today.replace(day=1), 3, 20)


def test_the_list_is_filtered_searched_sorted_and_leaves_as_a_file(world: World, today: date) -> None:
    noted(world, told(today))
    noted(world, planned(today, kind="body", missed="room", staff=0, volunteers=2))
    caller = Caller(world[WHO])

    def lines(**asked: str) -> str:
        text: str = caller.post("outreach:workshops", asked).text
        return text.partition('id="lignes"')[2].partition("</section>")[0]

    assert "Français" in lines(sujet="french")
    assert "Sport" not in lines(sujet="french")
    assert "Français" not in lines(etat="annules")
    assert "2 bénévoles" in lines(q="benevole")
    assert "Français" not in lines(q="benevole")
    kept = lines(tri="venues")
    assert kept.index("Français") < kept.index("Sport")
    away = (today + timedelta(days=40)).isoformat()
    assert "Aucun atelier" in lines(du=away, au=away) or "Rien ne répond" in lines(du=away, au=away)
    whole = caller.get("outreach:workshops")
    assert whole.says("Exporter en ODS")
    assert "WorkshopSum" not in whole.text
    file = caller.client.post(caller.url("outreach:workshops_export"), {"format": "ods"})
    assert (file.status_code, file["Content-Disposition"].endswith('tableau.ods"')) == (200, True)


def test_the_next_one_is_planned_from_the_last_on_the_same_weekday(world: World, today: date) -> None:
    row = noted(world, told(today - timedelta(days=20)))
    shown = next_of(row, today)
    assert (shown["day"], shown["came"], shown["staff"]) == (today + timedelta(days=1), None, 1)
    page = Caller(world[WHO]).client.get(f"{Caller(world[WHO]).url('outreach:new_workshop')}?comme={row.pk}")
    assert f'value="{today + timedelta(days=1)}"' in page.content.decode()


def test_nobody_else_reads_or_notes_one_and_its_hour_is_under_the_antenne_s_key(world: World, today: date) -> None:
    row = noted(world, told(today))
    volunteer: Membership = world.member("volunteer:1", "estuaire33", "volunteer", ["33"])
    for actor in (volunteer, world[OTHERS], world["delegate:33"]):
        with acting(actor):
            assert not Workshop.objects.exists()
        assert Caller(actor).get("outreach:workshop", workshop=row.pk).status == 404
        mine = Workshop(body=volunteer.body, day=today, kind="french", came=3, recorded_by=actor)
        with acting(actor), pytest.raises(ProgrammingError):
            mine.save(force_insert=True)
    with acting(world[WHO]), connection.cursor() as cursor:
        cursor.execute("SELECT w::text FROM outreach_workshop w")
        assert b"14:00".hex() not in cursor.fetchone()[0]


def test_by_sql_none_is_counted_before_its_day_nor_with_more_in_a_path_than_came(world: World, today: date) -> None:
    actor = world[WHO]
    common: dict[str, Any] = {"body": actor.body, "kind": "french", "recorded_by": actor}
    other = noted(world, told(today), who=OTHERS)
    for day, more in (
        (today + timedelta(days=5), {"came": 3}),
        (today - timedelta(days=900), {"came": 3}),
        (today + timedelta(days=900), {}),
        (today, {"came": 3, "replaces": other, "why": "count"}),
    ):
        with acting(actor), pytest.raises(ProgrammingError), transaction.atomic():
            Workshop(day=day, **common, **more).save(force_insert=True)
    for more in (
        {"came": 3, "in_path": 4},
        {"in_path": 1},
        {"came": 3, "missed": "team"},
        {"missed": "nobody"},
        {"came": 2, "kind": "secte"},
    ):
        with acting(actor), pytest.raises(IntegrityError), transaction.atomic():
            Workshop(day=today, **(common | more)).save(force_insert=True)
