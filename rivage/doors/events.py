from rivage.audit.registry import EventType, register

register(
    EventType("signed_in", "entrée", details=("by",)),
    EventType("signed_out", "sortie"),
    EventType("sign_in_refused", "entrée refusée"),
    EventType("sign_in_locked", "entrée fermée après cinq essais"),
    EventType("sign_in_flood", "entrées refusées en nombre d’une même adresse, qui ne sont plus notées une à une"),
    EventType("password_changed", "a changé son mot de passe"),
    EventType("link_sent", "lien d’ouverture de compte", details=("purpose",)),
    EventType("account_opened", "a ouvert son compte"),
    EventType("factor_added", "a ajouté un second facteur", details=("by",)),
    EventType("factor_ended", "a retiré un second facteur", details=("by",)),
    EventType("code_refused", "code d’entrée refusé", details=("by",)),
    EventType("codes_closed", "codes d’entrée fermés après trop d’essais"),
    EventType("codes_drawn", "a reçu de nouveaux codes de secours"),
    EventType("proved_again", "a prouvé de nouveau que c’est elle ou lui", details=("by",)),
    EventType("sessions_ended", "a fermé ses autres sessions"),
    EventType("recovery_asked", "demande qu’un compte soit rendu"),
    EventType("recovery_confirmed", "confirme qu’un compte soit rendu"),
    EventType("recovery_ended", "refuse qu’un compte soit rendu"),
    EventType("account_reopened", "a rouvert son compte"),
)
