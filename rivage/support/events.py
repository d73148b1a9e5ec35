from rivage.audit.registry import EventType, register

register(
    EventType("first_contact_noted", "a noté comment un accompagnement a commencé"),
    EventType("first_contact_corrected", "a corrigé comment un accompagnement a commencé"),
    EventType("means_wait_noted", "a noté que l’antenne n’a pas les moyens de présenter une personne"),
    EventType("means_wait_ended", "a noté que l’attente d’une personne est finie"),
    EventType("posts_said", "a dit combien de postes accompagnent"),
    EventType("week_noted", "a noté le temps d’une semaine"),
    EventType("turned_away_noted", "a compté des demandes hors de la définition"),
    EventType("turned_away_taken_back", "a repris un nombre noté par erreur"),
    EventType("evaluation_noted", "a noté où en est une personne"),
    EventType("evaluation_corrected", "a corrigé une évaluation"),
    EventType("tally_let_go", "a remis les sommes d’une année"),
    EventType("tally_recounted", "a refait les sommes d’une année depuis les dossiers"),
    EventType("news_accord_noted", "a noté si l’on peut prendre des nouvelles d’une personne sortie"),
    EventType("no_news_noted", "a noté qu’une personne sortie ne donne pas de nouvelles"),
    EventType("talk_noted", "a noté ce qui s’est dit avec elle"),
    EventType("talk_corrected", "a corrigé ce qui était noté de ce qui s’est dit avec elle"),
    EventType("approach_noted", "a noté une démarche"),
    EventType("approach_followed", "a noté la suite d’une démarche"),
    EventType("approach_corrected", "a corrigé une démarche"),
)
