"""How dates, lengths and punctuation are written on paper, in French."""

import re
import unicodedata
from datetime import date

from rivage.core.french import DAYS, NUMBERS, Signs, writable
from rivage.law.wording import NBSP, day

_BEFORE = re.compile(r"[ \u202f]+(?=[:;?!»%€](?:\s|$|[).,»]))")
_AFTER = re.compile(r"(«|\bn°|\bart\.|\barticles?|\bp\.) +(?=\S)")
_NUMBER = re.compile(
    r"(?<=\d) (?=\d{3}(?!\d)|h\b|mm\b|mois\b|jours?\b|ans?\b|janvier|février|mars|avril|mai\b"
    r"|juin|juillet|août|septembre|octobre|novembre|décembre)"
)
# Letters a reader can't see but that turn the line round: a name could be made to read as another.
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _printed(sign: str) -> str:
    control = sign != "\n" and (unicodedata.category(sign) in ("Cc", "Cs") or sign in _BIDI_CONTROLS)
    return "" if control else sign


_PRINTED = Signs(_printed)


def clean(text: str) -> str:
    """What may go on paper: no control character but the line feed, nothing that XML forbids, no hidden direction."""
    lines = writable(text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return unicodedata.normalize("NFC", lines.translate(_PRINTED))


def spaced(text: str) -> str:
    """The same words with no-break spaces where French wants them; adds no space and removes none."""
    text = _BEFORE.sub(NBSP, clean(text))
    text = _AFTER.sub(lambda m: m.group(1) + NBSP, text)
    return _NUMBER.sub(NBSP, text)


def weekday(value: date) -> str:
    """lundi 14 décembre 2026."""
    return f"{DAYS[value.weekday()]} {day(value)}"


def words(count: int) -> str:
    """A small number in letters (0 to 24, the months of a path), figures beyond."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else str(count)


def months(count: int) -> str:
    """six mois; un mois."""
    return f"{words(count)}{NBSP}mois"
