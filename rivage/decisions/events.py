from rivage.audit.registry import EventType, register

register(
    EventType("decision_drafted", "a préparé une décision", details=("sense",)),
    EventType("decision_changed", "a changé le projet de décision", details=("sense",)),
    EventType("decision_signed", "a signé ou noté une décision", details=("sense", "source", "authority", "departs")),
    EventType("observations_invited", "a invité la personne à présenter ses observations"),
    EventType("observations_recorded", "a noté les observations de la personne"),
    EventType("decision_notified", "a noté une notification", details=("recipient", "channel", "outcome")),
    EventType("notification_corrected", "a corrigé une notification", details=("recipient", "outcome", "before")),
    EventType("recours_filed", "a noté un recours", details=("about", "kind")),
    EventType("recours_followed", "a noté la suite d’un recours", details=("about", "kind", "outcome")),
    EventType("recours_corrected", "a corrigé un recours", details=("about", "kind")),
    EventType("contest_help_noted", "a noté qui aide la personne à contester", details=("about",)),
)
