"""The aid examined again on a day, for whoever reads what it rests on."""

from collections.abc import Iterator
from datetime import date

from rivage.accounts.models import Membership
from rivage.decisions.recours.rereading import RereadPart, guarded
from rivage.dossiers.models import Aid, Demande
from rivage.people.enums import Slice
from rivage.people.models import Identity
from rivage.rights.aid.examination import examine


def aid(membership: Membership, demande: Demande, on: date) -> Iterator[RereadPart]:
    """The conditions of the aid, where the identity and the part on the aid are open to the reader."""
    named = Identity.objects.visible_to(membership).filter(person=demande.person_id)
    asked = Aid.objects.visible_to(membership).opened_too(membership, Slice.IDENTITY)
    if named.exists() and asked.filter(demande=demande, afis_asked=True).exists():
        yield guarded("L’aide financière", lambda: examine(demande, on).verdict.reasons)
