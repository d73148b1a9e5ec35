from rivage.audit.registry import EventType, register

register(
    EventType("agrement_noted", "a noté un agrément"),
    EventType("agrement_corrected", "a corrigé un agrément"),
    EventType("agrement_withdrawn", "a noté le retrait d’un agrément"),
)
