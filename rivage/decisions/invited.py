"""Her observations before an unfavourable decision, as they are said wherever the demande is shown."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from rivage.accounts.models import Membership
from rivage.core.french import day_in_words
from rivage.core.tables import State
from rivage.decisions.access import HEARD
from rivage.decisions.models import Observations
from rivage.decisions.outcome import page
from rivage.dossiers import states
from rivage.dossiers.models import Demande


def invited(membership: Membership) -> QuerySet[Observations]:
    """Those who were invited to speak before a decision that is not signed, without their words."""
    return Observations.objects.visible_to(membership).filter(demande__step__in=HEARD).defer("text", "letter")


def shown(membership: Membership, demandes: Sequence[Demande], on: date) -> Mapping[UUID, states.Shown]:
    """Of the demandes not decided yet: until when she is to be heard, then that she was."""
    asked = [row.pk for row in demandes if row.step in HEARD]
    if not asked:
        return {}
    rows = Observations.objects.visible_to(membership).filter(demande__in=asked).defer("text", "letter")
    return {row.demande_id: _said(membership, row, on) for row in rows}


def _said(membership: Membership, row: Observations, on: date) -> states.Shown:
    url = page(membership, row.demande_id)
    if row.received_on is not None:
        day = day_in_words(row.received_on, on=on, weekday=False)
        return states.Shown(State("cours", "chat-square-text", f"Observations reçues le {day}"), url)
    day = day_in_words(row.until, on=on, weekday=False)
    return states.Shown(
        State("attente", "chat-left-dots", f"Observations attendues jusqu’au {day}"),
        url,
        "Écrire ses observations" if membership.is_antenne else "Voir la décision",
    )
