"""What a file that leaves is called: a word that says nothing, a reference, a suffix. Never subject or name."""

import re
from typing import Literal, get_args

from rivage.core.paper.sheet import check_reference

Kind = Literal[
    "document", "courrier", "bordereau", "seance", "ordre-du-jour", "emargement", "extrait", "copie", "recu"
]
# With those of lists: what one is sure to find again, and nobody learns anything from.
WORDS = (*get_args(Kind), "ordre", "reponses", "tableau")
_NAME = re.compile(rf"(?:{'|'.join(WORDS)})(?:-[A-Z0-9]+)*\.(?P<suffix>[a-z]+)")


def file_name(kind: Kind, reference: str, suffix: str = "pdf") -> str:
    """ "document-R-4T7K.pdf". ValueError for another kind, or a reference that isn't capitals, digits and hyphens."""
    if kind not in get_args(Kind):
        raise ValueError(f"A file isn't called {kind!r}.")
    return f"{kind}-{check_reference(reference)}.{suffix}"


def suffix_of(name: str) -> str:
    """The suffix of a name that says nothing; ValueError for any other name."""
    found = _NAME.fullmatch(name)
    if found is None:
        raise ValueError("A file that leaves is called by a word of the house, then capitals and digits.")
    return found["suffix"]
