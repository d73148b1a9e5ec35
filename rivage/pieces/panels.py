"""What the person's page shows of her files, to her antenne alone."""

from datetime import date

from django.template.loader import render_to_string

from rivage.accounts.http import ActingRequest
from rivage.people.models import Person
from rivage.people.panels import Fragment, register
from rivage.pieces.manifest import Manifest
from rivage.pieces.models import PieceFile

SHOWN = 3


def summary(request: ActingRequest, person: Person, on: date) -> str:
    """How many files are kept, the last ones by their name."""
    rows = PieceFile.objects.visible_to(request.membership).filter(person=person)
    found = kept(list(rows.order_by("-created_at")[:SHOWN]))
    context = {"person": person, "found": found, "more": rows.count() - len(found), "on": on}
    return render_to_string("pieces/panel.html", context, request)


def kept(rows: list[PieceFile]) -> list[tuple[PieceFile, Manifest]]:
    """Each file with what it is."""
    return [(row, Manifest.read(row.manifest)) for row in rows]


register(Fragment("pieces:summary", "Voir ses pièces", "side", 20, printed=False))
