from django.db import models


class DemandeKind(models.TextChoices):
    INITIALE = "initiale", "première demande"
    RENOUVELLEMENT = "renouvellement", "renouvellement"
    REPRISE = "reprise", "reprise"


class Step(models.TextChoices):
    DRAFT = "draft", "en préparation"
    SUBMITTED = "submitted", "déposée"
    INCOMPLETE = "incomplete", "à compléter"
    COMPLETE = "complete", "complète"
    SCHEDULED = "scheduled", "inscrite"
    OPINED = "opined", "avis rendu"
    DECIDED = "decided", "décidée"
    NOTIFIED = "notified", "notifiée"
    WITHDRAWN = "withdrawn", "retirée"
    FORWARDED = "forwarded", "transmise"
    WITHOUT_OBJECT = "without_object", "sans objet"


PENDING = (
    Step.DRAFT,
    Step.SUBMITTED,
    Step.INCOMPLETE,
    Step.COMPLETE,
    Step.SCHEDULED,
    Step.OPINED,
    Step.DECIDED,
)


class WithoutObjectGround(models.TextChoices):
    """Why nothing is left to decide. A closed list: whatever else is said against a demande is a refusal, which is the
    préfet's; a death and a departure have gestures of their own.
    """

    HER_WORD = "her_word", "la personne l’a retirée, de sa propre parole"
    ELSEWHERE = "elsewhere", "un autre préfet a déjà autorisé ce parcours"
    TWICE = "twice", "la même demande a été déposée deux fois"


class Part(models.TextChoices):
    """The parts of a demande, in the order of its task list; each is one table, hence one slice."""

    SITUATION = "situation", "Sa situation aujourd’hui"
    ACCOUNT = "account", "Présentation de la situation"
    PROJECT = "project", "Projet et actions prévues"
    ENGAGEMENTS = "engagements", "Engagements"
    RESULTS = "results", "Difficultés rencontrées et résultats"
    ACCORD = "accord", "Son accord"
    OPINION = "opinion", "Avis de l’association"
    AID = "aid", "Aide financière (AFIS)"
    SAFETY = "safety", "Sécurité"
    PIECES = "pieces", "Pièces"


class Competence(models.TextChoices):
    """Why another préfet is competent. The texts do not settle it: a choice that is recorded (review I16)."""

    RESIDENCE = "residence", "la personne vit dans l’autre département"
    ASSOCIATION = "association", "l’association est agréée dans l’autre département"
    AT_HER_WISH = "her_wish", "la personne le demande"


class DangerLevel(models.TextChoices):
    NONE = "none", "aucun danger connu"
    WATCH = "watch", "à surveiller"
    SERIOUS = "serious", "danger sérieux"


class Claimable(models.TextChoices):
    YES = "yes", "oui"
    NO = "no", "non"
    TO_CHECK = "to_check", "à vérifier"


class Held(models.TextChoices):
    """Document held, among those that R121-12-13-1 admits. No other paper is named here (design §5)."""

    TITLE = "titre", "un titre de séjour"
    APS = "aps", "une autorisation provisoire de séjour"
    RENEWAL = "recepisse_renouvellement", "un récépissé de renouvellement"
    NONE = "aucun", "aucun de ces trois"
    NOT_ASKED = "sans_objet", "sans objet : nationalité française ou européenne"


class OpinionSense(models.TextChoices):
    FAVOURABLE = "favourable", "favorable"
    RESERVED = "reserved", "favorable avec réserves"
    UNFAVOURABLE = "unfavourable", "défavorable"


class Respect(models.TextChoices):
    YES = "yes", "oui"
    PARTLY = "partly", "en partie"
    NO = "no", "non"


class Done(models.TextChoices):
    """What became of an action of the plan before."""

    DONE = "done", "faite"
    GOING_ON = "going_on", "en cours"
    NOT_POSSIBLE = "not_possible", "pas possible"


