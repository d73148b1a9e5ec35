"""The files of the law are trusted only if they say everything, without hole, overlap or doubt."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from rivage.law import references, values
from rivage.law.lawfile import CHECKERS, LawFileError, read_folder
from rivage.law.territory import departements
from rivage.law.values import NoValue, at, names, parameter, parameters
from rivage.law.wording import day

SOUND = """\
essai.duree:
  label: une durée
  unit: mois
  article: CASF R121-12-10
  source: décret
  confidence: H
  status: CONFIRMED
  checked: 2026-11-20
  values:
    - {from: 2016-10-31, to: 2019-12-31, value: 6}
    - {from: 2020-01-01, to: null, value: 7}
  checked_by: équipe de Rivage, une personne
"""


def write(folder: Path, text: str, name: str = "essai.yaml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_sound_file_is_read(tmp_path: Path) -> None:
    found = read_folder(write(tmp_path, SOUND))["essai.duree"]
    assert [(value.start, value.end, value.value) for value in found.values] == [
        (date(2016, 10, 31), date(2019, 12, 31), 6),
        (date(2020, 1, 1), None, 7),
    ]
    assert {value.article for value in found.values} == {"CASF R121-12-10"}
    assert (found.file, found.line) == ("essai.yaml", 1)


def swap(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new)

    return change


BAD = {
    "no article": (swap("  article: CASF R121-12-10\n", ""), 9, "article"),
    "empty article": (swap("CASF R121-12-10", '""'), 4, "article"),
    "no source": (swap("  source: décret\n", ""), 9, "source"),
    "no check": (swap("  checked: 2026-11-20\n", ""), 9, "checked"),
    "nobody checked": (swap("  checked_by: équipe de Rivage, une personne\n", ""), 10, "checked_by"),
    "checked by a name": (swap("équipe de Rivage, une personne", "Jeanne Martin"), 12, "équipe de Rivage"),
    "no end said": (swap("to: null, ", ""), 11, "to"),
    "no label": (swap("  label: une durée\n", ""), 1, "label"),
    "overlap": (swap("2020-01-01", "2019-12-31"), 11, "chevauchent"),
    "hole": (swap("2020-01-01", "2020-01-02"), 11, "aucune valeur entre"),
    "after one without end": (swap("2019-12-31", "null"), 11, "pas de fin"),
    "ends before it starts": (swap("2019-12-31", "2016-10-30"), 10, "finit avant"),
    "date as text": (swap("2020-01-01", "janvier"), 11, "from"),
    "day that does not exist": (swap("2020-01-01", "2020-02-30"), 11, "n’existe pas"),
    "hour": (swap("2020-01-01", "2020-01-01T10:00:00"), 11, "from"),
    "unknown confidence": (swap("confidence: H", "confidence: X"), 6, "confidence"),
    "unknown status": (swap("CONFIRMED", "SURE"), 7, "status"),
    "inferred but confirmed": (swap("confidence: H", "confidence: L"), 7, "déduit"),
    "unknown unit": (swap("unit: mois", "unit: lunes"), 3, "unité"),
    "float": (swap("value: 7", "value: 7.5"), 11, "unité"),
    "negative": (swap("value: 7", "value: -7"), 11, "unité"),
    "yes": (swap("value: 7", "value: yes"), 11, "unité"),
    "money as a number": (swap("unit: mois", "unit: EUR"), 10, "guillemets"),
    "unknown field": (swap("  source:", "  sources:"), 5, "sources"),
    "written twice": (lambda text: text + SOUND, 13, "deux fois"),
    "field twice": (swap("value: 7", "value: 7, value: 8"), 11, "deux fois"),
    "bad name": (swap("essai.duree", "Durée"), 1, "minuscules"),
    "not YAML": (lambda text: text + "  - [", 13, "YAML"),
    "empty": (lambda _: "", 1, "attendues"),
    "a day of no year": (swap("unit: mois", "unit: mois\n  revised: 02-30"), 4, "un jour de l’année"),
    "a day of some years": (swap("unit: mois", "unit: mois\n  revised: 02-29"), 4, "un jour de l’année"),
    "a calendar in words": (swap("unit: mois", "unit: mois\n  revised: souvent"), 4, "un jour de l’année"),
    "an amount that says no calendar": (
        lambda text: text.replace("unit: mois", "unit: EUR").replace(": 6}", ': "6.00"}').replace(": 7}", ': "7.00"}'),
        1,
        "dit quand il est relu",
    ),
    "no calendar and no delay of the house": (
        swap("unit: mois", "unit: mois\n  revised: sans_calendrier"),
        1,
        "relecture.sans_calendrier_mois",
    ),
    "a list": (lambda _: "- 1\n", 1, "attendues"),
    "no values": (lambda text: text[: text.index("    - ")], 9, "liste"),
    "one reading": (swap("  unit: mois\n", "  unit: mois\n  alternatives: {a: un}\n"), 4, "deux lectures"),
    "reading not listed": (
        lambda text: text.replace("  unit: mois\n", "  unit: mois\n  alternatives: {a: un, b: deux}\n"),
        4,
        "reste à confirmer",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_doubtful_file_is_refused_with_its_line(tmp_path: Path, name: str) -> None:
    change, line, word = BAD[name]
    with pytest.raises(LawFileError) as raised:
        read_folder(write(tmp_path, change(SOUND)))
    assert str(raised.value).startswith(f"essai.yaml, ligne {line}\u00a0: ")
    assert word in str(raised.value)


HOUSE = """\
relecture.sans_calendrier_mois:
  label: délai
  unit: mois
  article: usage
  source: usage
  confidence: L
  status: TO_CONFIRM
  checked: 2026-11-20
  values:
    - {from: 2016-10-31, to: null, value: 12}
  checked_by: équipe de Rivage, une personne
