"""French wording of days, amounts and lists, for the sentences of reasons."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

NBSP = "\u00a0"

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


def day(on: date) -> str:
    """Return `1er mars 2026`."""
    number = "1er" if on.day == 1 else str(on.day)
    return f"{number}{NBSP}{MONTHS[on.month - 1]}{NBSP}{on.year}"


def month(on: date) -> str:
    """Return `mars 2026`."""
    return f"{MONTHS[on.month - 1]}{NBSP}{on.year}"


@lru_cache(maxsize=4096)
def euros(amount: Decimal) -> str:
    """Return `1 234,50 €`, `−12,50 €`, with no-break spaces."""
    return f"{amount:,.2f}".replace("-", "\u2212").replace(",", NBSP).replace(".", ",") + f"{NBSP}€"


def told_euros(amount: Decimal, to_confirm: bool) -> str:
    """Return an amount of the law with its doubt, so that no sentence can be printed without it."""
    return f"{euros(amount)}, à confirmer" if to_confirm else euros(amount)


# What *de* is elided before. Of names in h and in y, those in use where it is: Hélène, Henri, Hervé, Honoré, Yves.
ELIDED = re.compile(r"[aàâäæeéèêëiîïoôöœuùûü]|h[éè]|hen|her[mv]|hono|hort|yv", re.IGNORECASE)


def of_word(word: str) -> str:
    """Return `d’octobre`, `de mars`, `d’Anne`, `des Amarres`: a word, or a name, after *de*."""
    if word.startswith("Les "):
        return f"d{word[1:]}"
    return f"d’{word}" if ELIDED.match(word) else f"de {word}"


def count(number: int, singular: str, plural: str | None = None) -> str:
    """Return `1 jour`, `2 jours` or `7 000 caractères`."""
    word = singular if abs(number) < 2 else (plural or f"{singular}s")
    digits = f"{number:,}".replace(",", NBSP)
    return f"{digits}{NBSP}{word}"


def listed(items: Sequence[str]) -> str:
    """Return `a, b et c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} et {items[-1]}"


def quoted(text: str) -> str:
    """Return the text between French quotation marks."""
    return f"«{NBSP}{text}{NBSP}»"
