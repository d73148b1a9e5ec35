"""Days when offices are closed, in words: said beside a day that is set, never a rule (code du travail, L3133-1)."""

from datetime import date

FIXED = {
    (1, 1): "jour de l’an",
    (5, 1): "1er mai",
    (5, 8): "8 mai",
    (7, 14): "fête nationale",
    (8, 15): "Assomption",
    (11, 1): "Toussaint",
    (11, 11): "11 novembre",
    (12, 25): "Noël",
}
AFTER_EASTER = {1: "lundi de Pâques", 39: "Ascension", 50: "lundi de Pentecôte"}
# Droit local of Alsace and Moselle; the abolition of slavery overseas (L3134-13, L3422-2).
EAST = ("57", "67", "68")
ABOLITION = {"971": (5, 27), "972": (5, 22), "973": (6, 10), "974": (12, 20), "976": (4, 27)}
WEEK_END = {5: "un samedi", 6: "un dimanche"}


def easter(year: int) -> date:
    """Easter Sunday, by the Gregorian rule of Meeus."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leap, moon = divmod(century, 4)
    shift = (8 * century + 13) // 25
    full = (19 * golden + century - leap - shift + 15) % 30
    more, left = divmod(rest, 4)
    sunday = (32 + 2 * moon + 2 * more - full - left) % 7
    late = (golden + 11 * full + 19 * sunday) // 433
    month = (full + sunday - 7 * late + 90) // 25
    return date(year, month, (full + sunday - 7 * late + 33 * month + 19) % 32)


def holiday(day: date, departement: str) -> str:
    """What a public holiday of this département is called; "" on any other day."""
    if name := FIXED.get((day.month, day.day)):
        return name
    after = (day - easter(day.year)).days
    if name := AFTER_EASTER.get(after):
        return name
    if departement in EAST and (after == -2 or (day.month, day.day) == (12, 26)):
        return "Vendredi saint" if after == -2 else "second jour de Noël"
    return "abolition de l’esclavage" if ABOLITION.get(departement) == (day.month, day.day) else ""


def closed(day: date, departement: str) -> str:
    """That a day is a Saturday, a Sunday, a public holiday, in a sentence; "" on any other day."""
    week, name = WEEK_END.get(day.weekday(), ""), holiday(day, departement)
    said = [*([week] if week else []), *([f"férié ({name})"] if name else [])]
    return f"Ce jour est {', et '.join(said)}." if said else ""
