"""Passwords that are guessed first: a common word dressed up, the rows of a keyboard, the words of the product."""

import re
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from rivage.accounts.models import User
from rivage.core.french import folded

ADVICE = "Prenez plutôt quatre ou cinq mots sans lien entre eux, ni avec vous, ni avec votre travail."
WORDS = Path(__file__).with_name("passwords.txt")
# Figures and signs that stand for letters: two ways to read a 1.
AS_LETTERS = [str.maketrans("01345789@$!", f"o{one}eastbgasi") for one in "il"]
# How many letters beside one or two common words are guessed all the same.
FEW_LETTERS = 3
FEW_SIGNS = 5
RUNS = ("abcdefghijklmnopqrstuvwxyz", "azertyuiopqsdfghjklmwxcvbn", "qwertyuiopasdfghjklzxcvbnm", "01234567890")


@lru_cache(maxsize=1)
def words() -> frozenset[str]:
    """The common words, folded."""
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=1)
def english() -> frozenset[str]:
    """The letters of the twenty thousand that Django knows, of four at least."""
    known = CommonPasswordValidator().passwords
    return frozenset(word for word in known if len(word) > 3 and word.isalpha())


class GuessedFirst:
    """Refuse what is made of little more than one or two common words, of a run of keys, or of a few signs."""

    def validate(self, password: str, user: User | None = None) -> None:
        plain = folded(password).replace(" ", "")
        if len(set(plain)) < FEW_SIGNS or _runs(plain):
            raise ValidationError("Ce mot de passe est une suite ou une répétition : il se devine.", code="run")
        own = _own(user) if user else frozenset()
        if any(_common(read, own) for read in {plain, *(plain.translate(table) for table in AS_LETTERS)}):
            raise ValidationError(
                "Ce mot de passe est un mot courant ou votre nom, avec des chiffres ou des signes : il se devine.",
                code="common",
            )

    def get_help_text(self) -> str:
        return ADVICE


def _runs(plain: str) -> bool:
    """Whether most signs follow the one before, in the alphabet, on a keyboard or as figures, either way."""
    pairs = list(pairwise(plain))
    follow = sum(any(a + b in run or b + a in run for run in RUNS) or a == b for a, b in pairs)
    return follow * 4 >= len(pairs) * 3


def _own(user: User) -> frozenset[str]:
    """The words of her name and of her address."""
    return frozenset(re.findall(r"[a-z]+", folded(f"{user.name} {user.email}")))


def _common(plain: str, own: frozenset[str]) -> bool:
    """Whether one or two words make it, repeated or not, with a few letters more. `own`: words about its holder."""
    letters = re.sub(r"[^a-z]", "", plain)
    if letters in english() or _halved(letters) in english():
        return True
    # The fewest letters left by one or two words, wherever they stand.
    inside = [word for word in words() | own if len(word) > 1 and word in letters]
    return any(
        len(letters.replace(longer, "").replace(shorter, "")) <= FEW_LETTERS for longer in inside for shorter in inside
    )


def _halved(letters: str) -> str:
    """What is written twice, once."""
    half = len(letters) // 2
    return letters[:half] if letters[:half] == letters[half:] else letters
