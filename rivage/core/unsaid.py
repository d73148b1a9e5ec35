"""What the head of a letter never says: it is read by whoever opens it."""

from collections.abc import Iterable, Mapping

from rivage.core.french import folded, run_together
from rivage.core.refusal import Refused
from rivage.law.verdict import Outcome, Reason, conclude

# Run together as they are compared, and looked for inside other words, but for those as short as "traite".
PIECES = (
    "prostitu",
    "proxenet",
    "parcoursdesortie",
    "exploitationsex",
    "travaildusexe",
    "traitedesetres",
    "traitedespersonnes",
    "traitehumain",
    "mouvementdunid",
    "amicaledunid",
    "traite",
    "psp",
)
SHORT = 6
SUBJECT = "dit de quoi il s’agit"
NAME = "porte le nom de l’association"


def tells(text: str, names: Iterable[str] = ()) -> str:
    """What a text says that it should not: the subject, or one of these names; "" when neither. Whatever its case,
    accents, hyphens, spaces, and the signs that are not seen.

    >>> tells("Sor-tie de pro sti tution"), tells("traite@exemple.invalid"), tells("Bureau des traitements")
    ('dit de quoi il s’agit', 'dit de quoi il s’agit', '')
    """
    words = _words(text)
    joined, runs = words.replace(" ", ""), run_together(words)

    def said(piece: str) -> bool:
        return bool(piece) and (piece in runs if len(piece) <= SHORT else piece in joined)

    if any(said(_words(name).replace(" ", "")) for name in names):
        return NAME
    return SUBJECT if any(map(said, PIECES)) else ""


def _words(text: str) -> str:
    return "".join(sign if sign.isalnum() else " " for sign in folded(text))


def keep_unsaid(values: Mapping[str, str], fields: Mapping[str, tuple[str, str]], names: Iterable[str] = ()) -> None:
    """Raises `Refused`, a reason for each value that tells, of code "<field>_tells". `fields`: the label of each and
    the way out; `names`: those of who writes, where they are not to be said either.
    """
    own = tuple(names)
    found = [(field, said) for field in fields if (said := tells(values[field], own))]
    if found:
        raise Refused(conclude(_reason(field, said, *fields[field]) for field, said in found))


def _reason(field: str, said: str, label: str, way: str) -> Reason:
    sentence = f"« {label} » {said}, et une lettre est lue par qui l’ouvre. {way}"
    return Reason(f"{field}_tells", "", sentence, (), Outcome.NO)
