"""Trials on typed facts: the law's answer under each reading, what cannot be read, and nothing kept of any of it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rivage.audit.models import Event
from tests.bad_input.calling import Answer, Caller
from tests.world import World, acting

FACTS = {
    "decided_on": "2026-11-21",
    "requested_on": "2026-10-05",
    "departement": "33",
    "path_authorised": "yes",
    "born_on": "2002-03-03",
    "nationality": "autre",
    "document": "aps",
    "children": "0",
    "resources": "120,50",
    "rsa": "non",
    "ada": "non",
    "protection": "no",
    "permit_years": "1",
}
PERIOD = {"decided_on": "2026-11-21", "used": "6", "requested": "6"}
RUNNING = PERIOD | {"first_day": "2026-05-01", "last_day": "2026-10-31"}


@pytest.fixture
def caller(world: World) -> Caller:
    return Caller(world["delegate:33"])


def seen(page: Answer) -> str:
    """What is read on the page: no tags, one space between words."""
    return " ".join(re.sub(r"<[^>]*>", " ", page.text).split()).replace(" ,", ",")


def aid(caller: Caller, **changed: str) -> Answer:
    return caller.post("desk:try_afis", FACTS | changed)


def period(caller: Caller, facts: dict[str, str] = PERIOD, **changed: str) -> Answer:
    return caller.post("desk:try_period", facts | changed)


@pytest.mark.django_db
def test_the_aid_is_answered_with_every_reason_article_value_and_status(caller: Caller) -> None:
    page = aid(caller)
    assert page.status == 200
    for words in (
        "Conditions réunies", "559,44 €", "par mois, si l’aide est accordée", "La personne a plus de 18 ans.",
        "CASF R121-12-13-1", "Âge qu’il faut avoir dépassé", "Le parcours est autorisé.",
        "Les ressources du foyer, 120,50 €, sont inférieures au plafond de 651,69 €.", "valeur à confirmer",
    ):  # fmt: skip
        assert page.says(words), words


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"resources": "651,69"}, "Une condition manque"),
        ({"resources": "651,68"}, "Conditions réunies"),
        ({"resources": "600", "other_resources": "60"}, "Une condition manque"),
        ({"path_authorised": "no"}, "Le parcours n’est pas autorisé."),
        ({"path_authorised": ""}, "À préciser"),
        ({"document": "aucun"}, "n’est pas un des documents admis"),
        ({"born_on": "", "birth_year": "2002"}, "Conditions réunies"),
        ({"born_on": ""}, "Il manque la date de naissance."),
        ({"children": "2", "permit_years": "5", "rsa": ""}, "Avec un enfant à charge, le RSA peut être demandé."),
        ({"departement": "976", "children": "1", "lone_parent": "no"}, "332,76 €"),
        ({"decided_on": "2025-11-30", "requested_on": "2025-11-01"}, "343,20 €"),
        ({"resources": "1 234,5 €"}, "1 234,50 €"),
    ],
)
def test_one_fact_changes_the_answer(caller: Caller, changed: dict[str, str], words: str) -> None:
    page = aid(caller, **changed)
    assert page.status == 200
    assert page.says(words)


@pytest.mark.django_db
def test_the_same_facts_on_another_day_say_what_changes(caller: Caller) -> None:
    page = aid(caller, other_on="2025-11-30", requested_on="2025-10-05")
    assert page.says("Au 30 novembre 2025")
    assert page.says("Le montant mensuel serait de 343,20 €.")
    assert page.says("Les autres raisons sont celles du 21 novembre 2026.")
    assert page.text.count("La personne a plus de 18 ans.") == 1
    assert aid(caller, other_on="2026-11-22").says("Pour les mêmes raisons que le 21 novembre 2026.")


@pytest.mark.django_db
def test_each_day_of_two_years_is_looked_at(caller: Caller) -> None:
    page = aid(caller, permit_years="5", rsa="")
    assert page.says("À partir du 3 mars 2027")
    assert page.says("À 25 ans, le RSA peut être demandé.")
    assert aid(caller).says("la réponse reste la même pendant deux ans")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("born_on", "2030-01-01", "cette date suit celle de la décision."),
        ("born_on", "2001-02-29", "L’année 2001 n’a pas de 29 février."),
        ("requested_on", "2026-11-22", "cette date suit celle de la décision."),
        ("requested_on", "2016-08-31", "La première règle est du 1er septembre 2016."),
        ("decided_on", "2017-04-14", "La première règle est du"),
        ("decided_on", "", "Il manque : Date de la décision."),
        ("birth_year", "1990", "n’est pas celle de la date de naissance"),
        ("children", "-1", "écrivez un nombre entre 0 et 30."),
        ("children", "31", "écrivez un nombre entre 0 et 30."),
        ("children", "deux", "Écrivez un nombre, en chiffres."),
        ("permit_years", "400", "écrivez un nombre entre 0 et 120."),
        ("resources", "-0,01", "Ses ressources, en euros : un montant ne peut pas être négatif."),
        ("resources", "12,345", "un montant s’écrit au centime près"),
        ("resources", "100000,01", "plus de 100 000 € pour un mois"),
        ("resources", "1e999999", "Écrivez un nombre, en chiffres."),
        ("resources", "NaN", "Écrivez un nombre, en chiffres."),
        ("other_resources", "-5", "un montant ne peut pas être négatif."),
        ("departement", "99", "Choisissez une des réponses proposées."),
        ("nationality", "martienne", "Choisissez une des réponses proposées."),
        ("other_on", "2026-10-04", "cette date suit celle de la décision."),
        ("other_on", "2015-01-01", "cette date suit celle de la décision."),
        ("children", "\x00", "NUL"),
    ],
)
def test_what_the_law_cannot_read_is_said_at_its_field_and_kept(
    caller: Caller, field: str, typed: str, sentence: str
) -> None:
    earlier = {"requested_on": "", "born_on": ""} if (field, typed) == ("decided_on", "2017-04-14") else {}
    page = aid(caller, **(earlier | {field: typed}))
    assert page.status in (400, 422)
    if page.status == 400:
        return
    where = page.text.index(f'id="id_{field}_error"')
    assert sentence in page.text[where : where + 400]
    assert not page.says("par mois, si l’aide est accordée")
    assert 'value="120,50"' in page.text or field == "resources"
    if typed and field not in ("departement", "nationality"):
        assert f'value="{typed}"' in page.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "La période est de 6 mois, 12 au total sur 24."),
        ({}, "Du 21 novembre 2026 au 20 mai 2027 inclus"),
        ({"used": "20"}, "Le total dépasserait 24 mois. Il en reste 4."),
        ({"used": "20", "requested": "4"}, "La période est de 4 mois, 24 au total sur 24."),
        ({"used": "24"}, "Les 24 mois de droits ouverts sont atteints."),
        ({"requested": "3"}, "Une période dure 6 mois"),
        ({"decided_on": "2026-08-31", "used": "0"}, "Du 31 août 2026 au 28 février 2027 inclus"),
    ],
)
def test_a_first_period(caller: Caller, changed: dict[str, str], words: str) -> None:
    page = period(caller, **changed)
    assert page.status == 200
    assert page.says(words)
    assert not page.says("Les droits de la période en cours")


@pytest.mark.django_db
def test_a_renewal_decided_in_time_has_one_answer(caller: Caller) -> None:
    page = period(caller, RUNNING, decided_on="2026-11-01")
    assert page.says("Du 1er novembre 2026 au 30 avril 2027 inclus")
    assert not page.says("Du 2 novembre")
    assert not page.says("Le texte ne tranche pas")


@pytest.mark.django_db
def test_a_late_renewal_shows_both_readings_and_the_one_in_use(caller: Caller) -> None:
    page = period(caller, RUNNING, decided_on="2026-11-02")
    decided, term = "Du 2 novembre 2026 au 1er mai 2027 inclus", "Du 1er novembre 2026 au 30 avril 2027 inclus"
    assert page.text.index(decided) < page.text.index("Lecture suivie par Rivage") < page.text.index(term)
    assert page.says("Jusqu’au 31 octobre 2026 inclus")
    assert "Jusqu’à la notification de la décision, 2 jours de plus que le terme" in seen(page)
    assert page.text.count("Lecture suivie par Rivage") == 2


@pytest.mark.django_db
def test_months_are_counted_from_the_start_of_the_run(caller: Caller) -> None:
    page = period(caller, RUNNING, decided_on="2026-08-15", first_day="2026-03-31", last_day="2026-09-29")
    assert page.says("Du 30 septembre 2026 au 30 mars 2027 inclus")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("notified", "words"),
    [
        ("2026-10-30", "Jusqu’au 29 octobre 2026 inclus, 2 jours de moins que le terme"),
        ("2026-11-01", "Jusqu’au 31 octobre 2026 inclus"),
        ("2026-11-03", "Jusqu’au 2 novembre 2026 inclus, 2 jours de plus que le terme"),
    ],
)
def test_a_notified_non_renewal_says_what_it_costs(caller: Caller, notified: str, words: str) -> None:
    assert words in seen(period(caller, RUNNING, notified_on=notified))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("used", "-1", "écrivez un nombre entre 0 et 120."),
        ("used", "", "Il manque"),
        ("requested", "0", "écrivez un nombre entre 1 et 120."),
        ("decided_on", "2016-10-30", "La première règle est du 31 octobre 2016."),
        ("decided_on", "9999-12-31", "L’année 9999 semble fausse."),
        ("last_day", "2026-04-30", "Ce jour vient avant le premier jour de la période."),
        ("last_day", "", "Il manque le dernier jour de la période en cours."),
        ("first_day", "", "Il manque le premier jour de la période en cours."),
        ("notified_on", "2026-04-30", "Ce jour vient avant la période en cours."),
    ],
)
def test_a_period_that_cannot_be_is_said_at_its_field(caller: Caller, field: str, typed: str, sentence: str) -> None:
    page = period(caller, RUNNING, **{field: typed})
    assert page.status == 422
    where = page.text.index(f'id="id_{field}_error"')
    assert sentence in page.text[where : where + 400]
    assert not page.says("Possible")


@pytest.mark.django_db
def test_a_non_renewal_without_a_period_is_asked_for_its_days(caller: Caller) -> None:
    assert period(caller, notified_on="2026-10-30").says("Un non-renouvellement met fin à une période.")


@pytest.mark.django_db
def test_the_page_says_that_nothing_is_kept_and_has_no_place_for_a_name(caller: Caller) -> None:
    for page in ("desk:try_afis", "desk:try_period"):
        answer = caller.client.get(caller.url(page))
        assert "Rien de ce que vous tapez ici n’est gardé" in answer.content.decode()
        assert "n’écrivez aucun nom" in answer.content.decode()
        assert "<textarea" not in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("page", "facts"), [("desk:try_afis", FACTS), ("desk:try_period", RUNNING)])
def test_an_answer_keeps_nothing(caller: Caller, page: str, facts: dict[str, str]) -> None:
    # Another day than today, which the session's own queries hold.
    facts = facts | {"decided_on": "2026-11-18"}
    with acting(caller.membership):
        told = Event.objects.count()
    with CaptureQueriesContext(connection) as queries:
        answer = caller.client.post(caller.url(page), facts)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert "Location" not in answer.headers
    asked = [query["sql"] for query in queries]
    assert asked
    assert [sql for sql in asked if not sql.startswith(("SELECT", "SAVEPOINT", "RELEASE SAVEPOINT"))] == []
    assert not any(typed in sql for sql in asked for typed in facts.values() if len(typed) > 5)
    kept = str(dict(caller.client.session.items()))
    assert not any(typed in kept for typed in facts.values() if len(typed) > 5)
    with acting(caller.membership):
        assert Event.objects.count() == told


@pytest.mark.django_db
def test_facts_in_the_address_are_not_read(caller: Caller) -> None:
    for page, facts in (("desk:try_afis", FACTS), ("desk:try_period", PERIOD)):
        answer = caller.client.get(caller.url(page), facts)
        text = answer.content.decode()
        assert answer.status_code == 200
        assert "La réponse</h2>" in text
        assert "120,50" not in text
