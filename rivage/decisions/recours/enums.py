from django.db import models


class About(models.TextChoices):
    """What is contested: three decisions, never one (design §4), and the end of one of them."""

    PATH = "path", "le parcours"
    AID = "aid", "l’aide financière"
    AID_END = "aid_end", "la fin de l’aide financière"
    PERMIT = "permit", "l’autorisation de séjour"


class RecoursKind(models.TextChoices):
    GRACIOUS = "gracious", "recours gracieux, devant le préfet"
    HIERARCHICAL = "hierarch", "recours hiérarchique, devant le ministre"
    CONTENTIOUS = "content", "recours devant le tribunal administratif"
    URGENT = "urgent", "référé, devant le juge des urgences"


ADMINISTRATIVE = (RecoursKind.GRACIOUS, RecoursKind.HIERARCHICAL)
JUDGED = (RecoursKind.CONTENTIOUS, RecoursKind.URGENT)


class RecoursOutcome(models.TextChoices):
    PENDING = "pending", "en attente"
    GRANTED = "granted", "accepté"
    REJECTED = "rejected", "rejeté"
    WITHDRAWN = "withdrawn", "retiré"
    NO_NEED = "no_need", "sans décision à prendre"


class JudgeOrder(models.TextChoices):
    """What a judge ordered beside granting."""

    NOTHING = "nothing", "rien de plus"
    SUSPENDED = "suspended", "la décision est suspendue"
    ANNULLED = "annulled", "la décision est annulée"
    REPLACED = "replaced", "le jugement décide à la place du préfet"


class HelpedBy(models.TextChoices):
    """Who helps her to contest. Her antenne alone reads it."""

    NOBODY = "nobody", "personne pour l’instant"
    ANTENNE = "antenne", "l’association"
    LAWYER = "lawyer", "un avocat"
    OTHER = "other", "quelqu’un d’autre"
