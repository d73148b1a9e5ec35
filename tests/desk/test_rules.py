"""The rules on the screen: on a day, in words, found by words, one by one with all they ever said."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from rivage.accounts.policies import allows
from rivage.core.french import day_in_words
from rivage.desk import rules
from rivage.law import afis
from rivage.law.values import at, names, parameter
from tests.bad_input.calling import Answer, Caller, answered
from tests.matrix.scene import EVERYONE
from tests.world import World

TODAY = date(2026, 11, 21)
UNSPOKEN = re.compile(r"prostitu|\bpsp\b|proxén|victime", re.IGNORECASE)
# A whole page is asked by one of each kind of body; the policy is the same for the others.
READERS = ("delegate:33", "signatory:75", "chair:33", "referent:estuaire33", "lead:amarres33", "delegate:23")


def ask(caller: Caller, page: str = "desk:rules", ids: dict[str, Any] | None = None, **query: str) -> Answer:
    return answered(caller.client.get(caller.url(page, **(ids or {})), query))


@pytest.fixture
def caller(world: World) -> Caller:
    return Caller(world["delegate:33"])


@pytest.mark.django_db
@pytest.mark.parametrize("reader", READERS)
def test_whoever_signs_in_reads_the_rules_and_finds_their_way_to_them(world: World, reader: str) -> None:
    caller = Caller(world[reader])
    page = ask(caller)
    assert page.status == 200
    for words in ("Durée d’une période de parcours", "6 mois", "CASF R121-12-10", "à confirmer", "À trancher : "):
        assert page.says(words), words
    assert f'href="{caller.url("desk:rules")}"' in caller.client.get(caller.url("desk:home")).content.decode()


@pytest.mark.parametrize("role", sorted(EVERYONE))
def test_the_policy_opens_the_rules_to_every_function_and_lets_nobody_write_them(role: str) -> None:
    for page in ("desk:rules", "desk:rule"):
        assert allows(page, "GET", role)
        assert not allows(page, "POST", role)
    for page in ("desk:try_afis", "desk:try_period"):
        assert allows(page, "GET", role)
        assert allows(page, "POST", role)


def test_every_rule_has_one_subject_and_one_address_that_says_nothing() -> None:
    addresses = [rules.slug(name) for name in names()]
    assert len(set(addresses)) == len(addresses)
    assert not any(UNSPOKEN.search(address) for address in addresses)
    assert [rules.found(address) for address in addresses] == [parameter(name) for name in names()]
    taken = [rule.parameter.name for group in rules.groups(TODAY, "", from_day=TODAY) for rule in group.rules]
    assert sorted(taken) == sorted(names())


def test_no_heading_says_what_it_is_about_whatever_the_label() -> None:
    rule = rules.rule_on(parameter("psp.periode_mois"), TODAY, from_day=TODAY)
    assert rule.heading == rule.title == "Durée d’une période de parcours"
    revealing = rules.Rule(rule.parameter, "Le parcours de sortie de la prostitution", "x", None, (), "")
    assert not UNSPOKEN.search(revealing.heading)
    for name in names():
        assert not UNSPOKEN.search(rules.rule_on(parameter(name), TODAY, from_day=TODAY).heading)


def test_titles_are_told_apart() -> None:
    titles = [rule.title for group in rules.groups(TODAY, "", from_day=TODAY) for rule in group.rules]
    assert {title for title in titles if titles.count(title) > 1} == set()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "amount", "other"),
    [
        ("2022-06-30", "sans enfant : 330,00 €", "343,20"),
        ("2022-07-01", "sans enfant : 343,20 €", "330,00"),
        ("2025-11-30", "sans enfant : 343,20 €", "559,44"),
        ("2025-12-01", "sans enfant : 559,44 €", "343,20"),
    ],
)
def test_the_day_asked_decides(caller: Caller, day: str, amount: str, other: str) -> None:
    page = ask(caller, le=day)
    assert page.says(amount)
    assert not page.says(f"sans enfant : {other}")


@pytest.mark.django_db
def test_a_rule_that_did_not_exist_says_its_first_day(caller: Caller) -> None:
    page = ask(caller, le="2017-04-14", mots="âge qu’il faut avoir dépassé")
    assert page.says("N’existait pas encore. Première règle le 2 décembre 2017.")
    assert not ask(caller, le="2017-12-02", mots="âge qu’il faut avoir dépassé").says("N’existait pas encore")


@pytest.mark.django_db
def test_a_rule_that_ended_says_its_first_day_without(caller: Caller) -> None:
    ended = next(held for held in map(parameter, names()) if held.values[-1].end and held.values[-1].end < TODAY)
    last = ended.values[-1].end
    assert last is not None
    there, gone = (rules.rule_on(ended, last + timedelta(days=more), from_day=TODAY) for more in (0, 1))
    assert there.value is not None
    assert gone.absent == f"N’existe plus depuis le {day_in_words(last + timedelta(days=1), on=TODAY, weekday=False)}."


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2021-02-29", "L’année 2021 n’a pas de 29 février."),
        ("29/02/2021", "L’année 2021 n’a pas de 29 février."),
        ("hier", "Cette date n’existe pas."),
        ("2021-13-01", "Cette date n’existe pas."),
        ("2015-12-31", "Rivage dit le droit depuis 2016."),
        ("0021-05-01", "L’année 0021 semble fausse."),
    ],
)
def test_a_bad_day_is_said_and_nothing_typed_is_lost(caller: Caller, typed: str, sentence: str) -> None:
    page = ask(caller, le=typed, mots="recours")
    assert page.status == 422
    assert page.says(sentence)
    assert re.search(rf'<input type="text" name="le" value="{re.escape(typed)}"', page.text)
    assert 'value="recours"' in page.text
    assert page.says("Délai du recours auprès du préfet")
    assert "<title>Erreur : Les règles · Rivage</title>" in page.text


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["2016-01-01", "2020-02-29", "2026-11-21"])
def test_a_good_day_is_taken(caller: Caller, day: str) -> None:
    assert ask(caller, le=day).status == 200


@pytest.mark.django_db
def test_a_day_to_come_says_that_it_shows_what_is_known(caller: Caller) -> None:
    assert ask(caller, le="2090-01-01").says("Cette date est à venir.")
    assert not ask(caller).says("Cette date est à venir.")


@pytest.mark.django_db
def test_words_find_rules_whatever_their_accents_and_say_when_there_is_none(caller: Caller) -> None:
    page = ask(caller, mots="MEDECIN ordre")
    assert page.says("médecin désigné par le conseil départemental de l’ordre")
    assert not page.says("Durée d’une période de parcours")
    assert ask(caller, mots="r421-1").says("Délai du recours devant le tribunal administratif")
    assert ask(caller, mots="zzz").says("Aucune règle ne contient ces mots")
    assert ask(caller, mots="x" * 101).status == 422


@pytest.mark.django_db
def test_a_page_of_one_rule_says_all_it_ever_said(caller: Caller) -> None:
    page = ask(caller, "desk:rule", {"rule": "afis.bareme_national"})
    for words in (
        "15 avril 2017", "au 30 juin 2022", "1er juillet 2022", "1er décembre 2025", "toujours en vigueur",
        "330,00 €", "343,20 €", "559,44 €", "CASF D121-12-14", "décret n° 2022-1340", "Lu dans le texte",
        "Déduit, aucun texte lu ne le dit", "Quel est le montant national depuis décembre 2025",
    ):  # fmt: skip
        assert page.says(words), words
    assert page.text.count("Ce jour-là") == 1


@pytest.mark.django_db
def test_a_hypothesis_shows_its_readings_and_the_one_in_use(caller: Caller) -> None:
    page = ask(caller, "desk:rule", {"rule": "parcours.attente_apres_terme"})
    used = page.text.index("Lecture suivie par Rivage")
    first = page.text.index("Les droits cessent au terme")
    assert first < used < page.text.index("Les droits courent jusqu’à la notification")
    assert page.says("maintient-il les droits entre le terme et la notification")


@pytest.mark.django_db
def test_a_rule_without_a_value_that_day_and_an_unknown_rule(caller: Caller) -> None:
    page = ask(caller, "desk:rule", {"rule": "afis.age_ans"}, le="2016-06-01")
    assert page.says("Première règle le 2 décembre 2017")
    assert not page.says("Ce jour-là")
    assert ask(caller, "desk:rule", {"rule": "afis.age_ans"}, le="2021-02-29").status == 422
    assert ask(caller, "desk:rule", {"rule": "psp.periode_mois"}).status == 404
    assert ask(caller, "desk:rule", {"rule": "rien.du_tout"}).status == 404


@pytest.mark.django_db
def test_every_rule_has_a_page(caller: Caller) -> None:
    for name in names():
        page = ask(caller, "desk:rule", {"rule": rules.slug(name)})
        assert page.status == 200, name
        assert not UNSPOKEN.search(re.search(r"<h1>(.*?)</h1>", page.text)[1]), name  # type: ignore[index]


def test_the_line_of_time_stays_inside_its_frame_and_marks_the_chosen_value() -> None:
    drawn = rules.drawing(parameter("rsa.montant_forfaitaire"), date(2020, 5, 1), TODAY)
    assert [segment.kind for segment in drawn.segments].count("ici") == 1
    assert drawn.segments[5].kind == "ici"
    for segment in drawn.segments:
        assert float(segment.x) >= 0
        assert float(segment.x) + float(segment.width) <= 100.01
    unsure = rules.drawing(parameter("afis.bareme_national"), date(2018, 1, 1), TODAY)
    assert [segment.kind for segment in unsure.segments] == ["ici", "autre", "attente"]


@pytest.mark.django_db
def test_a_computed_verdict_leads_to_the_rules_it_rests_on(world: World) -> None:
    membership = world["delegate:33"]
    age, amount = at("afis.age_ans", TODAY), afis.amount(1, TODAY, "33")
    drawn = render_to_string("accounts/parts/appuis.html", {"membership": membership, "values": (age, amount)})
    for address in ("afis.age_ans", "afis.bareme_national"):
        assert reverse("desk:rule", kwargs={"membership": membership.pk, "rule": address}) in drawn
    assert drawn.count("valeur à confirmer") == 0
    assert drawn.count("Valeur à confirmer") == 1
    assert "<a" not in render_to_string("accounts/parts/appuis.html", {"values": (age,)})
