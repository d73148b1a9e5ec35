from rivage.audit.registry import EventType, register

register(
    EventType("presence_called", "un service a appelé une association"),
    EventType("presence_answered", "a répondu à l’appel d’un service", details=("going",)),
    EventType("presence_answered_again", "a changé sa réponse à l’appel d’un service", details=("going",)),
    EventType("presence_told", "un appel a été dit par courriel", details=("told",)),
)
