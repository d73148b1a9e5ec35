import unicodedata
from datetime import date, time
from decimal import Decimal

import pytest

from rivage.core import french

ON = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 27), "vendredi 27\u00a0novembre"),
        (date(2026, 12, 1), "mardi 1er\u00a0décembre"),
        (date(2027, 1, 7), "jeudi 7\u00a0janvier\u00a02027"),
    ],
)
def test_a_day_is_written_in_words_with_its_year_only_when_it_differs(day, words):
    assert french.day_in_words(day, on=ON) == words


def test_a_day_can_be_written_without_its_name():
    assert french.day_in_words(date(2026, 8, 1), on=ON, weekday=False) == "1er\u00a0août"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 27), "27\u00a0nov."),
        (date(2026, 3, 1), "1er\u00a0mars"),
        (date(2025, 7, 14), "14\u00a0juil.\u00a02025"),
    ],
)
def test_a_day_is_written_short(day, words):
    assert french.day_in_short(day, on=ON) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Decimal("559.44"), "559,44\u00a0€"),
        (Decimal("330.00"), "330\u00a0€"),
        (Decimal("0.5"), "0,50\u00a0€"),
        (1_234_567, "1\u00a0234\u00a0567\u00a0€"),
        (Decimal("10.005"), "10,01\u00a0€"),
        (Decimal("-1046.10"), "\u22121\u00a0046,10\u00a0€"),
    ],
)
def test_an_amount_has_a_comma_and_cents_only_when_there_are_some(value, words):
    assert french.amount(value) == words


def test_an_amount_in_float_is_refused():
    with pytest.raises(TypeError):
        french.amount(559.44)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("-12.50", "−12,5"),
        ("-0.5", "−0,5"),
        ("-1046.25", "−1\u00a0046,25"),
        ("-0.0", "0"),
        ("19.00", "19"),
    ],
)
def test_a_number_keeps_its_sign_and_its_decimals(value: str, words: str) -> None:
    assert french.decimal(Decimal(value)) == words


def test_an_amount_below_nothing_has_a_minus_of_its_own() -> None:
    assert french.amount(Decimal("-12.50")) == "−12,50\u00a0€"
    assert french.amount(Decimal("-0.001")) == "0\u00a0€"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 20), "en retard"),
        (ON, "aujourd’hui"),
        (date(2026, 11, 22), "dans\u00a01\u00a0jour"),
        (date(2027, 2, 19), "dans\u00a090\u00a0jours"),
        (date(2027, 2, 20), "le\u00a020\u00a0février\u00a02027"),
    ],
)
def test_a_delay_is_said_up_to_ninety_days_then_dated(day, words):
    assert french.delay(day, on=ON) == words


def test_what_is_late_says_by_how_much():
    assert french.lateness(date(2026, 11, 17), on=ON) == "4\u00a0jours, mardi 17\u00a0nov."
    assert french.lateness(date(2026, 11, 24), on=ON) == "mardi 24\u00a0nov."


def test_an_hour_keeps_its_minutes_only_when_there_are_some():
    assert french.hour(time(10, 30)) == "10\u00a0h\u00a030"
    assert french.hour(time(9, 5)) == "9\u00a0h\u00a005"
    assert french.hour(time(14, 0)) == "14\u00a0h"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Il manque : la date", "Il manque\u00a0: la date"),
        ("Vraiment ? Oui ; non !", "Vraiment\u00a0? Oui\u00a0; non\u00a0!"),
        ("signé « Lili »", "signé «\u00a0Lili\u00a0»"),
        ("n° 440802, art. R121", "n°\u00a0440802, art.\u00a0R121"),
        ("1 046 personnes", "1\u00a0046 personnes"),
        ("à 10 h 30", "à 10\u00a0h\u00a030"),
        ("rien à changer, 2 pièces", "rien à changer, 2 pièces"),
    ],
)
def test_spaces_that_must_not_break_are_put(typed, written):
    assert french.unbroken(typed) == written


def test_the_title_of_an_error_box_agrees_with_its_count():
    assert french.points_to_correct(1) == "Un point à corriger"
    assert french.points_to_correct(2) == "Deux points à corriger"
    assert french.points_to_correct(12) == "12 points à corriger"


@pytest.mark.parametrize(
    "text",
    ["Élise N’Œuvre-Galet", "I\u0307stanbul", "a\u0323\u0301b", "ﬁn\u00adir", "Ωmega ΐ", "e\u0301\u200b‑o", "각"],
)
def test_a_text_is_folded_sign_by_sign_as_it_is_whole(text):
    seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    plain = unicodedata.normalize("NFKD", seen.casefold().translate(french.LETTERS))
    letters = (" " if unicodedata.category(sign) == "Pd" else sign for sign in plain)
    whole = " ".join("".join(sign for sign in letters if not unicodedata.combining(sign)).split())
    assert french.folded(text) == whole
    assert french.visible(text) == seen


def test_no_more_signs_are_kept_than_alphabets_in_use_have():
    french.folded("".join(map(chr, range(0x4E00, 0x4E00 + 2 * french.MOST_SIGNS))))
    assert french.folded(chr(0x4E00 + 2 * french.MOST_SIGNS) + "É") == chr(0x4E00 + 2 * french.MOST_SIGNS) + "e"
    assert len(french._PLAIN) <= french.MOST_SIGNS
