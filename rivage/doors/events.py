from rivage.audit.registry import EventType, register

register(
    EventType("signed_in", "entrée", details=("by",)),
    EventType("signed_out", "sortie"),
    EventType("sign_in_refused", "entrée refusée", watched=True),
    EventType(
        "sign_in_locked",
        "entrée fermée après cinq essais",
        alarm="Des entrées se sont fermées après cinq essais",
    ),
    EventType(
        "sign_in_flood",
        "entrées refusées en nombre d’une même adresse, qui ne sont plus notées une à une",
        alarm="Des entrées sont refusées en nombre d’une même adresse",
    ),
    EventType("password_changed", "a changé son mot de passe"),
    EventType("link_sent", "lien d’ouverture de compte", details=("purpose",)),
    EventType("account_opened", "a ouvert son compte"),
    EventType("factor_added", "a ajouté un second facteur", details=("by",)),
    EventType("factor_ended", "a retiré un second facteur", details=("by",)),
    EventType("code_refused", "code d’entrée refusé", details=("by",), watched=True),
    EventType(
        "keys_flood",
        "clés d’accès refusées en nombre, qui ne sont plus notées une à une",
        alarm="Des clés d’accès sont refusées en nombre",
    ),
    EventType(
        "codes_closed",
        "codes d’entrée fermés après trop d’essais",
        alarm="Les codes d’un compte se sont fermés après trop d’essais",
    ),
    EventType("codes_drawn", "a reçu de nouveaux codes de secours"),
    EventType("proved_again", "a prouvé de nouveau que c’est elle ou lui", details=("by",)),
    EventType("identity_linked", "a lié son identité ProConnect"),
    EventType("identity_ended", "a délié son identité ProConnect"),
    EventType("sessions_ended", "a fermé ses autres sessions"),
    EventType("recovery_asked", "demande qu’un compte soit rendu"),
    EventType("recovery_confirmed", "confirme qu’un compte soit rendu"),
    EventType("recovery_ended", "refuse qu’un compte soit rendu"),
    EventType("unlocking_asked", "demande que ce que des essais ont fermé soit rouvert"),
    EventType("unlocking_done", "a rouvert ce que des essais avaient fermé"),
    EventType("account_reopened", "a rouvert son compte"),
    EventType("device_new", "est entrée ou entré par un autre navigateur"),
    EventType(
        "told_in_vain", "n’a pu être avertie ou averti par courriel de ce qui touche à son compte", details=("error",)
    ),
    EventType("standing_link_drawn", "a ouvert une adresse d’agenda", details=("purpose",)),
    EventType("standing_link_ended", "a retiré une adresse d’agenda", details=("purpose",)),
    EventType("standing_link_read", "un agenda a lu ses dates", details=("purpose",)),
    EventType("link_refused", "adresse refusée : elle n’ouvre rien", watched=True),
    EventType("recovery_told", "averti ou avertie qu’on rend son compte"),
    EventType("password_chosen", "a choisi un mot de passe par le lien reçu"),
)
