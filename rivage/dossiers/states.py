"""How a demande is called and how its step shows."""

from rivage.core.tables import State
from rivage.dossiers.enums import DemandeKind, Step
from rivage.dossiers.models import Demande

TITLES = {
    DemandeKind.INITIALE: "Première demande",
    DemandeKind.RENOUVELLEMENT: "Demande de renouvellement",
    DemandeKind.REPRISE: "Demande de reprise",
}
STATES = {
    Step.DRAFT: State("neutre", "pencil", "En préparation"),
    Step.SUBMITTED: State("cours", "inbox", "Déposée"),
    Step.INCOMPLETE: State("attente", "arrow-return-left", "À compléter"),
    Step.COMPLETE: State("ok", "check-lg", "Complète"),
    Step.SCHEDULED: State("inscrit", "calendar-check", "Inscrite à une séance"),
    Step.OPINED: State("cours", "check-all", "Avis rendu"),
    Step.DECIDED: State("attente", "envelope", "Décidée, à notifier"),
    Step.NOTIFIED: State("ok", "envelope-check", "Notifiée"),
    Step.WITHDRAWN: State("neutre", "dash-circle", "Retirée à sa demande"),
    Step.FORWARDED: State("attente", "arrow-right", "Transmise à un autre préfet"),
    Step.WITHOUT_OBJECT: State("neutre", "slash-circle", "Sans objet"),
}


def title(demande: Demande) -> str:
    """« Demande de renouvellement », neutral enough for a heading."""
    return TITLES[DemandeKind(demande.kind)]


def state(demande: Demande) -> State:
    return STATES[Step(demande.step)]
