"""A rule asked by its name: what its facts may be, the sentence of each refusal, the form of each answer."""

import json
from pathlib import Path
from typing import Any

import pytest

from rivage.law import evaluation, schema
from rivage.law.casefile import evaluate, read_cases
from rivage.law.facts import BadFact
from rivage.law.given import signature
from rivage.law.lawfile import LawFileError
from rivage.law.territory import NotADepartement, departement

CASES = Path(__file__).parent / "cases"


def write(folder: Path, text: str) -> Path:
    path = folder / "essai.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def judge(folder: Path, rule: str, given: str, expect: str = "") -> dict[str, Any]:
    """The line of one case, its facts written as in a file, on line 2."""
    text = f"# essai\n- rule: {rule}\n  given: {{{given}}}\n{expect}"
    return evaluate(read_cases(write(folder, text))[0])


AMOUNT = 'children: 2, on: 2023-01-01, code: "75"'
PERIOD = "first_day: 2026-01-15, last_day: 2026-07-14"

# rule, facts, line, field, words of the sentence
REFUSED = {
    "all the missing facts": ("afis.amount", "children: 2", "on, code", "il manque les faits on et code"),
    "one missing fact": ("afis.amount", "children: 2, on: 2023-01-01", "code", "il manque le fait code"),
    "missing facts of a record": ("afis.evaluate", "children: 2", "decided_on, departement", "il manque les faits"),
    "missing facts of a period": (
        "afis.months",
        'period: {first_day: 2026-01-15}, children: 0, code: "75"',
        "period.last_day",
        "il manque le fait last_day",
    ),
    "a misspelt fact": (
        "afis.amount",
        f"{AMOUNT}, childern: 1",
        "childern",
        "Le plus proche est «\u00a0children\u00a0»",
    ),
    "a fact of no rule": ("afis.amount", f"{AMOUNT}, zzz: 1", "zzz", "children, on, code et chosen"),
    "a misspelt rule": ("afis.amont", AMOUNT, "rule", "Noms proches\u00a0: afis.amount"),
    "minus one child": ("afis.amount", AMOUNT.replace("2,", "-1,", 1), "children", "au moins égal à 0"),
    "a thousand children": ("afis.amount", AMOUNT.replace("2,", "1000,", 1), "children", "d’au plus 30"),
    "a float": ("afis.amount", AMOUNT.replace("2,", "2.5,", 1), "children", "un nombre entier est attendu"),
    "yes for a number": ("afis.amount", AMOUNT.replace("2,", "true,", 1), "children", "un nombre entier est attendu"),
    "a date as text": ("afis.amount", AMOUNT.replace("2023-01-01", '"2023-01-01"'), "on", "sans guillemets"),
    "29 February of a common year": ("afis.amount", AMOUNT.replace("2023-01-01", "2023-02-29"), "on", "n’existe pas"),
    "a date with an hour": ("afis.amount", AMOUNT.replace("2023-01-01", "2023-01-01 10:00:00"), "on", "une heure"),
    "a number as a code": ("afis.amount", AMOUNT.replace('"75"', "75"), "code", "entre guillemets"),
    "no département": ("afis.amount", AMOUNT.replace('"75"', '"20"'), "departement", "d’aucun département"),
    "an amount as a float": (
        "afis.evaluate",
        'decided_on: 2025-06-10, departement: "75", resources: 645.5',
        "resources",
        'comme "343.20"',
    ),
    "an amount in words": (
        "afis.evaluate",
        'decided_on: 2025-06-10, departement: "75", resources: beaucoup',
        "resources",
        "un montant est attendu",
    ),
    "a negative amount": (
        "afis.evaluate",
        'decided_on: 2025-06-10, departement: "75", resources: "-1.00"',
        "resources",
        "négatif",
    ),
    "an unknown code": (
        "afis.evaluate",
        'decided_on: 2025-06-10, departement: "75", document: passeport',
        "document",
        "attestation_asile",
    ),
    "yes in words": (
        "afis.evaluate",
        'decided_on: 2025-06-10, departement: "75", pregnant: peut-être',
        "pregnant",
        "true ou false",
    ),
    "a period backwards": (
        "afis.months",
        'period: {first_day: 2026-07-14, last_day: 2026-01-15}, children: 0, code: "75"',
        "period.end",
        "finit après",
    ),
    "a day for a period": ("afis.months", 'period: 2026-01-15, children: 0, code: "75"', "period", "nom: valeur"),
    "a bad day inside a list": (
        "parcours.months_used",
        f"periods: [{{{PERIOD}}}, {{first_day: 2027-02-29, last_day: 2027-07-14}}]",
        "periods.2.first_day",
        "n’existe pas",
    ),
    "no list": ("parcours.months_used", f"periods: {{{PERIOD}}}", "periods", "une liste est attendue"),
    "a bad nested record": (
        "commission.quorum",
        "n_members: 5, present: 2, on: 2026-01-10, reconvened: {same_agenda: 3, says_no_quorum: true}",
        "reconvened.same_agenda",
        "true ou false",
    ),
    "a seat that is no number": ("commission.voters", "seats: {premier: [dune]}", "seats", "un nombre entier"),
    "an unknown parameter": ("at", "name: afis.age, on: 2023-01-01", "name", "proches\u00a0: afis.age_ans"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_no_rule_can_read_is_refused_with_its_file_line_and_fact(tmp_path: Path, what: str) -> None:
    rule, given, field, words = REFUSED[what]
    line = judge(tmp_path, rule, given)
    assert line["error"]["field"] == field
    assert line["error"]["sentence"].startswith("essai.yaml, ligne ")
    assert f"{field}\u00a0: " in line["error"]["sentence"]
    assert words in line["error"]["sentence"]
    assert "outcome" not in line
    assert "result" not in line


def test_the_line_is_that_of_the_fact_and_else_of_the_case(tmp_path: Path) -> None:
    text = '- rule: afis.amount\n  given:\n    on: 2023-01-01\n    children: -1\n    code: "75"\n'
    assert "ligne 4" in evaluate(read_cases(write(tmp_path, text))[0])["error"]["sentence"]
    text = "- rule: afis.amount\n  given:\n    on: 2023-01-01\n"
    assert "ligne 1" in evaluate(read_cases(write(tmp_path, text))[0])["error"]["sentence"]


def test_a_refusal_never_repeats_the_value(tmp_path: Path) -> None:
    line = judge(tmp_path, "afis.evaluate", 'decided_on: 2025-06-10, departement: "75", document: secret-de-lina')
    assert "secret" not in json.dumps(line)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("- rule: [\n", 2, "YAML lisible"),
        ("rule: afis.amount\n", 1, "une liste d’exemples"),
        ("", 1, "une liste d’exemples"),
        ("- afis.amount\n", 1, "l’exemple 1"),
        ("- rule: at\n  given: {}\n  expects: {}\n", 3, "champ inconnu «\u00a0expects\u00a0»"),
        ("- given: {}\n", 1, "un nom de règle"),
        ("- rule: at\n", 1, "des faits"),
        ("- rule: at\n  given: 3\n", 2, "des faits"),
        ("- rule: at\n  given: {}\n  expect: oui\n", 3, "expect"),
        ("- rule: at\n  given: {[a]: 1}\n", 2, "un nom simple"),
        ("- rule: at\n  given: {on: 2023-01-01, on: 2024-01-01}\n", 2, "écrit deux fois"),
    ],
)
def test_a_file_that_is_no_list_of_cases_is_refused_with_its_line(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    with pytest.raises(LawFileError) as raised:
        read_cases(write(tmp_path, text))
    assert str(raised.value).startswith(f"essai.yaml, ligne {line}\u00a0: ")
    assert words in str(raised.value)


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(LawFileError, match="ne s’ouvre pas"):
        read_cases(tmp_path / "rien.yaml")


def test_json_is_read_as_yaml_is(tmp_path: Path) -> None:
    line = judge(tmp_path, "commission.chairs", '"code": "59", "on": 2026-01-01')
    assert line["result"] == ["le préfet ou son représentant"]


def test_a_no_keeps_its_articles_and_its_values(tmp_path: Path) -> None:
    line = judge(tmp_path, "parcours.period_months", "requested: 7, months_used: 0, on: 2026-11-21")
    assert (line["outcome"], line["articles"]) == ("no", ["CASF R121-12-10"])
    assert [each["name"] for each in line["values"]] == ["psp.periode_mois", "psp.duree_totale_max_mois"]


def test_what_leans_on_an_unconfirmed_value_says_so(tmp_path: Path) -> None:
    line = judge(tmp_path, "afis.amount", AMOUNT.replace("2023-01-01", "2026-01-01"))
    assert line["to_confirm"] == ["afis.montant", "afis.bareme_2025"]
    assert line["result"] == line["values"][0]
    assert (line["result"]["value"], line["result"]["from"], line["result"]["to"]) == ("771.60", "2025-12-01", None)


def test_a_verdict_beside_a_period_gives_both(tmp_path: Path) -> None:
    line = judge(tmp_path, "parcours.grant", "start: 2026-01-15, months_used: 0, requested: 6, on: 2026-01-10")
    assert (line["outcome"], line["result"]) == ("yes", {"first_day": "2026-01-15", "last_day": "2026-07-14"})


@pytest.mark.parametrize(
    "expect",
    [
        'value: "555.37"',
        "error: BadFact",
        "articles: [CASF L121-9]",
        "to_confirm: [afis.montant, afis.bareme_2025]",
        "status: TO_CONFIRM",
        "nothing: 3",
    ],
)
def test_what_does_not_come_out_is_told(tmp_path: Path, expect: str) -> None:
    line = judge(tmp_path, "afis.amount", AMOUNT, f"  expect: {{{expect}}}\n")
    assert len(line["differences"]) == 1


@pytest.mark.parametrize("expect", ["outcome: question", "no_codes: [not_the_period]", "codes: [x]", "reads: demain"])
def test_what_a_verdict_does_not_say_is_told(tmp_path: Path, expect: str) -> None:
    given = "requested: 7, months_used: 0, on: 2026-11-21"
    line = judge(tmp_path, "parcours.period_months", given, f"  expect: {{{expect}}}\n")
    assert len(line["differences"]) == 1


def test_an_unexpected_refusal_is_told(tmp_path: Path) -> None:
    line = judge(tmp_path, "afis.amount", "children: -1", '  expect: {value: "555.36"}\n')
    assert line["differences"] == [line["error"]["sentence"]]


def test_a_record_missing_from_a_list_is_told(tmp_path: Path) -> None:
    given = "on: 2026-01-01"
    found = judge(tmp_path, "commission.composition", given, "  expect: {has: [{number: 12, on_files: false}]}\n")
    wrong = judge(tmp_path, "commission.composition", given, "  expect: {has: [{number: 12, on_files: true}]}\n")
    assert (len(found["differences"]), len(wrong["differences"])) == (0, 1)


def test_every_rule_has_facts_that_a_file_can_hold() -> None:
    for function in evaluation.RULES.values():
        assert signature(function).readers


def test_an_unknown_rule_is_a_refusal() -> None:
    with pytest.raises(BadFact, match="aucune règle"):
        evaluation.answer("rien", {})


def test_a_number_is_not_the_code_of_a_departement() -> None:
    with pytest.raises(NotADepartement):
        departement(75)  # type: ignore[arg-type]


def breaches(found: Any, asked: dict[str, Any], place: str = "line") -> list[str]:
    """Where a JSON value does not follow a schema: the few words of JSON Schema that ours uses."""
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "null": type(None)}
    wanted = asked.get("type", [])
    allowed = tuple(kinds[each] for each in ([wanted] if isinstance(wanted, str) else wanted))
    if allowed and not isinstance(found, allowed):
        return [f"{place}: {type(found).__name__}"]
    wrong = [f"{place}: {found}"] if "enum" in asked and found not in asked["enum"] else []
    wrong += [f"{place}: no {name}" for name in asked.get("required", ()) if name not in found]
    if "oneOf" in asked and sum(not breaches(found, each, place) for each in asked["oneOf"]) != 1:
        wrong.append(f"{place}: oneOf")
    if isinstance(found, dict) and "properties" in asked:
        known = asked["properties"]
        wrong += [f"{place}: {name}" for name in found if name not in known]
        for name in found.keys() & known.keys():
            wrong += breaches(found[name], known[name], f"{place}.{name}")
    if isinstance(found, list) and "items" in asked:
        wrong += [each for item in found for each in breaches(item, asked["items"], place)]
    return wrong


def test_every_answer_follows_the_schema_of_the_document() -> None:
    lines = [evaluate(case) for path in sorted(CASES.glob("*.yaml")) for case in read_cases(path)]
    assert lines
    assert {"error" in line for line in lines} == {True, False}
    assert [each for line in lines for each in breaches(json.loads(json.dumps(line)), schema.LINE)] == []


def test_an_answer_out_of_the_schema_is_seen() -> None:
    assert breaches({"file": "a", "line": "2", "rule": "at"}, schema.LINE) == ["line: oneOf", "line.line: str"]
    assert breaches({**dict.fromkeys(("file", "rule"), ""), "line": 1, "outcome": "oui"}, schema.LINE)
