"""What whoever instructs asks of a demande that was deposited: by which text, since when, and how it is answered.

What no text asks is a question: it may stay without an answer, it holds nothing back (CRPA L114-5).
"""

import json
from collections.abc import Iterable

from django.db.models import QuerySet

from rivage.dossiers.enums import Part
from rivage.dossiers.models import Demande, MissingRequest, PartVersion
from rivage.people.models import Accord

USAGE = "demandé par usage, aucun texte ne l’exige"
# The text that asks for each part. Of the others no text says anything.
ASKS = {
    Part.PROJECT: "CASF R121-12-9",
    Part.ENGAGEMENTS: "CASF R121-12-9",
    Part.RESULTS: "CASF R121-12-9",
    Part.ACCORD: "CASF L121-9 II",
    Part.OPINION: "CASF L121-9 II",
    Part.AID: "CASF R121-12-13-1",
}


def source(part: str) -> str:
    """The text that asks for a part, or that none does."""
    return ASKS.get(Part(part), USAGE)


def cited(part: str) -> str:
    """The text that asks for a part, as a letter cites it. KeyError when none does."""
    code, article = ASKS[Part(part)].split(" ", 1)
    return f"{code}, art. {article}"


def by_law(parts: Iterable[str]) -> bool:
    """Whether a text asks for one of these parts."""
    return any(part in ASKS for part in parts)


def waiting(demande: Demande) -> QuerySet[MissingRequest]:
    """The requests without an answer."""
    return MissingRequest.objects.filter(demande=demande, answered_at__isnull=True)


def questions(demande: Demande) -> QuerySet[MissingRequest]:
    """Those of them that hold nothing back."""
    return waiting(demande).filter(holds=False)


def parts_of(requests: Iterable[MissingRequest]) -> list[Part]:
    """The parts that they ask about, each once, in the order of a demande."""
    asked = {part for request in requests for part in request.parts}
    return [part for part in Part if part in asked]


def unwritten_since(demande: Demande, request: MissingRequest) -> list[Part]:
    """The parts that a request asks about and that nobody wrote since, in its order."""
    said = PartVersion.objects.filter(demande=demande, aside=False, saved_at__gt=request.asked_at)
    written = set(said.values_list("part", flat=True))
    if Accord.objects.filter(person=demande.person_id, created_at__gt=request.asked_at).exists():
        written.add(Part.ACCORD)
    return [Part(part) for part in request.parts if part not in written]


def left_as_it_was(demande: Demande) -> list[Part]:
    """The parts that whoever instructs asks about and that nobody wrote since."""
    left = {part for request in waiting(demande) for part in unwritten_since(demande, request)}
    return [part for part in Part if part in left]


def said(request: MissingRequest) -> dict[Part, str]:
    """What was answered in words, by part."""
    words: dict[str, str] = json.loads(request.answers or "{}")
    return {part: words[part] for part in Part if words.get(part)}
