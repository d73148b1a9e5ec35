"""Lists of sessions and of files on an agenda."""

from rivage.commissions.models import AgendaItem, Seance
from rivage.core.tables import State
from rivage.dossiers.enums import Step


def seance_state(seance: Seance) -> State:
    """What a session is, from its instants."""
    if seance.closed_at is not None and seance.opened_at is None:
        return State("attente", "people", "close, sans quorum")
    if seance.closed_at is not None:
        return State("ok", "check-lg", "close")
    if seance.opened_at is not None:
        return State("cours", "clock", "ouverte")
    if seance.convened_at is not None:
        return State("inscrit", "envelope-check", "convoquée")
    return State("neutre", "calendar3", "prévue")


def item_state(item: AgendaItem) -> State:
    """Where a file of an agenda stands."""
    avis = getattr(item, "avis", None)
    if item.postponed_at is not None:
        return State("attente", "arrow-return-left", "reportée")
    if avis is not None:
        words = avis.get_sense_display() if avis.signed_at is None else f"{avis.get_sense_display()}, relevé signé"
        return State("attente" if avis.sense == "adjourned" else "ok", "check-lg", words)
    if item.demande.step != Step.SCHEDULED:
        return State("neutre", "dash-circle", str(Step(item.demande.step).label))
    if item.presented_at is not None and item.left_at is None:
        return State("cours", "clock", "présentation en cours")
    return State("neutre", "circle", "à examiner")
