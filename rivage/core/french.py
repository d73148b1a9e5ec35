"""How dates, hours, amounts and delays are written in French on every screen and paper.

Pure functions: they take plain values and the day ``on`` from which the reader looks, never the clock. Spaces that
must not break are U+00A0.
"""

import datetime
import re
import unicodedata
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from rivage.law.wording import MONTHS, NBSP

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
SHORT_MONTHS = (
    "janv.",
    "févr.",
    "mars",
    "avr.",
    "mai",
    "juin",
    "juil.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
)
NUMBERS = tuple(
    "zéro,un,deux,trois,quatre,cinq,six,sept,huit,neuf,dix,onze,douze,treize,quatorze,quinze,seize,dix-sept,dix-huit,"
    "dix-neuf,vingt,vingt et un,vingt-deux,vingt-trois,vingt-quatre".split(",")
)
COUNTS = tuple(number.capitalize() for number in NUMBERS[:11])
FAR_DAYS = 90
TITLES = frozenset(
    "m mr mme mlle mm dr pr me monsieur madame mademoiselle docteur docteure professeur professeure maitre".split()
)
# What NFKD does not take apart, and every sign that keyboards and phones write for an apostrophe.
APOSTROPHES = "'’‘‛ʼʻʹʽʾʿˈꞌ`´′‵＇"
LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th", "ħ": "h", "ŧ": "t", "ŋ": "ng"}
    | {"ɓ": "b", "ɗ": "d", "ƙ": "k", "ɛ": "e", "ɔ": "o", "ə": "e", "ǝ": "e"}
    | dict.fromkeys(APOSTROPHES + "\u02d7\u2043\u2212", " ")
)
# Not seen either, though Unicode calls them letters or accents: fillers, the joiner of accents, variants of a sign.
UNSEEN = {0x034F, 0x115F, 0x1160, 0x3164, 0xFFA0, *range(0x180B, 0x1810), *range(0xFE00, 0xFE10)}
UNSEEN |= set(range(0xE0100, 0xE01F0))
# What XML forbids, of which drafts and workbooks are made; of it and of what no page shows, what stands for a space.
UNWRITTEN = dict.fromkeys([*(set(range(32)) - {9, 10, 13}), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF])
UNWRITTEN |= dict.fromkeys((0x0B, 0x0C, *range(0x80, 0xA0), 0x2028, 0x2029), " ")
# Of what is typed or pasted: nobody knows what stood there, and two words are never glued.
PASTED = dict.fromkeys(UNWRITTEN, " ") | dict.fromkeys(range(0xFDD0, 0xFDF0), " ")
PASTED |= dict.fromkeys((plane + last for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)), " ")
PASTED |= dict.fromkeys((0x0B, 0x0C, 0x85, 0x2028, 0x2029), "\n")
CENT = Decimal("0.01")
MOST_SIGNS = 4096

_BEFORE = re.compile(r"[ \u202f]+(?=[:;?!»€%])")
_AFTER = re.compile(r"(?<=«)[ \u202f]+")
_NUMBER_OF = re.compile(r"\b([nN]°|art\.|nos)[ \u202f]+(?=\w)")
_HOUR = re.compile(r"(?<=\d) h(?: (?=\d)|\b)")
_TWO_STOPS = re.compile(rf"\b({'|'.join(re.escape(month) for month in SHORT_MONTHS if month.endswith('.'))})\.")
_DIGITS = re.compile(r"(?<=\d)[ \u202f](?=\d{3}\b)")


class Signs(dict[int, str]):
    """What becomes of each sign that was met: a table for ``str.translate``, as long as the alphabets in use."""

    def __init__(self, of: Callable[[str], str]) -> None:
        super().__init__()
        self._of = of

    def __missing__(self, sign: int) -> str:
        said = self._of(chr(sign))
        if len(self) < MOST_SIGNS:
            self[sign] = said
        return said


def _seen(sign: str) -> str:
    return "" if unicodedata.category(sign) == "Cf" or ord(sign) in UNSEEN else sign


def _plain(sign: str) -> str:
    parts = unicodedata.normalize("NFKD", _seen(sign).casefold().translate(LETTERS))
    letters = (" " if unicodedata.category(part) == "Pd" else part for part in parts)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


_VISIBLE, _PLAIN = Signs(_seen), Signs(_plain)


def folded(text: str) -> str:
    """As it is compared: without case, accents, apostrophes, hyphens, nor what is not seen (U+00AD, U+200B…).

    >>> folded("Élise N’Œuvre-Galet")
    'elise n oeuvre galet'
    """
    return " ".join(text.translate(_PLAIN).split())


def visible(text: str) -> str:
    """Without the signs that nobody sees: soft hyphens, joiners, marks of direction."""
    return text.translate(_VISIBLE)


def writable(text: str) -> str:
    """As a file may hold it, one that comes or one that leaves: a sign that parts words becomes a space, another that
    XML forbids is left out.
    """
    return text.translate(UNWRITTEN)


def typed(text: str) -> str:
    """As a field takes it: each end of a line is one, and a sign that no page shows becomes a space.

    >>> typed("Awa\\u2028Corail\\uffff\\x85Bordeaux")
    'Awa\\nCorail \\nBordeaux'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(PASTED)


def capital(text: str) -> str:
    """The same text, its first letter a capital: the others keep theirs.

    >>> capital("autorisation de l’État"), capital("")
    ('Autorisation de l’État', '')
    """
    return text[:1].upper() + text[1:]


def lines_of(text: str) -> tuple[str, ...]:
    """Its lines that say something, without the spaces around them."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def run_together(text: str) -> set[str]:
    """Each of its words, and those that follow each other, as one writes them without apostrophe, hyphen nor space.

    >>> sorted(run_together("N’Diaye Awa"))
    ['awa', 'diaye', 'diayeawa', 'n', 'ndiaye', 'ndiayeawa']
    """
    words = folded(text).split()
    ends = range(1, len(words) + 1)
    return {"".join(words[start:end]) for end in ends for start in range(end)}


