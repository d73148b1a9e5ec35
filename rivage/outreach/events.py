from rivage.audit.registry import EventType, register

register(
    EventType("zone_opened", "a ouvert une zone de sorties"),
    EventType("zone_closed", "a fermé une zone de sorties"),
    EventType("round_noted", "a noté une sortie"),
    EventType("round_corrected", "a corrigé une sortie"),
    EventType("workshop_noted", "a noté un atelier"),
    EventType("workshop_corrected", "a corrigé un atelier"),
    EventType("card_left", "a laissé une carte après une rencontre"),
    EventType("cards_read", "a lu les cartes laissées après une rencontre"),
    EventType("card_taken", "a pris une carte laissée après une rencontre"),
    EventType("card_done", "a rappelé quelqu’un qui avait laissé une carte"),
    EventType("card_given_back", "a rendu une carte à l’équipe"),
)
