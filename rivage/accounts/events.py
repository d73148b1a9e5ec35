from rivage.audit.registry import EventType, register

register(
    EventType("body_created", "a créé un organisme"),
    EventType("body_changed", "a changé l’en-tête des lettres d’un organisme"),
    EventType("notify_days_set", "a fixé le délai pour notifier une décision", details=("days",)),
    EventType("body_by_proconnect", "a exigé ProConnect pour les fonctions d’un organisme"),
    EventType("body_by_any_door", "n’exige plus ProConnect pour les fonctions d’un organisme"),
    EventType("user_created", "a créé un compte"),
    EventType("admin_created", "a ouvert l’équipe technique"),
    EventType("membership_proposed", "a proposé une fonction", details=("role",)),
    EventType("membership_confirmed", "a confirmé une fonction", details=("role",)),
    EventType("membership_qualified", "a écrit la qualité de qui signe", details=("role",)),
    EventType(
        "reading_stopped",
        "n’a pas pu ouvrir un dossier de plus en une heure",
        alarm="Une fonction a ouvert trop de dossiers en une heure",
    ),
    EventType("membership_welcomed", "a lu ce qu’elle a à faire ici, à la première entrée"),
    EventType("reading_reopened", "a rouvert la lecture d’une fonction", details=("why",)),
    EventType("membership_ended", "a clos une fonction", details=("role",)),
)
