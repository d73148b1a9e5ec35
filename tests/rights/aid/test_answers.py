"""Files of answers of the payer: read, compared with the order, line by line. No database."""

import io
import random
from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from rivage.core.refusal import Refused
from rivage.rights import decided
from rivage.rights.aid.answers import BOUNDS, PLACES, AnswersReport, Elsewhere, parse, reconcile
from rivage.rights.aid.ordered import Ordered

HEAD = ("reference", "mois", "etat", "montant", "date")
ISSUED, ON = date(2026, 12, 2), date(2026, 12, 20)
DECEMBER = date(2026, 12, 1)
ORDER = {
    name: Ordered(DECEMBER, 0, Decimal("559.44"), reference=name, order=4) for name in ("L-AAAA", "L-CCCC", "L-DDDD")
}
PAID = ("L-AAAA", "2026-12", "versé", "559,44", "2026-12-05")


def text(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD, end: str | None = None) -> bytes:
    lines = [head, *rows]
    told = f"FIN;{len(rows)}" if end is None else end
    return ("\ufeff" + "\r\n".join(";".join(row) for row in lines) + f"\r\n{told}\r\n").encode()


def book(*rows: tuple[object, ...]) -> bytes:
    made = Workbook()
    for row in (HEAD, *rows, ("FIN", len(rows))):
        made.active.append(row)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def compared(content: bytes, ordered: dict[str, Ordered] | None = None, **elsewhere: Elsewhere) -> AnswersReport:
    known = {name.replace("_", "-"): value for name, value in elsewhere.items()}
    return reconcile(parse(content), ordered or ORDER, issued_on=ISSUED, on=ON, departement="33", elsewhere=known)


def sentences(report: AnswersReport) -> list[str]:
    return [wrong.sentence.replace("\u00a0", " ") for wrong in report.wrong]


def test_a_good_file_is_accepted_as_csv_and_as_xlsx() -> None:
    for content in (
        text(
            PAID,
            ("L-CCCC", "12/2026", "Revenu impayé", "", "05/12/2026"),
            ("L-DDDD", "2026-12", "SUSPENDU", "0", "2026-12-05"),
        ),
        book(
            ("L-AAAA", "2026-12", "versé", 559.44, date(2026, 12, 5)),
            ("L-CCCC", date(2026, 12, 1), "revenu", None, "2026-12-05"),
            ("L-DDDD", "2026-12", "suspendu", 0, "2026-12-05"),
        ),
    ):
        report = compared(content)
        assert sentences(report) == []
        assert [(line.reference, line.answer, str(line.paid)) for line in report.accepted] == [
            ("L-AAAA", "paid", "559.44"), ("L-CCCC", "returned", "0"), ("L-DDDD", "suspended", "0"),
        ]  # fmt: skip
        assert {line.on for line in report.accepted} == {date(2026, 12, 5)}


@pytest.mark.parametrize(
    "row",
    [
        ("L-AAAA", "déc.-26", "versé", "559,44", "05/12/26"),
        ("l-aaaa", "2026-12-01 00:00:00", "VERSÉ", "559.44 €", "2026-12-05 00:00:00"),
    ],
)
def test_a_file_that_a_spreadsheet_saved_again_is_read(row: tuple[str, ...]) -> None:
    for content in (text(row), text(row).decode("utf-8-sig").replace(";", "\t").encode("utf-16")):
        (line,) = compared(content).accepted
        assert (line.month, line.on, str(line.paid)) == (DECEMBER, date(2026, 12, 5), "559.44")
    (line,) = compared(book((*row[:3], 559.4400000000001, row[4]))).accepted
    assert str(line.paid) == "559.44"


def test_columns_are_found_by_name_in_any_order() -> None:
    head = ("Date", "observations", "Montant", "État", "Mois", "Référence")
    row = ("2026-12-05", "rien", "559.44", "versé", "2026-12", "L-AAAA")
    assert [line.reference for line in compared(text(row, head=head)).accepted] == ["L-AAAA"]


