"""What the head of a letter never says: it is read by whoever opens it."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import permutations

from rivage.core.french import folded, run_together
from rivage.core.refusal import Refused
from rivage.law.verdict import Outcome, Reason, conclude

# Run together as they are compared, and looked for inside other words, but for those as short as "traite".
PIECES = (
    "prostit",
    "prosti",
    "proxenet",
    "parcoursdesortie",
    "exploitationsex",
    "dusexe",
    "sexwork",
    "loidu13avril2016",
    "reductiondesrisques",
    "traitedesetres",
    "traitedespersonnes",
    "traitehumain",
    "mouvementdunid",
    "amicaledunid",
    "griselidis",
    "busdesfemmes",
    "fondationscelles",
    "captifslaliberation",
    "autresregards",
    "cabiria",
    "acceptess",
    "violences",
    "victimes",  # cite: CASF L121-9, a word that no letter bears
    "putain",
    "putes",
    "pute",
    "escort",
    "escorts",
    "tds",
    "traite",
    "prost",
    "prox",
    "proxe",
    "psp",
    "afis",
    "l1219",
    "l4254",
)
SHORT = 6
# What stands for a letter to the eye, in a word that is not only of such signs.
ALIKE = {"a": "4@", "b": "8", "e": "3€", "g": "9", "i": "1!|l", "l": "1!|i", "o": "0@", "s": "5$", "t": "7+", "z": "2"}
DIGITS = {sign: letters for letters in ALIKE for sign in ALIKE[letters]}
# What a line is written with beside letters and digits; any other sign may draw a letter.
SIGNS = frozenset(" .,;:!?'’()[]/&@+-*_#%|$€°«»“”‹›•…·⁄\"=")
# A street may bear a name that is also the short of a word.
STREET = re.compile(r"\b(rue|avenue|place|boulevard|quai|impasse|allee|chemin|cours|square|route)\b")
OF_STREETS = ("prost", "prox", "proxe")
# Texts and names whose forms are kept: a sender is read against each association of the country, field by field.
KEPT = 1024
SUBJECT = "dit de quoi il s’agit"
NAME = "porte le nom d’une association"
FOREIGN = "a une lettre d’un autre alphabet, ou un dessin"


def tells(text: str, names: Iterable[str] = ()) -> str:
    """What a text says that it should not: the subject, or one of these names, or what can't be read for sure; ""
    when neither. Whatever its case, accents, hyphens, spaces, signs that are not seen, and digits put for letters.

    >>> tells("Sor-tie de pr0 sti tut1on"), tells("traite@exemple.invalid"), tells("Bureau des traitements")
    ('dit de quoi il s’agit', 'dit de quoi il s’agit', '')
    """
    if any(map(_foreign, folded(text))):
        return FOREIGN
    if any(_said(_words(name).replace(" ", ""), text) for name in names):
        return NAME
    return SUBJECT if any(_said(piece, text) for piece in PIECES) else ""


def told(
    values: Mapping[str, str], fields: Mapping[str, tuple[str, str]], names: Iterable[str] = ()
) -> dict[str, str]:
    """By field, what these values say that they should not, alone or two read one after the other: the start of a word
    may stand in one field and its end in another. `fields`: the label of each and the way out.
    """
    own = tuple(names)
    found = {field: said for field in fields if (said := tells(values[field], own))}
    mute = [field for field in fields if field not in found and values[field].strip()]
    for first, then in permutations(mute, 2):
        if then not in found and (said := tells(f"{values[first]}\n{values[then]}", own)):
            found[then] = f"lu après « {fields[first][0]} », {said}"
    return found


def _foreign(sign: str) -> bool:
    return not (sign in SIGNS or (sign.isascii() and sign.isalnum()))


def _said(piece: str, text: str) -> bool:
    if not piece:
        return False
    found = _alike(piece)
    if len(piece) <= SHORT:
        return any(found.fullmatch(run) and _read(piece, run) for run in _runs(text, piece in OF_STREETS))
    joined, plain = _joined(text)
    return piece in plain or any(_read(piece, match[0]) for match in found.finditer(joined))


@lru_cache(KEPT)
def _joined(text: str) -> tuple[str, str]:
    """All its words as one: with the signs that draw a letter, then without."""
    return _signed(folded(text)).replace(" ", ""), _words(text).replace(" ", "")


@lru_cache(KEPT)
def _runs(text: str, but_streets: bool) -> frozenset[str]:
    """Its words, and those that follow each other, as one, where they are short: with the signs that draw a letter,
    and without. `but_streets`: without the lines of an address.
    """
    lines = (folded(line) for line in text.splitlines())
    shown = " ".join(line for line in lines if not but_streets or not STREET.search(line))
    both = (run for words in {_signed(shown), _words(shown)} for run in run_together(words))
    return frozenset(run for run in both if len(run) <= SHORT)


def _read(piece: str, shown: str) -> bool:
    """Whether what is alike is a word: digits alone are a number, unless the piece is one."""
    return piece.isdigit() or any(sign.isalpha() for sign in shown)


@lru_cache(KEPT)
def _alike(piece: str) -> re.Pattern[str]:
    """A piece, or what looks like it."""
    return re.compile("".join(f"[{re.escape(sign + ALIKE.get(sign, '') + DIGITS.get(sign, ''))}]" for sign in piece))


def _signed(text: str) -> str:
    return "".join(sign if sign.isalnum() or sign in DIGITS else " " for sign in text)


def _words(text: str) -> str:
    return "".join(sign if sign.isalnum() else " " for sign in folded(text))


def keep_unsaid(values: Mapping[str, str], fields: Mapping[str, tuple[str, str]], names: Iterable[str] = ()) -> None:
    """Raises `Refused`, a reason for each value that tells (`told`), of code "<field>_tells". `names`: those of who
    writes, where they are not to be said either.
    """
    refuse(told(values, fields, names), fields)


def refuse(found: Mapping[str, str], fields: Mapping[str, tuple[str, str]]) -> None:
    """Raises `Refused` for what these fields say, where any says something."""
    if found:
        raise Refused(conclude(_reason(field, said, *fields[field]) for field, said in found.items()))


def _reason(field: str, said: str, label: str, way: str) -> Reason:
    sentence = f"« {label} » {said}, et une lettre est lue par qui l’ouvre. {way}"
    return Reason(f"{field}_tells", "", sentence, (), Outcome.NO)