class Cause(models.TextChoices):
    """Why an action was not possible: none of these is hers (review I25)."""

    NO_COURSE = "no_course", "pas de place en cours de français"
    NO_TRAINING = "no_training", "pas de place en formation, ou pas d’emploi proposé"
    NO_CHILDCARE = "no_childcare", "pas de garde d’enfant"
    NO_HOUSING = "no_housing", "pas d’hébergement ni de logement"
    PERMIT_LATE = "permit_late", "titre de séjour en retard"
    AID_LATE = "aid_late", "aide en retard"
    ILLNESS = "illness", "maladie"
    MATERNITY = "maternity", "maternité"
    DANGER = "danger", "danger ou menaces"
    OTHER = "other", "autre raison, écrite dans les difficultés"


class PieceKind(models.TextChoices):
    ENGAGEMENTS = "engagements", "Engagements signés"
    IDENTITY = "identity", "Document d’identité"
    AGREMENT = "agrement", "Copie de l’agrément de l’association"
    RESOURCES = "resources", "Justificatif de ressources"
    OTHER = "other", "Autre document"


class PieceState(models.TextChoices):
    GIVEN = "given", "remise"
    NO_DOCUMENT = "no_document", "aucun document (réponse complète)"
    TO_COME = "to_come", "à venir"


class ParcoursEnd(models.TextChoices):
    FULL = "full", "24 mois atteints"
    NOT_RENEWED = "not_renewed", "non renouvelé"
    AT_HER_WISH = "at_her_wish", "arrêt à sa demande"
    NO_NEWS = "no_news", "sans nouvelles depuis"
    DEATH = "death", "décès"
    MOVED = "moved", "départ"
    ORDINARY_LAW = "ordinary_law", "titre ou droit commun"


class SuiviEnd(models.TextChoices):
    """Why an antenne accompanies somebody no more, outside a path. The usual one first."""

    DONE = "done", "ce qu’elle demandait est fait"
    AT_HER_WISH = "her_wish", "elle ne le souhaite plus"
    NO_NEWS = "no_news", "sans nouvelles d’elle"
    ELSEWHERE = "elsewhere", "quelqu’un d’autre l’accompagne"
    OTHER = "other", "autre raison"


class Destination(models.TextChoices):
    """Towards what she leaves."""

    WORK = "work", "un emploi"
    TRAINING = "training", "une formation"
    HOUSING = "housing", "un logement"
    TITLE = "title", "un titre de séjour"
    ORDINARY = "ordinary", "le droit commun (RSA, CCAS, secteur)"
    MOVED = "moved", "une autre ville, un autre pays"
    SERVICE = "service", "un autre service ou une autre association"
    UNKNOWN = "unknown", "on ne le sait pas"
    OTHER = "other", "autre chose"


class InterruptionGround(models.TextChoices):
    """Why she stops for a time, in words that tell nothing of her health or her family."""

    AWAY = "away", "absence de plusieurs semaines"
    BUSY = "busy", "travail ou formation, pour l’instant"
    PERSONAL = "personal", "raison personnelle, qu’elle n’a pas à dire"


class Domain(models.TextChoices):
    """Fields of a plan's actions (CASF R121-12-11)."""

    HOUSING = "housing", "hébergement, logement"
    HEALTH = "health", "accès aux soins"
    RIGHTS = "rights", "accès aux droits"
    FRENCH = "french", "apprentissage du français"
    TRAINING = "training", "formation"
    WORK = "work", "emploi"
    FAMILY = "family", "enfants et famille"
    SAFETY = "safety", "protection"


class DemandePaper(models.TextChoices):
    """What the workshop of an antenne makes of a demande. The words of the address say nothing of what it is about."""

    REQUEST = "demande", "Demande"
    ENGAGEMENTS = "engagements", "Engagements à signer"
    FICHE = "fiche", "Fiche du département"


class PersonPaper(models.TextChoices):
    """What it makes of her."""

    SUMMARY = "page", "En une page, pour elle"
    FILE = "donnees", "Tout ce qui est écrit d’elle"


# Made for her hands: whether she may keep them without danger is asked before.
FOR_HER = (DemandePaper.ENGAGEMENTS, PersonPaper.SUMMARY, PersonPaper.FILE)


class Kept(models.TextChoices):
    """Whether she may keep a paper without danger, and where it then stays."""

    HERS = "yes", "oui, elle l’emporte"
    ANTENNE = "no", "non"
