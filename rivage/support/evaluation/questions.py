"""What an evaluation asks. Codes only, no diagnosis, and nothing on whether she has stopped."""

from rivage.core.questions import Question, Questionnaire
from rivage.dossiers.situation import SITUATION

NOT_ASKED, NO_ANSWER = "not_asked", "no_answer"
# What is noted where she says nothing, of a danger too.
UNSAID = {NOT_ASKED: "pas demandé", NO_ANSWER: "elle ne répond pas"}
_SHARED = SITUATION.questions

_FIRST: dict[str, Question] = {
    "housing": _SHARED["housing"],
    "resources": _SHARED["resources"],
    "work": Question(
        "Emploi",
        {
            "none": "pas de recherche pour l’instant",
            "looking": "en recherche",
            "workshop": "quelques heures en atelier (AAVA)",
            "insertion": "contrat d’insertion",
            "short_part": "CDD ou intérim, à temps partiel",
            "short_full": "CDD ou intérim, à temps plein",
            "long_part": "CDI, à temps partiel",
            "long_full": "CDI, à temps plein",
            "own": "à son compte, déclarée",
        },
    ),
    "training": _SHARED["training"],
    "french": _SHARED["french"],
    "title": Question(
        "Séjour",
        {
            "none": "aucun titre",
            "asked": "demande en cours",
            "aps": "APS",
            "year": "titre d’un an au plus",
            "years": "titre de plusieurs années",
            "resident": "carte de résident",
            "free": "pas besoin de titre",
        },
    ),
    "health_cover": _SHARED["health_cover"],
    "care": Question(
        "Besoins de soins",
        {
            "none": "aucun besoin dit",
            "unmet": "des besoins, sans suivi",
            "asked": "rendez-vous demandé",
            "met": "suivie",
        },
    ),
    "children": Question(
        "Enfants",
        {
            "none": "pas d’enfant avec elle",
            "no_care": "avec elle, sans garde ni école",
            "part": "avec elle, gardés ou à l’école en partie",
            "care": "avec elle, tous gardés ou à l’école",
        },
    ),
    "safety": Question(
        "Sécurité",
        {
            "safe": "se sent en sécurité",
            "worry": "des inquiétudes",
            "danger": "en danger",
        },
    ),
    "bank": Question(
        "Compte bancaire",
        {"none": "aucun", "asked": "demandé", "other": "celui d’un tiers", "own": "à son nom"},
    ),
    "debts": Question(
        "Dettes",
        {"none": "aucune", "unplanned": "sans solution", "planned": "échelonnées ou en dossier"},
    ),
}

EVALUATION = Questionnaire({1: _FIRST}, unsaid=UNSAID)
# Every row as long as the longest: none tells how much was said.
ROOM = 512
