"""What a file that leaves is called: a kind that says nothing, a reference, a suffix. Never subject or name."""

from typing import Literal, get_args

from rivage.core.paper.sheet import check_reference

Kind = Literal["document", "courrier", "seance", "extrait", "copie", "recu"]


def file_name(kind: Kind, reference: str, suffix: Literal["pdf", "docx"] = "pdf") -> str:
    """ "document-R-4T7K.pdf". ValueError for another kind, or a reference that isn't capitals, digits and hyphens."""
    if kind not in get_args(Kind):
        raise ValueError(f"A file isn't called {kind!r}.")
    return f"{kind}-{check_reference(reference)}.{suffix}"