def test_a_file_of_an_old_spreadsheet_is_read_too() -> None:
    content = text(PAID).decode("utf-8-sig").encode("cp1252")
    assert len(compared(content).accepted) == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "est vide"),
        (b"  \n \n", "est vide"),
        (text(PAID, end=""), "est coupé"),
        (text(PAID, end="FIN"), "incomplet"),
        (text(PAID, end="FIN;2"), "annonce 2\u00a0lignes"),
        (text(PAID, end="FIN;" + "1" * 5000), "ne dit pas combien"),
        (text(PAID, PAID, end="FIN;1"), "le fichier en a 2"),
        (text(PAID)[:60], "est coupé"),
        (text(PAID, end='FIN;1\r\nL-CCCC;2026-12;versé;559,44;2026-12-05'), "est coupé"),
        (text(PAID, head=("reference", "mois", "etat", "somme", "date")), "une colonne, ou son nom : montant"),
        (text(PAID, head=("reference", "mois", "etat", "montant", "montant", "date")), "deux fois"),
        (text(PAID).replace(b";", b"|"), "Il manque une colonne"),
        (b"\x00\x01\x02;reference", "ne se lit pas"),
        (b"PK\x03\x04 rien d'une archive", "ne se lit pas"),
        (text(*[PAID] * (BOUNDS.lines + 1)), "plus de 5\u00a0000 lignes"),
    ],
)  # fmt: skip
def test_a_file_that_does_not_hold_together_is_refused_whole(content: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        parse(content)


def test_a_damaged_archive_is_refused() -> None:
    content = bytearray(book(PAID))
    content[len(content) // 3] ^= 0xFF
    with pytest.raises(Refused, match="ne se lit pas"):
        parse(bytes(content))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"reference": ""}, "Il manque la référence"),
        ({"reference": "L-ZZZZ"}, "Référence inconnue"),
        ({"mois": "2026-11"}, "Cette référence est celle de décembre 2026, la ligne dit novembre 2026."),
        ({"mois": "décembre"}, "Le mois s’écrit ainsi"),
        ({"etat": "payé"}, "L’état est « versé », « revenu » ou « suspendu »."),
        ({"montant": ""}, "Il manque le montant versé."),
        ({"montant": "-559,44"}, "Le montant est négatif"),
        ({"montant": "0"}, "Un mois versé a un montant"),
        ({"montant": "559,445"}, "plus de deux décimales"),
        ({"montant": "NaN"}, "en euros et centimes"),
        ({"montant": "Infinity"}, "en euros et centimes"),
        ({"montant": "1e300"}, "en euros et centimes"),
        ({"montant": "=559,44"}, "en euros et centimes"),
        ({"montant": "beaucoup"}, "en euros et centimes"),
        ({"date": "2026-12-21"}, "après aujourd’hui"),
        ({"date": "2026-12-01"}, "avant l’ordre, émis le 2 décembre 2026"),
        ({"date": "31/02/2026"}, "La date s’écrit ainsi"),
    ],
)
def test_a_wrong_line_is_left_aside_with_its_number_and_the_others_are_kept(
    change: dict[str, str], sentence: str
) -> None:
    wrong = tuple((dict(zip(HEAD, PAID, strict=True)) | change).values())
    good = ("L-CCCC", *PAID[1:])
    report = compared(text(good, wrong))
    assert [line.reference for line in report.accepted] == ["L-CCCC"]
    assert [found.number for found in report.wrong] == [3]
    assert sentence in sentences(report)[0]
    assert [PLACES.get(found.code) for found in report.wrong] == list(change)


def test_a_line_of_another_order_or_departement_is_named() -> None:
    rows = [("L-BBBB", *PAID[1:]), ("L-EEEE", *PAID[1:])]
    report = compared(text(*rows), L_BBBB=Elsewhere(3, "33"), L_EEEE=Elsewhere(1, "75"))
    assert sentences(report) == [
        "Cette référence est de l’ordre n° 3, pas de celui-ci.", "Cette référence est d’un autre département (75).",
    ]  # fmt: skip


def test_to_the_cent_another_amount_is_kept_and_said() -> None:
    report = compared(text((*PAID[:3], "559,43", PAID[4])))
    assert [str(line.paid) for line in report.accepted] == ["559.43"]
    assert "Versé 559,43 €, ordonné 559,44 €" in report.apart[0].sentence.replace("\u00a0", " ")
    assert compared(text(PAID)).apart == []


def test_two_lines_of_a_file_that_contradict_each_other_are_both_left_aside() -> None:
    other = (*PAID[:2], "suspendu", "", PAID[4])
    report = compared(text(PAID, other, PAID))
    assert report.accepted == []
    assert [found.number for found in report.wrong] == [2, 3, 4]
    assert set(sentences(report)) == {"Deux lignes de ce fichier se contredisent."}
    assert len(compared(text(PAID, PAID)).accepted) == 1


KNOWN = replace(ORDER["L-AAAA"], answer="paid", answered_on=date(2026, 12, 5), paid=Decimal("559.44"))


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (PAID, "already"),
        ((*PAID[:3], "500", "2026-12-05"), "wrong"),
        ((*PAID[:3], "559,44", "2026-12-06"), "wrong"),
        ((*PAID[:2], "revenu", "", "2026-12-05"), "wrong"),
        ((*PAID[:2], "revenu", "", "2026-12-04"), "wrong"),
        ((*PAID[:2], "revenu", "", "2026-12-12"), "accepted"),
        ((*PAID[:2], "suspendu", "", "2026-12-12"), "accepted"),
    ],
)
def test_what_is_already_known_changes_nothing_and_what_contradicts_it_is_listed(
    row: tuple[str, ...], kind: str
) -> None:
    report = compared(text(row), {"L-AAAA": KNOWN})
    assert len(getattr(report, kind)) == 1
    assert sum(len(found) for found in (report.accepted, report.already, report.wrong)) == 1
    if kind == "wrong":
        assert any(said.startswith("Contredit ce qui est déjà noté : versé le 5") for said in sentences(report))


