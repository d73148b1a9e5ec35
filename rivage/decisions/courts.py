"""Which tribunal administratif judges the decisions of a préfet, by département (CJA R221-3); how a court and the
number of a case are written.

From general knowledge, not read again: to be confirmed with the délais of `law.recours`.
"""

import re

from rivage.core.french import capital

_SEATS: dict[str, str] = {
    "Amiens": "02 60 80",
    "Basse-Terre": "971",
    "Bastia": "2A 2B",
    "Besançon": "25 39 70 90",
    "Bordeaux": "24 33 47",
    "Caen": "14 50 61",
    "Cayenne": "973",
    "Cergy-Pontoise": "92 95",
    "Châlons-en-Champagne": "08 10 51 52",
    "Clermont-Ferrand": "03 15 43 63",
    "Dijon": "21 58 71 89",
    "Fort-de-France": "972",
    "Grenoble": "26 38 73 74",
    "Lille": "59 62",
    "Limoges": "19 23 36 87",
    "Lyon": "01 07 42 69",
    "Mamoudzou": "976",
    "Marseille": "04 05 13",
    "Melun": "77 94",
    "Montpellier": "11 34 66",
    "Montreuil": "93",
    "Nancy": "54 55 88",
    "Nantes": "44 49 53 72 85",
    "Nice": "06",
    "Nîmes": "30 48 84",
    "Orléans": "18 28 37 41 45",
    "Paris": "75",
    "Pau": "32 40 64 65",
    "Poitiers": "16 17 79 86",
    "Rennes": "22 29 35 56",
    "Rouen": "27 76",
    "Saint-Denis": "974",
    "Strasbourg": "57 67 68",
    "Toulon": "83",
    "Toulouse": "09 12 31 46 81 82",
    "Versailles": "78 91",
}
SEAT_OF = {code: seat for seat, codes in _SEATS.items() for code in codes.split()}


def court(departement: str) -> str:
    """« tribunal administratif de Bordeaux ». Raises KeyError outside the 101 départements."""
    return _at("tribunal administratif", SEAT_OF[departement])


def _at(kind: str, seat: str) -> str:
    return f"{kind} {'d’' if seat[0] in 'AEIOU' else 'de '}{seat}"


# Of appeal, then the last one (CJA R221-7 and L111-1), to be confirmed as the others.
_APPEAL = ("Bordeaux", "Douai", "Lyon", "Marseille", "Nancy", "Nantes", "Paris", "Toulouse", "Versailles")
COURTS = (
    *(_at("tribunal administratif", seat) for seat in _SEATS),
    *(_at("cour administrative d’appel", seat) for seat in _APPEAL),
    "Conseil d’État",
)
# 2601234 of a tribunal, 26BX01234 of a court of appeal, 440802 of the Conseil d’État.
NUMBER = re.compile(r"\d{6,7}|\d{2}[A-Z]{2}\d{4,5}")


def choices(departement: str) -> list[tuple[str, str]]:
    """The courts to choose from, that of a département first."""
    first = court(departement)
    return [(one, capital(one)) for one in (first, *(each for each in COURTS if each != first))]


def number(typed: str) -> str:
    """The number of a case as it is written, « 2601234 ». Raises ValueError for what is none."""
    found = re.sub(r"[\s.-]", "", typed).upper()
    if found and not NUMBER.fullmatch(found):
        raise ValueError(typed)
    return found


def written(where: str, case: str) -> str:
    """« tribunal administratif de Bordeaux, n° 2601234 »."""
    return f"{where}, n° {case}" if case else where


def read(said: str) -> tuple[str, str] | None:
    """The court and the number of what is written so; None of any other words."""
    where, _, case = said.partition(", n° ")
    return (where, case) if where in COURTS and (not case or NUMBER.fullmatch(case)) else None
