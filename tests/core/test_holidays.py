"""Saturdays, Sundays and public holidays, said in words."""

from datetime import date

import pytest

from rivage.core.holidays import closed, easter


@pytest.mark.parametrize(
    ("year", "day"), [(2000, (4, 23)), (2024, (3, 31)), (2026, (4, 5)), (2027, (3, 28)), (2038, (4, 25))]
)
def test_easter(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == date(year, *day)


@pytest.mark.parametrize(
    ("day", "departement", "said"),
    [
        (date(2026, 12, 9), "33", ""),
        (date(2026, 12, 5), "33", "Ce jour est un samedi."),
        (date(2026, 12, 6), "33", "Ce jour est un dimanche."),
        (date(2026, 12, 25), "33", "Ce jour est férié (Noël)."),
        (date(2027, 5, 17), "33", "Ce jour est férié (lundi de Pentecôte)."),
        (date(2027, 5, 6), "33", "Ce jour est férié (Ascension)."),
        (date(2026, 8, 15), "33", "Ce jour est un samedi, et férié (Assomption)."),
        (date(2027, 3, 26), "67", "Ce jour est férié (Vendredi saint)."),
        (date(2027, 3, 26), "33", ""),
        (date(2027, 5, 27), "971", "Ce jour est férié (abolition de l’esclavage)."),
    ],
)
def test_a_day_when_offices_are_closed_is_said(day: date, departement: str, said: str) -> None:
    assert closed(day, departement) == said
