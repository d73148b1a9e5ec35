"""The decision on the aid, in a line beside that on the path."""

from collections.abc import Iterator
from datetime import date

from rivage.accounts.models import Membership
from rivage.dossiers.models import Demande
from rivage.law.wording import day
from rivage.rights.models import AfisDecision


def beside(membership: Membership, demande: Demande, on: date) -> Iterator[str]:
    """Its outcome, for whoever reads decisions: the signatory, to whom its page is closed, reads it there."""
    for row in AfisDecision.objects.visible_to(membership).filter(demande=demande).defer("reasons", "verdict"):
        signed = f", signée par {row.signed_name}" if row.signed_name else ""
        yield f"Aide financière {row.get_sense_display()} le {day(row.decided_on)}{signed}."
        if row.undone_on is not None:
            yield f"Cette décision ne tient plus depuis le {day(row.undone_on)} : l’aide se décide de nouveau."
        if row.ended_on is not None:
            yield f"Le préfet y a mis fin le {day(row.ended_on)}."
