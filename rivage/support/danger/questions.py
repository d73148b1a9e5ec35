"""What is asked of a danger, with her. Codes only: no name, no place, no story; no answer counts for another."""

from rivage.core.questions import Question, Questionnaire
from rivage.support.evaluation.questions import UNSAID

_FIRST: dict[str, Question] = {
    "who": Question(
        "Qui la menace",
        {
            "nobody": "personne",
            "exploiter": "qui l’exploite ou l’a exploitée",
            "network": "un réseau",
            "buyer": "un acheteur",
            "partner": "un conjoint ou un ancien conjoint",
            "family": "sa famille, ou des proches",
            "several": "plusieurs d’entre eux",
            "unknown": "quelqu’un qu’elle ne connaît pas",
        },
    ),
    "where": Question(
        "Où l’on peut la trouver",
        {
            "nowhere": "nulle part, à sa connaissance",
            "home": "là où elle dort",
            "day": "là où elle va : cours, travail, rendez-vous",
            "phone": "au téléphone, en ligne",
            "several": "à plusieurs endroits",
        },
    ),
    "children": Question(
        "Ses enfants, ses proches",
        {
            "none": "personne d’autre n’est menacé",
            "here": "menacés en France",
            "abroad": "menacés à l’étranger",
            "both": "menacés en France et à l’étranger",
        },
    ),
    "recent": Question(
        "Faits récents",
        {
            "none": "aucun depuis trois mois",
            "contact": "on la cherche, on l’appelle",
            "threat": "des menaces",
            "violence": "des violences",
            "taken": "on a voulu la reprendre",
        },
    ),
    "protection": Question(
        "Protection",
        {
            "none": "aucune",
            "unwanted": "elle n’en veut pas",
            "asked": "demandée",
            "refused": "refusée",
            "partly": "en place, en partie",
            "place": "en place",
        },
    ),
}
DANGER = Questionnaire({1: _FIRST}, unsaid=UNSAID)
# Every row as long as the longest: none tells how much was said.
ROOM = 256