LEFT = (*HEAD, "verse_le")


@pytest.mark.parametrize(
    ("row", "kept", "why"),
    [
        ((*PAID, "2026-12-04"), date(2026, 12, 4), ""),
        ((*PAID, ""), None, ""),
        (("L-AAAA", "2026-12", "revenu", "", "2026-12-05", "2026-12-04"), None, ""),
        ((*PAID, "2026-12-06"), None, "après celui de la réponse"),
        ((*PAID, "2026-12-01"), None, "avant l’ordre, émis le 2 décembre 2026"),
        ((*PAID, "31/02/2026"), None, "La date s’écrit ainsi"),
    ],
)
def test_the_day_the_money_left_is_apart_from_that_of_the_answer(
    row: tuple[str, ...], kept: date | None, why: str
) -> None:
    report = compared(text(row, head=LEFT))
    if why:
        (wrong,) = report.wrong
        assert (why in sentences(report)[0], PLACES[wrong.code]) == (True, "verse_le")
        return
    (line,) = report.accepted
    assert (line.paid_on, line.on) == (kept, date(2026, 12, 5))


def test_the_day_the_money_left_completes_an_answer_and_is_contradicted_by_another() -> None:
    known = replace(KNOWN, paid_on=date(2026, 12, 4))
    said = text((*PAID, "2026-12-04"), head=LEFT)
    assert len(compared(said, {"L-AAAA": KNOWN}).accepted) == 1
    assert len(compared(said, {"L-AAAA": known}).already) == 1
    assert len(compared(text(PAID), {"L-AAAA": known}).already) == 1, "a file without the column says nothing of it"
    assert len(compared(text((*PAID, "2026-12-03"), head=LEFT), {"L-AAAA": known}).wrong) == 1


def after(report: AnswersReport, ordered: dict[str, Ordered]) -> dict[str, Ordered]:
    told = {line.reference: line for line in report.accepted}
    return {
        name: replace(held, answer=told[name].answer, paid=told[name].paid, answered_on=told[name].on)
        if name in told
        else held
        for name, held in ordered.items()
    }


LINES = st.tuples(
    st.sampled_from(["L-AAAA", "L-CCCC", "L-DDDD", "L-ZZZZ", ""]),
    st.sampled_from(["2026-12", "2026-11", "rien"]),
    st.sampled_from(["versé", "revenu", "suspendu", "?"]),
    st.sampled_from(["559,44", "12,00", "-1", "", "0,001"]),
    st.sampled_from(["2026-12-05", "2026-12-12", "2027-01-01"]),
)


@given(rows=st.lists(LINES, max_size=8), seed=st.integers(0, 2**16), times=st.integers(1, 3))
def test_any_number_of_times_and_in_any_order_gives_the_same_books(
    rows: list[tuple[str, ...]], seed: int, times: int
) -> None:
    shuffled = list(rows)
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - an order, not a secret
    once = after(compared(text(*rows)), ORDER)
    again = ORDER
    for _ in range(times):
        again = after(compared(text(*shuffled), again), again)
    assert again == once
    assert compared(text(*rows), once).accepted == []


@given(content=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_sentence(content: bytes) -> None:
    with suppress(Refused):
        found = parse(content)
        assert found.count == len(found.lines) + len(found.wrong)


def test_the_payer_reads_the_amount_of_its_order_and_no_other() -> None:
    """The decision knew no child; one is born since, and the order of November says so."""
    kept = [{"month": f"2026-{n:02}-01", "euros": "559.44", "to_confirm": False} for n in range(8, 13)]
    ordered = {date(2026, 10, 1): (0, Decimal("559.44"), False), date(2026, 11, 1): (1, Decimal("665.52"), True)}
    found = decided.amounts(kept, ordered)
    said = [
        (span["when"].replace("\u00a0", " "), str(span["euros"]), span["children"], span["ordered"])
        for span in found["amounts"]
    ]
    assert said == [
        ("D’août 2026 à septembre 2026", "559.44", 0, False),
        ("En octobre 2026", "559.44", 0, True),
        ("En novembre 2026", "665.52", 1, True),
    ]
    assert found["moved"]
    whole = decided.amounts(kept, {})
    assert (len(whole["amounts"]), whole["moved"]) == (1, False)
