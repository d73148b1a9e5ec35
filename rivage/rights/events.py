from rivage.audit.registry import EventType, register

register(
    EventType("afis_decided", "a noté la décision sur l’aide", details=("sense", "children", "source", "verdict")),
)
