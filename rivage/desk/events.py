from rivage.audit.registry import EventType, register

register(EventType("tableau_exported", "a exporté le tableau de suivi", details=("lines",)))
