from django.db import models


class Slice(models.TextChoices):
    """Parts of a file that are opened apart (design §5). Each is one table or more, so that the database enforces it.

    `correspondence`, `avis`, `decision` and `stay` complete the design's table: see docs/adr/0001 and 0009.
    """

    REFERENCE = "reference", "références du dossier"
    IDENTITY = "identity", "identité"
    CONTACT = "contact", "contact sans risque"
    CORRESPONDENCE = "correspondence", "adresse de correspondance"
    SITUATION = "situation", "situation"
    ACCOUNT = "account", "présentation de la situation"
    PROJECT = "project", "projet, engagements et avis de l’association"
    SAFETY = "safety", "détail du danger"
    AID = "aid", "aide financière"
    PIECES = "pieces", "pièces remises"
    RESIDENCE = "residence", "ce qu’il faut pour le séjour"
    STAY = "stay", "dates du titre de séjour"
    AVIS = "avis", "avis de la commission"
    DECISION = "decision", "décision"
    PRIVATE = "private", "notes de l’antenne"


class ApsNeed(models.TextChoices):
    """Whether a permit is needed. Not known yet is an answer, and a task of her antenne until another is given."""

    YES = "yes", "oui"
    NO = "no", "non"
    NOT_CONCERNED = "not_concerned", "sans objet"
    UNKNOWN = "unknown", "pas encore su"


class AgeBand(models.TextChoices):
    UNKNOWN = "unknown", "âge non précisé"
    FROM_18 = "18-24", "18 à 24 ans"
    FROM_25 = "25-34", "25 à 34 ans"
    FROM_35 = "35-44", "35 à 44 ans"
    FROM_45 = "45-54", "45 à 54 ans"
    FROM_55 = "55+", "55 ans ou plus"


class Civility(models.TextChoices):
    NONE = "", "aucune"
    MADAME = "madame", "Madame"
    MONSIEUR = "monsieur", "Monsieur"


class Zone(models.TextChoices):
    """Nationality as the law counts it (CASF R121-12-13-1)."""

    UNKNOWN = "unknown", "non précisée"
    FRENCH = "french", "française"
    EUROPEAN = "european", "Union européenne, Espace économique européen ou Suisse"
    OTHER = "other", "autre"


class BirthSource(models.TextChoices):
    UNKNOWN = "unknown", "non précisé"
    SAID = "said", "dit par la personne"
    PAPER = "paper", "lu sur un document"


class Channel(models.TextChoices):
    PHONE = "phone", "appel"
    MESSAGE = "message", "message écrit"
    MAIL = "mail", "courriel"
    POST = "post", "courrier à l’adresse de correspondance"
    ASSOCIATION = "association", "par l’association seulement"


class AccordKind(models.TextChoices):
    PARCOURS = "parcours", "pour engager le parcours"
    SAFETY = "safety", "pour que la police et la justice lisent le détail du danger"


class AccompanimentKind(models.TextChoices):
    REFERENT = "referent", "référent ou référente"
    CO_REFERENT = "co_referent", "co-référent ou co-référente"


class Purpose(models.TextChoices):
    """Why a file is opened; each comes with its ground, an article or her accord."""

    INSTRUCTION = "instruction", "instruire la demande"
    SESSION = "session", "rendre l’avis de la commission"
    PRESIDENCY = "presidency", "présider la séance"
    PROTECTION = "protection", "protéger la personne"
    DECISION = "decision", "décider"
    RESIDENCE = "residence", "délivrer l’autorisation de séjour"
    PAYMENT = "payment", "verser l’aide"
