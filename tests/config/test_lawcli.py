"""`rivage law`: what each order prints, and the sentence of what it can't read. No database answers here."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rivage.config import cli, lawcli
from rivage.law import values

Run = Callable[..., tuple[int, list[str], str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def no_database(*_: object) -> int:
        raise AssertionError("the database was started")

    monkeypatch.setattr(cli, "served", no_database)

    def law(*words: object) -> tuple[int, list[str], str]:
        code = cli.main(["law", *map(str, words)])
        said = capsys.readouterr()
        return code, said.out.replace("\u00a0", " ").splitlines(), said.err.replace("\u00a0", " ").strip()

    return law


@pytest.fixture
def cases(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "essai.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_show_says_everything_of_a_value_on_a_day(run: Run) -> None:
    code, out, _ = run("show", "afis.bareme_national", "--on", "2026-01-01")
    told = "\n".join(out)
    assert code == 0
    for words in (
        "sans enfant : 559,44 €",
        "depuis le 1er décembre 2025",
        "unité : EUR",
        "CASF D121-12-14, décret publié au JO",
        "À CONFIRMER, confiance L (déduit, aucun texte lu ne le dit), vérifié le 20 novembre 2026",
        "à faire trancher : Quel est le montant national",
    ):
        assert words in told
    assert "343,20 €" not in told.replace("confirmé est 343,20", "")


def test_show_without_a_day_says_every_value(run: Run) -> None:
    told = "\n".join(run("show", "afis.bareme_national")[1])
    assert "du 15 avril 2017 au 30 juin 2022 inclus" in told
    assert "sans enfant : 330,00 €" in told
    assert "sans enfant : 559,44 €" in told


def test_show_says_the_readings_where_the_law_is_silent(run: Run) -> None:
    told = "\n".join(run("show", "psp.attente_apres_terme")[1])
    assert "lecture droits_suspendus (retenue) : " in told
    assert "lecture droits_maintenus_jusqu_a_notification : " in told


def test_show_lists_what_a_prefix_begins_and_says_the_only_one(run: Run) -> None:
    _, out, _ = run("show", "afis")
    assert [line.split()[0] for line in out] == list(values.names("afis"))
    assert run("show", "psp.attente")[1] == run("show", "psp.attente_apres_terme")[1]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("show", "afis.bareme_nationl"), "Aucun paramètre ne se nomme « afis.bareme_nationl »."),
        (("show", "afis.bareme_nationl"), "Noms proches : afis.bareme_national"),
        (("show", "afis.age_ans", "--on", "2017-12-01"), "Aucune règle afis.age_ans au 1er décembre 2017."),
        (("show", "afis.age_ans", "--on", "2023-02-29"), "« 2023-02-29 » n’est pas un jour du calendrier."),
        (("show", "afis.age_ans", "--on", "demain"), "« demain » n’est pas un jour du calendrier."),
        (("timeline", "rien"), "Aucun paramètre ne se nomme « rien »."),
        (("timeline", "afis.evaluate"), "Une règle demande un fichier de faits."),
        (("timeline", "afis.amount", "rien.yaml"), "rien.yaml, ligne 1 : ce fichier ne s’ouvre pas."),
        (("eval", "rien.yaml"), "rien.yaml, ligne 1 : ce fichier ne s’ouvre pas."),
        (("changes", "nulle-part"), "Aucun fichier de paramètres dans nulle-part."),
    ],
)
def test_what_cannot_be_answered_is_a_sentence_and_a_code(run: Run, words: tuple[str, ...], sentence: str) -> None:
    code, out, err = run(*words)
    assert (code, out) == (1, [])
    assert sentence in err


def test_eval_prints_one_json_line_a_case(run: Run, cases: Callable[[str], Path]) -> None:
    path = cases(
        '- {rule: afis.amount, says: deux, given: {children: 2, on: 2023-01-01, code: "75"}}\n'
        "- {rule: parcours.period_months, given: {requested: 7, months_used: 0, on: 2026-11-21}}\n"
        '- {rule: afis.amount, given: {children: 2, on: 2010-01-01, code: "75"}}\n'
    )
    code, out, _ = run("eval", path)
    amount, months, absent = map(json.loads, out)
    assert code == 0
    assert (amount["file"], amount["line"], amount["says"], amount["result"]["value"]) == (
        "essai.yaml",
        1,
        "deux",
        "555.36",
    )
    assert (months["line"], months["outcome"], months["articles"]) == (2, "no", ["CASF R121-12-10"])
    assert absent["error"]["kind"] == "NoValue"
    assert not any("given" in line or "differences" in line for line in (amount, months, absent))


def test_eval_repeats_the_facts_when_asked(run: Run, cases: Callable[[str], Path]) -> None:
    path = cases('- {rule: afis.amount, given: {children: 2, on: 2023-01-01, code: "75"}}\n')
    (line,) = map(json.loads, run("eval", path, "--given")[1])
    assert line["given"] == {"children": 2, "on": "2023-01-01", "code": "75"}


@pytest.mark.parametrize(
    ("case", "code"),
    [
        ("{rule: afis.amount, given: {children: 2, on: 2023-01-01}}", 1),
        ("{rule: afis.amount, given: {children: 2, on: 2023-01-01}, expect: {error: BadFact}}", 0),
        ("{rule: afis.amount, given: {children: 2, on: 2023-01-01}, expect: {error: NoValue}}", 1),
        ('{rule: afis.amount, given: {children: 2, on: 2023-01-01, code: "75"}, expect: {value: "1.00"}}', 1),
        ('{rule: afis.amount, given: {children: 2, on: 2023-01-01, code: "75"}, expect: {value: "555.36"}}', 0),
        ('{rule: afis.amount, given: {children: 2, on: 2023-02-29, code: "75"}}', 1),
    ],
)
def test_the_code_of_eval_says_whether_all_was_read_and_as_expected(
    run: Run, cases: Callable[[str], Path], case: str, code: int
) -> None:
    assert run("eval", cases(f"- {case}\n"))[0] == code


def test_eval_goes_on_after_a_refused_case(run: Run, cases: Callable[[str], Path]) -> None:
    good = "{rule: commission.mandate, given: {start: 2024-03-01}}"
    code, out, _ = run("eval", cases(f"- {{rule: rien, given: {{}}}}\n- {good}\n"))
    assert (code, len(out)) == (1, 2)
    assert json.loads(out[1])["result"]["last_day"] == "2027-02-28"


def test_a_malformed_file_is_named_with_its_line(run: Run, cases: Callable[[str], Path]) -> None:
    code, _, err = run("eval", cases("- rule: at\n  given: [\n"))
    assert (code, err) == (1, "essai.yaml, ligne 3 : ce fichier n’est pas du YAML lisible.")


def test_timeline_of_a_parameter(run: Run) -> None:
    out = run("timeline", "afis.supplement_national")[1]
    assert out[1] == "2017-04-15 → 2022-06-30  102,00 €  CASF D121-12-14  confirmé"
    assert out[-1] == "2025-12-01 → …           106,08 €  CASF D121-12-14  À CONFIRMER"


def test_timeline_of_a_person_month_by_month(run: Run) -> None:
    path = lawcli.EXAMPLES / "afis-lina.yaml"
    _, out, _ = run("timeline", "afis.evaluate", path, "--from", "2025-11", "--to", "2026-04")
    months = [line.split()[0] for line in out]
    assert months == ["2025-11", "2025-12", "2026-01", "2026-02", "2026-03", "2026-04"]
    assert "oui  343,20 €  CASF R121-12-13-1" in out[0]
    assert out[1].endswith("à confirmer : afis.montant et afis.bareme_2025")
    assert "non  CASF L262-4" in out[5]
    assert len(run("timeline", "afis.evaluate", path)[1]) == 120
    runs = run("timeline", "afis.evaluate", path, "--runs")[1]
    assert any(line.startswith("2025-12 → 2026-03  oui") for line in runs)


@pytest.mark.parametrize(
    ("text", "bounds", "sentence"),
    [
        ("- 1\n", ("2026-01", "2026-02"), "essai.yaml, ligne 1 : des lignes « fait: valeur » sont attendues."),
        ("{}\n", ("2026-13", "2026-02"), "« 2026-13 » n’est pas un mois."),
        ("{}\n", ("2026-02", "2026-01"), "Le mois de --to précède celui de --from."),
        ('code: "75"\nchildren: -1\n', ("2026-01", "2026-02"), "essai.yaml, ligne 2 : children : un nombre au moins"),
        ('code: "75"\n', ("2026-01", "2026-02"), "il manque le fait children"),
    ],
)
def test_facts_that_cannot_be_followed_are_named(
    run: Run, cases: Callable[[str], Path], text: str, bounds: tuple[str, str], sentence: str
) -> None:
    code, out, err = run("timeline", "afis.amount", cases(text), "--from", bounds[0], "--to", bounds[1])
    assert (code, out) == (1, [])
    assert sentence in err


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """The parameters as they would be had nobody yet read of December 2025."""
    folder = tmp_path / "parameters"
    shutil.copytree(values.FOLDER, folder)
    text = (folder / "afis.yaml").read_text(encoding="utf-8")
    assert '"559.44"' in text
    (folder / "afis.yaml").write_text(text.replace('"559.44"', '"343.20"'), encoding="utf-8")
    return folder


def test_changes_tell_days_and_values(run: Run, earlier: Path) -> None:
    code, out, _ = run("changes", earlier)
    assert code == 0
    assert "## afis.bareme_national" in out
    assert "- Jours : depuis le 1er décembre 2025." in out
    assert any(line.startswith("- Avant : sans enfant : 343,20 €") for line in out)
    assert any(line.startswith("- Après : sans enfant : 559,44 €") for line in out)


def test_counting_the_periods_concerned_is_asked_of_the_database(earlier: Path) -> None:
    asked: list[Path] = []

    def counting(folder: Path) -> int:
        asked.append(folder)
        return 0

    assert lawcli.release(earlier, True, counting) == 0
    assert lawcli.release(earlier, False, counting) == 0
    assert lawcli.release(values.FOLDER, True, counting) == 0
    assert asked == [earlier]


def test_document_prints_the_page(run: Run) -> None:
    assert run("document")[1][0] == "# La loi, datée"
