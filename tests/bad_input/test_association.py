"""Bad input at the association's desk and from the délégation: births, months, long texts, damage, two clicks."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from rivage.dossiers.models import Account, Demande
from rivage.people.models import Person
from tests.bad_input.calling import Caller, house
from tests.dossiers.path import WHO, deposited, fill, new_demande, new_person
from tests.world import World, acting

pytestmark = pytest.mark.django_db
WORDS = "שלום 🌊 مرحبا Ωδή, l’hébergement tient."
NEW = {
    "adult": "no", "name_in_use": "Thuy Lagon", "birth_source": "said", "zone": "other", "aps_need": "yes",
    "never": "Ne jamais laisser de message.", "origin": "later",
}  # fmt: skip


@pytest.fixture
def referent(world: World) -> Caller:
    return Caller(world[WHO])


@pytest.mark.parametrize(
    "born",
    [{"adult": "yes"}, {"months": 17 * 12}, {"months": 18 * 12 - 1}, {"months": 0}],
)
def test_under_18_nobody_is_kept_and_the_way_to_protection_is_shown(
    world: World, referent: Caller, born: dict[str, Any]
) -> None:
    before = house()
    typed = dict(NEW)
    if "months" in born:
        months = world.today.year * 12 + world.today.month - 1 - born["months"]
        typed |= {"year": str(months // 12), "month": str(months % 12 + 1), "day": str(world.today.day)}
    answer = referent.post("dossiers:new_person", typed | {"adult": born.get("adult", "no")})
    assert answer.status == 422
    assert answer.says("119")
    assert answer.says("Rien de ce que vous venez d’écrire n’est gardé")
    shown = re.sub(r"<input[^>]*>", "", answer.text)
    assert "Thuy Lagon" not in shown, "beside what the page carries, on this device alone"
    assert house() == before


@pytest.mark.parametrize("months", ["-1", "24", "25", "six"])
def test_months_granted_elsewhere_are_counted_from_0_to_23(world: World, referent: Caller, months: str) -> None:
    person = new_person(world)
    before = house()
    typed = {"kind": "reprise", "months_before": months, "months_before_source": "papier de la Creuse"}
    answer = referent.post("dossiers:open", typed, person=person.pk)
    assert answer.status == 422
    assert answer.says('class="rv-erreurs"')
    assert answer.says("papier de la Creuse")
    assert house() == before


def test_a_text_of_ten_thousand_signs_is_kept_whole_and_one_more_is_said(world: World, referent: Caller) -> None:
    demande = new_demande(world)
    whole = (WORDS * 400)[:10_000].strip()
    typed = {"text": whole, "approved_on": "", "version": "0"}
    assert referent.post("dossiers:part", typed, demande=demande.pk, part="account").status == 200
    with acting(world[WHO]):
        assert Account.objects.get(demande=demande).text == whole
    before = house()
    answer = referent.post(
        "dossiers:part", typed | {"text": whole + "x" * 51, "version": "1"}, demande=demande.pk, part="account"
    )
    assert answer.status == 422
    assert answer.says("Ce texte dépasse 10 000 caractères")
    assert answer.says("x" * 51)
    assert house() == before


def test_a_second_click_on_each_button_of_a_demande_changes_nothing(world: World, referent: Caller) -> None:
    demande = fill(world, new_demande(world))
    delegate = Caller(world["delegate:33"])

    def twice(who: Caller, page: str, data: dict[str, Any] | None = None) -> None:
        version = {"version": fresh(world, demande).version}
        assert who.post(page, version | (data or {}), demande=demande.pk).status == 200, page
        before = house()
        again = who.post(page, version | (data or {}), demande=demande.pk)
        assert 400 <= again.status < 500, page
        why = ("entre-temps", "déjà", "n’est pas possible", "n’attend pas", "«")
        assert any(again.says(word) for word in why), page
        assert house() == before, page

    twice(referent, "dossiers:deposit")
    until = {"parts": "pieces", "text": "Une pièce manque.", "until": str(world.today + timedelta(days=20))}
    twice(delegate, "dossiers:ask", until)
    twice(referent, "dossiers:answer", {"as_it_is": "on"})
    twice(delegate, "dossiers:complete")
    twice(referent, "dossiers:withdraw", {"received_alone": "on"})


def fresh(world: World, demande: Demande) -> Demande:
    with acting(world[WHO]):
        found: Demande = Demande.objects.get(pk=demande.pk)
    return found


@pytest.mark.parametrize("until", ["2026-02-31", "2020-01-01", "bientôt", ""])
def test_a_day_to_answer_that_cannot_be_is_asked_again(world: World, until: str) -> None:
    demande = deposited(world)
    before = house()
    typed = {"parts": "pieces", "text": "Mots à garder.", "until": until, "version": demande.version}
    answer = Caller(world["delegate:33"]).post("dossiers:ask", typed, demande=demande.pk)
    assert answer.status == 422
    assert answer.says('class="rv-erreurs"')
    assert answer.says("Mots à garder.")
    assert house() == before


def test_a_damaged_account_is_said_and_shown_to_nobody(world: World, referent: Caller) -> None:
    demande = fill(world, new_demande(world))
    with acting(world[WHO]), connection.cursor() as cursor:
        cursor.execute("SELECT text FROM dossiers_account WHERE demande_id = %s", [demande.pk])
        sealed = bytearray(cursor.fetchone()[0])
        sealed[-1] ^= 1
        cursor.execute("UPDATE dossiers_account SET text = %s WHERE demande_id = %s", [bytes(sealed), demande.pk])
    answer = referent.get("dossiers:part", demande=demande.pk, part="account")
    assert answer.status == 500
    assert answer.says("abîmée")


def test_a_double_click_on_the_first_form_makes_one_person(world: World, referent: Caller) -> None:
    with acting(world[WHO]):
        count = Person.objects.count()
    assert referent.post("dossiers:new_person", NEW).status == 200
    answer = referent.post("dossiers:new_person", NEW)
    with acting(world[WHO]):
        assert Person.objects.count() == count + 1
    assert answer.says("déjà")


def test_a_second_click_on_what_is_added_to_a_person_adds_nothing(world: World, referent: Caller) -> None:
    person = new_person(world)
    today = str(world.today)
    for page, typed in (
        ("dossiers:note", {"text": "Appelée ce matin."}),
        ("people:child_new", {"given_name": "Petit Galet", "year": "2020"}),
        (
            "people:accord_new",
            {"kind": "safety", "given_on": today, "language": "français", "interpreter": "sans interprète"},
        ),
    ):
        assert referent.post(page, typed, person=person.pk).status == 200, page
        before = {name: len(rows) for name, rows in house().items()}
        again = referent.post(page, typed, person=person.pk)
        assert again.status < 500, page
        assert {name: len(rows) for name, rows in house().items()} == before, page
