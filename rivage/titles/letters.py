"""Letters that she signs for a title after the path, and against a refusal: each to one addressee."""

from datetime import date

from rivage.law.wording import day
from rivage.titles.enums import TitleKind
from rivage.titles.papers import LETTERS, STAY, OwnLetter

DECISION = "la copie de la décision"
PREFECTURE = "Préfecture du département, service du séjour"
WRITTEN = "Si vous refusez, je demande une réponse écrite et motivée, qui dise l’article appliqué."
_CIVIL = ("un justificatif d’état civil et de nationalité", "un justificatif de domicile", STAY)


def _title(subject: str, asks: str, *pieces: str) -> OwnLetter:
    return OwnLetter(PREFECTURE, subject, (asks, WRITTEN), (*_CIVIL, *pieces))


TITLES: dict[str, OwnLetter] = {
    TitleKind.CARD: _title(
        "Demande de carte de séjour, article L425-1",
        "Je demande la carte de séjour de l’article L425-1 du code de l’entrée et du séjour des étrangers et du droit "
        "d’asile.",
        "le récépissé du dépôt de plainte, ou la référence de la procédure pénale",
    ),
    TitleKind.RESIDENT_CASE: _title(
        "Demande de carte de résident, article L425-3",
        "Je demande la carte de résident de l’article L425-3 du code de l’entrée et du séjour des étrangers et du "
        "droit d’asile, après une condamnation définitive.",
        "la décision de justice",
    ),
    TitleKind.EXCEPTIONAL: _title(
        "Demande d’admission exceptionnelle au séjour, article L435-1",
        "Je demande un titre de séjour au titre de l’article L435-1 du code de l’entrée et du séjour des étrangers et "
        "du droit d’asile.",
        "ce qui établit ma vie et mes démarches en France",
    ),
    TitleKind.FAMILY: _title(
        "Demande de carte de séjour, article L423-23",
        "Je demande la carte de séjour de l’article L423-23 du code de l’entrée et du séjour des étrangers et du "
        "droit d’asile, pour mes liens personnels et familiaux en France.",
        "ce qui établit ces liens",
    ),
    TitleKind.WORK: _title(
        "Demande de carte de séjour pour travailler, article L421-1",
        "Je demande la carte de séjour de l’article L421-1 du code de l’entrée et du séjour des étrangers et du droit "
        "d’asile.",
        "le contrat de travail, et l’autorisation de travail s’il en faut une",
    ),
    TitleKind.RESIDENT: _title(
        "Demande de carte de résident, article L426-17",
        "Je demande la carte de résident de l’article L426-17 du code de l’entrée et du séjour des étrangers et du "
        "droit d’asile.",
        "les justificatifs de résidence et de ressources",
    ),
    TitleKind.NATIONALITY: OwnLetter(
        "Préfecture, service de l’accès à la nationalité française",
        "Demande de nationalité française",
        (
            "Je demande la nationalité française, articles 21-2 à 21-16 du code civil.",
            "Si ma demande se fait par une autre voie ou auprès d’un autre service, je vous demande de me l’indiquer.",
            "Je demande aussi un récépissé, qui dise les pièces reçues et celles qui manquent.",
            WRITTEN,
        ),
        (
            *_CIVIL,
            "les justificatifs de ma résidence et de mes ressources en France",
            "ce qui dit mon niveau de français, si j’en ai un",
        ),
    ),
}
ASKING: dict[str, OwnLetter] = {**LETTERS, **TITLES}

CONTESTS = {
    "sante": ("Commission de recours amiable de la caisse primaire d’assurance maladie", "la protection maladie"),
    "complementaire": (
        "Commission de recours amiable de la caisse primaire d’assurance maladie",
        "la complémentaire santé solidaire",
    ),
    "logement-social": ("Service qui enregistre les demandes de logement social", "la priorité de logement social"),
    "aide-logement": ("Commission de recours amiable de la caisse d’allocations familiales", "une aide au logement"),
    "impots": ("Direction départementale des finances publiques", "la remise de mes impôts"),
    "emploi": ("Médiation du service public de l’emploi", "mon inscription"),
    "avocat": ("Bureau d’aide juridictionnelle", "l’aide juridictionnelle"),
    "domiciliation": ("Présidence du centre communal d’action sociale", "une élection de domicile"),
    "rsa": ("Présidence du conseil départemental", "le revenu de solidarité active"),
    **{str(kind): (PREFECTURE, "un titre de séjour") for kind in TITLES},
    TitleKind.NATIONALITY: ("Ministère chargé de la nationalité française", "la nationalité française"),
}
NO_DAY = "____ / ____ / ________"
# Said on the letter without a mark: the page before it carries it (`titres.nationalite_recours`).
BEFORE_THE_COURT: dict[str, tuple[str, ...]] = {
    TitleKind.NATIONALITY: (
        "Je forme ce recours avant tout recours devant le tribunal, article 45 du décret n° 93-1362 du 30 décembre "
        "1993. Les raisons pour lesquelles je demande un nouvel examen sont jointes.",
    ),
}
# A bank that refuses is not contested: the Banque de France names another.
TO_BANQUE_DE_FRANCE = OwnLetter(
    "Banque de France, droit au compte",
    "Demande de désignation d’un établissement",
    (
        "Je n’ai pas de compte de dépôt. Une banque a refusé de m’en ouvrir un.",
        "Je demande la désignation d’un établissement, article L312-1 du code monétaire et financier.",
    ),
    ("le refus écrit de la banque, s’il a été remis", "une pièce d’identité ou mon document de séjour"),
)


def contesting(what: str, refused_on: date | None = None) -> OwnLetter | None:
    """The letter against a refusal of a right or of a title; None where none is ready. `refused_on`: the day written
    on the refusal, None leaves it to be written.
    """
    if what == "compte":
        return TO_BANQUE_DE_FRANCE
    if what not in CONTESTS:
        return None
    to, refused = CONTESTS[what]
    return OwnLetter(
        to,
        "Contestation d’un refus",
        (
            f"Une décision du {day(refused_on) if refused_on else NO_DAY}, jointe, me refuse {refused}.",
            "Je conteste ce refus et je demande que ma situation soit examinée de nouveau.",
            *BEFORE_THE_COURT.get(what, ()),
            "Je demande une réponse écrite et motivée, qui dise l’article appliqué et comment la contester.",
        ),
        (DECISION, "ce qui est nouveau ou n’a pas été lu"),
        "la contestation",
    )