"""


@pytest.mark.parametrize(
    ("revised", "checked", "due"),
    [
        ('"04-01"', "2026-11-20", date(2027, 4, 1)),
        ('"04-01"', "2027-03-31", date(2027, 4, 1)),
        ('"04-01"', "2027-04-01", date(2028, 4, 1)),
        ('"12-31"', "2026-11-20", date(2026, 12, 31)),
        ("sans_calendrier", "2026-11-20", date(2027, 11, 20)),
        ("sans_calendrier", "2028-02-29", date(2029, 2, 28)),
    ],
)
def test_a_value_is_to_confirm_once_it_should_have_been_read_again(
    tmp_path: Path, revised: str, checked: str, due: date
) -> None:
    text = SOUND.replace("unit: mois", f"unit: mois\n  revised: {revised}").replace("2026-11-20", checked)
    *_, sure, after = read_folder(write(tmp_path, text + HOUSE))["essai.duree"].values
    assert (sure.end, sure.status, sure.reread_on) == (due - timedelta(days=1), "CONFIRMED", due)
    assert (after.start, after.end, after.value, after.status) == (due, None, 7, "TO_CONFIRM")
    assert after.note == f"Cette valeur devait être relue pour le {day(due)}."


def test_what_a_law_alone_moves_and_what_has_ended_are_not_to_be_read_again(tmp_path: Path) -> None:
    by_law = SOUND.replace("unit: mois", "unit: mois\n  revised: par_la_loi")
    ended = SOUND.replace("unit: mois", 'unit: mois\n  revised: "04-01"').replace("to: null", "to: 2031-12-31")
    for text in (SOUND, by_law, ended):
        values_of = read_folder(write(tmp_path, text))["essai.duree"].values
        assert [(each.status, each.reread_on) for each in values_of] == [("CONFIRMED", None)] * 2


def test_every_value_that_moves_says_when_it_is_read_again() -> None:
    """A new amount, a new yearly value cannot be written without: by its unit, its words, or how often it moved."""
    words = ("revaloris", "annuel", "plafond", "taxe", "barème", "smic", "chaque 1er")
    for found in parameters().values():
        last = found.values[-1]
        spoken = f"{found.label} {found.to_settle} {last.source}".lower()
        numbers = [each.value for each in found.values if isinstance(each.value, int | Decimal | tuple)]
        moved = sum(1 for one, two in pairwise(numbers) if one != two)
        named = any(word in spoken for word in words) and found.unit in ("EUR", "nombre", "fraction")
        if last.end is None and not found.is_assumption and (found.unit == "EUR" or named or moved > 2):
            assert found.revised, found.name


def test_a_value_that_moves_is_never_called_confirmed_past_its_day() -> None:
    due = {found.name: found.values[-1].reread_on for found in parameters().values() if found.values[-1].reread_on}
    assert set(due) >= {
        "rsa.montant_forfaitaire",
        "afis.bareme_national",
        "afis.bareme_mayotte",
        "ada.base",
        "ada.additionnel",
        "aps.taxe_delivrance",
        "aps.taxe_renouvellement",
        "droits.css_plafond_annuel",
    }
    for name, on in due.items():
        assert at(name, on).to_confirm, name
        assert at(name, date(2099, 1, 1)).to_confirm, name
        assert at(name, at(name, on).checked).reread_on == on, name


def test_the_threshold_of_the_aid_is_not_called_confirmed_after_its_year() -> None:
    assert not at("rsa.montant_forfaitaire", date(2027, 3, 31)).to_confirm
    assert at("rsa.montant_forfaitaire", date(2027, 4, 1)).to_confirm
    assert not at("ada.base", date(2027, 11, 20)).to_confirm
    assert at("ada.base", date(2027, 11, 21)).to_confirm


def test_what_never_moves_is_not_doubted_by_the_years() -> None:
    """An article's months are sure until a text changes them: a screen that doubts everything says nothing."""
    far = date(2099, 1, 1)
    for name in (
        "psp.periode_mois",
        "psp.duree_totale_max_mois",
        "afis.age_ans",
        "afis.conditions",
        "aps.silence_mois",
    ):
        assert not at(name, far).to_confirm, name
    today = [name for name, held in parameters().items() if held.values[-1].end is None and not held.is_assumption]
    moved = [name for name in today if at(name, far).to_confirm is not at(name, date(2026, 11, 30)).to_confirm]
    assert {name.split(".")[0] for name in moved} == {"rsa", "ada", "stage", "titres"}


