"""The coded questions of a situation. Codes only: what a commission needs, nothing that tells a story (design §5)."""

from rivage.core.questions import Question, Questionnaire

_FIRST: dict[str, Question] = {
    "housing": Question(
        "Hébergement",
        {
            "own": "un logement à son nom",
            "third": "chez un tiers",
            "shelter": "hébergement par une structure",
            "hotel": "hôtel",
            "none": "rien de stable",
        },
    ),
    "resources": Question(
        "Ressources",
        {"work": "un travail déclaré", "aid": "une aide ou une allocation", "other": "autres", "none": "aucune"},
    ),
    "children": Question(
        "Enfants qui vivent avec la personne",
        {"0": "aucun", "1": "un", "2": "deux", "3": "trois ou plus"},
    ),
    "french": Question(
        "Français",
        {
            "none": "à apprendre",
            "some": "se débrouille à l’oral",
            "good": "à l’aise à l’oral",
            "written": "à l’oral et à l’écrit",
        },
    ),
    "training": Question(
        "Formation",
        {"none": "aucune pour l’instant", "asked": "demandée", "running": "en cours", "done": "terminée"},
    ),
    "work": Question(
        "Emploi",
        {
            "none": "pas de recherche pour l’instant",
            "looking": "en recherche",
            "part": "quelques heures",
            "full": "oui",
        },
    ),
    "health_cover": Question(
        "Assurance maladie",
        {"open": "ouverte", "asked": "demandée", "none": "pas encore demandée", "to_check": "à vérifier"},
    ),
}

SITUATION = Questionnaire({1: _FIRST})
