"""The files of the law are trusted only if they say everything, without hole, overlap or doubt."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from rivage.law import values
from rivage.law.lawfile import LawFileError, read_folder
from rivage.law.territory import departements
from rivage.law.values import NoValue, at, names, parameter, parameters

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
    "written twice": (lambda text: text + SOUND, 12, "deux fois"),
    "field twice": (swap("value: 7", "value: 7, value: 8"), 11, "deux fois"),
    "bad name": (swap("essai.duree", "Durée"), 1, "minuscules"),
    "not YAML": (lambda text: text + "  - [", 12, "YAML"),
    "empty": (lambda _: "", 1, "attendues"),
    "sure for ever": (swap("value: 7", "value: 7, sure_until: 2020-01-01"), 11, "sûre après sa vérification"),
    "sure of what is not": (
        lambda text: text.replace("CONFIRMED", "TO_CONFIRM").replace("value: 7", "value: 7, sure_until: 2027-03-31"),
        11,
        "sûre après sa vérification",
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


def test_a_value_is_to_confirm_once_it_should_have_been_read_again(tmp_path: Path) -> None:
    text = SOUND.replace("value: 7", "value: 7, sure_until: 2027-03-31")
    *_, sure, after = read_folder(write(tmp_path, text))["essai.duree"].values
    assert (sure.end, sure.status) == (date(2027, 3, 31), "CONFIRMED")
    assert (after.start, after.end, after.value, after.status) == (date(2027, 4, 1), None, 7, "TO_CONFIRM")
    assert after.note == "Cette valeur devait être relue pour le 1er\u00a0avril\u00a02027."


def test_the_threshold_of_the_aid_is_not_called_confirmed_after_its_year() -> None:
    assert not at("rsa.montant_forfaitaire", date(2027, 3, 31)).to_confirm
    assert at("rsa.montant_forfaitaire", date(2027, 4, 1)).to_confirm


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
            assert value.checked <= date(2026, 11, 29), name


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
