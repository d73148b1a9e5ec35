from django.db import models


class DecisionSense(models.TextChoices):
    AUTHORISE = "authorise", "autoriser"
    REFUSE = "refuse", "refuser"


class Authority(models.TextChoices):
    PREFET = "prefet", "préfet"
    JUDGMENT = "judgment", "jugement"


class DecisionStep(models.TextChoices):
    DRAFT = "draft", "projet"
    SIGNED = "signed", "signée"
    NOTIFIED = "notified", "notifiée"


class PaperKind(models.TextChoices):
    """The papers of a decision, as they are named in an address."""

    DECISION = "decision", "la décision"
    LETTER = "lettre", "la lettre à la personne"
    ASSOCIATION = "association", "la lettre à l’association"
    RECEIPT = "recu", "le reçu de remise en main propre"


class Recipient(models.TextChoices):
    PERSON = "person", "la personne"
    ASSOCIATION = "association", "l’association"


class NotificationChannel(models.TextChoices):
    BY_HAND = "by_hand", "en main propre, à l’association"
    POST = "post", "lettre à l’adresse de correspondance"
    PREFECTURE = "prefecture", "en main propre, à la préfecture"
    SECURE = "secure", "par Rivage"


class HeardBy(models.TextChoices):
    """How her observations came."""

    SPOKEN = "spoken", "de vive voix"
    PHONE = "phone", "par téléphone"
    WRITTEN = "written", "par écrit"


class NotificationOutcome(models.TextChoices):
    HANDED = "handed", "remise"
    NOT_CLAIMED = "not_claimed", "présentée et non réclamée"
    REFUSED = "refused", "proposée et non acceptée"
    IMPOSSIBLE = "impossible", "impossible"
