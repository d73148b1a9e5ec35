from rivage.audit.registry import EventType, register

register(
    EventType("piece_added", "a ajouté un fichier aux pièces"),
    EventType("piece_removed", "a retiré un fichier des pièces"),
)