def ordinal_day(day: int) -> str:
    """The day of the month as it is read: « 1er », « 2 », « 31 »."""
    return "1er" if day == 1 else str(day)


def day_in_words(day: datetime.date, *, on: datetime.date, weekday: bool = True) -> str:
    """« vendredi 27 novembre », with the year only when it is not the year of ``on``."""
    words = [ordinal_day(day.day), MONTHS[day.month - 1]]
    if day.year != on.year:
        words.append(str(day.year))
    written = NBSP.join(words)
    return f"{DAYS[day.weekday()]} {written}" if weekday else written


def between_days(first: datetime.date, last: datetime.date) -> str:
    """« du 27 novembre au 1er décembre 2026 », both included, the first year only when it is another; « le
    1er décembre 2026 » of one day.
    """
    start = day_in_words(first, on=last, weekday=False)
    end = f"{day_in_words(last, on=last, weekday=False)}{NBSP}{last.year}"
    return f"le {end}" if first == last else f"du {start} au {end}"


def day_in_short(day: datetime.date, *, on: datetime.date) -> str:
    """« 27 nov. », with the year only when it is not the year of ``on``."""
    words = [ordinal_day(day.day), SHORT_MONTHS[day.month - 1]]
    if day.year != on.year:
        words.append(str(day.year))
    return NBSP.join(words)


def amount(value: Decimal | int) -> str:
    """« 559,44 € », « 1 046 € »: cents only when there are some. Money is Decimal; a float is refused."""
    if isinstance(value, float):
        raise TypeError("money is Decimal, not float")
    exact = Decimal(value).quantize(CENT, rounding=ROUND_HALF_UP)
    whole, cents = f"{abs(exact):.2f}".split(".")
    sign = "\u2212" if exact < 0 else ""
    decimals = "" if cents == "00" else f",{cents}"
    return f"{sign}{_grouped(whole)}{decimals}{NBSP}€"


def number(value: int) -> str:
    """« 1 046 »: a whole number with its thousands apart."""
    sign = "\u2212" if value < 0 else ""
    return sign + _grouped(str(abs(value)))


def decimal(value: Decimal) -> str:
    """« 2,5 », « 19 », « −0,5 »: a number with its decimals, when it has some."""
    whole, _, rest = f"{abs(value):f}".partition(".")
    rest = rest.rstrip("0")
    sign = "\u2212" if value < 0 else ""
    return sign + _grouped(whole) + (f",{rest}" if rest else "")


def _grouped(digits: str) -> str:
    return f"{int(digits):,}".replace(",", NBSP)


def days(count: int) -> str:
    """« 1 jour », « 12 jours »."""
    return f"{number(count)}{NBSP}{'jour' if abs(count) < 2 else 'jours'}"


def delay(day: datetime.date, *, on: datetime.date) -> str:
    """« en retard », « aujourd’hui », « dans 6 jours » up to 90 days, then the date (look §4)."""
    left = (day - on).days
    if left < 0:
        return "en retard"
    if left == 0:
        return "aujourd’hui"
    if left <= FAR_DAYS:
        return f"dans{NBSP}{days(left)}"
    return f"le{NBSP}{day_in_words(day, on=on, weekday=False)}"


def lateness(day: datetime.date, *, on: datetime.date) -> str:
    """What stands under the delay: « 3 jours, mardi 17 nov. » when late, else « mardi 24 nov. »."""
    named = f"{DAYS[day.weekday()]} {day_in_short(day, on=on)}"
    late = (on - day).days
    return f"{days(late)}, {named}" if late > 0 else named


def hour(at: datetime.time) -> str:
    """« 10 h 30 », « 14 h »."""
    minutes = f"{NBSP}{at.minute:02d}" if at.minute else ""
    return f"{at.hour}{NBSP}h{minutes}"


def moment(instant: datetime.datetime, zone: datetime.tzinfo) -> str:
    """« lundi 30 novembre à 22 h 10 », as the clocks of a zone say it."""
    here = instant.astimezone(zone)
    return f"{day_in_words(here.date(), on=here.date())} à {hour(here.time())}"


def first_name(name: str) -> str:
    """How somebody is greeted, by the name that an account has: without title, nor the name in capitals before it.

    >>> first_name("Dr. DIGUE Claire")
    'Claire'
    """
    words = [word for word in name.split() if folded(word.rstrip(".")) not in TITLES]
    called = [word for word in words if word != word.upper() or word == word.lower()]
    return (called or words or [name])[0]


def unbroken(text: str) -> str:
    """The same text with no-break spaces where French wants them: before : ; ? ! » and units, after « and n°.

    A sentence that ends on a short month keeps one full stop.
    """
    # A page has hundreds of texts, of which few have the signs that most of these rules are about.
    text = _DIGITS.sub(NBSP, _BEFORE.sub(NBSP, text))
    if "«" in text:
        text = _AFTER.sub(NBSP, text)
    if ".." in text:
        text = _TWO_STOPS.sub(r"\1", text)
    if "°" in text or "art." in text or "nos" in text:
        text = _NUMBER_OF.sub(lambda found: found[1] + NBSP, text)
    if " h" in text:
        text = _HOUR.sub(lambda found: found[0].replace(" ", NBSP), text)
    return text


def points_to_correct(count: int) -> str:
    """The title of an error box: « Un point à corriger », « Deux points à corriger », « 12 points à corriger »."""
    written = COUNTS[count] if count < len(COUNTS) else number(count)
    return f"{written} {'point' if count < 2 else 'points'} à corriger"
