from rivage.audit.registry import EventType, register

register(
    EventType("person_created", "a ouvert le dossier"),
    EventType("person_assigned", "a nommé qui accompagne", details=("kind",)),
    EventType("identity_changed", "a changé l’identité", details=("fields",)),
    EventType("contact_changed", "a changé le contact sans risque"),
    EventType("child_added", "a noté un enfant"),
    EventType("child_changed", "a corrigé ce qui est noté d’un enfant"),
    EventType("reader_readmitted", "n’écarte plus une lecture"),
    EventType("accord_given", "a noté un accord", details=("kind",)),
    EventType("accord_withdrawn", "a noté la reprise d’un accord", details=("kind",)),
    EventType("accord_restored", "a corrigé la reprise d’un accord", details=("kind",)),
    EventType("reader_excluded", "a écarté une lecture"),
    EventType("person_erased", "a effacé le dossier"),
    EventType("file_opened", "a ouvert une partie du dossier à un lecteur", details=("holder", "opening")),
    EventType("file_closed", "a fermé l’ouverture à un lecteur", details=("holder",)),
    EventType("transfer_offered", "a remis un code de départ", details=("with_notes",)),
    EventType("transfer_cancelled", "a annulé un code de départ"),
    EventType("transfer_seen", "a présenté un code d’arrivée"),
    EventType("transfer_wrong", "a saisi un code d’arrivée qui n’ouvre rien"),
    EventType("person_welcomed", "a accueilli la personne"),
    EventType("suivi_closed", "le suivi est clos ici"),
)