def test_the_same_name_in_two_files_is_refused(tmp_path: Path) -> None:
    write(tmp_path, SOUND)
    write(tmp_path, SOUND, "suite.yaml")
    with pytest.raises(LawFileError, match=r"suite\.yaml, ligne 1.*déjà défini dans essai\.yaml"):
        read_folder(tmp_path)


def test_a_repealed_rule_has_no_value_any_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(values, "FOLDER", write(tmp_path, SOUND.replace("to: null", "to: 2024-06-30")))
    values.parameters.cache_clear()
    values._series.cache_clear()
    try:
        assert at("essai.duree", date(2024, 6, 30)).value == 7
        with pytest.raises(NoValue, match="30\u00a0juin\u00a02024"):
            at("essai.duree", date(2024, 7, 1))
    finally:
        values.parameters.cache_clear()
        values._series.cache_clear()


def test_every_value_answers_on_its_first_and_last_days() -> None:
    for name in names():
        found = parameter(name)
        with pytest.raises(NoValue):
            at(name, found.values[0].start - timedelta(days=1))
        for value in found.values:
            assert at(name, value.start) is value, name
            assert at(name, value.end or date(2099, 12, 31)) is value, name
            assert value.checked <= date(2026, 11, 30), name


def test_what_is_to_confirm_says_what_a_lawyer_must_settle() -> None:
    silent = {
        found.name
        for found in parameters().values()
        if any(value.to_confirm for value in found.values) and not found.to_settle
    }
    assert silent == set()


def test_every_amount_is_a_decimal() -> None:
    for found in parameters().values():
        for value in found.values:
            amounts = value.value if isinstance(value.value, tuple) else (value.value,)
            assert found.unit != "EUR" or all(isinstance(each, Decimal) for each in amounts)
            assert not any(isinstance(each, float) for each in amounts)


def test_an_unknown_name_is_an_error_of_the_program() -> None:
    with pytest.raises(KeyError):
        at("psp.periode_mois_", date(2026, 1, 1))


def test_there_are_101_departements() -> None:
    found = departements()
    assert len({each.code for each in found}) == 101
    assert len({each.name for each in found}) == 101
    assert len({each.region for each in found}) == 18
    assert {each.code for each in found if each.timezone != "Europe/Paris"} == {"971", "972", "973", "974", "976"}


def test_every_value_says_by_what_function_it_was_checked() -> None:
    assert {value.checked_by for found in parameters().values() for value in found.values} <= set(CHECKERS)


def test_the_identifiers_that_the_sources_give_are_carried() -> None:
    """Each one that the texts consulted give, on what cites it; no other."""
    given = {
        "afis.versement": {"JORFTEXT000034420613", "NOR FDFA1703439D"},
        "afis.bareme_mayotte": {"LEGIARTI000034422092"},
        "commission.mandat_ans": {"LEGISCTA000033330556"},
        "psp.modeles": {"NOR AFSA1703076C"},
        "aps.asile": {"NOR SSAA2201128C"},
        "infraction.amende_forfaitaire": {"JORFSCTA000052651873"},
        "aps.duree_minimale_mois": {"LEGITEXT000006070158"},
        "infraction.achat_amende_max": {"LEGITEXT000006070719"},
        "droits.remise_impots": {"LEGITEXT000006069583"},
        "droits.logement_social": {"LEGITEXT000006074096"},
        "commission.convocation_jours": {"LEGITEXT000031366350"},
    }
    for name, wanted in given.items():
        assert set(references.identifiers(parameter(name).values[-1])) >= wanted, name
    carried = {each for found in references.registry().values() for each in found}
    assert carried == set().union(*given.values())
    # Written in a source too, they are the same.
    for found in parameters().values():
        for value in found.values:
            said = set(re.findall(r"(?:JORFTEXT|LEGIARTI)\d+|NOR \w+", value.source))
            assert said <= set(references.identifiers(value)), found.name


def test_a_section_is_not_taken_for_its_neighbour() -> None:
    assert "LEGISCTA000033330556" not in references.identifiers(parameter("psp.periode_mois").values[-1])
    assert references.identifiers(parameter("psp.periode_mois").values[-1]) == ()
