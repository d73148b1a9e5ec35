from rivage.audit.registry import EventType, register

register(
    EventType("suivi_opened", "a commencé l’accompagnement"),
    EventType("demande_opened", "a ouvert une demande", details=("kind",)),
    EventType("part_saved", "a écrit une partie de la demande", details=("part",)),
    EventType("part_settled", "a relu deux écritures", details=("part",)),
    EventType("demande_moved", "a fait avancer la demande", details=("move",)),
    EventType("missing_asked", "a demandé de compléter", details=("parts",)),
    EventType("missing_answered", "a répondu à la demande de compléments"),
    EventType("period_granted", "a ouvert une période", details=("months",)),
    EventType("rights_ended", "a noté la fin des droits", details=("kind",)),
    EventType("path_taken_over", "a repris un parcours en cours, d’après les papiers", details=("source",)),
    EventType("take_over_confirmed", "a confirmé un parcours repris"),
    EventType("take_over_contested", "a dit ce qui diffère dans un parcours repris"),
    EventType("take_over_undone", "a effacé un parcours repris, pour le saisir de nouveau"),
    EventType("note_added", "a écrit une note de l’antenne"),
)
