from rivage.audit.registry import EventType, register

register(
    EventType("afis_decided", "a noté la décision sur l’aide", details=("sense", "children", "source", "verdict")),
    EventType("aid_event_noted", "a noté un changement qui touche l’aide", details=("source",)),
    EventType("aid_event_taken_back", "a dit noté par erreur un changement qui touche l’aide"),
    EventType("afis_corrected", "a corrigé la décision sur l’aide", details=("sense", "before", "source")),
    EventType("afis_ended", "a noté la fin de l’aide", details=("ground", "source")),
    EventType("afis_end_corrected", "a corrigé la fin de l’aide", details=("ground", "source", "ended")),
    EventType("end_hearing_invited", "a invité la personne à répondre avant la fin de l’aide", details=("ground",)),
    EventType("end_hearing_recorded", "a noté ce que la personne répond avant la fin de l’aide"),
    EventType("aid_notified", "a noté une notification de l’aide", details=("act", "channel", "outcome")),
    EventType(
        "aid_notification_corrected",
        "a corrigé une notification de l’aide",
        details=("act", "outcome", "before"),
    ),
    EventType("permit_notified", "a noté une notification du titre", details=("act", "channel", "outcome")),
    EventType(
        "permit_notification_corrected",
        "a corrigé une notification du titre",
        details=("act", "outcome", "before"),
    ),
    EventType("months_ordered", "a émis un ordre de paiement", details=("month", "lines", "left_out")),
    EventType("order_taken", "a pris le fichier d’un ordre de paiement", details=("form", "lines")),
    EventType(
        "answers_read",
        "a lu les réponses de l’organisme payeur",
        details=("lines", "accepted", "already", "refused"),
    ),
    EventType("stay_need_said", "a dit si une autorisation provisoire est nécessaire"),
    EventType("stay_private_said", "a noté du titre ce que l’association seule lit"),
    EventType("aps_recorded", "a noté une étape du titre de séjour", details=("step", "n", "source")),
    EventType("aps_corrected", "a corrigé une étape du titre de séjour", details=("step", "n")),
    EventType("answer_noted", "a noté la réponse de l’organisme payeur pour un mois", details=("answer",)),
    EventType("answer_corrected", "a corrigé la réponse de l’organisme payeur", details=("answer", "before")),
    EventType("fund_line_set", "a fixé le budget du fonds d’action sociale", details=("amount",)),
    EventType("fund_asked", "a demandé une aide du fonds d’action sociale"),
    EventType("fund_opinion", "a noté l’avis sur une aide du fonds d’action sociale", details=("opinion",)),
    EventType(
        "fund_decided", "a noté la décision sur une aide du fonds d’action sociale", details=("sense", "source")
    ),
    EventType("fund_paid", "a noté le paiement d’une aide du fonds d’action sociale"),
    EventType("fund_corrected", "a corrigé ce qui était noté d’une aide du fonds", details=("step", "why")),
    EventType("fund_withdrawn", "a retiré une demande au fonds d’action sociale"),
    EventType("alerts_raised", "a levé des alertes avant une interruption", details=("raised", "ended")),
    EventType("alerts_sent", "a envoyé un message d’échéance", details=("alerts",)),
    EventType("alerts_not_sent", "n’a pas pu envoyer un message d’échéance", details=("attempt", "error")),
)
