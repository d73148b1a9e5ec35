from rivage.audit.registry import EventType, register

register(
    EventType("presence_called", "un service a appelé une association"),
    EventType("presence_answered", "a répondu à l’appel d’un service", details=("going",)),
)
